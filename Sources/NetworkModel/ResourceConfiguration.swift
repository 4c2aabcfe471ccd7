/// What a resource endpoint leads to: a resource configuration of VPC Lattice with its resource gateway.
public struct ResourceConfiguration: Resource {
  public static let kind = ResourceKind.resourceConfiguration
  public var identity: Identity
  public var state: String
  /// The VPC of the resource gateway.
  public var vpcId: String
  /// The subnets of the resource gateway, whose addresses the resource sees.
  public var subnetIds: [String]
  /// The security groups of the resource gateway: their outbound rules decide.
  public var groupIds: [String]
  /// The resource: an address, a name, or an ARN.
  public var target: String
  public var portRanges: [String]

  public init(
    _ identity: Identity, state: String = "ACTIVE", vpcId: String, subnetIds: [String], groupIds: [String] = [],
    target: String, portRanges: [String] = []
  ) {
    self.identity = identity
    self.state = state
    self.vpcId = vpcId
    self.subnetIds = subnetIds
    self.groupIds = groupIds
    self.target = target
    self.portRanges = portRanges
  }
}
