import Addressing
import NetworkModel
import Reachability

// Rules about the way from clients to endpoints (AG 5): AGW-040, AGW-041, AGW-043, AGW-045. The engine is asked.

extension Linter {
  mutating func checkWays() {
    for call in calls {
      for id in call.endpointIds {
        guard let endpoint = index.endpoints[id] else { continue }
        for client in call.clients {
          checkWay(from: client, to: endpoint, port: 443, call.source, "`\(call.query.from)`")
        }
      }
    }
    for front in frontedGroups {
      for endpoint in front.endpoints where endpoint.apiRegion != nil { checkBalancer(front, endpoint) }
    }
  }

  /// A load balancer is a client of the endpoints that are its targets, by the traffic and by the health check
  /// (AG MR-8, DEC-7).
  private mutating func checkBalancer(_ front: FrontedGroup, _ endpoint: VPCEndpoint) {
    let addresses = Set((front.group.targets ?? []).compactMap { IPAddress($0.id) })
    for node in network.nodes(ofLoadBalancer: front.balancer.id) {
      guard let end = network.end(ofInterface: node.id) else { continue }
      for port in Set([front.group.port, front.group.healthCheck?.port].compactMap { $0 }).sorted() {
        checkWay(
          from: end, to: endpoint, port: port, front.group.identity.source,
          "load balancer \(front.balancer.identity.label)", only: addresses)
      }
    }
  }

  private mutating func checkWay(
    from client: End, to endpoint: VPCEndpoint, port: UInt16, _ source: SourceLocation?, _ who: String,
    only addresses: Set<IPAddress>? = nil
  ) {
    for interface in endpoint.networkInterfaceIds {
      guard let end = network.end(ofInterface: interface, client.family), end != client,
        case .interface(_, let address, _) = end, addresses?.contains(address) ?? true
      else { continue }
      let outcome = network.follow(Pair(from: client, to: end), Asked(ports: PortRange(port)))
      let blockers = outcome.blockers.filter { $0.leg == 0 }
      // One finding an endpoint will do: its interfaces have the same groups.
      checkGroups(endpoint, blockers, port, client, source, who)
      for blocker in blockers where blocker.component.kind == .networkAcl {
        let way = blocker.way == .forward ? "" : " (replies)"
        report(
          .endpointACL, blocker.component, at: blocker.source,
          "\(blocker.component.label) blocks \(who) on the way to \(endpoint.identity.label)\(way): "
            + "\(blocker.rule.map { "`\($0)`, " } ?? "")\(blocker.message)")
      }
      checkPeering(endpoint, blockers, client, source, who)
    }
  }

  private mutating func checkGroups(
    _ endpoint: VPCEndpoint, _ blockers: [Blocker], _ port: UInt16, _ client: End, _ source: SourceLocation?,
    _ who: String
  ) {
    let isShut = blockers.contains { blocker in
      blocker.component.kind == .securityGroup && blocker.direction == .ingress
        && (endpoint.groupIds.contains(blocker.component.id) || blocker.component.id == endpoint.id)
    }
    guard isShut else { return }
    let groups = endpoint.groupIds.map { index.groups[$0]?.identity.label ?? $0 }
    report(
      .endpointGroup, endpoint, at: source,
      "\(Words.list(groups)) of \(endpoint.identity.label) \(groups.count == 1 ? "does" : "do") not admit TCP \(port) "
        + "from \(who)")
    let own = endpoint.groupIds.compactMap { index.groups[$0] }
    guard own.count == endpoint.groupIds.count, !own.isEmpty, own.allSatisfy({ $0.groupName == "default" }),
      case .interface(let position, _, _) = client
    else { return }
    let others = network.topology.networkInterfaces[position].groupIds
    guard !others.isEmpty, Set(others).isDisjoint(with: endpoint.groupIds) else { return }
    report(
      .defaultGroupOnly, endpoint, at: source,
      "\(endpoint.identity.label) has only \(Words.list(groups)), and \(who) has "
        + Words.list(others.map { index.groups[$0]?.identity.label ?? $0 }))
  }

  /// A site's way that would have to go on over a peering.
  private mutating func checkPeering(
    _ endpoint: VPCEndpoint, _ blockers: [Blocker], _ client: End, _ source: SourceLocation?, _ who: String
  ) {
    guard case .site(let position, _, _) = client, !blockers.isEmpty else { return }
    let site = network.topology.sites[position]
    let attached = vpcs(attachedTo: site)
    guard !attached.isEmpty, !attached.contains(endpoint.vpcId) else { return }
    let peering = topology.vpcPeeringConnections.first { peering in
      let ends = [peering.requester.vpcId, peering.accepter.vpcId]
      return ends.contains(endpoint.vpcId) && ends.contains { attached.contains($0) }
    }
    guard let peering else { return }
    report(
      .peeringBehindVPN, endpoint, at: source,
      "\(who) is connected to \(Words.list(attached.sorted())), and \(endpoint.identity.label) is in "
        + "\(endpoint.vpcId), behind the peering \(peering.identity.label)")
  }

  /// The VPCs that a site's connections lead to by virtual private gateways; none where one of them leads to a transit
  /// gateway, by which everything may be reached.
  private func vpcs(attachedTo site: Site) -> Set<String> {
    let topology = network.topology
    var gateways: Set<String?> = []
    let own = Set(topology.customerGateways.filter { $0.siteId == site.id }.map(\.id))
    for connection in topology.vpnConnections where own.contains(connection.customerGatewayId) {
      gateways.insert(connection.vpnGatewayId)
    }
    for interface in topology.virtualInterfaces where interface.siteId == site.id {
      guard let id = interface.directConnectGatewayId else {
        gateways.insert(interface.vpnGatewayId)
        continue
      }
      for association in topology.directConnectGateways.first(where: { $0.id == id })?.associations ?? [] {
        gateways.insert(association.isTransitGateway ? nil : association.gatewayId)
      }
    }
    if gateways.contains(nil) { return [] }
    return Set(topology.vpnGateways.filter { gateways.contains($0.id) }.compactMap(\.vpcId))
  }
}
