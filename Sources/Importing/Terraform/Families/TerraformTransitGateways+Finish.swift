import Addressing
import NetworkModel

extension TerraformReading {
  /// Completes transit gateways: default tables, associations, static and propagated routes (TGW 5.1.2 to 5.1.5).
  func finishTransitGateways() {
    addDefaultTransitTables()
    acceptAttachments()
    associateAttachments()
    let places = Dictionary(
      topology.transitGatewayRouteTables.indices.map { (topology.transitGatewayRouteTables[$0].id, $0) },
      uniquingKeysWith: { first, _ in first })
    for (table, route) in joins.transit.routes {
      if let place = places[table], topology.transitGatewayRouteTables[place].routes != nil {
        topology.transitGatewayRouteTables[place].routes?.append(route)
      } else {
        joins.additions.transitRoutes.append((table, route))
      }
    }
    propagateRoutes(places)
    placeTransitTables()
  }

  private func addDefaultTransitTables() {
    for gateway in topology.transitGateways {
      guard let defaults = joins.transit.defaults[gateway.id] else { continue }
      var wanted: [String] = []
      if defaults.associates { wanted.append(defaults.associationTableId) }
      if defaults.propagates, !wanted.contains(defaults.propagationTableId) {
        wanted.append(defaults.propagationTableId)
      }
      for id in wanted where !topology.transitGatewayRouteTables.contains(where: { $0.id == id }) {
        topology.transitGatewayRouteTables.append(
          TransitGatewayRouteTable(
            synthesized(
              id, for: gateway.identity, "AWS makes a default route table with the transit gateway",
              isPresumed: true),
            transitGatewayId: gateway.id, routes: []))
      }
    }
  }

  /// An attachment of another account than the gateway's waits until the gateway's side accepts it (TGW 5.1.1).
  private func acceptAttachments() {
    let owners = Dictionary(
      topology.transitGateways.map { ($0.id, $0.identity.account) }, uniquingKeysWith: { first, _ in first })
    for index in topology.transitGatewayAttachments.indices {
      let attachment = topology.transitGatewayAttachments[index]
      let isAccepted = joins.transit.accepted.contains(attachment.id)
      switch attachment.resourceType {
      case .peering:
        if isAccepted { topology.transitGatewayAttachments[index].state = "available" }
      case .vpc:
        guard let owner = owners[attachment.transitGatewayId], owner != attachment.identity.account,
          let defaults = joins.transit.defaults[attachment.transitGatewayId]
        else { continue }
        if !defaults.acceptsShared, !isAccepted {
          topology.transitGatewayAttachments[index].state = "pendingAcceptance"
        }
      default: continue
      }
    }
  }

  private func associateAttachments() {
    var explicit: [String: [String]] = [:]
    for (table, attachment) in joins.transit.associations { explicit[attachment, default: []].append(table) }
    let gatewayOfTable = Dictionary(
      topology.transitGatewayRouteTables.map { ($0.id, $0.transitGatewayId) }, uniquingKeysWith: { first, _ in first })
    var used: Set<String> = []
    for index in topology.transitGatewayAttachments.indices {
      let attachment = topology.transitGatewayAttachments[index]
      // A peering attachment has a table on each of its gateways.
      let tables = (explicit[attachment.id] ?? []).filter {
        (gatewayOfTable[$0] ?? attachment.transitGatewayId) == attachment.transitGatewayId
      }
      if let table = tables.first {
        topology.transitGatewayAttachments[index].associatedRouteTableId = table
        used.insert(attachment.id)
      } else if let defaults = joins.transit.defaults[attachment.transitGatewayId], defaults.associates,
        !joins.transit.withoutDefaultAssociation.contains(attachment.id)
      {
        topology.transitGatewayAttachments[index].associatedRouteTableId = defaults.associationTableId
      }
    }
    for (table, attachment) in joins.transit.associations where !used.contains(attachment) {
      joins.additions.transitAssociations.append((table, attachment))
    }
  }

  /// A table gets a route to what each attachment that propagates into it has: the blocks of a VPC, the static routes of
  /// a VPN connection, the prefixes that a Direct Connect gateway is allowed.
  private func propagateRoutes(_ places: [String: Int]) {
    var wanted = joins.transit.propagations
    for attachment in topology.transitGatewayAttachments where attachment.resourceType != .peering {
      guard let defaults = joins.transit.defaults[attachment.transitGatewayId], defaults.propagates,
        !joins.transit.withoutDefaultPropagation.contains(attachment.id)
      else { continue }
      let isWanted = wanted.contains { $0.tableId == defaults.propagationTableId && $0.attachmentId == attachment.id }
      if !isWanted { wanted.append((defaults.propagationTableId, attachment.id)) }
    }
    for (table, id) in wanted {
      guard let place = places[table] ?? topology.transitGatewayRouteTables.firstIndex(where: { $0.id == table }) else {
        joins.additions.transitPropagations.append((table, id))
        continue
      }
      topology.transitGatewayRouteTables[place].propagatingAttachmentIds.append(id)
      guard let attachment = topology.transitGatewayAttachments.first(where: { $0.id == id }) else {
        // What an attachment that is not in the input brings is not in it either.
        topology.transitGatewayRouteTables[place].routes?.append(
          TransitGatewayRoute(.prefixList(id), type: .propagated, attachmentIds: [id]))
        continue
      }
      for prefix in prefixes(behind: attachment) {
        let source = attachment.identity.source
        topology.transitGatewayRouteTables[place].routes?.append(
          TransitGatewayRoute(.prefix(prefix), type: .propagated, attachmentIds: [id], source: source))
      }
    }
  }

  private func prefixes(behind attachment: TransitGatewayAttachment) -> [Prefix] {
    switch attachment.resourceType {
    case .vpc:
      let vpc = topology.vpcs.first { $0.id == attachment.resourceId }
      return (vpc?.cidrBlocks ?? []).filter { $0.family == .ipv4 || attachment.ipv6Support }
    case .vpn: return topology.vpnConnections.first { $0.id == attachment.resourceId }?.staticRoutes ?? []
    default: return []
    }
  }

  /// A table is its gateway's account's and Region's.
  private func placeTransitTables() {
    for index in topology.transitGatewayRouteTables.indices {
      let gateway = topology.transitGateways.first {
        $0.id == topology.transitGatewayRouteTables[index].transitGatewayId
      }
      guard let identity = gateway?.identity else { continue }
      topology.transitGatewayRouteTables[index].identity.account = identity.account
      topology.transitGatewayRouteTables[index].identity.region = identity.region
    }
  }
}
