import Addressing
import NetworkModel

/// What the two ends of a question stand for in one topology. Made once and asked by every question: its indexes are
/// built when they are first needed.
struct EndpointResolver: Sendable {
  let topology: Topology
  private let lazyNames: Lazy<NameIndex>
  private let lazyMembers: Lazy<MemberIndex>
  private let lazyAddresses: Lazy<AddressIndex>
  private let lazyTags: Lazy<Multimap<Tag, Place>>

  var names: NameIndex { lazyNames.value }
  var members: MemberIndex { lazyMembers.value }
  var addresses: AddressIndex { lazyAddresses.value }

  init(_ topology: Topology) {
    self.topology = topology
    lazyNames = Lazy { NameIndex(topology) }
    lazyMembers = Lazy { MemberIndex(topology) }
    lazyAddresses = Lazy { AddressIndex(topology) }
    lazyTags = Lazy {
      var tags = Multimap<Tag, Place>()
      topology.forEachIdentity { place, identity in
        guard place.shelf.role == .ends else { return }
        for tag in identity.tags { tags.add(place, for: tag) }
      }
      return tags
    }
  }

  /// Which end of the question a form stands at.
  enum Side { case from, to }

  /// What a form stands for.
  enum Meaning {
    /// These ends, whatever the other end is. `thing`: the one resource that they are.
    case ends([End], thing: Place?, label: String)
    /// The address, in the network of the other end.
    case address(IPAddress)
    case range(Prefix)
  }

  /// What `typed` stands for.
  func meaning(of typed: TypedEndpoint, _ side: Side) throws(QueryError) -> Meaning {
    switch typed.form {
    case .url(let url):
      if side == .from { throw QueryError(status: 64, message: "`\(url)` is a URL: a URL can only be TO") }
      throw QueryError(status: 64, message: "`\(url)` is a URL, which stands for no address")
    case .arn(let arn):
      return try meaning(of: place(withARN: arn), typed: arn, side)
    case .id(let id):
      return try meaning(of: place(withID: id), typed: id, side)
    case .terraform(let address), .name(let address):
      if EndpointForm.isOtherURL(address) {
        throw QueryError(status: 64, message: "`\(address)` is no URL of HTTP: it begins with http:// or https://")
      }
      return try meaning(of: place(named: address, side), typed: address, side)
    case .internet(let address):
      return internet(address)
    case .tag(let tag):
      return .ends(try ends(tagged: tag), thing: nil, label: typed.text)
    case .address(let address, let network?):
      let home = try home(called: network)
      return .ends([try end(at: address, in: home, side)], thing: nil, label: address.description)
    case .address(let address, nil):
      return .address(address)
    case .range(let prefix, let network?):
      let home = try home(called: network)
      let found = ends(in: prefix, of: home)
      if found.isEmpty { throw nothing(in: prefix) }
      return .ends(found, thing: nil, label: prefix.description)
    case .range(let prefix, nil):
      return .range(prefix)
    }
  }

  private func internet(_ address: IPAddress?) -> Meaning {
    if let address {
      let end = End.internet(address.family, AddressRanges([AddressRange(address)]))
      return .ends([end], thing: nil, label: "internet/\(address)")
    }
    let ends = AddressFamily.allCases.map { End.internet($0, addresses.internet($0)) }
    return .ends(ends, thing: nil, label: "internet")
  }

  private func ends(tagged tag: Tag) throws(QueryError) -> [End] {
    var seen: Set<Int> = []
    var found: [End] = []
    for place in lazyTags.value[tag] {
      for interface in members.interfaces(of: place, in: topology) where seen.insert(interface).inserted {
        found += ends(of: interface)
      }
    }
    if found.isEmpty {
      throw QueryError(
        status: 66, message: "nothing with a network interface has the tag `\(tag.key)=\(tag.value)`",
        candidates: valuesOfTag(tag.key))
    }
    return sorted(found)
  }

  private func valuesOfTag(_ key: String) -> [String] {
    var values: Set<String> = []
    topology.forEachIdentity { place, identity in
      guard place.shelf.role == .ends else { return }
      for tag in identity.tags where tag.key == key { values.insert(tag.value) }
    }
    return values.sorted().prefix(5).map { "tag:\(key)=\($0)" }
  }

  /// The primary address of each family of an interface.
  func ends(of interface: Int) -> [End] {
    let all = topology.networkInterfaces[interface].privateAddresses
    return AddressFamily.allCases.compactMap { family in
      all.first { $0.family == family }.map { .interface(interface, address: $0, publicly: false) }
    }
  }

  /// The addresses of a site, one end a family.
  func ends(ofSite index: Int) -> [End] { ends(at: topology.sites[index].prefixes, ofSite: index) }

  private func ends(at prefixes: [Prefix], ofSite index: Int) -> [End] {
    AddressFamily.allCases.compactMap { family in
      let ranges = prefixes.filter { $0.family == family }.map(\.range)
      return ranges.isEmpty ? nil : .site(index, family: family, AddressRanges(ranges))
    }
  }

