import Addressing
import NetworkModel

extension TerraformResourceType {
  static let endpoints: [TerraformResourceType] = [
    .resource("aws_vpc_endpoint", data: true, TerraformReading.readVPCEndpoint),
    .part("aws_vpc_endpoint_subnet_association", TerraformReading.readEndpointSubnet),
    .part("aws_vpc_endpoint_route_table_association", TerraformReading.readEndpointRouteTable),
    .part("aws_vpc_endpoint_security_group_association", TerraformReading.readEndpointGroup),
    .part("aws_vpc_endpoint_policy", TerraformReading.readEndpointPolicy),
    .part("aws_vpc_endpoint_connection_accepter", TerraformReading.readEndpointAccepter),
    .resource("aws_vpc_endpoint_service", TerraformReading.readVPCEndpointService),
    .part("aws_vpc_endpoint_service_allowed_principal", TerraformReading.readEndpointServicePrincipal),
  ]
}

/// What resources of their own add to endpoints and their services.
struct EndpointJoins {
  var subnets: [(endpointId: String, subnetId: String)] = []
  var routeTables: [(endpointId: String, tableId: String)] = []
  var groups: [(endpointId: String, groupId: String, replacesDefault: Bool)] = []
  var policies: [String: TerraformSavedPolicy] = [:]
  var accepted: Set<String> = []
  var principals: [(serviceId: String, principal: String)] = []
  /// The address in each subnet, where it is known or chosen.
  var addresses: [String: [String: IPAddress]] = [:]
  var knownInterfaces: [String: [String]] = [:]
  var autoAccepted: Set<String> = []
  /// Endpoints whose state AWS has not told yet.
  var withoutState: Set<String> = []
  /// Endpoints that were made together with their interfaces.
  var complete: Set<String> = []
}

extension TerraformReading {
  /// `aws_vpc_endpoint`.
  func readVPCEndpoint(_ block: TerraformBlock) throws(JSONError) {
    let type = try block.text("vpc_endpoint_type") ?? "Gateway"
    guard let parsed = VPCEndpoint.EndpointType(rawValue: type) else {
      throw JSONError(token: block.values?.token ?? 0, message: "expected a type of endpoint, found `\(type)`")
    }
    let identity = try identity(block)
    var endpoint = VPCEndpoint(
      identity, endpointType: parsed, vpcId: try link(block, "vpc_id", .vpc) ?? "",
      serviceName: try serviceName(block), state: try block.text("state") ?? "available",
      subnetIds: try links(block, "subnet_ids", .subnet),
      groupIds: try links(block, "security_group_ids", .securityGroup),
      routeTableIds: try links(block, "route_table_ids", .routeTable),
      prefixListId: try block.text("prefix_list_id"),
      privateDnsEnabled: try block.boolean("private_dns_enabled") ?? false,
      policyDocument: try policy(block), serviceRegion: try block.text("service_region"))
    for entry in try block.blocks("dns_entry") {
      if let name = try entry.text("dns_name") { endpoint.dnsNames.append(name) }
    }
    // What records that are made with it point to.
    if block.lacks("dns_entry"), parsed == .interface { endpoint.dnsNames = [id(of: block.instance, "dns_entry")] }
    for configuration in try block.blocks("subnet_configuration") {
      guard let subnet = try link(configuration, "subnet_id", .subnet),
        let address = try configuration.text("ipv4").flatMap({ IPAddress($0) })
      else { continue }
      joins.endpoint.addresses[identity.id, default: [:]][subnet] = address
    }
    joins.endpoint.knownInterfaces[identity.id] = try block.texts("network_interface_ids")
    if block.lacks("state") { joins.endpoint.withoutState.insert(identity.id) }
    if try block.boolean("auto_accept") ?? false { joins.endpoint.autoAccepted.insert(identity.id) }
    topology.vpcEndpoints.append(endpoint)
  }

  /// The name of a service that is made now, in the form of those that exist.
  private static func pendingServiceName(_ reference: String) -> String { "com.amazonaws.vpce.\(reference)" }

  /// A service, or the resource configuration or service network that an endpoint names in place of one.
  private func serviceName(_ block: TerraformBlock) throws(JSONError) -> String {
    if let name = try block.text("service_name") { return name }
    if block.lacks("service_name"), block.sets("service_name") {
      return Self.pendingServiceName(
        found(block, "service_name", .endpointService) ?? unknown(block, "service_name"))
    }
    if let arn = try link(block, "resource_configuration_arn", .resourceConfiguration) { return arn }
    return try link(block, "service_network_arn", .serviceNetwork) ?? ""
  }

  /// `aws_vpc_endpoint_subnet_association`.
  func readEndpointSubnet(_ block: TerraformBlock) throws(JSONError) {
    guard let endpoint = try link(block, "vpc_endpoint_id", .vpcEndpoint),
      let subnet = try link(block, "subnet_id", .subnet)
    else { return }
    joins.endpoint.subnets.append((endpoint, subnet))
  }

  /// `aws_vpc_endpoint_route_table_association`.
  func readEndpointRouteTable(_ block: TerraformBlock) throws(JSONError) {
    guard let endpoint = try link(block, "vpc_endpoint_id", .vpcEndpoint),
      let table = try link(block, "route_table_id", .routeTable)
    else { return }
    joins.endpoint.routeTables.append((endpoint, table))
  }

  /// `aws_vpc_endpoint_security_group_association`.
  func readEndpointGroup(_ block: TerraformBlock) throws(JSONError) {
    guard let endpoint = try link(block, "vpc_endpoint_id", .vpcEndpoint),
      let group = try link(block, "security_group_id", .securityGroup)
    else { return }
    let replaces = try block.boolean("replace_default_association") ?? false
    joins.endpoint.groups.append((endpoint, group, replaces))
  }

  /// `aws_vpc_endpoint_policy`.
  func readEndpointPolicy(_ block: TerraformBlock) throws(JSONError) {
    guard let endpoint = try link(block, "vpc_endpoint_id", .vpcEndpoint), let policy = try policy(block)
    else { return }
    joins.endpoint.policies[endpoint] = TerraformSavedPolicy(document: policy, instance: block.instance)
  }

  /// `aws_vpc_endpoint_connection_accepter`.
  func readEndpointAccepter(_ block: TerraformBlock) throws(JSONError) {
    if let endpoint = try link(block, "vpc_endpoint_id", .vpcEndpoint) { joins.endpoint.accepted.insert(endpoint) }
  }

  /// `aws_vpc_endpoint_service`.
  func readVPCEndpointService(_ block: TerraformBlock) throws(JSONError) {
    topology.vpcEndpointServices.append(
      VPCEndpointService(
        try identity(block),
        serviceName: try block.text("service_name")
          ?? Self.pendingServiceName(id(of: block.instance, "service_name")),
        state: try block.text("state") ?? "Available",
        loadBalancerArns: try links(block, "network_load_balancer_arns", .loadBalancer)
          + links(block, "gateway_load_balancer_arns", .loadBalancer),
        availabilityZones: try block.texts("availability_zones"),
        acceptanceRequired: try block.boolean("acceptance_required") ?? true,
        allowedPrincipals: block.lacks("allowed_principals") && block.sets("allowed_principals")
          ? nil : try block.texts("allowed_principals")))
  }

  /// `aws_vpc_endpoint_service_allowed_principal`.
  func readEndpointServicePrincipal(_ block: TerraformBlock) throws(JSONError) {
    guard let service = try link(block, "vpc_endpoint_service_id", .endpointService),
      let principal = try block.text("principal_arn")
    else { return }
    joins.endpoint.principals.append((service, principal))
  }
}
