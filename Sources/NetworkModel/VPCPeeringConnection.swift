import Addressing

/// A peering of two VPCs (PCX 4.1).
public struct VPCPeeringConnection: Resource {
  public static let kind = ResourceKind.vpcPeeringConnection

  /// One end of the peering, as the connection describes it even where the VPC itself is not in the input.
  public struct End: Sendable, Hashable {
    public var vpcId: String
    public var account: String
    public var region: String
    /// As the connection shows them; empty where it does not.
    public var cidrBlocks: [Prefix]
    public var allowDnsResolutionFromRemoteVpc: Bool

    public init(
      vpcId: String, account: String = "", region: String = "", cidrBlocks: [Prefix] = [],
      allowDnsResolutionFromRemoteVpc: Bool = false
    ) {
      self.vpcId = vpcId
      self.account = account
      self.region = region
      self.cidrBlocks = cidrBlocks
      self.allowDnsResolutionFromRemoteVpc = allowDnsResolutionFromRemoteVpc
    }
  }

  public var identity: Identity
  public var requester: End
  public var accepter: End
  /// `active`, `pending-acceptance` …
  public var status: String

  public init(_ identity: Identity, requester: End, accepter: End, status: String = "active") {
    self.identity = identity
    self.requester = requester
    self.accepter = accepter
    self.status = status
  }
}
