/// A policy of AWS Network Firewall: which rule groups, in which order, and what happens where none matches.
public struct FirewallPolicy: Resource {
  public static let kind = ResourceKind.firewallPolicy

  public enum RuleOrder: String, Sendable, Hashable {
    case action = "DEFAULT_ACTION_ORDER"
    case strict = "STRICT_ORDER"
  }

  /// A rule group by its ARN.
  public struct GroupReference: Sendable, Hashable {
    public var arn: String
    /// Lower comes first; nil for a stateful group under action order.
    public var priority: Int?
    /// Whether drop actions of a managed group only alert.
    public var dropToAlert: Bool

    public init(_ arn: String, priority: Int? = nil, dropToAlert: Bool = false) {
      self.arn = arn
      self.priority = priority
      self.dropToAlert = dropToAlert
    }
  }

  public var identity: Identity
  public var statelessGroups: [GroupReference]
  public var statefulGroups: [GroupReference]
  /// `aws:pass`, `aws:drop`, `aws:forward_to_sfe`, or custom actions.
  public var statelessDefaultActions: [String]
  public var statelessFragmentDefaultActions: [String]
  public var ruleOrder: RuleOrder
  /// `aws:drop_strict`, `aws:drop_established`, `aws:drop_established_app_layer`, `aws:alert_strict` …
  public var statefulDefaultActions: [String]
  /// `HOME_NET` as the policy sets it for all its groups; nil for the CIDRs of the firewall's VPC.
  public var homeNet: [String]?

  public init(
    _ identity: Identity, statelessGroups: [GroupReference] = [], statefulGroups: [GroupReference] = [],
    statelessDefaultActions: [String] = ["aws:forward_to_sfe"],
    statelessFragmentDefaultActions: [String] = ["aws:forward_to_sfe"], ruleOrder: RuleOrder = .action,
    statefulDefaultActions: [String] = [], homeNet: [String]? = nil
  ) {
    self.identity = identity
    self.statelessGroups = statelessGroups
    self.statefulGroups = statefulGroups
    self.statelessDefaultActions = statelessDefaultActions
    self.statelessFragmentDefaultActions = statelessFragmentDefaultActions
    self.ruleOrder = ruleOrder
    self.statefulDefaultActions = statefulDefaultActions
    self.homeNet = homeNet
  }
}
