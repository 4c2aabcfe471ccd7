import Addressing
import NetworkModel

extension TerraformResourceType {
  static let routeTables: [TerraformResourceType] = [
    .resource("aws_route_table", data: true, TerraformReading.readRouteTable),
    .resource("aws_default_route_table", TerraformReading.readDefaultRouteTable),
    .part("aws_route", TerraformReading.readRoute),
    .part("aws_route_table_association", TerraformReading.readRouteTableAssociation),
    .part("aws_main_route_table_association", TerraformReading.readMainRouteTableAssociation),
    .part("aws_vpn_gateway_route_propagation", TerraformReading.readRoutePropagation),
  ]
}

/// What resources of their own add to route tables.
struct RouteTableJoins {
  /// Routes by their table.
  var routes: [(tableId: String, route: Route)] = []
  var associations: [Association] = []
  /// The table of each VPC that `aws_main_route_table_association` makes the main one.
  var main: [(vpcId: String, tableId: String)] = []
  var propagations: [(tableId: String, gatewayId: String)] = []
  /// Gateways whose arriving traffic a table routes.
  var edges: [(tableId: String, gatewayId: String)] = []

  /// An association, and the attributes that it was read from.
  struct Association {
    var tableId: String
    var subnetId: String
    var attribute: String
    /// Whether the link was taken by a likeness of keys.
    var inferredFrom: String?
  }
}

extension TerraformReading {
  /// `aws_route_table`.
  func readRouteTable(_ block: TerraformBlock) throws(JSONError) {
    var table = RouteTable(try identity(block), vpcId: try link(block, "vpc_id", .vpc) ?? "")
    table.propagatingVpnGatewayIds = try links(block, "propagating_vgws", .vpnGateway)
    // A data source tells the associations too, and writes its routes under another name.
    for association in try block.blocks("associations") {
      if let subnet = try association.text("subnet_id") { table.subnetIds.append(subnet) }
      if let gateway = try association.text("gateway_id") { table.gatewayIds.append(gateway) }
      if try association.boolean("main") ?? false { table.isMain = true }
    }
    for route in try block.blocks("route") + block.blocks("routes") {
      if let read = try self.route(route, in: "route") { table.routes.append(read) }
    }
    if block.lacks("route"), block.sets("route") { table.routes.append(unknownRoute(block, "route")) }
    topology.routeTables.append(table)
  }

  /// `aws_default_route_table`: the table that AWS makes with a VPC, taken over. Its routes are those that are written.
  func readDefaultRouteTable(_ block: TerraformBlock) throws(JSONError) {
    var table = RouteTable(try identity(block), vpcId: try block.text("vpc_id") ?? "", isMain: true)
    table.propagatingVpnGatewayIds = try links(block, "propagating_vgws", .vpnGateway)
    for route in try block.blocks("route") {
      if let read = try self.route(route, in: "route") { table.routes.append(read) }
    }
    topology.routeTables.append(table)
  }

  /// `aws_route`.
  func readRoute(_ block: TerraformBlock) throws(JSONError) {
    guard let table = try link(block, "route_table_id", .routeTable), let route = try route(block, in: nil) else {
      return
    }
    joins.routeTable.routes.append((table, route))
  }

  /// A route, as a resource or inside a table; nil for the local route, which every table has.
  private func route(_ block: TerraformBlock, in name: String?) throws(JSONError) -> Route? {
    let target = try target(block)
    if target == .local, name == nil { return nil }
    let place = name.map { source(of: block, $0) } ?? source(of: block.instance)
    return Route(try destination(block), target, source: place)
  }

  private func unknownRoute(_ block: TerraformBlock, _ attribute: String) -> Route {
    let name = unknown(block, attribute)
    return Route(.prefixList(name), .unknown(name), source: source(of: block.instance))
  }

  private static let destinations = [
    "destination_cidr_block", "cidr_block", "destination_ipv6_cidr_block", "ipv6_cidr_block",
  ]

