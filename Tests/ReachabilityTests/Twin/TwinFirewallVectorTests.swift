import TestKit
import Testing

/// The twin itself against the vectors of AWS Network Firewall.
struct TwinFirewallVectorTests {
  /// An application subnet behind a firewall endpoint, and an internet gateway behind that.
  private func inspected(edge: Bool = true, _ policy: (inout TopologyBuilder) -> Void) -> NaiveTwin {
    var t = TopologyBuilder()
    t.vpc("A", "10.0.0.0/16")
    t.subnet("app", in: "A", "10.0.1.0/24")
    t.subnet("fw", in: "A", "10.0.2.0/24")
    t.internetGateway("igw", in: "A")
    t.gatewayLoadBalancerEndpoint("vpce", in: "fw", "10.0.2.4")
    t.networkFirewall("nfw", in: "A", endpoints: ["vpce"], policy: "policy")
    policy(&t)
    if edge { t.edgeTable("rtb-edge", in: "A", gateway: "igw", ["10.0.1.0/24": .vpcEndpoint("vpce")]) }
    t.routeTable("rtb-app", in: "A", subnets: ["app"], ["0.0.0.0/0": .vpcEndpoint("vpce")])
    t.routeTable("rtb-fw", in: "A", subnets: ["fw"], ["0.0.0.0/0": .internetGateway("igw")])
    t.interface("e1", in: "app", "10.0.1.10", publicIP: "198.51.100.1")
    return NaiveTwin(t.build())
  }

  @Test("NFW-01, NFW-02: action order and strict order")
  func orders() {
    let action = inspected { t in
      t.statefulRules("drops", ["drop tcp any any -> any any"])
      t.statefulRules("passes", ["pass tcp any any -> any 443"])
      t.firewallPolicy("policy", stateful: ["drops", "passes"])
    }
    #expect(action.ask("e1", "8.8.8.8", "tcp 443").summary == "delivered")
    #expect(action.ask("e1", "8.8.8.8", "tcp 80").summary == "blocked FIREWALL_RULES_RESTRICTION")
    #expect(action.ask("e1", "8.8.8.8", "udp 53").summary == "delivered")
    let strict = inspected { t in
      t.statefulRules("drops", ["drop tcp any any -> any 443"])
      t.statefulRules("passes", ["pass tcp any any -> any 443"])
      t.firewallPolicy("policy", stateful: ["drops", "passes"], order: .strict)
    }
    #expect(strict.ask("e1", "8.8.8.8", "tcp 443").summary == "blocked FIREWALL_RULES_RESTRICTION")
  }

  @Test("NFW-03, NFW-04: the default of strict order, and stateless rules that see the reply by itself")
  func defaults() {
    let strict = inspected { $0.firewallPolicy("policy", order: .strict, otherwise: "drop_established") }
    #expect(strict.ask("e1", "8.8.8.8", "tcp 443").summary == "blocked FIREWALL_RULES_RESTRICTION")
    let stateless = inspected { t in
      t.statelessRules("one-way", ["1 pass tcp 443 from 10.0.0.0/16"])
      t.firewallPolicy("policy", stateless: ["one-way"], statelessDefault: "drop")
    }
    #expect(stateless.ask("e1", "8.8.8.8", "tcp 443").summary == "reply blocked FIREWALL_RULES_RESTRICTION")
    #expect(stateless.ask("e1", "8.8.8.8", "tcp 80").summary == "blocked FIREWALL_RULES_RESTRICTION")
  }

  @Test("NFW-05: a firewall that sees one direction only")
  func asymmetric() {
    let twin = inspected(edge: false) { $0.firewallPolicy("policy") }
    #expect(twin.ask("e1", "8.8.8.8", "tcp 443").summary == "reply blocked X_ASYMMETRIC_STATEFUL")
  }
}
