import NetworkModel
import Reachability
import TestKit
import Testing

/// A Gateway Load Balancer and its appliances (NL C4, dataplane 9.1).
@Suite("Behaviour: appliances behind a Gateway Load Balancer")
struct ApplianceTargetTests {
  /// Two appliances in one zone, or reached from it; `fw-2` has groups of its own.
  private func network(second ingress: [String], _ appliances: [String] = ["fw-1", "fw-2"]) -> Network {
    world { t in
      t.inspected(appliances, attributes: crossZone(true), second: ["sg-fw2"])
      t.securityGroup("sg-fw2", in: "vpc-f", ingress: ingress)
    }
  }

  @Test("each healthy appliance is a way, which has to take the tunnel")
  func tunnel() {
    expect(network(second: ["udp 6081 from 10.50.1.5/32"]), "e1 -> internet tcp/443", .reachable)
    let outcome = ask(network(second: ["udp 6081 from 10.0.0.0/16"]), "e1 -> internet tcp/443")
    #expect(outcome.verdict == .partial, "\(outcome.digest)")
    #expect(Set(outcome.blockers.map(\.component.id)) == ["sg-fw2"])
    expect(
      network(second: ["udp 6081 from 10.0.0.0/16"], ["fw-1", "fw-2!"]), "e1 -> internet tcp/443", .reachable,
      "an unhealthy one gets nothing")
  }

  @Test("the appliance's groups see the tunnel, not the traffic in it")
  func inner() {
    let outcome = ask(network(second: ["tcp 443 from 0.0.0.0/0"], ["fw-2"]), "e1 -> internet tcp/443 one-way")
    #expect(outcome.verdict == .unreachable, "\(outcome.digest)")
    #expect(outcome.blockers.map(\.component.id) == ["sg-fw2"])
  }

  @Test("a group without appliances loses the traffic")
  func none() {
    expect(
      world { t in t.inspected([]) }, "e1 -> internet tcp/443 one-way",
      .blocked("ELBV2_LISTENER_HAS_NO_TG", at: "tg-fw"))
  }

  @Test("an endpoint whose service is not in the input: its appliances are taken to let pass")
  func unseen() {
    var t = TopologyBuilder()
    t.inspected(["fw-1!"])
    t.topology.vpcEndpointServices = []
    let outcome = expect(Network(t.build()), "e1 -> internet tcp/443", .reachable)
    #expect(outcome.assumes("PATH_THROUGH_GWLB_NOT_CHECKED"))
  }
}
