import NetworkModel
import Reachability
import TestKit
import Testing

/// Questions that start at a load balancer: it sends to registered targets only.
@Suite("Behaviour: load balancers that send")
struct BalancerAsSenderTests {
  private func network(egress: [String]? = nil, _ targets: String...) -> Network {
    world { t in
      t.shop()
      t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"], egress: egress)
      t.alb(groups: ["sg-alb"])
      t.webGroup(targets)
    }
  }

  @Test("to a registered target at its port")
  func registered() {
    expect(network("i-1:8080"), "alb-a1 -> e-i1 tcp/8080", .reachable)
    expect(network("i-1:8080"), "alb-a1 -> e-i1 tcp/80", .blocked("TARGET_PORT_RESTRICTION", at: "alb"))
    expect(network("i-1:8080"), "alb-a1 -> e-i2 tcp/8080", .blocked("TARGET_ADDRESS_RESTRICTION", at: "alb"))
    expect(network("i-1"), "alb-a1 -> client tcp/80", .blocked("TARGET_ADDRESS_RESTRICTION", at: "alb"))
  }

  @Test("the whole balancer is all of its nodes")
  func wholeBalancer() throws {
    let answer = try network("i-1").answer(Query(from: "alb", to: "i-1", port: "80"))
    #expect(answer.pairs.asked == 2)
    #expect(answer.verdict == .reachable)
  }

  @Test("a range of ports has the registered one as a part")
  func range() {
    expect(network("i-1"), "alb-a1 -> e-i1 tcp/80-81", .partial([Block("TARGET_PORT_RESTRICTION", at: "alb")]))
  }

  @Test("its own outbound rules count")
  func egress() {
    expect(
      network(egress: ["tcp 443 to 0.0.0.0/0"], "i-1"), "alb-a1 -> e-i1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-alb", .egress))
    expect(
      network(egress: ["tcp 443 to 0.0.0.0/0"], "i-1"), "client -> alb-a1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-alb", leg: 1, .egress), symptom: .http(504))
  }

  @Test("a source port below 1024 cannot come out of a balancer")
  func sourcePort() {
    expect(network("i-1"), "alb-a1 -> e-i1 tcp/80 from 1023", .blocked("REMAP_EPHEMERAL_PORT"))
    expect(network("i-1"), "alb-a1 -> e-i1 tcp/80 from 1024", .reachable)
    expect(network("i-1"), "alb-a1 -> e-i1 tcp/80 from 1000-2000", .partial([Block("REMAP_EPHEMERAL_PORT")]))
  }

  @Test("a Gateway Load Balancer sends GENEVE to its appliances")
  func gateway() {
    let network = world { t in t.inspected(["fw-1"]) }
    expect(network, "gwlb-f1 -> e-fw1 udp/6081", .reachable)
    expect(network, "gwlb-f1 -> e-fw1 tcp/6081", .blocked("GWLB_PROTOCOL_RESTRICTION"))
    expect(network, "gwlb-f1 -> e-fw2 udp/6081", .blocked("TARGET_ADDRESS_RESTRICTION"))
  }
}
