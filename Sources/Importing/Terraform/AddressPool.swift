import Addressing
import NetworkModel

/// Addresses that stand for those that AWS has not given yet.
struct AddressPool {
  private var used: Set<IPAddress>
  private var cursors: [Prefix: UInt128] = [:]
  /// Prefixes of rules and routes, sorted.
  private let prefixes: [Prefix]
  private let owned: Set<IPAddress>
  private var publicCursor: UInt128 = 1

  init(_ topology: Topology) {
    owned = Set(topology.networkInterfaces.flatMap(\.privateAddresses))
    let elastic = topology.networkInterfaces.flatMap { $0.publicAddresses.map(\.publicAddress) }
    let gateways = topology.natGateways.flatMap { $0.addresses.compactMap(\.publicAddress) }
    used = owned.union(elastic).union(gateways)
    prefixes = Self.prefixes(topology).sorted()
  }

  /// Every prefix that decides something.
  private static func prefixes(_ topology: Topology) -> Set<Prefix> {
    var found: Set<Prefix> = []
    for group in topology.securityGroups {
      for case .prefix(let prefix) in (group.ingress + group.egress).map(\.peer) { found.insert(prefix) }
    }
    for acl in topology.networkACLs { for entry in acl.entries { found.insert(entry.cidrBlock) } }
    for table in topology.routeTables {
      for case .prefix(let prefix) in table.routes.map(\.destination) { found.insert(prefix) }
    }
    for table in topology.transitGatewayRouteTables {
      for case .prefix(let prefix) in (table.routes ?? []).map(\.destination) { found.insert(prefix) }
    }
    for list in topology.prefixLists { found.formUnion(list.entries ?? []) }
    return found
  }

  /// An address of a subnet that nothing has. AWS keeps the first four and the last (VPC 1.2.3).
  mutating func next(in block: Prefix) -> IPAddress? {
    var offset = cursors[block] ?? 4
    let size = block.range.upper - block.range.lower
    while offset < size {
      let address = IPAddress(family: block.family, value: block.range.lower + offset)
      offset += 1
      cursors[block] = offset
      if used.insert(address).inserted { return address }
    }
    return nil
  }

  /// Whether rules or routes tell addresses of a subnet apart, other than those that interfaces are known to have.
  func isSplit(_ block: Prefix) -> Bool {
    var low = 0
    var high = prefixes.count
    while low < high {
      let middle = (low + high) / 2
      if prefixes[middle].address < block.address { low = middle + 1 } else { high = middle }
    }
    while low < prefixes.count, prefixes[low].address.family == block.family, block.contains(prefixes[low].address) {
      let prefix = prefixes[low]
      let isOwned = prefix.length == block.family.bitWidth && owned.contains(prefix.address)
      if prefix.length > block.length, !isOwned { return true }
      low += 1
    }
    return false
  }

  /// A public address of the blocks for documentation (RFC 5737) that no rule or route names.
  mutating func nextPublic() -> IPAddress? {
    let blocks = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "192.88.99.0/24"].compactMap { Prefix($0) }
    while publicCursor < UInt128(blocks.count) * 256 {
      let address = IPAddress(
        family: .ipv4, value: blocks[Int(publicCursor / 256)].range.lower + publicCursor % 256)
      publicCursor += 1
      let isNamed = prefixes.contains { $0.length > 0 && $0.contains(address) }
      if !isNamed, used.insert(address).inserted { return address }
    }
    return nil
  }
}
