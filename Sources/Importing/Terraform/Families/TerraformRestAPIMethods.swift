import NetworkModel

extension TerraformResourceType {
  static let restAPIMethods: [TerraformResourceType] = [
    .part("aws_api_gateway_resource", TerraformReading.readAPIResource),
    .part("aws_api_gateway_method", TerraformReading.readAPIMethod),
    .part("aws_api_gateway_method_response", TerraformReading.readNothing),
    .part("aws_api_gateway_integration", TerraformReading.readAPIIntegration),
    .part("aws_api_gateway_integration_response", TerraformReading.readAPIIntegrationResponse),
  ]
}

extension TerraformReading {
  /// `aws_api_gateway_resource`.
  func readAPIResource(_ block: TerraformBlock) throws(JSONError) {
    guard let api = try link(block, "rest_api_id", .restAPI) else { return }
    joins.restAPI.paths.append(
      .init(
        apiId: api, id: id(of: block.instance), parentId: try link(block, "parent_id", .apiResource) ?? "",
        part: try block.text("path_part") ?? "", path: try block.text("path"), source: source(of: block.instance)))
  }

  /// `aws_api_gateway_method`.
  func readAPIMethod(_ block: TerraformBlock) throws(JSONError) {
    guard let key = try methodKey(block) else { return }
    joins.restAPI.methods.append(
      (
        key.apiId, key.resourceId,
        APIMethod(
          httpMethod: key.httpMethod, authorizationType: try block.text("authorization") ?? "NONE",
          authorizerId: try link(block, "authorizer_id", .apiAuthorizer),
          authorizationScopes: try block.texts("authorization_scopes"),
          apiKeyRequired: try block.boolean("api_key_required") ?? false, source: source(of: block.instance))
      ))
  }

  private func methodKey(_ block: TerraformBlock) throws(JSONError) -> APIMethodKey? {
    guard let api = try link(block, "rest_api_id", .restAPI),
      let resource = try link(block, "resource_id", .apiResource),
      let method = try block.text("http_method")
    else { return nil }
    return APIMethodKey(apiId: api, resourceId: resource, httpMethod: method)
  }

  /// `aws_api_gateway_integration`.
  func readAPIIntegration(_ block: TerraformBlock) throws(JSONError) {
    guard let key = try methodKey(block) else { return }
    let mappings =
      try Array(texts(block, "request_templates").values) + Array(texts(block, "request_parameters").values)
    joins.restAPI.integrations[key] = APIIntegration(
      type: try block.text("type") ?? "", httpMethod: try block.text("integration_http_method"),
      uri: try functionURI(block, "uri"), connectionType: try block.text("connection_type") ?? "INTERNET",
      connectionId: try link(block, "connection_id", .vpcLink),
      target: try link(block, "integration_target", .integrationTarget),
      credentials: try link(block, "credentials", .role),
      timeoutMilliseconds: try block.integer("timeout_milliseconds"),
      skipsCertificateAuthority: try block.block("tls_config")?.boolean("insecure_skip_verification") ?? false,
      overridesPath: mappings.contains { $0.contains("requestOverride.path") })
  }

  /// `aws_api_gateway_integration_response`.
  func readAPIIntegrationResponse(_ block: TerraformBlock) throws(JSONError) {
    guard let key = try methodKey(block) else { return }
    joins.restAPI.responseHeaders[key, default: []] += try headers(
      block, "response_parameters", after: "method.response.header.")
  }

  /// The paths of an API with their methods; the root is there without being written.
  func apiResources(of api: String) -> [APIResource] {
    let own = joins.restAPI.paths.filter { $0.apiId == api }
    let byId = Dictionary(own.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let root = joins.restAPI.rootIds[api] ?? ""
    func path(_ place: RestAPITerraformJoins.Path, _ depth: Int) -> String {
      if let known = place.path { return known }
      guard depth < 32, let parent = byId[place.parentId] else { return "/\(place.part)" }
      return "\(path(parent, depth + 1))/\(place.part)"
    }
    var resources = [APIResource(id: root, path: "/")]
    resources += own.map { APIResource(id: $0.id, path: path($0, 0), source: $0.source) }
    let methods = apiMethods(of: api)
    for index in resources.indices {
      resources[index].methods = methods.filter { $0.resourceId == resources[index].id }.map(\.method).sorted {
        $0.httpMethod < $1.httpMethod
      }
    }
    return resources
  }

  /// The methods of an API with their integrations, each with the id of its resource.
  func apiMethods(of api: String) -> [(resourceId: String, method: APIMethod)] {
    joins.restAPI.methods.filter { $0.apiId == api }.map { apiId, resourceId, method in
      let key = APIMethodKey(apiId: apiId, resourceId: resourceId, httpMethod: method.httpMethod)
      var whole = method
      whole.integration = joins.restAPI.integrations[key]
      let headers = unique(joins.restAPI.responseHeaders[key] ?? [])
      whole.integration?.responseHeaders = headers.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
      return (resourceId, whole)
    }
  }
}
