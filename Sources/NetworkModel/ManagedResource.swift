/// A resource of a service that is known by its name and has network interfaces: a function, a database, a cache, a
/// container service. What it does beside sending and receiving is not modelled.
public struct ManagedResource: Resource {
  public static let kind = ResourceKind.service
  public var identity: Identity
  public var resourceKind: ResourceKind
  public var vpcId: String?
  public var subnetIds: [String]
  public var groupIds: [String]
  public var networkInterfaceIds: [String]

  public init(
    _ identity: Identity, resourceKind: ResourceKind, vpcId: String? = nil, subnetIds: [String] = [],
    groupIds: [String] = [], networkInterfaceIds: [String] = []
  ) {
    self.identity = identity
    self.resourceKind = resourceKind
    self.vpcId = vpcId
    self.subnetIds = subnetIds
    self.groupIds = groupIds
    self.networkInterfaceIds = networkInterfaceIds
  }
}
