import Addressing

/// An endpoint of Route 53 Resolver: network interfaces by which queries come into a VPC or leave it (NL A6, A7).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-network-to-vpc.html
public struct ResolverEndpoint: Resource {
  public static let kind = ResourceKind.resolverEndpoint

  public enum Direction: String, Sendable, Hashable {
    case inbound = "INBOUND"
    case outbound = "OUTBOUND"
    case inboundDelegation = "INBOUND_DELEGATION"
  }

  public var identity: Identity
  public var direction: Direction
  public var vpcId: String
  public var groupIds: [String]
  /// Nil where the input does not show them.
  public var addresses: [IPAddress]?
  /// `OPERATIONAL`, `CREATING` …
  public var status: String

  public init(
    _ identity: Identity, direction: Direction, vpcId: String, groupIds: [String] = [], addresses: [IPAddress]? = [],
    status: String = "OPERATIONAL"
  ) {
    self.identity = identity
    self.direction = direction
    self.vpcId = vpcId
    self.groupIds = groupIds
    self.addresses = addresses
    self.status = status
  }
}
