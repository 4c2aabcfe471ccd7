import Addressing
import NetworkModel

extension Topology {
  /// The topology with an interface for every subnet of a VPC link V2 whose interfaces the input does not show, behind
  /// those that are there: of a link that is inactive there are none (AG PI-5). It is given an address that nothing in
  /// the subnet has.
  func addingVPCLinkInterfaces() -> Topology {
    let links = vpcLinks.filter { $0.version == .v2 && $0.networkInterfaceIds.isEmpty }
    if links.isEmpty { return self }
    var topology = self
    var taken = Set(networkInterfaces.flatMap(\.privateAddresses))
    for link in links {
      for id in link.subnetIds {
        guard let subnet = subnets.first(where: { $0.id == id }) else { continue }
        let addresses = subnet.cidrBlocks.compactMap { Topology.free(in: $0, besides: taken) }
        taken.formUnion(addresses)
        topology.networkInterfaces.append(
          NetworkInterface(
            Identity(
              Topology.vpcLinkInterface(link.id, id), account: link.identity.account, region: link.identity.region),
            interfaceType: .apiGatewayManaged, vpcId: subnet.vpcId, subnetId: id, privateAddresses: addresses,
            groupIds: link.groupIds, requesterManaged: true))
      }
    }
    return topology
  }

  fileprivate static func vpcLinkInterface(_ link: String, _ subnet: String) -> String { "\(link)/\(subnet)" }
}

extension VPCLink {
  /// The interfaces that a link V2 sends from; where the input shows none, those that it is given.
  package var senderIds: [String] {
    networkInterfaceIds.isEmpty ? subnetIds.map { Topology.vpcLinkInterface(id, $0) } : networkInterfaceIds
  }
}
