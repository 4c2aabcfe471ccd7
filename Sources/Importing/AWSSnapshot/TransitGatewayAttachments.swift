import Addressing
import NetworkModel

extension ScopeReading {
  /// `ec2 describe-transit-gateway-attachments`: attachments of every type, and the table that each is associated with.
  func readTransitGatewayAttachment(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("TransitGatewayAttachmentId")
    let owner = try record.optionalId("ResourceOwnerId")
    var attachment = existingAttachment(id, try identity(id, record, owner: owner), try record.id("TransitGatewayId"))
    attachment.identity = try identity(id, record, owner: owner)
    attachment.transitGatewayId = try record.id("TransitGatewayId")
    attachment.resourceType = Self.resourceType(try record.text("ResourceType") ?? "")
    attachment.resourceId = try record.optionalId("ResourceId") ?? attachment.resourceId
    attachment.resourceOwner = owner ?? attachment.resourceOwner
    attachment.state = try record.text("State") ?? attachment.state
    if let association = record.value("Association"), try association.text("State") ?? "associated" == "associated" {
      attachment.associatedRouteTableId = try association.optionalId("TransitGatewayRouteTableId")
    }
    keep(attachment)
  }

  /// `ec2 describe-transit-gateway-vpc-attachments`: subnets and options. An emulator lists other attachments here,
  /// without a VPC: they are explained and left to the calls that know them.
  func readTransitGatewayVPCAttachment(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("TransitGatewayAttachmentId")
    guard let vpc = try record.optionalId("VpcId") else {
      leaveOut(
        id, kind: ResourceKind.transitGatewayAttachment.rawValue,
        because:
          "`\(call)` lists it without a VPC: it is no VPC attachment, and read from the calls that show its type",
        at: record)
      return
    }
    var attachment = existingAttachment(
      id, try identity(id, record, owner: record.optionalId("VpcOwnerId")), try record.id("TransitGatewayId"))
    let tags = try Tags.read(record, "Tags")
    if attachment.identity.tags.isEmpty {
      attachment.identity.tags = tags
      attachment.identity.name = Tags.name(tags)
    }
    attachment.resourceType = .vpc
    attachment.resourceId = vpc
    attachment.resourceOwner = try record.optionalId("VpcOwnerId") ?? attachment.resourceOwner
    attachment.state = try record.text("State") ?? attachment.state
    attachment.subnetIds = try record.ids("SubnetIds")
    let options = record.value("Options")
    attachment.applianceModeSupport = try options?.text("ApplianceModeSupport") == "enable"
    attachment.ipv6Support = try options?.text("Ipv6Support") == "enable"
    attachment.securityGroupReferencingSupport = try options?.text("SecurityGroupReferencingSupport") != "disable"
    keep(attachment)
  }

  /// `ec2 describe-transit-gateway-peering-attachments`. What has no two gateways is no peering (see above).
  func readTransitGatewayPeeringAttachment(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("TransitGatewayAttachmentId")
    guard let requester = record.value("RequesterTgwInfo"), let accepter = record.value("AccepterTgwInfo") else {
      leaveOut(
        id, kind: ResourceKind.transitGatewayAttachment.rawValue,
        because:
          "`\(call)` lists it without its two gateways: it is no peering, and read from the calls that show its type",
        at: record)
      return
    }
    joins.transitGateway.peerings[id] = TransitGatewayPeering(
      identity: try identity(id, record), requester: try side(requester), accepter: try side(accepter),
      state: try record.text("State") ?? "available")
    if !joins.transitGateway.attachmentOrder.contains(id) { joins.transitGateway.attachmentOrder.append(id) }
  }

  private func side(_ record: JSONValue) throws(JSONError) -> TransitGatewayPeering.Side {
    TransitGatewayPeering.Side(
      transitGatewayId: try record.id("TransitGatewayId"), account: try record.optionalId("OwnerId") ?? "",
      region: try record.optionalId("Region") ?? scope.region)
  }

  /// `ec2 describe-transit-gateway-connects`: the attachment that carries the tunnel.
  func readTransitGatewayConnect(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("TransitGatewayAttachmentId")
    guard let transport = try record.optionalId("TransportTransitGatewayAttachmentId") else { return }
    joins.transitGateway.transports[id] = transport
  }

  private func existingAttachment(_ id: String, _ identity: Identity, _ gateway: String) -> TransitGatewayAttachment {
    joins.transitGateway.attachments[id]
      ?? TransitGatewayAttachment(identity, transitGatewayId: gateway, resourceType: .other, resourceId: "")
  }

