import Addressing
import NetworkModel
import Testing

@testable import Importing

/// `Fixtures/real-aws` is written by hand as AWS answers, where the emulator's answers differ.
@Suite struct RealAWSTests {
  let topology: Topology

  init() throws { topology = try fixture("real-aws") }

  private func prefixes(_ texts: String...) -> [Prefix] { texts.compactMap { Prefix($0) } }
  private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

  @Test("blocks that are disassociated do not count")
  func vpc() throws {
    let vpc = try #require(topology.vpcs[id: "vpc-0aaaaaaaaaaaaaaa1"])
    #expect(vpc.cidrBlocks == prefixes("10.20.0.0/16", "2a05:d018:1::/56"))
    #expect(vpc.identity.name == "main")
    #expect(vpc.identity.account == "123456789012")
    #expect(vpc.identity.region == "eu-west-1")
    #expect(vpc.identity.source?.line == 3)
    #expect(vpc.identity.source?.file.hasSuffix("real-aws/123456789012/eu-west-1/ec2-describe-vpcs.json") == true)
    #expect(vpc.enableDnsSupport == nil, "no call showed it")
  }

  @Test func sharedSubnetBelongsToWhoSharesIt() throws {
    let subnet = try #require(topology.subnets[id: "subnet-0aaaaaaaaaaaaaaa2"])
    #expect(subnet.identity.account == "999999999999")
    #expect(subnet.cidrBlocks == prefixes("2a05:d018:1:1::/64"))
    #expect(subnet.availabilityZoneId == "euw1-az2")
    #expect(topology.subnets[id: "subnet-0aaaaaaaaaaaaaaa1"]?.mapPublicIpOnLaunch == true)
  }

