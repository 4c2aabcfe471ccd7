import NetworkModel

extension TerraformResourceType {
  static let httpAPIs: [TerraformResourceType] =
    [
      .resource("aws_apigatewayv2_api", data: true, TerraformReading.readHTTPAPI),
      .part("aws_apigatewayv2_route", TerraformReading.readHTTPRoute),
      .part("aws_apigatewayv2_integration", TerraformReading.readHTTPIntegration),
      .part("aws_apigatewayv2_authorizer", TerraformReading.readHTTPAuthorizer),
      .part("aws_apigatewayv2_stage", TerraformReading.readHTTPStage),
      .part("aws_apigatewayv2_deployment", TerraformReading.readNothing),
    ]
    + ignored(
      "it shapes the messages of WebSocket APIs", "aws_apigatewayv2_integration_response", "aws_apigatewayv2_model",
      "aws_apigatewayv2_route_response")
}

/// What resources of their own say of HTTP and WebSocket APIs, by the id of the API.
struct HTTPAPITerraformJoins {
  /// APIs that a data source only looks at.
  var looked: Set<String> = []
  var routes: [(apiId: String, route: HTTPAPI.Route, integrationId: String?)] = []
  var integrations: [String: APIIntegration] = [:]
  var authorizers: [(apiId: String, authorizer: APIAuthorizer)] = []
  var stages: [(apiId: String, stage: HTTPAPI.Stage)] = []
  /// By what stands for a stage, its name.
  var stageNames: [String: String] = [:]
  /// Definitions in the OpenAPI format; nil for one that is not known or cannot be read.
  var definitions: [String: OpenAPIDefinition?] = [:]
}

extension TerraformReading {
  /// `aws_apigatewayv2_api`; with `target` it comes with a route, an integration and a stage ("quick create").
  func readHTTPAPI(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    var cors: HTTPAPI.CORS?
    if let value = try block.block("cors_configuration") {
      cors = HTTPAPI.CORS(
        allowOrigins: try value.texts("allow_origins"), allowMethods: try value.texts("allow_methods"),
        allowHeaders: try value.texts("allow_headers"), exposeHeaders: try value.texts("expose_headers"),
        allowCredentials: try value.boolean("allow_credentials") ?? false,
        maxAgeSeconds: try value.integer("max_age"))
    }
    topology.httpAPIs.append(
      HTTPAPI(
        identity, protocolType: try block.text("protocol_type") ?? "HTTP",
        disablesDefaultEndpoint: try block.boolean("disable_execute_api_endpoint") ?? false, cors: cors))
    if resources.instances[block.instance].isData {
      joins.httpAPI.looked.insert(identity.id)
      return
    }
    if isDefined(block) { joins.httpAPI.definitions[identity.id] = .some(try definition(of: identity.id, block)) }
    guard let target = try functionURI(block, "target") else { return }
    let source = source(of: block.instance)
    let integration = "\(identity.id).target"
    joins.httpAPI.integrations[integration] = APIIntegration(
      type: target.hasPrefix("http") ? "HTTP_PROXY" : "AWS_PROXY", httpMethod: "ANY", uri: target,
      credentials: try link(block, "credentials_arn", .role), payloadFormatVersion: "2.0")
    let key = try block.text("route_key") ?? "$default"
    joins.httpAPI.routes.append(
      (identity.id, HTTPAPI.Route(id: "\(identity.id).route_key", key: key, source: source), integration))
    joins.httpAPI.stages.append(
      (identity.id, HTTPAPI.Stage(name: "$default", deploysAutomatically: true, source: source)))
  }