  private func keep(_ attachment: TransitGatewayAttachment) {
    if !joins.transitGateway.attachmentOrder.contains(attachment.id) {
      joins.transitGateway.attachmentOrder.append(attachment.id)
    }
    joins.transitGateway.attachments[attachment.id] = attachment
  }

  private static func resourceType(_ text: String) -> TransitGatewayAttachment.ResourceType {
    text == "tgw-peering" ? .peering : .init(rawValue: text) ?? .other
  }

  /// Puts attachments and tables together.
  func finishTransitGateways() {
    let joined = joins.transitGateway
    for id in joined.attachmentOrder {
      if let peering = joined.peerings[id] {
        topology.transitGatewayAttachments += sides(of: peering, joined.attachments[id])
      } else if var attachment = joined.attachments[id] {
        if attachment.resourceType == .connect, let transport = joined.transports[id] {
          attachment.resourceId = transport
        }
        attachment.associatedRouteTableId = attachment.associatedRouteTableId ?? joined.associations[id]
        topology.transitGatewayAttachments.append(attachment)
      }
    }
    for index in topology.transitGatewayRouteTables.indices {
      let id = topology.transitGatewayRouteTables[index].id
      let gatewayId = topology.transitGatewayRouteTables[index].transitGatewayId
      if let gateway = topology.transitGateways.first(where: { $0.id == gatewayId }) {
        topology.transitGatewayRouteTables[index].identity.account = gateway.identity.account
      }
      topology.transitGatewayRouteTables[index].propagatingAttachmentIds = joined.propagations[id] ?? []
      topology.transitGatewayRouteTables[index].routes = joined.searchedRoutes[id] ?? computedRoutes(of: id)
    }
  }

  /// The sides of a peering that lie in this Region: the attachment has one id on both sides, and on each a gateway and
  /// a table of its own. A side of another Region is read there.
  private func sides(
    of peering: TransitGatewayPeering, _ listed: TransitGatewayAttachment?
  ) -> [TransitGatewayAttachment] {
    let both = [(peering.requester, peering.accepter), (peering.accepter, peering.requester)]
    return both.filter { $0.0.region == scope.region }.map { own, other in
      var identity = listed?.identity ?? peering.identity
      if identity.tags.isEmpty { (identity.tags, identity.name) = (peering.identity.tags, peering.identity.name) }
      if !own.account.isEmpty { identity.account = own.account }
      let isListed = listed?.transitGatewayId == own.transitGatewayId
      let table = (isListed ? listed?.associatedRouteTableId : nil) ?? associatedTable(peering.identity.id, own)
      return TransitGatewayAttachment(
        identity, transitGatewayId: own.transitGatewayId, resourceType: .peering, resourceId: other.transitGatewayId,
        resourceOwner: other.account, state: peering.state, associatedRouteTableId: table,
        peerTransitGatewayId: other.transitGatewayId, peerRegion: other.region, peerAccount: other.account)
    }
  }

  /// The table of this side's gateway that the attachment is associated with.
  private func associatedTable(_ attachmentId: String, _ own: TransitGatewayPeering.Side) -> String? {
    guard let table = joins.transitGateway.associations[attachmentId] else { return nil }
    let known = topology.transitGatewayRouteTables.first { $0.id == table }
    return known.map { $0.transitGatewayId == own.transitGatewayId } ?? true ? table : nil
  }

  /// The routes of a table whose routes no call returned: its static ones, and for each attachment that propagates the
  /// blocks of its VPC, where the VPC is in the snapshot. Without static routes the table is not visible.
  private func computedRoutes(of tableId: String) -> [TransitGatewayRoute]? {
    guard var routes = joins.transitGateway.staticRoutes[tableId] else { return nil }
    for attachmentId in joins.transitGateway.propagations[tableId] ?? [] {
      guard let attachment = joins.transitGateway.attachments[attachmentId] else { return nil }
      guard attachment.resourceType == .vpc, let vpc = topology.vpcs.first(where: { $0.id == attachment.resourceId })
      else { return nil }
      for block in vpc.cidrBlocks where block.family == .ipv4 || attachment.ipv6Support {
        routes.append(TransitGatewayRoute(.prefix(block), type: .propagated, attachmentIds: [attachmentId]))
      }
    }
    return routes
  }
}
