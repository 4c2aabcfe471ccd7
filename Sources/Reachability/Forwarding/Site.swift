import Addressing
import NetworkModel

// On-premises sites: what they know of AWS's prefixes, and their firewall (dataplane 6.2).

extension Walker {
  /// Packets from AWS come to a site.
  mutating func enterSite(_ site: Int, _ branch: Branch) {
    var branch = branch
    let isReply = branch.way == .return
    let (wanted, isHere) = siteGoal(site, isReply ? pair.from : pair.to)
    guard isHere, branch.traffic.boxes.allSatisfy({ wanted.contains($0.destination.lower) }) else {
      return end(branch, .misdirected)
    }
    if isReply, topology.sites[site].isFirewallStateful {
      branch.hop(.site(site), .delivered)
      return finishReply(branch)
    }
    checkFirewall(of: site, isInbound: true, branch) { walker, branch in
      var branch = branch
      branch.hop(.site(site), .delivered)
      if isReply { return walker.finishReply(branch) }
      walker.sendReply(branch) { $0.leaveSite(site, $1) }
    }
  }

  private func siteGoal(_ site: Int, _ end: End) -> (AddressRanges, Bool) {
    switch end {
    case .site(site, _, let ranges): (ranges, true)
    case .nobody(let asked, _):
      // By NAT64 the packets come to the IPv4 address that was asked for.
      address(AddressSpace.ipv4(behind: asked) ?? asked, of: site)
    default: (AddressRanges(), false)
    }
  }

  private func address(_ address: IPAddress, of site: Int) -> (AddressRanges, Bool) {
    (AddressRanges([AddressRange(address)]), topology.sites[site].prefixes.contains { $0.contains(address) })
  }

  /// A site sends packets to AWS: its own firewall, then its routes.
  mutating func leaveSite(_ site: Int, _ branch: Branch) {
    if branch.way == .return, topology.sites[site].isFirewallStateful {
      return routeFromSite(site, branch)
    }
    checkFirewall(of: site, isInbound: false, branch) { $0.routeFromSite(site, $1) }
  }

  /// Chooses the connection: the longest of the site's own routes and of what AWS advertises (6.1.8, 5.1.15).
  private mutating func routeFromSite(_ site: Int, _ branch: Branch) {
    let routes = siteRoutes(site, branch.family)
    for (best, traffic) in PrefixTable(branch.family, routes.map(\.prefix)).split(branch.traffic) {
      var part = branch
      part.traffic = traffic
      if let route = best.map({ routes[$0] }) {
        part.hop(.site(site), .forwarded, route.rule)
        enterAWS(route.connection, part)
      } else {
        routeNowhereFromSite(site, part)
      }
    }
  }

  private mutating func routeNowhereFromSite(_ site: Int, _ branch: Branch) {
    var branch = branch
    let hidden = hiddenAdvertisement(site, network.siteConnections.filter { $0.site == site })
    if let hidden {
      branch.hop(.site(site), .assumed, code: .unknownResource)
      branch.assume(.unknownResource, topology.sites[site].id, decides: true, hidden)
    } else {
      branch.block(
        .onpremNoRoute, .site(site), direction: .egress,
        "site \(topology.sites[site].identity.label) has no route to \(destinationText(branch)): "
          + "it is not advertised to it and not configured")
    }
    let goal = goal(branch)
    let ways = network.siteConnections.filter { $0.site == site && leads($0, to: goal) }.map { connection in
      explore { $0.enterAWS(connection, branch) }
    }
    if let best = Walker.cheapest(ways) {
      leaves += best
    } else {
      end(branch, hidden == nil ? .deadEnd : .unknown)
    }
  }

  /// A route of a site, its own or learned.
  private struct SiteRoute {
    var prefix: Prefix
    var rule: RuleReference
    var connection: SiteConnection
    /// Of equal prefixes the least is taken: what is up, then own routes, Direct Connect, VPN.
    var rank: Int
  }

