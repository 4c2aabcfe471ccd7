import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// What a firewall between a load balancer and its targets sees of a request (NL C2, D).
@Suite("Behaviour: requests behind a load balancer")
struct ForwardedRequestTests {
  /// Targets behind a firewall with one Suricata rule that drops; all else passes.
  private func network(_ drop: String, _ listener: String, _ group: String, application: Bool = true) -> Network {
    world { t in
      t.shop()
      t.subnet("fw", in: "vpc-a", "10.0.30.0/24", zone: "az1")
      t.routeTable("rtb-fw", in: "vpc-a", subnets: ["fw"])
      for number in [1, 2] { t.route(in: "rtb-t", "10.0.\(number).0/24", .vpcEndpoint("fwe-1")) }
      for number in [11, 12] { t.route(in: "rtb-a", "10.0.\(number).0/24", .vpcEndpoint("fwe-1")) }
      t.gatewayLoadBalancerEndpoint("fwe-1", in: "fw", "10.0.30.4")
      t.networkFirewall("nfw-1", in: "vpc-a", endpoints: ["fwe-1"], policy: "policy")
      t.firewallPolicy("policy", stateful: ["rules"])
      t.suricataRules("rules", drop)
      if application {
        t.alb([.listen(listener, to: "tg")])
      } else {
        t.nlb([.listen(listener, to: "tg")])
      }
      t.targetGroup(
        "tg", in: "vpc-a", group, 8080, targets: ["i-1/healthy"],
        attributes: application ? [:] : preserving(false))
    }
  }

  private static let host = #"drop http any any -> any any (http.host; content:"shop.example"; sid:1;)"#
  private static let name = #"drop tls any any -> any any (tls.sni; content:"shop.example"; sid:1;)"#
  private static let tls = "drop tls any any -> any any (sid:1;)"
  private static let blocked = Expectation.blocked("FIREWALL_RULES_RESTRICTION", at: "rules", leg: 1)

  @Test("a listener that ends TLS in front of an HTTP group: plain HTTP with the host, no server name")
  func ended() {
    expect(network(Self.host, "HTTPS:443", "HTTP"), "client -> alb-a1 https://shop.example/", Self.blocked)
    expect(network(Self.name, "HTTPS:443", "HTTP"), "client -> alb-a1 https://shop.example/", .reachable)
    expect(
      network(Self.host, "TLS:443", "TCP", application: false), "client -> nlb-a1 https://shop.example/", Self.blocked)
  }

  @Test("TLS to the target: it is TLS, and which name the load balancer asks for is not documented")
  func encrypted() {
    expect(network(Self.tls, "HTTPS:443", "HTTPS"), "client -> alb-a1 https://shop.example/", Self.blocked)
    expect(network(Self.tls, "HTTP:80", "HTTPS"), "client -> alb-a1 http://shop.example/", Self.blocked)
    expect(network(Self.host, "HTTPS:443", "HTTPS"), "client -> alb-a1 https://shop.example/", .reachable)
    let outcome = ask(network(Self.name, "HTTPS:443", "HTTPS"), "client -> alb-a1 https://shop.example/")
    #expect(outcome.verdict == .undetermined, "\(outcome.digest)")
  }

  @Test("what a Network Load Balancer passes through stays as it is")
  func through() {
    let network = network(Self.name, "TCP:443", "TCP", application: false)
    expect(network, "client -> nlb-a1 https://shop.example/", Self.blocked)
    expect(network, "client -> nlb-a1 https://other.example/", .reachable)
  }
}
