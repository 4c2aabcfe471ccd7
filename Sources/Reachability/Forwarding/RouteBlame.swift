import Addressing
import NetworkModel

// Which other ways lead on from a route table, and what to say of the table that does not take them (dataplane 0.4).

extension Walker {
  /// Targets that are attached to the VPC and lead to the goal of the packets, in a fixed order.
  func onwardTargets(from place: RouterPlace, _ branch: Branch, except taken: Route.Target?) -> [Route.Target] {
    let vpc = network.vpcs[place.vpc]
    let goal = goal(branch)
    var targets: [Route.Target] = []
    if goal == .vpc(place.vpc) { targets.append(.local) }
    for peering in vpc.peerings {
      if let far = farVPC(of: peering, from: place.vpc), goal == .vpc(far) {
        targets.append(.vpcPeeringConnection(topology.vpcPeeringConnections[peering].id))
      }
    }
    for attachment in vpc.attachments {
      let gateway = topology.transitGatewayAttachments[attachment].transitGatewayId
      if transitGatewayLeads(gateway, to: goal, from: place.vpc) { targets.append(.transitGateway(gateway)) }
    }
    if let gateway = vpc.vpnGateway, case .site(let site) = goal {
      let id = topology.vpnGateways[gateway].id
      if vpnGatewayLeads(id, to: site) { targets.append(.vpnGateway(id)) }
    }
    if case .internet = goal { targets += internetTargets(vpc, place, branch) }
    return targets.filter { $0 != taken }
  }

  private func internetTargets(_ vpc: CompiledVPC, _ place: RouterPlace, _ branch: Branch) -> [Route.Target] {
    var targets: [Route.Target] = []
    if let destination = branch.destination {
      for endpoint in vpc.gatewayEndpoints where serves(endpoint, destination) {
        targets.append(.vpcEndpoint(topology.vpcEndpoints[endpoint].id))
      }
    }
    if let gateway = vpc.internetGateway { targets.append(.internetGateway(topology.internetGateways[gateway].id)) }
    if branch.family == .ipv6, let gateway = vpc.egressOnlyInternetGateway {
      targets.append(.egressOnlyInternetGateway(topology.egressOnlyInternetGateways[gateway].id))
    }
    if branch.family == .ipv4, branch.way == .forward {
      if case .natGateway = place.sender { return targets }
      targets += vpc.natGateways.map { .natGateway(topology.natGateways[$0].id) }
    }
    return targets
  }

  /// Gives the branch the blocker of a table that sent packets the wrong way.
  func blameTable(
    _ place: RouterPlace, _ branch: inout Branch, chosen: Int, instead other: Route.Target?, _ ending: Leaf.Ending
  ) {
    let table = topology.routeTables[place.table]
    let rule = RuleReference.route(table: place.table, chosen)
    let text = network.text(of: rule) ?? ""
    let name = table.identity.label
    let destination = destinationText(branch)
    switch ending {
    case .loop:
      return branch.block(
        .routeLoop, .routeTable(place.table), rule,
        "\(name) sends packets to \(destination) by \(text), and they come back to it")
    case .misdirected where branch.way == .return:
      return branch.block(
        .misdirectedReply, .routeTable(place.table), rule,
        "\(name) sends the reply to \(destination) by \(text), into another network with the same addresses")
    default:
      break
    }
    guard let other else {
      return branch.block(
        .noRouteToDestination, .routeTable(place.table), rule,
        "\(name) sends packets to \(destination) by \(text), into another network with the same addresses, "
          + "and nothing attached to the VPC leads to the right one")
    }
    let losers = table.routes.indices.filter { table.routes[$0].target == other && covers(place.table, $0, branch) }
    guard let loser = losers.first else {
      return branch.block(
        .noRouteToDestination, .routeTable(place.table), rule, towards: other.id,
        "\(name) sends packets to \(destination) by \(text), where they die; it has no route to it through "
          + other.id)
    }
    let loserText = network.text(of: .route(table: place.table, loser)) ?? ""
    let code: Code =
      length(table.routes[loser]) < length(table.routes[chosen]) ? .moreSpecificRoute : .higherPriorityRoute
    branch.block(
      code, .routeTable(place.table), rule, towards: other.id,
      "\(name) sends packets to \(destination) by \(text), where they die; the route \(loserText) would lead there "
        + (code == .moreSpecificRoute ? "but is less specific" : "but has a lower priority"))
  }

  /// Packets that are lost without anything that refuses them: the table that sent them last has to change.
  func blameLastTable(_ branch: inout Branch, _ ending: Leaf.Ending) {
    let code: Code
    let fate: String
    switch ending {
    case .delivered, .unknown: return
    case .loop: (code, fate) = (.routeLoop, "they come back to the same place")
    case .misdirected where branch.way == .return:
      (code, fate) = (.misdirectedReply, "they come into another network with the same addresses")
    case .deadEnd, .misdirected: (code, fate) = (.noPossibleDestination, "they come to a place that is not asked for")
    }
    let hops = branch.hops[(branch.returnStart ?? 0)...]
    let tables: Set<ResourceKind> = [.routeTable, .transitGatewayRouteTable]
    let last = hops.last { tables.contains($0.component.kind) } ?? hops.last
    let component = last?.component ?? .internet
    branch.block(
      code, component, last?.rule ?? .none,
      "\(network.component(component).label) sends packets to \(destinationText(branch)) on, and \(fate)")
  }

  private func covers(_ table: Int, _ route: Int, _ branch: Branch) -> Bool {
    guard let destination = branch.destination else { return false }
    switch topology.routeTables[table].routes[route].destination {
    case .prefix(let prefix): return prefix.contains(destination)
    case .prefixList(let id):
      guard let list = network.index.prefixLists[id] else { return false }
      return network.prefixLists[list].ranges(destination.family).contains(destination.value)
    }
  }

  private func length(_ route: Route) -> Int {
    if case .prefix(let prefix) = route.destination { return prefix.length }
    return 0
  }

  /// The peering that a reply goes back over without a route, because the flow came through a NAT gateway.
  func senderToReturnTo(_ place: RouterPlace, _ branch: Branch) -> Int? {
    guard branch.way == .return else { return nil }
    var peering: Int?
    var cameFromNAT = false
    for memory in branch.memory {
      switch memory {
      case .natGateway(_, _, _, undone: false): cameFromNAT = true
      case .peering(let position, let fromVPC) where farVPC(of: position, from: fromVPC) == place.vpc:
        peering = cameFromNAT ? position : nil
      default: continue
      }
    }
    return peering
  }
}
