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
