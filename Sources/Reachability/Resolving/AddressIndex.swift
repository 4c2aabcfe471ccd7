import Addressing
import NetworkModel

/// Who has which address, and in which networks it could be.
struct AddressIndex: Sendable {
  /// A network that has address blocks of its own: positions in the topology's VPCs or sites.
  enum Home: Hashable, Sendable {
    case vpc(Int)
    case site(Int)
  }

  /// An address of an interface.
  struct Holding: Sendable {
    var address: IPAddress
    var interface: Int32
    /// The private address that the interface itself knows: another one for a public address.
    var privateAddress: IPAddress
  }

  /// Sorted by address, then by interface.
  private let privateHoldings: [Holding]
  private let publicHoldings: [Holding]
  /// Prefixes delegated to interfaces.
  private let delegated: [(prefix: Prefix, interface: Int)]
  private let homes: [(prefix: Prefix, home: Home)]
  private let ipv4Homes: PrefixTable
  private let ipv6Homes: PrefixTable
  private let ipv4Internet: AddressRanges
  private let ipv6Internet: AddressRanges
  private let vpcIndex: [String: Int]

  init(_ topology: Topology) {
    var privates: [Holding] = []
    var publics: [Holding] = []
    var delegated: [(prefix: Prefix, interface: Int)] = []
    privates.reserveCapacity(topology.networkInterfaces.count)
    for (index, interface) in topology.networkInterfaces.enumerated() {
      for address in interface.privateAddresses {
        privates.append(Holding(address: address, interface: Int32(index), privateAddress: address))
      }
      for pair in interface.publicAddresses {
        publics.append(
          Holding(address: pair.publicAddress, interface: Int32(index), privateAddress: pair.privateAddress))
      }
      for prefix in interface.delegatedPrefixes { delegated.append((prefix, index)) }
    }
    privateHoldings = privates.sorted { ($0.address, $0.interface) < ($1.address, $1.interface) }
    publicHoldings = publics.sorted { ($0.address, $0.interface) < ($1.address, $1.interface) }
    self.delegated = delegated
    let vpcHomes = topology.vpcs.indices.flatMap { index in
      topology.vpcs[index].cidrBlocks.map { (prefix: $0, home: Home.vpc(index)) }
    }
    let siteHomes = topology.sites.indices.flatMap { index in
      topology.sites[index].prefixes.map { (prefix: $0, home: Home.site(index)) }
    }
    homes = vpcHomes + siteHomes
    ipv4Homes = PrefixTable(.ipv4, homes.map(\.prefix))
    ipv6Homes = PrefixTable(.ipv6, homes.map(\.prefix))
    ipv4Internet = topology.internetAddresses(.ipv4)
    ipv6Internet = topology.internetAddresses(.ipv6)
    vpcIndex = Dictionary(
      topology.vpcs.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The public addresses that no VPC of the topology has as its own.
  func internet(_ family: AddressFamily) -> AddressRanges { family == .ipv4 ? ipv4Internet : ipv6Internet }

  func vpc(_ id: String) -> Int? { vpcIndex[id] }

  /// The interfaces that have `address` as a private address, or in a prefix delegated to them.
  func holders(of address: IPAddress) -> [Int] {
    var found = AddressIndex.holdings(privateHoldings, AddressRange(address), address.family)
      .map { Int($0.interface) }
    for entry in delegated where entry.prefix.contains(address) && !found.contains(entry.interface) {
      found.append(entry.interface)
    }
    return found
  }

  /// The interfaces that have `address` as a public address.
  func publicHolders(of address: IPAddress) -> ArraySlice<Holding> {
    AddressIndex.holdings(publicHoldings, AddressRange(address), address.family)
  }

  /// The private addresses of interfaces in `prefix`.
  func holdings(in prefix: Prefix) -> ArraySlice<Holding> {
    AddressIndex.holdings(privateHoldings, prefix.range, prefix.family)
  }

  private static func holdings(
    _ all: [Holding], _ range: AddressRange, _ family: AddressFamily
  ) -> ArraySlice<Holding> {
    let start = firstPosition(all) { $0 >= IPAddress(family: family, value: range.lower) }
    let end = firstPosition(all) { $0 > IPAddress(family: family, value: range.upper) }
    return all[start..<end]
  }

  private static func firstPosition(_ all: [Holding], where holds: (IPAddress) -> Bool) -> Int {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if holds(all[middle].address) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The networks whose longest block covers `address`.
  func homes(of address: IPAddress) -> [Home] {
    let table = address.family == .ipv4 ? ipv4Homes : ipv6Homes
    var found: [Home] = []
    for entry in table.longest(address.value) where !found.contains(homes[Int(entry)].home) {
      found.append(homes[Int(entry)].home)
    }
    return found
  }

  /// The blocks of networks that share addresses with `prefix`.
  func homes(overlapping prefix: Prefix) -> [(prefix: Prefix, home: Home)] {
    homes.filter { $0.prefix.overlaps(prefix) }
  }
}
