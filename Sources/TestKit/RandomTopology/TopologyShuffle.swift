import NetworkModel

extension Topology {
  /// The same in another order, where the order of the input means nothing: of resources, of the routes of a table, of
  /// targets.
  ///
  /// What has an order of its own keeps it: addresses and blocks, of which the first is the primary one, the entries of a
  /// network ACL, the rules of a site's firewall. So do rules and groups of which any will do: the first that fits is the
  /// one that an answer shows.
  public func shuffled(seed: UInt64) -> Topology {
    var random = SplitMix64(seed: seed ^ 0x5348_5546)
    var other = self
    other.vpcs.shuffle(using: &random)
    other.subnets.shuffle(using: &random)
    other.prefixLists.shuffle(using: &random)
    other.instances.shuffle(using: &random)
    other.internetGateways.shuffle(using: &random)
    other.egressOnlyInternetGateways.shuffle(using: &random)
    other.natGateways.shuffle(using: &random)
    other.vpcPeeringConnections.shuffle(using: &random)
    other.transitGateways.shuffle(using: &random)
    other.transitGatewayAttachments.shuffle(using: &random)
    other.vpnGateways.shuffle(using: &random)
    other.customerGateways.shuffle(using: &random)
    other.vpnConnections.shuffle(using: &random)
    other.virtualInterfaces.shuffle(using: &random)
    other.directConnectGateways.shuffle(using: &random)
    other.sites.shuffle(using: &random)
    other.vpcEndpoints.shuffle(using: &random)
    other.vpcEndpointServices.shuffle(using: &random)
    other.managedResources.shuffle(using: &random)
    other.routeTables.shuffle(using: &random)
    for index in other.routeTables.indices { other.routeTables[index].routes.shuffle(using: &random) }
    other.transitGatewayRouteTables.shuffle(using: &random)
    for index in other.transitGatewayRouteTables.indices {
      other.transitGatewayRouteTables[index].routes?.shuffle(using: &random)
    }
    other.networkACLs.shuffle(using: &random)
    other.securityGroups.shuffle(using: &random)
    other.networkInterfaces.shuffle(using: &random)
    other.targetGroups.shuffle(using: &random)
    for index in other.targetGroups.indices { other.targetGroups[index].targets?.shuffle(using: &random) }
    other.loadBalancers.shuffle(using: &random)
    return other
  }
}
