import NetworkModel
import Reachability
import TestKit
import Testing

/// Which listener takes the traffic, and which target groups it can hand it to (NL C1).
@Suite("Behaviour: listeners")
struct ListenerTests {
  private func network(_ listeners: [Listener], group proto: String, _ port: UInt16 = 53) -> Network {
    world { t in
      t.shop()
      t.nlb(listeners)
      t.targetGroup("tg", in: "vpc-a", proto, port, targets: ["i-1"])
    }
  }

  @Test(
    "a Network Load Balancer's listener and the protocols of its groups",
    arguments: [
      ("TCP", "TCP", "tcp", true), ("TCP", "TCP_UDP", "tcp", true), ("TCP", "UDP", "tcp", false),
      ("TCP", "TLS", "tcp", false), ("TLS", "TLS", "tcp", true), ("TLS", "TCP", "tcp", true),
      ("TLS", "TCP_UDP", "tcp", false), ("UDP", "UDP", "udp", true), ("UDP", "TCP_UDP", "udp", true),
      ("UDP", "TCP", "udp", false), ("TCP_UDP", "TCP_UDP", "tcp", true), ("TCP_UDP", "TCP_UDP", "udp", true),
      ("TCP_UDP", "TCP", "tcp", false), ("TCP_UDP", "UDP", "udp", false),
    ])
  func protocols(listener: String, group: String, proto: String, passes: Bool) {
    expect(
      network([.listen("\(listener):53", to: "tg")], group: group), "client -> nlb-a1 \(proto)/53",
      passes ? .reachable : .blocked("ELBV2_LISTENER_REQUIRES_TG_ACCEPT", leg: 0), "\(listener) to \(group)")
  }

  @Test(
    "a listener takes its own protocol only",
    arguments: [("TCP", "udp"), ("UDP", "tcp"), ("TLS", "udp")])
  func otherProtocol(listener: String, proto: String) {
    let outcome = expect(
      network([.listen("\(listener):53", to: "tg")], group: listener), "client -> nlb-a1 \(proto)/53",
      .blocked("ELBV2_LISTENERS_MISMATCH", at: "nlb", leg: 0))
    #expect(outcome.blockers.first?.near.map(\.field) == ["protocol"])
  }

  @Test("one port for TCP and another for UDP")
  func twoListeners() {
    let network = network([.listen("TCP:80", to: "tg"), .listen("UDP:53", to: "tg")], group: "TCP_UDP")
    expect(network, "client -> nlb-a1 tcp/80", .reachable)
    expect(network, "client -> nlb-a1 udp/53", .reachable)
    expect(network, "client -> nlb-a1 tcp/53", .blocked("ELBV2_LISTENERS_MISMATCH", at: "nlb"))
    expect(network, "client -> nlb-a1 udp/80", .blocked("ELBV2_LISTENERS_MISMATCH", at: "nlb"))
  }

  @Test("asked for a range of ports, those with a listener are a part")
  func range() {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 8080 from 0.0.0.0/0"])
      t.nlb([.listen("TCP:80", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", "TCP", 8080, targets: ["i-1"])
    }
    expect(network, "client -> nlb-a1 tcp", .partial([Block("ELBV2_LISTENERS_MISMATCH", at: "nlb", leg: 0)]))
    let outcome = expect(
      network, "client -> nlb-a1 tcp/79-80", .partial([Block("ELBV2_LISTENERS_MISMATCH", at: "nlb")]))
    #expect(outcome.blockers.first?.traffic.hasSuffix(":79") == true)
    expect(network, "client -> nlb-a1 tcp/80", .reachable, "the target's port is another one")
  }

  @Test("the target's own port counts before the group's")
  func targetPort() {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 8080 from 0.0.0.0/0"])
      t.nlb()
      t.tg(["i-1:8080"])
    }
    let outcome = expect(network, "client -> nlb-a1 tcp/80", .reachable)
    #expect(outcome.legs.last?.forward.last?.traffic.hasSuffix("10.0.11.10:8080") == true, "\(outcome.digest)")
  }

  @Test("a Classic Load Balancer asks its instances at the listener's instance port", arguments: ["8080", "80"])
  func classic(port: String) {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp \(port) from 0.0.0.0/0"])
      t.classic(in: ["a1": "10.0.1.7"])
    }
    expect(
      network, "client -> clb-a1 tcp/80",
      port == "8080" ? .reachable : .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress),
      symptom: port == "8080" ? nil : .http(504))
  }

  @Test("a load balancer that is not active takes nothing", arguments: ["provisioning", "failed", "active"])
  func state(state: String) {
    let network = world { t in
      t.shop()
      t.networkLoadBalancer("nlb", in: ["a1": "10.0.1.5"], listeners: [.listen("TCP:80", to: "tg")], state: state)
      t.tg(["i-1"])
    }
    expect(network, "client -> nlb-a1 tcp/80", state == "active" ? .reachable : .blocked("BAD_STATE", at: "nlb"))
  }
}
