import NetworkModel

extension TerraformResourceType {
  static let restAPIs: [TerraformResourceType] =
    [
      .resource("aws_api_gateway_rest_api", data: true, TerraformReading.readRestAPI),
      .part("aws_api_gateway_rest_api_put", TerraformReading.readRestAPIBody),
      .part("aws_api_gateway_rest_api_policy", TerraformReading.readRestAPIPolicy),
      .part("aws_api_gateway_authorizer", TerraformReading.readRestAPIAuthorizer),
      .part("aws_api_gateway_gateway_response", TerraformReading.readGatewayResponse),
      .part("aws_api_gateway_deployment", TerraformReading.readRestAPIDeployment),
      .part("aws_api_gateway_stage", TerraformReading.readRestAPIStage),
      .part("aws_wafv2_web_acl_association", TerraformReading.readWebACLAssociation),
    ]
    + restAPIMethods
    + ignored(
      "it logs, documents or checks calls, and is assumed to let them pass", "aws_api_gateway_account",
      "aws_api_gateway_client_certificate", "aws_api_gateway_documentation_part",
      "aws_api_gateway_documentation_version", "aws_api_gateway_method_settings", "aws_api_gateway_model",
      "aws_api_gateway_request_validator")
}

/// What resources of their own say of REST APIs, by the id of the API.
struct RestAPITerraformJoins {
  /// A path of an API: `path` where it is known, else the part below its parent.
  struct Path {
    var apiId: String
    var id: String
    var parentId: String
    var part: String
    var path: String?
    var source: SourceLocation
  }

  struct MadeDeployment {
    var apiId: String
    var instance: Int
    var deployment: RestAPI.Deployment
  }

  struct StageName {
    var apiId: String
    var name: String
  }

  /// APIs that a data source only looks at.
  var looked: Set<String> = []
  var rootIds: [String: String] = [:]
  var paths: [Path] = []
  var methods: [(apiId: String, resourceId: String, method: APIMethod)] = []
  var integrations: [APIMethodKey: APIIntegration] = [:]
  var responseHeaders: [APIMethodKey: [APIIntegration.ResponseHeader]] = [:]
  var authorizers: [(apiId: String, authorizer: APIAuthorizer)] = []
  var gatewayResponses: [(apiId: String, response: GatewayResponse)] = []
  var stages: [(apiId: String, stage: RestAPI.Stage)] = []
  /// By what stands for a stage.
  var stagesById: [String: StageName] = [:]
  /// What Web ACLs guard: what stands for a stage, or its ARN.
  var guarded: [(stage: String, acl: String)] = []
  var deployments: [MadeDeployment] = []
  var policies: [String: TerraformSavedPolicy] = [:]
  /// Definitions in the OpenAPI format; nil for one that is not known or cannot be read.
  var definitions: [String: OpenAPIDefinition?] = [:]
}

/// What tells a method from others.
struct APIMethodKey: Hashable {
  var apiId: String
  var resourceId: String
  var httpMethod: String
}

extension TerraformReading {
  /// `aws_api_gateway_rest_api`.
  func readRestAPI(_ block: TerraformBlock) throws(JSONError) {
    let place = block.instance
    let endpoint = try block.block("endpoint_configuration")
    let type = try endpoint?.texts("types").first ?? "EDGE"
    guard let parsed = RestAPI.EndpointType(rawValue: type) else {
      throw JSONError(token: block.values?.token ?? 0, message: "expected a type of endpoint, found `\(type)`")
    }
    var api = RestAPI(
      try identity(block, name: block.text("name")), endpointType: parsed,
      policyDocument: try policy(block),
      disablesDefaultEndpoint: try block.boolean("disable_execute_api_endpoint") ?? false,
      securityPolicy: try block.text("security_policy"), endpointAccessMode: try block.text("endpoint_access_mode"),
      apiKeySource: try block.text("api_key_source") ?? "HEADER")
    if let endpoint { api.vpcEndpointIds = try links(endpoint, "vpc_endpoint_ids", .vpcEndpoint) }
    let root = try block.text("root_resource_id")
    joins.restAPI.rootIds[api.id] = root ?? id(of: place, "root_resource_id")
    if resources.instances[place].isData {
      joins.restAPI.looked.insert(api.id)
      api.resources = nil
      api.authorizers = nil
      api.stages = nil
      api.deployments = nil
      api.gatewayResponses = nil
      topology.restAPIs.append(api)
      return
    }
    joins.restAPI.policies[api.id] =
      joins.restAPI.policies[api.id] ?? .init(document: api.policyDocument, instance: place)
    topology.restAPIs.append(api)
    if isDefined(block) { joins.restAPI.definitions[api.id] = .some(try definition(of: api.id, block)) }
  }

