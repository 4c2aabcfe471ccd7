import Addressing
import NetworkModel

// Transit gateways: attachments, the table of the attachment that packets arrive on, and delivery (dataplane section 5).
// https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html

extension Walker {
  /// Packets of a VPC enter a transit gateway through the VPC's attachment (TGW 5.2).
  mutating func enterTransitGateway(_ id: String, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let attachments = network.vpcs[place.vpc].attachments.filter {
      topology.transitGatewayAttachments[$0].transitGatewayId == id
    }
    let usable = attachments.first { isAvailable($0) } ?? attachments.first
    guard let attachment = usable else { return missingAttachment(id, place, branch) }
    checkAttachment(attachment, &branch)
    if let gateway = network.index.transitGateways[id], topology.transitGateways[gateway].state != "available" {
      branch.block(
        .badState, .transitGateway(gateway),
        "transit gateway \(topology.transitGateways[gateway].identity.label) is \(topology.transitGateways[gateway].state)"
      )
    }
    if branch.way == .forward, branch.zone >= 0, topology.transitGatewayAttachments[attachment].applianceModeSupport {
      branch.memory.append(.applianceZone(attachment: attachment, zone: branch.zone))
    }
    let entry = entrySubnet(attachment, &branch)
    guard let entry else { return lookUp(from: attachment, branch) }
    checkACL(of: entry, .ingress, branch) { $0.lookUp(from: attachment, $1) }
  }

  private mutating func missingAttachment(_ id: String, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let vpc = topology.vpcs[place.vpc].identity
    let sees = topology.visibility.sees(
      "ec2 describe-transit-gateway-attachments", account: vpc.account, region: vpc.region)
    if sees, let gateway = network.index.transitGateways[id] {
      branch.block(
        .badStateAttachment, .transitGateway(gateway), "\(vpc.label) is not attached to \(id)")
      return end(branch, .deadEnd)
    }
    unknownTarget(.transitGateway(id), place, branch)
  }

  private func isAvailable(_ attachment: Int) -> Bool {
    ["available", "modifying"].contains(topology.transitGatewayAttachments[attachment].state)
  }

  /// State and IPv6 support of an attachment, on the way in and on the way out (5.1.1, 5.1.11).
  private func checkAttachment(_ position: Int, _ branch: inout Branch) {
    let attachment = topology.transitGatewayAttachments[position]
    if !isAvailable(position) {
      branch.block(
        .badStateAttachment, .attachment(position),
        "attachment \(attachment.identity.label) is \(attachment.state), only an available one carries traffic")
    }
    if hidesOptions(position) { return assumeOptions(of: position, &branch) }
    if attachment.resourceType == .vpc, branch.family == .ipv6, !attachment.ipv6Support {
      branch.block(
        .tgwIpv6Disabled, .attachment(position),
        "attachment \(attachment.identity.label) does not carry IPv6 (Ipv6Support is disabled)")
    }
  }

  /// The attachment's subnet in the zone of the packets; without one the gateway cannot be reached (5.1.7).
  private func entrySubnet(_ position: Int, _ branch: inout Branch) -> Int? {
    let attachment = topology.transitGatewayAttachments[position]
    let subnets = attachment.subnetIds.compactMap { network.index.subnets[$0] }
    if branch.zone < 0 { return subnets.first }
    if let own = subnets.first(where: { network.subnets[$0].zone == branch.zone }) { return own }
    if subnets.isEmpty || subnets.contains(where: { network.subnets[$0].zone < 0 }) { return subnets.first }
    branch.block(
      .tgwRouteAzRestriction, .attachment(position), direction: .egress,
      "attachment \(attachment.identity.label) has no subnet in the Availability Zone of the sender")
    return nil
  }

  /// Looks packets up in the table associated with the attachment they came in by (5.1.2).
  mutating func lookUp(from attachment: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.transitGatewayAttachments[attachment]
    stripIdentity(at: attachment, &branch)
    guard let table = association(of: attachment) else {
      return lookUpWithoutTable(attachment, branch)
    }
    guard let compiled = network.transitGatewayTables[table] else {
      return lookUpUnseen(table, attachment, branch)
    }
    if isTooLong(branch) || isLoop(&branch, at: .transitGatewayTable(table)) { return end(branch, .loop) }
    for (routes, traffic) in compiled.routes(for: branch.traffic) {
      var part = branch
      part.traffic = traffic
      rulesTried += 1
      setOperations += 1
      if let hidden = compiled.invisibleRoutes.first {
        takeHidden(hidden, besides: routes, table, attachment, part)
      } else if routes.isEmpty {
        noTransitRoute(table, attachment, part, resource.transitGatewayId)
      } else {
        takeTransit(routes, table, attachment, part)
      }
    }
  }

