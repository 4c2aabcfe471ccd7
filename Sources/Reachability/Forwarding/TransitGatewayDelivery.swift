import Addressing
import NetworkModel

// How packets leave a transit gateway: into a VPC, over a VPN, Direct Connect or a peering (dataplane 5.1.8, 5.1.9).
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html

extension Walker {
  /// Packets leave a transit gateway by an attachment.
  mutating func leaveTransit(_ position: Int, _ branch: Branch) {
    var branch = branch
    let attachment = topology.transitGatewayAttachments[position]
    if !["available", "modifying"].contains(attachment.state) {
      branch.block(
        .badStateAttachment, .attachment(position), direction: .egress,
        "attachment \(attachment.identity.label) is \(attachment.state), only an available one carries traffic")
    }
    stripIdentity(at: position, &branch)
    switch attachment.resourceType {
    case .vpc: deliverToVPC(position, branch)
    case .vpn: leaveTransitByVPN(position, branch)
    case .directConnectGateway: leaveByDirectConnectGateway(attachment.resourceId, branch)
    case .peering: crossTransitPeering(position, branch)
    case .connect, .vpnConcentrator, .networkFunction, .other:
      branch.hop(.attachment(position), .assumed, code: .unknownDestination)
      branch.assume(
        .unknownDestination, attachment.id, decides: true,
        "what lies behind the \(attachment.resourceType.rawValue) attachment \(attachment.identity.label) "
          + "is not in the input")
      end(branch, .unknown)
    }
  }

  private mutating func deliverToVPC(_ position: Int, _ branch: Branch) {
    var branch = branch
    let attachment = topology.transitGatewayAttachments[position]
    if hidesOptions(position), network.index.vpcs[attachment.resourceId] != nil {
      branch.hop(.attachment(position), .assumed, code: .unknownResource)
      assumeOptions(of: position, &branch)
      return end(branch, .unknown)
    }
    if branch.family == .ipv6, !attachment.ipv6Support {
      branch.block(
        .tgwIpv6Disabled, .attachment(position), direction: .egress,
        "attachment \(attachment.identity.label) does not carry IPv6 (Ipv6Support is disabled)")
    }
    let subnets = attachment.subnetIds.compactMap { network.index.subnets[$0] }
    guard network.index.vpcs[attachment.resourceId] != nil, !subnets.isEmpty else {
      branch.hop(.attachment(position), .assumed, code: .unknownDestination)
      branch.assume(
        .unknownDestination, attachment.resourceId, decides: true,
        "VPC \(attachment.resourceId) behind attachment \(attachment.identity.label) is not in the input")
      return end(branch, .unknown)
    }
    let choices = deliverySubnets(subnets, position, branch)
    for subnet in choices {
      var delivered = branch
      if choices.count > 1 || attachment.applianceModeSupport {
        delivered.memory.append(.applianceZone(attachment: position, zone: network.subnets[subnet].zone))
      }
      delivered.hop(.attachment(position), .forwarded, .text(topology.subnets[subnet].identity.shortLabel))
      depart(.transitGateway(attachment: position), subnet: subnet, delivered)
    }
  }

  /// The subnets a packet may come out of: that of its own zone, else any; in appliance mode one zone for both
  /// directions of a flow (5.1.9).
  private func deliverySubnets(_ subnets: [Int], _ position: Int, _ branch: Branch) -> [Int] {
    let attachment = topology.transitGatewayAttachments[position]
    let own = subnets.filter { network.subnets[$0].zone == branch.zone && branch.zone >= 0 }
    guard attachment.applianceModeSupport else { return own.isEmpty ? subnets : Array(own.prefix(1)) }
    if branch.way == .return {
      for case .applianceZone(position, let zone) in branch.memory {
        let remembered = subnets.filter { network.subnets[$0].zone == zone }
        if !remembered.isEmpty { return Array(remembered.prefix(1)) }
      }
    }
    // Behind a peering the zone of the packets is that of their sender; where one end has none, the other's counts.
    let ends = branch.way == .forward ? (pair.from, pair.to) : (pair.to, pair.from)
    let target = zone(of: ends.1)
    let sender = branch.zone >= 0 ? branch.zone : zone(of: ends.0) ?? target ?? -1
    let receiver = target ?? sender
    let possible = subnets.filter { network.subnets[$0].zone == sender && sender >= 0 }
    return sender == receiver && !possible.isEmpty ? Array(possible.prefix(1)) : subnets
  }

