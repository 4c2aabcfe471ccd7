import NetworkModel

extension TopologyFileContext {
  // MARK: Methods and routes

  /// The methods of a REST API, or the routes of an HTTP API, by what they are written under: `GET /orders`.
  func methods(
    _ fields: Fields, _ key: String, _ authorizers: [APIAuthorizer], isHTTP: Bool
  ) -> [(key: String, method: APIMethod)] {
    guard let node = fields.node(key) else { return [] }
    guard let pairs = node.pairs else {
      error(node.place, "`\(key)` is \(node.found), expected a mapping such as `GET /orders: orders-fn`")
      return []
    }
    return pairs.compactMap { pair in
      let words = pair.key.split(separator: " ").map(String.init)
      let isMethod = words.count == 2 && words[0] == words[0].uppercased() && words[1].hasPrefix("/")
      guard isMethod || (isHTTP && pair.key == "$default") else {
        error(
          pair.place, "`\(pair.key.shortened)` is not a verb and a path", remedy: "write it like `GET /orders`")
        return nil
      }
      guard let method = method(pair, verb: words[0], authorizers, isHTTP: isHTTP) else { return nil }
      return (words.joined(separator: " "), method)
    }
  }

  private func method(
    _ pair: YAMLPair, verb: String, _ authorizers: [APIAuthorizer], isHTTP: Bool
  ) -> APIMethod? {
    var method = APIMethod(httpMethod: verb, authorizationType: "NONE", source: source(pair.place))
    if let text = pair.value.text {
      let key = text == "mock" ? "mock" : text.contains("://") || text.hasPrefix("arn:") ? "uri" : "function"
      let value = YAMLNode(place: pair.value.place, content: .scalar(text == "mock" ? "true" : text, isPlain: true))
      let only = YAMLPair(key: key, place: pair.place, value: value)
      guard
        let fields = Fields(
          YAMLNode(place: pair.value.place, content: .mapping([only])), .method, at: pair.place, in: self)
      else { return nil }
      method.integration = integration(fields, verb, isHTTP: isHTTP)
      return method
    }
    guard let fields = Fields(pair.value, .method, at: pair.place, in: self) else { return nil }
    authorize(&method, fields, authorizers)
    method.authorizationScopes = fields.texts("scopes").map(\.value)
    method.apiKeyRequired = fields.boolean("apiKey") ?? false
    method.integration = integration(fields, verb, isHTTP: isHTTP)
    return method
  }

  private func authorize(_ method: inout APIMethod, _ fields: Fields, _ authorizers: [APIAuthorizer]) {
    guard let word = fields.text("auth") else { return }
    switch word.value {
    case "none": return
    case "iam": method.authorizationType = "AWS_IAM"
    case let name:
      guard let authorizer = authorizers.first(where: { $0.id == name }) else {
        error(
          word.place, "the API has no authorizer `\(name.shortened)`",
          remedy: Nearest.question(name, among: authorizers.map(\.id) + ["none", "iam"]) ?? "write `none` or `iam`")
        return
      }
      method.authorizerId = authorizer.id
      method.authorizationType =
        ["COGNITO_USER_POOLS", "JWT"].contains(authorizer.type) ? authorizer.type : "CUSTOM"
    }
  }

  // MARK: Integrations

