import NetworkModel
import Reachability
import TestKit
import Testing

/// The vectors of Classic and Gateway Load Balancers, neither of which fails open.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/health-checks.html
@Suite("Vectors: Classic and Gateway Load Balancers")
struct ClassicAndGatewayLoadBalancerVectorTests {
  private func classic(_ instances: [String], crossesZones: Bool = true) -> Network {
    world { t in
      t.shop()
      t.classicLoadBalancer(
        "clb", in: ["a1": "10.0.1.7", "a2": "10.0.2.7"], listeners: [.classic("HTTP:80", "HTTP:8080")],
        instances: instances, attributes: crossZone(crossesZones))
    }
  }

  @Test("C3-1: without a healthy instance a Classic Load Balancer answers 503")
  func allOutOfService() {
    expect(
      classic(["i-1!", "i-2!"]), "client -> clb-a1 tcp/80", .blocked("X_TARGET_NO_HEALTHY", at: "clb"),
      symptom: .http(503))
    expect(classic(["i-1", "i-2!"]), "client -> clb-a1 tcp/80", .reachable)
    expect(
      classic([]), "client -> clb-a1 tcp/80", .blocked("X_TARGET_NO_HEALTHY", at: "clb"), symptom: .http(503))
  }

  @Test("C3-2: without cross-zone balancing a zone without a healthy instance answers 503")
  func zone() {
    expect(
      classic(["i-1"], crossesZones: false), "client -> clb-a2 tcp/80", .blocked("ELB_NOT_CROSSZONE", at: "clb"),
      symptom: .http(503))
    expect(classic(["i-1"], crossesZones: false), "client -> clb-a1 tcp/80", .reachable)
    expect(classic(["i-1"], crossesZones: true), "client -> clb-a2 tcp/80", .reachable)
    let ailing = ask(classic(["i-1", "i-2!"], crossesZones: false), "client -> clb-a2 tcp/80")
    #expect(ailing.verdict == .unreachable, "\(ailing.digest)")
    #expect(ailing.symptom == Symptom.http(503).text)
  }

  @Test("C4-1: a Gateway Load Balancer whose appliances are all unhealthy loses the traffic")
  func blackHole() {
    let network = world { t in t.inspected(["fw-1!"]) }
    expect(
      network, "e1 -> internet tcp/443 one-way", .blocked("X_TARGET_NO_HEALTHY", at: "tg-fw"), symptom: .timesOut)
    let both = ask(network, "e1 -> internet tcp/443")
    #expect(both.verdict == .unreachable)
    #expect(Set(both.blockers.map(\.code)) == [.targetNoHealthy], "\(both.digest)")
    let healthy = expect(world { t in t.inspected(["fw-1"]) }, "e1 -> internet tcp/443", .reachable)
    #expect(healthy.assumes("PATH_THROUGH_GWLB_NOT_CHECKED"))
  }

  @Test("C4-2: an endpoint's zone without an appliance loses the traffic", arguments: [false, true])
  func emptyZone(crossesZones: Bool) {
    let network = world { t in
      t.inspected(["fw-1"], attributes: crossZone(crossesZones), endpointZone: "az2")
    }
    expect(
      network, "e1 -> internet tcp/443 one-way",
      crossesZones ? .reachable : .blocked("ELBV2_NO_TARGETS_IN_AZ"), symptom: crossesZones ? nil : .timesOut)
    #expect(ask(network, "e1 -> internet tcp/443").verdict == (crossesZones ? .reachable : .unreachable))
  }
}
