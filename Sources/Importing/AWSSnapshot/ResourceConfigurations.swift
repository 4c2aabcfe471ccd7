import NetworkModel

/// What the calls of VPC Lattice say of resource configurations and their gateways, by id.
struct ResourceConfigurationJoins {
  struct Gateway {
    var vpcId: String
    var subnetIds: [String]
    var groupIds: [String]
  }

  var gateways: [String: Gateway] = [:]
  /// The configurations that were described, with the gateway of each.
  var described: [(configuration: ResourceConfiguration, gatewayId: String)] = []
  /// Configurations that `list-resource-configurations` names, with where.
  var listed: [Coverage.ResourceRow] = []
}

// Resource endpoints (dataplane 8.5).
// https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_GetResourceConfiguration.html

extension ScopeReading {
  /// `vpc-lattice list-resource-configurations`: names only; `get-resource-configuration` says the rest.
  func readListedResourceConfiguration(_ record: JSONValue) throws(JSONError) {
    joins.resourceConfiguration.listed.append(
      Coverage.ResourceRow(
        component: try record.id("id"), kind: ResourceKind.resourceConfiguration.rawValue,
        name: try record.text("name"), account: scope.account, region: scope.region, state: .unknown,
        reason: "`vpc-lattice get-resource-configuration` or its resource gateway is not visible",
        source: source(record)))
  }

  /// `vpc-lattice get-resource-configuration` of one configuration. A group of them leads nowhere itself.
  func readResourceConfiguration(_ document: JSONValue) throws(JSONError) {
    let (id, arn) = (try document.id("id"), try document.id("arn"))
    let definition = document.value("resourceConfigurationDefinition")
    var target = try definition?.value("ipResource")?.text("ipAddress")
    if target == nil { target = try definition?.value("dnsResource")?.text("domainName") }
    if target == nil { target = try definition?.value("arnResource")?.text("arn") }
    guard let target, let gateway = try document.optionalId("resourceGatewayId") else {
      return leaveOut(
        id, kind: ResourceKind.resourceConfiguration.rawValue, name: try document.text("name"),
        because: "it groups others and leads nowhere itself", at: document)
    }
    let configuration = ResourceConfiguration(
      try identity(id, document, name: document.text("name"), owner: ARN.account(arn), arn: arn),
      state: try document.text("status") ?? "ACTIVE", vpcId: "", subnetIds: [], target: target,
      portRanges: try document.ids("portRanges"))
    joins.resourceConfiguration.described.append((configuration, gateway))
  }

  /// `vpc-lattice list-resource-gateways`, and `get-resource-gateway` of one.
  func readResourceGateway(_ record: JSONValue) throws(JSONError) {
    var vpc = try record.optionalId("vpcIdentifier")
    if vpc == nil { vpc = try record.optionalId("vpcId") }
    joins.resourceConfiguration.gateways[try record.id("id")] = .init(
      vpcId: vpc ?? "", subnetIds: try record.ids("subnetIds"), groupIds: try record.ids("securityGroupIds"))
  }

  func finishResourceConfigurations() {
    for (configuration, gatewayId) in joins.resourceConfiguration.described {
      guard let gateway = joins.resourceConfiguration.gateways[gatewayId] else { continue }
      var whole = configuration
      whole.vpcId = gateway.vpcId
      whole.subnetIds = gateway.subnetIds
      whole.groupIds = gateway.groupIds
      topology.resourceConfigurations.append(whole)
    }
    let known = Set(
      topology.resourceConfigurations.map(\.id) + topology.coverage.unmodelled.map(\.component))
    topology.coverage.unmodelled += joins.resourceConfiguration.listed.filter { !known.contains($0.component) }
  }
}
