import Addressing
import NetworkModel

extension ScopeReading {
  /// `ec2 describe-internet-gateways`. An attachment is `available`, or `attached` in older answers.
  func readInternetGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("InternetGatewayId")
    topology.internetGateways.append(
      InternetGateway(
        try identity(id, record, owner: record.optionalId("OwnerId")),
        vpcId: try Self.attachedVPC(record, "Attachments")))
  }

  /// `ec2 describe-egress-only-internet-gateways`.
  func readEgressOnlyInternetGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("EgressOnlyInternetGatewayId")
    topology.egressOnlyInternetGateways.append(
      EgressOnlyInternetGateway(try identity(id, record), vpcId: try Self.attachedVPC(record, "Attachments")))
  }

  /// `ec2 describe-carrier-gateways`.
  func readCarrierGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("CarrierGatewayId")
    topology.carrierGateways.append(
      CarrierGateway(
        try identity(id, record, owner: record.optionalId("OwnerId")), vpcId: try record.id("VpcId"),
        state: try record.text("State") ?? "available"))
  }

  /// `ec2 describe-nat-gateways`. A regional gateway has no subnet; its addresses carry a zone.
  func readNATGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("NatGatewayId")
    var addresses: [NATGateway.Address] = []
    var interfaceIds: [String] = []
    for address in try record.elements("NatGatewayAddresses") {
      switch try address.text("Status") {
      case "failed", "unassigning", "disassociating": continue
      default: break
      }
      addresses.append(
        NATGateway.Address(
          privateAddress: try address.address("PrivateIp"), publicAddress: try address.address("PublicIp"),
          availabilityZone: try address.optionalId("AvailabilityZone")))
      if let interface = try address.optionalId("NetworkInterfaceId") { interfaceIds.append(interface) }
    }
    topology.natGateways.append(
      NATGateway(
        try identity(id, record), vpcId: try record.id("VpcId"), subnetId: try record.optionalId("SubnetId"),
        connectivityType: try record.text("ConnectivityType") == "private" ? .private : .public,
        state: try record.text("State") ?? "available", addresses: addresses, networkInterfaceIds: interfaceIds,
        routeTableId: try record.optionalId("RouteTableId"),
        isAutomatic: try record.text("AutoScalingIps") != "disabled"))
  }

  /// The VPC of the attachment that is in force.
  static func attachedVPC(_ record: JSONValue, _ key: StaticString) throws(JSONError) -> String? {
    for attachment in try record.elements(key) {
      switch try attachment.text("State") {
      case nil, "available", "attached", "attaching": return try attachment.optionalId("VpcId")
      default: continue
      }
    }
    return nil
  }
}
