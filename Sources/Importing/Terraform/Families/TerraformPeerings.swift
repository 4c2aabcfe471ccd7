import Addressing
import NetworkModel

extension TerraformResourceType {
  static let peerings: [TerraformResourceType] = [
    .resource("aws_vpc_peering_connection", data: true, TerraformReading.readPeering),
    .part("aws_vpc_peering_connection_accepter", TerraformReading.readPeeringAccepter),
    .part("aws_vpc_peering_connection_options", TerraformReading.readPeeringOptions),
  ]
}

/// What resources of their own add to peerings.
struct PeeringJoins {
  /// Connections that an accepter of this side accepts, with the account and Region that it does so in.
  var accepted: [String: Scope] = [:]
  var requesterDNS: [String: Bool] = [:]
  var accepterDNS: [String: Bool] = [:]
}

extension TerraformReading {
  /// `aws_vpc_peering_connection`. Without `auto_accept` it waits for the other side (PCX 4.1.2).
  func readPeering(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    func end(_ vpc: String, _ account: String, _ region: String, _ options: String) throws(JSONError)
      -> VPCPeeringConnection.End
    {
      VPCPeeringConnection.End(
        vpcId: try link(block, vpc, .vpc) ?? "", account: try block.text(account) ?? "",
        region: try block.text(region) ?? "",
        allowDnsResolutionFromRemoteVpc: try block.block(options)?.boolean("allow_remote_vpc_dns_resolution") ?? false)
    }
    let isAccepted = try block.boolean("auto_accept") ?? false
    let status = try block.text("accept_status", or: "status") ?? (isAccepted ? "active" : "pending-acceptance")
    topology.vpcPeeringConnections.append(
      VPCPeeringConnection(
        identity, requester: try end("vpc_id", "owner_id", "region", "requester"),
        accepter: try end("peer_vpc_id", "peer_owner_id", "peer_region", "accepter"), status: status))
  }

  /// `aws_vpc_peering_connection_accepter`.
  func readPeeringAccepter(_ block: TerraformBlock) throws(JSONError) {
    guard let id = try link(block, "vpc_peering_connection_id", .peering) else { return }
    let isAccepted = try block.boolean("auto_accept") ?? false
    let isActive = try block.text("accept_status") == "active"
    if isAccepted || isActive { joins.peering.accepted[id] = scopes.scope(of: block.instance) }
  }

  /// `aws_vpc_peering_connection_options`.
  func readPeeringOptions(_ block: TerraformBlock) throws(JSONError) {
    guard let id = try link(block, "vpc_peering_connection_id", .peering) else { return }
    let attribute = "allow_remote_vpc_dns_resolution"
    if let allows = try block.block("requester")?.boolean(attribute) { joins.peering.requesterDNS[id] = allows }
    if let allows = try block.block("accepter")?.boolean(attribute) { joins.peering.accepterDNS[id] = allows }
  }

  /// Completes both ends by their VPCs, where these are in the input.
  func finishPeerings() {
    let vpcs = Dictionary(topology.vpcs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    func complete(_ end: inout VPCPeeringConnection.End) {
      guard let vpc = vpcs[end.vpcId] else { return }
      end.account = vpc.identity.account.isEmpty ? end.account : vpc.identity.account
      end.region = vpc.identity.region.isEmpty ? end.region : vpc.identity.region
      end.cidrBlocks = vpc.cidrBlocks
    }
    for index in topology.vpcPeeringConnections.indices {
      var connection = topology.vpcPeeringConnections[index]
      complete(&connection.requester)
      complete(&connection.accepter)
      let id = connection.id
      if let scope = joins.peering.accepted[id] {
        connection.status = "active"
        if connection.accepter.account.isEmpty { connection.accepter.account = scope.account }
        if connection.accepter.region.isEmpty { connection.accepter.region = scope.region }
      }
      if let dns = joins.peering.requesterDNS[id] { connection.requester.allowDnsResolutionFromRemoteVpc = dns }
      if let dns = joins.peering.accepterDNS[id] { connection.accepter.allowDnsResolutionFromRemoteVpc = dns }
      if !connection.requester.account.isEmpty { connection.identity.account = connection.requester.account }
      if !connection.requester.region.isEmpty { connection.identity.region = connection.requester.region }
      topology.vpcPeeringConnections[index] = connection
    }
  }
}
