import Addressing
import NetworkModel
import Testing

@testable import Importing

/// The same id in several inputs is one resource: what the owning account's input says holds, then the input given
/// first; what only another says is added (CONTRACT section 1).
@Suite struct MergingTests {
  private func part(_ account: String, _ region: String = "us-east-1", _ fill: (inout Topology) -> Void) -> InputPart {
    var topology = Topology()
    fill(&topology)
    topology.visibility.readCalls[Scope(account: account, region: region)] = ["ec2 describe-vpcs"]
    return InputPart(topology: topology, scope: Scope(account: account, region: region))
  }

  private func file(_ fill: (inout Topology) -> Void) -> InputPart {
    var topology = Topology()
    fill(&topology)
    return InputPart(topology: topology, scope: nil)
  }

  private func vpc(
    _ id: String, account: String, blocks: [String] = [], dns: Bool? = nil, name: String? = nil
  ) -> VPC {
    VPC(
      Identity(id, name: name, account: account, region: "us-east-1"), cidrBlocks: blocks.compactMap { Prefix($0) },
      enableDnsSupport: dns)
  }

  @Test func ownerGoesBeforeOrder() {
    let merged = Merging.merge([
      part("111111111111") {
        $0.vpcs = [vpc("vpc-00000001", account: "222222222222", blocks: ["10.1.0.0/16"], dns: false, name: "seen")]
      },
      part("222222222222") { $0.vpcs = [vpc("vpc-00000001", account: "222222222222", blocks: ["10.2.0.0/16"])] },
    ])
    #expect(merged.topology.vpcs.count == 1)
    #expect(merged.topology.vpcs[0].cidrBlocks == [Prefix("10.2.0.0/16")])
    #expect(merged.topology.vpcs[0].enableDnsSupport == false, "what only another says is added")
    #expect(merged.topology.vpcs[0].identity.name == "seen")
    #expect(merged.topology.visibility.readCalls.count == 2)
  }

  @Test func orderAmongStrangers() {
    let merged = Merging.merge([
      part("111111111111") { $0.vpcs = [vpc("vpc-00000001", account: "333333333333", blocks: ["10.1.0.0/16"])] },
      part("222222222222") {
        $0.vpcs = [
          vpc("vpc-00000002", account: "222222222222"),
          vpc("vpc-00000001", account: "333333333333", blocks: ["10.2.0.0/16"]),
        ]
      },
    ])
    #expect(merged.topology.vpcs.map(\.id) == ["vpc-00000001", "vpc-00000002"])
    #expect(merged.topology.vpcs[0].cidrBlocks == [Prefix("10.1.0.0/16")])
  }

  @Test("the owner's Region goes before the owner's other Regions")
  func region() {
    func peering(_ status: String) -> VPCPeeringConnection {
      VPCPeeringConnection(
        Identity("pcx-00000001", account: "111111111111", region: "us-east-1"), requester: .init(vpcId: "a"),
        accepter: .init(vpcId: "b"), status: status)
    }
    let merged = Merging.merge([
      part("111111111111", "us-west-2") { $0.vpcPeeringConnections = [peering("pending-acceptance")] },
      part("111111111111", "us-east-1") { $0.vpcPeeringConnections = [peering("active")] },
    ])
    #expect(merged.topology.vpcPeeringConnections.map(\.status) == ["active"])
  }

  @Test("a topology file adds the site of a customer gateway that a snapshot shows")
  func fileAdds() throws {
    let merged = Merging.merge([
      part("111111111111") {
        $0.customerGateways = [CustomerGateway(Identity("cgw-00000001", account: "111111111111", region: "us-east-1"))]
      },
      file { $0.customerGateways = [CustomerGateway(Identity("cgw-00000001"), siteId: "dc1")] },
    ])
    #expect(merged.topology.customerGateways.count == 1)
    #expect(merged.topology.customerGateways[0].siteId == "dc1")
    #expect(merged.topology.customerGateways[0].identity.account == "111111111111")
  }

