// https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html

/// What answers a method or a route: a function, an HTTP server, an AWS service, or API Gateway itself (AG 6).
public struct APIIntegration: Sendable, Hashable {
  /// A header that an integration gives to its response, as the mapping has it: `Access-Control-Allow-Origin`, `'*'`.
  public struct ResponseHeader: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// `AWS`, `AWS_PROXY`, `HTTP`, `HTTP_PROXY` or `MOCK`.
  public var type: String
  /// The verb that the backend is called with; nil for the caller's.
  public var httpMethod: String?
  /// Where the backend is: an ARN of `apigateway` for a function or a service, a URL otherwise; of an
  /// HTTP API's private integration the ARN of a listener or of a Cloud Map service.
  public var uri: String?
  /// `INTERNET` or `VPC_LINK`.
  public var connectionType: String
  /// The VPC link, or a stage variable that names it: `${stageVariables.link}`.
  public var connectionId: String?
  /// Of a VPC link V2 of a REST API (`integrationTarget`): the ARN of a load balancer or of a listener.
  public var target: String?
  /// The role that API Gateway takes on to call the backend, or `arn:aws:iam::*:user/*` for the caller's own.
  public var credentials: String?
  /// Nil where the input does not say: 29000 of a REST API, 30000 of an HTTP API.
  public var timeoutMilliseconds: Int?
  /// Whether a certificate of no public authority is accepted (`insecureSkipVerification`, AG PI-8).
  public var skipsCertificateAuthority: Bool
  /// Of an HTTP API: the name that the backend's certificate has to have.
  public var serverNameToVerify: String?
  /// Whether a mapping replaces the path that the backend gets, stage included (AG PI-9).
  public var overridesPath: Bool
  /// Of an HTTP API's function.
  public var payloadFormatVersion: String?
  /// Headers that the integration's own responses set, in the order of their names.
  public var responseHeaders: [ResponseHeader]

  public init(
    type: String, httpMethod: String? = nil, uri: String? = nil, connectionType: String = "INTERNET",
    connectionId: String? = nil, target: String? = nil, credentials: String? = nil, timeoutMilliseconds: Int? = nil,
    skipsCertificateAuthority: Bool = false, serverNameToVerify: String? = nil, overridesPath: Bool = false,
    payloadFormatVersion: String? = nil, responseHeaders: [ResponseHeader] = []
  ) {
    self.type = type
    self.httpMethod = httpMethod
    self.uri = uri
    self.connectionType = connectionType
    self.connectionId = connectionId
    self.target = target
    self.credentials = credentials
    self.timeoutMilliseconds = timeoutMilliseconds
    self.skipsCertificateAuthority = skipsCertificateAuthority
    self.serverNameToVerify = serverNameToVerify
    self.overridesPath = overridesPath
    self.payloadFormatVersion = payloadFormatVersion
    self.responseHeaders = responseHeaders
  }
}
