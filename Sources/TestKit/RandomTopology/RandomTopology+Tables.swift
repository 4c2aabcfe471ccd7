import Addressing
import NetworkModel

extension RandomTopology {
  /// A main table and up to two others in each VPC.
  mutating func makeTables() {
    for index in networks.indices {
      let network = networks[index]
      let count = 1 + random.below(2)
      var tables: [String] = []
      for number in 0...count {
        let subnets = number == 0 ? [] : network.subnets.enumerated().filter { $0.offset % count == number - 1 }
        // Some subnets are left to the main table.
        let chosen = subnets.map(\.element).filter { _ in !random.chance(15) }
        let table = number == 0 ? "rtb-\(network.id)-main" : "rtb-\(network.id)-\(number)"
        builder.routeTable(
          table, in: network.id, subnets: chosen, main: number == 0,
          propagating: network.vpnGateway.map { [$0] } ?? [])
        tables.append(table)
        fill(table, network)
      }
      networks[index].tables = tables
    }
  }

  private mutating func fill(_ table: String, _ network: Network) {
    var taken: Set<String> = []
    let own = network.blocks.map { Shorthand.prefix($0) }
    func isOutside(_ text: String) -> Bool {
      !own.contains { $0.contains(Shorthand.prefix(text)) }
    }
    func add(_ destination: String, _ spec: RouteSpec, to generator: inout RandomTopology) {
      guard isOutside(destination), taken.insert(destination).inserted else { return }
      generator.builder.route(in: table, destination, generator.breaks() ? spec.blackhole : spec)
    }
    for peering in network.peerings where !breaks() {
      let far = networks[peering.other]
      for block in far.blocks where random.chance(85) { add(block, .peering(peering.id), to: &self) }
      if random.chance(10) { add("10.\(far.number).1.0/24", .peering(peering.id), to: &self) }
    }
    if let gateway = network.transitGateway {
      if random.chance(70) { add("10.0.0.0/8", .transitGateway(gateway), to: &self) }
      if network.hasIPv6, random.chance(60) { add("2001:db8::/32", .transitGateway(gateway), to: &self) }
      for far in networks where far.id != network.id && random.chance(40) {
        add(random.pick(far.blocks), .transitGateway(gateway), to: &self)
      }
    }
    for (_, prefix) in sitePrefixes where !breaks() {
      if let gateway = network.vpnGateway {
        let spec = RouteSpec.vpnGateway(gateway)
        add(prefix, random.chance(50) ? spec.propagated : spec, to: &self)
        if random.chance(20) { builder.route(in: table, "192.168.0.0/16", spec.propagated) }
      }
      if let gateway = network.transitGateway { add(prefix, .transitGateway(gateway), to: &self) }
    }
    if let nat = network.nat, network.hasIPv6, random.chance(30) { add("64:ff9b::/96", .natGateway(nat), to: &self) }
    addDefaults(network) { add($0, $1, to: &$2) }
    addPrefixListRoute(table, network, own)
  }

  private mutating func addDefaults(
    _ network: Network, _ add: (String, RouteSpec, inout RandomTopology) -> Void
  ) {
    var targets: [RouteSpec] = []
    if let gateway = network.internetGateway { targets += [.internetGateway(gateway), .internetGateway(gateway)] }
    if let nat = network.nat { targets += [.natGateway(nat), .natGateway(nat)] }
    if let gateway = network.transitGateway { targets.append(.transitGateway(gateway)) }
    if let middlebox = network.middlebox { targets.append(.networkInterface(middlebox)) }
    if let gateway = network.vpnGateway, random.chance(20) { targets.append(.vpnGateway(gateway)) }
    if let peering = network.peerings.first, random.chance(10) { targets.append(.peering(peering.id)) }
    if !targets.isEmpty, random.chance(85) { add("0.0.0.0/0", random.pick(targets), &self) }
    guard network.hasIPv6 else { return }
    var targets6: [RouteSpec] = []
    if let gateway = network.internetGateway { targets6.append(.internetGateway(gateway)) }
    if let gateway = network.egressOnly { targets6.append(.egressOnlyInternetGateway(gateway)) }
    if let gateway = network.transitGateway { targets6.append(.transitGateway(gateway)) }
    if !targets6.isEmpty, random.chance(80) { add("::/0", random.pick(targets6), &self) }
  }

  /// A prefix list as a destination, if none of its entries is inside the VPC.
  private mutating func addPrefixListRoute(_ table: String, _ network: Network, _ own: [Prefix]) {
    guard random.chance(15) else { return }
    let entries = builder.topology.prefixLists.first { $0.id == "pl-far" }?.entries ?? []
    guard !entries.contains(where: { entry in own.contains { $0.overlaps(entry) } }) else { return }
    if let gateway = network.transitGateway {
      builder.route(in: table, "pl-far", .transitGateway(gateway))
    } else if let peering = network.peerings.first {
      builder.route(in: table, "pl-far", .peering(peering.id))
    }
    if options.nondeterministicRoutes, let nat = network.nat, random.chance(30) {
      builder.prefixList("pl-far-\(table)", entries.map(\.description))
      builder.route(in: table, "pl-far-\(table)", .natGateway(nat))
    }
  }

  mutating func makeEndpoints() {
    for network in networks {
      if random.chance(30) {
        let tables = network.tables.filter { _ in random.chance(60) }
        builder.gatewayEndpoint(
          "vpce-s3-\(network.id)", in: network.id, service: "s3", prefixList: "pl-s3", tables: tables)
      }
      if random.chance(20) {
        let subnet = random.pick(network.subnets)
        builder.interfaceEndpoint(
          "vpce-sqs-\(network.id)", in: [subnet: address(50, in: subnet)], service: "com.amazonaws.us-east-1.sqs",
          groups: [random.pick(network.groups)], state: breaks() ? "pendingAcceptance" : "available")
      }
    }
  }

  /// Block Public Access, and tables of gateways' edges.
  mutating func makeRest() {
    if random.chance(12) {
      let mode = random.pick([BlockPublicAccess.Mode.blockIngress, .blockBidirectional, .off])
      let exclusion = random.pick([BlockPublicAccess.ExclusionMode.allowBidirectional, .allowEgress])
      let network = random.pick(networks)
      let place = random.chance(50) ? network.id : random.pick(network.subnets)
      builder.blockPublicAccess(mode, exclusions: [place: exclusion])
    }
    for network in networks {
      let gateways = [network.internetGateway, network.vpnGateway].compactMap { $0 }
      guard !gateways.isEmpty, random.chance(10) else { continue }
      let gateway = random.pick(gateways)
      builder.edgeTable("rtb-\(network.id)-edge", in: network.id, gateway: gateway)
      if let middlebox = network.middlebox, random.chance(70) {
        let subnet = random.pick(network.subnets)
        let block = builder[subnet: subnet].cidrBlocks[0].description
        builder.route(in: "rtb-\(network.id)-edge", block, .networkInterface(middlebox))
      }
    }
  }
}
