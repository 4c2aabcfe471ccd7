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

  @Test("a check of a port on which nothing listens cannot pass")
  func checkNotListening() {
    let network = world { t in
      t.shop()
      t.listens("e-i1", "80")
      t.listens("e-i2", "80", "8080")
      t.nlb()
      t.tg(["i-1/unknown", "i-2/unknown"], healthCheck: HealthCheck(protocol: "TCP", port: 8080))
    }
    let outcome = expect(network, "client -> nlb-a1 tcp/80", .reachable)
    #expect(outcome.assumes("X_TARGET_NOT_LISTENING"), "\(outcome.digest)")
    #expect(outcome.legs.last?.to == "i-2", "only the other one is asked")
  }

  @Test("a Classic Load Balancer whose check cannot pass has no instance to send to")
  func classicPredicted() {
    func network(check: UInt16) -> Network {
      world { t in
        t.shop(targets: ["sg-t"])
        t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 8080 from 0.0.0.0/0"])
        t.classicLoadBalancer(
          "clb", in: ["a1": "10.0.1.7"], listeners: [.classic("HTTP:80", "HTTP:8080")], instances: ["i-1/unknown"],
          healthCheck: HealthCheck(protocol: "TCP", port: check))
      }
    }
    expect(network(check: 8080), "client -> clb-a1 tcp/80", .reachable)
    let outcome = expect(
      network(check: 9000), "client -> clb-a1 tcp/80", .blocked("X_TARGET_NO_HEALTHY", at: "clb"),
      symptom: .http(503))
    #expect(outcome.assumes("ENI_SG_RULES_MISMATCH"), "\(outcome.digest)")
  }

  @Test("a check of an Application Load Balancer has to hit one of its listeners")
  func applicationTarget() {
    func network(check: UInt16) -> Network {
      world { t in
        t.shop()
        t.nlb([.listen("TCP:80", to: "tg-alb")])
        t.targetGroup(
          "tg-alb", in: "vpc-a", type: "alb", "TCP", 80, targets: ["alb/unknown"],
          healthCheck: HealthCheck(protocol: "HTTP", port: check, path: "/"))
        t.alb()
        t.webGroup(["i-1"])
      }
    }
    let whole = expect(network(check: 80), "client -> nlb-a1 tcp/80", .reachable)
    #expect(whole.assumptions.isEmpty, "\(whole.digest)")
    let fragile = expect(network(check: 8080), "client -> nlb-a1 tcp/80", .reachable, "it fails open")
    #expect(fragile.assumptions.contains { !$0.decides && $0.message.contains("health check") }, "\(fragile.digest)")
  }

  @Test("where no target takes it, nothing answers UDP; over TCP it may be refused as well")
  func noTarget() {
    let network = world { t in
      t.shop()
      t.nlb([.listen("TCP_UDP:53", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", "TCP_UDP", 53, targets: [])
    }
    let none = Expectation.blocked("ELBV2_LISTENER_HAS_NO_TG", at: "tg")
    expect(network, "client -> nlb-a1 udp/53", none, symptom: .timesOut)
    #expect(
      ask(network, "client -> nlb-a1 tcp/53").symptom
        == "the connection times out or the connection is refused or reset")
  }

  @Test("a target whose state leaves the answer open is named by its own state")
  func openState() {
    let outcome = ask(network(["i-1/draining", "i-2/initial"]), "client -> nlb-a1 tcp/80")
    #expect(outcome.assumptions.contains { $0.message.contains("that is initial gets traffic") }, "\(outcome.digest)")
  }

  @Test("a target is named with its port: one instance may be registered with several")
  func names() {
    let outcome = ask(network(["i-1:80", "i-2:80", "i-2:22"]), "client -> nlb-a1 tcp/80")
    let notes = outcome.assumptions.map(\.message).filter { $0.hasPrefix("target ") }
    #expect(notes.count == 1)
    #expect(notes.allSatisfy { $0.hasPrefix("target i-2:80 of tg is healthy in the input") }, "\(notes)")
  }
}
