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
  /// Instances that it runs on: of an Auto Scaling group its own, of a container service in `bridge` or `host` mode
  /// those of its tasks.
  public var instanceIds: [String]
  /// Where the processes listen, of a container service and of what has a fixed port (a database); empty where the
  /// input does not say.
  public var portMappings: [PortMapping]
  /// `awsvpc`, `bridge`, `host`, `none`; nil for what is no container service.
  public var networkMode: String?
  /// The resource policy, of a function; nil where there is none or the input does not show it.
  public var policyDocument: String?
  /// Where that is written; nil where it is written with the resource, or nowhere.
  public var policySource: PolicySource?

  /// A port of a container, and the port of the host that leads to it.
  public struct PortMapping: Sendable, Hashable {
    public var containerPort: UInt16
    /// 0 for one that the system picks from its ephemeral range; nil where the container's own interface is asked.
    public var hostPort: UInt16?
    public var `protocol`: String

    public init(containerPort: UInt16, hostPort: UInt16? = nil, protocol: String = "tcp") {
      self.containerPort = containerPort
      self.hostPort = hostPort
      self.protocol = `protocol`
    }
  }

  public init(
    _ identity: Identity, resourceKind: ResourceKind, vpcId: String? = nil, subnetIds: [String] = [],
    groupIds: [String] = [], networkInterfaceIds: [String] = [], instanceIds: [String] = [],
    portMappings: [PortMapping] = [], networkMode: String? = nil, policyDocument: String? = nil,
    policySource: PolicySource? = nil
  ) {
    self.identity = identity
    self.resourceKind = resourceKind
    self.vpcId = vpcId
    self.subnetIds = subnetIds
    self.groupIds = groupIds
    self.networkInterfaceIds = networkInterfaceIds
    self.instanceIds = instanceIds
    self.portMappings = portMappings
    self.networkMode = networkMode
    self.policyDocument = policyDocument
    self.policySource = policySource
  }
}
