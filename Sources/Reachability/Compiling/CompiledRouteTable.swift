import Addressing
import NetworkModel

/// A route table of a VPC or a transit gateway, flattened: for each address the routes that AWS may choose, those of
/// the best rank among those with the longest prefix (RT 1.1.4, 1.5; TGW 5.1.4).
struct CompiledRouteTable: Sendable {
  /// A route as it is compiled.
  struct Row {
    /// Nil for a prefix list whose entries are not visible; empty for a route that never counts.
    var prefixes: [Prefix]?
    /// Less is better among routes to one prefix.
    var rank: UInt8
  }

  private let ipv4: PrefixTable
  private let ipv6: PrefixTable
  /// For each entry of the tables, the route it comes from.
  private let routeOfEntry: [Int32]
  private let ranks: [UInt8]
  /// Routes to prefix lists whose entries are not visible: they could match anything.
  let invisibleRoutes: [Int]

  /// The rows of the table's routes, in their order.
  init(_ rows: [Row]) {
    var entries: [Prefix] = []
    var routeOfEntry: [Int32] = []
    for (index, row) in rows.enumerated() {
      guard let prefixes = row.prefixes else { continue }
      entries += prefixes
      routeOfEntry += repeatElement(Int32(index), count: prefixes.count)
    }
    ipv4 = PrefixTable(.ipv4, entries)
    ipv6 = PrefixTable(.ipv6, entries)
    self.routeOfEntry = routeOfEntry
    ranks = rows.map(\.rank)
    invisibleRoutes = rows.indices.filter { rows[$0].prefixes == nil }
  }

  /// A VPC's table: static routes, then prefix lists, then propagated routes.
  init(_ table: RouteTable, vpcBlocks: [Prefix], prefixLists: [String: PrefixList]) {
    self.init(
      table.routes.map { route in
        switch route.destination {
        case .prefix(let prefix):
          // Propagated routes inside a block of the VPC lose to the local route, longer or not (RT 1.1.5).
          let loses = route.origin == .enableVgwRoutePropagation && vpcBlocks.contains { $0.contains(prefix) }
          return Row(prefixes: loses ? [] : [prefix], rank: route.origin.isPropagated ? 2 : 0)
        case .prefixList(let id):
          return Row(prefixes: prefixLists[id]?.entries, rank: 1)
        }
      })
  }

  /// A transit gateway's table: static routes, then prefix lists, then propagated routes.
  ///
  /// - Parameter rank: of a propagated route, the place of its attachment in AWS's order.
  init(_ routes: [TransitGatewayRoute], prefixLists: [String: PrefixList], rank: (TransitGatewayRoute) -> UInt8) {
    self.init(
      routes.map { route in
        switch route.destination {
        case .prefix(let prefix):
          let counts = route.state == .active || route.state == .blackhole
          return Row(prefixes: counts ? [prefix] : [], rank: route.type == .static ? 0 : rank(route))
        case .prefixList(let id):
          return Row(prefixes: prefixLists[id]?.entries, rank: 1)
        }
      })
  }

  /// The routes for each part of `traffic`, in the order of the destinations; none where nothing matches, several
  /// where AWS takes any or shares the traffic among them.
  func routes(for traffic: TrafficSet) -> [(routes: [Int], traffic: TrafficSet)] {
    (traffic.family == .ipv4 ? ipv4 : ipv6).parts(of: traffic, best)
  }

  /// The routes for one address.
  func routes(for address: IPAddress) -> [Int] {
    best((address.family == .ipv4 ? ipv4 : ipv6).longest(address.value))
  }

  private func best(_ candidates: [Int32]) -> [Int] {
    if candidates.count == 1 { return [Int(routeOfEntry[Int(candidates[0])])] }
    let routes = candidates.map { Int(routeOfEntry[Int($0)]) }
    guard let rank = routes.map({ ranks[$0] }).min() else { return [] }
    return routes.filter { ranks[$0] == rank }
  }
}

extension PrefixTable {
  /// Cuts `traffic` by what `choose` makes of the candidates of each part's destination, in ascending order.
  func parts(
    of traffic: TrafficSet, _ choose: ([Int32]) -> [Int]
  ) -> [(routes: [Int], traffic: TrafficSet)] {
    if traffic.boxes.count == 1, let address = traffic.boxes[0].destination.single {
      return [(choose(longest(address)), traffic)]
    }
    var parts: [(routes: [Int], boxes: [TrafficBox])] = []
    for box in traffic.boxes {
      forEach(in: box.destination) { range, candidates in
        let routes = choose(candidates)
        var part = box
        part.destination = range
        if let index = parts.firstIndex(where: { $0.routes == routes }) {
          parts[index].boxes.append(part)
        } else {
          parts.append((routes, [part]))
        }
      }
    }
    return parts.map { ($0.routes, TrafficSet(traffic.family, disjoint: $0.boxes)) }
  }

  /// Cuts `traffic` by the first entry with the longest prefix; nil where none matches.
  func split(_ traffic: TrafficSet) -> [(entry: Int?, traffic: TrafficSet)] {
    parts(of: traffic) { $0.prefix(1).map(Int.init) }.map { ($0.routes.first, $0.traffic) }
  }
}
