// https://docs.aws.amazon.com/apigateway/latest/api/API_ApiKey.html

/// An API key.
public struct APIKey: Resource {
  public static let kind = ResourceKind.apiKey
  public var identity: Identity
  public var isEnabled: Bool
  /// What callers send; nil where the input does not show it.
  public var value: String?

  public init(
    _ identity: Identity, isEnabled: Bool = true, value: String? = nil
  ) {
    self.identity = identity
    self.isEnabled = isEnabled
    self.value = value
  }
}