  /// The table of an attachment: its own word, else the table that names it.
  private func association(of attachment: Int) -> Int? {
    topology.transitGatewayAttachments[attachment].associatedRouteTableId
      .flatMap { network.index.transitGatewayTables[$0] }
  }

  private mutating func lookUpWithoutTable(_ attachment: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.transitGatewayAttachments[attachment]
    let gatewayIdentity = network.index.transitGateways[resource.transitGatewayId].map {
      topology.transitGateways[$0].identity
    }
    let owner = gatewayIdentity ?? resource.identity
    let sees = topology.visibility.sees(
      "ec2 describe-transit-gateway-attachments", account: owner.account, region: owner.region)
    if sees, resource.associatedRouteTableId == nil {
      branch.block(
        .tgwAttachMissingTgwRtbAssociation, .attachment(attachment),
        "attachment \(resource.identity.label) is associated with no route table, so its packets are dropped")
    } else {
      branch.hop(.attachment(attachment), .assumed, code: .tgwRtbRoutesAreUnknown)
      branch.assume(
        .tgwRtbRoutesAreUnknown, resource.id, decides: true,
        "the route table of attachment \(resource.identity.label) is not in the input")
    }
    imitateTransit(attachment, branch, unknown: !(sees && resource.associatedRouteTableId == nil))
  }

  private mutating func lookUpUnseen(_ table: Int, _ attachment: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.transitGatewayRouteTables[table]
    branch.hop(.transitGatewayTable(table), .assumed, code: .tgwRtbRoutesAreUnknown)
    branch.assume(
      .tgwRtbRoutesAreUnknown, resource.id, decides: true,
      "the routes of \(resource.identity.label) are not in the input; `ec2 search-transit-gateway-routes` would show them"
    )
    imitateTransit(attachment, branch, unknown: true)
  }

  /// Follows the cheapest attachment that leads on, where the table does not say which.
  private mutating func imitateTransit(_ attachment: Int, _ branch: Branch, unknown: Bool) {
    let ways = onwardAttachments(from: attachment, branch).map { out in
      explore { $0.leaveTransit(out, branch.leading(to: $0.topology.transitGatewayAttachments[out].id)) }
    }
    if let best = Walker.cheapest(ways.filter { $0.cost.0 == 0 }) {
      leaves += best
    } else {
      end(branch, unknown ? .unknown : .deadEnd)
    }
  }

  private mutating func takeTransit(_ routes: [Int], _ table: Int, _ attachment: Int, _ branch: Branch) {
    let walkedRoutes = topology.transitGatewayRouteTables[table].routes
    let chosenOnes = routes.compactMap { walkedRoutes?[$0] }
    let taken = Set(chosenOnes.flatMap(\.attachmentIds))
    // A blackhole beside others of its rank drops the packets.
    let isDropped = { (index: Int) in walkedRoutes?[index].state == .blackhole }
    let followed = routes.first(where: isDropped).map { [$0] } ?? routes
    chosen { walker in
      for index in followed { walker.followTransit(index, table, attachment, branch) }
    } imitate: { walker, ending in
      walker.onwardAttachments(from: attachment, branch).filter {
        !taken.contains(walker.topology.transitGatewayAttachments[$0].id)
      }.map { out in
        walker.explore { walker in
          var stopped = branch
          walker.blameTransitTable(table, &stopped, chosen: routes[0], instead: out, ending)
          walker.leaveTransit(out, stopped)
        }
      }
    } blame: { walker, branch, ending in
      walker.blameTransitTable(table, &branch, chosen: routes[0], instead: nil, ending)
    }
  }

  private mutating func followTransit(_ index: Int, _ table: Int, _ attachment: Int, _ branch: Branch) {
    var branch = branch
    guard let route = topology.transitGatewayRouteTables[table].routes?[index] else { return }
    let rule = RuleReference.transitGatewayRoute(table: table, index)
    if route.state == .blackhole {
      branch.block(
        .tgwRtbBadStateRoute, .transitGatewayTable(table), rule,
        "the route \(network.text(of: rule) ?? "") of \(topology.transitGatewayRouteTables[table].identity.label) "
          + "is a blackhole")
      return imitateTransit(attachment, branch, unknown: false)
    }
    branch.hop(.transitGatewayTable(table), .forwarded, rule)
    // Several attachments share the traffic (ECMP): each is a way, and all have to work (5.1.13).
    for id in route.attachmentIds {
      let transitGateway = topology.transitGatewayAttachments[attachment].transitGatewayId
      guard let out = network.index.attachment(id, on: transitGateway, topology) else {
        branch.assume(
          .unknownDestination, id, decides: true, "attachment \(id) is not in the input")
        end(branch, .unknown)
        continue
      }
      leaveTransit(out, branch)
    }
  }

