import NetworkModel
import Reachability
import TestKit
import Testing

/// In which order rules decide, and at which packet of a connection.
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
@Suite("Firewall: order of evaluation")
struct FirewallOrderTests {
  private let block = Expectation.blocked("FIREWALL_RULES_RESTRICTION", at: "rules")

  private func network(
    _ rules: String, order: FirewallPolicy.RuleOrder = .action, otherwise: String? = nil
  ) -> Network {
    world { $0.suricata(rules, order: order, otherwise: otherwise) }
  }

  // MARK: Stateful

  @Test("strict order takes rules as written, action order pass, drop, reject, alert")
  func actions() {
    let rules = """
      reject tcp any any -> any 22 (sid:1;)
      alert tcp any any -> any any (sid:2;)
      drop tcp any any -> any 22 (sid:3;)
      pass tcp any any -> any 443 (sid:4;)
      drop tcp any any -> any 443 (sid:5;)
      """
    let strict = network(rules, order: .strict)
    let action = network(rules)
    #expect(ask(strict, "e1 -> e2 tcp/22").blockers.first?.rule == "reject tcp any any -> any 22 (sid:1;)")
    #expect(ask(action, "e1 -> e2 tcp/22").blockers.first?.rule == "drop tcp any any -> any 22 (sid:3;)")
    expect(strict, "e1 -> e2 tcp/443", .reachable)
    expect(action, "e1 -> e2 tcp/443", .reachable)
    expect(strict, "e1 -> e2 tcp/80", .reachable, "an alert decides nothing")
  }

  @Test("priority orders the rules of one action under action order")
  func priority() {
    let rules = "drop tcp any any -> any 22 (sid:1;)\ndrop tcp any any -> any any (priority:1; sid:2;)"
    #expect(ask(network(rules), "e1 -> e2 tcp/22").blockers.first?.rule?.contains("sid:2") == true)
    #expect(ask(network(rules, order: .strict), "e1 -> e2 tcp/22").blockers.first?.rule?.contains("sid:1") == true)
  }

  @Test("a part passes and a part does not")
  func split() {
    let outcome = ask(network("drop tcp any any -> any [22,80:90] (sid:1;)"), "e1 -> e2 tcp/20-85")
    #expect(outcome.verdict == .partial, "\(outcome.digest)")
    #expect(outcome.blockers.map(\.traffic).first?.contains("22") == true)
  }

  @Test("what a rule passed lets its replies pass, what nothing matched is looked at again")
  func replies() {
    let drop = "drop tcp 10.0.2.0/24 any -> any any (sid:1;)"
    expect(
      network(drop), "e1 -> e2 tcp/22", .blocked("FIREWALL_RULES_RESTRICTION", at: "rules", way: .return))
    expect(network("pass tcp any any -> any 22 (sid:2;)\n" + drop), "e1 -> e2 tcp/22", .reachable)
    expect(network(drop, order: .strict), "e1 -> e2 udp/53", .reachable)
  }

  @Test("a mirrored rule is meant both ways")
  func mirrored() {
    expect(network("drop tcp 10.0.2.0/24 any <> any any (sid:1;)"), "e1 -> e2 tcp/22", block)
    expect(network("drop tcp any 22 <> any any (flow:to_server; sid:1;)"), "e1 -> e2 tcp/22", block)
    expect(network("drop tcp any 22 -> any any (flow:to_server; sid:1;)"), "e1 -> e2 tcp/22", .reachable)
  }

  @Test("a rule without `flow` hits the handshake, where nothing tells what is spoken")
  func handshake() {
    let pass = #"pass tls any any -> any any (tls.sni; content:"ok.example"; endswith; sid:1;)"# + "\n"
    let bare = network(pass + "drop tcp any any -> any any (sid:2;)")
    expect(bare, "e1 -> e2 https://ok.example/", block)
    expect(bare, "e1 -> e2 tcp/443", block, "whatever is spoken")
    let later = network(pass + "drop tcp any any -> any any (flow:established,to_server; sid:2;)")
    expect(later, "e1 -> e2 https://ok.example/", .reachable)
    expect(later, "e1 -> e2 https://other.example/", block, symptom: .hangs)
    expect(later, "e1 -> e2 http://ok.example:443/", block)
    expect(later, "e1 -> e2 tcp/443", .undetermined("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES"))
  }