  private func destination(_ block: TerraformBlock) throws(JSONError) -> Route.Destination {
    if let list = try link(block, "destination_prefix_list_id", .prefixList) { return .prefixList(list) }
    for attribute in Self.destinations {
      if let text = try block.text(attribute) {
        return Prefix(text).map { .prefix($0) } ?? .prefixList(misshapen(block, attribute, text))
      }
    }
    let missing = Self.destinations.first { block.lacks($0) && block.sets($0) } ?? "destination"
    return .prefixList(unknown(block, missing))
  }

  private func target(_ block: TerraformBlock) throws(JSONError) -> Route.Target {
    if let id = try link(block, "nat_gateway_id", .natGateway) { return .natGateway(id) }
    if let id = try link(block, "transit_gateway_id", .transitGateway) { return .transitGateway(id) }
    if let id = try link(block, "vpc_peering_connection_id", .peering) { return .vpcPeeringConnection(id) }
    if let id = try link(block, "egress_only_gateway_id", .egressOnlyInternetGateway) {
      return .egressOnlyInternetGateway(id)
    }
    if let id = try link(block, "carrier_gateway_id", .carrierGateway) { return .carrierGateway(id) }
    if let id = try link(block, "local_gateway_id", .localGateway) { return .localGateway(id) }
    if let id = try link(block, "vpc_endpoint_id", .vpcEndpoint) { return .vpcEndpoint(id) }
    if let id = try link(block, "network_interface_id", .networkInterface) { return .networkInterface(id) }
    if let id = try link(block, "instance_id", .instance) { return .instance(id) }
    if let arn = try link(block, "core_network_arn", .coreNetwork) { return .coreNetwork(ARN.resourceId(arn)) }
    return try gateway(block)
  }

  /// `gateway_id` stands for an internet gateway, a virtual private gateway or the VPC's own routing.
  private func gateway(_ block: TerraformBlock) throws(JSONError) -> Route.Target {
    if let text = try block.text("gateway_id") { return ScopeReading.gatewayTarget(text) }
    if !block.lacks("gateway_id") { return .unknown("") }
    if let id = found(block, "gateway_id", .internetGateway) { return .internetGateway(id) }
    if let id = found(block, "gateway_id", .vpnGateway) { return .vpnGateway(id) }
    return .unknown(unknown(block, "gateway_id"))
  }

  /// `aws_route_table_association`, of a subnet or of a gateway's edge.
  func readRouteTableAssociation(_ block: TerraformBlock) throws(JSONError) {
    let inferred = inferences.count
    guard let table = try link(block, "route_table_id", .routeTable) else { return }
    if let gateway = try block.text("gateway_id") {
      joins.routeTable.edges.append((table, gateway))
      return
    }
    if block.lacks("gateway_id"), !block.expressions(of: "gateway_id").isEmpty {
      if let gateway = found(block, "gateway_id", .internetGateway) ?? found(block, "gateway_id", .vpnGateway) {
        joins.routeTable.edges.append((table, gateway))
      }
      return
    }
    guard let subnet = try link(block, "subnet_id", .subnet) else { return }
    joins.routeTable.associations.append(
      RouteTableJoins.Association(
        tableId: table, subnetId: subnet, attribute: unknownName(block, "route_table_id"),
        inferredFrom: inferences.count > inferred ? inferences[inferred].attribute : nil))
  }

  /// `aws_main_route_table_association`.
  func readMainRouteTableAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let vpc = try link(block, "vpc_id", .vpc), let table = try link(block, "route_table_id", .routeTable) else {
      return
    }
    joins.routeTable.main.append((vpc, table))
  }

  /// `aws_vpn_gateway_route_propagation`.
  func readRoutePropagation(_ block: TerraformBlock) throws(JSONError) {
    guard let table = try link(block, "route_table_id", .routeTable),
      let gateway = try link(block, "vpn_gateway_id", .vpnGateway)
    else { return }
    joins.routeTable.propagations.append((table, gateway))
  }
}
