import NetworkModel

// https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-vpc-links.html
// https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/get-vpc-links.html

extension ScopeReading {
  /// `apigateway get-vpc-links`.
  func readVPCLinkV1(_ record: JSONValue) throws(JSONError) {
    topology.vpcLinks.append(
      VPCLink(
        try identity(record.id("id"), record, name: record.text("name"), tags: "tags"), version: .v1,
        status: try record.text("status") ?? "AVAILABLE", statusMessage: try record.text("statusMessage"),
        targetArns: try record.ids("targetArns")))
  }

  /// `apigatewayv2 get-vpc-links`.
  func readVPCLinkV2(_ record: JSONValue) throws(JSONError) {
    topology.vpcLinks.append(
      VPCLink(
        try identity(record.id("VpcLinkId"), record, name: record.text("Name")), version: .v2,
        status: try record.text("VpcLinkStatus") ?? "AVAILABLE",
        statusMessage: try record.text("VpcLinkStatusMessage"), subnetIds: try record.ids("SubnetIds"),
        groupIds: try record.ids("SecurityGroupIds")))
  }

  /// Finds the VPC and the interfaces of each link of version 2. The interfaces do not name their link: links with the
  /// same subnets and groups cannot be told apart, and send from the same places.
  func finishVPCLinks() {
    guard topology.vpcLinks.contains(where: { $0.version == .v2 }) else { return }
    let interfaces = topology.networkInterfaces.filter { $0.interfaceType == .apiGatewayManaged }
    let vpcOfSubnet = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    for index in topology.vpcLinks.indices where topology.vpcLinks[index].version == .v2 {
      let link = topology.vpcLinks[index]
      topology.vpcLinks[index].vpcId = link.subnetIds.lazy.compactMap { vpcOfSubnet[$0] }.first
      topology.vpcLinks[index].networkInterfaceIds =
        interfaces.filter { link.subnetIds.contains($0.subnetId) && Set($0.groupIds) == Set(link.groupIds) }.map(\.id)
    }
  }
}
