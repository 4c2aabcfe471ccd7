import Addressing
import NetworkModel

extension ScopeReading {
  /// `ec2 describe-route-tables`.
  func readRouteTable(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("RouteTableId")
    var table = RouteTable(
      try identity(id, record, owner: record.optionalId("OwnerId")), vpcId: try record.id("VpcId"),
      propagatingVpnGatewayIds: try record.ids("PropagatingVgws", each: "GatewayId"))
    for association in try record.elements("Associations") {
      switch try association.value("AssociationState")?.text("State") {
      case "disassociating", "disassociated", "failed": continue
      default: break
      }
      if try association.boolean("Main") ?? false { table.isMain = true }
      if let subnet = try association.optionalId("SubnetId") { table.subnetIds.append(subnet) }
      if let gateway = try association.optionalId("GatewayId") { table.gatewayIds.append(gateway) }
    }
    for route in try record.elements("Routes") { table.routes.append(try self.route(route)) }
    topology.routeTables.append(table)
  }

  private func route(_ record: JSONValue) throws(JSONError) -> Route {
    let destination: Route.Destination
    if let list = try record.optionalId("DestinationPrefixListId") {
      destination = .prefixList(list)
    } else if let prefix = try record.prefix("DestinationCidrBlock", or: "DestinationIpv6CidrBlock") {
      destination = .prefix(prefix)
    } else {
      throw JSONError(token: record.token, message: "expected a destination of the route, found none")
    }
    return Route(
      destination, try Self.target(record), state: try record.text("State") == "blackhole" ? .blackhole : .active,
      origin: try record.text("Origin").flatMap(Route.Origin.init) ?? .createRoute, source: source(record))
  }

  /// Of a route to an instance AWS names the instance and its interface: the interface is where packets go.
  private static func target(_ record: JSONValue) throws(JSONError) -> Route.Target {
    if let id = try record.optionalId("NatGatewayId") { return .natGateway(id) }
    if let id = try record.optionalId("TransitGatewayId") { return .transitGateway(id) }
    if let id = try record.optionalId("VpcPeeringConnectionId") { return .vpcPeeringConnection(id) }
    if let id = try record.optionalId("EgressOnlyInternetGatewayId") { return .egressOnlyInternetGateway(id) }
    if let id = try record.optionalId("CarrierGatewayId") { return .carrierGateway(id) }
    if let id = try record.optionalId("LocalGatewayId") { return .localGateway(id) }
    if let id = try record.optionalId("NetworkInterfaceId") { return .networkInterface(id) }
    if let id = try record.optionalId("InstanceId") { return .instance(id) }
    if let arn = try record.optionalId("CoreNetworkArn") { return .coreNetwork(ARN.resourceId(arn)) }
    if let arn = try record.optionalId("OdbNetworkArn") { return .odbNetwork(arn) }
    return gatewayTarget(try record.optionalId("GatewayId") ?? "")
  }

  /// `GatewayId` stands for several kinds of gateway, told apart by the beginning of the id.
  static func gatewayTarget(_ id: String) -> Route.Target {
    if id == "local" { return .local }
    switch id.prefix(while: { $0 != "-" }) {
    case "igw": return .internetGateway(id)
    case "vgw": return .vpnGateway(id)
    case "vpce": return .vpcEndpoint(id)
    case "cagw": return .carrierGateway(id)
    case "lgw": return .localGateway(id)
    case "eigw": return .egressOnlyInternetGateway(id)
    case "nat": return .natGateway(id)
    case "tgw": return .transitGateway(id)
    case "pcx": return .vpcPeeringConnection(id)
    default: return .unknown(id)
    }
  }
}
