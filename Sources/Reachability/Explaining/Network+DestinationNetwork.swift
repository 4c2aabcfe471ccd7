import Addressing
import NetworkModel

// The network that a missing route should lead to: who lacks one address of a VPC lacks the VPC.

extension Network {
  /// The block of the VPC or site that holds the one destination of refused packets: that of the end that is asked for,
  /// else of the only VPC that has the address. Nil where a route to it would be none that helps.
  func destinationNetwork(_ record: BlockerRecord, _ pair: Pair) -> Prefix? {
    let tables: Set<ResourceKind> = [.routeTable, .transitGatewayRouteTable, .site]
    guard tables.contains(record.component.kind), let range = record.traffic.boxes.first?.destination,
      record.traffic.boxes.allSatisfy({ $0.destination == range })
    else { return nil }
    let family = record.traffic.family
    func holding(_ blocks: [Prefix]) -> Prefix? { blocks.first { $0.family == family && $0.range.contains(range) } }
    var block: Prefix?
    switch record.way == .forward ? pair.to : pair.from {
    case .interface(let interface, _, _) where vpc(of: interface) >= 0:
      block = holding(topology.vpcs[vpc(of: interface)].cidrBlocks)
    case .site(let site, _, _): block = holding(topology.sites[site].prefixes)
    default: break
    }
    if block == nil {
      let others = topology.vpcs.compactMap { holding($0.cidrBlocks) }
      if others.count == 1 { block = others[0] }
    }
    guard let block, !isOwn(block, record.component), isMoreSpecific(block, than: record.rule) else { return nil }
    return block
  }

  /// Whether the table's own VPC has addresses of the block: no route to all of it can lead elsewhere.
  private func isOwn(_ block: Prefix, _ table: ComponentReference) -> Bool {
    guard table.kind == .routeTable, let vpc = index.vpcs[topology.routeTables[table.position].vpcId] else {
      return false
    }
    return topology.vpcs[vpc].cidrBlocks.contains { $0.overlaps(block) }
  }

  /// Whether a route to the block goes before the one that decided.
  private func isMoreSpecific(_ block: Prefix, than rule: RuleReference) -> Bool {
    switch rule {
    case .route, .transitGatewayRoute: prefix(of: rule).map { $0.length < block.length } ?? false
    default: true
    }
  }

  /// The destination of a route; nil for a prefix list, and for what is no route.
  func prefix(of rule: RuleReference) -> Prefix? {
    switch rule {
    case .route(let table, let index):
      if case .prefix(let prefix) = topology.routeTables[table].routes[index].destination { return prefix }
    case .transitGatewayRoute(let table, let index):
      if case .prefix(let prefix)? = topology.transitGatewayRouteTables[table].routes?[index].destination {
        return prefix
      }
    default: break
    }
    return nil
  }
}
