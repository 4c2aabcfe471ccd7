/// Where a branch ended.
struct Leaf: Sendable {
  enum Ending: Sendable, Hashable {
    case delivered
    /// The packets come to a place from which no way leads on.
    case deadEnd
    /// The packets come to another network that has the same addresses.
    case misdirected
    case loop
    /// What lies beyond is not visible.
    case unknown
  }

  var branch: Branch
  var ending: Ending
  /// AWS may choose another route, and that one gives another verdict: nothing about this branch is certain.
  var isUncertain = false

  var isLost: Bool { ending != .delivered && ending != .unknown }

  var verdict: Verdict {
    if isUncertain { return .undetermined }
    if !branch.blockers.isEmpty { return .unreachable }
    if ending == .unknown || branch.assumptions.contains(where: \.decides) { return .undetermined }
    return .reachable
  }
}

extension Sequence<Leaf> {
  /// The verdicts of all branches as one.
  var verdict: Verdict {
    var counts = PairCounts()
    for leaf in self { counts.count(leaf.verdict) }
    return counts.verdict
  }

  /// What a way costs: whether it ends nowhere, how many things block it, how long it is.
  var cost: (Int, Int, Int) {
    var lost = 0
    var blockers: [BlockerRecord] = []
    var hops = 0
    for leaf in self {
      if leaf.isLost { lost = 1 }
      for blocker in leaf.branch.blockers where !blockers.contains(where: { $0.isSame(as: blocker) }) {
        blockers.append(blocker)
      }
      hops += leaf.branch.hops.count
    }
    return (lost, blockers.count, hops)
  }
}
