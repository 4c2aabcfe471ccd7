import NetworkModel
import Reachability
import TestKit
import Testing

/// Domain lists: names of requests from HOME_NET to EXTERNAL_NET.
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
@Suite("Firewall: domain lists")
struct FirewallDomainListTests {
  private func listed(
    _ action: String, order: FirewallPolicy.RuleOrder = .action, otherwise: String? = nil
  ) -> Network {
    world { t in
      t.behindFirewall()
      t.firewallPolicy("policy", stateful: ["names"], order: order, otherwise: otherwise)
      t.domainList("names", action, ".example.com", "exact.org")
    }
  }

  private let outside = "e1 -> internet/203.0.113.9"

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
    for scheme in ["https", "http"] {
      let outcome = ask(network, "\(outside) \(scheme)://\(host)/")
      #expect(outcome.verdict == verdict, "\(outcome.digest)")
      #expect(outcome.blockers.allSatisfy { $0.component.id == "names" })
    }
    #expect(ask(network, "e1 -> e2 https://\(host)/").verdict == .reachable, "inside of HOME_NET")
  }

  @Test("under strict order an allow list denies nothing by itself")
  func strictAllowList() {
    expect(listed("ALLOWLIST", order: .strict), "\(outside) https://other.net/", .reachable)
    let closed = listed("ALLOWLIST", order: .strict, otherwise: "drop_established")
    expect(closed, "\(outside) https://www.example.com/", .reachable)
    expect(
      closed, "\(outside) https://other.net/", .blocked("FIREWALL_RULES_RESTRICTION", at: "policy"), symptom: .hangs)
  }

  @Test("HTTPS without a server name is not on an allow list")
  func noServerName() {
    func verdict(_ action: String) -> Verdict {
      let network = listed(action)
      let line = QuestionLine("\(outside) https://203.0.113.9/", network)
      var asked = line.asked
      asked.request?.serverName = nil
      return network.follow(line.pair, asked).verdict
    }
    #expect(verdict("ALLOWLIST") == .unreachable)
    #expect(verdict("DENYLIST") == .reachable)
  }

  @Test("a list says nothing about UDP")
  func listAndUDP() { expect(listed("ALLOWLIST"), "\(outside) udp/443", .reachable) }
}
