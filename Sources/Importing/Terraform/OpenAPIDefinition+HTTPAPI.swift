import NetworkModel

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html

/// What a definition says of an HTTP API.
extension OpenAPIDefinition {
  /// Puts what is defined into the API. What Terraform sets beside the definition holds.
  func complete(_ api: inout HTTPAPI) {
    let written = Set((api.routes ?? []).map(\.key))
    api.routes = routes.filter { !written.contains($0.key) } + (api.routes ?? [])
    api.authorizers = authorizers + (api.authorizers ?? [])
    api.cors = api.cors ?? cors
    api.disablesDefaultEndpoint = api.disablesDefaultEndpoint || (disablesDefaultEndpoint ?? false)
  }

  /// A route for each operation. The path `$default`, under which any method stands, is the default route.
  private var routes: [HTTPAPI.Route] {
    resources.flatMap { resource in
      resource.methods.map { method in
        HTTPAPI.Route(
          id: "\(resource.id) \(method.httpMethod)",
          key: ["$default", "/$default"].contains(resource.path)
            ? "$default" : "\(method.httpMethod) \(resource.path)",
          authorizationType: method.authorizationType ?? "NONE", authorizerId: method.authorizerId,
          authorizationScopes: method.authorizationScopes, apiKeyRequired: method.apiKeyRequired,
          integration: method.integration, source: method.source)
      }
    }
  }
}
