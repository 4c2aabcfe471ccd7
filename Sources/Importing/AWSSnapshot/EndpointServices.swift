import NetworkModel

/// What other calls say of endpoint services, by their ids.
struct EndpointServiceJoins {
  var principals: [String: [String]] = [:]
  /// The state of each endpoint.
  var connections: [String: [String: String]] = [:]
}

extension ScopeReading {
  /// `ec2 describe-vpc-endpoint-service-configurations`: the services of this account.
  func readVPCEndpointService(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("ServiceId")
    // Names of zones mean other places in other accounts: ids go first.
    var zones = try record.ids("AvailabilityZoneIds")
    if zones.isEmpty { zones = try record.ids("AvailabilityZones") }
    var regions: [String] = []
    for region in try record.elements("SupportedRegions") {
      let isServing = try (region.text("ServiceState") ?? "Available").lowercased() == "available"
      if isServing, let name = try region.optionalId("Region") { regions.append(name) }
    }
    topology.vpcEndpointServices.append(
      VPCEndpointService(
        try identity(id, record), serviceName: try record.id("ServiceName"),
        state: try record.text("ServiceState") ?? "Available",
        loadBalancerArns: try record.ids("NetworkLoadBalancerArns") + record.ids("GatewayLoadBalancerArns"),
        availabilityZones: zones, acceptanceRequired: try record.boolean("AcceptanceRequired") ?? true,
        supportedRegions: regions, privateDnsName: try record.text("PrivateDnsName")))
  }

  /// `ec2 describe-vpc-endpoint-service-permissions` of one service.
  func readVPCEndpointServicePermissions(_ document: JSONValue) throws(JSONError) {
    guard let service = parameter else { return }
    joins.endpointService.principals[service] = try document.ids("AllowedPrincipals", each: "Principal")
  }

  /// `ec2 describe-vpc-endpoint-connections`: who uses the services of this account. States are spelled as endpoints
  /// spell theirs: `pendingAcceptance`, never `PendingAcceptance`.
  func readVPCEndpointConnection(_ record: JSONValue) throws(JSONError) {
    let state = try record.text("VpcEndpointState") ?? "available"
    joins.endpointService.connections[try record.id("ServiceId"), default: [:]][try record.id("VpcEndpointId")] =
      state.prefix(1).lowercased() + state.dropFirst()
  }

  func finishEndpointServices() {
    let seesConnections = hasRead("ec2 describe-vpc-endpoint-connections")
    for index in topology.vpcEndpointServices.indices {
      let id = topology.vpcEndpointServices[index].id
      topology.vpcEndpointServices[index].allowedPrincipals = joins.endpointService.principals[id]
      topology.vpcEndpointServices[index].connections =
        joins.endpointService.connections[id] ?? (seesConnections ? [:] : nil)
    }
  }
}
