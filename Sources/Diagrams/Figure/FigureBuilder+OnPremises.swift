import NetworkModel

extension FigureBuilder {
  /// Sites, and the connections between them and AWS.
  mutating func addOnPremises() {
    for site in topology.sites { add(site) }
    for gateway in topology.directConnectGateways {
      let group = scopeGroup(gateway.identity.account, "")
      let node = add(gateway.identity, .directConnectGateway, in: group)
      for association in gateway.associations {
        let kind: ResourceKind = association.isTransitGateway ? .transitGateway : .vpnGateway
        for end in figure.nodes(kind, association.gatewayId) { link(end, node) }
      }
      aliasAttachments(of: gateway.id, to: node)
    }
    for interface in topology.virtualInterfaces {
      let group = scopeGroup(of: interface.identity)
      let node = add(
        interface.identity, .virtualInterface, glyph: interface.type == .public ? "virtualInterface.public" : nil,
        detail: state(interface.state, "available") ?? "\(interface.type.rawValue) virtual interface", in: group)
      if let gateway = interface.directConnectGatewayId {
        for end in figure.nodes(.directConnectGateway, gateway) { link(end, node) }
      }
      if let gateway = interface.vpnGatewayId {
        for end in figure.nodes(.vpnGateway, gateway) { link(end, node) }
      }
      if let site = interface.siteId {
        for end in figure.nodes(.site, site) { link(node, end) }
      }
    }
    for connection in topology.vpnConnections {
      let group = scopeGroup(of: connection.identity)
      let up = connection.tunnelsUp.map { up in "\(up.filter { $0 }.count) of \(up.count) tunnels up" }
      let node = add(
        connection.identity, .vpnConnection, detail: state(connection.state, "available") ?? up ?? "Site-to-Site VPN",
        in: group)
      if let gateway = connection.vpnGatewayId {
        for end in figure.nodes(.vpnGateway, gateway) { link(end, node) }
      }
      if let gateway = connection.transitGatewayId {
        for end in figure.nodes(.transitGateway, gateway) { link(end, node) }
      }
      aliasAttachments(of: connection.id, to: node)
      for end in figure.nodes(.customerGateway, connection.customerGatewayId) { link(node, end) }
    }
  }

  /// A site: its network, what has a name there, and the devices that AWS's connections end at.
  private mutating func add(_ site: Site) {
    let prefixes = site.prefixes.map(\.description).joined(separator: ", ")
    let group = figure.add(
      Figure.Group(
        kind: .site, component: Figure.ComponentKey(kind: .site, id: site.id), title: site.identity.shortLabel,
        detail: prefixes, tooltip: "\(tooltip(site.identity, .site)), \(prefixes)"))
    let named = topology.siteHosts.filter { $0.siteId == site.id }
    // Where something has a name, the box of all others is the network that they share.
    let hosts = figure.add(
      Figure.Node(
        component: Figure.ComponentKey(kind: .site, id: site.id), glyph: named.isEmpty ? "site" : "site.network",
        name: named.isEmpty ? "Hosts" : "Network", detail: site.firewall.isEmpty ? "on premises" : "behind a firewall",
        tooltip: "\(tooltip(site.identity, .site)), \(prefixes)", group: group))
    for host in named {
      let addresses = host.prefixes.map { $0.length == $0.family.bitWidth ? "\($0.address)" : "\($0)" }
      let node = add(host.identity, .siteHost, detail: addresses.joined(separator: ", "), in: group)
      link(hosts, node)
    }
    for gateway in topology.customerGateways where gateway.siteId == site.id {
      let device = add(
        gateway.identity, .customerGateway, detail: gateway.ipAddress?.description ?? "customer gateway", in: group)
      link(device, hosts)
    }
  }

  /// The attachments of a VPN connection or Direct Connect gateway are drawn as what is attached, joined to its transit
  /// gateway.
  private mutating func aliasAttachments(of resource: String, to node: Int) {
    for attachment in topology.transitGatewayAttachments where attachment.resourceId == resource {
      figure.alias(.transitGatewayAttachment, attachment.id, to: [node])
      for gateway in figure.nodes(.transitGateway, attachment.transitGatewayId) { link(gateway, node) }
    }
  }
}
