// https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html

/// What decides whether a call may go on: a Lambda function, a user pool, or an issuer of tokens (AG 9).
public struct APIAuthorizer: Sendable, Hashable {
  public var id: String
  public var name: String
  /// `TOKEN`, `REQUEST` (Lambda functions), `COGNITO_USER_POOLS`, or of an HTTP API `JWT`.
  public var type: String
  /// Of a function: the ARN that it is invoked by.
  public var uri: String?
  /// The role that it is invoked with; nil where the function's own policy has to allow it.
  public var credentials: String?
  /// Of user pools: their ARNs.
  public var providerArns: [String]
  /// Where the token is: `method.request.header.Authorization`, `$request.header.Authorization`.
  public var identitySources: [String]
  /// A regular expression that the token has to match before the function is asked.
  public var validationExpression: String?
  /// How long an answer is kept; nil where the input does not say: 300, of an HTTP API 0. 0 for not at all.
  public var resultTTLSeconds: Int?
  /// Of `JWT`.
  public var issuer: String?
  /// Of `JWT`.
  public var audience: [String]
  public var source: SourceLocation?

  public init(
    id: String, name: String, type: String, uri: String? = nil, credentials: String? = nil, providerArns: [String] = [],
    identitySources: [String] = [], validationExpression: String? = nil, resultTTLSeconds: Int? = nil,
    issuer: String? = nil, audience: [String] = [], source: SourceLocation? = nil
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.uri = uri
    self.credentials = credentials
    self.providerArns = providerArns
    self.identitySources = identitySources
    self.validationExpression = validationExpression
    self.resultTTLSeconds = resultTTLSeconds
    self.issuer = issuer
    self.audience = audience
    self.source = source
  }
}
