// https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html

/// A path of a REST API, with its methods.
public struct APIResource: Sendable, Hashable {
  public var id: String
  /// `/orders/{id}`, `/files/{proxy+}`.
  public var path: String
  /// In the order of their verbs.
  public var methods: [APIMethod]
  public var source: SourceLocation?

  public init(
    id: String, path: String, methods: [APIMethod] = [], source: SourceLocation? = nil
  ) {
    self.id = id
    self.path = path
    self.methods = methods
    self.source = source
  }
}

/// A method of a resource.
public struct APIMethod: Sendable, Hashable {
  /// `GET`, `ANY` …
  public var httpMethod: String
  /// `NONE`, `AWS_IAM`, `CUSTOM` (a Lambda function) or `COGNITO_USER_POOLS`; nil where the input names the
  /// method only.
  public var authorizationType: String?
  public var authorizerId: String?
  /// Scopes of which a token needs one.
  public var authorizationScopes: [String]
  public var apiKeyRequired: Bool
  /// Nil where there is none, or the input names the method only.
  public var integration: APIIntegration?
  public var source: SourceLocation?

  public init(
    httpMethod: String, authorizationType: String?, authorizerId: String? = nil, authorizationScopes: [String] = [],
    apiKeyRequired: Bool = false, integration: APIIntegration? = nil, source: SourceLocation? = nil
  ) {
    self.httpMethod = httpMethod
    self.authorizationType = authorizationType
    self.authorizerId = authorizerId
    self.authorizationScopes = authorizationScopes
    self.apiKeyRequired = apiKeyRequired
    self.integration = integration
    self.source = source
  }
}
