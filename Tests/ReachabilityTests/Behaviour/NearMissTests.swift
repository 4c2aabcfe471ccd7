import Reachability
import TestKit
import Testing

/// Rules that would have let the traffic pass but for one field.
@Suite("Behaviour: near misses")
struct NearMissTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    var question: String
    /// The field that misses; nil where more than one does.
    var field: String?
    var testDescription: String { "\(rule): \(question)" }
  }

  static let groupRules = [
    Case(rule: "tcp 80 from 10.0.1.0/24", question: "e1 -> e2 tcp/22", field: "port"),
    Case(rule: "tcp 23-65535 from 10.0.1.0/24", question: "e1 -> e2 tcp/22", field: "port"),
    Case(rule: "udp 22 from 10.0.1.0/24", question: "e1 -> e2 tcp/22", field: "protocol"),
    Case(rule: "tcp 22 from 10.0.9.0/24", question: "e1 -> e2 tcp/22", field: "source"),
    Case(rule: "tcp 22 from ::/0", question: "e1 -> e2 tcp/22", field: "source"),
    Case(rule: "tcp 22 from sg-other", question: "e1 -> e2 tcp/22", field: "source"),
    Case(rule: "tcp 22 from pl-1", question: "e1 -> e2 tcp/22", field: "source"),
    Case(rule: "icmp 13 from 10.0.1.0/24", question: "e1 -> e2 icmp", field: "icmpType"),
    Case(rule: "tcp 80 from 10.0.9.0/24", question: "e1 -> e2 tcp/22", field: nil),
    Case(rule: "udp 22 from 10.0.9.0/24", question: "e1 -> e2 tcp/22", field: nil),
  ]

  @Test("a group's rule is named with the field that misses", arguments: groupRules)
  func groups(_ example: Case) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.prefixList("pl-1", ["10.8.0.0/16"])
      t.securityGroup("sg-other", in: "vpc-a")
      t.securityGroup("sg-2", in: "vpc-a", ingress: [example.rule])
      t.home(serverGroups: ["sg-2"])
    }
    let outcome = expect(network, example.question, .blocked("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress))
    let near = outcome.blockers.first?.near ?? []
    #expect(near.map(\.field) == (example.field.map { [$0] } ?? []))
    #expect(near.allSatisfy { $0.component == "sg-2" })
  }

  static let entries = [
    Case(rule: "in 100 allow tcp 80 10.0.1.0/24", question: "e1 -> e2 tcp/22", field: "port"),
    Case(rule: "in 100 allow udp 22 10.0.1.0/24", question: "e1 -> e2 tcp/22", field: "protocol"),
    Case(rule: "in 100 allow tcp 22 10.0.9.0/24", question: "e1 -> e2 tcp/22", field: "source"),
    Case(rule: "in 100 allow icmp 13 10.0.1.0/24", question: "e1 -> e2 icmp", field: "icmpType"),
    Case(rule: "in 100 allow tcp 80 10.0.9.0/24", question: "e1 -> e2 tcp/22", field: nil),
  ]

  @Test("an ACL's entry is named with the field that misses", arguments: entries)
  func acls(_ example: Case) {
    let network = world { t in
      t.home()
      t.networkACL("acl-2", in: "vpc-a", subnets: ["a2"], [example.rule, "out 100 allow all 0.0.0.0/0"])
    }
    let outcome = expect(
      network, example.question, .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "* deny all", .ingress))
    #expect(outcome.blockers.first?.near.map(\.field) == (example.field.map { [$0] } ?? []))
  }

  @Test("an entry behind a denial misses by its number")
  func behindDenial() {
    let network = world { t in
      t.home()
      t.networkACL(
        "acl-2", in: "vpc-a", subnets: ["a2"],
        ["in 100 deny tcp 22 10.0.1.0/24", "in 110 allow all 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"])
    }
    let outcome = expect(
      network, "e1 -> e2 tcp/22",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "#100 deny tcp 22 10.0.1.0/24", .ingress))
    #expect(outcome.blockers.first?.near.map(\.rule) == ["#110 allow all 0.0.0.0/0"])
    #expect(outcome.blockers.first?.near.map(\.field) == ["ruleNumber"])
  }
}
