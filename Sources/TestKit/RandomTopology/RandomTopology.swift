import Addressing
import NetworkModel

/// Small topologies, made at random from a seed: legal, mostly sensible, and deliberately broken now and then.
///
/// The same seed and options give the same topology everywhere.
public struct RandomTopology {
  /// What may occur; everything that both the engine and the twin follow by default.
  public struct Options: Sendable {
    /// At most this many VPCs, 1...4.
    public var vpcs = 4
    public var ipv6 = true
    public var transitGateways = true
    public var sites = true
    public var endpoints = true
    /// Instances that forward, as targets of routes and edge tables.
    public var middleboxes = false
    /// Routes between which AWS's choice is not documented.
    public var nondeterministicRoutes = false
    /// Load balancers, target groups and endpoint services. What the same seed gives without them stays.
    public var loadBalancers = false
    /// How often, in percent, something is broken: a blackhole, a missing route back, a stopped instance, a flag off.
    public var breakage = 5

    public init() {}
  }

  struct Network {
    var id: String
    var number: Int
    var hasIPv6: Bool
    var subnets: [String] = []
    var tables: [String] = []
    var internetGateway: String?
    var egressOnly: String?
    var nat: String?
    var vpnGateway: String?
    var peerings: [(id: String, other: Int)] = []
    var transitGateway: String?
    var groups: [String] = []
    var middlebox: String?
    var blocks: [String]
  }

  let options: Options
  var random: SplitMix64
  var builder = TopologyBuilder()
  var networks: [Network] = []
  var sitePrefixes: [(site: String, prefix: String)] = []
  private var publicAddressCount = 0

  private init(seed: UInt64, options: Options) {
    self.options = options
    random = SplitMix64(seed: seed)
  }

  /// The topology of a seed.
  public static func make(seed: UInt64, options: Options = Options()) -> Topology {
    var generator = RandomTopology(seed: seed, options: options)
    generator.makeNetworks()
    generator.makePeerings()
    if options.transitGateways, generator.random.chance(65) { generator.makeTransitGateways() }
    if options.sites, generator.random.chance(60) { generator.makeSites() }
    generator.makePrefixLists()
    generator.makeGroups()
    generator.makeACLs()
    generator.makeInterfaces()
    generator.makeTables()
    if options.endpoints { generator.makeEndpoints() }
    generator.makeRest()
    if options.loadBalancers {
      generator.random = SplitMix64(seed: seed ^ 0x464F_5257)
      generator.makeLoadBalancers()
    }
    return generator.builder.build()
  }

  /// Whether this thing is broken.
  mutating func breaks() -> Bool { random.chance(options.breakage) }

  mutating func nextPublicAddress() -> String {
    publicAddressCount += 1
    return publicAddressCount < 250 ? "203.0.113.\(publicAddressCount)" : "198.51.100.\(publicAddressCount - 249)"
  }

  private mutating func makeNetworks() {
    let count = 1 + random.below(min(4, options.vpcs))
    for position in 0..<count {
      let id = ["A", "B", "C", "D"][position]
      // Now and then two VPCs have the same addresses.
      let number = position > 0 && random.chance(8) ? networks[0].number : position + 1
      let hasIPv6 = options.ipv6 && random.chance(60)
      var blocks = ["10.\(number).0.0/16"]
      if random.chance(15) { blocks.append("100.\(64 + position).0.0/16") }
      if hasIPv6 { blocks.append("2001:db8:\(position + 1)00::/56") }
      if random.chance(15) { builder.region = "eu-west-1" }
      if random.chance(15) { builder.account = "222222222222" }
      builder.topology.vpcs.append(
        VPC(builder.identity(id), cidrBlocks: blocks.map { Shorthand.prefix($0) }))
      var network = Network(id: id, number: number, hasIPv6: hasIPv6, blocks: blocks)
      for index in 1...(2 + random.below(2)) {
        let subnet = "\(id)\(index)"
        var cidrs = ["10.\(number).\(index).0/24"]
        if index == 3, blocks.contains("100.\(64 + position).0.0/16") { cidrs = ["100.\(64 + position).3.0/24"] }
        if hasIPv6, random.chance(80) { cidrs.append("2001:db8:\(position + 1)00:\(index)::/64") }
        let home = builder.identity(subnet, inVPC: id)
        let zone = random.pick(["az1", "az2"])
        builder.topology.subnets.append(
          Subnet(
            home, vpcId: id, cidrBlocks: cidrs.map { Shorthand.prefix($0) }, availabilityZone: zone,
            availabilityZoneId: zone))
        network.subnets.append(subnet)
      }
      makeGateways(&network)
      networks.append(network)
      builder.region = "us-east-1"
      builder.account = "111111111111"
    }
  }

  private mutating func makeGateways(_ network: inout Network) {
    let id = network.id
    if random.chance(65) {
      network.internetGateway = "igw-\(id)"
      builder.internetGateway("igw-\(id)", in: id)
    }
    if network.hasIPv6, random.chance(40) {
      network.egressOnly = "eigw-\(id)"
      builder.egressOnlyInternetGateway("eigw-\(id)", in: id)
    }
    if random.chance(50) {
      network.nat = "nat-\(id)"
      let subnet = random.pick(network.subnets)
      let isPrivate = random.chance(20)
      builder.natGateway(
        "nat-\(id)", in: subnet, address(5, in: subnet), publicIP: isPrivate ? nil : nextPublicAddress(),
        private: isPrivate, state: breaks() ? "failed" : "available")
    }
  }

  /// The IPv4 address of a subnet with this last byte.
  func address(_ last: Int, in subnet: String) -> String {
    let base = builder[subnet: subnet].cidrBlocks[0].address
    return IPAddress(family: .ipv4, value: base.value + UInt128(last)).description
  }

  /// The IPv6 address of a subnet with this last byte, if the subnet has IPv6.
  func address6(_ last: Int, in subnet: String) -> String? {
    builder[subnet: subnet].cidrBlocks.first { $0.family == .ipv6 }.map {
      IPAddress(family: .ipv6, value: $0.address.value + UInt128(last)).description
    }
  }

  private mutating func makePeerings() {
    for near in networks.indices {
      for far in networks.indices where far > near && networks[near].number != networks[far].number {
        guard random.chance(45) else { continue }
        let id = "pcx-\(networks[near].id)\(networks[far].id)"
        builder.peering(
          id, networks[near].id, networks[far].id, status: breaks() ? "pending-acceptance" : "active")
        networks[near].peerings.append((id, far))
        networks[far].peerings.append((id, near))
      }
    }
  }
}
