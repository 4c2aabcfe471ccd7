import Addressing
import NetworkModel

extension NaiveTwin {
  enum GroupDecision {
    case passed(Walk)
    case refused([Ending])
  }

  private static let kindsWithoutGroups: Set<NetworkInterface.InterfaceType> = [
    .natGateway, .transitGateway, .gatewayLoadBalancerEndpoint, .gatewayLoadBalancer,
  ]

  /// SG 3.5.
  func groups(of index: Int, letPass walk: Walk, isEgress: Bool) -> GroupDecision {
    let interface = topology.networkInterfaces[index]
    if NaiveTwin.kindsWithoutGroups.contains(interface.interfaceType) { return .passed(walk) }
    if interface.interfaceType == .networkLoadBalancer && interface.groupIds.isEmpty { return .passed(walk) }
    if interface.interfaceType == .instanceConnectEndpoint && !isEgress { return .passed(walk) }
    // A reply to what the interface let pass in the other direction.
    if walk.isReply, walk.admissions.contains(Admission(interface: index, isEgress: !isEgress)) { return .passed(walk) }
    var next = walk
    next.admissions.insert(Admission(interface: index, isEgress: isEgress))
    let groups = topology.securityGroups.filter { interface.groupIds.contains($0.id) }
    let rules = groups.flatMap { isEgress ? $0.egress : $0.ingress }
    let fitting = rules.filter { fits($0, walk.packet) }
    let peer = isEgress ? walk.packet.destination : walk.packet.source
    if fitting.contains(where: { covers($0.peer, peer) }) { return .passed(next) }
    let owners = interface.groupIds + [interface.id]
    if isEgress {
      let blocker = NaiveBlocker(
        codes: [rules.isEmpty ? "SG_HAS_NO_RULES" : "ENI_SG_RULES_MISMATCH"], components: owners,
        isReply: walk.isReply, tables: walk.tables)
      let references = fitting.filter { mayReferTo($0, peer) }
      if references.isEmpty { return .refused(fail(walk, blocker.codes, owners)) }
      next.pending.append(
        PendingReference(
          interface: index, rules: references, crossingsBefore: walk.crossings.count, blocker: blocker))
      return .passed(next)
    }
    var codes = [rules.isEmpty ? "SG_HAS_NO_RULES" : "ENI_SG_RULES_MISMATCH"]
    var components = owners
    for rule in fitting {
      switch inboundReference(rule, walk, at: index) {
      case .counts: return .passed(next)
      case .no: break
      case .failed(let code, let component):
        codes = [code] + codes.filter { $0 != "ENI_SG_RULES_MISMATCH" && $0 != code }
        components = [component] + components
      }
    }
    return .refused(fail(walk, codes, components))
  }

  /// SG 3.1.2: protocol, ports, ICMP type and code.
  func fits(_ rule: SecurityGroupRule, _ packet: NaivePacket) -> Bool {
    guard let proto = rule.ipProtocol else { return true }
    if proto != packet.ipProtocol { return false }
    if proto.hasPorts { return rule.portRange.map { $0.contains(packet.destinationPort) } ?? true }
    if proto.isICMP {
      return (rule.icmpType.map { UInt16($0) == packet.sourcePort } ?? true)
        && (rule.icmpCode.map { UInt16($0) == packet.destinationPort } ?? true)
    }
    return true
  }

  func covers(_ peer: SecurityGroupRule.Peer, _ address: IPAddress) -> Bool {
    switch peer {
    case .prefix(let prefix): prefix.contains(address)
    case .prefixList(let id): entries(of: id).contains { $0.contains(address) }
    case .securityGroup: false
    }
  }

  func entries(of prefixList: String) -> [Prefix] {
    topology.prefixLists.first { $0.id == prefixList }?.entries ?? []
  }

  /// NACL 2.4: nil if the packet passes.
  func acl(_ subnet: Int, _ walk: Walk, isEgress: Bool) -> [Ending]? {
    let subnet = topology.subnets[subnet]
    guard
      let acl = topology.networkACLs.first(where: { $0.subnetIds.contains(subnet.id) })
        ?? topology.networkACLs.first(where: { $0.vpcId == subnet.vpcId && $0.isDefault })
    else { return unknown(walk, "network ACL not visible") }
    let packet = walk.packet
    if isInLinkServiceRange(packet.source) || isInLinkServiceRange(packet.destination) { return nil }
    let address = isEgress ? packet.destination : packet.source
    for entry in acl.entries.filter({ $0.isEgress == isEgress }).sorted(by: { $0.ruleNumber < $1.ruleNumber }) {
      guard entry.cidrBlock.contains(address) else { continue }
      if let proto = entry.ipProtocol {
        if proto != packet.ipProtocol { continue }
        if proto.hasPorts, let ports = entry.portRange, !ports.contains(packet.destinationPort) { continue }
        if proto == .icmp || (proto == .icmpv6 && entry.cidrBlock.family == .ipv6) {
          if let type = entry.icmpType, UInt16(type) != packet.sourcePort { continue }
          if let code = entry.icmpCode, UInt16(code) != packet.destinationPort { continue }
        }
      }
      return entry.action == .allow ? nil : fail(walk, ["SUBNET_ACL_RESTRICTION"], [acl.id])
    }
    return fail(walk, ["SUBNET_ACL_RESTRICTION"], [acl.id])
  }
}
