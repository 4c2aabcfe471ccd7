import NetworkModel

extension ScopeReading {
  /// `ec2 describe-vpc-endpoints`.
  func readVPCEndpoint(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("VpcEndpointId")
    let type = try record.text("VpcEndpointType") ?? "Interface"
    guard let parsed = VPCEndpoint.EndpointType(rawValue: type) else {
      throw JSONError(token: record.token, message: "expected a type of endpoint that is known, found `\(type)`")
    }
    // Endpoints for a resource or a service network name that one in place of a service.
    var serviceName = ""
    for key in ["ServiceName", "ResourceConfigurationArn", "ServiceNetworkArn"] as [StaticString]
    where serviceName.isEmpty { serviceName = try record.optionalId(key) ?? "" }
    topology.vpcEndpoints.append(
      VPCEndpoint(
        try identity(id, record, owner: record.optionalId("OwnerId")), endpointType: parsed,
        vpcId: try record.id("VpcId"),
        serviceName: serviceName,
        state: try record.text("State") ?? "available", subnetIds: try record.ids("SubnetIds"),
        networkInterfaceIds: try record.ids("NetworkInterfaceIds"),
        groupIds: try record.ids("Groups", each: "GroupId"), routeTableIds: try record.ids("RouteTableIds"),
        privateDnsEnabled: try record.boolean("PrivateDnsEnabled") ?? false,
        dnsNames: try record.ids("DnsEntries", each: "DnsName"), dnsOptions: try dnsOptions(record),
        policyDocument: try record.text("PolicyDocument"), policySource: policySource(record, "PolicyDocument"),
        serviceRegion: try record.optionalId("ServiceRegion")))
  }

  private func dnsOptions(_ record: JSONValue) throws(JSONError) -> VPCEndpoint.DNSOptions {
    guard let options = record.value("DnsOptions") else { return VPCEndpoint.DNSOptions() }
    return VPCEndpoint.DNSOptions(
      dnsRecordIpType: try options.text("DnsRecordIpType"),
      privateDnsOnlyForInboundResolverEndpoint: try options.boolean("PrivateDnsOnlyForInboundResolverEndpoint")
        ?? false)
  }

  func finishEndpoints() {
    finishEndpointServices()
    let lists = Dictionary(
      topology.prefixLists.map { ($0.identity.name ?? $0.id, $0.id) }, uniquingKeysWith: { first, _ in first })
    for index in topology.vpcEndpoints.indices where topology.vpcEndpoints[index].endpointType == .gateway {
      topology.vpcEndpoints[index].prefixListId = lists[topology.vpcEndpoints[index].serviceName]
    }
  }
}
