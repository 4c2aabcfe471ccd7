import Addressing
import NetworkModel

// The router of a subnet: same-subnet delivery, route tables, and the step to the next hop (dataplane section 1).
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html

/// Who hands packets to a subnet's router.
enum Sender: Sendable, Hashable {
  /// An interface sends its own packets.
  case interface(Int)
  /// An instance forwards packets of others.
  case appliance(Int)
  /// A Gateway Load Balancer or firewall endpoint hands packets back after inspection.
  case inspection(endpoint: Int)
  case natGateway(Int)
  /// A transit gateway delivers through one of its attachment's subnets.
  case transitGateway(attachment: Int)
}

/// A place where a route table is asked.
struct RouterPlace: Sendable {
  var vpc: Int
  /// Nil for a regional NAT gateway, which has a table but no subnet.
  var subnet: Int?
  var table: Int
  var sender: Sender

  /// What stands for the place in an answer: its table, or the subnet or VPC whose table is not visible.
  var component: ComponentReference {
    if table >= 0 { return .routeTable(table) }
    return subnet.map(ComponentReference.subnet) ?? .vpc(vpc)
  }
}

extension Walker {
  /// Packets are handed to the router of a subnet.
  mutating func depart(_ sender: Sender, subnet: Int, _ branch: Branch) {
    var branch = branch
    let place = network.subnets[subnet]
    branch.zone = place.zone
    // Inside one subnet packets go from interface to interface: no table, no ACL (RT 1.1.11).
    if let destination = branch.destination, place.ranges(branch.family).contains(destination.value) {
      return deliverLocally(vpc: place.vpc, from: subnet, branch)
    }
    route(RouterPlace(vpc: place.vpc, subnet: subnet, table: place.table, sender: sender), branch)
  }

  /// Looks the packets up in the table of the place and goes on along the routes (RT 1.5).
  mutating func route(_ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    guard place.table >= 0 else { return routeUnseen(place, branch) }
    if let subnet = place.subnet { noteCaveat(topology.subnets[subnet].id, .routeTable, &branch) }
    if isTooLong(branch) || isLoop(&branch, at: .routeTable(place.table)) { return end(branch, .loop) }
    for (routes, traffic) in network.routeTables[place.table].routes(for: branch.traffic) {
      var part = branch
      part.traffic = traffic
      rulesTried += 1
      setOperations += 1
      let targets = distinctTargets(routes, in: place.table)
      if targets.isEmpty {
        routeNowhere(place, part)
      } else if let hidden = hiddenRoute(besides: targets, place) {
        takeHidden(hidden, besides: targets, place, part)
      } else if targets.count == 1 {
        take(targets[0], place, part)
      } else {
        takeEither(targets, place, part)
      }
    }
  }

  private func distinctTargets(_ routes: [Int], in table: Int) -> [Int] {
    if routes.count < 2 { return routes }
    var seen: Set<Route.Target> = []
    return routes.filter { seen.insert(topology.routeTables[table].routes[$0].target).inserted }
  }

  /// Two routes of equal rank: AWS takes either, so both must agree (RT 1.1.6).
  private mutating func takeEither(_ routes: [Int], _ place: RouterPlace, _ branch: Branch) {
    let table = topology.routeTables[place.table]
    let targets = routes.map { table.routes[$0].target.id }.joined(separator: " or ")
    takeEither(
      routes.map { route in explore { $0.take(route, place, branch) } }, .nondeterministicRoute, table.id,
      "\(table.identity.label) has equal routes to \(targets); AWS takes either, and they differ")
  }

  /// One of several ways is the right one, and the input does not show which: they must agree.
  mutating func takeEither(_ ways: [[Leaf]], _ code: Code, _ component: String, _ message: String) {
    if Set(ways.map(\.verdict)).count == 1 {
      leaves += ways[0]
      return
    }
    for var leaf in ways.joined() {
      leaf.isUncertain = true
      leaf.branch.assume(code, component, decides: true, message)
      leaves.append(leaf)
    }
  }

  /// A route to a prefix list without visible entries that may be longer than the chosen ones. No list reaches into
  /// the VPC, and that of a gateway endpoint holds addresses of its service only.
  private func hiddenRoute(besides chosen: [Int], _ place: RouterPlace) -> Int? {
    let routes = topology.routeTables[place.table].routes
    if chosen.contains(where: { routes[$0].target == .local }) { return nil }
    return network.routeTables[place.table].invisibleRoutes.first { hidden in
      if case .vpcEndpoint = routes[hidden].target { return false }
      return !chosen.contains { routes[$0].target == routes[hidden].target }
    }
  }

  private mutating func takeHidden(_ hidden: Int, besides chosen: [Int], _ place: RouterPlace, _ branch: Branch) {
    let table = topology.routeTables[place.table]
    guard case .prefixList(let list) = table.routes[hidden].destination else { return }
    let ways = (chosen + [hidden]).map { route in explore { $0.take(route, place, branch) } }
    takeEither(ways, .unknownResource, list, hiddenList(list, table.identity))
  }

  func hiddenList(_ list: String, _ table: Identity) -> String {
    "the entries of \(list), which \(table.label) has a route to, are not in the input; "
      + "`ec2 get-managed-prefix-list-entries` would show them"
  }

