import NetworkModel
import Reachability
import TestKit
import Testing

/// Which targets get new connections (NL C0): `i-2` refuses everything, so it shows whether it is asked.
@Suite("Behaviour: target health")
struct TargetHealthTests {
  private func network(
    _ targets: [String], attributes: [String: String] = [:], healthCheck: HealthCheck? = nil,
    crossesZones: Bool = true, application: Bool = false
  ) -> Network {
    world { t in
      t.shop(second: ["sg-shut"])
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      if application {
        t.alb()
        t.webGroup(targets, attributes: attributes, healthCheck: healthCheck)
      } else {
        t.nlb(attributes: crossZone(crossesZones))
        t.targetGroup(
          "tg", in: "vpc-a", targets: targets, attributes: attributes.merging(preserving(false)) { $1 },
          healthCheck: healthCheck)
      }
    }
  }

  private static let shut = [Block("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 1, .ingress)]

  @Test(
    "beside a healthy target, only a healthy one is asked",
    arguments: ["unhealthy", "draining", "unused", "initial", "unhealthy.draining"], [false, true])
  func besideHealthy(state: String, application: Bool) {
    expect(
      network(["i-1", "i-2/\(state)"], application: application), "client -> \(node(application)) tcp/80", .reachable)
    expect(
      network(["i-1", "i-2/healthy"], application: application), "client -> \(node(application)) tcp/80",
      .partial(Self.shut))
  }

  private func node(_ application: Bool) -> String { application ? "alb-a1" : "nlb-a1" }

  @Test("below the number of healthy targets that routing wants, the unhealthy ones are asked too")
  func routingFailover() {
    let two = ["target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "2"]
    expect(network(["i-1", "i-2!"], attributes: two), "client -> nlb-a1 tcp/80", .partial(Self.shut))
    let half = ["target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "60"]
    expect(network(["i-1", "i-2!"], attributes: half), "client -> nlb-a1 tcp/80", .partial(Self.shut))
    let less = ["target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "50"]
    expect(network(["i-1", "i-2!"], attributes: less), "client -> nlb-a1 tcp/80", .reachable)
    expect(network(["i-1!", "i-2/draining"]), "client -> nlb-a1 tcp/80", .reachable, "a draining one gets nothing")
  }

  @Test("without cross-zone balancing each zone fails open for itself")
  func zoneFailsOpen() {
    let network = network(["i-1", "i-2!"], crossesZones: false)
    expect(network, "client -> nlb-a1 tcp/80", .reachable)
    expect(network, "client -> nlb-a2 tcp/80", .unreachable(Self.shut), "asked all the same")
  }

  @Test("a group whose targets are all unused or draining has none", arguments: ["unused", "draining"])
  func noneUsable(state: String) {
    expect(
      network(["i-1/\(state)", "i-2/\(state)"]), "client -> nlb-a1 tcp/80",
      .blocked("ELBV2_LISTENER_HAS_NO_TG", at: "tg", leg: 0))
  }

  @Test("what a group does whose targets are all new is not documented")
  func allInitial() {
    #expect(ask(network(["i-1/initial"]), "client -> nlb-a1 tcp/80").verdict == .undetermined)
  }

  @Test("`unavailable`: an Application Load Balancer's checks are off, a Network Load Balancer's are not known")
  func unavailable() {
    expect(network(["i-1/unavailable"], application: true), "client -> alb-a1 tcp/80", .reachable)
    #expect(ask(network(["i-1/unavailable"]), "client -> nlb-a1 tcp/80").verdict == .undetermined)
  }

  @Test("without a state, a target that its check cannot reach is unhealthy and gets nothing")
  func predicted() {
    let check = HealthCheck(protocol: "TCP")
    let outcome = expect(
      network(["i-1/unknown", "i-2/unknown"], healthCheck: check), "client -> nlb-a1 tcp/80", .reachable)
    #expect(outcome.assumes("ENI_SG_RULES_MISMATCH"), "\(outcome.digest)")
    expect(
      network(["i-2/unknown"], healthCheck: check), "client -> nlb-a1 tcp/80", .unreachable(Self.shut),
      "alone, it is asked all the same")
    // The check goes to a port that is open, the traffic to one that is not.
    expect(
      network(["i-2/unknown"], healthCheck: HealthCheck(protocol: "TCP", port: 22)), "client -> nlb-a1 tcp/80",
      .unreachable(Self.shut))
  }

  @Test("a state that the input gives counts, and a check that cannot pass is named")
  func statedHealthy() {
    let outcome = expect(
      network(["i-1", "i-2"], healthCheck: HealthCheck(protocol: "TCP")), "client -> nlb-a1 tcp/80",
      .partial(Self.shut))
    #expect(outcome.assumes("ENI_SG_RULES_MISMATCH"), "\(outcome.digest)")
  }

  @Test("a stopped instance is unhealthy")
  func stopped() {
    var t = TopologyBuilder()
    t.shop()
    t.nlb()
    t.tg(["i-1/unknown", "i-2/unknown"], healthCheck: HealthCheck(protocol: "TCP"))
    t.topology.instances[1].state = "stopped"
    expect(Network(t.build()), "client -> nlb-a1 tcp/80", .reachable)
    t.topology.instances[0].state = "stopped"
    let outcome = ask(Network(t.build()), "client -> nlb-a1 tcp/80")
    #expect(outcome.verdict == .unreachable)
    #expect(Set(outcome.blockers.map(\.code)) == [.badState], "\(outcome.digest)")
  }

  @Test("targets in a zone that the balancer has not enabled get nothing", arguments: ["unused", "unknown"])
  func zoneNotEnabled(state: String) {
    let network = world { t in
      t.shop()
      t.nlb(nodes: ["a1": "10.0.1.5"])
      t.tg(["i-2/\(state)"])
    }
    expect(network, "client -> nlb-a1 tcp/80", .blocked("ELB_INSTALLED_AZ_RESTRICTION", leg: 0))
  }
}
