import NetworkModel
import Reachability
import TestKit
import Testing

/// Rules of which the input or the question does not tell whether they match: never ignored, unless it makes no
/// difference. Each with its twin of which it is certain.
@Suite("Firewall: what is not known")
struct FirewallDoubtTests {
  private func network(
    _ rules: String, order: FirewallPolicy.RuleOrder = .strict, otherwise: String? = nil
  ) -> Network {
    world { $0.suricata(rules, order: order, otherwise: otherwise) }
  }

  @Test("FIREWALL_UNSUPPORTED_RULE_OPTIONS: the rule that matches says more than is modelled")
  func ruleOptions() {
    let outcome = expect(
      network("drop tcp any any -> any 443 (flags:S; sid:1;)"), "e1 -> e2 tcp/443",
      .undetermined("FIREWALL_UNSUPPORTED_RULE_OPTIONS"))
    #expect(outcome.assumptions.first?.component == "rules")
    #expect(outcome.assumptions.first?.message.contains("`flags`") == true)
    expect(
      network("drop tcp any any -> any 443 (flags:S; sid:1;)"), "e1 -> e2 tcp/80", .reachable, "it is about 443 only")
    expect(
      network("pass tcp any any -> any 443 (flags:S; sid:1;)"), "e1 -> e2 tcp/443", .reachable, "passes either way")
    expect(
      network("alert tcp any any -> any 443 (flags:S; sid:1;)"), "e1 -> e2 tcp/443", .reachable, "decides nothing")
  }

  @Test("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES: another rule decides after it")
  func higherPriorityRules() {
    let doubtful = "drop tcp any any -> any 443 (geoip:src,RU; sid:1;)\n"
    expect(
      network(doubtful + "pass tcp any any -> any any (sid:2;)"), "e1 -> e2 tcp/443",
      .undetermined("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES"))
    expect(
      network("pass tcp any any -> any any (sid:2;)\n" + doubtful), "e1 -> e2 tcp/443", .reachable, "settled before")
    expect(
      network(doubtful + "drop tcp any any -> any any (sid:2;)"), "e1 -> e2 tcp/443",
      .blocked("FIREWALL_RULES_RESTRICTION", at: "rules"), "dropped either way")
  }

  @Test("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE: a group whose rules no input shows")
  func groupType() {
    func network(_ groups: [String], alertOnly: [String] = [], otherwise: String? = nil) -> Network {
      world { t in
        t.behindFirewall()
        t.firewallPolicy("policy", stateful: groups, order: .strict, otherwise: otherwise, alertOnly: alertOnly)
        t.unseenRules("managed", "ThreatSignaturesBotnetStrictOrder")
        t.statefulRules("open", ["pass ip any any -> any any"])
      }
    }
    let code = "FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE"
    let outcome = expect(network(["managed", "open"]), "e1 -> e2 tcp/443", .undetermined(code))
    #expect(outcome.assumptions.map(\.component) == ["managed"])
    expect(network(["open", "managed"]), "e1 -> e2 tcp/443", .reachable)
    expect(network(["managed"], alertOnly: ["managed"]), "e1 -> e2 tcp/443", .reachable)
    expect(network(["managed"], otherwise: "drop_strict"), "e1 -> e2 tcp/443", .undetermined(code))
  }

  @Test("under action order an unseen group may pass before everything, and drop after all that passes")
  func unseenUnderActionOrder() {
    func network(_ rule: String) -> Network {
      world { t in
        t.behindFirewall()
        t.firewallPolicy("policy", stateful: ["known", "managed"])
        t.statefulRules("known", [rule])
        t.unseenRules("managed", "ThreatSignaturesBotnetActionOrder")
      }
    }
    expect(network("pass tcp any any -> any any"), "e1 -> e2 tcp/443", .reachable)
    expect(
      network("drop tcp any any -> any any"), "e1 -> e2 tcp/443",
      .undetermined("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE"))
  }

