import NetworkModel

// What answers show of all possible ways of a question: the first that does not pass, and what is in the way of any.

extension Network {
  /// Several possible ways as one outcome: it shows the first that does not pass, else the first.
  func outcome(of all: [Way], rulesTried: Int = 0, setOperations: Int = 0) -> PairOutcome {
    let ways = all.counted
    let shown = ways.first { $0.verdict != .reachable } ?? ways.first
    return PairOutcome(
      verdict: all.verdict, symptom: symptom(of: ways), legs: shown.map { legs(of: $0, beside: all) } ?? [],
      blockers: blockers(of: ways), assumptions: assumptions(of: ways, all.verdict), rulesTried: rulesTried,
      setOperations: setOperations)
  }

  // MARK: Legs

  private func legs(of shown: Way, beside all: [Way]) -> [Leg] {
    shown.stretches.enumerated().flatMap { position, stretch in
      switch stretch {
      case .lookup(let lookup): lookup.legs(beside: all, at: position)
      case .journey(let journey, let verdicts): zip(journey.connections, verdicts).map { leg(of: $0, $1) }
      }
    }
  }

  private func leg(of connection: Connection, _ verdict: Verdict) -> Leg {
    let branch = connection.leaf.branch
    let start = branch.returnStart ?? branch.hops.count
    return Leg(
      from: connection.from, to: connection.to, verdict: verdict, forward: hops(branch.hops[..<start]),
      return: hops(branch.hops[start...]), title: connection.title)
  }

  // MARK: Assumptions

  /// Sorted, one for each code, component and message. Where the verdict is certain, none decides.
  private func assumptions(of ways: [Way], _ verdict: Verdict) -> [Assumption] {
    var found: Set<Assumption> = []
    for stretch in ways.lazy.flatMap(\.stretches) {
      switch stretch {
      case .lookup(let lookup): found.formUnion(lookup.assumptions)
      case .journey(let journey, _):
        for connection in journey.connections { found.formUnion(connection.leaf.branch.assumptions) }
      }
    }
    return found.map { assumption in
      var assumption = assumption
      if verdict != .undetermined { assumption.decides = false }
      return assumption
    }.sorted { ($0.code, $0.component, $0.message) < ($1.code, $1.component, $1.message) }
  }

  // MARK: Blockers

  /// A blocker with the connection that it stands in the way of.
  private struct Placed {
    enum Kind {
      case record(BlockerRecord, Pair, HTTPRequest?)
      /// One that is as answers show it, but for its leg.
      case ready(Blocker)
    }

    var leg: Int
    var kind: Kind

    var key: (Int, Int, Int) {
      switch kind {
      case .record(let record, _, _): (leg, record.way == .forward ? 0 : 1, record.place)
      case .ready(let blocker): (leg, blocker.way == .forward ? 0 : 1, 0)
      }
    }

    func isSame(as other: Placed) -> Bool {
      if leg != other.leg { return false }
      switch (kind, other.kind) {
      case (.record(let own, _, _), .record(let other, _, _)): return own.isSame(as: other)
      case (.ready(let own), .ready(let other)): return own.isSameThing(as: other)
      default: return false
      }
    }
  }

  /// What is in the way of those that certainly do not pass, each once, its traffic the union of theirs, by leg; behind
  /// it what the question forbids of ways.
  private func blockers(of ways: [Way]) -> [Blocker] {
    var found: [Placed] = []
    for way in ways where way.verdict == .unreachable {
      for placed in way.refusals.isEmpty ? blockers(of: way) : [] { add(placed, to: &found) }
    }
    var blockers = found.inOrder { $0.key }.map { blocker($0) }
    for way in ways {
      for refusal in way.refusals {
        let blocker = blocker(refusal, of: way)
        if !blockers.contains(where: { $0.leg == blocker.leg && $0.isSameThing(as: blocker) }) {
          blockers.append(blocker)
        }
      }
    }
    return blockers.inOrder { ($0.leg, 0, 0) }
  }

  private func blockers(of way: Way) -> [Placed] {
    var found: [Placed] = []
    var before: Lookup?
    for (leg, stretch) in way.placed {
      switch stretch {
      case .lookup(let lookup):
        before = lookup
        found += lookup.blockers.map { Placed(leg: leg + $0.leg, kind: .ready($0)) }
      case .journey(let journey, _):
        defer { before = nil }
        for (position, connection) in journey.connections.enumerated() where connection.leaf.verdict == .unreachable {
          for record in connection.leaf.branch.blockers {
            if let lookup = before, lookup.isShadow(for: record) {
              let shadow = lookup.shadow(of: blocker(record, connection.pair, leg: 0))
              found.append(Placed(leg: leg - 1, kind: .ready(shadow)))
            } else {
              found.append(Placed(leg: leg + position, kind: .record(record, connection.pair, connection.request)))
            }
          }
        }
      }
    }
    return found
  }

  private func add(_ placed: Placed, to found: inout [Placed]) {
    guard let known = found.firstIndex(where: { $0.isSame(as: placed) }) else { return found.append(placed) }
    guard case .record(var record, let pair, let request) = found[known].kind,
      case .record(let other, _, _) = placed.kind,
      record.traffic.family == other.traffic.family
    else { return }
    record.traffic = record.traffic.union(other.traffic)
    found[known].kind = .record(record, pair, request)
  }

  private func blocker(_ placed: Placed) -> Blocker {
    switch placed.kind {
    case .record(let record, let pair, let request):
      return blocker(record, pair, leg: placed.leg, request: request)
    case .ready(var blocker):
      blocker.leg = placed.leg
      return blocker
    }
  }
}

extension Array {
  /// Sorted by a key, equals in the order in which they stand.
  fileprivate func inOrder(_ key: (Element) -> (Int, Int, Int)) -> [Element] {
    enumerated().map { (key: key($0.element), offset: $0.offset, element: $0.element) }
      .sorted { ($0.key.0, $0.key.1, $0.key.2, $0.offset) < ($1.key.0, $1.key.1, $1.key.2, $1.offset) }
      .map(\.element)
  }
}
