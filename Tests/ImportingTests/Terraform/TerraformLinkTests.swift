import Addressing
import NetworkModel
import Testing

@testable import Importing

/// How references of a plan, which names occur in an expression and nothing more, become links.
@Suite struct TerraformLinkTests {
  private func subnets(_ plan: PlanText) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try plan.load().topology.networkInterfaces.map { ($0.instanceId ?? $0.id, $0.subnetId) })
  }

  private func plan(subnetKeys: [Any], instanceKeys: [Any], _ references: [String], forEach: Any? = nil) -> PlanText {
    var plan = PlanText()
    plan.add("aws_vpc", "main", ["cidr_block": "10.0.0.0/16"])
    for (index, key) in subnetKeys.enumerated() {
      plan.add(
        "aws_subnet", "app", key: key, ["cidr_block": "10.0.\(index).0/24"], unknown: ["id", "vpc_id"],
        references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    }
    for key in instanceKeys {
      plan.add(
        "aws_instance", "web", key: key, unknown: ["id", "subnet_id", "private_ip"],
        references: ["subnet_id": references], forEach: forEach)
    }
    return plan
  }

  @Test("`count.index` pairs with the instance of the same index")
  func count() throws {
    let subnets = try subnets(plan(subnetKeys: [0, 1], instanceKeys: [0, 1], ["aws_subnet.app", "count.index"]))
    #expect(subnets == ["aws_instance.web[0]": "aws_subnet.app[0]", "aws_instance.web[1]": "aws_subnet.app[1]"])
  }

  @Test("an index that the target does not have stays unknown")
  func countBeyond() throws {
    let subnets = try subnets(plan(subnetKeys: [0, 1], instanceKeys: [2], ["aws_subnet.app", "count.index"]))
    #expect(subnets == ["aws_instance.web[2]": "aws_instance.web[2].subnet_id"])
  }

  @Test("a target that is there once is meant, whatever the index")
  func single() throws {
    let subnets = try subnets(plan(subnetKeys: [0], instanceKeys: [0, 1], ["aws_subnet.app", "count.index"]))
    #expect(Set(subnets.values) == ["aws_subnet.app[0]"])
  }

  @Test("`each.key` pairs with the same key, before a key that is only like it")
  func eachKey() throws {
    let subnets = try subnets(
      plan(subnetKeys: ["a", "a-b"], instanceKeys: ["a-b"], ["aws_subnet.app", "each.key"]))
    #expect(subnets == ["aws_instance.web[\"a-b\"]": "aws_subnet.app[\"a-b\"]"])
  }

  @Test("a key that is a whole word of the own key is taken, with a warning")
  func likeKey() throws {
    let plan = plan(
      subnetKeys: ["app", "data"], instanceKeys: ["app-1"], ["aws_subnet.app", "each.value.tier", "each.value"])
    let loaded = try plan.load()
    #expect(loaded.topology.networkInterfaces.map(\.subnetId) == ["aws_subnet.app[\"app\"]"])
    #expect(loaded.warnings.count == 1)
    #expect(loaded.warnings[0].message.contains("aws_instance.web[\"app-1\"].subnet_id"))
  }

  @Test("a part of a word is no word")
  func partOfWord() throws {
    let subnets = try subnets(
      plan(subnetKeys: ["app", "data"], instanceKeys: ["apple"], ["aws_subnet.app", "each.value.tier", "each.value"]))
    #expect(subnets == ["aws_instance.web[\"apple\"]": "aws_instance.web[\"apple\"].subnet_id"])
  }

  @Test("`for_each` over a resource: its value is the instance of the same key")
  func eachValue() throws {
    let subnets = try subnets(
      plan(
        subnetKeys: ["a", "b"], instanceKeys: ["b"], ["each.value.id", "each.value"],
        forEach: ["references": ["aws_subnet.app"]]))
    #expect(subnets == ["aws_instance.web[\"b\"]": "aws_subnet.app[\"b\"]"])
  }

  @Test("two resources that could be meant are none")
  func ambiguous() throws {
    var plan = PlanText.network
    plan.add(
      "aws_instance", "web", unknown: ["id", "subnet_id", "private_ip"],
      references: ["subnet_id": ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"]])
    #expect(try subnets(plan) == ["aws_instance.web": "aws_instance.web.subnet_id"])
  }

  @Test("references of another kind do not count")
  func kinds() throws {
    var plan = PlanText.network
    plan.add(
      "aws_instance", "web", unknown: ["id", "subnet_id", "private_ip"],
      references: ["subnet_id": ["aws_vpc.main.id", "aws_vpc.main", "aws_subnet.b.id", "aws_subnet.b"]])
    #expect(try subnets(plan) == ["aws_instance.web": "aws_subnet.b"])
  }

  @Test("an attribute leads on to what it is made of")
  func chain() throws {
    var plan = PlanText.network
    plan.add(
      "aws_security_group", "chained", ["name": "chained"], unknown: ["id", "vpc_id"],
      references: ["vpc_id": ["aws_subnet.a.vpc_id", "aws_subnet.a"]])
    #expect(try plan.load().topology.securityGroups[id: "aws_security_group.chained"]?.vpcId == "aws_vpc.main")
  }

  @Test("what AWS makes with a VPC is referred to by the VPC's attributes, or taken over")
  func defaults() throws {
    var plan = PlanText.network
    plan.add(
      "aws_route", "out", ["destination_cidr_block": "192.168.0.0/16"],
      unknown: ["id", "route_table_id", "transit_gateway_id"],
      references: [
        "route_table_id": ["aws_vpc.main.main_route_table_id", "aws_vpc.main"],
        "transit_gateway_id": ["aws_ec2_transit_gateway.hub.id", "aws_ec2_transit_gateway.hub"],
      ])
    plan.add("aws_ec2_transit_gateway", "hub")
    plan.add(
      "aws_default_security_group", "closed", unknown: ["id", "vpc_id", "ingress", "egress"],
      references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    let topology = try plan.load().topology
    let table = try #require(topology.routeTables[id: "aws_vpc.main.default_route_table_id"])
    #expect(table.isMain)
    #expect(table.routes.map(\.target) == [.local, .transitGateway("aws_ec2_transit_gateway.hub")])
    #expect(topology.networkACLs.map(\.id) == ["aws_vpc.main.default_network_acl_id"])
    #expect(topology.networkACLs.first?.subnetIds == ["aws_subnet.a", "aws_subnet.b"])
    let closed = try #require(topology.securityGroups[id: "aws_default_security_group.closed"])
    #expect(closed.ingress.isEmpty && closed.egress.isEmpty)
    #expect(topology.securityGroups[id: "aws_vpc.main.default_security_group_id"] == nil, "it is taken over")
    #expect(topology.coverage.synthesized["aws_vpc.main.default_network_acl_id"] != nil)
    #expect(topology.coverage.synthesized["aws_default_security_group.closed"] == nil)
  }
}
