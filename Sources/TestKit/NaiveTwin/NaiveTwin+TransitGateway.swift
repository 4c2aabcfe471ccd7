import Addressing
import NetworkModel

extension NaiveTwin {
  /// TGW 5.2: from a subnet of a VPC, whose network ACL the packet has passed.
  func enterTransitGateway(_ id: String, from subnet: Int, _ walk: Walk) -> [Ending] {
    let home = topology.subnets[subnet]
    guard let transit = topology.transitGateways.first(where: { $0.id == id }) else {
      return unknown(walk, "transit gateway not visible")
    }
    let number = topology.transitGatewayAttachments.firstIndex {
      $0.transitGatewayId == id && $0.resourceType == .vpc && $0.resourceId == home.vpcId
    }
    guard let number else { return fail(walk, [], []) }
    let attachment = topology.transitGatewayAttachments[number]
    if !isUsable(attachment.state) { return fail(walk, ["BAD_STATE_ATTACHMENT"], [attachment.id]) }
    if transit.state != "available" { return fail(walk, ["BAD_STATE"], [transit.id]) }
    let doors = attachment.subnetIds.compactMap { subnetIndex($0) }.filter { zone(of: $0) == zone(of: subnet) }
    guard let door = doors.first else { return fail(walk, ["TGW_ROUTE_AZ_RESTRICTION"], [attachment.id, transit.id]) }
    if walk.packet.family == .ipv6, !attachment.ipv6Support {
      return fail(walk, ["X_TGW_IPV6_DISABLED"], [attachment.id])
    }
    // 2.2: the inbound rules of the gateway's subnet, even where it is the sender's own.
    if let refused = acl(door, walk, isEgress: false) { return refused }
    var walk = walk
    // 5.1.9: appliance mode brings the replies back to the zone that the flow came in by.
    if attachment.applianceModeSupport, !walk.isReply, walk.zones[attachment.id] == nil {
      walk.zones[attachment.id] = zone(of: subnet)
    }
    return route(from: number, walk, zone: zone(of: subnet))
  }

  private func isUsable(_ state: String) -> Bool { state == "available" || state == "modifying" }

  /// In the gateway: the table of the attachment that the packet came by.
  ///
  /// - Parameter zone: the zone that the packet came from, if it came from a VPC.
  func route(from number: Int, _ walk: Walk, zone: String?) -> [Ending] {
    let attachment = topology.transitGatewayAttachments[number]
    guard let tableId = attachment.associatedRouteTableId else {
      return fail(walk, ["TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"], [attachment.id])
    }
    guard let table = topology.transitGatewayRouteTables.first(where: { $0.id == tableId }), let routes = table.routes
    else { return unknown(walk, "TGW_RTB_ROUTES_ARE_UNKNOWN") }
    guard var next = visit("transit gateway table \(tableId)", walk) else { return fail(walk, ["X_ROUTE_LOOP"], []) }
    next.tables.append(tableId)
    let winners = best(routes, walk.packet.destination)
    if winners.isEmpty { return fail(next, ["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"], [tableId]) }
    if winners.contains(where: { $0.state == .blackhole }) {
      return fail(next, ["TGW_RTB_BAD_STATE_ROUTE"], [tableId])
    }
    let attachments = Set(winners.flatMap(\.attachmentIds)).sorted()
    return attachments.flatMap { id -> [Ending] in
      let out = topology.transitGatewayAttachments.firstIndex {
        $0.id == id && $0.transitGatewayId == attachment.transitGatewayId
      }
      guard let out else { return unknown(next, "attachment not visible") }
      return leaveTransitGateway(by: out, cameBy: number, next, zone: zone)
    }
  }

  /// TGW 5.1.4: longest prefix, then static, then prefix list, then propagated by kind of attachment.
  private func best(_ routes: [TransitGatewayRoute], _ destination: IPAddress) -> [TransitGatewayRoute] {
    var matches: [(route: TransitGatewayRoute, length: Int, rank: Int)] = []
    for route in routes where route.state == .active || route.state == .blackhole {
      switch route.destination {
      case .prefix(let prefix) where prefix.contains(destination):
        matches.append((route, prefix.length, route.type == .static ? 0 : 2 + propagatedRank(route)))
      case .prefixList(let id):
        for entry in entries(of: id) where entry.contains(destination) { matches.append((route, entry.length, 1)) }
      default: break
      }
    }
    let longest = matches.map(\.length).max()
    matches.removeAll { $0.length != longest }
    let rank = matches.map(\.rank).min()
    return matches.filter { $0.rank == rank }.map(\.route)
  }

