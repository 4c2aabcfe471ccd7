import Addressing
import NetworkModel

/// A rule of a security group, ready to be matched: a box whose peer side is left open, and the peer.
struct CompiledGroupRule: Sendable {
  enum Peer: Sendable {
    case addresses(AddressFamily, AddressRange)
    /// An index into ``Network/prefixLists``; -1 where the list is not visible.
    case prefixList(Int)
    /// An index into ``Network/groups``, whether the reference is stale, and the far account.
    case group(Int, isStale: Bool)
  }

  var firstProtocol: UInt8
  var lastProtocol: UInt8
  var sourcePorts: PortRange
  var destinationPorts: PortRange
  var peer: Peer

  init(_ rule: SecurityGroupRule, peer: Peer) {
    let ports = RulePorts(rule.ipProtocol, rule.portRange, rule.icmpType, rule.icmpCode)
    firstProtocol = rule.ipProtocol?.rawValue ?? 0
    lastProtocol = rule.ipProtocol?.rawValue ?? .max
    sourcePorts = ports.source
    destinationPorts = ports.destination
    self.peer = peer
  }

  /// The packets the rule is about, with `range` on the peer's side.
  func box(_ family: AddressFamily, _ direction: Blocker.Direction, peer range: AddressRange) -> TrafficBox {
    let everyone = AddressRange.all(family)
    return TrafficBox(
      source: direction == .ingress ? range : everyone, destination: direction == .egress ? range : everyone,
      firstProtocol: firstProtocol, lastProtocol: lastProtocol, sourcePorts: sourcePorts,
      destinationPorts: destinationPorts)
  }
}

/// The port or ICMP fields of a rule as the two port ranges of a box.
struct RulePorts {
  var source = PortRange.all
  var destination = PortRange.all

  /// Protocols other than TCP, UDP and ICMP ignore ports (NACL 2.1.4, SG 3.1.2).
  init(_ ipProtocol: IPProtocol?, _ portRange: PortRange?, _ icmpType: UInt8?, _ icmpCode: UInt8?) {
    guard let ipProtocol else { return }
    if ipProtocol.hasPorts {
      destination = portRange ?? .all
    } else if ipProtocol.isICMP {
      if let icmpType { source = PortRange(UInt16(icmpType)) }
      if icmpType != nil, let icmpCode { destination = PortRange(UInt16(icmpCode)) }
    }
  }
}

/// A security group with its rules compiled; a group that is only referred to has none and is not visible.
struct CompiledGroup: Sendable {
  var id: String
  /// The position in the topology; -1 where the group is not in the input.
  var position: Int
  var ingress: [CompiledGroupRule] = []
  var egress: [CompiledGroupRule] = []

  func rules(_ direction: Blocker.Direction) -> [CompiledGroupRule] { direction == .ingress ? ingress : egress }
}

/// A network ACL: for each direction and family the boxes of its entries in the order of their numbers.
struct CompiledACL: Sendable {
  struct Entry: Sendable {
    var box: TrafficBox
    var allows: Bool
    /// The position in `entries` of the ACL.
    var position: Int
  }

  private var lists: [[Entry]] = [[], [], [], []]

  init(_ acl: NetworkACL) {
    for (position, entry) in acl.entries.enumerated() where entry.ruleNumber < 32767 {
      let family = entry.cidrBlock.family
      // Protocol 58 with an IPv4 block matches every type (NACL 2.1.4).
      let isForeign = entry.ipProtocol == .icmpv6 && family == .ipv4
      let ports = RulePorts(entry.ipProtocol, entry.portRange, isForeign ? nil : entry.icmpType, entry.icmpCode)
      let everyone = AddressRange.all(family)
      let box = TrafficBox(
        source: entry.isEgress ? everyone : entry.cidrBlock.range,
        destination: entry.isEgress ? entry.cidrBlock.range : everyone,
        firstProtocol: entry.ipProtocol?.rawValue ?? 0, lastProtocol: entry.ipProtocol?.rawValue ?? .max,
        sourcePorts: ports.source, destinationPorts: ports.destination)
      lists[CompiledACL.slot(entry.isEgress ? .egress : .ingress, family)].append(
        Entry(box: box, allows: entry.action == .allow, position: position))
    }
  }

  func entries(_ direction: Blocker.Direction, _ family: AddressFamily) -> [Entry] {
    lists[CompiledACL.slot(direction, family)]
  }

  private static func slot(_ direction: Blocker.Direction, _ family: AddressFamily) -> Int {
    (direction == .egress ? 2 : 0) + (family == .ipv6 ? 1 : 0)
  }
}

/// The entries of a prefix list as ranges of both families.
struct CompiledPrefixList: Sendable {
  var ipv4: AddressRanges
  var ipv6: AddressRanges
  var isVisible: Bool

  init(_ list: PrefixList) {
    let entries = list.entries ?? []
    ipv4 = AddressRanges(entries.filter { $0.family == .ipv4 }.map(\.range))
    ipv6 = AddressRanges(entries.filter { $0.family == .ipv6 }.map(\.range))
    isVisible = list.entries != nil
  }

  func ranges(_ family: AddressFamily) -> AddressRanges { family == .ipv4 ? ipv4 : ipv6 }
}
