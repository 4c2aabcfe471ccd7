import NetworkModel

extension VPC: Mergeable {
  mutating func fill(from other: VPC) {
    fillEmpty(&cidrBlocks, other.cidrBlocks)
    fillNil(&dhcpOptionsId, other.dhcpOptionsId)
    fillNil(&enableDnsSupport, other.enableDnsSupport)
    fillNil(&enableDnsHostnames, other.enableDnsHostnames)
  }
}

extension DHCPOptions: Mergeable {
  mutating func fill(from other: DHCPOptions) {
    fillEmpty(&domainNameServers, other.domainNameServers)
    fillNil(&domainName, other.domainName)
  }
}

extension Subnet: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: Subnet) {
    fillEmpty(&cidrBlocks, other.cidrBlocks)
    fillEmpty(&availabilityZone, other.availabilityZone)
    fillNil(&availabilityZoneId, other.availabilityZoneId)
  }
}

extension RouteTable: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: RouteTable) {
    fillEmpty(&subnetIds, other.subnetIds)
    fillEmpty(&gatewayIds, other.gatewayIds)
    fillEmpty(&propagatingVpnGatewayIds, other.propagatingVpnGatewayIds)
    fillEmpty(&routes, other.routes)
  }
}

extension PrefixList: Mergeable {
  mutating func fill(from other: PrefixList) { fillNil(&entries, other.entries) }
}

extension NetworkACL: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: NetworkACL) {
    fillEmpty(&subnetIds, other.subnetIds)
    fillEmpty(&entries, other.entries)
  }
}

extension SecurityGroup: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: SecurityGroup) {
    fillEmpty(&vpcId, other.vpcId)
    fillEmpty(&ingress, other.ingress)
    fillEmpty(&egress, other.egress)
    fillEmpty(&associatedVpcIds, other.associatedVpcIds)
  }
}

extension NetworkInterface: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: NetworkInterface) {
    fillEmpty(&privateAddresses, other.privateAddresses)
    fillEmpty(&delegatedPrefixes, other.delegatedPrefixes)
    fillEmpty(&publicAddresses, other.publicAddresses)
    fillEmpty(&groupIds, other.groupIds)
    fillNil(&instanceId, other.instanceId)
    fillNil(&requesterId, other.requesterId)
    fillEmpty(&interfaceDescription, other.interfaceDescription)
    fillNil(&listeningPorts, other.listeningPorts)
    if spokenProtocols.isEmpty { spokenProtocols = other.spokenProtocols }
    fillNil(&tlsAbilities, other.tlsAbilities)
  }
}

extension Instance: Mergeable {}

extension VPCEndpoint: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: VPCEndpoint) {
    fillEmpty(&subnetIds, other.subnetIds)
    fillEmpty(&networkInterfaceIds, other.networkInterfaceIds)
    fillEmpty(&groupIds, other.groupIds)
    fillEmpty(&routeTableIds, other.routeTableIds)
    fillNil(&prefixListId, other.prefixListId)
    fillEmpty(&dnsNames, other.dnsNames)
    fillPolicy(&policyDocument, &policySource, other.policyDocument, other.policySource)
    fillNil(&serviceRegion, other.serviceRegion)
  }
}

extension VPCEndpointService: Mergeable {
  mutating func fill(from other: VPCEndpointService) {
    fillEmpty(&loadBalancerArns, other.loadBalancerArns)
    fillEmpty(&availabilityZones, other.availabilityZones)
    fillNil(&allowedPrincipals, other.allowedPrincipals)
    fillEmpty(&supportedRegions, other.supportedRegions)
    fillNil(&connections, other.connections)
    fillNil(&privateDnsName, other.privateDnsName)
    fillNil(&isPrivateDnsNameVerified, other.isPrivateDnsNameVerified)
  }
}

extension LoadBalancer: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: LoadBalancer) {
    fillEmpty(&dnsName, other.dnsName)
    fillEmpty(&subnetIds, other.subnetIds)
    fillEmpty(&groupIds, other.groupIds)
    fillNil(&listeners, other.listeners)
    fillNil(&attributes, other.attributes)
    fillNil(&enforcesGroupsOnPrivateLink, other.enforcesGroupsOnPrivateLink)
    fillNil(&instances, other.instances)
    fillNil(&healthCheck, other.healthCheck)
  }
}

extension TargetGroup: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: TargetGroup) {
    fillNil(&port, other.port)
    fillNil(&vpcId, other.vpcId)
    fillNil(&targets, other.targets)
    fillNil(&attributes, other.attributes)
    fillNil(&healthCheck, other.healthCheck)
  }
}

extension ManagedResource: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: ManagedResource) {
    fillNil(&vpcId, other.vpcId)
    fillEmpty(&subnetIds, other.subnetIds)
    fillEmpty(&groupIds, other.groupIds)
    fillEmpty(&networkInterfaceIds, other.networkInterfaceIds)
    fillEmpty(&instanceIds, other.instanceIds)
    fillEmpty(&portMappings, other.portMappings)
    fillNil(&networkMode, other.networkMode)
    fillPolicy(&policyDocument, &policySource, other.policyDocument, other.policySource)
  }
}
