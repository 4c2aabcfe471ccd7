import NetworkModel
import Yams

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html

/// An API as an OpenAPI document defines it, with API Gateway's extensions.
struct OpenAPIDefinition {
  private(set) var resources: [APIResource] = []
  private(set) var authorizers: [APIAuthorizer] = []
  private var gatewayResponses: [GatewayResponse] = []
  private var policy: String?
  private var vpcEndpointIds: [String] = []
  private(set) var disablesDefaultEndpoint: Bool?
  private var apiKeySource: String?
  /// Of an HTTP API.
  private(set) var cors: HTTPAPI.CORS?
  /// Integrations that operations name by a reference.
  private var sharedIntegrations: [String: APIIntegration] = [:]

  private let apiId: String
  private let source: SourceLocation
  /// What a scheme of `securitySchemes` asks of a caller.
  private var schemes: [String: Scheme] = [:]

  private enum Scheme {
    case apiKey, iam
    case authorizer(APIAuthorizer)
  }

  /// Reads JSON or YAML; nil for what is neither, or has no paths.
  init?(_ text: String, apiId: String, source: SourceLocation) {
    self.apiId = apiId
    self.source = source
    let isJSON = text.first { !$0.isWhitespace } == "{"
    guard let json = isJSON ? text : (try? Yams.compose(yaml: text)).flatMap({ $0.map(Self.json) }),
      let document = try? JSONDocument(MappedFile(text: json), interner: StringInterner())
    else { return nil }
    let isRead = withExtendedLifetime(document) { () -> Bool in
      do throws(JSONError) {
        try read(document.root)
        return true
      } catch { return false }
    }
    guard isRead else { return nil }
  }

  /// Puts what is defined into the API. What Terraform sets beside the definition holds.
  func complete(_ api: inout RestAPI) {
    var all = resources
    for written in api.resources ?? [] {
      if let known = all.firstIndex(where: { $0.path == written.path }) {
        let verbs = Set(written.methods.map(\.httpMethod))
        all[known].methods = all[known].methods.filter { !verbs.contains($0.httpMethod) } + written.methods
      } else {
        all.append(written)
      }
    }
    api.resources = all
    api.authorizers = authorizers + (api.authorizers ?? [])
    api.gatewayResponses = gatewayResponses + (api.gatewayResponses ?? [])
    api.policyDocument = api.policyDocument ?? policy
    if api.vpcEndpointIds.isEmpty { api.vpcEndpointIds = vpcEndpointIds }
    api.disablesDefaultEndpoint = api.disablesDefaultEndpoint || (disablesDefaultEndpoint ?? false)
    if api.apiKeySource == "HEADER" { api.apiKeySource = apiKeySource ?? api.apiKeySource }
  }

  // MARK: Reading

  private mutating func read(_ root: JSONValue) throws(JSONError) {
    let endpoint = root.value("x-amazon-apigateway-endpoint-configuration")
    vpcEndpointIds = try endpoint?.ids("vpcEndpointIds") ?? []
    disablesDefaultEndpoint = try endpoint?.boolean("disableExecuteApiEndpoint")
    apiKeySource = try root.text("x-amazon-apigateway-api-key-source")
    policy = root.value("x-amazon-apigateway-policy").map { $0.text }
    cors = try root.value("x-amazon-apigateway-cors").map(Self.cors)
    for (name, integration) in root.value("components")?.value("x-amazon-apigateway-integrations")?.fields ?? [] {
      sharedIntegrations[name] = try Self.integration(integration)
    }
    let named = root.value("components")?.value("securitySchemes") ?? root.value("securityDefinitions")
    for (name, scheme) in named?.fields ?? [] { schemes[name] = try self.scheme(name, scheme) }
    authorizers = schemes.values.compactMap { if case .authorizer(let authorizer) = $0 { authorizer } else { nil } }
      .sorted { $0.name < $1.name }
    for (type, response) in root.value("x-amazon-apigateway-gateway-responses")?.fields ?? [] {
      gatewayResponses.append(
        GatewayResponse(
          responseType: type, statusCode: response.value("statusCode").flatMap(TerraformBlock.scalar),
          headers: try response.headers("responseParameters", after: "gatewayresponse.header.")))
    }
    let everywhere = root.value("security")
    for (path, operations) in try root.object("paths").fields {
      var methods: [APIMethod] = []
      for (verb, operation) in operations.fields {
        let method = verb == "x-amazon-apigateway-any-method" ? "ANY" : verb.uppercased()
        guard Self.verbs.contains(method) else { continue }
        methods.append(try self.method(method, operation, operation.value("security") ?? everywhere))
      }
      resources.append(
        APIResource(
          id: "\(apiId)\(path)", path: path, methods: methods.sorted { $0.httpMethod < $1.httpMethod }, source: source))
    }
    resources.sort { $0.path < $1.path }
  }

