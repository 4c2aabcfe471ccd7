/// Which peerings stand between their VPCs, in one row with them.
///
/// VPCs that are peered in a chain, such as one with each of two others, stand in the chain's order. What is peered in
/// any other way has no such order: inside of one Region its peerings stand in the row all the same, else below.
struct PeeringRows {
  /// By the peering's block: the block to its left, and those to its right.
  private(set) var ends: [Int: (left: Int, right: [Int])] = [:]
  /// The chains that reach over accounts or Regions: VPC, peering, VPC and so on.
  private(set) var chains: [[Int]] = []

  /// No peerings.
  init() {}

  /// - Parameters:
  ///   - peerings: the blocks of peerings, each with those of its VPCs.
  ///   - isInRegion: whether a peering joins VPCs of one Region.
  init(_ peerings: [Int: [Int]], isInRegion: (Int) -> Bool) {
    var joins: [Int: [Int]] = [:]
    for (peering, boxes) in peerings.sorted(by: { $0.key < $1.key }) {
      for box in boxes { joins[box, default: []].append(peering) }
    }
    var seen: Set<Int> = []
    for box in joins.keys.sorted() where !seen.contains(box) {
      let component = PeeringRows.component(of: box, joins, peerings)
      seen.formUnion(component)
      let middles = Set(component.flatMap { joins[$0] ?? [] })
      let isChain =
        component.allSatisfy { (joins[$0] ?? []).count <= 2 } && middles.count == component.count - 1
        && middles.allSatisfy { peerings[$0]?.count == 2 }
      if isChain {
        let chain = PeeringRows.chain(component, joins, peerings)
        for position in stride(from: 1, to: chain.count - 1, by: 2) {
          ends[chain[position]] = (chain[position - 1], [chain[position + 1]])
        }
        if !middles.allSatisfy(isInRegion) { chains.append(chain) }
      } else {
        for middle in middles where isInRegion(middle) {
          if let boxes = peerings[middle], let first = boxes.first { ends[middle] = (first, Array(boxes.dropFirst())) }
        }
      }
    }
  }

  private static func component(of box: Int, _ joins: [Int: [Int]], _ peerings: [Int: [Int]]) -> Set<Int> {
    var found: Set<Int> = [box]
    var open = [box]
    while let next = open.popLast() {
      for other in (joins[next] ?? []).flatMap({ peerings[$0] ?? [] }) where found.insert(other).inserted {
        open.append(other)
      }
    }
    return found
  }

  /// From the end that comes first to the other one.
  private static func chain(_ component: Set<Int>, _ joins: [Int: [Int]], _ peerings: [Int: [Int]]) -> [Int] {
    guard var box = component.sorted().first(where: { (joins[$0] ?? []).count == 1 }) else { return [] }
    var found = [box]
    while let peering = joins[box]?.first(where: { !found.contains($0) }),
      let next = peerings[peering]?.first(where: { $0 != box })
    {
      found += [peering, next]
      box = next
    }
    return found
  }
}
