import Addressing
import NetworkModel

// What the rules of security groups admit (SG 3.1).

extension Linter {
  /// Whether groups admit TCP or UDP traffic to a port from an address, or from who carries one of `groups`; nil where
  /// the input does not show all of the groups.
  func admits(
    _ groupIds: [String], _ transport: IPProtocol, _ port: UInt16, from address: IPAddress, carrying groups: [String]
  ) -> Bool? {
    let own = groupIds.compactMap { index.groups[$0] }
    guard own.count == groupIds.count else { return nil }
    return own.flatMap(\.ingress).contains { rule in
      guard rule.takes(transport, port) else { return false }
      switch rule.peer {
      case .prefix(let prefix): return prefix.contains(address)
      case .prefixList(let id): return list(id, contains: address)
      case .securityGroup(let reference): return groups.contains(reference.groupId)
      }
    }
  }

  /// A list that the input does not show may hold anything.
  private func list(_ id: String, contains address: IPAddress) -> Bool {
    guard let entries = topology.prefixLists.first(where: { $0.id == id })?.entries else { return true }
    return entries.contains { $0.contains(address) }
  }

  /// Whether groups admit traffic to a port from every IPv4 address.
  func admitsEverybody(_ groupIds: [String], _ transport: IPProtocol, _ port: UInt16) -> Bool? {
    let own = groupIds.compactMap { index.groups[$0] }
    guard own.count == groupIds.count else { return nil }
    return own.flatMap(\.ingress).contains { $0.takes(transport, port) && $0.peer == .prefix(.all(.ipv4)) }
  }
}

extension SecurityGroupRule {
  /// Whether the rule is for a protocol and a port, whoever sends.
  func takes(_ transport: IPProtocol, _ port: UInt16) -> Bool {
    (ipProtocol == nil || ipProtocol == transport) && (portRange?.contains(port) ?? true)
  }
}