  /// `aws_api_gateway_rest_api_put`: a definition of an API that is made elsewhere.
  func readRestAPIBody(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "rest_api_id", .restAPI) else { return }
    joins.restAPI.definitions[api] = .some(try definition(of: api, block))
  }

  /// `aws_api_gateway_rest_api_policy`.
  func readRestAPIPolicy(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "rest_api_id", .restAPI) else { return }
    joins.restAPI.policies[api] = .init(document: try policy(block), instance: block.instance)
  }

  /// `aws_api_gateway_authorizer`.
  func readRestAPIAuthorizer(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "rest_api_id", .restAPI) else { return }
    let sources = try block.text("identity_source") ?? "method.request.header.Authorization"
    joins.restAPI.authorizers.append(
      (
        api,
        APIAuthorizer(
          id: id(of: block.instance), name: try block.text("name") ?? "", type: try block.text("type") ?? "TOKEN",
          uri: try functionURI(block, "authorizer_uri"),
          credentials: try link(block, "authorizer_credentials", .role),
          providerArns: try links(block, "provider_arns", .userPool),
          identitySources: sources.split(separator: ",").map { String($0.drop { $0 == " " }) },
          validationExpression: try block.text("identity_validation_expression"),
          resultTTLSeconds: try block.integer("authorizer_result_ttl_in_seconds"), source: source(of: block.instance))
      ))
  }

  /// Where API Gateway calls: a function of which nothing is known yet is named by what stands for it.
  func functionURI(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> String? {
    if block.lacks(attribute), block.sets(attribute), let function = found(block, attribute, .function) {
      return invocationURI(of: function, block.instance)
    }
    return try composed(block, attribute)
  }

  /// `aws_api_gateway_gateway_response`.
  func readGatewayResponse(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "rest_api_id", .restAPI) else { return }
    joins.restAPI.gatewayResponses.append(
      (
        api,
        GatewayResponse(
          responseType: try block.text("response_type") ?? "", statusCode: try block.text("status_code"),
          headers: try headers(block, "response_parameters", after: "gatewayresponse.header."))
      ))
  }

  /// The headers that a mapping sets, by the names behind `prefix`.
  func headers(
    _ block: TerraformBlock, _ attribute: String, after prefix: String
  ) throws(JSONError) -> [APIIntegration.ResponseHeader] {
    try texts(block, attribute).compactMap { name, value in
      name.hasPrefix(prefix) ? APIIntegration.ResponseHeader(String(name.dropFirst(prefix.count)), value) : nil
    }.sorted { $0.name < $1.name }
  }

  /// A map of texts. A value that is not known yet is what it refers to, or the name of its place.
  func texts(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> [String: String] {
    var texts: [String: String] = [:]
    for (key, value) in block.value(attribute)?.fields ?? [] {
      if let text = TerraformBlock.scalar(value) { texts[key] = text }
    }
    let unknown = (block.unknown?.field(attribute)?.fields ?? []).filter { TerraformBlock.isUnknown($0.value) }
    let written: TerraformValue? = unknown.isEmpty ? nil : written(block, attribute)
    for (key, _) in unknown {
      if case .object(let fields)? = written, let text = fields[key].flatMap(text) {
        texts[key] = text
        continue
      }
      let link = unknown.count == 1 ? found(block, attribute, .stageVariable) : nil
      texts[key] = link ?? self.unknown(block, "\(attribute).\(key)")
    }
    return texts
  }

  /// `aws_api_gateway_deployment`; where it names a stage, Terraform makes that, too.
  func readRestAPIDeployment(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "rest_api_id", .restAPI) else { return }
    let id = id(of: block.instance)
    let source = source(of: block.instance)
    joins.restAPI.deployments.append(
      .init(
        apiId: api, instance: block.instance,
        deployment: RestAPI.Deployment(
          id: id, created: try block.text("created_date").flatMap { Timestamp.seconds($0) }, source: source)))
    if let stage = try block.text("stage_name") {
      joins.restAPI.stages.append(
        (
          api,
          RestAPI.Stage(name: stage, deploymentId: id, variables: try texts(block, "variables"), source: source)
        ))
    }
  }

  /// `aws_api_gateway_stage`.
  func readRestAPIStage(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "rest_api_id", .restAPI) else { return }
    var canary: RestAPI.Canary?
    if let settings = try block.block("canary_settings"),
      let deployment = try link(settings, "deployment_id", .apiDeployment),
      settings.value("percent_traffic")?.isZero != true
    {
      canary = RestAPI.Canary(deploymentId: deployment, variables: try texts(settings, "stage_variable_overrides"))
    }
    let name = try block.text("stage_name") ?? ""
    joins.restAPI.stagesById[id(of: block.instance)] = .init(apiId: api, name: name)
    joins.restAPI.stages.append(
      (
        api,
        RestAPI.Stage(
          name: name,
          deploymentId: try link(block, "deployment_id", .apiDeployment) ?? "",
          variables: try texts(block, "variables"), canary: canary, webACLArn: try block.text("web_acl_arn"),
          source: source(of: block.instance))
      ))
  }

  /// `aws_wafv2_web_acl_association`, of a stage; what else it may guard is not modelled.
  func readWebACLAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let guarded = try block.text("resource_arn") ?? found(block, "resource_arn", .apiStage),
      let acl = try link(block, "web_acl_arn", .webACL)
    else { return }
    joins.restAPI.guarded.append((guarded, acl))
  }
}
