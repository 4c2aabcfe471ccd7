import NetworkModel

/// What API Gateway asks of the integration behind a method or a route (AG 6).
struct IntegrationCall: Sendable {
  /// The API, as a component: ``ResourceKind/restApi`` or ``ResourceKind/api``.
  var api: ComponentReference
  var integration: APIIntegration
  var stage: String
  /// Stage variables, with those of a canary.
  var variables: [String: String]
  /// The verb of the method or route; `ANY` where it takes every one.
  var method: String
  /// `/orders/{id}`.
  var resourcePath: String
  /// What the client asks for, its path without stage and base path.
  var request: HTTPRequest
}

extension Follower {
  /// Opens the connection to what an integration calls; a journey that ends here is complete.
  mutating func integrate(_ call: IntegrationCall, _ journey: Journey) {
    if call.integration.type == "MOCK" { return stop(journey) { _ in } }
    let api = network.component(call.api).id
    stop(journey) {
      $0.assume(
        .integrationUnsupported, api, decides: true,
        "what the integration of \(call.method) \(call.resourcePath) comes to is not followed by this version")
    }
  }
}
