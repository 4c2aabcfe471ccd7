import Addressing

/// A rule of Route 53 Resolver: where the VPCs that it is associated with have names resolved (NL A4, A6).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-using-rules.html
public struct ResolverRule: Resource {
  public static let kind = ResourceKind.resolverRule

  public enum RuleType: String, Sendable, Hashable {
    /// To the targets, through an outbound endpoint.
    case forward = "FORWARD"
    /// Inside AWS, as an exception to a wider rule.
    case system = "SYSTEM"
    case recursive = "RECURSIVE"
    /// To the name servers that a private zone delegates to, through an outbound endpoint.
    case delegate = "DELEGATE"
  }

  public struct Target: Sendable, Hashable {
    public var address: IPAddress
    public var port: UInt16
    /// `Do53`, `DoH`, `DoH-FIPS`.
    public var `protocol`: String

    public init(_ address: IPAddress, port: UInt16 = 53, protocol: String = "Do53") {
      self.address = address
      self.port = port
      self.protocol = `protocol`
    }
  }

  public var identity: Identity
  public var ruleType: RuleType
  /// Of a DELEGATE rule its delegation record, that names of name servers have to be below.
  public var domainName: DomainName
  public var targets: [Target]
  public var resolverEndpointId: String?
  /// The VPCs that it is associated with.
  public var vpcIds: [String]

  public init(
    _ identity: Identity, ruleType: RuleType, domainName: DomainName, targets: [Target] = [],
    resolverEndpointId: String? = nil, vpcIds: [String] = []
  ) {
    self.identity = identity
    self.ruleType = ruleType
    self.domainName = domainName
    self.targets = targets
    self.resolverEndpointId = resolverEndpointId
    self.vpcIds = vpcIds
  }
}
