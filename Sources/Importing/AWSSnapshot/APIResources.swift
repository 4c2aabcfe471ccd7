import NetworkModel

// https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-resources.html

extension ScopeReading {
  /// `apigateway get-resources --embed methods` of one API. Without `--embed methods` the verbs are there alone.
  func readAPIResource(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    var methods: [APIMethod] = []
    for (verb, method) in record.value("resourceMethods")?.fields ?? [] {
      methods.append(
        APIMethod(
          httpMethod: verb, authorizationType: try method.text("authorizationType"),
          authorizerId: try method.optionalId("authorizerId"),
          authorizationScopes: try method.ids("authorizationScopes"),
          apiKeyRequired: try method.boolean("apiKeyRequired") ?? false,
          integration: try method.value("methodIntegration").map(Self.restIntegration), source: source(method)))
    }
    joins.restAPI.resources[api, default: []].append(
      APIResource(
        id: try record.id("id"), path: try record.text("path") ?? "/",
        methods: methods.sorted { $0.httpMethod < $1.httpMethod }, source: source(record)))
  }

  private static func restIntegration(_ value: JSONValue) throws(JSONError) -> APIIntegration {
    var headers: [APIIntegration.ResponseHeader] = []
    for (_, response) in value.value("integrationResponses")?.fields ?? [] {
      headers += try response.headers("responseParameters", after: "method.response.header.")
    }
    let mappings = try Array(value.texts("requestTemplates").values) + Array(value.texts("requestParameters").values)
    return APIIntegration(
      type: try value.text("type") ?? "", httpMethod: try value.text("httpMethod"), uri: try value.text("uri"),
      connectionType: try value.text("connectionType") ?? "INTERNET",
      connectionId: try value.optionalId("connectionId"), target: try value.text("integrationTarget"),
      credentials: try value.text("credentials"), timeoutMilliseconds: try value.integer("timeoutInMillis"),
      skipsCertificateAuthority: try value.value("tlsConfig")?.boolean("insecureSkipVerification") ?? false,
      overridesPath: mappings.contains { $0.contains("requestOverride.path") },
      responseHeaders: unique(headers).sorted { ($0.name, $0.value) < ($1.name, $1.value) })
  }
}

/// Mappings of API Gateway.
extension JSONValue {
  /// An object of texts; empty if the field is absent. A value that is no text is passed over.
  func texts(_ key: StaticString) throws(JSONError) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, value) in self.value(key)?.fields ?? [] where value.kind == .string { texts[name] = try value.string() }
    return texts
  }

  /// The headers that a mapping sets, by the names behind `prefix`.
  func headers(
    _ key: StaticString, after prefix: String
  ) throws(JSONError) -> [APIIntegration.ResponseHeader] {
    try texts(key).compactMap { name, value in
      name.hasPrefix(prefix) ? APIIntegration.ResponseHeader(String(name.dropFirst(prefix.count)), value) : nil
    }.sorted { $0.name < $1.name }
  }

  /// A policy. API Gateway writes its quotes escaped once more.
  func policy(_ key: StaticString) throws(JSONError) -> String? {
    guard var text = try text(key) else { return nil }
    guard text.utf8.starts(with: "{\\".utf8) else { return text }
    return text.withUTF8 { JSONText.unescaped($0) }
  }
}
