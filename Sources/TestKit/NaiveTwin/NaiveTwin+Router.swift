import Addressing
import NetworkModel

extension NaiveTwin {
  /// What hands a packet to a subnet's router.
  enum Departure {
    case interface(Int)
    /// The interface of a transit gateway in the subnet.
    case transit
  }

  /// A packet goes on from a subnet: to a neighbour (1.1.11), or where the subnet's table says.
  func leave(_ subnet: Int, _ walk: Walk, from departure: Departure) -> [Ending] {
    let home = topology.subnets[subnet]
    if home.cidrBlocks.contains(where: { $0.contains(walk.packet.destination) }) {
      guard let neighbour = interface(in: home.vpcId, with: walk.packet.destination) else {
        return fail(walk, ["X_NO_SUCH_HOST"] + (walk.isReply ? ["X_MISDIRECTED_REPLY"] : []), [])
      }
      return enter(neighbour, walk, from: subnet)
    }
    guard var next = visit("subnet \(home.id)", walk) else { return fail(walk, ["X_ROUTE_LOOP"], []) }
    guard let table = table(of: home) else { return unknown(walk, "route table not visible") }
    next.tables.append(table.id)
    let routes = lookup(table, next.packet.destination)
    if let peering = returnToSender(next, into: home.vpcId) {
      let isSame =
        !routes.isEmpty
        && routes.allSatisfy {
          $0.target == .vpcPeeringConnection(topology.vpcPeeringConnections[peering].id) && $0.state == .active
        }
      if !routes.isEmpty && !isSame { return unknown(walk, "return to sender against a route") }
      if let refused = acl(subnet, next, isEgress: true) { return refused }
      return crossPeering(peering, from: home.vpcId, next)
    }
    if routes.isEmpty { return fail(next, ["NO_ROUTE_TO_DESTINATION"], [table.id]) }
    let targets = Set(routes.map { "\($0.target) \($0.state)" })
    next.isNondeterministic = next.isNondeterministic || targets.count > 1
    var seen: Set<String> = []
    return routes.filter { seen.insert("\($0.target) \($0.state)").inserted }.flatMap { route in
      route.state == .blackhole
        ? fail(next, ["BAD_STATE_ROUTE"], [table.id]) : follow(route, from: subnet, next, departure)
    }
  }

  /// The subnet's own table, or the VPC's main one (1.1.1).
  func table(of subnet: Subnet) -> RouteTable? {
    topology.routeTables.first { $0.subnetIds.contains(subnet.id) }
      ?? topology.routeTables.first { $0.vpcId == subnet.vpcId && $0.isMain }
  }

  /// 1.5: the routes that win, several only where AWS does not say which.
  func lookup(_ table: RouteTable, _ destination: IPAddress) -> [Route] {
    struct Match {
      var route: Route
      var length: Int
      var rank: Int
    }
    let vpc = topology.vpcs.first { $0.id == table.vpcId }
    let isLocal = vpc?.cidrBlocks.contains { $0.contains(destination) } ?? false
    var matches: [Match] = []
    for route in table.routes {
      if isLocal, route.origin == .enableVgwRoutePropagation { continue }
      switch route.destination {
      case .prefix(let prefix):
        guard prefix.contains(destination) else { continue }
        matches.append(Match(route: route, length: prefix.length, rank: route.origin.isPropagated ? 2 : 0))
      case .prefixList(let id):
        for entry in entries(of: id) where entry.contains(destination) {
          matches.append(Match(route: route, length: entry.length, rank: 1))
        }
      }
    }
    let longest = matches.map(\.length).max()
    matches.removeAll { $0.length != longest }
    let best = matches.map(\.rank).min()
    return matches.filter { $0.rank == best }.map(\.route)
  }

