import Addressing
import NetworkModel

extension ScopeReading {
  /// `ec2 describe-vpc-peering-connections`. The connection belongs to the requester's account and Region.
  func readVPCPeeringConnection(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("VpcPeeringConnectionId")
    let requester = try end(record.object("RequesterVpcInfo"))
    let accepter = try end(record.object("AccepterVpcInfo"))
    topology.vpcPeeringConnections.append(
      VPCPeeringConnection(
        try identity(
          id, record, owner: requester.account.isEmpty ? nil : requester.account,
          region: requester.region.isEmpty ? nil : requester.region),
        requester: requester, accepter: accepter, status: try record.value("Status")?.text("Code") ?? "active"))
  }

  private func end(_ record: JSONValue) throws(JSONError) -> VPCPeeringConnection.End {
    var blocks: [Prefix] = []
    func add(_ block: Prefix?) {
      if let block, !blocks.contains(block) { blocks.append(block) }
    }
    add(try record.prefix("CidrBlock"))
    for block in try record.prefixes("CidrBlockSet", each: "CidrBlock") { add(block) }
    for block in try record.prefixes("Ipv6CidrBlockSet", each: "Ipv6CidrBlock") { add(block) }
    return VPCPeeringConnection.End(
      vpcId: try record.id("VpcId"), account: try record.optionalId("OwnerId") ?? "",
      region: try record.optionalId("Region") ?? "", cidrBlocks: blocks,
      allowDnsResolutionFromRemoteVpc: try record.value("PeeringOptions")?.boolean(
        "AllowDnsResolutionFromRemoteVpc") ?? false)
  }
}
