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

  @Test("what refuses the tunnel is said with the tunnel's packets, and the fix opens it")
  func fix() throws {
    let query = Query(from: "e1", to: "internet/203.0.113.7", port: "443")
    let appliances = ["fw-2/healthy"]
    let shut = try network(second: ["tcp 443 from 0.0.0.0/0"], appliances).answer(query)
    #expect(shut.blockers.map(\.traffic) == ["udp 10.50.1.5:1024-65535 → 10.50.2.10:6081"])
    #expect(
      shut.fixes.flatMap(\.changes).map(\.summary)
        == ["add an ingress rule to security group sg-fw2 that allows udp 6081 from 10.50.1.0/24 and 10.50.2.0/24"])
    let opened = network(second: ["udp 6081 from 10.50.1.0/24", "udp 6081 from 10.50.2.0/24"], appliances)
    #expect(try opened.answer(query).verdict == .reachable)
  }

  @Test("an appliance that is reached through its own endpoint does not make the walk go round without end")
  func throughItself() {
    let network = world { t in
      t.vpc("vpc-f", "10.50.0.0/16")
      for (name, number) in [("f1", 1), ("f2", 2), ("fe", 3)] {
        t.subnet(name, in: "vpc-f", "10.50.\(number).0/24", zone: "az1")
      }
      t.routeTable("rtb-f1", in: "vpc-f", subnets: ["f1"], ["10.50.2.0/24": .vpcEndpoint("gwlbe-1")])
      t.routeTable("rtb-f2", in: "vpc-f", subnets: ["f2", "fe"])
      t.interface("e-fw1", in: "f2", "10.50.2.10")
      t.interface("e-1", in: "f1", "10.50.1.20")
      t.instance("fw-1", interfaces: ["e-fw1"])
      t.gatewayLoadBalancer("gwlb", in: ["f1": "10.50.1.5"], to: "tg-fw")
      t.targetGroup("tg-fw", in: "vpc-f", "GENEVE", 6081, targets: ["fw-1"])
      t.endpointService("inspection", in: "vpc-f", loadBalancers: ["gwlb"], zones: ["az1"])
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "fe", "10.50.3.4", service: "inspection")
    }
    let outcome = ask(network, "e-1 -> e-fw1 tcp/80 one-way")
    #expect(outcome.verdict == .undetermined, "its tunnel comes back another way: \(outcome.digest)")
    #expect(outcome.assumes("PATH_THROUGH_GWLB_NOT_CHECKED"))
  }
}
