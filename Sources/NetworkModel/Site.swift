import Addressing

/// An on-premises network (6.2): its addresses, what it knows of AWS's, and its firewall.
public struct Site: Resource {
  public static let kind = ResourceKind.site

  /// A route of the site's own, beside what it learns by BGP.
  public struct Route: Sendable, Hashable {
    public var destination: Prefix
    /// The VPN connection or virtual interface it leads through; nil for any that the site has.
    public var connectionId: String?
    public var source: SourceLocation?

    public init(_ destination: Prefix, connectionId: String? = nil, source: SourceLocation? = nil) {
      self.destination = destination
      self.connectionId = connectionId
      self.source = source
    }
  }

  /// A rule of the site's firewall; the first that matches decides.
  public struct FirewallRule: Sendable, Hashable {
    public enum Action: String, Sendable, Hashable { case allow, deny }

    public var action: Action
    /// Whether the rule is for traffic into the site (`in`), out of it, or both (nil).
    public var isInbound: Bool?
    public var ipProtocol: IPProtocol?
    public var from: Prefix?
    public var to: Prefix?
    public var portRange: PortRange?
    public var source: SourceLocation?

    public init(
      _ action: Action, isInbound: Bool? = nil, ipProtocol: IPProtocol? = nil, from: Prefix? = nil, to: Prefix? = nil,
      portRange: PortRange? = nil, source: SourceLocation? = nil
    ) {
      self.action = action
      self.isInbound = isInbound
      self.ipProtocol = ipProtocol
      self.from = from
      self.to = to
      self.portRange = portRange
      self.source = source
    }
  }

  public var identity: Identity
  public var prefixes: [Prefix]
  /// Nil where the input does not show the site's routing: then it is taken to know what AWS advertises.
  public var routes: [Route]?
  /// Nil or empty where there is none: everything passes.
  public var firewall: [FirewallRule]
  /// Whether the firewall lets the replies of a connection it admitted pass.
  public var isFirewallStateful: Bool

  public init(
    _ identity: Identity, prefixes: [Prefix], routes: [Route]? = nil, firewall: [FirewallRule] = [],
    isFirewallStateful: Bool = true
  ) {
    self.identity = identity
    self.prefixes = prefixes
    self.routes = routes
    self.firewall = firewall
    self.isFirewallStateful = isFirewallStateful
  }
}
