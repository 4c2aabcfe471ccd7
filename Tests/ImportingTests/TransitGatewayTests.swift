import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite struct TransitGatewayTests {
  let topology: Topology

  init() throws { topology = try fixture("snapshots/08-cross-account-tgw") }

  @Test("an attachment that three accounts see is one, with what each of the calls says")
  func vpcAttachment() throws {
    let found = topology.transitGatewayAttachments.filter { $0.id == "tgw-attach-4d1b52ab97e6efd05" }
    #expect(found.count == 1)
    let attachment = try #require(found.first)
    #expect(attachment.resourceType == .vpc)
    #expect(attachment.resourceId == "vpc-e244d86ea639b4ba3")
    #expect(attachment.subnetIds.count == 2)
    #expect(attachment.applianceModeSupport)
    #expect(attachment.associatedRouteTableId == "tgw-rtb-1ae3fad60ba4cdd95")
    #expect(attachment.identity.account == "444444444444")
    #expect(attachment.identity.source?.file.contains("/444444444444/us-east-1/") == true, "the owner's word holds")
  }

  @Test("a peering attachment has a side on each gateway")
  func peering() throws {
    let sides = topology.transitGatewayAttachments.filter { $0.id == "tgw-attach-cfbe05882c06ff649" }
    #expect(
      Set(sides.map { "\($0.identity.region) \($0.transitGatewayId) \($0.resourceId) \($0.peerRegion ?? "")" }) == [
        "us-east-1 tgw-d556b58f297d35d44 tgw-68e5d5c629d5668c3 us-west-2",
        "us-west-2 tgw-68e5d5c629d5668c3 tgw-d556b58f297d35d44 us-east-1",
      ])
    #expect(sides.allSatisfy { $0.resourceType == .peering && $0.state == "available" })
  }

  @Test("an attachment that is listed among those of another type is explained")
  func explained() throws {
    #expect(
      topology.transitGatewayAttachments.filter { $0.id == "tgw-attach-641ec9bf183d769de" }.map(\.resourceType) == [
        .vpn
      ])
    let rows = topology.coverage.unmodelled.filter { $0.component == "tgw-attach-641ec9bf183d769de" }
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0.state == .ignored && $0.reason?.contains("without") == true })
  }

  @Test func routeTables() throws {
    let inspection = try #require(topology.transitGatewayRouteTables[id: "tgw-rtb-1ae3fad60ba4cdd95"])
    #expect(inspection.identity.account == "444444444444", "the gateway's owner")
    let routes = try #require(inspection.routes)
    #expect(routes.map(\.type) == [.propagated, .propagated])
    #expect(routes[0].attachmentIds == ["tgw-attach-dd1b94940ec711c2f"])
    #expect(inspection.propagatingAttachmentIds.count == 2)
    let central = topology.transitGatewayRouteTables.flatMap { $0.routes ?? [] }.filter { $0.state == .blackhole }
    #expect(central.map(\.destination) == [.prefix(try #require(Prefix("10.81.99.0/24")))])
    #expect(central[0].attachmentIds.isEmpty)
  }

  @Test("a table that the call shows in part is not shown")
  func additionalRoutes() throws {
    let folder = try TemporaryFolder()
    let region = "111111111111/us-east-1"
    try folder.write(
      "\(region)/ec2-describe-transit-gateway-route-tables.json",
      """
      {"TransitGatewayRouteTables": [
        {"TransitGatewayRouteTableId": "tgw-rtb-00000001", "TransitGatewayId": "tgw-00000001"}]}
      """)
    try folder.write(
      "\(region)/ec2-search-transit-gateway-routes__tgw-rtb-00000001.json",
      "{\"Routes\": [], \"AdditionalRoutesAvailable\": true}")
    let loaded = try load(folder.path)
    #expect(loaded.topology.transitGatewayRouteTables[0].routes == nil)
    #expect(loaded.warnings.count == 1)
  }
}
