import Addressing

/// A security group with its rules.
public struct SecurityGroup: Resource {
  public static let kind = ResourceKind.securityGroup
  public var identity: Identity
  public var groupName: String
  public var vpcId: String
  public var ingress: [SecurityGroupRule]
  public var egress: [SecurityGroupRule]
  /// Other VPCs that the group is associated with, in state `associated`.
  public var associatedVpcIds: [String]

  public init(
    _ identity: Identity, groupName: String? = nil, vpcId: String, ingress: [SecurityGroupRule] = [],
    egress: [SecurityGroupRule] = [], associatedVpcIds: [String] = []
  ) {
    self.identity = identity
    self.groupName = groupName ?? identity.name ?? identity.id
    self.vpcId = vpcId
    self.ingress = ingress
    self.egress = egress
    self.associatedVpcIds = associatedVpcIds
  }
}

/// One permission of a security group: a protocol, ports, and one peer (SG 3.1). AWS's `IpPermissions` that name
/// several peers are several rules here, as `describe-security-group-rules` shows them.
public struct SecurityGroupRule: Sendable, Hashable {
  public enum Peer: Sendable, Hashable {
    case prefix(Prefix)
    case prefixList(String)
    case securityGroup(SecurityGroupReference)
  }

  public var id: String?
  /// Nil for all protocols (`-1`).
  public var ipProtocol: IPProtocol?
  /// Of TCP and UDP, the destination ports; nil for all.
  public var portRange: PortRange?
  /// Of ICMP and ICMPv6; nil for any type.
  public var icmpType: UInt8?
  /// Nil for any code.
  public var icmpCode: UInt8?
  public var peer: Peer
  public var source: SourceLocation?

  public init(
    id: String? = nil, ipProtocol: IPProtocol? = nil, portRange: PortRange? = nil, icmpType: UInt8? = nil,
    icmpCode: UInt8? = nil, peer: Peer, source: SourceLocation? = nil
  ) {
    self.id = id
    self.ipProtocol = ipProtocol
    self.portRange = portRange
    self.icmpType = icmpType
    self.icmpCode = icmpCode
    self.peer = peer
    self.source = source
  }
}

/// A security group named by a rule, perhaps of another account or over a peering.
public struct SecurityGroupReference: Sendable, Hashable {
  public var groupId: String
  public var account: String?
  public var vpcPeeringConnectionId: String?
  /// `active`, or why the reference is stale (`deleted` …); nil inside one VPC.
  public var peeringStatus: String?

  public init(
    _ groupId: String, account: String? = nil, vpcPeeringConnectionId: String? = nil, peeringStatus: String? = nil
  ) {
    self.groupId = groupId
    self.account = account
    self.vpcPeeringConnectionId = vpcPeeringConnectionId
    self.peeringStatus = peeringStatus
  }
}