  private func integration(_ fields: Fields, _ verb: String, isHTTP: Bool) -> APIIntegration? {
    if isHTTP { refuse(["mock", "insecureSkipVerification"], of: fields, "is of a REST API") }
    if !isHTTP { refuse(["serverNameToVerify"], of: fields, "is of an HTTP API") }
    var integration = APIIntegration(
      type: "MOCK", httpMethod: fields.text("verb")?.value, credentials: fields.text("credentials")?.value,
      timeoutMilliseconds: fields.integer("timeout", in: 50...900_000)?.value ?? (isHTTP ? 30_000 : 29_000),
      skipsCertificateAuthority: fields.boolean("insecureSkipVerification") ?? false,
      serverNameToVerify: fields.text("serverNameToVerify")?.value,
      overridesPath: fields.boolean("overridesPath") ?? false)
    if fields.boolean("mock") == true { return integration }
    let isProxy = fields.boolean("proxy")
    if let word = fields.text("function") {
      guard let function = resolve(word, [.function], isBound: false) else { return nil }
      integration.type = isProxy == false ? "AWS" : "AWS_PROXY"
      integration.httpMethod = integration.httpMethod ?? "POST"
      integration.uri = functionURI(function)
      return integration
    }
    let uri = fields.text("uri")?.value
    if let uri, uri.hasPrefix("arn:") {
      integration.type = isProxy == true ? "AWS_PROXY" : "AWS"
    } else {
      integration.type = isProxy == false ? "HTTP" : "HTTP_PROXY"
      if integration.httpMethod == nil, verb != "ANY", verb != "$default" { integration.httpMethod = verb }
    }
    integration.uri = uri
    connect(&integration, fields, isHTTP: isHTTP)
    if integration.uri == nil { fields.missing("uri", "or `function`, or `mock: true`: what answers it") }
    return integration
  }

  private func connect(_ integration: inout APIIntegration, _ fields: Fields, isHTTP: Bool) {
    if let word = fields.text("vpcLink") {
      integration.connectionType = "VPC_LINK"
      integration.connectionId =
        word.value.hasPrefix("${") ? word.value : resolve(word, [.vpcLink], isBound: false)?.id
    }
    guard let word = fields.text("target") else { return }
    let parts = word.value.split(separator: ":", maxSplits: 1).map(String.init)
    guard let balancer = resolve(Located(value: parts[0], place: word.place), [.loadBalancer], isBound: false) else {
      return
    }
    // A listener's ARN in a topology file is its load balancer with the port.
    let target = parts.count == 2 ? "\(balancer.id)/\(parts[1])" : balancer.id
    if isHTTP { integration.uri = target } else { integration.target = target }
  }

  private func functionURI(_ function: Symbol) -> String {
    let partition = ARN.partition(ofRegion: function.region)
    return "arn:\(partition):apigateway:\(function.region):lambda:path/2015-03-31/functions/\(function.id)/invocations"
  }

  // MARK: Authorizers

  /// The authorizers of an API, by the names that they are written under.
  func authorizers(_ api: Fields, isHTTP: Bool) -> [APIAuthorizer] {
    api.named("authorizers").compactMap { pair in
      guard let fields = Fields(pair.value, .authorizer, at: pair.place, in: self) else { return nil }
      var authorizer = APIAuthorizer(
        id: pair.key, name: pair.key, type: "JWT", credentials: fields.text("credentials")?.value,
        identitySources: fields.texts("identitySources").map(\.value),
        validationExpression: fields.text("validationExpression")?.value,
        resultTTLSeconds: fields.integer("ttl", in: 0...3600)?.value ?? (isHTTP ? 0 : 300),
        issuer: fields.text("issuer")?.value, audience: fields.texts("audience").map(\.value),
        source: source(pair.place))
      if authorizer.identitySources.isEmpty {
        authorizer.identitySources = [
          isHTTP ? "$request.header.Authorization" : "method.request.header.Authorization"
        ]
      }
      enum Kind: String { case token = "TOKEN", request = "REQUEST" }
      let kind = fields.choice("type", [Kind.token, .request]) ?? (isHTTP ? .request : .token)
      if let word = fields.text("function") {
        authorizer.type = kind.rawValue
        authorizer.uri = resolve(word, [.function], isBound: false).map(functionURI)
      } else if !fields.texts("userPools").isEmpty {
        authorizer.type = "COGNITO_USER_POOLS"
        authorizer.providerArns = fields.texts("userPools").compactMap {
          $0.value.hasPrefix("arn:") ? $0.value : resolve($0, [.userPool])?.id
        }
      } else if !isHTTP || authorizer.issuer == nil {
        fields.missing("function", isHTTP ? "or `issuer`: who decides" : "or `userPools`: who decides")
      }
      return authorizer
    }
  }
}
