import Addressing

/// A network interface by dense indices. Its addresses and flags stay in the topology.
struct CompiledInterface: Sendable {
  var vpc: Int32
  var subnet: Int32
  /// An index into ``Network/groupSets``.
  var groupSet: Int32
  /// The instance it is attached to, or -1.
  var instance: Int32
}

/// A subnet by dense indices; -1 for a table or an ACL that is not visible.
struct CompiledSubnet: Sendable {
  var vpc: Int
  var table: Int
  var acl: Int
  /// An index that is the same for the same Availability Zone in every account; -1 where the input names none.
  var zone: Int
  var ipv4: AddressRanges
  var ipv6: AddressRanges

  func ranges(_ family: AddressFamily) -> AddressRanges { family == .ipv4 ? ipv4 : ipv6 }
}

/// A VPC with what is attached to it.
struct CompiledVPC: Sendable {
  var ipv4: AddressRanges
  var ipv6: AddressRanges
  var internetGateway: Int?
  var egressOnlyInternetGateway: Int?
  var vpnGateway: Int?
  var natGateways: [Int] = []
  var peerings: [Int] = []
  /// Transit gateway attachments of this VPC.
  var attachments: [Int] = []
  var gatewayEndpoints: [Int] = []
  /// The slice of ``Network/owners`` of each family.
  var ipv4Owners: Range<Int> = 0..<0
  var ipv6Owners: Range<Int> = 0..<0
  /// Delegated prefixes: rare, so a plain list.
  var delegated: [(range: AddressRange, family: AddressFamily, interface: Int32)] = []

  func ranges(_ family: AddressFamily) -> AddressRanges { family == .ipv4 ? ipv4 : ipv6 }
}

/// A private address and the interface that has it.
struct AddressOwner: Sendable {
  var address: UInt128
  var interface: Int32
}

/// A public address and what it stands for.
struct PublicOwner: Sendable {
  enum Holder: Sendable {
    case interface(Int, privateAddress: IPAddress)
    case natGateway(Int)
  }

  var address: IPAddress
  var holder: Holder
}

/// A connection between a site and AWS.
struct SiteConnection: Sendable {
  enum Medium: Sendable, Hashable {
    case vpn(Int)
    case virtualInterface(Int)
  }

  var site: Int
  var medium: Medium
}