  @Test("a policy or a rule group that is not in the input")
  func missing() {
    let policy = expect(world { $0.behindFirewall() }, "e1 -> e2 tcp/443", .undetermined("UNKNOWN_RESOURCE"))
    #expect(policy.assumptions.contains { $0.message.contains("`network-firewall describe-firewall-policy`") })
    let group = expect(
      world { t in
        t.behindFirewall()
        t.firewallPolicy("policy", stateful: ["rules"])
      }, "e1 -> e2 tcp/443", .undetermined("UNKNOWN_RESOURCE"))
    #expect(group.assumptions.map(\.component) == ["rules"])
    #expect(group.assumptions.contains { $0.message.contains("`network-firewall describe-rule-group`") })
    expect(world { $0.behindFirewall(policy: nil) }, "e1 -> e2 tcp/443", .reachable)
  }

  @Test("a stateless rule that looks at TCP flags matches some packets of a connection")
  func flags() {
    func network(_ rules: [String]) -> Network {
      world { t in
        t.behindFirewall()
        t.firewallPolicy("policy", stateless: ["first"])
        t.statelessRules("first", rules)
      }
    }
    expect(
      network(["10 drop tcp flags"]), "e1 -> e2 tcp/443", .undetermined("FIREWALL_UNSUPPORTED_RULE_OPTIONS"))
    expect(network(["10 drop tcp flags"]), "e1 -> e2 udp/443", .reachable)
    expect(
      network(["10 drop all flags"]), "e1 -> e2 udp/443",
      .unreachable([
        Block("FIREWALL_RULES_RESTRICTION", at: "first"),
        Block("FIREWALL_RULES_RESTRICTION", at: "first", way: .return),
      ]), "UDP has no flags")
    expect(network(["10 forward tcp flags"]), "e1 -> e2 tcp/443", .reachable)
    expect(
      network(["10 drop tcp 443 flags", "20 drop tcp 443"]), "e1 -> e2 tcp/443",
      .blocked("FIREWALL_RULES_RESTRICTION", at: "first", rule: "#20 drop tcp 443 from any to any"))
  }

  @Test("sets of addresses that refer to prefix lists")
  func references() {
    func network(_ entries: [String]?) -> Network {
      world { t in
        t.behindFirewall()
        t.firewallPolicy("policy", stateful: ["rules"])
        t.prefixList("pl-1", entries)
        t.suricataRules(
          "rules", "drop tcp @APP any -> any any (sid:1;)",
          references: ["APP": "arn:aws:ec2:us-east-1:111111111111:prefix-list/pl-1"])
      }
    }
    expect(network(["10.0.1.0/24"]), "e1 -> e2 tcp/443", .blocked("FIREWALL_RULES_RESTRICTION", at: "rules"))
    expect(network(["10.0.7.0/24"]), "e1 -> e2 tcp/443", .reachable)
    let outcome = expect(network(nil), "e1 -> e2 tcp/443", .undetermined("UNKNOWN_RESOURCE"))
    #expect(outcome.assumptions.contains { $0.message.contains("`ec2 get-managed-prefix-list-entries`") })
  }

  @Test("a rule about what is spoken, asked without and with a request")
  func application() {
    let network = network("drop ssh any any -> any any (sid:1;)")
    expect(network, "e1 -> e2 tcp/22", .undetermined("FIREWALL_UNSUPPORTED_RULE_OPTIONS"))
    expect(network, "e1 -> e2 http://x.org:22/", .reachable)
  }

  @Test("a rule that cannot be read, and one about UDP packets after the first exchange")
  func others() {
    expect(
      network("drop tcp any any any (sid:1;)"), "e1 -> e2 tcp/22", .undetermined("FIREWALL_UNSUPPORTED_RULE_OPTIONS"))
    expect(
      network("drop udp any any -> any any (flow:established,to_server; sid:1;)"), "e1 -> e2 udp/53",
      .undetermined("FIREWALL_UNSUPPORTED_RULE_OPTIONS"))
  }
}
