import Addressing

/// A target group with its targets and their health.
public struct TargetGroup: Resource {
  public static let kind = ResourceKind.targetGroup

  public struct Target: Sendable, Hashable {
    /// The id of an instance, an address, or the ARN of a function or an Application Load Balancer.
    public var id: String
    /// Nil for the group's own port.
    public var port: UInt16?
    /// The zone the target was registered with; `all` for addresses outside the VPC, which every zone's node serves.
    public var availabilityZone: String?
    /// `healthy`, `unhealthy`, `initial`, `draining`, `unused` …; a Classic Load Balancer's `InService` is `healthy`,
    /// its `OutOfService` is `unhealthy`. Nil where the input does not show it.
    public var health: String?

    public init(id: String, port: UInt16?, availabilityZone: String? = nil, health: String? = nil) {
      self.id = id
      self.port = port
      self.availabilityZone = availabilityZone
      self.health = health
    }
  }

  public var identity: Identity
  /// `instance`, `ip`, `lambda`, `alb`.
  public var targetType: String
  /// `TCP`, `UDP`, `TCP_UDP`, `TLS`, `HTTP`, `HTTPS`, `GENEVE` …; empty for `lambda`.
  public var `protocol`: String
  public var port: UInt16?
  public var vpcId: String?
  /// Nil where the input does not show them.
  public var targets: [Target]?
  /// Attributes by AWS's keys; nil where the input does not show them.
  public var attributes: [String: String]?
  /// Nil where the input does not show it.
  public var healthCheck: HealthCheck?
  public var addressFamily: AddressFamily

  public init(
    _ identity: Identity, targetType: String, protocol: String, port: UInt16?, vpcId: String?, targets: [Target]?,
    attributes: [String: String]? = nil, healthCheck: HealthCheck? = nil, addressFamily: AddressFamily = .ipv4
  ) {
    self.identity = identity
    self.targetType = targetType
    self.protocol = `protocol`
    self.port = port
    self.vpcId = vpcId
    self.targets = targets
    self.attributes = attributes
    self.healthCheck = healthCheck
    self.addressFamily = addressFamily
  }
}

/// How a load balancer finds out whether a target is well.
public struct HealthCheck: Sendable, Hashable {
  /// `TCP`, `HTTP`, `HTTPS`, `SSL`, `GENEVE`; empty for a function.
  public var `protocol`: String
  /// Nil for the port of the traffic.
  public var port: UInt16?
  public var path: String?
  /// What counts as well: `200`, `200-399`, `200,403`.
  public var matcher: String?
  /// Checks of functions are off unless switched on.
  public var isEnabled: Bool

  public init(
    protocol: String, port: UInt16? = nil, path: String? = nil, matcher: String? = nil, isEnabled: Bool = true
  ) {
    self.protocol = `protocol`
    self.port = port
    self.path = path
    self.matcher = matcher
    self.isEnabled = isEnabled
  }
}