  private func follow(_ route: Route, from subnet: Int, _ walk: Walk, _ departure: Departure) -> [Ending] {
    let home = topology.subnets[subnet]
    if let kept = walk.kept, let refused = leavesDirectPath(route.target, kept, walk) { return refused }
    switch route.target {
    case .local:
      guard let index = interface(in: home.vpcId, with: walk.packet.destination) else {
        return fail(walk, ["X_NO_SUCH_HOST"] + (walk.isReply ? ["X_MISDIRECTED_REPLY"] : []), [])
      }
      return enter(index, walk, from: subnet)
    case .networkInterface(let id):
      guard let index = index(id, in: topology.networkInterfaces) else { return unknown(walk, "interface not visible") }
      return passMiddlebox(index, walk, from: subnet)
    case .instance(let id):
      guard let index = topology.networkInterfaces.firstIndex(where: { $0.instanceId == id }) else {
        return unknown(walk, "instance not visible")
      }
      return passMiddlebox(index, walk, from: subnet)
    case .natGateway(let id):
      guard let index = index(id, in: topology.natGateways) else { return unknown(walk, "NAT gateway not visible") }
      return throughNAT(index, walk, from: subnet)
    default:
      if let refused = acl(subnet, walk, isEgress: true) { return refused }
      return cross(route.target, from: subnet, walk, departure)
    }
  }

  /// The gateways at the edge of a VPC, after the subnet's network ACL.
  private func cross(_ target: Route.Target, from subnet: Int, _ walk: Walk, _ departure: Departure) -> [Ending] {
    let home = topology.subnets[subnet]
    switch target {
    case .internetGateway(let id):
      guard let index = index(id, in: topology.internetGateways) else { return unknown(walk, "gateway not visible") }
      return leaveByInternetGateway(index, walk, from: subnet)
    case .egressOnlyInternetGateway(let id):
      guard let index = index(id, in: topology.egressOnlyInternetGateways) else {
        return unknown(walk, "gateway not visible")
      }
      return leaveByEgressOnly(index, walk, from: subnet)
    case .vpcPeeringConnection(let id):
      guard let index = index(id, in: topology.vpcPeeringConnections) else {
        return unknown(walk, "peering not visible")
      }
      return crossPeering(index, from: home.vpcId, walk)
    case .transitGateway(let id):
      return enterTransitGateway(id, from: subnet, walk)
    case .vpnGateway(let id):
      guard let index = index(id, in: topology.vpnGateways) else { return unknown(walk, "gateway not visible") }
      return leaveByVPNGateway(index, walk, vpc: home.vpcId)
    case .vpcEndpoint(let id):
      guard let index = index(id, in: topology.vpcEndpoints) else { return unknown(walk, "endpoint not visible") }
      return useEndpoint(index, walk, departure)
    default:
      return unknown(walk, "target \(target.id) is not followed")
    }
  }

  /// 11.3: through an instance that forwards.
  func passMiddlebox(_ index: Int, _ walk: Walk, from subnet: Int?) -> [Ending] {
    if owns(index, walk.packet.destination) { return enter(index, walk, from: subnet) }
    let interface = topology.networkInterfaces[index]
    guard let home = subnetIndex(interface.subnetId) else { return unknown(walk, "subnet not visible") }
    if subnet != home {
      if let subnet, let refused = acl(subnet, walk, isEgress: true) { return refused }
      if let refused = acl(home, walk, isEgress: false) { return refused }
    }
    if interface.sourceDestCheck { return fail(walk, ["ENI_SOURCE_DEST_CHECK_RESTRICTION"], [interface.id]) }
    var next: Walk
    switch groups(of: index, letPass: walk, isEgress: false) {
    case .passed(let walk): next = walk
    case .refused(let ending): return ending
    }
    if let stopped = notRunning(index) { return fail(next, ["BAD_STATE"], [stopped, interface.id]) }
    next.middleboxes.append(index)
    next.crossings.append(.middlebox)
    switch groups(of: index, letPass: next, isEgress: true) {
    case .passed(let walk): next = walk
    case .refused(let ending): return ending
    }
    return leave(home, next, from: .interface(index))
  }
}
