import Addressing

/// A subnet of a VPC, in one Availability Zone. Shared subnets belong to the account that shares them.
public struct Subnet: Resource {
  public static let kind = ResourceKind.subnet
  public var identity: Identity
  public var vpcId: String
  /// The IPv4 block, if any, then the IPv6 blocks.
  public var cidrBlocks: [Prefix]
  /// The zone's name, `us-east-1a`: a name means another zone in another account.
  public var availabilityZone: String
  /// The zone's id, `use1-az1`: the same zone in every account.
  public var availabilityZoneId: String?
  public var mapPublicIpOnLaunch: Bool
  /// Whether the VPC's resolver makes IPv6 addresses of IPv4 ones for it; nil where the input does not say.
  public var enableDns64: Bool?

  public init(
    _ identity: Identity, vpcId: String, cidrBlocks: [Prefix], availabilityZone: String,
    availabilityZoneId: String? = nil, mapPublicIpOnLaunch: Bool = false, enableDns64: Bool? = nil
  ) {
    self.identity = identity
    self.vpcId = vpcId
    self.cidrBlocks = cidrBlocks
    self.availabilityZone = availabilityZone
    self.availabilityZoneId = availabilityZoneId
    self.mapPublicIpOnLaunch = mapPublicIpOnLaunch
    self.enableDns64 = enableDns64
  }
}
