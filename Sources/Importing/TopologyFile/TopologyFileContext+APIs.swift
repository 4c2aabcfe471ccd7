import NetworkModel

extension Declarations {
  static let apis: [(key: String, kind: ResourceKind)] = [
    ("apis", .restApi), ("httpApis", .api), ("domainNames", .domainName), ("certificates", .certificate),
    ("userPools", .userPool), ("usagePlans", .usagePlan), ("apiKeys", .apiKey),
  ]

  static let apisInVPC: [(key: String, kind: ResourceKind)] = [("vpcLinks", .vpcLink)]
}

extension TopologyFileContext {
  /// Everything of API Gateway that stands in no VPC, and what it rests on.
  func readAPIs(_ file: Fields) {
    readRestAPIs(file)
    readHTTPAPIs(file)
    readAPIDomainNames(file)
    readAPICallers(file)
  }

  /// `private`, `regional`, `edge`, of APIs and of domain names.
  func endpointType(_ fields: Fields) -> RestAPI.EndpointType {
    enum Word: String { case `private`, regional, edge }
    switch fields.choice("type", [Word.private, .regional, .edge]) {
    case .private, nil: return .private
    case .regional: return .regional
    case .edge: return .edge
    }
  }

  func endpointAccessMode(_ fields: Fields) -> String? {
    enum Mode: String { case basic = "BASIC", strict = "STRICT" }
    return fields.choice("endpointAccessMode", [Mode.basic, .strict])?.rawValue
  }

  /// REST APIs. What a stage serves is what is written, but for a policy that was saved later.
  private func readRestAPIs(_ file: Fields) {
    each(file, "apis", .restApi) { symbol, pair in
      guard let fields = Fields(pair.value, .api, at: pair.place, in: self) else { return }
      let type = endpointType(fields)
      if type != .private { refuse(["vpcEndpoints", "deployedVpcEndpoints"], of: fields, "is of a private API") }
      let authorizers = authorizers(fields, isHTTP: false)
      var resources: [APIResource] = []
      for (key, method) in methods(fields, "methods", authorizers, isHTTP: false) {
        let parts = key.split(separator: " ", maxSplits: 1).map(String.init)
        let path = parts[1]
        if let index = resources.firstIndex(where: { $0.path == path }) {
          resources[index].methods.append(method)
        } else {
          resources.append(
            APIResource(id: "\(symbol.id)\(path)", path: path, methods: [method], source: method.source))
        }
      }
      var gatewayResponses = gatewayResponses(fields)
      if let cors = cors(fields) {
        if cors.allowOrigins.count > 1, let pair = fields.pair("cors") {
          error(
            pair.value.place, "a mock method answers one origin, found \(cors.allowOrigins.count)",
            remedy: "write `\"*\"`, or let the backends answer OPTIONS")
        }
        add(cors, to: &resources, &gatewayResponses)
      }
      for index in resources.indices { resources[index].methods.sort { $0.httpMethod < $1.httpMethod } }
      enum Source: String { case header = "HEADER", authorizer = "AUTHORIZER" }
      let stages = stages(fields, standard: "prod")
      topology.restAPIs.append(
        RestAPI(
          identity(symbol, fields), endpointType: type,
          vpcEndpointIds: resolve(fields.texts("vpcEndpoints"), [.vpcEndpoint], isBound: false).map(\.id),
          policyDocument: policyOrAllowed(fields), policySource: policySource(fields, "policy", "allow"),
          disablesDefaultEndpoint: fields.boolean("disableExecuteApiEndpoint") ?? false,
          securityPolicy: fields.text("securityPolicy")?.value, endpointAccessMode: endpointAccessMode(fields),
          apiKeySource: (fields.choice("apiKeySource", [Source.header, .authorizer]) ?? .header).rawValue,
          resources: resources, authorizers: authorizers,
          stages: stages.map {
            RestAPI.Stage(name: $0.name, deploymentId: "deployed", variables: $0.variables, source: source($0.place))
          },
          deployments: [
            RestAPI.Deployment(
              id: "deployed", policy: deployedPolicy(fields), policySource: policySource(fields, "deployedPolicy"),
              vpcEndpointIds: deployedEndpoints(fields))
          ],
          gatewayResponses: gatewayResponses))
    }
  }

  private func deployedPolicy(_ fields: Fields) -> RestAPI.DeployedPolicy {
    guard let node = fields.node("deployedPolicy") else { return .asSaved }
    return .document(node.text == "none" ? nil : policy(fields, "deployedPolicy"))
  }

  private func deployedEndpoints(_ fields: Fields) -> [String]? {
    guard fields.has("deployedVpcEndpoints") else { return nil }
    return resolve(fields.texts("deployedVpcEndpoints"), [.vpcEndpoint], isBound: false).map(\.id)
  }