  /// A prefix list whose entries are not visible may take the packets, or leave them to the other routes.
  private mutating func takeHidden(
    _ hidden: Int, besides routes: [Int], _ table: Int, _ attachment: Int, _ branch: Branch
  ) {
    let resource = topology.transitGatewayRouteTables[table]
    guard case .prefixList(let list)? = resource.routes?[hidden].destination else { return }
    let other = explore { walker in
      if routes.isEmpty {
        walker.noTransitRoute(table, attachment, branch, resource.transitGatewayId)
      } else {
        walker.takeTransit(routes, table, attachment, branch)
      }
    }
    takeEither(
      [other, explore { $0.followTransit(hidden, table, attachment, branch) }], .unknownResource, list,
      hiddenList(list, resource.identity))
  }

  private mutating func noTransitRoute(_ table: Int, _ attachment: Int, _ branch: Branch, _ gateway: String) {
    let name = network.component(.transitGatewayTable(table)).title
    let ways = onwardAttachments(from: attachment, branch).map { out in
      explore { walker in
        var stopped = branch
        stopped.block(
          .tgwRtbNoRouteToTgwAttachment, .transitGatewayTable(table),
          towards: walker.topology.transitGatewayAttachments[out].id,
          "\(name) has no route to \(walker.destinationText(branch)) "
            + "(attachment \(walker.topology.transitGatewayAttachments[out].identity.label) would lead there)")
        walker.leaveTransit(out, stopped)
      }
    }
    if let best = Walker.cheapest(ways.filter { $0.cost.0 == 0 }) {
      leaves += best
    } else {
      var branch = branch
      branch.block(
        .tgwRtbNoRouteToTgwAttachment, .transitGatewayTable(table),
        "\(name) has no route to \(destinationText(branch)), and no attachment of \(gateway) leads there")
      end(branch, .deadEnd)
    }
  }

  /// Attachments of the same gateway that lead to the goal.
  private func onwardAttachments(from attachment: Int, _ branch: Branch) -> [Int] {
    let gateway = topology.transitGatewayAttachments[attachment].transitGatewayId
    let goal = goal(branch)
    return topology.transitGatewayAttachments.indices.filter {
      $0 != attachment && topology.transitGatewayAttachments[$0].transitGatewayId == gateway
        && attachmentLeads($0, to: goal, from: nil)
    }
  }

  private func blameTransitTable(
    _ table: Int, _ branch: inout Branch, chosen: Int, instead out: Int?, _ ending: Leaf.Ending
  ) {
    let resource = topology.transitGatewayRouteTables[table]
    let routes = resource.routes ?? []
    let rule = RuleReference.transitGatewayRoute(table: table, chosen)
    let other = out.map { topology.transitGatewayAttachments[$0].id }
    let start =
      "\(resource.identity.label) sends packets to \(destinationText(branch)) by "
      + "\(network.text(of: rule) ?? ""), where they die; "
    if case .loop = ending {
      return branch.block(.routeLoop, .transitGatewayTable(table), rule, start + "they come back to it")
    }
    guard let other else {
      return branch.block(
        branch.way == .return ? .misdirectedReply : .tgwRtbNoRouteToTgwAttachment, .transitGatewayTable(table), rule,
        start + "and no attachment leads to the right network")
    }
    let loser = routes.firstIndex { route in
      guard case .prefix(let prefix) = route.destination, let destination = branch.destination else { return false }
      return prefix.contains(destination) && route.attachmentIds.contains(other)
    }
    guard let loser, case .prefix(let lost) = routes[loser].destination else {
      return branch.block(
        .tgwRtbNoRouteToTgwAttachment, .transitGatewayTable(table), rule, towards: other,
        start + "it has no route to it through \(other)")
    }
    var length = 0
    if case .prefix(let prefix) = routes[chosen].destination { length = prefix.length }
    let isLonger = lost.length < length
    branch.block(
      isLonger ? .tgwRtbMoreSpecificRoute : .tgwRtbHigherPriorityRoute, .transitGatewayTable(table), rule,
      towards: other,
      start + "its route to \(other) is \(isLonger ? "less specific" : "of lower priority")")
  }
}
