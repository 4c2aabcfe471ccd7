import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the route tables of a VPC; its main table is there, written or not.
  func readRouteTables(_ scope: VPCScope) {
    var tables: [(table: RouteTable, symbol: Symbol)] = []
    each(scope.fields, "routeTables", .routeTable, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .routeTable, at: pair.place, in: self) else { return }
      for subnet in subnets(fields, "subnets", in: scope.name) {
        associate(subnet.id, subnet.name, with: symbol, at: subnet.place)
      }
      var table = RouteTable(identity(symbol, fields), vpcId: scope.vpc.id)
      table.isMain = fields.boolean("isMain") ?? (symbol.name == "main")
      if table.isMain, let other = tables.first(where: { $0.table.isMain }) {
        error(pair.place, "a VPC has one main route table, `\(other.symbol.name)` already is")
      }
      table.gatewayIds = resolve(fields.texts("gateways"), [.internetGateway, .vpnGateway], in: scope.name).map(\.id)
      if table.isMain, let pair = fields.pair("gateways") {
        error(
          pair.place, "the main route table cannot be a gateway's", remedy: "write a table of its own for the gateway")
      }
      table.propagatingVpnGatewayIds = resolve(fields.texts("propagatingVpnGateways"), [.vpnGateway]).map(\.id)
      table.routes = routes(fields, scope)
      tables.append((table, symbol))
    }
    if !tables.contains(where: { $0.table.isMain }), let symbol = symbols.named("main", .routeTable, in: scope.name) {
      tables.append((RouteTable(identity(symbol, nil), vpcId: scope.vpc.id, isMain: true), symbol))
    }
    for (table, symbol) in tables {
      var table = table
      table.subnetIds = associatedSubnetIds(symbol, in: scope.vpc.id)
      table.routes = localRoutes(scope, beside: table.routes) + table.routes
      for route in endpointRoutes[table.id] ?? []
      where !table.routes.contains(where: { $0.destination == route.destination && $0.target == route.target }) {
        table.routes.append(route)
      }
      table.routes += propagatedRoutes(table.propagatingVpnGatewayIds)
      noteEndpoints(of: table)
      for route in table.routes { check(route, scope) }
      topology.routeTables.append(table)
    }
  }

  /// One local route for each block of the VPC that no written route stands for (RT 1.1.3, 1.1.7).
  func localRoutes(_ scope: VPCScope, beside routes: [Route]) -> [Route] {
    scope.vpc.cidrBlocks.filter { block in
      !routes.contains { $0.destination == .prefix(block) && !$0.origin.isPropagated }
    }.map { Route(.prefix($0), .local, origin: .createRouteTable, source: source(scope.symbol.place)) }
  }

  /// What AWS would refuse: a destination inside the VPC that is no whole subnet (RT 1.1.7), an interface endpoint as
  /// a target, a block through a gateway endpoint (RT 1.4).
  private func check(_ route: Route, _ scope: VPCScope) {
    guard let source = route.source else { return }
    let place = place(source)
    if case .prefix(let block) = route.destination, !route.origin.isPropagated, !scope.vpc.cidrBlocks.contains(block),
      scope.vpc.cidrBlocks.contains(where: { $0.contains(block) }),
      !topology.subnets.contains(where: { $0.vpcId == scope.vpc.id && $0.cidrBlocks.contains(block) })
    {
      warning(
        place, "`\(block)` is inside the VPC `\(scope.name)`, and no subnet has this block: AWS refuses such a route")
    }
    guard case .vpcEndpoint(let id) = route.target, let endpoint = topology.vpcEndpoints.first(where: { $0.id == id })
    else {
      return
    }
    let name = endpoint.identity.shortLabel
    switch (endpoint.endpointType, route.destination) {
    case (.gateway, .prefix(let block)):
      error(
        place, "`\(block)` cannot lead to the gateway endpoint `\(name)`",
        remedy: "write its prefix list, such as `pl-s3`")
    case (.gateway, _), (.gatewayLoadBalancer, _): break
    default:
      error(
        place, "a route cannot lead to `\(name)`, which is an interface endpoint",
        remedy: "remove the route: its addresses are inside the VPC")
    }
  }

  /// A gateway endpoint knows the tables that carry its route.
  private func noteEndpoints(of table: RouteTable) {
    for route in table.routes {
      guard case .vpcEndpoint(let id) = route.target,
        let index = topology.vpcEndpoints.firstIndex(where: { $0.id == id && $0.endpointType == .gateway }),
        !topology.vpcEndpoints[index].routeTableIds.contains(table.id)
      else { continue }
      topology.vpcEndpoints[index].routeTableIds.append(table.id)
    }
  }

  /// The routes under `routes`: a mapping from destinations, or a list.
  func routes(_ fields: Fields, _ scope: VPCScope) -> [Route] {
    guard let node = fields.node("routes") else { return [] }
    if let pairs = node.pairs {
      return pairs.compactMap { pair in
        let destination = Located(value: pair.key, place: pair.place)
        guard pair.value.pairs != nil else {
          return text(pair.value, of: "the target of `\(pair.key.shortened)`").flatMap {
            route(destination, $0, nil, scope)
          }
        }
        guard let fields = Fields(pair.value, .route, at: pair.place, in: self) else { return nil }
        refuse(["destination"], of: fields, "is already the key `\(pair.key.shortened)`")
        return route(destination, fields.text("target"), fields, scope)
      }
    }
    guard let items = node.items else {
      error(node.place, "`routes` is \(node.found), expected a mapping from destinations to targets")
      return []
    }
    return items.compactMap { item in
      guard let fields = Fields(item, .route, at: item.place, in: self) else { return nil }
      guard let destination = fields.text("destination") else {
        if !fields.has("destination") { fields.missing("destination", "a block or a prefix list") }
        return nil
      }
      return route(destination, fields.text("target"), fields, scope)
    }
  }

  private func route(
    _ destination: Located<String>, _ target: Located<String>?, _ fields: Fields?, _ scope: VPCScope
  ) -> Route? {
    let leads =
      destination.value.contains("/") && looksLikeAddress(destination.value) || IPAddress(destination.value) != nil
    let to: Route.Destination
    if leads || destination.value.first?.isNumber == true {
      guard let prefix = prefix(destination) else { return nil }
      to = .prefix(prefix.value)
    } else {
      guard let list = prefixList(destination, region: scope.symbol.region) else { return nil }
      to = .prefixList(list.id)
    }
    var route = Route(to, .unknown("blackhole"), source: source(destination.place))
    route.state = fields?.choice("state", [Route.State.active, .blackhole]) ?? .active
    route.origin =
      fields?.choice(
        "origin", [Route.Origin.createRouteTable, .createRoute, .enableVgwRoutePropagation, .advertisement])
      ?? (fields?.boolean("propagated") == true ? .enableVgwRoutePropagation : .createRoute)
    guard let target else {
      if let fields, !fields.has("target"), route.state == .active { fields.missing("target", "where the route leads") }
      return route.state == .blackhole ? route : nil
    }
    if target.value == "blackhole" {
      route.state = .blackhole
      return route
    }
    guard let found = self.target(target, scope) else { return nil }
    route.target = found
    if found == .local {
      route.origin = .createRouteTable
      if case .prefix(let block) = to, !scope.vpc.cidrBlocks.contains(block) {
        error(destination.place, "`\(block)` is no block of the VPC `\(scope.name)`, so its route cannot be `local`")
      }
    }
    return route
  }

  private static let targetKinds: [ResourceKind] = [
    .internetGateway, .egressOnlyInternetGateway, .carrierGateway, .natGateway, .networkInterface, .instance,
    .vpcEndpoint, .vpcPeeringConnection, .transitGateway, .vpnGateway, .coreNetwork,
  ]

  private func target(_ word: Located<String>, _ scope: VPCScope) -> Route.Target? {
    if word.value == "local" { return .local }
    guard let symbol = resolve(word, TopologyFileContext.targetKinds, in: scope.name) else { return nil }
    switch symbol.kind {
    case .internetGateway: return .internetGateway(symbol.id)
    case .egressOnlyInternetGateway: return .egressOnlyInternetGateway(symbol.id)
    case .carrierGateway: return .carrierGateway(symbol.id)
    case .natGateway: return .natGateway(symbol.id)
    case .networkInterface: return .networkInterface(symbol.id)
    case .instance: return .instance(symbol.id)
    case .vpcEndpoint: return .vpcEndpoint(symbol.id)
    case .vpcPeeringConnection: return .vpcPeeringConnection(symbol.id)
    case .transitGateway: return .transitGateway(symbol.id)
    case .vpnGateway: return .vpnGateway(symbol.id)
    default: return .coreNetwork(symbol.id)
    }
  }
}
