import Addressing
import NetworkModel

extension EndpointResolver {
  /// Where an address is looked at from: the network of the other end.
  enum Vantage: Hashable {
    case vpc(Int)
    case site(Int)
    case elsewhere
  }

  /// The network that an end is in.
  func vantage(of end: End) -> Vantage {
    switch end {
    case .interface(let index, _, _):
      addresses.vpc(topology.networkInterfaces[index].vpcId).map { .vpc($0) } ?? .elsewhere
    case .site(let index, _, _): .site(index)
    case .nobody(_, let vpc?): .vpc(vpc)
    case .internet, .nobody: .elsewhere
    }
  }

  /// The end with `address` in one network. An address that nobody in a VPC has is nobody's.
  func end(at address: IPAddress, in home: AddressIndex.Home, _ side: Side) throws(QueryError) -> End {
    switch home {
    case .vpc(let vpc):
      let id = topology.vpcs[vpc].id
      if let index = addresses.holders(of: address).first(where: { topology.networkInterfaces[$0].vpcId == id }) {
        return .interface(index, address: address, publicly: false)
      }
      let holding = addresses.publicHolders(of: address).first {
        topology.networkInterfaces[Int($0.interface)].vpcId == id
      }
      return holding.map { publicEnd($0, side) } ?? .nobody(address, vpc: vpc)
    case .site(let site):
      guard topology.sites[site].prefixes.contains(where: { $0.contains(address) }) else {
        let prefixes = topology.sites[site].prefixes.map(\.description).joined(separator: ", ")
        throw QueryError(
          status: 66, message: "`\(address)` is not in the site `\(topology.sites[site].id)`, which has \(prefixes)")
      }
      return .site(site, family: address.family, AddressRanges([AddressRange(address)]))
    }
  }

  private func publicEnd(_ holding: AddressIndex.Holding, _ side: Side) -> End {
    .interface(Int(holding.interface), address: holding.privateAddress, publicly: side == .to)
  }

  /// The end with `address` as it is seen from the other end: in its own network if the address belongs there, else
  /// in the one network that has it, else on the internet.
  func end(at address: IPAddress, from vantage: Vantage, _ side: Side) throws(QueryError) -> End {
    if let own = ownHome(vantage, where: { $0.contains(address) }) { return try end(at: address, in: own, side) }
    let holders = addresses.holders(of: address)
    let homes = addresses.homes(of: address)
    let sites = homes.filter { if case .site = $0 { true } else { false } }
    if holders.count + sites.count > 1 { throw ambiguous(address.description, holders, sites) }
    if let holder = holders.first { return .interface(holder, address: address, publicly: false) }
    if let site = sites.first { return try end(at: address, in: site, side) }
    if let home = homes.first, homes.count == 1 { return try end(at: address, in: home, side) }
    if homes.count > 1 { return .nobody(address, vpc: nil) }
    let publicHolders = addresses.publicHolders(of: address)
    if publicHolders.count > 1 { throw ambiguous(address.description, publicHolders.map { Int($0.interface) }, []) }
    if let holder = publicHolders.first { return publicEnd(holder, side) }
    let exactly = AddressRanges([AddressRange(address)])
    return addresses.internet(address.family).contains(address.value)
      ? .internet(address.family, exactly) : .nobody(address, vpc: nil)
  }

  /// The network that is looked from, if one of its blocks fits.
  private func ownHome(_ vantage: Vantage, where fits: (Prefix) -> Bool) -> AddressIndex.Home? {
    switch vantage {
    case .vpc(let vpc): topology.vpcs[vpc].cidrBlocks.contains(where: fits) ? .vpc(vpc) : nil
    case .site(let site): topology.sites[site].prefixes.contains(where: fits) ? .site(site) : nil
    case .elsewhere: nil
    }
  }

  // MARK: Ranges