  /// The zone of an end of the question; nil where it has none.
  private func zone(of end: End) -> Int? {
    guard case .interface(let interface, _, _) = end else { return nil }
    let subnet = network.subnet(of: interface)
    return subnet >= 0 ? network.subnets[subnet].zone : nil
  }

  /// Two ends of one peering: the packet is looked up in the table of the far gateway's attachment.
  private mutating func crossTransitPeering(_ position: Int, _ branch: Branch) {
    var branch = branch
    let attachment = topology.transitGatewayAttachments[position]
    let far = topology.transitGatewayAttachments.indices.first { other in
      let candidate = topology.transitGatewayAttachments[other]
      return candidate.resourceType == .peering && candidate.transitGatewayId == attachment.peerTransitGatewayId
        && (candidate.id == attachment.id || candidate.peerTransitGatewayId == attachment.transitGatewayId)
    }
    guard let far else {
      branch.hop(.attachment(position), .assumed, code: .unknownDestination)
      branch.assume(
        .unknownDestination, attachment.peerTransitGatewayId ?? attachment.id, decides: true,
        "the far transit gateway of peering \(attachment.identity.label) is not in the input")
      return end(branch, .unknown)
    }
    branch.hop(.attachment(position), .forwarded, .text("peering"))
    branch.lose(.stripped(by: .attachment(position)))
    branch.zone = -1
    lookUp(from: far, branch)
  }

  private mutating func leaveTransitByVPN(_ position: Int, _ branch: Branch) {
    var branch = branch
    let attachment = topology.transitGatewayAttachments[position]
    guard let vpn = network.index.vpnConnections[attachment.resourceId] else {
      branch.hop(.attachment(position), .assumed, code: .unknownDestination)
      branch.assume(
        .unknownDestination, attachment.resourceId, decides: true,
        "VPN connection \(attachment.resourceId) is not in the input")
      return end(branch, .unknown)
    }
    crossVPN(vpn, onTransitGateway: true, branch)
  }

  /// References to groups of another VPC need referencing on at the gateway and at both attachments (SG 3.2).
  func stripIdentity(at position: Int, _ branch: inout Branch) {
    let attachment = topology.transitGatewayAttachments[position]
    guard attachment.resourceType == .vpc else { return branch.lose(.stripped(by: .attachment(position))) }
    // An attachment of this zone never carries references, whatever the flags say.
    let zones = attachment.subnetIds.compactMap { network.index.subnets[$0] }.map { topology.subnets[$0] }
    if zones.contains(where: { $0.availabilityZoneId ?? $0.availabilityZone == "use1-az3" }) {
      return branch.lose(.lost)
    }
    if let gateway = network.index.transitGateways[attachment.transitGatewayId] {
      if !topology.transitGateways[gateway].securityGroupReferencingSupport {
        return branch.lose(.unsupported(by: .transitGateway(gateway)))
      }
    } else {
      branch.lose(.unseen(transitGateway: attachment.transitGatewayId))
    }
    if !attachment.securityGroupReferencingSupport { branch.lose(.unsupported(by: .attachment(position))) }
  }

  /// A file system's mount target takes references that come over a transit gateway only if its own groups let
  /// everything out (SG 3.2).
  func loseAtFileSystem(_ interface: Int, _ branch: inout Branch) {
    guard topology.networkInterfaces[interface].interfaceType == .efs,
      branch.hops.contains(where: { $0.component.kind == .transitGatewayAttachment })
    else { return }
    let rules = network.groups(of: interface).map { network.groups[$0].position }.filter { $0 >= 0 }
      .flatMap { topology.securityGroups[$0].egress }
    let isOpen = rules.contains { $0.ipProtocol == nil && $0.peer == .prefix(.all(branch.family)) }
    if !isOpen { branch.lose(.lost) }
  }
}
