import Addressing
import NetworkModel

extension NaiveTwin {
  /// 6.2: a packet leaves a site for what the site knows of AWS.
  func leaveSite(_ number: Int, _ walk: Walk) -> [Ending] {
    let site = topology.sites[number]
    var next = walk
    next.crossings.append(.other)
    if let refused = firewallOut(number, &next) { return refused }
    var options: [(line: Line, length: Int)] = []
    for line in lines(of: number) {
      let own = (site.routes ?? []).filter { route in
        route.destination.contains(walk.packet.destination)
          && (route.connectionId.map { $0 == self.name(of: line) } ?? true)
      }.map(\.destination)
      let learned = advertised(to: line, site).filter { $0.contains(walk.packet.destination) }
      if let length = (own + learned).map(\.length).max() { options.append((line, length)) }
    }
    let length = options.map(\.length).max()
    let chosen = options.filter { $0.length == length }.map(\.line)
    if chosen.isEmpty {
      return fail(next, ["X_ONPREM_NO_ROUTE", "BAD_STATE_VPN", "TGW_BAD_STATE_VPN", "BAD_STATE"], [])
    }
    return chosen.flatMap { enterAWS(by: $0, next) }
  }

  private func lines(of number: Int) -> [Line] {
    let site = topology.sites[number].id
    let customers = topology.customerGateways.filter { $0.siteId == site }.map(\.id)
    let vpns = topology.vpnConnections.indices.filter {
      customers.contains(topology.vpnConnections[$0].customerGatewayId)
    }
    let interfaces = topology.virtualInterfaces.indices.filter { topology.virtualInterfaces[$0].siteId == site }
    return vpns.map { .vpn($0) } + interfaces.map { .virtualInterface($0) }
  }

  private func name(of line: Line) -> String {
    switch line {
    case .vpn(let index): topology.vpnConnections[index].id
    case .virtualInterface(let index): topology.virtualInterfaces[index].id
    }
  }

  private func blocks(ofVPC id: String?) -> [Prefix] { topology.vpcs.first { $0.id == id }?.cidrBlocks ?? [] }

  /// What AWS advertises through the line: 6.1.1, 6.1.8, TGW 5.1.15. A static VPN advertises nothing; a site whose
  /// routing is not described is taken to know what a dynamic one would.
  private func advertised(to line: Line, _ site: Site) -> [Prefix] {
    switch line {
    case .vpn(let index):
      let vpn = topology.vpnConnections[index]
      if vpn.staticRoutesOnly, site.routes != nil { return [] }
      if let id = vpn.vpnGatewayId {
        return blocks(ofVPC: topology.vpnGateways.first { $0.id == id }?.vpcId).filter { $0.family == .ipv4 }
          + told(by: id, to: line)
      }
      let attachment = topology.transitGatewayAttachments.first {
        $0.resourceType == .vpn && $0.resourceId == vpn.id && $0.transitGatewayId == vpn.transitGatewayId
      }
      let table = topology.transitGatewayRouteTables.first { $0.id == attachment?.associatedRouteTableId }
      return (table?.routes ?? []).filter { $0.state == .active }.flatMap { route -> [Prefix] in
        switch route.destination {
        case .prefix(let prefix): [prefix]
        case .prefixList(let id): entries(of: id)
        }
      }
    case .virtualInterface(let index):
      let interface = topology.virtualInterfaces[index]
      if let id = interface.vpnGatewayId {
        return blocks(ofVPC: topology.vpnGateways.first { $0.id == id }?.vpcId) + told(by: id, to: line)
      }
      let gateway = topology.directConnectGateways.first { $0.id == interface.directConnectGatewayId }
      return (gateway?.associations ?? []).filter { $0.state == "associated" }.flatMap { advertised($0) }
    }
  }

  private func advertised(_ association: DirectConnectGateway.Association) -> [Prefix] {
    if association.isTransitGateway { return association.allowedPrefixes }
    let vpc = topology.vpnGateways.first { $0.id == association.gatewayId }?.vpcId
    return blocks(ofVPC: vpc).filter { block in association.allowedPrefixes.contains { $0.contains(block) } }
  }

  private func enterAWS(by line: Line, _ walk: Walk) -> [Ending] {
    switch line {
    case .vpn(let index):
      let vpn = topology.vpnConnections[index]
      let isUp = vpn.state == "available" && (vpn.tunnelsUp.map { $0.contains(true) } ?? true)
      if !isUp {
        return fail(walk, ["BAD_STATE_VPN", "TGW_BAD_STATE_VPN", "X_ONPREM_NO_ROUTE"], [])
      }
      if let id = vpn.vpnGatewayId {
        return passHub(id, from: line, walk) ?? enterVPC(by: id, walk, isVPN: true)
      }
      let attachment = topology.transitGatewayAttachments.firstIndex {
        $0.resourceType == .vpn && $0.resourceId == vpn.id && $0.transitGatewayId == vpn.transitGatewayId
      }
      return enterTransitGateway(by: attachment, walk)
    case .virtualInterface(let index):
      let interface = topology.virtualInterfaces[index]
      if interface.state != "available" || interface.bgpUp == false {
        return fail(walk, ["BAD_STATE", "X_ONPREM_NO_ROUTE"], [])
      }
      if let id = interface.vpnGatewayId {
        return passHub(id, from: line, walk) ?? enterVPC(by: id, walk, isVPN: false)
      }
      guard let gateway = topology.directConnectGateways.first(where: { $0.id == interface.directConnectGatewayId })
      else { return unknown(walk, "Direct Connect gateway not visible") }
      let fitting = gateway.associations.filter { association in
        association.state == "associated"
          && advertised(association).contains { $0.contains(walk.packet.destination) }
      }
      guard let association = fitting.first else { return fail(walk, [], []) }
      if !association.isTransitGateway { return enterVPC(by: association.gatewayId, walk, isVPN: false) }
      let attachment = topology.transitGatewayAttachments.firstIndex {
        $0.resourceType == .directConnectGateway && $0.resourceId == gateway.id
          && $0.transitGatewayId == association.gatewayId
      }
      return enterTransitGateway(by: attachment, walk)
    }
  }

  private func enterTransitGateway(by number: Int?, _ walk: Walk) -> [Ending] {
    guard let number else { return fail(walk, [], []) }
    let attachment = topology.transitGatewayAttachments[number]
    if attachment.state != "available" && attachment.state != "modifying" {
      return fail(walk, ["BAD_STATE_ATTACHMENT"], [attachment.id])
    }
    return route(from: number, walk, zone: nil)
  }

  /// 6.1.3 and 6.1.13: by a virtual private gateway into its VPC.
  private func enterVPC(by id: String, _ walk: Walk, isVPN: Bool) -> [Ending] {
    guard let gateway = topology.vpnGateways.first(where: { $0.id == id }), let vpc = gateway.vpcId else {
      return fail(walk, [], [id])
    }
    if gateway.state != "available" { return fail(walk, ["BAD_STATE"], [id]) }
    if isVPN, walk.packet.family == .ipv6 { return fail(walk, ["X_VGW_VPN_NO_IPV6"], []) }
    if interface(in: vpc, with: walk.packet.destination) == nil {
      return fail(walk, ["VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"], [id])
    }
    return comeThroughEdge(of: id, vpc: vpc, walk, isInternet: false)
  }

  private func firewallOut(_ number: Int, _ walk: inout Walk) -> [Ending]? {
    firewall(number, &walk, isInbound: false)
  }
}