  private static let verbs: Set<String> = ["ANY", "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]

  private func scheme(_ name: String, _ value: JSONValue) throws(JSONError) -> Scheme? {
    let kind = try value.text("x-amazon-apigateway-authtype") ?? ""
    if kind.lowercased() == "awssigv4" { return .iam }
    guard let authorizer = value.value("x-amazon-apigateway-authorizer") else {
      return try value.text("type") == "apiKey" ? .apiKey : nil
    }
    let type = try authorizer.text("type")?.uppercased() ?? ""
    var sources = try authorizer.text("identitySource").map { [$0] } ?? []
    if sources.isEmpty, let header = try value.text("name") { sources = ["method.request.header.\(header)"] }
    return .authorizer(
      APIAuthorizer(
        id: "\(apiId).\(name)", name: name, type: type, uri: try authorizer.text("authorizerUri"),
        credentials: try authorizer.text("authorizerCredentials"), providerArns: try authorizer.ids("providerARNs"),
        identitySources: sources.flatMap { $0.split(separator: ",").map { String($0.drop { $0 == " " }) } },
        validationExpression: try authorizer.text("identityValidationExpression"),
        resultTTLSeconds: try authorizer.integer("authorizerResultTtlInSeconds"),
        issuer: try authorizer.value("jwtConfiguration")?.text("issuer"),
        audience: try authorizer.value("jwtConfiguration")?.ids("audience") ?? [], source: source))
  }

  private func method(
    _ verb: String, _ operation: JSONValue, _ security: JSONValue?
  ) throws(JSONError) -> APIMethod {
    var method = APIMethod(httpMethod: verb, authorizationType: "NONE", source: source)
    if let auth = try operation.value("x-amazon-apigateway-auth")?.text("type") {
      method.authorizationType = auth.uppercased()
    }
    for requirement in security?.kind == .array
      ? try Array(security?.elements() ?? JSONElements(noneOf: operation.raw)) : []
    {
      for (name, scopes) in requirement.fields {
        switch schemes[name] {
        case .apiKey: method.apiKeyRequired = true
        case .iam: method.authorizationType = "AWS_IAM"
        case .authorizer(let authorizer):
          method.authorizationType =
            ["COGNITO_USER_POOLS", "JWT"].contains(authorizer.type) ? authorizer.type : "CUSTOM"
          method.authorizerId = authorizer.id
          if scopes.kind == .array {
            for scope in try scopes.elements() { method.authorizationScopes.append(try scope.string()) }
          }
        case nil: break
        }
      }
    }
    if let integration = operation.value("x-amazon-apigateway-integration") {
      if let reference = try integration.text("$ref") {
        method.integration = sharedIntegrations[reference.split(separator: "/").last.map(String.init) ?? ""]
      } else {
        method.integration = try Self.integration(integration)
      }
    }
    return method
  }

  private static func integration(_ value: JSONValue) throws(JSONError) -> APIIntegration {
    var headers: [APIIntegration.ResponseHeader] = []
    for (_, response) in value.value("responses")?.fields ?? [] {
      headers += try response.headers("responseParameters", after: "method.response.header.")
    }
    // Of an HTTP API: `"200": {"append:header.X-Why": "no"}`.
    for (_, changes) in value.value("responseParameters")?.fields ?? [] {
      for (name, change) in changes.fields {
        guard let header = name.split(separator: ":header.", maxSplits: 1).dropFirst().first else { continue }
        headers.append(APIIntegration.ResponseHeader(String(header), TerraformBlock.scalar(change) ?? ""))
      }
    }
    let parameters = try value.texts("requestParameters")
    let mappings = try Array(value.texts("requestTemplates").values) + Array(parameters.values)
    return APIIntegration(
      type: try value.text("type")?.uppercased() ?? "", httpMethod: try value.text("httpMethod"),
      uri: try value.text("uri"), connectionType: try value.text("connectionType") ?? "INTERNET",
      connectionId: try value.optionalId("connectionId"), target: try value.text("integrationTarget"),
      credentials: try value.text("credentials"), timeoutMilliseconds: try value.integer("timeoutInMillis"),
      skipsCertificateAuthority: try value.value("tlsConfig")?.boolean("insecureSkipVerification") ?? false,
      serverNameToVerify: try value.value("tlsConfig")?.text("serverNameToVerify"),
      overridesPath: mappings.contains { $0.contains("requestOverride.path") } || parameters["overwrite:path"] != nil,
      payloadFormatVersion: try value.text("payloadFormatVersion"),
      responseHeaders: unique(headers).sorted { ($0.name, $0.value) < ($1.name, $1.value) })
  }

  private static func cors(_ value: JSONValue) throws(JSONError) -> HTTPAPI.CORS {
    HTTPAPI.CORS(
      allowOrigins: try value.ids("allowOrigins"), allowMethods: try value.ids("allowMethods"),
      allowHeaders: try value.ids("allowHeaders"), exposeHeaders: try value.ids("exposeHeaders"),
      allowCredentials: try value.boolean("allowCredentials") ?? false, maxAgeSeconds: try value.integer("maxAge"))
  }

  /// YAML as JSON.
  private static func json(_ node: Node) -> String {
    switch node {
    case .mapping(let mapping):
      let fields = mapping.map { "\(JSONText.quoted($0.key.string ?? "")):\(json($0.value))" }
      return "{\(fields.joined(separator: ","))}"
    case .sequence(let sequence): return "[\(sequence.map(json).joined(separator: ","))]"
    case .scalar(let scalar):
      if scalar.style == .plain {
        if let number = node.int { return "\(number)" }
        if let value = node.bool { return "\(value)" }
        if node.null != nil { return "null" }
      }
      return JSONText.quoted(scalar.string)
    default: return "null"
    }
  }
}

extension JSONValue {
  /// The value as JSON again.
  fileprivate var text: String {
    switch kind {
    case .object: return "{" + fields.map { "\(JSONText.quoted($0.key)):\($0.value.text)" }.joined(separator: ",") + "}"
    case .array:
      let elements = (try? self.elements()).map(Array.init) ?? []
      return "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .string: return JSONText.quoted((try? string()) ?? "")
    case .number, .boolean: return TerraformBlock.scalar(self) ?? "null"
    case .null: return "null"
    }
  }
}
