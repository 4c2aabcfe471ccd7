import Addressing
import NetworkModel

extension TerraformResourceType {
  static let gateways: [TerraformResourceType] = [
    .resource("aws_internet_gateway", data: true, TerraformReading.readInternetGateway),
    .part("aws_internet_gateway_attachment", TerraformReading.readInternetGatewayAttachment),
    .resource("aws_egress_only_internet_gateway", TerraformReading.readEgressOnlyInternetGateway),
    .resource("aws_ec2_carrier_gateway", TerraformReading.readCarrierGateway),
    .resource("aws_nat_gateway", data: true, TerraformReading.readNATGateway),
  ]
}

/// What resources of their own add to gateways.
struct GatewayJoins {
  var attachments: [(gatewayId: String, vpcId: String)] = []
  /// The Elastic IP address of each NAT gateway, and the public address where it is known.
  var elasticOfNAT: [String: String] = [:]
  var publicOfNAT: [String: IPAddress] = [:]
}

extension TerraformReading {
  /// `aws_internet_gateway`.
  func readInternetGateway(_ block: TerraformBlock) throws(JSONError) {
    var vpc = try link(block, "vpc_id", .vpc)
    for attachment in try block.blocks("attachments") where vpc == nil { vpc = try attachment.text("vpc_id") }
    topology.internetGateways.append(InternetGateway(try identity(block), vpcId: vpc))
  }

  /// `aws_internet_gateway_attachment`.
  func readInternetGatewayAttachment(_ block: TerraformBlock) throws(JSONError) {
    guard let gateway = try link(block, "internet_gateway_id", .internetGateway),
      let vpc = try link(block, "vpc_id", .vpc)
    else { return }
    joins.gateway.attachments.append((gateway, vpc))
  }

  /// `aws_egress_only_internet_gateway`.
  func readEgressOnlyInternetGateway(_ block: TerraformBlock) throws(JSONError) {
    topology.egressOnlyInternetGateways.append(
      EgressOnlyInternetGateway(try identity(block), vpcId: try link(block, "vpc_id", .vpc)))
  }

  /// `aws_ec2_carrier_gateway`.
  func readCarrierGateway(_ block: TerraformBlock) throws(JSONError) {
    topology.carrierGateways.append(
      CarrierGateway(try identity(block), vpcId: try link(block, "vpc_id", .vpc) ?? ""))
  }

  /// `aws_nat_gateway`: with its interface.
  func readNATGateway(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    let isPrivate = try block.text("connectivity_type") == "private"
    guard let subnet = try link(block, "subnet_id", .subnet) else {
      throw JSONError(token: block.values?.token ?? 0, message: "a NAT gateway without a subnet is not modelled")
    }
    let known = try block.text("network_interface_id")
    let id = known ?? "\(identity.id).network_interface_id"
    let own = synthesized(id, for: identity, "AWS makes an interface for the NAT gateway")
    var interface = NetworkInterface(
      own, interfaceType: .natGateway, vpcId: "", subnetId: subnet, privateAddresses: [], requesterManaged: true,
      interfaceDescription: "Interface for NAT Gateway \(identity.id)")
    try addAddresses(
      block, single: ["private_ip"], lists: ["secondary_private_ip_addresses"], to: &interface, open: "private_ip")
    topology.networkInterfaces.append(interface)
    if !isPrivate {
      joins.gateway.publicOfNAT[identity.id] = try block.text("public_ip").flatMap { IPAddress($0) }
      joins.gateway.elasticOfNAT[identity.id] = try link(block, "allocation_id", .elasticIP)
    }
    topology.natGateways.append(
      NATGateway(
        identity, vpcId: try block.text("vpc_id") ?? "", subnetId: subnet,
        connectivityType: isPrivate ? .private : .public, state: try block.text("state") ?? "available", addresses: [],
        networkInterfaceIds: [id]))
  }

  func finishGateways() {
    for (gateway, vpc) in joins.gateway.attachments {
      for index in topology.internetGateways.indices where topology.internetGateways[index].id == gateway {
        topology.internetGateways[index].vpcId = vpc
      }
    }
    let vpcs = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    for index in topology.natGateways.indices {
      if let vpc = topology.natGateways[index].subnetId.flatMap({ vpcs[$0] }) {
        topology.natGateways[index].vpcId = vpc
      }
    }
  }
}
