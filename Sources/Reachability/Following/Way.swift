/// One possible way of a question from its first connection to its last: journeys, and before each the lookup of a name
/// where the question is a request.
struct Way: Sendable {
  enum Stretch: Sendable {
    case lookup(Lookup)
    /// With the verdict of each of its connections over all journeys to the same end.
    case journey(Journey, [Verdict])
  }

  var stretches: [Stretch]
  /// What the question forbids of it.
  var refusals: [WayRefusal] = []
  /// Whether it is one of several readings that differ, of which only one is true.
  var isUncertain = false
  /// Whether it is there for the case that another fails, and counts for nothing now (DEC-2).
  var isStandby = false

  var verdict: Verdict { isUncertain && refusals.isEmpty ? .undetermined : ownVerdict }

  /// The verdict, if this is the reading that is true.
  var ownVerdict: Verdict {
    if !refusals.isEmpty { return .unreachable }
    let verdicts = stretches.map(\.verdict)
    if verdicts.contains(.unreachable) { return .unreachable }
    return verdicts.allSatisfy { $0 == .reachable } ? .reachable : .undetermined
  }

  /// Each stretch with the number of legs that come before it.
  var placed: [(leg: Int, stretch: Stretch)] {
    var leg = 0
    return stretches.map { stretch in
      defer { leg += stretch.legCount }
      return (leg, stretch)
    }
  }

  /// Notes something that the input does not show, at the lookup that the way begins with.
  mutating func assume(_ assumption: Assumption) {
    guard case .lookup(var lookup)? = stretches.first else { return }
    lookup.assumptions.append(assumption)
    stretches[0] = .lookup(lookup)
  }

  /// The same of what leaves open whether this is a way at all.
  mutating func doubt(_ assumption: Assumption) {
    isUncertain = true
    assume(assumption)
  }

  /// The way that goes on with another one, to where a request is sent instead.
  func followed(by next: Way) -> Way {
    Way(
      stretches: stretches + next.stretches, isUncertain: isUncertain || next.isUncertain,
      isStandby: isStandby || next.isStandby)
  }
}

extension Way.Stretch {
  var verdict: Verdict {
    switch self {
    case .lookup(let lookup): lookup.verdict
    case .journey(let journey, _): journey.verdict
    }
  }

  var legCount: Int {
    switch self {
    case .lookup(let lookup): lookup.legs.count
    case .journey(let journey, _): journey.connections.count
    }
  }

  /// All journeys to one end.
  static func journeys(_ journeys: [Journey]) -> [Way.Stretch] {
    let longest = journeys.map(\.connections.count).max() ?? 0
    let verdicts = (0..<longest).map { position -> Verdict in
      var counts = PairCounts()
      for journey in journeys where journey.connections.count > position {
        counts.count(journey.connections[position].leaf.verdict)
      }
      return counts.verdict
    }
    return journeys.map { .journey($0, Array(verdicts.prefix($0.connections.count))) }
  }
}

extension [Way] {
  /// Those that the verdict is made of.
  var counted: [Way] { contains(where: \.isStandby) ? filter { !$0.isStandby } : self }

  /// The verdicts of those that count as one; `undetermined` where there is none.
  var verdict: Verdict {
    var counts = PairCounts()
    for way in self where !way.isStandby { counts.count(way.verdict) }
    return counts.asked == 0 ? .undetermined : counts.verdict
  }
}
