import Addressing
import NetworkModel

extension Topology {
  /// The topology with a site for every customer gateway and virtual interface that names none.
  ///
  /// AWS does not know what stands behind its connections; the site carries the id and the name of the device, the
  /// prefixes that AWS's side shows for it, and routes that are not visible.
  public func addingImpliedSites() -> Topology {
    var topology = self
    for position in topology.customerGateways.indices where topology.customerGateways[position].siteId == nil {
      let gateway = topology.customerGateways[position]
      let connections = topology.vpnConnections.filter { $0.customerGatewayId == gateway.id }
      var prefixes = connections.flatMap { $0.staticRoutes + ($0.advertisedPrefixes ?? []) }
      for connection in connections {
        prefixes += prefixesRouted(toAttachmentOf: connection.id)
        if let vpnGateway = connection.vpnGatewayId { prefixes += prefixesRouted(toVPNGateway: vpnGateway) }
      }
      topology.sites.append(Site(gateway.identity, prefixes: sortedUnique(prefixes)))
      topology.customerGateways[position].siteId = gateway.id
    }
    for position in topology.virtualInterfaces.indices where topology.virtualInterfaces[position].siteId == nil {
      let interface = topology.virtualInterfaces[position]
      if interface.type == .public { continue }
      var prefixes = interface.advertisedPrefixes ?? []
      if let vpnGateway = interface.vpnGatewayId { prefixes += prefixesRouted(toVPNGateway: vpnGateway) }
      if let gateway = interface.directConnectGatewayId {
        prefixes += prefixesRouted(toAttachmentOf: gateway)
        let associations = topology.directConnectGateways.first { $0.id == gateway }?.associations ?? []
        for association in associations where !association.isTransitGateway {
          prefixes += prefixesRouted(toVPNGateway: association.gatewayId)
        }
      }
      topology.sites.append(Site(interface.identity, prefixes: sortedUnique(prefixes)))
      topology.virtualInterfaces[position].siteId = interface.id
    }
    return topology
  }

  /// What transit gateway tables send to the attachment of a VPN connection or Direct Connect gateway.
  private func prefixesRouted(toAttachmentOf resourceId: String) -> [Prefix] {
    let ids = Set(transitGatewayAttachments.filter { $0.resourceId == resourceId }.map(\.id))
    if ids.isEmpty { return [] }
    return transitGatewayRouteTables.flatMap { $0.routes ?? [] }.compactMap { route in
      guard case .prefix(let prefix) = route.destination, route.attachmentIds.contains(where: ids.contains) else {
        return nil
      }
      return prefix
    }
  }

  /// What route tables send to a virtual private gateway, learned or written by hand; the default route says nothing
  /// about where a site is.
  private func prefixesRouted(toVPNGateway id: String) -> [Prefix] {
    routeTables.flatMap(\.routes).compactMap { route in
      guard case .prefix(let prefix) = route.destination, prefix.length > 0, route.target == .vpnGateway(id) else {
        return nil
      }
      return prefix
    }
  }

  /// What a virtual private gateway has learned, as far as route tables show it.
  func prefixesPropagated(by vpnGateway: String) -> [Prefix] {
    routeTables.flatMap(\.routes).compactMap { route in
      guard case .prefix(let prefix) = route.destination, route.origin == .enableVgwRoutePropagation,
        route.target.id == vpnGateway
      else { return nil }
      return prefix
    }
  }

  private func sortedUnique(_ prefixes: [Prefix]) -> [Prefix] { Set(prefixes).sorted() }
}
