// https://docs.aws.amazon.com/apigateway/latest/api/API_GatewayResponse.html

/// What API Gateway answers where it refuses a call itself (AG CO-10).
public struct GatewayResponse: Sendable, Hashable {
  /// `DEFAULT_4XX`, `ACCESS_DENIED` …
  public var responseType: String
  /// Nil for the default of the type.
  public var statusCode: String?
  /// In the order of their names.
  public var headers: [APIIntegration.ResponseHeader]

  public init(
    responseType: String, statusCode: String? = nil, headers: [APIIntegration.ResponseHeader] = []
  ) {
    self.responseType = responseType
    self.statusCode = statusCode
    self.headers = headers
  }
}
