import Addressing
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// What is known only after apply is not guessed: where it decides, the verdict is open and names the attribute.
@Suite struct TerraformUnknownTests {
  private func opens(_ answer: Answer) -> [String] { answer.assumptions.filter(\.decides).map(\.message) }

  @Test("the twin of all that follow: everything that decides is known")
  func known() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b")
    let answer = try plan.load().topology.answer("aws_instance.web", "aws_instance.db")
    #expect(answer.verdict == .reachable)
    #expect(opens(answer).isEmpty)
    #expect(answer.assumptions.contains { $0.message.contains("`aws_instance.db.private_ip`") && !$0.decides })
  }

  @Test func sourceOfARule() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b", group: "db")
    plan.add(
      "aws_security_group", "db", ["name": "db"], unknown: ["id", "vpc_id"],
      references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    plan.add(
      "aws_vpc_security_group_ingress_rule", "in", ["from_port": 443, "to_port": 443, "ip_protocol": "tcp"],
      unknown: ["id", "security_group_id", "cidr_ipv4"],
      references: [
        "security_group_id": ["aws_security_group.db.id", "aws_security_group.db"],
        "cidr_ipv4": ["local.office"],
      ])
    let topology = try plan.load().topology
    let answer = try topology.answer("aws_instance.web", "aws_instance.db")
    #expect(answer.verdict == .undetermined)
    #expect(opens(answer).contains { $0.contains("`aws_vpc_security_group_ingress_rule.in.cidr_ipv4`") })
    #expect(try topology.answer("aws_instance.web", "aws_instance.db", port: "22").verdict == .unreachable)
  }

  @Test("a list that is not known yet is not nobody")
  func sourcesInABlock() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b", group: "db")
    let rule: [String: Any] = [
      "from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": [String](), "self": false,
    ]
    plan.add(
      "aws_security_group", "db", ["name": "db", "ingress": [rule]], unknown: ["id", "vpc_id"],
      references: [
        "vpc_id": ["aws_vpc.main.id", "aws_vpc.main"], "ingress": ["module.nothing.known"],
      ])
    plan.mark("aws_security_group.db", "ingress", [["security_groups": true]])
    let answer = try plan.load().topology.answer("aws_instance.web", "aws_instance.db")
    #expect(answer.verdict == .undetermined)
    #expect(opens(answer).contains { $0.contains("`aws_security_group.db.ingress[0].security_groups`") })
  }

  @Test func targetOfARoute() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.add(
      "aws_route", "out", ["destination_cidr_block": "0.0.0.0/0"], unknown: ["id", "route_table_id", "gateway_id"],
      references: [
        "route_table_id": ["aws_vpc.main.default_route_table_id", "aws_vpc.main"], "gateway_id": ["local.gateway"],
      ])
    let answer = try plan.load().topology.answer("aws_instance.web", "internet")
    #expect(answer.verdict == .undetermined)
    #expect(opens(answer).contains { $0.contains("`aws_route.out.gateway_id`") })
  }

  @Test("an association whose subnet is open may be that of any subnet without one")
  func association() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b")
    plan.add(
      "aws_route_table", "own", unknown: ["id", "vpc_id"], references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    plan.add(
      "aws_route_table_association", "own", unknown: ["id", "route_table_id", "subnet_id"],
      references: ["route_table_id": ["aws_route_table.own.id", "aws_route_table.own"], "subnet_id": ["local.subnet"]])
    let answer = try plan.load().topology.answer("aws_instance.web", "aws_instance.db")
    #expect(answer.verdict == .undetermined)
    #expect(opens(answer).contains { $0.contains("`aws_route_table_association.own.subnet_id`") })
  }

  @Test("a rule of a network ACL that is not known yet leaves the whole ACL open")
  func acl() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b")
    plan.add(
      "aws_network_acl", "b", unknown: ["id", "vpc_id", "subnet_ids"],
      references: [
        "vpc_id": ["aws_vpc.main.id", "aws_vpc.main"], "subnet_ids": ["aws_subnet.b.id", "aws_subnet.b"],
      ])
    plan.add(
      "aws_network_acl_rule", "in",
      ["rule_number": 100, "rule_action": "allow", "protocol": "-1", "egress": false],
      unknown: ["id", "network_acl_id", "cidr_block"],
      references: ["network_acl_id": ["aws_network_acl.b.id", "aws_network_acl.b"], "cidr_block": ["local.block"]])
    let answer = try plan.load().topology.answer("aws_instance.web", "aws_instance.db")
    #expect(answer.verdict == .undetermined)
    #expect(opens(answer).contains { $0.contains("`aws_network_acl_rule.in.cidr_block`") })
  }

  @Test("an address that is not known yet decides where a rule tells addresses of its subnet apart")
  func address() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b")
    plan.add(
      "aws_vpc_security_group_ingress_rule", "half",
      ["from_port": 22, "to_port": 22, "ip_protocol": "tcp", "cidr_ipv4": "10.0.1.0/25"],
      unknown: ["id", "security_group_id"],
      references: ["security_group_id": ["aws_security_group.open.id", "aws_security_group.open"]])
    let answer = try plan.load().topology.answer("aws_instance.web", "aws_instance.db", port: "22")
    #expect(answer.verdict == .undetermined)
    #expect(opens(answer).contains { $0.contains("`aws_instance.web.private_ip`") })
  }

  @Test("of an interface whose subnet is open nothing is said, whatever the rules are")
  func subnet() throws {
    var plan = PlanText.network
    plan.addInstance("db", in: "b")
    plan.add(
      "aws_instance", "web", unknown: ["id", "subnet_id", "private_ip", "vpc_security_group_ids"],
      references: [
        "subnet_id": ["local.subnet"],
        "vpc_security_group_ids": ["aws_security_group.open.id", "aws_security_group.open"],
      ])
    let topology = try plan.load().topology
    for (from, to) in [("aws_instance.web", "aws_instance.db"), ("aws_instance.db", "aws_instance.web")] {
      let answer = try topology.answer(from, to, port: "22")
      #expect(answer.verdict == .undetermined)
      #expect(opens(answer).contains { $0.contains("`aws_instance.web.subnet_id`") })
      #expect(answer.blockers.isEmpty)
    }
  }
}
