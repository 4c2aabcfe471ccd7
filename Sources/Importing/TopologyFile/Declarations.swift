import NetworkModel

/// The first walk over the file: which names it gives to which resources.
struct Declarations {
  private var symbols: [Symbol] = []
  private var explicitIds: [Int: String] = [:]
  private let account: String
  private let region: String

  /// - Returns: the symbols of the file, ids given: the name, or with the container before it where two containers
  ///   use a name for one kind.
  static func symbols(of root: YAMLNode, account: String, region: String) -> [Symbol] {
    var declarations = Declarations(account: account, region: region)
    declarations.walk(root)
    return declarations.withIds()
  }

  private init(account: String, region: String) {
    self.account = account
    self.region = region
  }

  static let topLevel: [(key: String, kind: ResourceKind)] = [
    ("peerings", .vpcPeeringConnection), ("vpcPeeringConnections", .vpcPeeringConnection),
    ("coreNetworks", .coreNetwork), ("vpnGateways", .vpnGateway), ("customerGateways", .customerGateway),
    ("vpnConnections", .vpnConnection), ("directConnectGateways", .directConnectGateway),
    ("virtualInterfaces", .virtualInterface), ("sites", .site), ("prefixLists", .prefixList),
    ("dhcpOptions", .dhcpOptions), ("functions", .function),
  ]

  static let inVPC: [(key: String, kind: ResourceKind)] = [
    ("subnets", .subnet), ("routeTables", .routeTable), ("networkAcls", .networkAcl),
    ("securityGroups", .securityGroup), ("natGateways", .natGateway), ("endpoints", .vpcEndpoint),
    ("endpointServices", .vpcEndpointService), ("instances", .instance), ("networkInterfaces", .networkInterface),
    ("functions", .function), ("databases", .dbInstance), ("caches", .cacheCluster), ("services", .service),
    ("autoScalingGroups", .autoScalingGroup), ("loadBalancers", .loadBalancer), ("targetGroups", .targetGroup),
    ("resourceConfigurations", .resourceConfiguration), ("firewalls", .firewall),
  ]

  static let gateways: [(key: String, kind: ResourceKind, name: String)] = [
    ("internetGateway", .internetGateway, "igw"), ("egressOnlyInternetGateway", .egressOnlyInternetGateway, "eigw"),
    ("carrierGateway", .carrierGateway, "cagw"),
  ]

  /// What every VPC has, whether the file writes it or not. Ids carry the VPC's name.
  static let implicit: [(kind: ResourceKind, name: String)] = [
    (.routeTable, "main"), (.networkAcl, "default-acl"), (.securityGroup, "default"),
  ]

  private mutating func walk(_ root: YAMLNode) {
    for vpc in root["vpcs"]?.pairs ?? [] { walkVPC(vpc) }
    for (key, kind) in Declarations.topLevel + Declarations.naming + Declarations.apis {
      for pair in root[key]?.pairs ?? [] { add(kind, pair) }
    }
    for site in root["sites"]?.pairs ?? [] {
      guard let owner = symbols.last(where: { $0.kind == .site && $0.name == site.key }) else { continue }
      for pair in site.value["hosts"]?.pairs ?? [] { add(.siteHost, pair, in: owner) }
    }
    for gateway in root["transitGateways"]?.pairs ?? [] {
      let owner = add(.transitGateway, gateway)
      for pair in gateway.value["attachments"]?.pairs ?? [] { add(.transitGatewayAttachment, pair, in: owner) }
      for pair in gateway.value["routeTables"]?.pairs ?? [] { add(.transitGatewayRouteTable, pair, in: owner) }
    }
    walkTransitGatewayPeerings(root)
  }