  /// Goes on along a route; where it leads nowhere, a table that could have led on is what has to change.
  private mutating func take(_ route: Int, _ place: RouterPlace, _ branch: Branch) {
    let target = topology.routeTables[place.table].routes[route].target
    chosen {
      $0.follow(route, place, branch)
    } imitate: { walker, ending in
      walker.onwardTargets(from: place, branch, except: target).map { other in
        walker.explore { walker in
          var stopped = branch
          walker.blameTable(place, &stopped, chosen: route, instead: other, ending)
          walker.step(to: other, place, stopped)
        }
      }
    } blame: { walker, branch, ending in
      walker.blameTable(place, &branch, chosen: route, instead: nil, ending)
    }
  }

  private mutating func follow(_ route: Int, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let chosen = topology.routeTables[place.table].routes[route]
    let rule = RuleReference.route(table: place.table, route)
    if chosen.state == .blackhole {
      branch.block(
        .badStateRoute, .routeTable(place.table), rule,
        "the route \(network.text(of: rule) ?? "") of \(topology.routeTables[place.table].identity.label) "
          + "is a blackhole: its target is gone or not usable")
      // The target is not usable; what would lead on stands for what the route was meant to do.
      let ways = onwardTargets(from: place, branch, except: nil).map { other in
        explore { $0.step(to: other, place, branch.leading(to: other.id)) }
      }
      if let best = Walker.cheapest(ways.filter { $0.cost.0 == 0 }) {
        leaves += best
      } else {
        end(branch, .deadEnd)
      }
      return
    }
    branch.hop(.routeTable(place.table), .forwarded, rule)
    step(to: chosen.target, place, branch)
  }

  /// No route matches: another way that leads on is imitated, else the packets die here.
  private mutating func routeNowhere(_ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    if let peering = senderToReturnTo(place, branch) {
      // Flows from a NAT gateway over a peering get their reply back without a route (PCX 4.1.7).
      branch.hop(.peering(peering), .forwarded, .text("return to sender: the flow came from a NAT gateway"))
      return leaveSubnet(place, branch) { $0.crossPeering(peering, from: place, $1) }
    }
    let table = topology.routeTables[place.table]
    if let unseen = network.routeTables[place.table].invisibleRoutes.first(where: { mayLead($0, branch, table) }) {
      let route = table.routes[unseen]
      branch.hop(.routeTable(place.table), .assumed, .route(table: place.table, unseen), code: .unknownResource)
      branch.assume(
        .unknownResource, table.id, decides: true,
        "the entries of a prefix list that \(table.identity.label) routes to \(route.target.id) are not in the input; "
          + "`ec2 get-managed-prefix-list-entries` would show them")
      return step(to: route.target, place, branch)
    }
    let ways = onwardTargets(from: place, branch, except: nil).map { other in
      explore { walker in
        var stopped = branch
        stopped.block(
          .noRouteToDestination, .routeTable(place.table), towards: other.id,
          "\(walker.network.component(.routeTable(place.table)).title) has no route to \(walker.destinationText(branch)) "
            + "(\(other.id) would lead there)")
        walker.step(to: other, place, stopped)
      }
    }
    if let best = Walker.cheapest(ways.filter { $0.cost.0 == 0 }) {
      leaves += best
    } else {
      branch.block(
        .noRouteToDestination, .routeTable(place.table),
        "\(network.component(.routeTable(place.table)).title) has no route to \(destinationText(branch)), "
          + "and nothing attached to the VPC leads there")
      end(branch, .deadEnd)
    }
  }

  /// Whether a route to a prefix list without visible entries may be for the packets: the list of a gateway endpoint
  /// holds addresses of its service only, which are public.
  private func mayLead(_ route: Int, _ branch: Branch, _ table: RouteTable) -> Bool {
    guard case .vpcEndpoint = table.routes[route].target, let destination = branch.destination else { return true }
    return AddressSpace.publicAddresses(branch.family).contains(destination.value)
  }

  /// The table itself is not visible: what leads on is followed, and the verdict stays open.
  private mutating func routeUnseen(_ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let subnet = place.subnet.map { topology.subnets[$0].id } ?? topology.vpcs[place.vpc].id
    branch.hop(place.component, .assumed, code: .unknownResource)
    branch.assume(
      .unknownResource, subnet, decides: true,
      caveat(subnet, .routeTable)
        ?? "the route table of \(subnet) is not in the input; `ec2 describe-route-tables` would show it")
    let ways = onwardTargets(from: place, branch, except: nil).map { other in
      explore { $0.step(to: other, place, branch) }
    }
    if let best = Walker.cheapest(ways) { leaves += best } else { end(branch, .unknown) }
  }

  func destinationText(_ branch: Branch) -> String {
    if let destination = branch.destination { return destination.description }
    if case .internet = pair.to, branch.way == .forward { return "the internet" }
    if case .internet = pair.from, branch.way == .return { return "the internet" }
    let ranges = AddressRanges(branch.traffic.boxes.map(\.destination))
    return ranges.ranges.first?.text(branch.family) ?? "anywhere"
  }
}
