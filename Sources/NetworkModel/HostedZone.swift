/// A hosted zone of Route 53.
public struct HostedZone: Resource {
  public static let kind = ResourceKind.hostedZone

  public var identity: Identity
  public var domainName: DomainName
  public var isPrivate: Bool
  /// The VPCs that a private zone is associated with. Whether an association is still authorised does not matter (NL
  /// A13).
  public var vpcIds: [String]
  /// Nil where the input does not show them.
  public var recordSets: [RecordSet]?

  public init(
    _ identity: Identity, domainName: DomainName, isPrivate: Bool, vpcIds: [String] = [],
    recordSets: [RecordSet]? = []
  ) {
    self.identity = identity
    self.domainName = domainName
    self.isPrivate = isPrivate
    self.vpcIds = vpcIds
    self.recordSets = recordSets
  }
}
