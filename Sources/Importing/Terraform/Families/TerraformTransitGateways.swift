import Addressing
import NetworkModel

extension TerraformResourceType {
  static let transitGateways: [TerraformResourceType] = [
    .resource("aws_ec2_transit_gateway", data: true, TerraformReading.readTransitGateway),
    .resource("aws_ec2_transit_gateway_route_table", data: true, TerraformReading.readTransitGatewayRouteTable),
    .resource("aws_ec2_transit_gateway_vpc_attachment", data: true, TerraformReading.readTransitGatewayVPCAttachment),
    .part("aws_ec2_transit_gateway_vpc_attachment_accepter", TerraformReading.readTransitGatewayVPCAccepter),
    .resource("aws_ec2_transit_gateway_peering_attachment", TerraformReading.readTransitGatewayPeering),
    .part("aws_ec2_transit_gateway_peering_attachment_accepter", TerraformReading.readTransitGatewayPeeringAccepter),
    .resource("aws_ec2_transit_gateway_connect", TerraformReading.readTransitGatewayConnect),
    .part("aws_ec2_transit_gateway_connect_peer", TerraformReading.readNothing),
    .part("aws_ec2_transit_gateway_route", TerraformReading.readTransitGatewayRoute),
    .part("aws_ec2_transit_gateway_prefix_list_reference", TerraformReading.readTransitGatewayPrefixListReference),
    .part("aws_ec2_transit_gateway_route_table_association", TerraformReading.readTransitGatewayAssociation),
    .part("aws_ec2_transit_gateway_route_table_propagation", TerraformReading.readTransitGatewayPropagation),
    .resource("aws_networkmanager_core_network", TerraformReading.readCoreNetwork),
  ]
}

/// What resources of their own add to transit gateways.
struct TransitJoins {
  /// What a gateway does with a new attachment.
  struct Defaults {
    var associates: Bool
    var propagates: Bool
    var acceptsShared: Bool
    var associationTableId: String
    var propagationTableId: String
  }

  var defaults: [String: Defaults] = [:]
  /// Attachments that do not want the default tables.
  var withoutDefaultAssociation: Set<String> = []
  var withoutDefaultPropagation: Set<String> = []
  var accepted: Set<String> = []
  var routes: [(tableId: String, route: TransitGatewayRoute)] = []
  var associations: [(tableId: String, attachmentId: String)] = []
  var propagations: [(tableId: String, attachmentId: String)] = []
}

