import NetworkModel

extension InternetGateway: Mergeable {
  mutating func fill(from other: InternetGateway) { fillNil(&vpcId, other.vpcId) }
}

extension EgressOnlyInternetGateway: Mergeable {
  mutating func fill(from other: EgressOnlyInternetGateway) { fillNil(&vpcId, other.vpcId) }
}

extension CarrierGateway: Mergeable {}

extension NATGateway: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: NATGateway) {
    fillNil(&subnetId, other.subnetId)
    fillEmpty(&addresses, other.addresses)
    fillEmpty(&networkInterfaceIds, other.networkInterfaceIds)
    fillNil(&routeTableId, other.routeTableId)
  }
}

extension VPCPeeringConnection: Mergeable {
  /// Both accounts see the connection; each may leave out what it does not know of the other's VPC.
  mutating func fill(from other: VPCPeeringConnection) {
    fillEmpty(&requester.cidrBlocks, other.requester.cidrBlocks)
    fillEmpty(&accepter.cidrBlocks, other.accepter.cidrBlocks)
    fillEmpty(&requester.account, other.requester.account)
    fillEmpty(&accepter.account, other.accepter.account)
    fillEmpty(&requester.region, other.requester.region)
    fillEmpty(&accepter.region, other.accepter.region)
  }
}

extension TransitGateway: Mergeable {
  mutating func fill(from other: TransitGateway) {
    fillNil(&defaultAssociationRouteTableId, other.defaultAssociationRouteTableId)
    fillNil(&defaultPropagationRouteTableId, other.defaultPropagationRouteTableId)
  }
}

extension TransitGatewayAttachment: Mergeable {
  /// A peering attachment has one id on both of its gateways, and on each another route table: they stay two.
  var mergeKey: String { "\(id)\u{0}\(transitGatewayId)" }

  mutating func fill(from other: TransitGatewayAttachment) {
    fillEmpty(&resourceId, other.resourceId)
    fillEmpty(&resourceOwner, other.resourceOwner)
    fillNil(&associatedRouteTableId, other.associatedRouteTableId)
    fillEmpty(&subnetIds, other.subnetIds)
    fillNil(&peerTransitGatewayId, other.peerTransitGatewayId)
    fillNil(&peerRegion, other.peerRegion)
    fillNil(&peerAccount, other.peerAccount)
  }
}

extension TransitGatewayRouteTable: Mergeable {
  mutating func fill(from other: TransitGatewayRouteTable) {
    fillNil(&routes, other.routes)
    fillEmpty(&propagatingAttachmentIds, other.propagatingAttachmentIds)
  }
}

extension CoreNetwork: Mergeable {}

extension VPNGateway: Mergeable {
  mutating func fill(from other: VPNGateway) { fillNil(&vpcId, other.vpcId) }
}

extension CustomerGateway: Mergeable {
  mutating func fill(from other: CustomerGateway) {
    fillNil(&ipAddress, other.ipAddress)
    fillNil(&siteId, other.siteId)
  }
}

extension VPNConnection: Mergeable {
  mutating func fill(from other: VPNConnection) {
    fillEmpty(&customerGatewayId, other.customerGatewayId)
    fillNil(&vpnGatewayId, other.vpnGatewayId)
    fillNil(&transitGatewayId, other.transitGatewayId)
    fillEmpty(&staticRoutes, other.staticRoutes)
    fillNil(&advertisedPrefixes, other.advertisedPrefixes)
    fillNil(&tunnelsUp, other.tunnelsUp)
  }
}

extension VirtualInterface: Mergeable {
  mutating func fill(from other: VirtualInterface) {
    fillNil(&directConnectGatewayId, other.directConnectGatewayId)
    fillNil(&vpnGatewayId, other.vpnGatewayId)
    fillNil(&connectionId, other.connectionId)
    fillNil(&bgpUp, other.bgpUp)
    fillNil(&advertisedPrefixes, other.advertisedPrefixes)
    fillNil(&siteId, other.siteId)
  }
}

extension DirectConnectGateway: Mergeable {
  mutating func fill(from other: DirectConnectGateway) { fillEmpty(&associations, other.associations) }
}

extension Site: Mergeable {
  mutating func fill(from other: Site) {
    fillEmpty(&prefixes, other.prefixes)
    fillNil(&routes, other.routes)
    fillEmpty(&firewall, other.firewall)
  }
}

extension SiteHost: Mergeable {
  mutating func fill(from other: SiteHost) { fillEmpty(&prefixes, other.prefixes) }
}

extension NetworkFirewall: Mergeable {
  mutating func fill(from other: NetworkFirewall) {
    fillNil(&firewallPolicyArn, other.firewallPolicyArn)
    fillEmpty(&endpointIds, other.endpointIds)
  }
}

extension FirewallPolicy: Mergeable {}

extension FirewallRuleGroup: Mergeable {
  mutating func fill(from other: FirewallRuleGroup) {
    guard case .unseen = rules else { return }
    rules = other.rules
    isStrictOrder = other.isStrictOrder
    fillEmpty(&ipSets, other.ipSets)
    fillEmpty(&portSets, other.portSets)
    fillEmpty(&ipSetReferences, other.ipSetReferences)
  }
}

extension ResourceConfiguration: Mergeable {}

extension BlockPublicAccess: Mergeable {
  mutating func fill(from other: BlockPublicAccess) { fillEmpty(&exclusions, other.exclusions) }
}
