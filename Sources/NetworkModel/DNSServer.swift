import Addressing

/// A name server of the user's own: on premises, or on an instance (NL A7). AWS's API does not show what it knows.
public struct DNSServer: Resource {
  public static let kind = ResourceKind.dnsServer

  /// A domain whose queries go to other servers, in this order (DEC-8).
  public struct Forwarder: Sendable, Hashable {
    public var domainName: DomainName
    public var targets: [IPAddress]

    public init(_ domainName: DomainName, targets: [IPAddress]) {
      self.domainName = domainName
      self.targets = targets
    }
  }

  /// A zone that the server answers for by itself.
  public struct Zone: Sendable, Hashable {
    public var domainName: DomainName
    public var recordSets: [RecordSet]

    public init(_ domainName: DomainName, recordSets: [RecordSet]) {
      self.domainName = domainName
      self.recordSets = recordSets
    }
  }

  public var identity: Identity
  /// The site whose clients ask it; nil for a server that others are pointed to.
  public var siteId: String?
  public var addresses: [IPAddress]
  public var forwarders: [Forwarder]
  public var zones: [Zone]
  /// Whether it drops private addresses from the answers of public DNS (protection against rebinding).
  public var dropsPrivateAnswers: Bool

  public init(
    _ identity: Identity, siteId: String? = nil, addresses: [IPAddress], forwarders: [Forwarder] = [],
    zones: [Zone] = [], dropsPrivateAnswers: Bool = false
  ) {
    self.identity = identity
    self.siteId = siteId
    self.addresses = addresses
    self.forwarders = forwarders
    self.zones = zones
    self.dropsPrivateAnswers = dropsPrivateAnswers
  }
}
