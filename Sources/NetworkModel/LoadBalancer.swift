import Addressing

/// A load balancer of any kind, with its listeners.
public struct LoadBalancer: Resource {
  public static let kind = ResourceKind.loadBalancer

  public enum LoadBalancerType: String, Sendable, Hashable { case application, network, gateway, classic }

  public struct Listener: Sendable, Hashable {
    public var arn: String
    public var port: UInt16
    /// `TCP`, `TLS`, `HTTP` …
    public var `protocol`: String
    public var targetGroupArns: [String]

    public init(arn: String, port: UInt16, protocol: String, targetGroupArns: [String]) {
      self.arn = arn
      self.port = port
      self.protocol = `protocol`
      self.targetGroupArns = targetGroupArns
    }
  }

  public var identity: Identity
  public var type: LoadBalancerType
  public var vpcId: String
  public var scheme: String
  public var state: String
  public var dnsName: String
  public var subnetIds: [String]
  public var groupIds: [String]
  public var listeners: [Listener]
  /// Attributes by AWS's keys; nil where the input does not show them.
  public var attributes: [String: String]?

  public init(
    _ identity: Identity, type: LoadBalancerType, vpcId: String, scheme: String = "internal", state: String = "active",
    dnsName: String = "", subnetIds: [String] = [], groupIds: [String] = [], listeners: [Listener] = [],
    attributes: [String: String]? = nil
  ) {
    self.identity = identity
    self.type = type
    self.vpcId = vpcId
    self.scheme = scheme
    self.state = state
    self.dnsName = dnsName
    self.subnetIds = subnetIds
    self.groupIds = groupIds
    self.listeners = listeners
    self.attributes = attributes
  }
}

/// A target group with its targets and their health.
public struct TargetGroup: Resource {
  public static let kind = ResourceKind.targetGroup

  public struct Target: Sendable, Hashable {
    public var id: String
    public var port: UInt16?
    public var availabilityZone: String?
    /// `healthy`, `unhealthy`, `initial` …; nil where the input does not show it.
    public var health: String?

    public init(id: String, port: UInt16?, availabilityZone: String? = nil, health: String? = nil) {
      self.id = id
      self.port = port
      self.availabilityZone = availabilityZone
      self.health = health
    }
  }

  public var identity: Identity
  public var targetType: String
  public var `protocol`: String
  public var port: UInt16?
  public var vpcId: String?
  /// Nil where the input does not show them.
  public var targets: [Target]?
  public var attributes: [String: String]?

  public init(
    _ identity: Identity, targetType: String, protocol: String, port: UInt16?, vpcId: String?, targets: [Target]?,
    attributes: [String: String]? = nil
  ) {
    self.identity = identity
    self.targetType = targetType
    self.protocol = `protocol`
    self.port = port
    self.vpcId = vpcId
    self.targets = targets
    self.attributes = attributes
  }
}