  private func siteRoutes(_ site: Int, _ family: AddressFamily) -> [SiteRoute] {
    let connections = network.siteConnections.filter { $0.site == site }
    var routes: [SiteRoute] = []
    for (index, route) in (topology.sites[site].routes ?? []).enumerated() where route.destination.family == family {
      for connection in connections
      where route.connectionId == nil || network.component(component(connection)).id == route.connectionId {
        routes.append(
          SiteRoute(
            prefix: route.destination, rule: .siteRoute(site: site, index), connection: connection,
            rank: isUp(connection) ? 0 : 3))
      }
    }
    for connection in connections {
      let isDirect: Bool
      if case .virtualInterface = connection.medium { isDirect = true } else { isDirect = false }
      let name = network.component(component(connection)).id
      for prefix in advertised(by: connection, family) where prefix.family == family {
        routes.append(
          SiteRoute(
            prefix: prefix, rule: .text("\(prefix) learned over \(name)"), connection: connection,
            rank: (isUp(connection) ? 0 : 3) + (isDirect ? 1 : 2)))
      }
    }
    return routes.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
  }

  /// What AWS advertises to a site over a connection.
  private func advertised(by connection: SiteConnection, _ family: AddressFamily) -> [Prefix] {
    switch connection.medium {
    case .vpn(let position):
      let vpn = topology.vpnConnections[position]
      let hidesRoutes = topology.sites[connection.site].routes == nil
      // A static VPN advertises nothing; a site whose routes are not visible is taken to know what it needs.
      if vpn.staticRoutesOnly && !hidesRoutes { return [] }
      if let gateway = vpn.vpnGatewayId {
        return vpcBlocks(behind: gateway).filter { $0.family == .ipv4 }
          + relearned(from: gateway, by: connection, family)
      }
      return tablePrefixes(ofAttachmentTo: vpn.id)
    case .virtualInterface(let position):
      let interface = topology.virtualInterfaces[position]
      if let gateway = interface.vpnGatewayId {
        return vpcBlocks(behind: gateway) + relearned(from: gateway, by: connection, family)
      }
      guard let between = interface.directConnectGatewayId.flatMap({ network.index.directConnectGateways[$0] })
      else { return [] }
      return topology.directConnectGateways[between].associations.flatMap { association -> [Prefix] in
        if !association.isUsable { return [] }
        if association.isTransitGateway { return association.allowedPrefixes }
        // A filter: a block of the VPC is advertised if an entry is equal or wider (6.1.8).
        return vpcBlocks(behind: association.gatewayId).filter { block in
          association.allowedPrefixes.contains { $0.contains(block) }
        }
      }
    }
  }

  /// What a virtual private gateway has learned from its other sites and tells this one (CloudHub, 6.1.6).
  private func relearned(
    from gateway: String, by connection: SiteConnection, _ family: AddressFamily
  ) -> [Prefix] {
    guard let position = network.index.vpnGateways[gateway], isHubLine(connection) else { return [] }
    return hubPaths(position, family, except: connection.site).map(\.prefix)
  }

  private func vpcBlocks(behind gateway: String) -> [Prefix] {
    network.index.vpnGateways[gateway].flatMap { topology.vpnGateways[$0].vpcId }
      .flatMap { network.index.vpcs[$0] }.map { topology.vpcs[$0].cidrBlocks } ?? []
  }

  private func tablePrefixes(ofAttachmentTo resourceId: String) -> [Prefix] {
    let attachment = topology.transitGatewayAttachments.first { $0.resourceId == resourceId }
    guard let table = attachment?.associatedRouteTableId.flatMap({ network.index.transitGatewayTables[$0] })
    else { return [] }
    return (topology.transitGatewayRouteTables[table].routes ?? []).compactMap { route in
      guard case .prefix(let prefix) = route.destination, route.state == .active,
        attachment.map({ !route.attachmentIds.contains($0.id) }) ?? true
      else { return nil }
      return prefix
    }
  }

