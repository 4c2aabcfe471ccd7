import Addressing
import NetworkModel

extension Topology {
  /// The addresses that `internet` stands for: public, of no VPC of the topology, and not those that a gateway
  /// endpoint serves, which are AWS services asked for by their own addresses (DEC-10).
  public func internetAddresses(_ family: AddressFamily) -> AddressRanges {
    let everything = AddressSpace.publicAddresses(family)
    let own = vpcs.flatMap(\.cidrBlocks)
    let taken = (own + servedPrefixes).filter { $0.family == family }.map(\.range)
      .filter { range in everything.ranges.contains { $0.overlaps(range) } }
    return everything.subtracting(AddressRanges(taken))
  }

  /// The entries of the prefix lists that route tables send to endpoints.
  private var servedPrefixes: [Prefix] {
    var lists: Set<String> = []
    for route in routeTables.lazy.flatMap(\.routes) {
      if case .prefixList(let id) = route.destination, case .vpcEndpoint = route.target { lists.insert(id) }
    }
    return prefixLists.filter { lists.contains($0.id) }.flatMap { $0.entries ?? [] }
  }
}
