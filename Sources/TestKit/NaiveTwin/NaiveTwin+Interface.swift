import Addressing
import NetworkModel

extension NaiveTwin {
  /// 11.1: a packet leaves an interface.
  func send(_ index: Int, _ walk: Walk) -> [Ending] {
    let interface = topology.networkInterfaces[index]
    if let stopped = notRunning(index) { return fail(walk, ["BAD_STATE"], [stopped, interface.id]) }
    if !walk.isReply, interface.interfaceType == .vpcEndpoint {
      let endpoint = topology.vpcEndpoints.first { $0.networkInterfaceIds.contains(interface.id) }
      return fail(walk, ["VPCE_INTRA_VPC_TRAFFIC"], [endpoint?.id ?? interface.id, interface.id])
    }
    if !walk.isReply, interface.interfaceType == .natGateway || interface.interfaceType == .transitGateway {
      return unknown(walk, "a gateway's interface sends nothing by itself")
    }
    if interface.sourceDestCheck, walk.kept == nil, !owns(index, walk.packet.source) {
      return fail(walk, ["ENI_SOURCE_DEST_CHECK_RESTRICTION"], [interface.id])
    }
    guard let subnet = subnetIndex(interface.subnetId) else { return unknown(walk, "subnet not visible") }
    if isLinkService(walk.packet.destination, vpc: interface.vpcId) { return [.arrived(.linkService, walk)] }
    switch groups(of: index, letPass: walk, isEgress: true) {
    case .passed(let walk): return leave(subnet, walk, from: .interface(index))
    case .refused(let ending): return ending
    }
  }

  /// 11.7: a packet comes to the interface that has its destination address.
  ///
  /// - Parameter subnet: the subnet it comes from; nil if it comes from a gateway.
  func enter(_ index: Int, _ walk: Walk, from subnet: Int?) -> [Ending] {
    let interface = topology.networkInterfaces[index]
    guard let home = subnetIndex(interface.subnetId) else { return unknown(walk, "subnet not visible") }
    if subnet != home {
      if let subnet, let refused = acl(subnet, walk, isEgress: true) { return refused }
      if let refused = acl(home, walk, isEgress: false) { return refused }
    }
    if interface.interfaceType == .natGateway { return comeToNAT(interface: interface, walk) }
    if walk.isReply, .interface(index) != walk.from {
      return fail(walk, ["X_MISDIRECTED_REPLY"], [])
    }
    let passed: Walk
    switch groups(of: index, letPass: walk, isEgress: false) {
    case .passed(let walk): passed = walk
    case .refused(let ending): return ending
    }
    if let stopped = notRunning(index) { return fail(passed, ["BAD_STATE"], [stopped, interface.id]) }
    if !walk.isReply {
      switch interface.interfaceType {
      case .vpcEndpoint:
        if let endpoint = topology.vpcEndpoints.first(where: { $0.networkInterfaceIds.contains(interface.id) }) {
          if endpoint.state.lowercased() != "available" { return fail(passed, ["BAD_STATE"], [endpoint.id]) }
          let isHTTPS = walk.packet.ipProtocol == .tcp && walk.packet.destinationPort == 443
          if !isHTTPS, walk.request == nil, endpoint.serviceName.hasSuffix(".execute-api") {
            return fail(passed, ["PROTOCOL_RESTRICTION"], [endpoint.id])
          }
        }
        if !walk.packet.ipProtocol.hasPorts { return fail(passed, ["PROTOCOL_RESTRICTION"], []) }
      case .lambda, .transitGateway, .gatewayLoadBalancerEndpoint:
        return fail(passed, ["NO_POSSIBLE_DESTINATION", "X_NO_SUCH_HOST", "X_EDGE_TO_EDGE"], [])
      default: break
      }
    }
    if !walk.isReply, walk.packet.ipProtocol.hasPorts, let listening = interface.listeningPorts,
      !listening.contains(where: { $0.contains(walk.packet.destinationPort) })
    {
      return fail(passed, ["X_TARGET_NOT_LISTENING"], [interface.id])
    }
    return settle(passed, at: index)
  }

  /// The way ends at an interface: outbound references of the way count or do not.
  private func settle(_ walk: Walk, at index: Int) -> [Ending] {
    for pending in walk.pending {
      let crossed = Array(walk.crossings.dropFirst(pending.crossingsBefore))
      let counts = pending.rules.contains { rule in
        guard case .securityGroup(let reference) = rule.peer else { return false }
        return topology.networkInterfaces[index].groupIds.contains(reference.groupId)
          && owns(index, walk.packet.destination) && isDirectOrPeered(crossed)
      }
      if !counts { return [.failed(pending.blocker, walk)] }
    }
    return [.arrived(.interface(index), walk)]
  }

  /// The instance that does not run, or the interface itself if it is attached to nothing.
  func notRunning(_ index: Int) -> String? {
    let interface = topology.networkInterfaces[index]
    if interface.status != "in-use" { return interface.id }
    guard let id = interface.instanceId, let instance = topology.instances.first(where: { $0.id == id }) else {
      return nil
    }
    return instance.state == "running" ? nil : instance.id
  }

  /// 2.3 and 1.1.10: the resolver, the metadata service and the like, which nothing filters.
  func isLinkService(_ address: IPAddress, vpc: String) -> Bool {
    if isInLinkServiceRange(address) { return true }
    guard address.family == .ipv4, let vpc = topology.vpcs.first(where: { $0.id == vpc }) else { return false }
    return vpc.cidrBlocks.contains { $0.family == .ipv4 && $0.address.value + 2 == address.value }
  }

  func isInLinkServiceRange(_ address: IPAddress) -> Bool {
    switch address.family {
    case .ipv4: address.value >> 10 == IPAddress.ipv4(169, 254, 168, 0).value >> 10
    case .ipv6: address.value >> 96 == 0xfd00_0ec2
    }
  }
}
