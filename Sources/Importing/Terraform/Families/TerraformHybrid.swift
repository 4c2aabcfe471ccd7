import Addressing
import NetworkModel

extension TerraformResourceType {
  static let hybrid: [TerraformResourceType] = [
    .resource("aws_vpn_gateway", data: true, TerraformReading.readVPNGateway),
    .part("aws_vpn_gateway_attachment", TerraformReading.readVPNGatewayAttachment),
    .resource("aws_customer_gateway", data: true, TerraformReading.readCustomerGateway),
    .resource("aws_vpn_connection", TerraformReading.readVPNConnection),
    .part("aws_vpn_connection_route", TerraformReading.readVPNConnectionRoute),
    .resource("aws_dx_gateway", data: true, TerraformReading.readDirectConnectGateway),
    .part("aws_dx_gateway_association", TerraformReading.readDirectConnectAssociation),
    .resource("aws_dx_private_virtual_interface", TerraformReading.readPrivateVirtualInterface),
    .resource("aws_dx_transit_virtual_interface", TerraformReading.readTransitVirtualInterface),
    .resource("aws_dx_public_virtual_interface", TerraformReading.readPublicVirtualInterface),
    .resource("aws_dx_hosted_private_virtual_interface", TerraformReading.readPrivateVirtualInterface),
    .resource("aws_dx_hosted_transit_virtual_interface", TerraformReading.readTransitVirtualInterface),
    .resource("aws_dx_hosted_public_virtual_interface", TerraformReading.readPublicVirtualInterface),
    .part("aws_dx_hosted_private_virtual_interface_accepter", TerraformReading.readVirtualInterfaceAccepter),
    .part("aws_dx_hosted_transit_virtual_interface_accepter", TerraformReading.readVirtualInterfaceAccepter),
  ]
}

/// What resources of their own add to VPN and Direct Connect.
struct HybridJoins {
  var attachments: [(gatewayId: String, vpcId: String)] = []
  var staticRoutes: [(connectionId: String, prefix: Prefix)] = []
  var associations: [(gatewayId: String, association: DirectConnectGateway.Association)] = []
  var accepters: [(interfaceId: String, directConnectGatewayId: String?, vpnGatewayId: String?)] = []
}

extension TerraformReading {
  /// `aws_vpn_gateway`.
  func readVPNGateway(_ block: TerraformBlock) throws(JSONError) {
    var vpc = try link(block, "vpc_id", .vpc)
    if resources.instances[block.instance].isData { vpc = try block.text("attached_vpc_id") ?? vpc }
    topology.vpnGateways.append(VPNGateway(try identity(block), vpcId: vpc))
  }

  /// `aws_vpn_gateway_attachment`.
  func readVPNGatewayAttachment(_ block: TerraformBlock) throws(JSONError) {
    guard let gateway = try link(block, "vpn_gateway_id", .vpnGateway), let vpc = try link(block, "vpc_id", .vpc)
    else { return }
    joins.hybrid.attachments.append((gateway, vpc))
  }

  /// `aws_customer_gateway`.
  func readCustomerGateway(_ block: TerraformBlock) throws(JSONError) {
    topology.customerGateways.append(
      CustomerGateway(
        try identity(block, name: block.text("device_name")),
        ipAddress: try block.text("ip_address").flatMap { IPAddress($0) }))
  }

  /// `aws_vpn_connection`: on a transit gateway with the attachment that AWS makes.
  func readVPNConnection(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    var routes: [Prefix] = []
    for route in try block.blocks("routes") {
      if let prefix = try route.text("destination_cidr_block").flatMap({ Prefix($0) }) { routes.append(prefix) }
    }
    var tunnels: [Bool] = []
    for tunnel in try block.blocks("vgw_telemetry") { tunnels.append(try tunnel.text("status") == "UP") }
    let transit = try link(block, "transit_gateway_id", .transitGateway)
    topology.vpnConnections.append(
      VPNConnection(
        identity, customerGatewayId: try link(block, "customer_gateway_id", .customerGateway) ?? "",
        vpnGatewayId: try link(block, "vpn_gateway_id", .vpnGateway), transitGatewayId: transit,
        staticRoutesOnly: try block.boolean("static_routes_only") ?? false, staticRoutes: routes,
        tunnelsUp: tunnels.isEmpty ? nil : tunnels))
    guard let transit else { return }
    let known = try block.text("transit_gateway_attachment_id")
    let id = known ?? "\(identity.id).transit_gateway_attachment_id"
    let own = synthesized(id, for: identity, "AWS attaches the VPN connection to the transit gateway")
    topology.transitGatewayAttachments.append(
      TransitGatewayAttachment(
        own, transitGatewayId: transit, resourceType: .vpn, resourceId: identity.id, resourceOwner: identity.account))
  }

  /// `aws_vpn_connection_route`.
  func readVPNConnectionRoute(_ block: TerraformBlock) throws(JSONError) {
    guard let connection = try link(block, "vpn_connection_id", .vpnConnection),
      let prefix = try block.text("destination_cidr_block").flatMap({ Prefix($0) })
    else { return }
    joins.hybrid.staticRoutes.append((connection, prefix))
  }

