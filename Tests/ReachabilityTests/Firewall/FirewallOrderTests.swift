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
    #expect(ask(bare, "e1 -> e2 tcp/443", .https("ok.example")).verdict == .unreachable)
    expect(bare, "e1 -> e2 tcp/443", block, "whatever is spoken")
    let later = network(pass + "drop tcp any any -> any any (flow:established,to_server; sid:2;)")
    #expect(ask(later, "e1 -> e2 tcp/443", .https("ok.example")).verdict == .reachable)
    #expect(ask(later, "e1 -> e2 tcp/443", .https("other.example")).verdict == .unreachable)
    #expect(ask(later, "e1 -> e2 tcp/443", .http("ok.example")).verdict == .unreachable)
    expect(later, "e1 -> e2 tcp/443", .undetermined("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES"))
    #expect(
      symptoms(network("drop tcp any any -> any any (flow:established,to_server;)"), "e1 -> e2 tcp/443")
        == ["the connection opens, then hangs"])
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
    #expect(symptoms(rejecting, "e1 -> e2 tcp/443") == ["the connection is refused or reset"])
    #expect(symptoms(rejecting, "e1 -> e2 udp/443") == [nil])
    #expect(symptoms(network("drop ip any any -> any any (sid:1;)"), "e1 -> e2 tcp/443") == [nil])
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

  // MARK: Domain lists

  private func listed(
    _ action: String, order: FirewallPolicy.RuleOrder = .action, otherwise: String? = nil
  ) -> Network {
    world { t in
      t.behindFirewall()
      t.firewallPolicy("policy", stateful: ["names"], order: order, otherwise: otherwise)
      t.domainList("names", action, ".example.com", "exact.org")
    }
  }

  private let outside = "e1 -> internet/203.0.113.9 tcp/443"

  @Test(
    "names are asked of requests that go out (NFW 9.2.6)",
    arguments: [
      ("ALLOWLIST", "www.example.com", Verdict.reachable), ("ALLOWLIST", "example.com", .reachable),
      ("ALLOWLIST", "exact.org", .reachable), ("ALLOWLIST", "www.exact.org", .unreachable),
      ("DENYLIST", "www.example.com", .unreachable), ("DENYLIST", "other.net", .reachable),
      ("REJECTLIST", "exact.org", .unreachable), ("ALERTLIST", "exact.org", .reachable),
    ])
  func domainList(action: String, host: String, verdict: Verdict) {
    let network = listed(action)
    for request in [HTTPRequest.https(host), .http(host)] {
      let outcome = ask(network, outside, request)
      #expect(outcome.verdict == verdict, "\(outcome.digest)")
      #expect(outcome.blockers.allSatisfy { $0.component.id == "names" })
    }
    #expect(ask(network, "e1 -> e2 tcp/443", .https(host)).verdict == .reachable, "inside of HOME_NET")
  }

  @Test("under strict order an allow list denies nothing by itself")
  func strictAllowList() {
    #expect(ask(listed("ALLOWLIST", order: .strict), outside, .https("other.net")).verdict == .reachable)
    let closed = listed("ALLOWLIST", order: .strict, otherwise: "drop_established")
    #expect(ask(closed, outside, .https("www.example.com")).verdict == .reachable)
    let refused = ask(closed, outside, .https("other.net"))
    #expect(refused.blockers.map(\.component.id) == ["policy"])
  }

  @Test("HTTPS without a server name is not on an allow list")
  func noServerName() {
    let request = HTTPRequest(serverName: nil, host: "203.0.113.9")
    #expect(ask(listed("ALLOWLIST"), outside, request).verdict == .unreachable)
    #expect(ask(listed("DENYLIST"), outside, request).verdict == .reachable)
  }

  @Test("a list says nothing about UDP")
  func listAndUDP() { expect(listed("ALLOWLIST"), "e1 -> internet/203.0.113.9 udp/443", .reachable) }
}