  /// `aws_apigatewayv2_route`.
  func readHTTPRoute(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "api_id", .httpAPI) else { return }
    let target = try link(block, "target", .httpIntegration)
    joins.httpAPI.routes.append(
      (
        api,
        HTTPAPI.Route(
          id: id(of: block.instance), key: try block.text("route_key") ?? "",
          authorizationType: try block.text("authorization_type") ?? "NONE",
          authorizerId: try link(block, "authorizer_id", .httpAuthorizer),
          authorizationScopes: try block.texts("authorization_scopes"),
          apiKeyRequired: try block.boolean("api_key_required") ?? false, source: source(of: block.instance)),
        // `integrations/0a1b2c3`.
        target.map { $0.hasPrefix("integrations/") ? String($0.dropFirst("integrations/".count)) : $0 }
      ))
  }

  /// `aws_apigatewayv2_integration`.
  func readHTTPIntegration(_ block: TerraformBlock) throws(JSONError) {
    var headers: [APIIntegration.ResponseHeader] = []
    for response in try block.blocks("response_parameters") {
      for (name, value) in try texts(response, "mappings") {
        guard let header = name.split(separator: ":header.", maxSplits: 1).dropFirst().first else { continue }
        headers.append(APIIntegration.ResponseHeader(String(header), value))
      }
    }
    var uri = try link(block, "integration_uri", .integrationTarget)
    if uri.map(topology.visibility.unknownValues.contains) ?? false { uri = try functionURI(block, "integration_uri") }
    joins.httpAPI.integrations[id(of: block.instance)] = APIIntegration(
      type: try block.text("integration_type") ?? "", httpMethod: try block.text("integration_method"), uri: uri,
      connectionType: try block.text("connection_type") ?? "INTERNET",
      connectionId: try link(block, "connection_id", .vpcLink), credentials: try link(block, "credentials_arn", .role),
      timeoutMilliseconds: try block.integer("timeout_milliseconds"),
      serverNameToVerify: try block.block("tls_config")?.text("server_name_to_verify"),
      overridesPath: try texts(block, "request_parameters")["overwrite:path"] != nil,
      payloadFormatVersion: try block.text("payload_format_version"),
      responseHeaders: unique(headers).sorted { ($0.name, $0.value) < ($1.name, $1.value) })
  }

  /// `aws_apigatewayv2_authorizer`. `REQUEST` is a function, which routes call `CUSTOM`.
  func readHTTPAuthorizer(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "api_id", .httpAPI) else { return }
    let token = try block.block("jwt_configuration")
    joins.httpAPI.authorizers.append(
      (
        api,
        APIAuthorizer(
          id: id(of: block.instance), name: try block.text("name") ?? "",
          type: try block.text("authorizer_type") ?? "", uri: try functionURI(block, "authorizer_uri"),
          credentials: try link(block, "authorizer_credentials_arn", .role),
          identitySources: try block.texts("identity_sources"),
          resultTTLSeconds: try block.integer("authorizer_result_ttl_in_seconds"), issuer: try token?.text("issuer"),
          audience: try token?.texts("audience") ?? [], source: source(of: block.instance))
      ))
  }

  /// `aws_apigatewayv2_stage`.
  func readHTTPStage(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "api_id", .httpAPI), let name = try block.text("name") else { return }
    joins.httpAPI.stageNames[id(of: block.instance)] = name
    joins.httpAPI.stages.append(
      (
        api,
        HTTPAPI.Stage(
          name: name, deploymentId: try link(block, "deployment_id", .httpDeployment),
          deploysAutomatically: try block.boolean("auto_deploy") ?? false,
          variables: try texts(block, "stage_variables"), source: source(of: block.instance))
      ))
  }

  /// Puts together what resources of their own say of each API.
  func finishHTTPAPIs() {
    for index in topology.httpAPIs.indices {
      let id = topology.httpAPIs[index].id
      if joins.httpAPI.looked.contains(id) {
        topology.httpAPIs[index].routes = nil
        topology.httpAPIs[index].authorizers = nil
        topology.httpAPIs[index].stages = nil
        continue
      }
      let own = httpAPIParts(of: id)
      topology.httpAPIs[index].stages = own.stages
      topology.httpAPIs[index].authorizers = own.authorizers
      topology.httpAPIs[index].routes = own.routes
      switch joins.httpAPI.definitions[id] {
      case .some(.some(let definition)): definition.complete(&topology.httpAPIs[index])
      case .some(.none):
        topology.httpAPIs[index].authorizers = nil
        topology.httpAPIs[index].routes = nil
      case .none: break
      }
    }
    addToOtherHTTPAPIs()
  }

  private func httpAPIParts(of id: String) -> HTTPAPIAddition {
    HTTPAPIAddition(
      apiId: id,
      routes: joins.httpAPI.routes.filter { $0.apiId == id }.map { _, route, integration in
        var whole = route
        whole.integration = integration.flatMap { joins.httpAPI.integrations[$0] }
        return whole
      }, authorizers: joins.httpAPI.authorizers.filter { $0.apiId == id }.map(\.authorizer),
      stages: joins.httpAPI.stages.filter { $0.apiId == id }.map(\.stage))
  }

  /// What is made in an API that is only looked up, or that is another input's.
  private func addToOtherHTTPAPIs() {
    var named = Set(joins.httpAPI.routes.map(\.apiId)).union(joins.httpAPI.stages.map(\.apiId))
    named.formUnion(joins.httpAPI.authorizers.map(\.apiId))
    named.subtract(Set(topology.httpAPIs.map(\.id)).subtracting(joins.httpAPI.looked))
    for api in named.subtracting(topology.visibility.unknownValues).sorted() {
      joins.additions.httpAPIs.append(httpAPIParts(of: api))
    }
  }
}