  @Test("what a firewall's rules are is told by the input that shows them, whichever is given first")
  func ruleGroups() {
    let arn = "arn:aws:network-firewall:us-east-1:222222222222:stateful-rulegroup/shared"
    let identity = Identity(arn, account: "222222222222", region: "us-east-1")
    let seen = FirewallRuleGroup(
      identity, rules: .suricata("pass ip any any -> any any (sid:1;)"), isStrictOrder: true,
      ipSets: ["WEB": ["10.0.0.0/8"]])
    let unseen = FirewallRuleGroup(identity, rules: .unseen("not visible"))
    for order in [[seen, unseen], [unseen, seen]] {
      let merged = Merging.merge(
        zip(["111111111111", "333333333333"], order).map { account, group in
          part(account) { $0.firewallRuleGroups = [group] }
        })
      #expect(merged.topology.firewallRuleGroups == [seen])
    }
  }

  @Test("a topology file adds where an interface listens; a service's owner says who uses it")
  func additions() {
    let interface = NetworkInterface(
      Identity("eni-00000001", account: "111111111111", region: "us-east-1"), vpcId: "v", subnetId: "s",
      privateAddresses: [])
    let service = VPCEndpointService(
      Identity("vpce-svc-00000001", account: "222222222222", region: "us-east-1"), serviceName: "svc")
    let merged = Merging.merge([
      part("111111111111") {
        $0.networkInterfaces = [interface]
        $0.vpcEndpointServices = [service]
      },
      part("222222222222") {
        $0.vpcEndpointServices = [service]
        $0.vpcEndpointServices[0].connections = ["vpce-1": "available"]
      },
      file {
        $0.networkInterfaces = [interface]
        $0.networkInterfaces[0].listeningPorts = [PortRange(443)]
      },
    ]).topology
    #expect(merged.networkInterfaces.map(\.listeningPorts) == [[PortRange(443)]])
    #expect(merged.vpcEndpointServices.map(\.connections) == [["vpce-1": "available"]])
  }

  @Test("two topology files that call two things of a VPC the same are an error; in other VPCs they are two")
  func twins() {
    func subnet(_ vpc: String, _ file: String) -> Subnet {
      Subnet(
        Identity("app", account: "111111111111", source: SourceLocation(file: file, line: 7)), vpcId: vpc,
        cidrBlocks: [], availabilityZone: "a")
    }
    let twins = Merging.merge([
      file { $0.subnets = [subnet("blue", "a.yaml")] }, file { $0.subnets = [subnet("blue", "b.yaml")] },
    ])
    #expect(
      twins.diagnostics.map(\.description) == [
        "b.yaml:7: error: a subnet named `app` is in another input as well; a.yaml:7 has the first; give one of them another name"
      ])
    let others = Merging.merge([
      file { $0.subnets = [subnet("blue", "a.yaml")] }, file { $0.subnets = [subnet("green", "b.yaml")] },
    ])
    #expect(others.diagnostics.isEmpty)
    #expect(others.topology.subnets.count == 2)
  }

  @Test("the accounts of a snapshot are merged like inputs")
  func snapshot() throws {
    let topology = try fixture("snapshots/07-cross-account-peering")
    #expect(topology.vpcPeeringConnections.count == 3)
    #expect(Set(topology.vpcPeeringConnections.map(\.id)).count == 3)
    #expect(Set(topology.vpcs.map(\.identity.account)) == ["111111111111", "222222222222", "333333333333"])
    #expect(topology.visibility.readCalls.count == 6, "three accounts, each a Region and `global`")
  }

  @Test("the same inputs give the same topology")
  func deterministic() throws {
    let first = try load("\(fixtures)/snapshots/08-cross-account-tgw", "\(fixtures)/real-aws").topology
    let second = try load("\(fixtures)/snapshots/08-cross-account-tgw", "\(fixtures)/real-aws").topology
    #expect("\(first.transitGatewayAttachments)" == "\(second.transitGatewayAttachments)")
    #expect(first.coverage == second.coverage)
    #expect(first.networkInterfaces == second.networkInterfaces)
  }
}
