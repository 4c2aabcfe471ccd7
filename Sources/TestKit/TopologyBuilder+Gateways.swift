import Addressing
import NetworkModel

extension TopologyBuilder {
  /// An internet gateway, attached to a VPC or to none.
  public mutating func internetGateway(_ id: String, in vpc: String?) {
    topology.internetGateways.append(InternetGateway(identity(id, inVPC: vpc), vpcId: vpc))
  }

  /// An egress-only internet gateway.
  public mutating func egressOnlyInternetGateway(_ id: String, in vpc: String) {
    topology.egressOnlyInternetGateways.append(
      EgressOnlyInternetGateway(identity(id, inVPC: vpc), vpcId: vpc))
  }

  /// A NAT gateway of a subnet, with its interface `id-eni`.
  public mutating func natGateway(
    _ id: String, in subnet: String, _ address: String, publicIP: String? = nil, private isPrivate: Bool = false,
    state: String = "available"
  ) {
    let vpc = self[subnet: subnet].vpcId
    addInterface("\(id)-eni", in: subnet, [address], publicIP: publicIP, kind: .natGateway, sourceDestCheck: false)
    topology.natGateways.append(
      NATGateway(
        identity(id, inVPC: vpc), vpcId: vpc, subnetId: subnet, connectivityType: isPrivate ? .private : .public,
        state: state,
        addresses: [
          NATGateway.Address(
            privateAddress: Shorthand.address(address), publicAddress: publicIP.map(Shorthand.address))
        ], networkInterfaceIds: ["\(id)-eni"]))
  }

  /// A regional NAT gateway, `[zone: public address]`; its table is written with `routeTable`.
  public mutating func regionalNatGateway(
    _ id: String, in vpc: String, _ addresses: KeyValuePairs<String, String>, table: String?, automatic: Bool = true
  ) {
    topology.natGateways.append(
      NATGateway(
        identity(id, inVPC: vpc), vpcId: vpc, subnetId: nil,
        addresses: addresses.map {
          NATGateway.Address(
            privateAddress: nil, publicAddress: Shorthand.address($0.value), availabilityZone: $0.key)
        }, routeTableId: table, isAutomatic: automatic))
  }

  /// A peering of two VPCs of this topology.
  public mutating func peering(_ id: String, _ requester: String, _ accepter: String, status: String = "active") {
    let near = peeringEnd(requester)
    let far = peeringEnd(accepter)
    topology.vpcPeeringConnections.append(
      VPCPeeringConnection(identity(id, inVPC: requester), requester: near, accepter: far, status: status))
  }

  private func peeringEnd(_ id: String) -> VPCPeeringConnection.End {
    let vpc = self[vpc: id]
    return VPCPeeringConnection.End(
      vpcId: id, account: vpc.identity.account, region: vpc.identity.region, cidrBlocks: vpc.cidrBlocks)
  }
}
