import Addressing
import NetworkModel

/// Reads the shorthands of ``TopologyBuilder``; stops the test on anything that is not one.
enum Shorthand {
  static func address(_ text: String) -> IPAddress {
    guard let address = IPAddress(text) else { refuse("an address", text) }
    return address
  }

  static func prefix(_ text: some StringProtocol) -> Prefix {
    guard let prefix = Prefix(text) else { refuse("a prefix", String(text)) }
    return prefix
  }

  static func refuse(_ wanted: String, _ text: String) -> Never {
    preconditionFailure("`\(text)` is not \(wanted)")
  }

  /// A protocol with its ports, or its ICMP type and code, as rules of all kinds have them.
  struct Service {
    var ipProtocol: IPProtocol?
    var portRange: PortRange?
    var icmpType: UInt8?
    var icmpCode: UInt8?

    /// Takes `all`, `tcp 22`, `udp 1-9`, `tcp`, `icmp 8`, `icmp 8/0`, `icmp`, `47` from the front of `words`.
    init(_ words: inout ArraySlice<Substring>) {
      let name = words.removeFirst()
      if name == "all" || name == "any" || name == "-1" { return }
      guard let proto = IPProtocol(name) else { Shorthand.refuse("a protocol", String(name)) }
      ipProtocol = proto
      guard let next = words.first, next.first?.isNumber == true || next == "all" else { return }
      if next.contains(".") || next.contains(":") { return }
      words.removeFirst()
      if next == "all" { return }
      if proto.isICMP {
        let parts = next.split(separator: "/")
        icmpType = UInt8(parts[0])
        icmpCode = parts.count > 1 ? UInt8(parts[1]) : nil
      } else {
        guard let range = PortRange(next) else { Shorthand.refuse("a port range", String(next)) }
        portRange = range
      }
    }
  }

  /// `tcp 22 from 10.0.1.0/24`, `all to ::/0`, `tcp 443 from sg-app`, `… from 222222222222/sg-b`, `… to pl-s3`,
  /// `… from sg-b over pcx-1 deleted`.
  static func groupRule(_ text: String, isEgress: Bool) -> SecurityGroupRule {
    var words = text.split(separator: " ")[...]
    let service = Service(&words)
    guard words.count >= 2, words.removeFirst() == (isEgress ? "to" : "from") else {
      refuse(isEgress ? "an egress rule" : "an ingress rule", text)
    }
    let peerText = words.removeFirst()
    let peer: SecurityGroupRule.Peer
    if let prefix = Prefix(peerText) {
      peer = .prefix(prefix)
    } else if peerText.hasPrefix("pl-") {
      peer = .prefixList(String(peerText))
    } else {
      let parts = peerText.split(separator: "/")
      var reference = SecurityGroupReference(
        String(parts[parts.count - 1]), account: parts.count > 1 ? String(parts[0]) : nil)
      if words.count >= 2, words.removeFirst() == "over" {
        reference.vpcPeeringConnectionId = String(words.removeFirst())
        reference.peeringStatus = words.first.map(String.init) ?? "active"
      }
      peer = .securityGroup(reference)
    }
    return SecurityGroupRule(
      ipProtocol: service.ipProtocol, portRange: service.portRange, icmpType: service.icmpType,
      icmpCode: service.icmpCode, peer: peer)
  }

  /// `in 100 allow tcp 80 0.0.0.0/0`, `out 100 deny all ::/0`.
  static func entry(_ text: String) -> NetworkACLEntry {
    var words = text.split(separator: " ")[...]
    guard words.count >= 5, let direction = words.popFirst(), ["in", "out"].contains(direction),
      let number = words.popFirst().flatMap({ Int($0) }),
      let action = words.popFirst().flatMap({ NetworkACLEntry.Action(rawValue: String($0)) })
    else { refuse("a network ACL entry", text) }
    let service = Service(&words)
    guard let cidr = words.popFirst(), words.isEmpty else { refuse("a network ACL entry", text) }
    return NetworkACLEntry(
      number, isEgress: direction == "out", action, ipProtocol: service.ipProtocol, cidrBlock: prefix(cidr),
      portRange: service.portRange, icmpType: service.icmpType, icmpCode: service.icmpCode)
  }

  /// `allow tcp 443 from 10.0.0.0/8 to 192.168.0.0/16`, `in deny all`: direction, `from` and `to` may be left out.
  static func firewallRule(_ text: String) -> Site.FirewallRule {
    var words = text.split(separator: " ")[...]
    var isInbound: Bool?
    if words.first == "in" || words.first == "out" { isInbound = words.removeFirst() == "in" }
    guard let action = words.popFirst().flatMap({ Site.FirewallRule.Action(rawValue: String($0)) }), !words.isEmpty
    else { refuse("a firewall rule", text) }
    let service = Service(&words)
    var rule = Site.FirewallRule(
      action, isInbound: isInbound, ipProtocol: service.ipProtocol, portRange: service.portRange)
    while words.count >= 2 {
      let word = words.removeFirst()
      let value = prefix(words.removeFirst())
      switch word {
      case "from": rule.from = value
      case "to": rule.to = value
      default: refuse("a firewall rule", text)
      }
    }
    return rule
  }
}
