import NetworkModel

extension TerraformResourceType {
  static let vpcLinks: [TerraformResourceType] = [
    .resource("aws_api_gateway_vpc_link", TerraformReading.readVPCLinkV1),
    .resource("aws_apigatewayv2_vpc_link", TerraformReading.readVPCLinkV2),
  ]
}

extension TerraformReading {
  /// `aws_api_gateway_vpc_link`.
  func readVPCLinkV1(_ block: TerraformBlock) throws(JSONError) {
    topology.vpcLinks.append(
      VPCLink(
        try identity(block, name: block.text("name")), version: .v1,
        targetArns: try links(block, "target_arns", .loadBalancer)))
  }

  /// `aws_apigatewayv2_vpc_link`: with an interface in each of its subnets.
  func readVPCLinkV2(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    var link = VPCLink(
      identity, version: .v2, subnetIds: try links(block, "subnet_ids", .subnet),
      groupIds: try links(block, "security_group_ids", .securityGroup))
    for subnet in link.subnetIds {
      let id = "\(link.id)/\(subnet)"
      topology.networkInterfaces.append(
        NetworkInterface(
          synthesized(id, for: identity, "AWS makes an interface in each subnet of the VPC link"),
          interfaceType: .apiGatewayManaged, vpcId: "", subnetId: subnet, privateAddresses: [],
          groupIds: link.groupIds, requesterManaged: true, interfaceDescription: "VPC Link \(link.id)"))
      joins.addresses.open[id] = "\(resourceAddress(identity)).subnet_ids"
      link.networkInterfaceIds.append(id)
    }
    topology.vpcLinks.append(link)
  }

  func finishVPCLinks() {
    let vpcs = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    for index in topology.vpcLinks.indices where topology.vpcLinks[index].version == .v2 {
      topology.vpcLinks[index].vpcId = topology.vpcLinks[index].subnetIds.lazy.compactMap { vpcs[$0] }.first
    }
  }
}
