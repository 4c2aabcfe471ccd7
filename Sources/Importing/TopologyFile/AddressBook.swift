import Addressing
import NetworkModel

/// Which addresses are taken, and who waits for one.
struct AddressBook {
  struct Owner {
    var name: String
    var place: Place
  }

  /// Somebody who gets the next free address of a subnet once every written address is known.
  struct Request {
    var place: Place
    var vpcId: String
    var block: Prefix
    var apply: (IPAddress) -> Void
  }

  /// By the VPC's id.
  var takenPrivate: [String: [IPAddress: Owner]] = [:]
  var takenPublic: [IPAddress: Owner] = [:]
  var privateRequests: [Request] = []
  var publicRequests: [(place: Place, apply: (IPAddress) -> Void)] = []
  private var nextFree: [Prefix: UInt128] = [:]

  /// Blocks set aside for documentation (RFC 5737), then for benchmarks (RFC 2544): no real host has their addresses.
  static let publicBlocks = ["198.51.100.0/24", "203.0.113.0/24", "192.0.2.0/24", "198.18.0.0/15"].compactMap {
    Prefix($0)
  }

  /// Whether AWS keeps the address for itself: the first four of a subnet, and the last.
  static func isReserved(_ address: IPAddress, in block: Prefix) -> Bool {
    address.value < block.range.lower + 4 || address.value == block.range.upper
  }

  /// The first free address of a block from its fifth on.
  mutating func takePrivate(_ block: Prefix, in vpcId: String, for owner: Owner) -> IPAddress? {
    var value = nextFree[block] ?? (block.range.lower &+ 4)
    while value < block.range.upper {
      let address = IPAddress(family: block.family, value: value)
      value += 1
      if takenPrivate[vpcId]?[address] == nil {
        nextFree[block] = value
        takenPrivate[vpcId, default: [:]][address] = owner
        return address
      }
    }
    return nil
  }

  mutating func takePublic(for owner: Owner) -> IPAddress? {
    for block in AddressBook.publicBlocks {
      var value = nextFree[block] ?? (block.range.lower + 1)
      while value < block.range.upper {
        let address = IPAddress(family: .ipv4, value: value)
        value += 1
        if takenPublic[address] == nil {
          nextFree[block] = value
          takenPublic[address] = owner
          return address
        }
      }
      nextFree[block] = value
    }
    return nil
  }
}

extension TopologyFileContext {
  /// Notes a written private address: it has to be in the subnet and nobody else's.
  func claim(_ address: Located<IPAddress>, in subnet: Subnet, for owner: String) {
    let blocks = subnet.cidrBlocks.filter { $0.family == address.value.family }
    guard let block = blocks.first(where: { $0.contains(address.value) }) else {
      let has = subnet.cidrBlocks.isEmpty ? "no block" : Fields.list(subnet.cidrBlocks.map(\.description))
      error(address.place, "`\(address.value)` is not in the subnet `\(subnet.identity.shortLabel)`, which has \(has)")
      return
    }
    if AddressBook.isReserved(address.value, in: block) {
      error(
        address.place, "`\(address.value)` is kept by AWS: the first four addresses of a subnet and its last",
        remedy: "use one from `\(IPAddress(family: block.family, value: block.range.lower + 4))` on")
      return
    }
    if let other = addresses.takenPrivate[subnet.vpcId]?[address.value] {
      error(
        address.place,
        "`\(address.value)` already belongs to `\(other.name)`, \(line(other.place, from: address.place))")
      return
    }
    addresses.takenPrivate[subnet.vpcId, default: [:]][address.value] = .init(name: owner, place: address.place)
  }

  func claimPublic(_ address: Located<IPAddress>, for owner: String) {
    if let other = addresses.takenPublic[address.value] {
      error(
        address.place,
        "`\(address.value)` already belongs to `\(other.name)`, \(line(other.place, from: address.place))")
      return
    }
    addresses.takenPublic[address.value] = .init(name: owner, place: address.place)
  }

  /// Gives everybody who waits an address, in the order of the file.
  func assignAddresses() {
    let privateRequests = addresses.privateRequests.enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    for request in privateRequests {
      let owner = AddressBook.Owner(name: "another", place: request.place)
      if let address = addresses.takePrivate(request.block, in: request.vpcId, for: owner) {
        request.apply(address)
      } else {
        error(request.place, "`\(request.block)` has no free address left", remedy: "use a larger subnet")
      }
    }
    let publicRequests = addresses.publicRequests.enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    for request in publicRequests {
      if let address = addresses.takePublic(for: .init(name: "another", place: request.place)) {
        request.apply(address)
      } else {
        error(request.place, "no public address is left to make up", remedy: "write one")
      }
    }
    (addresses.privateRequests, addresses.publicRequests) = ([], [])
  }
}
