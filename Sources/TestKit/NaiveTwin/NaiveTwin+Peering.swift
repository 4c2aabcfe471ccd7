import Addressing
import NetworkModel

extension NaiveTwin {
  /// PCX 4.2: from one VPC into the other.
  func crossPeering(_ index: Int, from vpc: String, _ walk: Walk) -> [Ending] {
    let peering = topology.vpcPeeringConnections[index]
    if peering.status != "active" { return fail(walk, ["BAD_STATE"], [peering.id]) }
    let near = peering.requester.vpcId == vpc ? peering.requester : peering.accepter
    let far = peering.requester.vpcId == vpc ? peering.accepter : peering.requester
    guard near.vpcId == vpc else { return unknown(walk, "a route to a peering of other VPCs") }
    let code = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
    if let kept = walk.kept {
      if near.region != far.region { return cannotKeepAddress(kept, walk) }
    } else if !blocks(of: near).contains(where: { $0.contains(walk.packet.source) }) {
      return fail(walk, [code], [peering.id])
    }
    if !blocks(of: far).contains(where: { $0.contains(walk.packet.destination) }) {
      return fail(walk, [code], [peering.id])
    }
    var next = walk
    next.crossings.append(.peering(index))
    if !walk.isReply, let last = walk.translations.indices.last, walk.translations[last].after == walk.packet {
      next.translations[last].peering = index
    }
    guard topology.vpcs.contains(where: { $0.id == far.vpcId }) else { return unknown(next, "far VPC not visible") }
    guard let target = interface(in: far.vpcId, with: walk.packet.destination) else {
      return fail(next, ["X_NO_SUCH_HOST"] + (walk.isReply ? ["X_MISDIRECTED_REPLY"] : []), [])
    }
    return enter(target, next, from: nil)
  }

  private func blocks(of end: VPCPeeringConnection.End) -> [Prefix] {
    topology.vpcs.first { $0.id == end.vpcId }?.cidrBlocks ?? end.cidrBlocks
  }

  /// 8.1: an endpoint as the target of a route. Gateway Load Balancer endpoints are not followed.
  func useEndpoint(_ index: Int, _ walk: Walk, _ departure: Departure) -> [Ending] {
    let endpoint = topology.vpcEndpoints[index]
    guard endpoint.endpointType == .gateway else { return unknown(walk, "a Gateway Load Balancer endpoint") }
    guard case .interface(let sender) = departure else {
      return fail(walk, ["X_GATEWAY_ENDPOINT_REMOTE"], [endpoint.id])
    }
    if sender < 0 || !owns(sender, walk.packet.source) {
      return fail(walk, ["X_GATEWAY_ENDPOINT_REMOTE"], [endpoint.id])
    }
    if endpoint.state.lowercased() != "available" { return fail(walk, ["BAD_STATE"], [endpoint.id]) }
    let isEcho = walk.packet.ipProtocol == .icmp && walk.packet.sourcePort == 8
    if walk.packet.ipProtocol != .tcp && !isEcho {
      return fail(walk, ["VPCE_GATEWAY_PROTOCOL_RESTRICTION"], [endpoint.id])
    }
    return arrive(.service(index), walk)
  }

  /// The service answers to the interface that asked.
  func returnFromService(_ index: Int, _ walk: Walk) -> [Ending] {
    let vpc = topology.vpcEndpoints[index].vpcId
    guard let target = interface(in: vpc, with: walk.packet.destination) else {
      return fail(walk, ["X_NO_SUCH_HOST"], [])
    }
    return enter(target, walk, from: nil)
  }
}