  // MARK: Resources

  private func meaning(of place: Place, typed: String, _ side: Side) throws(QueryError) -> Meaning {
    let row = topology.row(place)
    let label = row.identity.shortLabel
    if let site = try site(behind: place, row) {
      let ends = ends(ofSite: site)
      if ends.isEmpty {
        throw QueryError(status: 66, message: "the site `\(topology.sites[site].id)` has no addresses in the input")
      }
      return .ends(ends, thing: Place(.site, site), label: topology.sites[site].identity.shortLabel)
    }
    if place.shelf == .siteHost { return try meaning(ofHost: topology.siteHosts[Int(place.index)], place) }
    guard place.shelf.role != .carries else { throw notAnEnd(typed, place, row) }
    let found = members.interfaces(of: place, in: topology).flatMap { ends(of: $0) }
    // A function outside a VPC calls from the internet (AG CL-2).
    if found.isEmpty, side == .from, isOutsideVPCs(place) {
      return .ends([.internet(.ipv4, addresses.internet(.ipv4))], thing: place, label: label)
    }
    if found.isEmpty {
      let lack = place.shelf.role == .holds ? "no network interface is in" : "the input shows no address of"
      throw QueryError(status: 66, message: "\(lack) the \(row.kind.words) `\(typed)`")
    }
    return .ends(sorted(found), thing: place, label: label)
  }

  private func meaning(ofHost host: SiteHost, _ place: Place) throws(QueryError) -> Meaning {
    guard let site = topology.sites.firstIndex(where: { $0.id == host.siteId }) else {
      throw QueryError(
        status: 66, message: "the site `\(host.siteId)` of `\(host.identity.shortLabel)` is not in the input")
    }
    return .ends(ends(at: host.prefixes, ofSite: site), thing: place, label: host.identity.shortLabel)
  }

  private func isOutsideVPCs(_ place: Place) -> Bool {
    guard place.shelf == .managedResource else { return false }
    let resource = topology.managedResources[Int(place.index)]
    return resource.resourceKind == .function && resource.vpcId == nil && resource.subnetIds.isEmpty
  }

  /// The site that a resource is, or is the way to; nil where it is nothing of that kind.
  private func site(behind place: Place, _ row: ShelfRow) throws(QueryError) -> Int? {
    if place.shelf == .site { return Int(place.index) }
    guard [.customerGateway, .vpnConnection, .virtualInterface].contains(place.shelf) else { return nil }
    if let siteId = siteId(behind: place), let site = topology.sites.firstIndex(where: { $0.id == siteId }) {
      return site
    }
    throw QueryError(
      status: 66, message: "the input does not say which site is behind the \(row.kind.words) `\(row.identity.id)`",
      candidates: topology.sites.indices.map { candidate(Place(.site, $0), typed: "") }.sorted())
  }

  /// The id of the site that a resource leads to, where the input says so.
  func siteId(behind place: Place) -> String? {
    let index = Int(place.index)
    switch place.shelf {
    case .customerGateway: return topology.customerGateways[index].siteId
    case .virtualInterface: return topology.virtualInterfaces[index].siteId
    case .vpnConnection:
      let gateway = topology.vpnConnections[index].customerGatewayId
      return topology.customerGateways.first { $0.id == gateway }?.siteId
    default: return nil
    }
  }

  private func notAnEnd(_ typed: String, _ place: Place, _ row: ShelfRow) -> QueryError {
    let candidates: [String]
    switch place.shelf {
    case .internetGateway, .egressOnlyInternetGateway, .carrierGateway: candidates = ["internet"]
    case .restAPI, .httpAPI:
      // The id of one that a plan creates is not known yet.
      let isKnown = row.identity.id.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      candidates = isKnown ? ["https://\(row.identity.id).execute-api.\(row.identity.region).amazonaws.com/"] : []
    case .apiDomainName: candidates = ["https://\(topology.apiDomainNames[Int(place.index)].domainName)/"]
    default: candidates = []
    }
    let article = "aeio".contains(row.kind.words.first ?? " ") ? "an" : "a"
    return QueryError(
      status: 66,
      message: "`\(typed)` is \(article) \(row.kind.words), which neither sends nor receives traffic of its own",
      candidates: candidates)
  }

  // MARK: Order

  /// The ends in the order of ids, then of addresses.
  func sorted(_ ends: [End]) -> [End] {
    ends.map { (id(of: $0), address(of: $0), $0) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private func address(of end: End) -> IPAddress {
    switch end {
    case .interface(_, let address, _), .nobody(let address, _): address
    case .site(_, let family, let ranges), .internet(let family, let ranges):
      IPAddress(family: family, value: ranges.ranges.first?.lower ?? 0)
    }
  }

  /// The id of an end, or its address where it has none.
  func id(of end: End) -> String {
    switch end {
    case .interface(let index, _, _): topology.networkInterfaces[index].id
    case .site(let index, _, _): topology.host(at: end)?.id ?? topology.sites[index].id
    case .internet: "internet"
    case .nobody(let address, _): address.description
    }
  }
}