  /// `aws_dx_gateway`, which has no Region.
  func readDirectConnectGateway(_ block: TerraformBlock) throws(JSONError) {
    var identity = try identity(block, name: block.text("name"))
    identity.account = try block.text("owner_account_id") ?? identity.account
    identity.region = ""
    topology.directConnectGateways.append(DirectConnectGateway(identity))
  }

  /// `aws_dx_gateway_association`, with a virtual private gateway or a transit gateway.
  func readDirectConnectAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let gateway = try link(block, "dx_gateway_id", .directConnectGateway) else { return }
    let allowed = try block.texts("allowed_prefixes").compactMap { Prefix($0) }
    let known = try block.text("associated_gateway_id", or: "vpn_gateway_id")
    if let transit = known == nil ? found(block, "associated_gateway_id", .transitGateway) : known,
      known?.hasPrefix("tgw-") ?? true
    {
      return joins.hybrid.associations.append(
        (gateway, .init(gatewayId: transit, isTransitGateway: true, allowedPrefixes: allowed)))
    }
    guard let id = try link(block, "associated_gateway_id", .vpnGateway, or: "vpn_gateway_id", .vpnGateway) else {
      return
    }
    joins.hybrid.associations.append(
      (gateway, .init(gatewayId: id, isTransitGateway: false, allowedPrefixes: allowed)))
  }

  /// `aws_dx_private_virtual_interface`.
  func readPrivateVirtualInterface(_ block: TerraformBlock) throws(JSONError) {
    try readVirtualInterface(block, .private)
  }

  /// `aws_dx_transit_virtual_interface`.
  func readTransitVirtualInterface(_ block: TerraformBlock) throws(JSONError) {
    try readVirtualInterface(block, .transit)
  }

  /// `aws_dx_public_virtual_interface`.
  func readPublicVirtualInterface(_ block: TerraformBlock) throws(JSONError) {
    try readVirtualInterface(block, .public)
  }

  private func readVirtualInterface(
    _ block: TerraformBlock, _ type: VirtualInterface.InterfaceType
  ) throws(JSONError) {
    let filter = try block.texts("route_filter_prefixes").compactMap { Prefix($0) }
    topology.virtualInterfaces.append(
      VirtualInterface(
        try identity(block, name: block.text("name")), type: type,
        directConnectGatewayId: try link(block, "dx_gateway_id", .directConnectGateway),
        vpnGatewayId: try link(block, "vpn_gateway_id", .vpnGateway),
        connectionId: try link(block, "connection_id", .directConnectConnection),
        advertisedPrefixes: type == .public ? filter : nil))
  }

  /// `aws_dx_hosted_private_virtual_interface_accepter` and its like.
  func readVirtualInterfaceAccepter(_ block: TerraformBlock) throws(JSONError) {
    guard let interface = try link(block, "virtual_interface_id", .virtualInterface) else { return }
    joins.hybrid.accepters.append(
      (
        interface, try link(block, "dx_gateway_id", .directConnectGateway),
        try link(block, "vpn_gateway_id", .vpnGateway)
      ))
  }

  func finishHybrid() {
    for (gateway, vpc) in joins.hybrid.attachments {
      for index in topology.vpnGateways.indices where topology.vpnGateways[index].id == gateway {
        topology.vpnGateways[index].vpcId = vpc
      }
    }
    for (connection, prefix) in joins.hybrid.staticRoutes {
      for index in topology.vpnConnections.indices where topology.vpnConnections[index].id == connection {
        if !topology.vpnConnections[index].staticRoutes.contains(prefix) {
          topology.vpnConnections[index].staticRoutes.append(prefix)
        }
      }
    }
    for (gateway, association) in joins.hybrid.associations {
      for index in topology.directConnectGateways.indices where topology.directConnectGateways[index].id == gateway {
        topology.directConnectGateways[index].associations.append(association)
      }
      if association.isTransitGateway { attach(gateway, to: association.gatewayId) }
    }
    for (interface, directConnectGateway, vpnGateway) in joins.hybrid.accepters {
      for index in topology.virtualInterfaces.indices where topology.virtualInterfaces[index].id == interface {
        topology.virtualInterfaces[index].directConnectGatewayId = directConnectGateway
        topology.virtualInterfaces[index].vpnGatewayId = vpnGateway
      }
    }
  }

  /// An association of a Direct Connect gateway with a transit gateway is an attachment of the latter.
  private func attach(_ gateway: String, to transit: String) {
    guard let owner = topology.transitGateways.first(where: { $0.id == transit })?.identity else { return }
    let id = "\(transit).\(gateway)"
    topology.transitGatewayAttachments.append(
      TransitGatewayAttachment(
        synthesized(id, for: owner, "AWS attaches the Direct Connect gateway to the transit gateway"),
        transitGatewayId: transit, resourceType: .directConnectGateway, resourceId: gateway,
        resourceOwner: owner.account))
  }
}
