import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the route tables of transit gateways; one that writes none has the default table, with everything
  /// associated and propagated.
  func readTransitGatewayTables(_ file: Fields) {
    each(file, "transitGateways", .transitGateway) { gateway, pair in
      guard let fields = Fields(pair.value, .transitGateway, at: pair.place, in: self) else { return }
      guard fields.has("routeTables") else {
        addDefaultTable(gateway)
        return
      }
      var tables: [(symbol: Symbol, fields: Fields)] = []
      each(fields, "routeTables", .transitGatewayRouteTable, in: gateway.name) { symbol, pair in
        guard let fields = Fields(pair.value, .transitGatewayRouteTable, at: pair.place, in: self) else { return }
        for word in fields.texts("associations") {
          if let attachment = resolve(word, [.transitGatewayAttachment], in: gateway.name) {
            associate(attachment, with: symbol, at: word.place)
          }
        }
        for attachment in resolve(fields.texts("propagations"), [.transitGatewayAttachment], in: gateway.name)
        where propagations[symbol.id]?.contains(attachment.id) != true {
          propagations[symbol.id, default: []].append(attachment.id)
        }
        tables.append((symbol, fields))
      }
      for (symbol, fields) in tables {
        let routes = staticRoutes(fields, gateway)
        addTable(identity(symbol, fields), gateway, routes)
      }
      for index in topology.transitGatewayAttachments.indices
      where topology.transitGatewayAttachments[index].transitGatewayId == gateway.id {
        let id = topology.transitGatewayAttachments[index].id
        topology.transitGatewayAttachments[index].associatedRouteTableId = attachmentTables[id]?.symbol.id
      }
    }
  }

  private func addDefaultTable(_ gateway: Symbol) {
    let id = "\(gateway.id)/default"
    for index in topology.transitGatewayAttachments.indices
    where topology.transitGatewayAttachments[index].transitGatewayId == gateway.id {
      topology.transitGatewayAttachments[index].associatedRouteTableId = id
      // A peering never propagates: its routes are static (TGW 5.1.6).
      if topology.transitGatewayAttachments[index].resourceType != .peering {
        propagations[id, default: []].append(topology.transitGatewayAttachments[index].id)
      }
    }
    if let index = topology.transitGateways.firstIndex(where: { $0.id == gateway.id }) {
      topology.transitGateways[index].defaultAssociationRouteTableId = id
      topology.transitGateways[index].defaultPropagationRouteTableId = id
    }
    var identity = identity(gateway, nil)
    (identity.id, identity.name) = (id, "default")
    addTable(identity, gateway, [])
  }

  private func addTable(_ identity: Identity, _ gateway: Symbol, _ routes: [TransitGatewayRoute]) {
    let propagating = propagations[identity.id] ?? []
    topology.transitGatewayRouteTables.append(
      TransitGatewayRouteTable(
        identity, transitGatewayId: gateway.id, routes: routes + propagatedRoutes(propagating, beside: routes, gateway),
        propagatingAttachmentIds: propagating))
  }

  // MARK: Static routes

  private func staticRoutes(_ fields: Fields, _ gateway: Symbol) -> [TransitGatewayRoute] {
    guard let node = fields.node("routes") else { return [] }
    if let pairs = node.pairs {
      return pairs.compactMap { pair in
        let destination = Located(value: pair.key, place: pair.place)
        if pair.value.text == "blackhole" { return route(destination, [], .blackhole, gateway) }
        guard pair.value.pairs != nil else {
          let words = (pair.value.items ?? [pair.value]).compactMap {
            text($0, of: "the target of `\(pair.key.shortened)`")
          }
          return words.isEmpty ? nil : route(destination, words, .active, gateway)
        }
        guard let fields = Fields(pair.value, .transitGatewayRoute, at: pair.place, in: self) else { return nil }
        refuse(["destination"], of: fields, "is already the key `\(pair.key.shortened)`")
        return longRoute(destination, fields, gateway)
      }
    }
    guard let items = node.items else {
      error(node.place, "`routes` is \(node.found), expected a mapping from destinations to attachments")
      return []
    }
    return items.compactMap { item in
      guard let fields = Fields(item, .transitGatewayRoute, at: item.place, in: self) else { return nil }
      guard let destination = fields.text("destination") else {
        if !fields.has("destination") { fields.missing("destination", "a block or a prefix list") }
        return nil
      }
      return longRoute(destination, fields, gateway)
    }
  }

  private func longRoute(_ destination: Located<String>, _ fields: Fields, _ gateway: Symbol) -> TransitGatewayRoute? {
    let state = fields.choice("state", [TransitGatewayRoute.State.active, .blackhole]) ?? .active
    if !fields.has("attachments"), state == .active {
      fields.missing("attachments", "where the route leads, or `state: blackhole`")
      return nil
    }
    return route(destination, fields.texts("attachments"), state, gateway)
  }

  private func route(
    _ destination: Located<String>, _ words: [Located<String>], _ state: TransitGatewayRoute.State, _ gateway: Symbol
  ) -> TransitGatewayRoute? {
    let attachments = resolve(words, [.transitGatewayAttachment], in: gateway.name)
    guard attachments.count == words.count else { return nil }
    let to: TransitGatewayRoute.Destination
    if looksLikeAddress(destination.value)
      || destination.value.contains("/") && destination.value.first?.isNumber == true
    {
      guard let prefix = prefix(destination) else { return nil }
      to = .prefix(prefix.value)
    } else {
      guard let list = prefixList(destination, region: gateway.region) else { return nil }
      to = .prefixList(list.id)
    }
    return TransitGatewayRoute(
      to, state: state, attachmentIds: attachments.map(\.id), source: source(destination.place))
  }

  // MARK: Propagation

  /// What attachments propagate, the preferred of each prefix only, as AWS shows it (TGW 5.1.4, 5.1.13).
  private func propagatedRoutes(
    _ attachmentIds: [String], beside routes: [TransitGatewayRoute], _ gateway: Symbol
  ) -> [TransitGatewayRoute] {
    let attachments = attachmentIds.compactMap { id in topology.transitGatewayAttachments.first { $0.id == id } }
    let ranked = attachments.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }.map(\.element)
    let sharesVPNs = topology.transitGateways.first { $0.id == gateway.id }?.vpnEcmpSupport ?? true
    var order: [Prefix] = []
    var chosen: [Prefix: [TransitGatewayAttachment]] = [:]
    for attachment in ranked {
      for prefix in prefixes(of: attachment) {
        guard let others = chosen[prefix] else {
          order.append(prefix)
          chosen[prefix] = [attachment]
          continue
        }
        let isShared =
          [.connect, .directConnectGateway].contains(attachment.resourceType)
          || attachment.resourceType == .vpn && sharesVPNs
        if isShared, others[0].resourceType == attachment.resourceType, !others.contains(attachment) {
          chosen[prefix]?.append(attachment)
        }
      }
    }
    return order.compactMap { prefix in
      guard !routes.contains(where: { $0.destination == .prefix(prefix) }), let from = chosen[prefix] else {
        return nil
      }
      return TransitGatewayRoute(
        .prefix(prefix), type: .propagated, attachmentIds: from.map(\.id), source: from[0].identity.source)
    }
  }

  private func rank(_ attachment: TransitGatewayAttachment) -> Int {
    switch attachment.resourceType {
    case .vpc: 0
    case .directConnectGateway: 1
    case .connect: 2
    case .vpn: 3
    default: 4
    }
  }

  private func prefixes(of attachment: TransitGatewayAttachment) -> [Prefix] {
    switch attachment.resourceType {
    case .vpc: topology.vpcs.first { $0.id == attachment.resourceId }?.cidrBlocks ?? []
    case .vpn:
      topology.vpnConnections.first { $0.id == attachment.resourceId }.map {
        $0.staticRoutes + ($0.advertisedPrefixes ?? [])
      } ?? []
    case .directConnectGateway:
      topology.virtualInterfaces.filter { $0.directConnectGatewayId == attachment.resourceId && $0.type == .transit }
        .flatMap { $0.advertisedPrefixes ?? [] }
    case .connect: connectPrefixes[attachment.id] ?? []
    default: []
    }
  }
}
