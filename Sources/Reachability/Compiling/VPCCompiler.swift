import Addressing
import NetworkModel

/// Compiles VPCs: their blocks, what is attached to them, and their addresses.
enum VPCCompiler {
  static func compile(_ topology: Topology, _ index: NetworkIndex, _ interfaces: InterfaceCompiler) -> [CompiledVPC] {
    var vpcs = topology.vpcs.enumerated().map { position, vpc in
      var compiled = CompiledVPC(
        ipv4: AddressRanges(vpc.cidrBlocks.filter { $0.family == .ipv4 }.map(\.range)),
        ipv6: AddressRanges(vpc.cidrBlocks.filter { $0.family == .ipv6 }.map(\.range)))
      compiled.ipv4Owners = interfaces.slices[position].ipv4
      compiled.ipv6Owners = interfaces.slices[position].ipv6
      compiled.delegated = interfaces.delegated[position] ?? []
      return compiled
    }
    func attach(_ vpcId: String?, _ change: (inout CompiledVPC) -> Void) {
      if let position = vpcId.flatMap({ index.vpcs[$0] }) { change(&vpcs[position]) }
    }
    for (position, gateway) in topology.internetGateways.enumerated() {
      attach(gateway.vpcId) { $0.internetGateway = $0.internetGateway ?? position }
    }
    for (position, gateway) in topology.egressOnlyInternetGateways.enumerated() {
      attach(gateway.vpcId) { $0.egressOnlyInternetGateway = $0.egressOnlyInternetGateway ?? position }
    }
    for (position, gateway) in topology.vpnGateways.enumerated() {
      attach(gateway.vpcId) { $0.vpnGateway = $0.vpnGateway ?? position }
    }
    for (position, gateway) in topology.natGateways.enumerated() {
      attach(gateway.vpcId) { $0.natGateways.append(position) }
    }
    for (position, peering) in topology.vpcPeeringConnections.enumerated() {
      attach(peering.requester.vpcId) { $0.peerings.append(position) }
      attach(peering.accepter.vpcId) { $0.peerings.append(position) }
    }
    for (position, attachment) in topology.transitGatewayAttachments.enumerated()
    where attachment.resourceType == .vpc {
      attach(attachment.resourceId) { $0.attachments.append(position) }
    }
    for (position, endpoint) in topology.vpcEndpoints.enumerated() where endpoint.endpointType == .gateway {
      attach(endpoint.vpcId) { $0.gatewayEndpoints.append(position) }
    }
    // Of ways that cost the same the first is told: by id, not by where it stands in the input.
    for position in vpcs.indices {
      sort(&vpcs[position].natGateways, by: topology.natGateways)
      sort(&vpcs[position].peerings, by: topology.vpcPeeringConnections)
      sort(&vpcs[position].attachments, by: topology.transitGatewayAttachments)
      sort(&vpcs[position].gatewayEndpoints, by: topology.vpcEndpoints)
    }
    return vpcs
  }

  private static func sort(_ positions: inout [Int], by resources: [some Resource]) {
    if positions.count > 1 { positions.sort { resources[$0].id < resources[$1].id } }
  }
}
