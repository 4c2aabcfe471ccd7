import Addressing
import TestKit
import Testing

struct TrafficSetTests {
  @Test("Every two boxes of 32 packets: union, intersection, difference and inclusion are those of sets of packets")
  func exhaustive() {
    let universe = SmallUniverse(family: .ipv6, cells: 2)
    let parts = (0..<243).map { number in
      [81, 27, 9, 3, 1].map { universe.intervals[number / $0 % 3] }
    }
    let boxes = parts.map { (universe.box($0), universe.points($0)) }
    for (left, leftPoints) in boxes {
      for (right, rightPoints) in boxes {
        let one = TrafficSet(.ipv6, left)
        let rest = one.subtracting(right)
        if universe.points(rest) != leftPoints.subtracting(rightPoints) || !universe.isDisjoint(rest) {
          Issue.record("\(left) without \(right)")
        }
        let common = leftPoints.intersection(rightPoints)
        if universe.points(one.intersection(right)) != common { Issue.record("\(left) and \(right)") }
        var both = one
        both.formUnion(right)
        if universe.points(both) != leftPoints.union(rightPoints) || !universe.isDisjoint(both) {
          Issue.record("\(left) or \(right)")
        }
        if left.contains(right) != leftPoints.isSuperset(of: rightPoints) { Issue.record("\(left) contains \(right)") }
      }
    }
  }

  @Test("The laws of sets hold for random unions of boxes", arguments: 0..<150)
  func laws(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let universe = SmallUniverse(family: seed % 2 == 0 ? .ipv4 : .ipv6, cells: 3)
    let (a, pointsA) = anySet(&random, universe)
    let (b, pointsB) = anySet(&random, universe)
    #expect(universe.points(a) == pointsA && universe.isDisjoint(a), "seed \(seed)")
    let difference = a.subtracting(b)
    let common = a.intersection(b)
    let union = a.union(b)
    #expect(universe.points(difference) == pointsA.subtracting(pointsB), "seed \(seed)")
    #expect(universe.points(common) == pointsA.intersection(pointsB), "seed \(seed)")
    #expect(universe.points(union) == pointsA.union(pointsB), "seed \(seed)")
    #expect(
      universe.isDisjoint(difference) && universe.isDisjoint(common) && universe.isDisjoint(union), "seed \(seed)")
    #expect(difference.intersection(b).isEmpty, "(A∖B) ∩ B is empty, seed \(seed)")
    #expect(difference.union(common) == a, "(A∖B) ∪ (A∩B) is A, seed \(seed)")
    #expect(union == b.union(a) && common == b.intersection(a), "∪ and ∩ commute, seed \(seed)")
    #expect(a.subtracting(a).isEmpty && a.union(a) == a && a.intersection(a) == a, "seed \(seed)")
    #expect(a.isSubset(of: union) && common.isSubset(of: a), "seed \(seed)")
    #expect(a.isSubset(of: b) == pointsA.isSubset(of: pointsB), "seed \(seed)")
    #expect((a == b) == (pointsA == pointsB), "seed \(seed)")
    for box in b.boxes {
      #expect(a.isSubset(of: box) == a.subtracting(box).isEmpty, "seed \(seed)")
    }
  }

  @Test("Equal sets have equal canonical boxes, however they were made", arguments: 0..<100)
  func canonical(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let universe = SmallUniverse(family: .ipv4, cells: 3)
    let (set, points) = anySet(&random, universe)
    // The same packets one by one, in another order.
    var single = TrafficSet(.ipv4)
    for box in cells(of: set, universe).shuffled(using: &random) { single.formUnion(box) }
    #expect(single == set, "seed \(seed)")
    #expect(single.canonicalBoxes == set.canonicalBoxes, "seed \(seed)")
    #expect(single.description == set.description, "seed \(seed)")
    let canonical = TrafficSet(.ipv4, disjoint: set.canonicalBoxes)
    #expect(universe.points(canonical) == points && universe.isDisjoint(canonical), "seed \(seed)")
    #expect(canonical.canonicalBoxes == set.canonicalBoxes, "seed \(seed)")
    #expect(set.witness.map { set.intersection($0).isEmpty } ?? set.isEmpty == set.isEmpty, "seed \(seed)")
    #expect(single.witness == set.witness, "seed \(seed)")
  }

  @Test func setsOfTwoFamiliesAreNeverEqual() {
    #expect(TrafficSet(.ipv4) != TrafficSet(.ipv6))
  }

  private func anySet(_ random: inout SplitMix64, _ universe: SmallUniverse) -> (TrafficSet, Set<Int>) {
    var set = TrafficSet(universe.family)
    var points: Set<Int> = []
    for _ in 0..<random.below(5) {
      let parts = universe.randomBox(&random)
      set.formUnion(universe.box(parts))
      points.formUnion(universe.points(parts))
    }
    return (set, points)
  }

  /// The set cut into single packets.
  private func cells(of set: TrafficSet, _ universe: SmallUniverse) -> [TrafficBox] {
    universe.points(set).sorted().map { universe.packets[$0] }
  }
}
