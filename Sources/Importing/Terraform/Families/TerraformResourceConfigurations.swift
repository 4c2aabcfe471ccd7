import NetworkModel

extension TerraformResourceType {
  static let resourceConfigurations: [TerraformResourceType] = [
    .resource("aws_vpclattice_resource_configuration", TerraformReading.readResourceConfiguration),
    .part("aws_vpclattice_resource_gateway", TerraformReading.readResourceGateway),
  ]
}

/// What resource gateways are, by id, until the configurations that name them are complete.
struct ResourceConfigurationTerraformJoins {
  struct Gateway {
    var vpcId: String
    var subnetIds: [String]
    var groupIds: [String]
  }

  var gateways: [String: Gateway] = [:]
  var configurations: [(configuration: ResourceConfiguration, gatewayId: String)] = []
}

// Resource endpoints (dataplane 8.5).
// https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_ResourceConfigurationDefinition.html

extension TerraformReading {
  /// `aws_vpclattice_resource_configuration`. A group of them leads nowhere itself.
  func readResourceConfiguration(_ block: TerraformBlock) throws(JSONError) {
    var target: String?
    if let definition = try block.block("resource_configuration_definition") {
      for (kind, attribute) in [
        ("ip_resource", "ip_address"), ("dns_resource", "domain_name"), ("arn_resource", "arn"),
      ] {
        if let resource = try definition.block(kind) { target = try composed(resource, attribute) }
      }
    }
    guard let target, let gateway = try link(block, "resource_gateway_identifier", .resourceGateway) else {
      return leaveOut(block.instance, .ignored, because: "it groups others and leads nowhere itself")
    }
    joins.resourceConfiguration.configurations.append(
      (
        ResourceConfiguration(
          try identity(block, name: block.text("name")), vpcId: "", subnetIds: [], target: target,
          portRanges: try block.texts("port_ranges")), gateway
      ))
  }

  /// `aws_vpclattice_resource_gateway`.
  func readResourceGateway(_ block: TerraformBlock) throws(JSONError) {
    joins.resourceConfiguration.gateways[id(of: block.instance)] = .init(
      vpcId: try link(block, "vpc_id", .vpc) ?? "", subnetIds: try links(block, "subnet_ids", .subnet),
      groupIds: try links(block, "security_group_ids", .securityGroup))
  }

  func finishResourceConfigurations() {
    for (configuration, gatewayId) in joins.resourceConfiguration.configurations {
      guard let gateway = joins.resourceConfiguration.gateways[gatewayId] else {
        topology.coverage.unmodelled.append(
          Coverage.ResourceRow(
            component: resourceAddress(configuration.identity), kind: "aws_vpclattice_resource_configuration",
            account: configuration.identity.account, region: configuration.identity.region, state: .unknown,
            reason: "its resource gateway is not in the input", source: configuration.identity.source))
        continue
      }
      var whole = configuration
      whole.vpcId = gateway.vpcId
      whole.subnetIds = gateway.subnetIds
      whole.groupIds = gateway.groupIds
      topology.resourceConfigurations.append(whole)
    }
  }
}