  private func readHTTPAPIs(_ file: Fields) {
    each(file, "httpApis", .api) { symbol, pair in
      guard let fields = Fields(pair.value, .httpApi, at: pair.place, in: self) else { return }
      let authorizers = authorizers(fields, isHTTP: true)
      let routes = methods(fields, "routes", authorizers, isHTTP: true).map { key, method in
        HTTPAPI.Route(
          id: "\(symbol.id)/\(key)", key: key,
          authorizationType: method.authorizationType ?? "NONE", authorizerId: method.authorizerId,
          authorizationScopes: method.authorizationScopes, apiKeyRequired: method.apiKeyRequired,
          integration: method.integration, source: method.source)
      }
      topology.httpAPIs.append(
        HTTPAPI(
          identity(symbol, fields), disablesDefaultEndpoint: fields.boolean("disableExecuteApiEndpoint") ?? false,
          cors: cors(fields), routes: routes, authorizers: authorizers,
          stages: stages(fields, standard: "$default").map {
            HTTPAPI.Stage(
              name: $0.name, deploysAutomatically: true, variables: $0.variables, source: source($0.place))
          }))
    }
  }

  private struct WrittenStage {
    var name: String
    var variables: [String: String] = [:]
    var place: Place
  }

  private func stages(_ fields: Fields, standard: String) -> [WrittenStage] {
    guard let node = fields.node("stages") else { return [WrittenStage(name: standard, place: fields.place)] }
    guard let pairs = node.pairs else {
      return fields.texts("stages").map { WrittenStage(name: $0.value, place: $0.place) }
    }
    return pairs.compactMap { pair in
      guard isName(pair), let stage = Fields(pair.value, .stage, at: pair.place, in: self) else { return nil }
      return WrittenStage(name: pair.key, variables: texts(stage.named("variables")), place: pair.place)
    }
  }

  private func texts(_ pairs: [YAMLPair]) -> [String: String] {
    var texts: [String: String] = [:]
    for pair in pairs { texts[pair.key] = text(pair.value, of: "`\(pair.key)`")?.value }
    return texts
  }

  // MARK: CORS

  private func cors(_ fields: Fields) -> HTTPAPI.CORS? {
    guard let node = fields.node("cors") else { return nil }
    guard node.pairs != nil else { return HTTPAPI.CORS(allowOrigins: fields.texts("cors").map(\.value)) }
    guard let cors = Fields(node, .cors, at: node.place, in: self) else { return nil }
    if !cors.has("origins") { cors.missing("origins", "`https://app.example`") }
    return HTTPAPI.CORS(
      allowOrigins: cors.texts("origins").map(\.value), allowMethods: cors.texts("methods").map(\.value),
      allowHeaders: cors.texts("headers").map(\.value), allowCredentials: cors.boolean("credentials") ?? false)
  }

  /// What the console makes of `Enable CORS`: a mock OPTIONS method for each path that has none, and the header where
  /// API Gateway itself refuses (AG CO-6, CO-10). The methods' own answers are their backends'.
  private func add(
    _ cors: HTTPAPI.CORS, to resources: inout [APIResource], _ gatewayResponses: inout [GatewayResponse]
  ) {
    let origin = APIIntegration.ResponseHeader(
      "Access-Control-Allow-Origin", "'\(cors.allowOrigins.joined(separator: ","))'")
    for index in resources.indices where !resources[index].methods.contains(where: { $0.httpMethod == "OPTIONS" }) {
      let methods = cors.allowMethods.isEmpty ? resources[index].methods.map(\.httpMethod).sorted() : cors.allowMethods
      var headers = [origin, .init("Access-Control-Allow-Methods", "'\(methods.joined(separator: ","))'")]
      if !cors.allowHeaders.isEmpty {
        headers.append(.init("Access-Control-Allow-Headers", "'\(cors.allowHeaders.joined(separator: ","))'"))
      }
      if cors.allowCredentials { headers.append(.init("Access-Control-Allow-Credentials", "'true'")) }
      resources[index].methods.append(
        APIMethod(
          httpMethod: "OPTIONS", authorizationType: "NONE",
          integration: APIIntegration(type: "MOCK", responseHeaders: headers.sorted { $0.name < $1.name })))
    }
    for type in ["DEFAULT_4XX", "DEFAULT_5XX"] where !gatewayResponses.contains(where: { $0.responseType == type }) {
      gatewayResponses.append(GatewayResponse(responseType: type, headers: [origin]))
    }
  }

  private func gatewayResponses(_ fields: Fields) -> [GatewayResponse] {
    fields.named("gatewayResponses").map { pair in
      let headers = texts(pair.value.pairs ?? []).map { APIIntegration.ResponseHeader($0.key, $0.value) }
      return GatewayResponse(responseType: pair.key, headers: headers.sorted { $0.name < $1.name })
    }
  }
}
