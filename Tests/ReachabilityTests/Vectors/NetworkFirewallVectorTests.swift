import NetworkModel
import Reachability
import TestKit
import Testing

/// The vectors of AWS Network Firewall that its rules decide; the others are with `InspectionVectorTests`.
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-rules-engines.html
@Suite("Vectors: Network Firewall")
struct NetworkFirewallVectorTests {
  @Test("NFW-01: action order, what a rule passes passes although another drops everything")
  func actionOrder() {
    let network = world { t in
      t.behindFirewall()
      t.firewallPolicy("policy", stateful: ["rules"])
      t.statefulRules("rules", ["pass tcp any any -> any 443", "drop tcp any any -> any any"])
    }
    expect(network, "e1 -> e2 tcp/443", .reachable)
    let outcome = expect(
      network, "e1 -> e2 tcp/80",
      .blocked("FIREWALL_RULES_RESTRICTION", at: "rules", rule: "drop tcp any any -> any any"))
    let near = outcome.blockers.first?.near.first
    #expect(near?.rule == "pass tcp any any -> any 443" && near?.field == "port")
    #expect(near?.message == "the traffic goes to port 80")
    #expect(outcome.blockers.first?.component.kind == .ruleGroup)
    #expect(outcome.blockers.first?.direction == nil)
  }

  @Test("NFW-02: strict order, the group with the lower priority decides")
  func strictOrder() {
    func network(_ order: FirewallPolicy.RuleOrder) -> Network {
      world { t in
        t.behindFirewall()
        t.firewallPolicy("policy", stateful: ["group1", "group2"], order: order)
        t.statefulRules("group1", ["drop tcp any any -> any 443"])
        t.statefulRules("group2", ["pass tcp any any -> any 443"])
      }
    }
    let outcome = expect(
      network(.strict), "e1 -> e2 tcp/443", .blocked("FIREWALL_RULES_RESTRICTION", at: "group1"))
    #expect(outcome.blockers.first?.near.first?.field == "order")
    expect(network(.action), "e1 -> e2 tcp/443", .reachable)
  }

  @Test("NFW-03: drop_established lets TCP open and no more, and no UDP at all")
  func dropEstablished() {
    let network = world { t in
      t.behindFirewall()
      t.firewallPolicy("policy", order: .strict, otherwise: "drop_established")
    }
    let block = Expectation.blocked("FIREWALL_RULES_RESTRICTION", at: "policy", rule: "aws:drop_established")
    expect(network, "e1 -> e2 tcp/443", block, symptom: .hangs)
    expect(network, "e1 -> e2 udp/53", block, symptom: .timesOut)
  }

  @Test("NFW-04: a stateless rule that passes one direction only")
  func stateless() {
    func network(_ back: String...) -> Network {
      world { t in
        t.behindFirewall()
        t.firewallPolicy("policy", stateless: ["there", "back"], statelessDefault: "drop")
        t.statelessRules("there", ["10 pass tcp 443 from 10.0.0.0/16"])
        t.statelessRules("back", back)
      }
    }
    let outcome = expect(
      network(), "e1 -> e2 tcp/443",
      .blocked("FIREWALL_RULES_RESTRICTION", at: "policy", way: .return, rule: "aws:drop"))
    #expect(outcome.forwardPath.contains("nfw-1"))
    expect(network("10 pass tcp from 10.0.0.0/16 port 443"), "e1 -> e2 tcp/443", .reachable)
  }

  /// A spoke behind a transit gateway whose traffic to the internet passes the firewall of another VPC.
  private func central(homeNet: [String]?) -> Network {
    world { t in
      t.vpc("vpc-s", "10.1.0.0/16")
      t.subnet("s1", in: "vpc-s", "10.1.1.0/24", zone: "az1")
      t.interface("es", in: "s1", "10.1.1.10")
      t.routeTable("rtb-s", in: "vpc-s", main: true, ["0.0.0.0/0": .transitGateway("tgw-1")])
      t.vpc("vpc-i", "100.64.0.0/16")
      t.subnet("t1", in: "vpc-i", "100.64.1.0/24", zone: "az1")
      t.subnet("f1", in: "vpc-i", "100.64.2.0/24", zone: "az1")
      t.subnet("p1", in: "vpc-i", "100.64.3.0/24", zone: "az1")
      t.internetGateway("igw-i", in: "vpc-i")
      t.natGateway("nat-i", in: "p1", "100.64.3.4", publicIP: "198.51.100.9")
      t.gatewayLoadBalancerEndpoint("fwe-1", in: "f1", "100.64.2.4")
      t.routeTable("rtb-t", in: "vpc-i", subnets: ["t1"], ["0.0.0.0/0": .vpcEndpoint("fwe-1")])
      t.routeTable(
        "rtb-f", in: "vpc-i", subnets: ["f1"],
        ["0.0.0.0/0": .natGateway("nat-i"), "10.0.0.0/8": .transitGateway("tgw-1")])
      t.routeTable(
        "rtb-p", in: "vpc-i", subnets: ["p1"],
        ["0.0.0.0/0": .internetGateway("igw-i"), "10.0.0.0/8": .vpcEndpoint("fwe-1")])
      t.networkFirewall("nfw-1", in: "vpc-i", endpoints: ["fwe-1"], policy: "policy")
      t.firewallPolicy("policy", stateful: ["names"], homeNet: homeNet)
      t.domainList("names", "ALLOWLIST", ".example.com")
      t.transitGateway("tgw-1")
      t.attachment("att-s", to: "tgw-1", vpc: "vpc-s", subnets: ["s1"], table: "tgw-rtb-s")
      t.attachment("att-i", to: "tgw-1", vpc: "vpc-i", subnets: ["t1"], table: "tgw-rtb-i", appliance: true)
      t.transitGatewayRouteTable("tgw-rtb-s", of: "tgw-1", ["0.0.0.0/0": .static("att-i")])
      t.transitGatewayRouteTable("tgw-rtb-i", of: "tgw-1", propagating: ["att-s"])
    }
  }

  @Test("NFW-09: a domain list is about the firewall's own VPC unless HOME_NET says more")
  func domainListOfCentralFirewall() {
    let end = "es -> internet/203.0.113.9"
    let unset = central(homeNet: nil)
    expect(unset, "\(end) tcp/443", .reachable)
    expect(unset, "\(end) https://other.example.org/", .reachable)
    let set = central(homeNet: ["10.0.0.0/8", "100.64.0.0/16"])
    expect(set, "\(end) https://www.example.com/", .reachable)
    expect(
      set, "\(end) https://other.example.org/", .blocked("FIREWALL_RULES_RESTRICTION", at: "names"), symptom: .hangs)
    expect(set, "\(end) tcp/443", .undetermined("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE"))
  }
}
