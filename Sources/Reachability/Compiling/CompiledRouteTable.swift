import Addressing
import NetworkModel

/// A route table of a VPC, flattened: for each address the routes that AWS may choose (RT 1.1.4, 1.5).
struct CompiledRouteTable: Sendable {
  private let ipv4: PrefixTable
  private let ipv6: PrefixTable
  /// For each entry of the tables, the route it comes from.
  private let routeOfEntry: [Int32]
  /// For each route its rank: static, then prefix list, then propagated.
  private let ranks: [UInt8]
  /// Routes to prefix lists whose entries are not visible: they could match anything.
  let invisibleRoutes: [Int]

  init(_ table: RouteTable, vpcBlocks: [Prefix], prefixLists: [String: PrefixList]) {
    var entries: [Prefix] = []
    var routeOfEntry: [Int32] = []
    var ranks: [UInt8] = []
    var invisible: [Int] = []
    for (index, route) in table.routes.enumerated() {
      switch route.destination {
      case .prefix(let prefix):
        ranks.append(route.origin.isPropagated ? 2 : 0)
        // Propagated routes inside a block of the VPC lose to the local route, longer or not (RT 1.1.5).
        if route.origin == .enableVgwRoutePropagation, vpcBlocks.contains(where: { $0.contains(prefix) }) { continue }
        entries.append(prefix)
        routeOfEntry.append(Int32(index))
      case .prefixList(let id):
        ranks.append(1)
        guard let prefixes = prefixLists[id]?.entries else {
          invisible.append(index)
          continue
        }
        entries += prefixes
        routeOfEntry += Array(repeating: Int32(index), count: prefixes.count)
      }
    }
    ipv4 = PrefixTable(.ipv4, entries)
    ipv6 = PrefixTable(.ipv6, entries)
    self.routeOfEntry = routeOfEntry
    self.ranks = ranks
    invisibleRoutes = invisible
  }

  /// The routes of the best rank among those with the longest prefix, for each part of `traffic`, in the order of
  /// the destinations; no routes where nothing matches.
  func routes(for traffic: TrafficSet) -> [(routes: [Int], traffic: TrafficSet)] {
    (traffic.family == .ipv4 ? ipv4 : ipv6).parts(of: traffic, best)
  }

  /// The routes that AWS may choose for one address.
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

/// A route table of a transit gateway, flattened (TGW 5.1.4).
struct CompiledTransitGatewayRouteTable: Sendable {
  private let ipv4: PrefixTable
  private let ipv6: PrefixTable
  private let routeOfEntry: [Int32]
  private let ranks: [UInt8]
  /// Routes to prefix lists whose entries are not visible: they could match anything.
  let invisibleRoutes: [Int]

  /// - Parameter rank: of a propagated route, the place of its attachment in AWS's order.
  init(_ routes: [TransitGatewayRoute], prefixLists: [String: PrefixList], rank: (TransitGatewayRoute) -> UInt8) {
    var entries: [Prefix] = []
    var routeOfEntry: [Int32] = []
    var ranks: [UInt8] = []
    var invisible: [Int] = []
    for (index, route) in routes.enumerated() {
      switch route.destination {
      case .prefix(let prefix):
        ranks.append(route.type == .static ? 0 : rank(route))
        guard route.state == .active || route.state == .blackhole else { continue }
        entries.append(prefix)
        routeOfEntry.append(Int32(index))
      case .prefixList(let id):
        ranks.append(1)
        guard let prefixes = prefixLists[id]?.entries else {
          invisible.append(index)
          continue
        }
        entries += prefixes
        routeOfEntry += Array(repeating: Int32(index), count: prefixes.count)
      }
    }
    ipv4 = PrefixTable(.ipv4, entries)
    ipv6 = PrefixTable(.ipv6, entries)
    self.routeOfEntry = routeOfEntry
    self.ranks = ranks
    invisibleRoutes = invisible
  }

  /// The routes of the best rank for each part of `traffic`; several where AWS shares the traffic among them.
  func routes(for traffic: TrafficSet) -> [(routes: [Int], traffic: TrafficSet)] {
    (traffic.family == .ipv4 ? ipv4 : ipv6).parts(of: traffic) { candidates in
      let all = candidates.map { Int(routeOfEntry[Int($0)]) }
      let rank = all.map { ranks[$0] }.min()
      return all.filter { ranks[$0] == rank }
    }
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
