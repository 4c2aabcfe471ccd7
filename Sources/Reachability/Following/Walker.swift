import Addressing
import NetworkModel

/// Follows one pair through the network: forward, then back with the reply.
///
/// Each kind of component has a file under `Forwarding/` that extends the walker with what the component does. A
/// component that lets a part of the packets pass and refuses the rest splits the branch; the refused part goes on
/// as if it had passed, with its blocker. Where several ways are possible all are followed.
struct Walker {
  let network: Network
  let pair: Pair
  let asked: Asked
  var leaves: [Leaf] = []
  /// How many imitated ways are being tried inside one another.
  var imitations = 0
  /// How many tunnels the packets are in.
  var nesting = 0
  /// The number of steps, against ways without end.
  var steps = 0
  /// Rules and routes compared, and operations on traffic sets that this took, for `bench`.
  var rulesTried = 0
  var setOperations = 0

  static let stepLimit = 100_000
  static let hopLimit = 128

  init(_ network: Network, _ pair: Pair, _ asked: Asked) {
    self.network = network
    self.pair = pair
    self.asked = asked
  }

  var topology: Topology { _read { yield network.topology } }

  mutating func end(_ branch: Branch, _ ending: Leaf.Ending) {
    leaves.append(Leaf(branch: branch, ending: ending))
  }

  /// Splits the packets of `branch` in those a filter allows and those it refuses, and goes on with both.
  mutating func split(
    _ branch: Branch, allowed: TrafficSet, refused: TrafficSet, allow: (Walker, inout Branch) -> Void,
    refuse: (Walker, inout Branch) -> Void, then: (inout Walker, Branch) -> Void
  ) {
    if !allowed.isEmpty {
      var passing = branch
      passing.traffic = allowed
      allow(self, &passing)
      then(&self, passing)
    }
    if !refused.isEmpty {
      var stopped = branch
      stopped.traffic = refused
      refuse(self, &stopped)
      then(&self, stopped)
    }
  }

  /// Follows a way without adding its leaves to those of the walker.
  mutating func explore(_ body: (inout Walker) -> Void) -> [Leaf] {
    let kept = leaves
    leaves = []
    body(&self)
    let found = leaves
    leaves = kept
    return found
  }

  /// Tries the way that a table chose. Where it leads nowhere, and another way that is there leads on, the table is
  /// what has to change (dataplane 0.4): `imitate` follows the other ways, each with the table's blocker.
  ///
  /// - Parameter blame: gives a branch that came to the wrong place, or back to the same one, its blocker.
  mutating func chosen(
    _ follow: (inout Walker) -> Void, imitate: (inout Walker, Leaf.Ending) -> [[Leaf]],
    blame: (Walker, inout Branch, Leaf.Ending) -> Void
  ) {
    var found = explore(follow)
    if let lost = found.first(where: \.isLost), found.allSatisfy(\.isLost), imitations < 3 {
      imitations += 1
      let others = imitate(&self, lost.ending).filter { !$0.isEmpty && $0.cost.0 == 0 }
      imitations -= 1
      if let best = Walker.cheapest(others) { found = best }
    }
    for index in found.indices where found[index].ending == .loop || found[index].ending == .misdirected {
      blame(self, &found[index].branch, found[index].ending)
      found[index].ending = .deadEnd
    }
    leaves += found
  }

  /// The cheapest of several ways; the first of equals.
  static func cheapest(_ ways: [[Leaf]]) -> [Leaf]? {
    var best: (leaves: [Leaf], cost: (Int, Int, Int))?
    for way in ways {
      let cost = way.cost
      if best.map({ cost < $0.cost }) ?? true { best = (way, cost) }
    }
    return best?.leaves
  }

  /// Whether the walk has gone on for too long; then the branch ends as a loop.
  mutating func isTooLong(_ branch: Branch) -> Bool {
    steps += 1
    return branch.hops.count > Walker.hopLimit || steps > Walker.stepLimit
  }

  /// Whether the packets have been looked up in this table before with the same header; notes the visit otherwise.
  func isLoop(_ branch: inout Branch, at table: ComponentReference) -> Bool {
    if branch.visits.contains(where: { $0.table == table && $0.traffic.boxes == branch.traffic.boxes }) { return true }
    branch.visits.append(Branch.Visit(table: table, traffic: branch.traffic))
    return false
  }
}
