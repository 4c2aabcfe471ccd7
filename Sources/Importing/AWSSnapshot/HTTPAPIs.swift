import NetworkModel

/// What calls about one HTTP or WebSocket API say of it, by its id.
struct HTTPAPIJoins {
  /// With the id of the integration that each leads to.
  var routes: [String: [(route: HTTPAPI.Route, integrationId: String?)]] = [:]
  /// By the integration's id.
  var integrations: [String: [String: APIIntegration]] = [:]
  var stages: [String: [HTTPAPI.Stage]] = [:]
  var authorizers: [String: [APIAuthorizer]] = [:]
}

// https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/get-apis.html

extension ScopeReading {
  /// `apigatewayv2 get-apis`, and `get-api` of one.
  func readHTTPAPI(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("ApiId")
    guard !topology.httpAPIs.contains(where: { $0.id == id }) else { return }
    var cors: HTTPAPI.CORS?
    if let value = record.value("CorsConfiguration") {
      cors = HTTPAPI.CORS(
        allowOrigins: try value.ids("AllowOrigins"), allowMethods: try value.ids("AllowMethods"),
        allowHeaders: try value.ids("AllowHeaders"), exposeHeaders: try value.ids("ExposeHeaders"),
        allowCredentials: try value.boolean("AllowCredentials") ?? false,
        maxAgeSeconds: try value.integer("MaxAge"))
    }
    topology.httpAPIs.append(
      HTTPAPI(
        try identity(
          id, record, name: record.text("Name"),
          arn: "arn:\(ARN.partition(ofRegion: scope.region)):apigateway:\(scope.region)::/apis/\(id)"),
        protocolType: try record.text("ProtocolType") ?? "HTTP",
        disablesDefaultEndpoint: try record.boolean("DisableExecuteApiEndpoint") ?? false, cors: cors, routes: nil,
        authorizers: nil, stages: nil))
  }

  /// `apigatewayv2 get-routes` of one API.
  func readHTTPRoute(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    let route = HTTPAPI.Route(
      id: try record.id("RouteId"), key: try record.text("RouteKey") ?? "",
      authorizationType: try record.text("AuthorizationType") ?? "NONE",
      authorizerId: try record.optionalId("AuthorizerId"), authorizationScopes: try record.ids("AuthorizationScopes"),
      apiKeyRequired: try record.boolean("ApiKeyRequired") ?? false, source: source(record))
    let target = try record.text("Target")?.split(separator: "/").last.map(String.init)
    joins.httpAPI.routes[api, default: []].append((route, target))
  }

  /// `apigatewayv2 get-integrations` of one API.
  func readHTTPIntegration(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    var headers: [APIIntegration.ResponseHeader] = []
    for (_, parameters) in record.value("ResponseParameters")?.fields ?? [] {
      for (name, value) in parameters.fields where value.kind == .string {
        guard let header = name.split(separator: ":header.", maxSplits: 1).dropFirst().first else { continue }
        headers.append(APIIntegration.ResponseHeader(String(header), try value.string()))
      }
    }
    joins.httpAPI.integrations[api, default: [:]][try record.id("IntegrationId")] = APIIntegration(
      type: try record.text("IntegrationType") ?? "", httpMethod: try record.text("IntegrationMethod"),
      uri: try record.text("IntegrationUri"), connectionType: try record.text("ConnectionType") ?? "INTERNET",
      connectionId: try record.optionalId("ConnectionId"), credentials: try record.text("CredentialsArn"),
      timeoutMilliseconds: try record.integer("TimeoutInMillis"),
      serverNameToVerify: try record.value("TlsConfig")?.text("ServerNameToVerify"),
      overridesPath: try record.texts("RequestParameters")["overwrite:path"] != nil,
      payloadFormatVersion: try record.text("PayloadFormatVersion"),
      responseHeaders: unique(headers).sorted { ($0.name, $0.value) < ($1.name, $1.value) })
  }

  /// `apigatewayv2 get-stages` of one API.
  func readHTTPStage(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    joins.httpAPI.stages[api, default: []].append(
      HTTPAPI.Stage(
        name: try record.id("StageName"), deploymentId: try record.optionalId("DeploymentId"),
        deploysAutomatically: try record.boolean("AutoDeploy") ?? false,
        variables: try record.texts("StageVariables"), source: source(record)))
  }

  /// `apigatewayv2 get-authorizers` of one API.
  func readHTTPAuthorizer(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    let jwt = record.value("JwtConfiguration")
    joins.httpAPI.authorizers[api, default: []].append(
      APIAuthorizer(
        id: try record.id("AuthorizerId"), name: try record.text("Name") ?? "",
        type: try record.text("AuthorizerType") ?? "", uri: try record.text("AuthorizerUri"),
        credentials: try record.text("AuthorizerCredentialsArn"), identitySources: try record.ids("IdentitySource"),
        validationExpression: try record.text("IdentityValidationExpression"),
        resultTTLSeconds: try record.integer("AuthorizerResultTtlInSeconds"), issuer: try jwt?.text("Issuer"),
        audience: try jwt?.ids("Audience") ?? [], source: source(record)))
  }

  /// Puts together what the calls about each API say; what none said stays nil.
  func finishHTTPAPIs() {
    for index in topology.httpAPIs.indices {
      let id = topology.httpAPIs[index].id
      func known<Value>(_ values: [Value]?, _ call: String) -> [Value]? { values ?? (hasRead(call, id) ? [] : nil) }
      let integrations = joins.httpAPI.integrations[id] ?? [:]
      let routes = joins.httpAPI.routes[id]?.map { route, integrationId in
        var whole = route
        whole.integration = integrationId.flatMap { integrations[$0] }
        return whole
      }
      topology.httpAPIs[index].routes = known(routes, "apigatewayv2 get-routes")
      topology.httpAPIs[index].stages = known(joins.httpAPI.stages[id], "apigatewayv2 get-stages")
      topology.httpAPIs[index].authorizers = known(joins.httpAPI.authorizers[id], "apigatewayv2 get-authorizers")
    }
  }
}
