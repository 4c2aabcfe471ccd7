// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html

/// An HTTP or WebSocket API of API Gateway. It is public: only REST APIs can be private (AG P-1).
public struct HTTPAPI: Resource {
  public static let kind = ResourceKind.api
  public var identity: Identity
  /// `HTTP` or `WEBSOCKET`.
  public var protocolType: String
  /// Whether `ID.execute-api.REGION.amazonaws.com` is switched off (`disableExecuteApiEndpoint`).
  public var disablesDefaultEndpoint: Bool
  /// Nil where API Gateway answers no preflight itself.
  public var cors: CORS?
  /// Nil where the input does not show them, as for the lists below.
  public var routes: [Route]?
  public var authorizers: [APIAuthorizer]?
  public var stages: [Stage]?

  public init(
    _ identity: Identity, protocolType: String = "HTTP", disablesDefaultEndpoint: Bool = false, cors: CORS? = nil,
    routes: [Route]? = [], authorizers: [APIAuthorizer]? = [], stages: [Stage]? = []
  ) {
    self.identity = identity
    self.protocolType = protocolType
    self.disablesDefaultEndpoint = disablesDefaultEndpoint
    self.cors = cors
    self.routes = routes
    self.authorizers = authorizers
    self.stages = stages
  }
}

extension HTTPAPI {
  /// A route: which requests it takes, and what answers them.
  public struct Route: Sendable, Hashable {
    public var id: String
    /// `GET /orders/{id}`, `ANY /{proxy+}`, `$default`.
    public var key: String
    /// `NONE`, `AWS_IAM`, `JWT` or `CUSTOM` (a Lambda function).
    public var authorizationType: String
    public var authorizerId: String?
    public var authorizationScopes: [String]
    public var apiKeyRequired: Bool
    /// Nil where there is none, or the input does not show it.
    public var integration: APIIntegration?
    public var source: SourceLocation?

    public init(
      id: String, key: String, authorizationType: String = "NONE", authorizerId: String? = nil,
      authorizationScopes: [String] = [], apiKeyRequired: Bool = false, integration: APIIntegration? = nil,
      source: SourceLocation? = nil
    ) {
      self.id = id
      self.key = key
      self.authorizationType = authorizationType
      self.authorizerId = authorizerId
      self.authorizationScopes = authorizationScopes
      self.apiKeyRequired = apiKeyRequired
      self.integration = integration
      self.source = source
    }
  }

  /// A stage: a name under which the API is called, `$default` for none.
  public struct Stage: Sendable, Hashable {
    public var name: String
    public var deploymentId: String?
    public var deploysAutomatically: Bool
    public var variables: [String: String]
    public var source: SourceLocation?

    public init(
      name: String, deploymentId: String? = nil, deploysAutomatically: Bool = false, variables: [String: String] = [:],
      source: SourceLocation? = nil
    ) {
      self.name = name
      self.deploymentId = deploymentId
      self.deploysAutomatically = deploysAutomatically
      self.variables = variables
      self.source = source
    }
  }

  /// What API Gateway itself answers to browsers.
  public struct CORS: Sendable, Hashable {
    public var allowOrigins: [String]
    public var allowMethods: [String]
    public var allowHeaders: [String]
    public var exposeHeaders: [String]
    public var allowCredentials: Bool
    public var maxAgeSeconds: Int?

    public init(
      allowOrigins: [String] = [], allowMethods: [String] = [], allowHeaders: [String] = [],
      exposeHeaders: [String] = [], allowCredentials: Bool = false, maxAgeSeconds: Int? = nil
    ) {
      self.allowOrigins = allowOrigins
      self.allowMethods = allowMethods
      self.allowHeaders = allowHeaders
      self.exposeHeaders = exposeHeaders
      self.allowCredentials = allowCredentials
      self.maxAgeSeconds = maxAgeSeconds
    }
  }
}
