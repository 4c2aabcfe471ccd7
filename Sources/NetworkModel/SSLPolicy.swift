// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SslPolicy.html

/// A security policy of load balancers' listeners. It is AWS's own and the same in every account.
public struct SSLPolicy: Sendable, Hashable {
  public var name: String
  /// `TLSv1`, `TLSv1.1`, `TLSv1.2`, `TLSv1.3`.
  public var protocols: [String]

  public init(
    _ name: String, protocols: [String]
  ) {
    self.name = name
    self.protocols = protocols
  }
}
