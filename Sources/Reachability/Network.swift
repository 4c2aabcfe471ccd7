import Addressing
import NetworkModel

/// A topology, indexed: made once, immutable, asked many times and from several threads.
///
/// Identifiers are positions in the arrays of ``topology``; rule sets and tables are compiled, so that following a
/// question compares numbers only.
public final class Network: Sendable {
  /// What was compiled, with the sites that the input implies added (``Topology/addingImpliedSites()``).
  public let topology: Topology

  let vpcs: [CompiledVPC]
  let subnets: [CompiledSubnet]
  let interfaces: [CompiledInterface]
  /// Private addresses, sorted within the slice of each VPC and family.
  let owners: [AddressOwner]
  /// Public addresses, sorted.
  let publicOwners: [PublicOwner]
  let routeTables: [CompiledRouteTable]
  let acls: [CompiledACL]
  let groups: [CompiledGroup]
  /// Places in ``groups`` by id.
  let groupPositions: [String: Int]
  /// The different sets of security groups that interfaces carry, in the order of the interface.
  let groupSets: [[Int]]
  let prefixLists: [CompiledPrefixList]
  let transitGatewayTables: [CompiledRouteTable?]
  /// For each gateway with an edge route table, that table.
  let edgeTables: [String: Int]
  let siteConnections: [SiteConnection]
  /// By the position of a firewall; nil where its policy is not in the input.
  let firewalls: [CompiledFirewall?]
  let blockPublicAccess: [Scope: Int]
  /// Addresses of the internet as questions mean it, of both families.
  let internet: [AddressRanges]
  let index: NetworkIndex
  /// What decides about names.
  let naming: Lazy<NamingIndex>
  private let lazyAPIs: Lazy<APIIndex>
  /// APIs by the names that requests have for them.
  var apis: APIIndex { lazyAPIs.value }
  /// What connections end at and start again from.
  let fronts: FrontIndex
  let members = MemberCache()
  /// What questions may call things.
  let endpoints: EndpointResolver

  public init(_ input: Topology) {
    let whole = input.addingImpliedSites()
    let topology = whole.addingResourceGateways().addingVPCLinkInterfaces()
    let index = NetworkIndex(topology)
    self.topology = topology
    self.index = index
    // Nobody asks for the interface of a resource gateway or a VPC link, so no name or address stands for one.
    endpoints = EndpointResolver(whole)
    naming = Lazy { NamingIndex(topology, index) }
    lazyAPIs = Lazy { APIIndex(topology) }
    fronts = FrontIndex(topology, endpoints)
    prefixLists = topology.prefixLists.map(CompiledPrefixList.init)
    let lists = Dictionary(topology.prefixLists.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    routeTables = topology.routeTables.map { table in
      let blocks = index.vpcs[table.vpcId].map { topology.vpcs[$0].cidrBlocks } ?? []
      return CompiledRouteTable(table, vpcBlocks: blocks, prefixLists: lists)
    }
    acls = topology.networkACLs.map(CompiledACL.init)
    subnets = SubnetCompiler.compile(topology, index)
    let interfaces = InterfaceCompiler(topology, index, groups: GroupCompiler(topology, index))
    groups = interfaces.groups.groups
    groupPositions = interfaces.groups.positions
    self.interfaces = interfaces.interfaces
    groupSets = interfaces.groupSets
    owners = interfaces.owners
    publicOwners = interfaces.publicOwners
    edgeTables = Dictionary(
      topology.routeTables.enumerated().flatMap { position, table in table.gatewayIds.map { ($0, position) } },
      uniquingKeysWith: { first, _ in first })
    vpcs = VPCCompiler.compile(topology, index, interfaces)
    transitGatewayTables = topology.transitGatewayRouteTables.map { table in
      table.routes.map { routes in
        CompiledRouteTable(routes, prefixLists: lists) { route in
          index.rank(of: route, in: topology)
        }
      }
    }
    siteConnections = index.siteConnections(topology)
    let firewallCompiler = FirewallCompiler(topology, index, prefixLists: prefixLists)
    firewalls = topology.networkFirewalls.indices.map(firewallCompiler.compile)
    blockPublicAccess = Dictionary(
      topology.blockPublicAccess.enumerated().map {
        (Scope(account: $1.identity.account, region: $1.identity.region), $0)
      }, uniquingKeysWith: { first, _ in first })
    internet = AddressFamily.allCases.map(topology.internetAddresses)
  }

  /// The addresses that `internet` stands for.
  public func internetAddresses(_ family: AddressFamily) -> AddressRanges { internet[family == .ipv4 ? 0 : 1] }

  /// The interface that has a private address in a VPC, delegated prefixes included.
  func owner(of address: IPAddress, inVPC vpc: Int) -> Int? {
    let slice = address.family == .ipv4 ? vpcs[vpc].ipv4Owners : vpcs[vpc].ipv6Owners
    var low = slice.lowerBound
    var high = slice.upperBound
    while low < high {
      let middle = (low + high) / 2
      if owners[middle].address < address.value { low = middle + 1 } else { high = middle }
    }
    if low < slice.upperBound, owners[low].address == address.value { return Int(owners[low].interface) }
    return vpcs[vpc].delegated.first { $0.family == address.family && $0.range.contains(address.value) }
      .map { Int($0.interface) }
  }

  /// What a public address stands for in this topology.
  func publicOwner(of address: IPAddress) -> PublicOwner.Holder? {
    var low = 0
    var high = publicOwners.count
    while low < high {
      let middle = (low + high) / 2
      if publicOwners[middle].address < address { low = middle + 1 } else { high = middle }
    }
    return low < publicOwners.count && publicOwners[low].address == address ? publicOwners[low].holder : nil
  }

  /// The public address that a gateway maps a private address of an interface to.
  func publicAddress(of interface: Int, _ privateAddress: IPAddress) -> IPAddress? {
    topology.networkInterfaces[interface].publicAddresses
      .first { $0.privateAddress == privateAddress && !$0.isCarrier }?.publicAddress
  }

  /// Whether an interface has the address itself: primary, secondary, delegated (RT 1.3).
  func interface(_ interface: Int, has address: IPAddress) -> Bool {
    let resource = topology.networkInterfaces[interface]
    return resource.privateAddresses.contains(address)
      || resource.delegatedPrefixes.contains { $0.contains(address) }
  }

  func groups(of interface: Int) -> [Int] { groupSets[Int(interfaces[interface].groupSet)] }

  func vpc(of interface: Int) -> Int { Int(interfaces[interface].vpc) }
  func subnet(of interface: Int) -> Int { Int(interfaces[interface].subnet) }
}
