import Addressing
import NetworkModel

extension NaiveTwin {
  /// A line between a site and AWS.
  enum Line: Hashable {
    case vpn(Int)
    case virtualInterface(Int)
  }

  private func isUp(_ line: Line) -> Bool {
    switch line {
    case .vpn(let index):
      let vpn = topology.vpnConnections[index]
      return vpn.state == "available" && (vpn.tunnelsUp.map { $0.contains(true) } ?? true)
    case .virtualInterface(let index):
      let interface = topology.virtualInterfaces[index]
      return interface.state == "available" && interface.bgpUp != false
    }
  }

  private func id(of line: Line) -> String {
    switch line {
    case .vpn(let index): topology.vpnConnections[index].id
    case .virtualInterface(let index): topology.virtualInterfaces[index].id
    }
  }

  private func site(of line: Line) -> Int? {
    switch line {
    case .vpn(let index):
      let customer = topology.vpnConnections[index].customerGatewayId
      return siteIndex(topology.customerGateways.first { $0.id == customer }?.siteId)
    case .virtualInterface(let index): return siteIndex(topology.virtualInterfaces[index].siteId)
    }
  }

  private func siteIndex(_ site: String?) -> Int? { index(site, in: topology.sites) }

  /// What AWS sends through the line: static routes, or what the site advertises.
  private func prefixes(behind line: Line) -> [Prefix] {
    switch line {
    case .vpn(let index):
      let vpn = topology.vpnConnections[index]
      return vpn.staticRoutesOnly ? vpn.staticRoutes : vpn.advertisedPrefixes ?? []
    case .virtualInterface(let index): return topology.virtualInterfaces[index].advertisedPrefixes ?? []
    }
  }

  private func lines(of gateway: VPNGateway) -> [Line] {
    let served = topology.directConnectGateways.filter { dx in
      dx.associations.contains { $0.gatewayId == gateway.id && !$0.isTransitGateway && $0.state == "associated" }
    }.map(\.id)
    let interfaces = topology.virtualInterfaces.indices.filter {
      let interface = topology.virtualInterfaces[$0]
      return interface.type == .private
        && (interface.vpnGatewayId == gateway.id
          || interface.directConnectGatewayId.map { served.contains($0) } ?? false)
    }
    let vpns = topology.vpnConnections.indices.filter { topology.vpnConnections[$0].vpnGatewayId == gateway.id }
    return interfaces.map { .virtualInterface($0) } + vpns.map { .vpn($0) }
  }

  /// 11.5: from a VPC to what its virtual private gateway knows.
  func leaveByVPNGateway(_ index: Int, _ walk: Walk, vpc: String) -> [Ending] {
    let gateway = topology.vpnGateways[index]
    if gateway.vpcId != vpc { return fail(walk, [], []) }
    if gateway.state != "available" { return fail(walk, ["BAD_STATE"], [gateway.id]) }
    if interface(in: vpc, with: walk.packet.source) == nil {
      return fail(walk, ["VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS"], [gateway.id])
    }
    var candidates = lines(of: gateway)
    if walk.packet.family == .ipv6 {
      let hasVPN = candidates.contains { if case .vpn = $0 { true } else { false } }
      candidates.removeAll { if case .vpn = $0 { true } else { false } }
      let isKnown = candidates.contains { longest(behind: $0, walk.packet.destination) != nil }
      if hasVPN, !isKnown { return fail(walk, ["X_VGW_VPN_NO_IPV6"], [gateway.id] + vpnIds(of: gateway)) }
    }
    let known = candidates.filter { longest(behind: $0, walk.packet.destination) != nil }
    if known.isEmpty { return fail(walk, ["X_VGW_UNKNOWN_PREFIX"], [gateway.id]) }
    let up = known.filter { isUp($0) }
    if up.isEmpty {
      return fail(
        walk, ["BAD_STATE_VPN", "BAD_STATE", "X_VGW_UNKNOWN_PREFIX"], known.map { id(of: $0) } + [gateway.id])
    }
    let length = up.compactMap { longest(behind: $0, walk.packet.destination) }.max()
    let long = up.filter { longest(behind: $0, walk.packet.destination) == length }
    let rank = long.map { rankOnGateway($0) }.min()
    var next = walk
    next.crossings.append(.other)
    return long.filter { rankOnGateway($0) == rank }.flatMap { sendThrough($0, next) }
  }

  private func vpnIds(of gateway: VPNGateway) -> [String] {
    topology.vpnConnections.filter { $0.vpnGatewayId == gateway.id }.map(\.id)
  }

  private func longest(behind line: Line, _ address: IPAddress) -> Int? {
    prefixes(behind: line).filter { $0.contains(address) }.map(\.length).max()
  }

  /// 6.1.2: Direct Connect, then static VPN, then VPN with BGP.
  private func rankOnGateway(_ line: Line) -> Int {
    switch line {
    case .virtualInterface: 0
    case .vpn(let index): topology.vpnConnections[index].staticRoutesOnly ? 1 : 2
    }
  }

  /// From a transit gateway by a Direct Connect gateway.
  func sendThroughDirectConnect(_ id: String, _ walk: Walk) -> [Ending] {
    let all = topology.virtualInterfaces.indices.filter {
      topology.virtualInterfaces[$0].type == .transit && topology.virtualInterfaces[$0].directConnectGatewayId == id
    }.map { Line.virtualInterface($0) }
    let known = all.filter { longest(behind: $0, walk.packet.destination) != nil }
    let up = known.filter { isUp($0) }
    if up.isEmpty { return fail(walk, known.isEmpty ? [] : ["BAD_STATE"], []) }
    let length = up.compactMap { longest(behind: $0, walk.packet.destination) }.max()
    return up.filter { longest(behind: $0, walk.packet.destination) == length }.flatMap { sendThrough($0, walk) }
  }

  /// Through a line to its site, and through the site's firewall.
  func sendThrough(_ line: Line, _ walk: Walk) -> [Ending] {
    if !isUp(line) {
      return fail(walk, ["TGW_BAD_STATE_VPN", "BAD_STATE_VPN", "BAD_STATE"], [id(of: line)])
    }
    guard let number = site(of: line) else { return unknown(walk, "the far end of \(id(of: line)) is not visible") }
    let site = topology.sites[number]
    var next = walk
    if let refused = firewall(number, &next, isInbound: true) { return refused }
    if !site.prefixes.contains(where: { $0.contains(walk.packet.destination) }) { return fail(next, [], []) }
    return arrive(.site(number), next)
  }

  /// The first rule that matches decides; where rules exist and none matches, nothing passes.
  func firewall(_ number: Int, _ walk: inout Walk, isInbound: Bool) -> [Ending]? {
    let site = topology.sites[number]
    if walk.isReply, site.isFirewallStateful, walk.sitesThatAdmitted.contains(number) { return nil }
    let packet = walk.packet
    let rule = site.firewall.first { rule in
      (rule.isInbound.map { $0 == isInbound } ?? true)
        && (rule.ipProtocol.map { $0 == packet.ipProtocol } ?? true)
        && (rule.from.map { $0.contains(packet.source) } ?? true)
        && (rule.to.map { $0.contains(packet.destination) } ?? true)
        && (!packet.ipProtocol.hasPorts || (rule.portRange.map { $0.contains(packet.destinationPort) } ?? true))
    }
    let passes = rule.map { $0.action == .allow } ?? site.firewall.isEmpty
    if !passes { return fail(walk, ["X_ONPREM_FIREWALL"], [site.id]) }
    walk.sitesThatAdmitted.insert(number)
    return nil
  }
}
