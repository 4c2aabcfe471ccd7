import Addressing
import NetworkModel

extension NaiveTwin {
  private func isIn(_ address: IPAddress, _ prefixes: String...) -> Bool {
    prefixes.contains { Prefix($0)?.contains(address) ?? false }
  }

  private func isRFC1918(_ address: IPAddress) -> Bool {
    isIn(address, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
  }

  /// 7.5, out.
  func leaveByInternetGateway(_ index: Int, _ walk: Walk, from subnet: Int) -> [Ending] {
    let gateway = topology.internetGateways[index]
    let home = topology.subnets[subnet]
    if gateway.vpcId != home.vpcId { return fail(walk, [], []) }
    let sender = interface(in: home.vpcId, with: walk.packet.source)
    let isNAT = sender.map { topology.networkInterfaces[$0].interfaceType == .natGateway } ?? false
    if let block = blockPublicAccess(home, exempt: isNAT, openedInside: !walk.isReply) {
      return fail(walk, ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"], [block])
    }
    var next = walk
    if !walk.isReply { next.exit = .internetGateway(index) }
    next.crossings.append(.other)
    if walk.packet.family == .ipv4 {
      let mapping = sender.flatMap { interface in
        topology.networkInterfaces[interface].publicAddresses.first { $0.privateAddress == walk.packet.source }
      }
      // A NAT instance looks like any appliance with a public address: whether it translates is not visible.
      if mapping == nil, let appliance = walk.middleboxes.last,
        !topology.networkInterfaces[appliance].publicAddresses.isEmpty
      {
        return unknown(walk, "an appliance may translate the source")
      }
      // What a gateway VPC's NAT gateway cannot deliver dies by its destination (vector TGW-07).
      var codes = mapping == nil ? ["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"] : []
      let space = isRFC1918(walk.packet.destination) ? "1918" : "6598"
      if space == "1918" || isIn(walk.packet.destination, "100.64.0.0/10") {
        codes.insert("IGW_DESTINATION_ADDRESS_NOT_IN_RFC\(space)_EGRESS", at: sender == nil ? 0 : codes.count)
      }
      guard codes.isEmpty, let mapping else { return fail(walk, codes, [gateway.id]) }
      next.packet.source = mapping.publicAddress
    } else {
      guard sender != nil else {
        return fail(walk, ["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "GATEWAY_REJECTS_SPOOFED_TRAFFIC"], [gateway.id])
      }
      if !isIn(walk.packet.source, "2000::/3") || !isIn(walk.packet.destination, "2000::/3") {
        return fail(walk, ["X_IGW_PRIVATE_IPV6"], [gateway.id])
      }
    }
    if let redirecting = edgeTable(of: gateway.id), let sender {
      let routes = lookup(redirecting, walk.packet.source)
      let isPassed = routes.contains { route in
        switch route.target {
        case .local: true
        case .networkInterface(let id):
          walk.middleboxes.last.map { topology.networkInterfaces[$0].id == id } ?? false
            || topology.networkInterfaces[sender].id == id
        case .vpcEndpoint(let id):
          walk.middleboxes.last.map { last in
            topology.vpcEndpoints.contains {
              $0.id == id && $0.networkInterfaceIds.contains(topology.networkInterfaces[last].id)
            }
          } ?? false
        default: false
        }
      }
      if !routes.isEmpty, !isPassed {
        return fail(walk, ["INGRESS_RTB_TRAFFIC_REDIRECTION"], [table(of: home)?.id ?? "", redirecting.id])
      }
    }
    return crossInternet(next)
  }

  /// 7.3, out.
  func leaveByEgressOnly(_ index: Int, _ walk: Walk, from subnet: Int) -> [Ending] {
    let gateway = topology.egressOnlyInternetGateways[index]
    let home = topology.subnets[subnet]
    guard walk.packet.family == .ipv6, gateway.vpcId == home.vpcId else { return fail(walk, [], []) }
    let isAnswer = walk.isReply && walk.exit != .egressOnly(index)
    if isAnswer { return fail(walk, ["X_ASYMMETRIC_STATEFUL"], [gateway.id]) }
    if let block = blockPublicAccess(home, exempt: true, openedInside: !walk.isReply) {
      return fail(walk, ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"], [block])
    }
    if interface(in: home.vpcId, with: walk.packet.source) == nil { return fail(walk, [], []) }
    if !isIn(walk.packet.source, "2000::/3") || !isIn(walk.packet.destination, "2000::/3") {
      return fail(walk, ["X_IGW_PRIVATE_IPV6"], [gateway.id])
    }
    var next = walk
    if !walk.isReply { next.exit = .egressOnly(index) }
    next.crossings.append(.other)
    return crossInternet(next)
  }

  /// The packet is on the public internet: its destination is in some VPC of the topology, or out there.
  private func crossInternet(_ walk: Walk) -> [Ending] {
    if publicOwner(of: walk.packet.destination) != nil { return comeFromInternet(walk) }
    if walk.packet.family == .ipv6, vpcOfPublicIPv6(walk.packet.destination) != nil { return comeFromInternet(walk) }
    return arrive(.internet, walk)
  }

  private func publicOwner(of address: IPAddress) -> (interface: Int, mapping: PublicAddress)? {
    for index in topology.networkInterfaces.indices {
      if let mapping = topology.networkInterfaces[index].publicAddresses.first(where: { $0.publicAddress == address }) {
        return (index, mapping)
      }
    }
    return nil
  }

  private func vpcOfPublicIPv6(_ address: IPAddress) -> VPC? {
    topology.vpcs.first { $0.cidrBlocks.contains { $0.contains(address) } }
  }

  /// 7.5, in: a packet comes from the public internet.
  func comeFromInternet(_ walk: Walk) -> [Ending] {
    walk.packet.family == .ipv4 ? comeFromInternet4(walk) : comeFromInternet6(walk)
  }

  private func comeFromInternet4(_ walk: Walk) -> [Ending] {
    guard let (index, mapping) = publicOwner(of: walk.packet.destination) else {
      guard case .interface(let asked) = walk.to, !walk.isReply else { return arrive(.internet, walk) }
      let vpc = topology.networkInterfaces[asked].vpcId
      let gateway = topology.internetGateways.first { $0.vpcId == vpc }
      return fail(walk, gateway == nil ? [] : ["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"], gateway.map { [$0.id] } ?? [])
    }
    let interface = topology.networkInterfaces[index]
    guard let gateway = topology.internetGateways.first(where: { $0.vpcId == interface.vpcId }),
      let subnet = subnetIndex(interface.subnetId)
    else { return fail(walk, [], []) }
    let isNAT = interface.interfaceType == .natGateway
    if let block = blockPublicAccess(topology.subnets[subnet], exempt: isNAT, openedInside: walk.isReply) {
      return fail(walk, ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"], [block])
    }
    if isRFC1918(walk.packet.source) {
      return fail(walk, ["IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS"], [gateway.id])
    }
    if isIn(walk.packet.source, "100.64.0.0/10") {
      return fail(walk, ["IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS"], [gateway.id])
    }
    var next = walk
    next.packet.destination = mapping.privateAddress
    return comeThroughEdge(of: gateway.id, vpc: interface.vpcId, next, isInternet: true)
  }

  private func comeFromInternet6(_ walk: Walk) -> [Ending] {
    guard let vpc = vpcOfPublicIPv6(walk.packet.destination) else { return arrive(.internet, walk) }
    guard let index = interface(in: vpc.id, with: walk.packet.destination),
      let subnet = subnetIndex(topology.networkInterfaces[index].subnetId)
    else { return fail(walk, ["X_NO_SUCH_HOST", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"], []) }
    let home = topology.subnets[subnet]
    if walk.isReply, case .egressOnly(let exit) = walk.exit {
      if let block = blockPublicAccess(home, exempt: true, openedInside: true) {
        return fail(walk, ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"], [block])
      }
      guard topology.egressOnlyInternetGateways[exit].vpcId == vpc.id else { return fail(walk, [], []) }
      return enter(index, walk, from: nil)
    }
    guard let gateway = topology.internetGateways.first(where: { $0.vpcId == vpc.id }) else {
      let egressOnly = topology.egressOnlyInternetGateways.first { $0.vpcId == vpc.id }
      return fail(walk, egressOnly == nil ? [] : ["X_EIGW_INBOUND"], egressOnly.map { [$0.id] } ?? [])
    }
    if let block = blockPublicAccess(home, exempt: false, openedInside: walk.isReply) {
      return fail(walk, ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"], [block])
    }
    if !isIn(walk.packet.destination, "2000::/3") || !isIn(walk.packet.source, "2000::/3") {
      return fail(walk, ["X_IGW_PRIVATE_IPV6"], [gateway.id])
    }
    if topology.networkInterfaces[index].denyAllIgwTraffic {
      return fail(walk, ["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "BAD_STATE"], [])
    }
    return comeThroughEdge(of: gateway.id, vpc: vpc.id, walk, isInternet: true)
  }

  func edgeTable(of gateway: String) -> RouteTable? {
    topology.routeTables.first { $0.gatewayIds.contains(gateway) }
  }

  /// 1.2: from an internet or virtual private gateway into the VPC.
  func comeThroughEdge(of gateway: String, vpc: String, _ walk: Walk, isInternet: Bool) -> [Ending] {
    guard let target = interface(in: vpc, with: walk.packet.destination) else {
      return fail(walk, ["X_NO_SUCH_HOST"], [])
    }
    guard let table = edgeTable(of: gateway) else { return enter(target, walk, from: nil) }
    let routes = lookup(table, walk.packet.destination)
    if routes.isEmpty { return fail(walk, ["NO_ROUTE_TO_DESTINATION"], [table.id]) }
    return routes.flatMap { route -> [Ending] in
      if route.state == .blackhole { return fail(walk, ["BAD_STATE_ROUTE"], [table.id]) }
      switch route.target {
      case .local: return enter(target, walk, from: nil)
      case .networkInterface(let id):
        guard let middlebox = index(id, in: topology.networkInterfaces) else { return unknown(walk, "no interface") }
        let hasPublic = !topology.networkInterfaces[middlebox].publicAddresses.isEmpty
        if isInternet, walk.packet.family == .ipv4, !hasPublic { return fail(walk, ["INGRESS_RTB_NO_PUBLIC_IP"], []) }
        return passMiddlebox(middlebox, walk, from: nil)
      case .vpcEndpoint(let id):
        guard let endpoint = topology.vpcEndpoints.first(where: { $0.id == id }),
          let firewall = firewall(behind: endpoint)
        else { return unknown(walk, "an appliance's endpoint") }
        return inspect(endpoint, firewall, walk)
      default: return unknown(walk, "target \(route.target.id) of an edge table")
      }
    }
  }

  /// 7.4: the options that block, or nil.
  ///
  /// - Parameters:
  ///   - exempt: the way is a NAT gateway's or an egress-only gateway's.
  ///   - openedInside: the connection was opened from the VPC.
  private func blockPublicAccess(_ subnet: Subnet, exempt: Bool, openedInside: Bool) -> String? {
    guard let vpc = topology.vpcs.first(where: { $0.id == subnet.vpcId }),
      let options = topology.blockPublicAccess.first(where: {
        $0.identity.account == vpc.identity.account && $0.identity.region == vpc.identity.region
      }), options.mode != .off
    else { return nil }
    let exclusions = options.exclusions.filter { $0.resourceId == subnet.id || $0.resourceId == vpc.id }.map(\.mode)
    if exclusions.contains(.allowBidirectional) { return nil }
    if options.mode == .blockBidirectional, exclusions.contains(.allowEgress), openedInside { return nil }
    if options.mode == .blockIngress, exempt, openedInside { return nil }
    return vpc.id
  }
}
