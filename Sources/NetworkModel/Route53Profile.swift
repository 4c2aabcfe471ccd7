/// A Route 53 Profile: settings of name resolution that are shared with VPCs (NL A10).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
public struct Route53Profile: Resource {
  public static let kind = ResourceKind.profile

  public struct Association: Sendable, Hashable {
    public var vpcId: String
    /// 100 to 9900, the lowest first; nil where the input does not say.
    public var priority: Int?

    public init(_ vpcId: String, priority: Int? = nil) {
      self.vpcId = vpcId
      self.priority = priority
    }
  }

  /// A DNS Firewall rule group with its place among those of the VPC.
  public struct FirewallRuleGroup: Sendable, Hashable {
    public var id: String
    public var priority: Int

    public init(_ id: String, priority: Int) {
      self.id = id
      self.priority = priority
    }
  }

  public var identity: Identity
  public var associations: [Association]
  public var hostedZoneIds: [String]
  public var resolverRuleIds: [String]
  public var firewallRuleGroups: [FirewallRuleGroup]
  public var vpcEndpointIds: [String]

  public init(
    _ identity: Identity, associations: [Association] = [], hostedZoneIds: [String] = [],
    resolverRuleIds: [String] = [], firewallRuleGroups: [FirewallRuleGroup] = [], vpcEndpointIds: [String] = []
  ) {
    self.identity = identity
    self.associations = associations
    self.hostedZoneIds = hostedZoneIds
    self.resolverRuleIds = resolverRuleIds
    self.firewallRuleGroups = firewallRuleGroups
    self.vpcEndpointIds = vpcEndpointIds
  }
}