extension TerraformReading {
  /// `aws_ec2_transit_gateway`.
  func readTransitGateway(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("description"))
    let associates = try block.text("default_route_table_association") != "disable"
    let propagates = try block.text("default_route_table_propagation") != "disable"
    func table(_ attribute: String) throws(JSONError) -> String {
      try block.text(attribute) ?? id(of: block.instance, attribute)
    }
    let association = try table("association_default_route_table_id")
    // AWS makes one table that serves both.
    let propagation = try block.text("propagation_default_route_table_id") ?? association
    topology.transitGateways.append(
      TransitGateway(
        identity,
        securityGroupReferencingSupport: try block.text("security_group_referencing_support") == "enable",
        vpnEcmpSupport: try block.text("vpn_ecmp_support") != "disable",
        defaultAssociationRouteTableId: associates ? association : nil,
        defaultPropagationRouteTableId: propagates ? propagation : nil))
    guard !resources.instances[block.instance].isData else { return }
    if block.lacks("propagation_default_route_table_id") {
      aliases[id(of: block.instance, "propagation_default_route_table_id")] = association
    }
    joins.transit.defaults[identity.id] = TransitJoins.Defaults(
      associates: associates, propagates: propagates,
      acceptsShared: try block.text("auto_accept_shared_attachments") == "enable",
      associationTableId: association, propagationTableId: propagation)
  }

  /// `aws_ec2_transit_gateway_route_table`. What a table holds is known where Terraform makes it.
  func readTransitGatewayRouteTable(_ block: TerraformBlock) throws(JSONError) {
    topology.transitGatewayRouteTables.append(
      TransitGatewayRouteTable(
        try identity(block), transitGatewayId: try link(block, "transit_gateway_id", .transitGateway) ?? "",
        routes: resources.instances[block.instance].isData ? nil : []))
  }

  /// `aws_ec2_transit_gateway_vpc_attachment`.
  func readTransitGatewayVPCAttachment(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    topology.transitGatewayAttachments.append(
      TransitGatewayAttachment(
        identity, transitGatewayId: try link(block, "transit_gateway_id", .transitGateway) ?? "", resourceType: .vpc,
        resourceId: try link(block, "vpc_id", .vpc) ?? "",
        resourceOwner: try block.text("vpc_owner_id") ?? identity.account,
        subnetIds: try links(block, "subnet_ids", .subnet),
        applianceModeSupport: try block.text("appliance_mode_support") == "enable",
        ipv6Support: try block.text("ipv6_support") == "enable",
        securityGroupReferencingSupport: try block.text("security_group_referencing_support") != "disable"))
    try noteDefaults(block, identity.id)
  }

  private func noteDefaults(_ block: TerraformBlock, _ id: String) throws(JSONError) {
    if try block.boolean("transit_gateway_default_route_table_association") == false {
      joins.transit.withoutDefaultAssociation.insert(id)
    }
    if try block.boolean("transit_gateway_default_route_table_propagation") == false {
      joins.transit.withoutDefaultPropagation.insert(id)
    }
  }

  /// `aws_ec2_transit_gateway_vpc_attachment_accepter`: the gateway's side of an attachment of another account.
  func readTransitGatewayVPCAccepter(_ block: TerraformBlock) throws(JSONError) {
    guard let id = try link(block, "transit_gateway_attachment_id", .transitGatewayAttachment) else { return }
    joins.transit.accepted.insert(id)
    try noteDefaults(block, id)
  }

  /// `aws_ec2_transit_gateway_peering_attachment`: one attachment on each of two gateways (TGW 5.1.9).
  func readTransitGatewayPeering(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    let own = try link(block, "transit_gateway_id", .transitGateway) ?? ""
    let peer = try link(block, "peer_transit_gateway_id", .transitGateway) ?? ""
    let peerAccount = try block.text("peer_account_id") ?? identity.account
    let peerRegion = try block.text("peer_region") ?? ""
    let state = try block.text("state") ?? "pendingAcceptance"
    var far = identity
    far.account = peerAccount
    far.region = peerRegion
    topology.transitGatewayAttachments += [
      TransitGatewayAttachment(
        identity, transitGatewayId: own, resourceType: .peering, resourceId: peer, resourceOwner: peerAccount,
        state: state, peerTransitGatewayId: peer, peerRegion: peerRegion, peerAccount: peerAccount),
      TransitGatewayAttachment(
        far, transitGatewayId: peer, resourceType: .peering, resourceId: own, resourceOwner: identity.account,
        state: state, peerTransitGatewayId: own, peerRegion: identity.region, peerAccount: identity.account),
    ]
  }

  /// `aws_ec2_transit_gateway_peering_attachment_accepter`.
  func readTransitGatewayPeeringAccepter(_ block: TerraformBlock) throws(JSONError) {
    if let id = try link(block, "transit_gateway_attachment_id", .transitGatewayAttachment) {
      joins.transit.accepted.insert(id)
    }
  }

  /// `aws_ec2_transit_gateway_connect`.
  func readTransitGatewayConnect(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    topology.transitGatewayAttachments.append(
      TransitGatewayAttachment(
        identity, transitGatewayId: try link(block, "transit_gateway_id", .transitGateway) ?? "",
        resourceType: .connect,
        resourceId: try link(block, "transport_attachment_id", .transitGatewayAttachment) ?? "",
        resourceOwner: identity.account))
    try noteDefaults(block, identity.id)
  }

  /// What says nothing that the model holds.
  func readNothing(_ block: TerraformBlock) throws(JSONError) {}

  /// `aws_ec2_transit_gateway_route`.
  func readTransitGatewayRoute(_ block: TerraformBlock) throws(JSONError) {
    guard let table = try link(block, "transit_gateway_route_table_id", .transitGatewayRouteTable) else { return }
    let destination: TransitGatewayRoute.Destination
    if let prefix = try block.text("destination_cidr_block").flatMap({ Prefix($0) }) {
      destination = .prefix(prefix)
    } else {
      destination = .prefixList(unknown(block, "destination_cidr_block"))
    }
    joins.transit.routes.append((table, try route(destination, block)))
  }

  /// `aws_ec2_transit_gateway_prefix_list_reference`.
  func readTransitGatewayPrefixListReference(_ block: TerraformBlock) throws(JSONError) {
    guard let table = try link(block, "transit_gateway_route_table_id", .transitGatewayRouteTable),
      let list = try link(block, "prefix_list_id", .prefixList)
    else { return }
    joins.transit.routes.append((table, try route(.prefixList(list), block)))
  }

  private func route(
    _ destination: TransitGatewayRoute.Destination, _ block: TerraformBlock
  ) throws(JSONError) -> TransitGatewayRoute {
    let isBlackhole = try block.boolean("blackhole") ?? false
    let attachment = try link(block, "transit_gateway_attachment_id", .transitGatewayAttachment)
    return TransitGatewayRoute(
      destination, state: isBlackhole ? .blackhole : .active,
      attachmentIds: isBlackhole ? [] : attachment.map { [$0] } ?? [], source: source(of: block.instance))
  }

  /// `aws_ec2_transit_gateway_route_table_association`.
  func readTransitGatewayAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let table = try link(block, "transit_gateway_route_table_id", .transitGatewayRouteTable),
      let attachment = try link(block, "transit_gateway_attachment_id", .transitGatewayAttachment)
    else { return }
    joins.transit.associations.append((table, attachment))
  }

  /// `aws_ec2_transit_gateway_route_table_propagation`.
  func readTransitGatewayPropagation(_ block: TerraformBlock) throws(JSONError) {
    guard let table = try link(block, "transit_gateway_route_table_id", .transitGatewayRouteTable),
      let attachment = try link(block, "transit_gateway_attachment_id", .transitGatewayAttachment)
    else { return }
    joins.transit.propagations.append((table, attachment))
  }

  /// `aws_networkmanager_core_network`.
  func readCoreNetwork(_ block: TerraformBlock) throws(JSONError) {
    var identity = try identity(block, name: block.text("description"))
    identity.region = ""
    topology.coreNetworks.append(CoreNetwork(identity))
  }
}