  private func leads(_ connection: SiteConnection, to goal: Goal) -> Bool {
    switch connection.medium {
    case .vpn(let position):
      let vpn = topology.vpnConnections[position]
      if let gateway = vpn.vpnGatewayId { return vpcPosition(behind: gateway).map { goal == .vpc($0) } ?? false }
      return vpn.transitGatewayId.map { transitGatewayLeads($0, to: goal, from: nil) } ?? false
    case .virtualInterface(let position):
      return gateways(of: position).contains { gateway, isTransit in
        isTransit
          ? transitGatewayLeads(gateway, to: goal, from: nil)
          : vpcPosition(behind: gateway).map { goal == .vpc($0) } ?? false
      }
    }
  }

  private func vpcPosition(behind gateway: String) -> Int? {
    network.index.vpnGateways[gateway].flatMap { topology.vpnGateways[$0].vpcId }.flatMap { network.index.vpcs[$0] }
  }

  /// The gateways that a virtual interface leads to.
  private func gateways(of interface: Int) -> [(id: String, isTransit: Bool)] {
    let resource = topology.virtualInterfaces[interface]
    if let gateway = resource.vpnGatewayId { return [(gateway, false)] }
    guard let between = resource.directConnectGatewayId.flatMap({ network.index.directConnectGateways[$0] }) else {
      return []
    }
    return topology.directConnectGateways[between].associations.filter(\.isUsable).map {
      ($0.gatewayId, $0.isTransitGateway)
    }
  }

  /// Packets come out of a connection at AWS's end.
  private mutating func enterAWS(_ connection: SiteConnection, _ branch: Branch) {
    var branch = branch
    switch connection.medium {
    case .vpn(let position):
      let vpn = topology.vpnConnections[position]
      checkVPN(position, onTransitGateway: vpn.vpnGatewayId == nil, &branch)
      if branch.family == .ipv6, vpn.vpnGatewayId != nil {
        branch.block(.vgwVpnNoIpv6, .vpn(position), "a VPN connection on a virtual private gateway carries IPv4 only")
      }
      if let gateway = vpn.vpnGatewayId.flatMap({ network.index.vpnGateways[$0] }) {
        return enterByVPNGateway(gateway, from: connection, branch)
      }
      enterTransitGateway(resourceId: vpn.id, branch)
    case .virtualInterface(let position):
      checkVirtualInterface(position, &branch)
      enterFromDirectConnect(position, connection, branch)
    }
  }

  private mutating func enterFromDirectConnect(_ position: Int, _ connection: SiteConnection, _ branch: Branch) {
    let candidates = gateways(of: position)
    let destination = branch.destination
    // The gateway whose network has the destination; the first, if none says so.
    let vpnGateway = candidates.first { gateway in
      guard !gateway.isTransit, let destination, let vpc = vpcPosition(behind: gateway.id) else { return false }
      return network.vpcs[vpc].ranges(branch.family).contains(destination.value)
    }
    if let gateway = vpnGateway ?? candidates.first, !gateway.isTransit,
      let position = network.index.vpnGateways[gateway.id]
    {
      return enterByVPNGateway(position, from: connection, branch)
    }
    guard let between = topology.virtualInterfaces[position].directConnectGatewayId else {
      return end(branch, .unknown)
    }
    if candidates.isEmpty, let gateway = network.index.directConnectGateways[between],
      hiddenAssociations(of: topology.virtualInterfaces[position]) == nil
    {
      var stopped = branch
      stopped.block(
        .badStateAttachment, .directConnectGateway(gateway), direction: .ingress,
        "\(topology.directConnectGateways[gateway].identity.label) is associated with no gateway")
      return end(stopped, .deadEnd)
    }
    enterTransitGateway(resourceId: between, branch)
  }

  private mutating func enterTransitGateway(resourceId: String, _ branch: Branch) {
    let attachments = topology.transitGatewayAttachments.indices.filter {
      topology.transitGatewayAttachments[$0].resourceId == resourceId
    }
    let best = attachments.first { position in
      transitGatewayLeads(
        topology.transitGatewayAttachments[position].transitGatewayId, to: goal(branch), from: nil)
    }
    guard let attachment = best ?? attachments.first else {
      var branch = branch
      branch.assume(
        .unknownDestination, resourceId, decides: true,
        "the transit gateway attachment of \(resourceId) is not in the input")
      return end(branch, .unknown)
    }
    lookUp(from: attachment, branch)
  }
}