  private mutating func walkVPC(_ vpc: YAMLPair) {
    let owner = add(.vpc, vpc)
    for (key, kind) in Declarations.inVPC + Declarations.namingInVPC + Declarations.apisInVPC {
      for pair in vpc.value[key]?.pairs ?? [] {
        let symbol = add(kind, pair, in: owner)
        if kind == .instance { walkInterfaces(pair, symbol, owner) }
        if kind == .firewall { walkFirewall(pair, owner) }
      }
    }
    for (kind, name) in Declarations.implicit
    where !symbols.contains(where: { $0.kind == kind && $0.name == name && $0.container == owner.name }) {
      add(
        kind, YAMLPair(key: name, place: vpc.place, value: YAMLNode(place: vpc.place, content: .sequence([]))),
        in: owner)
    }
    for (key, kind, name) in Declarations.gateways {
      guard let pair = vpc.value.pairs?.first(where: { $0.key == key }) else { continue }
      let text = pair.value["name"]?.text ?? pair.value.text
      switch text {
      case "false": continue
      case "true", nil: add(kind, YAMLPair(key: name, place: pair.place, value: pair.value), in: owner)
      case let given?: add(kind, YAMLPair(key: given, place: pair.place, value: pair.value), in: owner)
      }
    }
  }

  /// An instance's interfaces can be routed to by name: `web-1/eth0`.
  private mutating func walkInterfaces(_ instance: YAMLPair, _ symbol: Symbol, _ vpc: Symbol) {
    let items = instance.value["networkInterfaces"]?.items ?? [instance.value]
    for (index, item) in items.enumerated() {
      let name = "\(instance.key)/eth\(index)"
      let place = item.place == instance.value.place ? instance.place : item.place
      add(
        .networkInterface, YAMLPair(key: name, place: place, value: item), in: vpc,
        ignoresId: items.count == 1 && instance.value["networkInterfaces"] == nil)
    }
  }

  /// Each endpoint of a firewall can be routed to: `FIREWALL/SUBNET`.
  private mutating func walkFirewall(_ firewall: YAMLPair, _ vpc: Symbol) {
    let subnets = firewall.value["subnets"]
    for item in subnets?.items ?? subnets.map({ [$0] }) ?? [] {
      guard let subnet = item.text else { continue }
      add(.vpcEndpoint, YAMLPair(key: "\(firewall.key)/\(subnet)", place: item.place, value: item), in: vpc)
    }
  }

  /// A peering is written on one transit gateway; the other has an attachment of the same name, if it does not
  /// write one itself.
  private mutating func walkTransitGatewayPeerings(_ root: YAMLNode) {
    let gateways = root["transitGateways"]?.pairs ?? []
    for gateway in gateways {
      for pair in gateway.value["attachments"]?.pairs ?? [] {
        guard let peer = pair.value["transitGateway"]?.text, let other = gateways.first(where: { $0.key == peer })
        else { continue }
        let names = other.value["attachments"]?.pairs?.map(\.key) ?? []
        guard !names.contains(pair.key),
          let owner = symbols.first(where: { $0.kind == .transitGateway && $0.name == peer })
        else { continue }
        add(.transitGatewayAttachment, pair, in: owner, ignoresId: true)
      }
    }
  }

  @discardableResult
  private mutating func add(
    _ kind: ResourceKind, _ pair: YAMLPair, in container: Symbol? = nil, ignoresId: Bool = false
  ) -> Symbol {
    if !ignoresId, let id = pair.value["id"]?.text { explicitIds[symbols.count] = id }
    let symbol = Symbol(
      kind: kind, name: pair.key, id: pair.key, container: container?.name, place: pair.place,
      account: pair.value["account"]?.text ?? container?.account ?? account,
      region: pair.value["region"]?.text ?? container?.region ?? region)
    symbols.append(symbol)
    return symbol
  }

  private func withIds() -> [Symbol] {
    struct Word: Hashable {
      var kind: ResourceKind
      var name: String
    }
    var uses: [Word: Int] = [:]
    for symbol in symbols { uses[Word(kind: symbol.kind, name: symbol.name), default: 0] += 1 }
    return symbols.enumerated().map { index, symbol in
      var symbol = symbol
      let isImplicit = Declarations.implicit.contains { $0.kind == symbol.kind && $0.name == symbol.name }
      if isImplicit || uses[Word(kind: symbol.kind, name: symbol.name)] ?? 1 > 1 {
        symbol.id = symbol.qualifiedName
      }
      symbol.id = explicitIds[index] ?? symbol.id
      return symbol
    }
  }
}
