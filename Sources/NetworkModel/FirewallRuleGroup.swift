import Addressing

/// A rule group of AWS Network Firewall, as its owner wrote it.
public struct FirewallRuleGroup: Resource {
  public static let kind = ResourceKind.ruleGroup

  public enum Rules: Sendable, Hashable {
    case stateless([StatelessRule])
    /// Standard stateful rules: five-tuples with options.
    case standard([StatefulRule])
    /// Rules in Suricata's language, as one text.
    case suricata(String)
    case domainList(DomainList)
    /// A managed group whose rules AWS does not show, or rules that the input does not show: by what they are.
    case unseen(String)
  }

  public var identity: Identity
  public var rules: Rules
  /// Whether the group's stateful rules are evaluated as written.
  public var isStrictOrder: Bool
  /// Sets of addresses by the name that rules use: `HOME_NET`.
  public var ipSets: [String: [String]]
  /// Sets of ports by name: `443`, `1024:65535`.
  public var portSets: [String: [String]]
  /// Names of sets that refer to prefix lists or resource groups, with what they refer to.
  public var ipSetReferences: [String: String]

  public init(
    _ identity: Identity, rules: Rules, isStrictOrder: Bool = false, ipSets: [String: [String]] = [:],
    portSets: [String: [String]] = [:], ipSetReferences: [String: String] = [:]
  ) {
    self.identity = identity
    self.rules = rules
    self.isStrictOrder = isStrictOrder
    self.ipSets = ipSets
    self.portSets = portSets
    self.ipSetReferences = ipSetReferences
  }

  /// A rule that looks at single packets. An empty list means any.
  public struct StatelessRule: Sendable, Hashable {
    /// Lower comes first.
    public var priority: Int
    public var sources: [Prefix]
    public var destinations: [Prefix]
    public var sourcePorts: [PortRange]
    public var destinationPorts: [PortRange]
    public var protocols: [UInt8]
    /// Whether the rule looks at TCP flags: then it matches some packets of a connection only.
    public var hasTCPFlags: Bool
    /// `aws:pass`, `aws:drop`, `aws:forward_to_sfe`, or custom actions.
    public var actions: [String]

    public init(
      priority: Int, sources: [Prefix] = [], destinations: [Prefix] = [], sourcePorts: [PortRange] = [],
      destinationPorts: [PortRange] = [], protocols: [UInt8] = [], hasTCPFlags: Bool = false, actions: [String]
    ) {
      self.priority = priority
      self.sources = sources
      self.destinations = destinations
      self.sourcePorts = sourcePorts
      self.destinationPorts = destinationPorts
      self.protocols = protocols
      self.hasTCPFlags = hasTCPFlags
      self.actions = actions
    }
  }

  /// A standard stateful rule; addresses and ports as written: `any`, `10.0.0.0/16`, `!$HOME_NET`, `[80,443]`,
  /// `1024:65535`.
  public struct StatefulRule: Sendable, Hashable {
    /// `PASS`, `DROP`, `REJECT`, `ALERT`.
    public var action: String
    /// `IP`, `TCP`, `UDP`, `ICMP`, `HTTP`, `TLS` …
    public var `protocol`: String
    public var source: String
    public var sourcePort: String
    public var destination: String
    public var destinationPort: String
    /// `FORWARD`, `ANY`.
    public var direction: String
    /// Keyword and settings of each option: `sid`, `msg`, `flow` …
    public var options: [Option]

    public struct Option: Sendable, Hashable {
      public var keyword: String
      public var settings: [String]

      public init(_ keyword: String, _ settings: [String] = []) {
        self.keyword = keyword
        self.settings = settings
      }
    }

    public init(
      action: String, protocol: String, source: String = "ANY", sourcePort: String = "ANY", destination: String = "ANY",
      destinationPort: String = "ANY", direction: String = "FORWARD", options: [Option] = []
    ) {
      self.action = action
      self.protocol = `protocol`
      self.source = source
      self.sourcePort = sourcePort
      self.destination = destination
      self.destinationPort = destinationPort
      self.direction = direction
      self.options = options
    }
  }

  /// Names that HTTP hosts and TLS server names are compared with.
  public struct DomainList: Sendable, Hashable {
    /// `example.com`, or `.example.com` for the name and everything below it.
    public var targets: [String]
    public var matchesTLS: Bool
    public var matchesHTTP: Bool
    /// `ALLOWLIST`, `DENYLIST`, `REJECTLIST`, `ALERTLIST`.
    public var action: String

    public init(targets: [String], matchesTLS: Bool = true, matchesHTTP: Bool = true, action: String) {
      self.targets = targets
      self.matchesTLS = matchesTLS
      self.matchesHTTP = matchesHTTP
      self.action = action
    }
  }
}