  @Test("the answer of the handshake may be what a rule passes")
  func answerPasses() {
    let rules = "pass tcp any 443 -> any any (flow:to_client; sid:1;)"
    expect(network(rules, order: .strict, otherwise: "drop_established"), "e1 -> e2 tcp/443", .reachable)
    expect(
      network(rules, order: .strict, otherwise: "drop_established"), "e1 -> e2 tcp/80",
      .blocked("FIREWALL_RULES_RESTRICTION", at: "policy"))
  }

  @Test("a rejected TCP connection is reset, another one times out")
  func reject() {
    let rejecting = network("reject ip any any -> any any (sid:1;)")
    expect(rejecting, "e1 -> e2 tcp/443", block, symptom: .refused)
    expect(rejecting, "e1 -> e2 udp/443", block, symptom: .timesOut)
    expect(network("drop ip any any -> any any (sid:1;)"), "e1 -> e2 tcp/443", block, symptom: .timesOut)
  }

  // MARK: Defaults

  @Test(
    "what happens to what no rule matches (NFW 9.2.4)",
    arguments: [
      (nil, "reachable", "reachable"), ("alert_strict", "reachable", "reachable"),
      ("drop_strict", "unreachable", "unreachable"), ("drop_established", "unreachable", "unreachable"),
      ("drop_established_app_layer", "unreachable", "undetermined"),
      ("drop_established_app_layer_to_server", "unreachable", "undetermined"),
    ])
  func defaults(otherwise: String?, tcp: String, udp: String) {
    let strict = network("pass tcp any any -> any 22 (sid:1;)", order: .strict, otherwise: otherwise)
    #expect(ask(strict, "e1 -> e2 tcp/80").verdict.rawValue == tcp)
    #expect(ask(strict, "e1 -> e2 udp/53").verdict.rawValue == udp)
    #expect(ask(strict, "e1 -> e2 tcp/22").verdict == .reachable)
  }

  @Test("under action order there is no default")
  func noDefault() {
    expect(network("pass tcp any any -> any 22 (sid:1;)", otherwise: "drop_strict"), "e1 -> e2 tcp/80", .reachable)
  }

  // MARK: Stateless

  private func stateless(_ rules: [String], default action: String = "forward", stateful: String = "") -> Network {
    world { t in
      t.behindFirewall()
      t.firewallPolicy("policy", stateless: ["first"], stateful: ["rules"], statelessDefault: action)
      t.statelessRules("first", rules)
      t.suricataRules("rules", stateful)
    }
  }

  @Test("the first stateless rule decides, by its priority and not by its place")
  func statelessPriority() {
    let network = stateless(["20 drop tcp 22", "10 pass tcp 22 from 10.0.1.0/24", "30 pass tcp"])
    expect(network, "e1 -> e2 tcp/22", .reachable)
    let outcome = expect(
      network, "e2 -> e1 tcp/22",
      .blocked("FIREWALL_RULES_RESTRICTION", at: "first", rule: "#20 drop tcp 22 from any to any"))
    let near = outcome.blockers.first?.near
    #expect(near?.map(\.field) == ["order", "source"], "\(near ?? [])")
  }

  @Test("what stateless rules pass the stateful ones do not see")
  func statelessPass() {
    let drop = "drop ip any any -> any any (sid:1;)"
    let passing = stateless(["10 pass tcp 22", "11 pass tcp port 22"], stateful: drop)
    expect(passing, "e1 -> e2 tcp/22", .reachable)
    expect(passing, "e1 -> e2 tcp/80", block)
  }

  @Test("of what is dropped on its way the replies are asked of the stateless rules only")
  func repliesOfDropped() {
    let network = stateless(["10 drop tcp 22", "20 pass tcp port 22"])
    let outcome = expect(network, "e1 -> e2 tcp/22", .blocked("FIREWALL_RULES_RESTRICTION", at: "first"))
    #expect(outcome.assumptions.isEmpty)
  }

  @Test("a TCP connection of which the stateful rules see one direction only")
  func oneSided() {
    expect(
      stateless(["10 pass tcp 22 from 10.0.1.0/24"]), "e1 -> e2 tcp/22", .undetermined("X_ASYMMETRIC_STATEFUL"))
    expect(
      stateless(["10 pass tcp port 22"]), "e1 -> e2 tcp/22", .undetermined("X_ASYMMETRIC_STATEFUL"))
    let udp = stateless(["10 pass udp 53"], stateful: "drop udp any 53 -> any any (sid:1;)")
    expect(udp, "e1 -> e2 udp/53", .blocked("FIREWALL_RULES_RESTRICTION", at: "rules", way: .return))
    expect(stateless(["10 pass udp 53"]), "e1 -> e2 udp/53", .reachable)
  }
}
