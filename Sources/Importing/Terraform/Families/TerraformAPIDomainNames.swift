import NetworkModel

extension TerraformResourceType {
  static let apiDomainNames: [TerraformResourceType] = [
    .resource("aws_api_gateway_domain_name", id: "arn", TerraformReading.readAPIDomainName),
    .resource("aws_apigatewayv2_domain_name", id: "arn", TerraformReading.readHTTPDomainName),
    .part("aws_api_gateway_base_path_mapping", TerraformReading.readBasePathMapping),
    .part("aws_apigatewayv2_api_mapping", TerraformReading.readAPIMapping),
    .resource(
      "aws_api_gateway_domain_name_access_association", id: "arn", TerraformReading.readDomainNameAccessAssociation),
  ]
}

/// What resources of their own add to the domain names of APIs.
struct APIDomainNameTerraformJoins {
  /// A mapping of the domain name with a name in an account and a Region: of several private ones, that of an id.
  struct Mapping {
    var scope: Scope
    var domainName: String
    /// The id of a private domain name, or what stands for the whole of it.
    var nameId: String?
    var mapping: APIDomainName.Mapping
  }

  var mappings: [Mapping] = []
}

extension TerraformReading {
  /// `aws_api_gateway_domain_name`, public or private.
  func readAPIDomainName(_ block: TerraformBlock) throws(JSONError) {
    let type = try endpointType(block, block.block("endpoint_configuration")?.texts("types").first ?? "EDGE")
    let attribute = type == .regional ? "regional" : "cloudfront"
    let certificate = type == .regional ? "regional_certificate_arn" : "certificate_arn"
    let name = try block.text("domain_name") ?? ""
    topology.apiDomainNames.append(
      APIDomainName(
        try identity(block, name: name), domainName: name, endpointType: type,
        domainNameId: type == .private ? try block.text("domain_name_id") : nil,
        targetName: type == .private ? nil : try target(block, "\(attribute)_domain_name"),
        targetHostedZoneId: type == .private ? nil : try block.text("\(attribute)_zone_id"),
        certificateArn: try link(block, certificate, .certificate), securityPolicy: try block.text("security_policy"),
        endpointAccessMode: try block.text("endpoint_access_mode"),
        policyDocument: type == .private ? try policy(block) : nil,
        truststoreURI: try block.block("mutual_tls_authentication")?.text("truststore_uri"),
        routingMode: try block.text("routing_mode").flatMap { APIDomainName.RoutingMode(rawValue: $0) }
          ?? .mappingOnly))
  }

  /// `aws_apigatewayv2_domain_name`.
  func readHTTPDomainName(_ block: TerraformBlock) throws(JSONError) {
    let configuration = try block.block("domain_name_configuration")
    let name = try block.text("domain_name") ?? ""
    topology.apiDomainNames.append(
      APIDomainName(
        try identity(block, name: name), domainName: name,
        endpointType: try endpointType(block, configuration?.text("endpoint_type") ?? "REGIONAL"),
        targetName: try configuration?.text("target_domain_name")
          ?? id(of: block.instance, "domain_name_configuration"),
        targetHostedZoneId: try configuration?.text("hosted_zone_id"),
        certificateArn: try configuration.flatMap { block throws(JSONError) in
          try link(block, "certificate_arn", .certificate)
        },
        securityPolicy: try configuration?.text("security_policy"),
        truststoreURI: try block.block("mutual_tls_authentication")?.text("truststore_uri")))
  }

  private func endpointType(_ block: TerraformBlock, _ text: String) throws(JSONError) -> RestAPI.EndpointType {
    guard let type = RestAPI.EndpointType(rawValue: text.uppercased()) else {
      throw JSONError(token: block.values?.token ?? 0, message: "expected a type of endpoint, found `\(text)`")
    }
    return type
  }

  /// The name that records point to.
  private func target(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> String {
    if let name = try block.text(attribute) { return name }
    return id(of: block.instance, attribute)
  }

  /// `aws_api_gateway_base_path_mapping`.
  func readBasePathMapping(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "api_id", .restAPI) else { return }
    try addMapping(
      block, APIDomainName.Mapping(basePath: basePath(block, "base_path"), apiId: api, stage: block.text("stage_name")))
  }

  /// `aws_apigatewayv2_api_mapping`.
  func readAPIMapping(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "api_id", .anyAPI) else { return }
    let stage = try link(block, "stage", .httpStage)
    try addMapping(
      block,
      APIDomainName.Mapping(
        basePath: basePath(block, "api_mapping_key"), apiId: api,
        stage: stage.flatMap { joins.httpAPI.stageNames[$0] } ?? stage))
  }

  private func basePath(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> String {
    let path = try block.text(attribute) ?? ""
    return path == "(none)" ? "" : path
  }

  private func addMapping(_ block: TerraformBlock, _ mapping: APIDomainName.Mapping) throws(JSONError) {
    guard let name = try link(block, "domain_name", .apiDomainName) else { return }
    joins.apiDomainName.mappings.append(
      .init(
        scope: scopes.scope(of: block.instance), domainName: name,
        nameId: try link(block, "domain_name_id", .apiDomainName), mapping: mapping))
  }

  /// `aws_api_gateway_domain_name_access_association`.
  func readDomainNameAccessAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let domain = try link(block, "domain_name_arn", .apiDomainName),
      let endpoint = try link(block, "access_association_source", .vpcEndpoint)
    else { return }
    topology.domainNameAccessAssociations.append(
      DomainNameAccessAssociation(try identity(block), domainNameArn: domain, vpcEndpointId: endpoint))
  }

  func finishAPIDomainNames() {
    for index in topology.apiDomainNames.indices {
      let domain = topology.apiDomainNames[index]
      let scope = Scope(account: domain.identity.account, region: domain.identity.region)
      topology.apiDomainNames[index].mappings = joins.apiDomainName.mappings.filter { made in
        guard made.domainName == domain.domainName || made.domainName == domain.id, made.scope == scope else {
          return false
        }
        return made.nameId == nil || made.nameId == domain.domainNameId || made.nameId == domain.id
      }.map(\.mapping)
      // No resource of this provider makes routing rules.
      topology.apiDomainNames[index].rules = domain.routingMode == .mappingOnly ? [] : nil
    }
  }
}
