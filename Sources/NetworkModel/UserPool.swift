// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html

/// A user pool of Cognito.
public struct UserPool: Resource {
  public static let kind = ResourceKind.userPool
  public var identity: Identity
  /// Its domains: one that has any cannot be used through an interface endpoint (AG AU-5). Nil where the input does not
  /// show them.
  public var domains: [String]?

  public init(
    _ identity: Identity, domains: [String]? = []
  ) {
    self.identity = identity
    self.domains = domains
  }
}
