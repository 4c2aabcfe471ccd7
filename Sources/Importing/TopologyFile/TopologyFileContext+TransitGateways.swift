import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the transit gateways with their attachments.
  func readTransitGateways(_ file: Fields) {
    var peers: [(symbol: Symbol, pair: YAMLPair, gateway: Symbol)] = []
    each(file, "transitGateways", .transitGateway) { symbol, pair in
      guard let fields = Fields(pair.value, .transitGateway, at: pair.place, in: self) else { return }
      topology.transitGateways.append(
        TransitGateway(
          identity(symbol, fields), state: fields.text("state")?.value ?? "available",
          securityGroupReferencingSupport: fields.boolean("securityGroupReferencingSupport") ?? false,
          vpnEcmpSupport: fields.boolean("vpnEcmpSupport") ?? true))
      each(fields, "attachments", .transitGatewayAttachment, in: symbol.name) { attachment, pair in
        readAttachment(attachment, pair, symbol)
        if let word = pair.value["transitGateway"]?.text, let other = symbols.named(word, .transitGateway, in: nil) {
          peers.append((attachment, pair, other))
        }
      }
    }
    for (attachment, pair, other) in peers { mirror(attachment, pair, on: other) }
  }

  private static let attachable: [(key: String, kind: ResourceKind, type: TransitGatewayAttachment.ResourceType)] = [
    ("vpc", .vpc, .vpc), ("vpnConnection", .vpnConnection, .vpn),
    ("directConnectGateway", .directConnectGateway, .directConnectGateway),
    ("transitGateway", .transitGateway, .peering),
    ("connect", .transitGatewayAttachment, .connect),
  ]

  private func readAttachment(_ symbol: Symbol, _ pair: YAMLPair, _ gateway: Symbol) {
    guard let fields = Fields(pair.value, .transitGatewayAttachment, at: pair.place, in: self) else { return }
    let written = TopologyFileContext.attachable.filter { fields.has($0.key) }
    guard let what = written.first else {
      error(
        pair.place, "the attachment `\(symbol.name)` does not say what it attaches",
        remedy: "write one of \(Fields.list(TopologyFileContext.attachable.map(\.key)))")
      return
    }
    for other in written.dropFirst() {
      refuse([other.key], of: fields, "cannot be beside `\(what.key)`: an attachment attaches one thing")
    }
    let container = what.kind == .transitGatewayAttachment ? gateway.name : nil
    guard let word = fields.text(what.key), let resource = resolve(word, [what.kind], in: container) else { return }
    var attachment = TransitGatewayAttachment(
      identity(symbol, fields), transitGatewayId: gateway.id, resourceType: what.type, resourceId: resource.id,
      resourceOwner: resource.account, state: fields.text("state")?.value ?? "available",
      applianceModeSupport: fields.boolean("applianceModeSupport") ?? false,
      ipv6Support: fields.boolean("ipv6Support") ?? false,
      securityGroupReferencingSupport: fields.boolean("securityGroupReferencingSupport") ?? true)
    switch what.type {
    case .vpc:
      if !fields.has("subnets") { fields.missing("subnets", "one subnet of the VPC in each zone") }
      attachment.subnetIds = resolve(fields.texts("subnets"), [.subnet], in: resource.name).map(\.id)
      checkZones(fields, attachment.subnetIds)
    case .vpn:
      if let index = topology.vpnConnections.firstIndex(where: { $0.id == resource.id }) {
        topology.vpnConnections[index].transitGatewayId = topology.vpnConnections[index].transitGatewayId ?? gateway.id
        if topology.vpnConnections[index].transitGatewayId != gateway.id
          || topology.vpnConnections[index].vpnGatewayId != nil
        {
          error(word.place, "the VPN connection `\(resource.name)` ends on another gateway")
        }
      }
    case .peering:
      if resource == gateway { error(word.place, "the transit gateway `\(gateway.name)` is peered with itself") }
      attachment.peerTransitGatewayId = resource.id
      attachment.peerRegion = resource.region
      attachment.peerAccount = resource.account
    default: break
    }
    if what.type != .vpc { refuse(["subnets", "applianceModeSupport"], of: fields, "is of a VPC attachment only") }
    if what.type != .connect { refuse(["advertisedPrefixes"], of: fields, "is of a Connect attachment only") }
    if what.type == .connect {
      connectPrefixes[symbol.id] = fields.prefixes("advertisedPrefixes").map(\.value)
    }
    if let word = fields.text("routeTable"), let table = resolve(word, [.transitGatewayRouteTable], in: gateway.name) {
      associate(symbol, with: table, at: word.place)
    }
    for table in resolve(fields.texts("propagateTo"), [.transitGatewayRouteTable], in: gateway.name) {
      propagations[table.id, default: []].append(symbol.id)
    }
    topology.transitGatewayAttachments.append(attachment)
  }

  /// The other side of a peering that only one transit gateway writes.
  private func mirror(_ attachment: Symbol, _ pair: YAMLPair, on other: Symbol) {
    guard let symbol = symbols.named(attachment.name, .transitGatewayAttachment, in: other.name),
      !topology.transitGatewayAttachments.contains(where: { $0.id == symbol.id }),
      let own = topology.transitGatewayAttachments.first(where: { $0.id == attachment.id }),
      let gateway = topology.transitGateways.first(where: { $0.id == own.transitGatewayId })
    else { return }
    topology.transitGatewayAttachments.append(
      TransitGatewayAttachment(
        identity(symbol, nil), transitGatewayId: other.id, resourceType: .peering, resourceId: gateway.id,
        resourceOwner: gateway.identity.account, state: own.state, ipv6Support: own.ipv6Support,
        securityGroupReferencingSupport: own.securityGroupReferencingSupport, peerTransitGatewayId: gateway.id,
        peerRegion: gateway.identity.region, peerAccount: gateway.identity.account))
  }

  /// Notes the one table that an attachment's packets are looked up in (TGW 5.1.2).
  func associate(_ attachment: Symbol, with table: Symbol, at place: Place) {
    if let other = attachmentTables[attachment.id], other.symbol != table {
      error(
        place,
        "the attachment `\(attachment.name)` is already associated with `\(other.symbol.name)`, \(line(other.place, from: place))",
        remedy: "an attachment has one table; remove one of them")
      return
    }
    attachmentTables[attachment.id] = (table, place)
  }
}
