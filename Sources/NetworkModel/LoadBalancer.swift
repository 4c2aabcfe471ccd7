import Addressing

/// A load balancer of any kind, with its listeners.
public struct LoadBalancer: Resource {
  public static let kind = ResourceKind.loadBalancer

  public enum LoadBalancerType: String, Sendable, Hashable, CaseIterable { case application, network, gateway, classic }

  public var identity: Identity
  public var type: LoadBalancerType
  public var vpcId: String
  public var scheme: String
  public var state: String
  public var dnsName: String
  public var subnetIds: [String]
  public var groupIds: [String]
  /// Nil where the input does not show them.
  public var listeners: [Listener]?
  /// Attributes by AWS's keys; nil where the input does not show them.
  public var attributes: [String: String]?
  /// Of a Network Load Balancer with security groups: whether its inbound rules are asked of what comes through
  /// PrivateLink; nil where the input does not say, which is AWS's default: they are.
  public var enforcesGroupsOnPrivateLink: Bool?
  /// Of a Classic Load Balancer: its instances with their health; nil where the input does not show them.
  public var instances: [TargetGroup.Target]?
  /// Of a Classic Load Balancer; the health check of the others is their target groups'.
  public var healthCheck: HealthCheck?

  public init(
    _ identity: Identity, type: LoadBalancerType, vpcId: String, scheme: String = "internal", state: String = "active",
    dnsName: String = "", subnetIds: [String] = [], groupIds: [String] = [], listeners: [Listener]? = [],
    attributes: [String: String]? = nil, enforcesGroupsOnPrivateLink: Bool? = nil,
    instances: [TargetGroup.Target]? = nil, healthCheck: HealthCheck? = nil
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
    self.enforcesGroupsOnPrivateLink = enforcesGroupsOnPrivateLink
    self.instances = instances
    self.healthCheck = healthCheck
  }
}