  private func propagatedRank(_ route: TransitGatewayRoute) -> Int {
    let attachment = topology.transitGatewayAttachments.first { route.attachmentIds.contains($0.id) }
    switch attachment?.resourceType {
    case .vpc: return 0
    case .directConnectGateway: return 1
    case .connect: return 2
    case .vpn: return 3
    case .vpnConcentrator: return 4
    default: return 5
    }
  }

  private func leaveTransitGateway(by out: Int, cameBy into: Int, _ walk: Walk, zone: String?) -> [Ending] {
    let attachment = topology.transitGatewayAttachments[out]
    if !isUsable(attachment.state) { return fail(walk, ["BAD_STATE_ATTACHMENT"], [attachment.id]) }
    var next = walk
    next.crossings.append(.transit(gateway: attachment.transitGatewayId, from: into, to: out))
    switch attachment.resourceType {
    case .vpc:
      return deliver(by: attachment, next, zone: zone)
    case .vpn:
      guard let vpn = index(attachment.resourceId, in: topology.vpnConnections) else {
        return unknown(walk, "VPN connection not visible")
      }
      return sendThrough(.vpn(vpn), next)
    case .directConnectGateway:
      return sendThroughDirectConnect(attachment.resourceId, next)
    case .peering:
      let peer = attachment.peerTransitGatewayId ?? attachment.resourceId
      let other = topology.transitGatewayAttachments.firstIndex {
        $0.resourceType == .peering && $0.transitGatewayId == peer && $0.resourceId == attachment.transitGatewayId
          && ($0.id == attachment.id)
      }
      guard let other else { return unknown(walk, "peer transit gateway not visible") }
      if !isUsable(topology.transitGatewayAttachments[other].state) {
        return fail(walk, ["BAD_STATE_ATTACHMENT"], [attachment.id])
      }
      next.crossings.append(.transitPeering)
      return route(from: other, next, zone: nil)
    default:
      return unknown(walk, "attachment \(attachment.id) is not followed")
    }
  }

  /// TGW 5.1.8 and 5.1.9: the packet appears in a subnet of the attachment and goes on by that subnet's table.
  private func deliver(by attachment: TransitGatewayAttachment, _ walk: Walk, zone: String?) -> [Ending] {
    if walk.packet.family == .ipv6, !attachment.ipv6Support {
      return fail(walk, ["X_TGW_IPV6_DISABLED"], [attachment.id])
    }
    let doors = attachment.subnetIds.compactMap { subnetIndex($0) }
    if doors.isEmpty { return fail(walk, ["TGW_ATTACH_VPC_AZ_RESTRICTION"], [attachment.id]) }
    var possible = doors.filter { self.zone(of: $0) == zone }
    if attachment.applianceModeSupport { possible = applianceDoors(of: attachment, doors, walk) }
    if possible.isEmpty { possible = doors }
    return possible.flatMap { door -> [Ending] in
      var next = walk
      if attachment.applianceModeSupport { next.zones[attachment.id] = self.zone(of: door) }
      return leave(door, next, from: .transit)
    }
  }

  /// Appliance mode: one zone for both directions of the flow.
  private func applianceDoors(of attachment: TransitGatewayAttachment, _ doors: [Int], _ walk: Walk) -> [Int] {
    if let chosen = walk.zones[attachment.id] { return doors.filter { zone(of: $0) == chosen } }
    let zones = Set(
      [walk.from, walk.to].compactMap { end -> String? in
        guard case .interface(let index) = end else { return nil }
        return subnetIndex(topology.networkInterfaces[index].subnetId).map { zone(of: $0) }
      })
    guard zones.count == 1 else { return doors }
    return doors.filter { zones.contains(zone(of: $0)) }
  }
}