  @Test func routesOfEveryTarget() throws {
    let table = try #require(topology.routeTables[id: "rtb-0aaaaaaaaaaaaaaa1"])
    #expect(table.isMain)
    #expect(table.subnetIds == ["subnet-0aaaaaaaaaaaaaaa1"], "an association that is going away does not count")
    #expect(table.propagatingVpnGatewayIds == ["vgw-0aaaaaaaaaaaaaaa1"])
    let tail = "0aaaaaaaaaaaaaaa1"
    #expect(
      table.routes.map(\.target) == [
        .local, .local, .internetGateway("igw-\(tail)"), .egressOnlyInternetGateway("eigw-\(tail)"),
        .vpnGateway("vgw-\(tail)"), .vpcPeeringConnection("pcx-\(tail)"), .networkInterface("eni-\(tail)"),
        .natGateway("nat-\(tail)"), .transitGateway("tgw-\(tail)"), .localGateway("lgw-\(tail)"),
        .carrierGateway("cagw-\(tail)"), .coreNetwork("core-network-\(tail)"),
        .odbNetwork("arn:aws:odb:eu-west-1:123456789012:odb-network/odbnet_1"), .unknown(""),
        .vpcEndpoint("vpce-0aaaaaaaaaaaaaaa2"), .vpcEndpoint("vpce-\(tail)"),
      ])
    #expect(table.routes.map(\.state).filter { $0 == .blackhole }.count == 1)
    #expect(table.routes[5].state == .blackhole)
    #expect(table.routes[4].origin == .enableVgwRoutePropagation)
    #expect(table.routes[0].origin == .createRouteTable)
    #expect(table.routes[15].destination == .prefixList("pl-6da54004"))
    #expect(table.routes[1].destination == .prefix(try #require(Prefix("2a05:d018:1::/56"))))
    #expect(table.routes.map { $0.source?.line ?? 0 } == table.routes.map { $0.source?.line ?? 0 }.sorted())
    #expect(Set(table.routes.map { $0.source?.line }).count == table.routes.count)
    #expect(topology.routeTables[id: "rtb-0aaaaaaaaaaaaaaa2"]?.gatewayIds == ["igw-0aaaaaaaaaaaaaaa1"])
  }

  @Test func networkACLEntries() throws {
    let acl = try #require(topology.networkACLs[id: "acl-0aaaaaaaaaaaaaaa1"])
    #expect(acl.entries.map(\.ruleNumber) == [100, 110, 200, 300, 32767, 32768, 32767])
    #expect(acl.entries[0].ipProtocol == .icmp)
    #expect(acl.entries[0].icmpType == 8)
    #expect(acl.entries[0].icmpCode == nil)
    #expect(acl.entries[1].ipProtocol == .icmpv6)
    #expect(acl.entries[1].icmpType == nil)
    #expect(acl.entries[1].action == .deny)
    #expect(acl.entries[2].ipProtocol == .tcp)
    #expect(acl.entries[2].portRange == PortRange(443))
    #expect(acl.entries[3].portRange == nil, "0 to 65535 is every port")
    #expect(acl.entries[4].ipProtocol == nil)
    #expect(acl.entries[5].cidrBlock == Prefix("::/0"))
    #expect(acl.entries[6].isEgress)
    #expect(acl.subnetIds == ["subnet-0aaaaaaaaaaaaaaa1"])
  }

  @Test("a permission with several peers is several rules, each with its id and line")
  func securityGroupRules() throws {
    let group = try #require(topology.securityGroups[id: "sg-0aaaaaaaaaaaaaaa1"])
    #expect(group.groupName == "web")
    #expect(group.identity.name == "web")
    #expect(group.associatedVpcIds == ["vpc-0ccccccccccccccc1"])
    #expect(group.ingress.count == 9)
    #expect(group.ingress[0].peer == .prefix(try #require(Prefix("10.0.0.0/8"))))
    #expect(group.ingress[0].portRange == PortRange(8000, 8010))
    #expect(group.ingress[0].id == "sgr-0aaaaaaaaaaaaaaa1")
    #expect(group.ingress[2].peer == .prefixList("pl-6da54004"))
    #expect(
      group.ingress[3].peer
        == .securityGroup(
          SecurityGroupReference(
            "sg-0bbbbbbbbbbbbbbb1", account: "999999999999", vpcPeeringConnectionId: "pcx-0aaaaaaaaaaaaaaa1",
            peeringStatus: "deleted")))
    #expect(group.ingress[3].id == "sgr-0aaaaaaaaaaaaaaa3")
    #expect(group.ingress[4].id == nil)
    #expect(group.ingress[5].ipProtocol == .icmp)
    #expect(group.ingress[5].icmpType == 8)
    #expect(group.ingress[5].icmpCode == nil)
    #expect(group.ingress[6].ipProtocol == .icmpv6)
    #expect(group.ingress[7].ipProtocol?.rawValue == 50)
    #expect(group.ingress[8].portRange == nil)
    #expect(group.egress.map(\.id) == [nil, "sgr-0aaaaaaaaaaaaaaa2"])
    #expect(Set(group.ingress.map { $0.source?.line }).count == 9)
  }

  @Test func networkInterfaces() throws {
    let first = try #require(topology.networkInterfaces[id: "eni-0aaaaaaaaaaaaaaa1"])
    #expect(
      try first.privateAddresses == [
        address("10.20.1.10"), address("10.20.1.11"), address("2a05:d018:1:1::10"), address("2a05:d018:1:1::20"),
      ], "the primary address of each family is first")
    #expect(
      try first.publicAddresses == [
        PublicAddress(address("203.0.113.10"), for: address("10.20.1.10")),
        PublicAddress(address("203.0.113.11"), for: address("10.20.1.11")),
      ])
    #expect(first.delegatedPrefixes == prefixes("10.20.1.64/28", "2a05:d018:1:1:1::/80"))
    #expect(first.instanceId == "i-0aaaaaaaaaaaaaaa1")
    #expect(!first.sourceDestCheck)
    #expect(first.denyAllIgwTraffic)
    #expect(first.identity.name == "web-1 eth0")
    #expect(first.identity.tags == [Tag("Name", "web-1 eth0"), Tag("env", "prod")])
    #expect(first.interfaceDescription == "say \"hi\" ü")
    #expect(first.groupIds == ["sg-0aaaaaaaaaaaaaaa1"])
    #expect(first.identity.source?.line == 3)
    let gateway = try #require(topology.networkInterfaces[id: "eni-0aaaaaaaaaaaaaaa2"])
    #expect(gateway.interfaceType == .natGateway)
    #expect(gateway.groupIds.isEmpty)
    #expect(gateway.requesterManaged)
    let other = try #require(topology.networkInterfaces[id: "eni-0aaaaaaaaaaaaaaa4"])
    #expect(other.interfaceType == .other)
    #expect(other.status == "available")
    #expect(
      try other.publicAddresses
        == [PublicAddress(address("155.146.0.1"), for: address("10.20.1.40"), isCarrier: true)])
  }

  @Test("a terminated instance is none, and gives its name back")
  func instances() throws {
    #expect(topology.instances.map(\.identity.name) == ["web-1", "web-2"])
    #expect(topology.instances.map(\.isWindows) == [true, false])
    #expect(topology.instances[1].state == "stopped")
    #expect(
      topology.coverage.unmodelled.contains {
        $0.component == "i-0aaaaaaaaaaaaaaa3" && $0.state == .ignored && $0.reason == "it is terminated"
      })
  }

  @Test func natGateways() throws {
    #expect(topology.natGateways[0].addresses.count == 1, "an address that failed is none")
    #expect(topology.natGateways[0].networkInterfaceIds == ["eni-0aaaaaaaaaaaaaaa2"])
    #expect(topology.natGateways[1].subnetId == nil)
    #expect(topology.natGateways[1].routeTableId == "rtb-0aaaaaaaaaaaaaaa9")
    #expect(!topology.natGateways[1].isAutomatic)
    #expect(topology.natGateways[1].addresses[0].availabilityZone == "eu-west-1a")
  }

  @Test func peering() throws {
    let peering = topology.vpcPeeringConnections[0]
    #expect(peering.accepter.cidrBlocks == prefixes("10.30.0.0/16", "10.130.0.0/16", "2a05:d018:3::/56"))
    #expect(peering.accepter.allowDnsResolutionFromRemoteVpc)
    #expect(!peering.requester.allowDnsResolutionFromRemoteVpc)
    #expect(peering.status == "deleted")
    #expect(peering.accepter.region == "eu-central-1")
  }

  @Test("a list that two calls show is one; one whose entries no call showed is not empty")
  func prefixLists() throws {
    #expect(topology.prefixLists.count == 2)
    let s3 = try #require(topology.prefixLists[id: "pl-6da54004"])
    #expect(s3.entries == prefixes("52.218.0.0/17", "3.5.64.0/21"))
    #expect(s3.identity.name == "com.amazonaws.eu-west-1.s3")
    #expect(s3.identity.account == "AWS")
    #expect(topology.prefixLists[id: "pl-0aaaaaaaaaaaaaaa1"]?.entries == nil)
  }
}
