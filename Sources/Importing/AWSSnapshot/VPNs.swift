import Addressing
import NetworkModel

extension ScopeReading {
  /// `ec2 describe-vpn-gateways`.
  func readVPNGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("VpnGatewayId")
    topology.vpnGateways.append(
      VPNGateway(
        try identity(id, record), state: try record.text("State") ?? "available",
        vpcId: try Self.attachedVPC(record, "VpcAttachments")))
  }

  /// `ec2 describe-customer-gateways`.
  func readCustomerGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("CustomerGatewayId")
    topology.customerGateways.append(
      CustomerGateway(
        try identity(id, record, name: record.text("DeviceName")), state: try record.text("State") ?? "available",
        ipAddress: try record.address("IpAddress")))
  }

  /// `ec2 describe-vpn-connections`. Without `VgwTelemetry` the state of the tunnels is not visible.
  func readVPNConnection(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("VpnConnectionId")
    var staticRoutes: [Prefix] = []
    for route in try record.elements("Routes") {
      switch try route.text("State") {
      case "deleting", "deleted": continue
      default: break
      }
      if let prefix = try route.prefix("DestinationCidrBlock") { staticRoutes.append(prefix) }
    }
    var tunnelsUp: [Bool]?
    if let telemetry = record.value("VgwTelemetry") {
      var states: [Bool] = []
      for tunnel in try telemetry.elements() { states.append(try tunnel.text("Status") == "UP") }
      if !states.isEmpty { tunnelsUp = states }
    }
    topology.vpnConnections.append(
      VPNConnection(
        try identity(id, record), state: try record.text("State") ?? "available",
        customerGatewayId: try record.optionalId("CustomerGatewayId") ?? "",
        vpnGatewayId: try record.optionalId("VpnGatewayId"),
        transitGatewayId: try record.optionalId("TransitGatewayId"),
        staticRoutesOnly: try record.value("Options")?.boolean("StaticRoutesOnly") ?? false,
        staticRoutes: staticRoutes, tunnelsUp: tunnelsUp))
  }

  /// `networkmanager list-core-networks`. Routes name a core network by the end of its ARN.
  func readCoreNetwork(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("CoreNetworkId")
    topology.coreNetworks.append(
      CoreNetwork(
        try identity(
          id, record, name: record.text("Description"), owner: record.optionalId("OwnerAccountId"),
          arn: record.text("CoreNetworkArn")), state: try record.text("State") ?? "AVAILABLE"))
  }
}
