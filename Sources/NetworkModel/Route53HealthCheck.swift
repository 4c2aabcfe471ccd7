import Addressing

/// A health check of Route 53, which records may depend on (NL B2).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
public struct Route53HealthCheck: Resource {
  public static let kind = ResourceKind.healthCheck

  public enum CheckType: Sendable, Hashable {
    /// Checkers on the internet ask an address or a name; `TCP`, `HTTP`, `HTTPS_STR_MATCH` …
    case endpoint(String)
    /// Healthy where at least `threshold` of the children are.
    case calculated(children: [String], threshold: Int)
    /// A CloudWatch alarm; `insufficientData` is `Healthy`, `Unhealthy` or `LastKnownStatus`.
    case cloudWatchMetric(insufficientData: String?)
    /// A routing control of Application Recovery Controller.
    case recoveryControl
  }

  public enum Status: String, Sendable, Hashable { case healthy, unhealthy }

  public var identity: Identity
  public var type: CheckType
  public var isInverted: Bool
  public var isDisabled: Bool
  /// What the checkers found, before it is inverted; nil where the input does not show it.
  public var status: Status?
  /// What an endpoint's check asks, by its address or by its name.
  public var address: IPAddress?
  public var domainName: String?
  /// Of a CloudWatch alarm, the Region that it is in; nil where the input does not say.
  public var alarmRegion: String?

  public init(
    _ identity: Identity, type: CheckType, isInverted: Bool = false, isDisabled: Bool = false, status: Status? = nil,
    address: IPAddress? = nil, domainName: String? = nil, alarmRegion: String? = nil
  ) {
    self.identity = identity
    self.type = type
    self.isInverted = isInverted
    self.isDisabled = isDisabled
    self.status = status
    self.address = address
    self.domainName = domainName
    self.alarmRegion = alarmRegion
  }
}
