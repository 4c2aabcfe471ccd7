import Addressing
import NetworkModel

extension NaiveTwin {
  enum ReferenceDecision {
    case counts
    case no
    case failed(code: String, component: String)
  }

  private func isStale(_ reference: SecurityGroupReference) -> Bool {
    reference.peeringStatus.map { $0 != "active" } ?? false
  }

  /// Whether the rule refers to a group that some interface with this address carries.
  func mayReferTo(_ rule: SecurityGroupRule, _ address: IPAddress) -> Bool {
    guard case .securityGroup(let reference) = rule.peer, !isStale(reference) else { return false }
    return topology.networkInterfaces.indices.contains {
      topology.networkInterfaces[$0].groupIds.contains(reference.groupId) && owns($0, address)
    }
  }

  /// SG 3.2, inbound: the rule refers to a group of the interface that the packet comes from, over a way that keeps it.
  func inboundReference(_ rule: SecurityGroupRule, _ walk: Walk, at index: Int) -> ReferenceDecision {
    guard case .securityGroup(let reference) = rule.peer, !isStale(reference) else { return .no }
    // A client's address that a load balancer kept: the rule may name the load balancer's group, not the client's.
    if let kept = walk.kept {
      let isNamed = topology.networkInterfaces[kept.node].groupIds.contains(reference.groupId)
      return isNamed && isDirectOrPeered(walk.crossings) ? .counts : .no
    }
    guard let origin = walk.origin,
      topology.networkInterfaces[origin].groupIds.contains(reference.groupId), owns(origin, walk.packet.source)
    else { return .no }
    if isDirectOrPeered(walk.crossings) { return .counts }
    if walk.crossings.contains(.middlebox) || walk.crossings.contains(.privateLink) {
      return .failed(code: "SG_REFERENCES_NOT_PRESERVED", component: topology.networkInterfaces[index].id)
    }
    if walk.crossings.contains(.transitPeering) {
      return .failed(code: "SG_REFERENCES_NOT_PRESERVED", component: topology.networkInterfaces[index].id)
    }
    if walk.crossings.count == 1, case .transit(let gateway, let from, let to) = walk.crossings[0] {
      return transitReference(gateway, [from, to], at: index)
    }
    return .no
  }

  private func transitReference(_ gateway: String, _ attachments: [Int], at index: Int) -> ReferenceDecision {
    guard let transit = topology.transitGateways.first(where: { $0.id == gateway }) else { return .no }
    let subnets = attachments.flatMap { topology.transitGatewayAttachments[$0].subnetIds }.compactMap(subnetIndex)
    if subnets.contains(where: { zone(of: $0) == "use1-az3" }) { return .no }
    if !transit.securityGroupReferencingSupport {
      return .failed(code: "SG_REFERENCING_SUPPORT", component: transit.id)
    }
    for number in attachments {
      let attachment = topology.transitGatewayAttachments[number]
      if !attachment.securityGroupReferencingSupport {
        return .failed(code: "SG_REFERENCING_SUPPORT", component: attachment.id)
      }
    }
    let interface = topology.networkInterfaces[index]
    if interface.interfaceType == .efs {
      let egress = topology.securityGroups.filter { interface.groupIds.contains($0.id) }.flatMap(\.egress)
      let isOpen = egress.contains { $0.ipProtocol == nil && $0.peer == .prefix(.all(.ipv4)) }
      if !isOpen { return .no }
    }
    return .counts
  }

  /// The ways on which references count in both directions: inside a VPC, and over one peering inside a Region.
  func isDirectOrPeered(_ crossings: [Crossing]) -> Bool {
    if crossings.isEmpty { return true }
    guard crossings.count == 1, case .peering(let index) = crossings[0] else { return false }
    let peering = topology.vpcPeeringConnections[index]
    return peering.requester.region == peering.accepter.region
  }

  /// Whether an outbound reference may still count: the way so far keeps it.
  func canStillCount(_ pending: PendingReference, _ walk: Walk) -> Bool {
    isDirectOrPeered(Array(walk.crossings.dropFirst(pending.crossingsBefore)))
  }
}
