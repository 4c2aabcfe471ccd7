import NetworkModel

// A name with several answers: the way that is shown has one of them. What came of the others stands at the record that
// was chosen instead of theirs (NL B3, DEC-2).

extension Lookup {
  /// What was asked and answered, with what came of the other answers.
  ///
  /// - Parameters:
  ///   - ways: all ways of the question.
  ///   - position: which of their stretches the lookup is.
  func legs(beside ways: [Way], at position: Int) -> [Leg] {
    guard let answer else { return legs }
    let siblings = ways.compactMap { way -> (lookup: Lookup, verdict: Verdict)? in
      guard way.stretches.indices.contains(position), case .lookup(let other) = way.stretches[position],
        other.host == host, other.answer?.type == answer.type
      else { return nil }
      return (other, way.ownVerdict)
    }
    func verdict(_ isMeant: (Lookup) -> Bool) -> Verdict? {
      var counts = PairCounts()
      for sibling in siblings where isMeant(sibling.lookup) { counts.count(sibling.verdict) }
      return counts.asked == 0 ? nil : counts.verdict
    }
    var legs = legs
    if answer.isMultivalue {
      let notes = answer.addresses.filter { $0 != place }.compactMap { other in
        verdict { $0.index == index && $0.place == other }.map { "\(other), \(Lookup.words($0))" }
      }
      legs.note(notes, at: legs.deciding.last)
    }
    var notes: [(place: HopPlace, text: String)] = []
    for (other, sibling) in answers.enumerated() where other != index && !sibling.isSame(as: answer) {
      guard let verdict = verdict({ $0.index == other }), let place = self.legs.fork(from: sibling.legs) else {
        continue
      }
      let text = "\(sibling.title), \(Lookup.words(verdict))"
      if !notes.contains(where: { $0 == (place, text) }) { notes.append((place, text)) }
    }
    for place in legs.deciding { legs.note(notes.filter { $0.place == place }.map(\.text), at: place) }
    return legs
  }

  private static func words(_ verdict: Verdict) -> String {
    switch verdict {
    case .reachable: "passes"
    case .unreachable: "does not pass"
    case .partial: "passes in part"
    case .undetermined: "cannot be told"
    }
  }
}

extension NameAnswer {
  /// Whether both say the same, be it by other name servers.
  fileprivate func isSame(as other: NameAnswer) -> Bool {
    outcome == other.outcome && addresses == other.addresses && roles == other.roles
  }

  /// What it leads to, with its part: `nlb-west (secondary, on standby)`.
  fileprivate var title: String {
    var places: [String] = []
    for address in addresses {
      var text = address.description
      if case .address(_, let owner?) = address { text = owner.name ?? owner.id }
      if !places.contains(text) { places.append(text) }
    }
    let rest = places.count > 3 ? " and \(places.count - 3) more" : ""
    let what = places.isEmpty ? outcome.rawValue : places.prefix(3).joined(separator: ", ") + rest
    let parts =
      switch standing {
      case .possible: roles
      case .reading: roles + ["another reading"]
      case .standby: roles + ["on standby"]
      }
    return parts.isEmpty ? what : "\(what) (\(parts.joined(separator: ", ")))"
  }
}

/// Where a hop of a lookup stands.
private struct HopPlace: Hashable {
  var leg: Int
  var hop: Int
}

extension [Leg] {
  /// The hops forward that let the query pass: to what blocks it nothing is added.
  fileprivate var deciding: [HopPlace] {
    enumerated().flatMap { leg, own in
      own.forward.indices.filter { own.forward[$0].decision != .blocked }.map { HopPlace(leg: leg, hop: $0) }
    }
  }

  /// The last hop before which both went the same way.
  fileprivate func fork(from other: [Leg]) -> HopPlace? {
    let hops = flatMap(\.forward)
    let others = other.flatMap(\.forward)
    let same = zip(hops, others).prefix { $0 == $1 }.count
    let places = enumerated().flatMap { leg, own in own.forward.indices.map { HopPlace(leg: leg, hop: $0) } }
    let deciding = Set(deciding)
    return places.prefix(same + 1).last(where: deciding.contains)
  }

  fileprivate mutating func note(_ others: [String], at place: HopPlace?) {
    guard let place, !others.isEmpty else { return }
    let rule = self[place.leg].forward[place.hop].rule
    self[place.leg].forward[place.hop].rule =
      (rule.map { "\($0); " } ?? "") + "also: \(others.joined(separator: "; "))"
  }
}
