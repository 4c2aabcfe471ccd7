import Addressing

/// A network ACL with its entries in both directions.
public struct NetworkACL: Resource {
  public static let kind = ResourceKind.networkAcl
  public var identity: Identity
  public var vpcId: String
  public var isDefault: Bool
  public var subnetIds: [String]
  /// Sorted by direction (ingress first), then by rule number; AWS's own 32767 may be among them.
  public var entries: [NetworkACLEntry]

  public init(
    _ identity: Identity, vpcId: String, isDefault: Bool = false, subnetIds: [String] = [],
    entries: [NetworkACLEntry] = []
  ) {
    self.identity = identity
    self.vpcId = vpcId
    self.isDefault = isDefault
    self.subnetIds = subnetIds
    self.entries = entries.sorted { ($0.isEgress ? 1 : 0, $0.ruleNumber) < ($1.isEgress ? 1 : 0, $1.ruleNumber) }
  }
}

/// An entry of a network ACL (NACL 2.1).
public struct NetworkACLEntry: Sendable, Hashable {
  public enum Action: String, Sendable, Hashable { case allow, deny }

  /// 1...32766; 32767 and above are AWS's own.
  public var ruleNumber: Int
  public var isEgress: Bool
  public var action: Action
  /// Nil for all protocols (`-1`).
  public var ipProtocol: IPProtocol?
  public var cidrBlock: Prefix
  /// Of TCP and UDP, the destination ports; nil for all.
  public var portRange: PortRange?
  /// Of ICMP and ICMPv6; nil for any type.
  public var icmpType: UInt8?
  /// Nil for any code.
  public var icmpCode: UInt8?
  public var source: SourceLocation?

  public init(
    _ ruleNumber: Int, isEgress: Bool, _ action: Action, ipProtocol: IPProtocol? = nil, cidrBlock: Prefix,
    portRange: PortRange? = nil, icmpType: UInt8? = nil, icmpCode: UInt8? = nil, source: SourceLocation? = nil
  ) {
    self.ruleNumber = ruleNumber
    self.isEgress = isEgress
    self.action = action
    self.ipProtocol = ipProtocol
    self.cidrBlock = cidrBlock
    self.portRange = portRange
    self.icmpType = icmpType
    self.icmpCode = icmpCode
    self.source = source
  }
}
