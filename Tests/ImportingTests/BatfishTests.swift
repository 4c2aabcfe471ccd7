import Addressing
import NetworkModel
import Testing

@testable import Importing

/// Batfish's layout: `aws_configs/[accounts/ID/][REGION/]*.json`, files named as one likes, several keys in one file.
@Suite struct BatfishTests {
  private let vpcs = """
    {"Vpcs": [{"VpcId": "vpc-00000001", "CidrBlock": "10.0.0.0/16", "OwnerId": "123456789012",
      "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/16"}]}],
     "Subnets": [{"SubnetId": "subnet-00000001", "VpcId": "vpc-00000001", "CidrBlock": "10.0.1.0/24",
      "AvailabilityZone": "us-west-2b"}], "Unheard": [{"UnheardId": "u-1"}]}
    """

  @Test func accountsAndRegions() throws {
    let folder = try TemporaryFolder()
    try folder.write("aws_configs/accounts/prod/us-west-2/aws.json", vpcs)
    let topology = try load(folder.path).topology
    #expect(topology.vpcs.map(\.id) == ["vpc-00000001"])
    #expect(topology.subnets[0].identity.account == "prod")
    #expect(topology.subnets[0].identity.region == "us-west-2")
    let scope = Scope(account: "prod", region: "us-west-2")
    #expect(topology.visibility.readCalls[scope] == ["ec2 describe-vpcs", "ec2 describe-subnets"])
    #expect(topology.coverage.unmodelled.map(\.component) == ["u-1"])
  }

  @Test("DNS64 of a subnet is as the call shows it, else not known")
  func dns64() throws {
    func read(_ text: String) throws -> Bool? {
      let folder = try TemporaryFolder()
      try folder.write("aws_configs/us-west-2/aws.json", text)
      return try load(folder.path).topology.subnets[0].enableDns64
    }
    #expect(try read(vpcs) == nil)
    let shown = "\"EnableDns64\": true, \"AvailabilityZone\""
    #expect(try read(vpcs.replacing("\"AvailabilityZone\"", with: shown)) == true)
  }

  @Test("where folders say neither, the resources do")
  func inferred() throws {
    let folder = try TemporaryFolder()
    try folder.write("aws_configs/everything.json", vpcs)
    try folder.write("configs/router.json", "{\"hostname\": \"r1\"}")
    let topology = try load(folder.path).topology
    #expect(topology.visibility.readCalls.keys.map(\.description) == ["123456789012/us-west-2"])
    #expect(topology.subnets[0].identity.region == "us-west-2")
    #expect(topology.subnets[0].identity.account == "123456789012")
  }

  @Test func listsOfCallsAboutOneResource() throws {
    let folder = try TemporaryFolder()
    let region = "aws_configs/accounts/123456789012/us-east-2"
    let prefix = "arn:aws:elasticloadbalancing:us-east-2:123456789012"
    try folder.write("\(region)/aws.json", vpcs)
    try folder.write(
      "\(region)/LoadBalancers.json",
      "{\"LoadBalancers\": [{\"LoadBalancerArn\": \"\(prefix):loadbalancer/net/lb/1\", \"Type\": \"network\"}]}")
    try folder.write(
      "\(region)/LoadBalancerListeners.json",
      """
      {"LoadBalancerListeners": [{"ListenerArn": "\(prefix):listener/net/lb/1/2", "Port": 82, "Protocol": "TCP",
        "LoadBalancerArn": "\(prefix):loadbalancer/net/lb/1",
        "DefaultActions": [{"TargetGroupArn": "\(prefix):targetgroup/t/3", "Type": "forward"}]}],
       "LoadBalancerAttributes": [{"LoadBalancerArn": "\(prefix):loadbalancer/net/lb/1",
        "Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "false"}]}],
       "TargetGroups": [{"TargetGroupArn": "\(prefix):targetgroup/t/3", "TargetType": "ip", "Port": 80}],
       "LoadBalancerTargetHealth": [{"TargetGroupArn": "\(prefix):targetgroup/t/3",
        "TargetHealthDescriptions": [{"Target": {"Id": "10.0.1.4", "Port": 80}, "TargetHealth": {"State": "healthy"}}]}],
       "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-00000001",
        "TransitGatewayId": "tgw-00000001"}],
       "TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-00000001", "VpcId": "vpc-00000001",
        "TransitGatewayId": "tgw-00000001", "SubnetIds": ["subnet-00000001"]}],
       "TransitGatewayPropagations": [{"TransitGatewayRouteTableId": "tgw-rtb-00000001",
        "TransitGatewayRouteTablePropagations": [
          {"TransitGatewayAttachmentId": "tgw-attach-00000001", "State": "enabled"},
          {"TransitGatewayAttachmentId": "tgw-attach-00000002", "State": "disabled"}]}],
       "TransitGatewayStaticRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-00000001",
        "Routes": [{"DestinationCidrBlock": "192.168.0.0/16", "State": "blackhole", "Type": "static"}]}],
       "DirectConnectGateways": [{"DirectConnectGatewayId": "dxgw-1"}],
       "DirectConnectGatewayAssociations": [{"DirectConnectGatewayId": "dxgw-1", "AssociationState": "associated",
        "AssociatedGateway": {"Id": "tgw-00000001", "Type": "transitGateway"},
        "AllowedPrefixesToDirectConnectGateway": [{"Cidr": "10.0.0.0/8"}]}]}
      """)
    let topology = try load("\(folder.path)/aws_configs").topology
    #expect(topology.loadBalancers[0].listeners?.map(\.port) == [82])
    #expect(topology.loadBalancers[0].attributes?.count == 1)
    #expect(topology.targetGroups[0].targets?.map(\.health) == ["healthy"])
    let table = topology.transitGatewayRouteTables[0]
    #expect(table.propagatingAttachmentIds == ["tgw-attach-00000001"])
    #expect(
      table.routes?.map(\.destination) == [
        .prefix(try #require(Prefix("192.168.0.0/16"))), .prefix(try #require(Prefix("10.0.0.0/16"))),
      ], "static routes, then what propagates")
    #expect(topology.directConnectGateways[0].associations[0].allowedPrefixes == [Prefix("10.0.0.0/8")])
    #expect(
      topology.visibility.sees(
        "ec2 search-transit-gateway-routes tgw-rtb-00000001", account: "123456789012", region: "us-east-2"))
  }
}