  /// The ends in `prefix` as they are seen from the other end: those of its own network if the whole range belongs
  /// there, else those of every network and of the internet.
  func ends(in prefix: Prefix, from vantage: Vantage) throws(QueryError) -> [End] {
    if let own = ownHome(vantage, where: { $0.contains(prefix) }) {
      let found = ends(in: prefix, of: own)
      if found.isEmpty { throw nothing(in: prefix) }
      return found
    }
    let homes = addresses.homes(overlapping: prefix)
    try refuseOverlaps(in: prefix, homes)
    var found = addresses.holdings(in: prefix).map { holding in
      End.interface(Int(holding.interface), address: holding.address, publicly: false)
    }
    let family = prefix.family
    let whole = AddressRanges([prefix.range])
    var vpcs: [AddressRange] = []
    var sites: [(site: Int, range: AddressRange)] = []
    for entry in homes {
      switch entry.home {
      case .vpc: vpcs.append(entry.prefix.range)
      case .site(let site): sites.append((site, entry.prefix.range))
      }
    }
    let outside = whole.subtracting(AddressRanges(vpcs))
    for site in Set(sites.map(\.site)).sorted() {
      let own = AddressRanges(sites.filter { $0.site == site }.map(\.range)).intersection(outside)
      if !own.isEmpty { found.append(.site(site, family: family, own)) }
    }
    let open = addresses.internet(family).intersection(outside.subtracting(AddressRanges(sites.map(\.range))))
    if !open.isEmpty { found.append(.internet(family, open)) }
    if found.isEmpty { throw nothing(in: prefix) }
    return sorted(found)
  }

  /// The ends of one network in `prefix`.
  func ends(in prefix: Prefix, of home: AddressIndex.Home) -> [End] {
    switch home {
    case .vpc(let vpc):
      let id = topology.vpcs[vpc].id
      return sorted(
        addresses.holdings(in: prefix).filter { topology.networkInterfaces[Int($0.interface)].vpcId == id }
          .map { .interface(Int($0.interface), address: $0.address, publicly: false) })
    case .site(let site):
      let own = topology.sites[site].prefixes.filter { $0.family == prefix.family }.map(\.range)
      let common = AddressRanges(own).intersection(AddressRanges([prefix.range]))
      return common.isEmpty ? [] : [.site(site, family: prefix.family, common)]
    }
  }

  func nothing(in prefix: Prefix) -> QueryError {
    QueryError(status: 66, message: "nothing in the input has an address in `\(prefix)`")
  }

  /// Two networks that have the same addresses of the range cannot be meant at once.
  private func refuseOverlaps(
    in prefix: Prefix, _ homes: [(prefix: Prefix, home: AddressIndex.Home)]
  ) throws(QueryError) {
    let used = Set(addresses.holdings(in: prefix).map { topology.networkInterfaces[Int($0.interface)].vpcId })
    let live = homes.filter { entry in
      if case .vpc(let vpc) = entry.home { return used.contains(topology.vpcs[vpc].id) }
      return false
    }
    for (position, entry) in live.enumerated() {
      for other in live[..<position] where other.home != entry.home && other.prefix.overlaps(entry.prefix) {
        throw QueryError(
          status: 66, message: "`\(prefix)` is in more than one network; say in which, with `@`",
          candidates: [other.home, entry.home].map { "\(prefix)@\(id(of: $0))" }.sorted())
      }
    }
  }

  private func ambiguous(_ text: String, _ holders: [Int], _ sites: [AddressIndex.Home]) -> QueryError {
    let places = holders.map { topology.networkInterfaces[$0].vpcId } + sites.map { id(of: $0) }
    return QueryError(
      status: 66, message: "`\(text)` is in more than one network; say in which, with `@`",
      candidates: Set(places.map { "\(text)@\($0)" }).sorted())
  }

  private func id(of home: AddressIndex.Home) -> String {
    switch home {
    case .vpc(let index): topology.vpcs[index].id
    case .site(let index): topology.sites[index].id
    }
  }
}
