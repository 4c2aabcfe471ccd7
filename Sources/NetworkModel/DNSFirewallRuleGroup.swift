/// A rule group of Route 53 Resolver DNS Firewall with the VPCs that it is associated with (NL A11).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html
public struct DNSFirewallRuleGroup: Resource {
  public static let kind = ResourceKind.firewallRuleGroup

  public enum Action: Sendable, Hashable {
    case allow, alert
    case blockWithNoData, blockWithNXDOMAIN
    /// The query is answered with a CNAME to this name.
    case blockWithOverride(DomainName)
  }

  public struct Rule: Sendable, Hashable {
    public var name: String
    /// The lowest is asked first.
    public var priority: Int
    public var action: Action
    /// Names, and names below a name (`*.example.com`); nil where the input does not show them.
    public var domains: [String]?
    /// Whose list it is, where AWS manages it.
    public var managedListName: String?
    /// The type of queries that the rule is for; nil for every type.
    public var queryType: RecordType?
    /// Whether the names that an allowed name leads to are not looked at.
    public var trustsRedirection: Bool

    public init(
      _ name: String, priority: Int, action: Action, domains: [String]?, managedListName: String? = nil,
      queryType: RecordType? = nil, trustsRedirection: Bool = false
    ) {
      self.name = name
      self.priority = priority
      self.action = action
      self.domains = domains
      self.managedListName = managedListName
      self.queryType = queryType
      self.trustsRedirection = trustsRedirection
    }
  }

  public struct Association: Sendable, Hashable {
    public var vpcId: String
    /// The lowest is asked first.
    public var priority: Int

    public init(_ vpcId: String, priority: Int) {
      self.vpcId = vpcId
      self.priority = priority
    }
  }

  public var identity: Identity
  /// Nil where the input does not show them.
  public var rules: [Rule]?
  public var associations: [Association]

  public init(_ identity: Identity, rules: [Rule]?, associations: [Association] = []) {
    self.identity = identity
    self.rules = rules
    self.associations = associations
  }
}
