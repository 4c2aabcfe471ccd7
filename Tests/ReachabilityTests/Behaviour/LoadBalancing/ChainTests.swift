import NetworkModel
import Reachability
import TestKit
import Testing

/// Balancers in front of balancers: each connection is a leg.
@Suite("Behaviour: chains of load balancers")
struct ChainTests {
  /// `nlb` in front of `alb` in front of `i-1`.
  private func chain(
    albAdmits source: String = "0.0.0.0/0", targetAdmits target: String = "sg-alb", listener: String = "HTTP:80",
    targets: [String] = ["i-1"]
  ) -> Network {
    world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-n", in: "vpc-a", ingress: ["all from 0.0.0.0/0"])
      t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 80 from \(source)"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(target)"])
      t.nlb([.listen("TCP:80", to: "tg-alb")], groups: ["sg-n"], nodes: ["a1": "10.0.1.5"])
      t.targetGroup("tg-alb", in: "vpc-a", type: "alb", "TCP", 80, targets: ["alb"])
      t.alb([.listen(listener, to: "tg")], groups: ["sg-alb"])
      t.webGroup(targets)
    }
  }

  @Test("three connections, three legs")
  func threeLegs() {
    let outcome = expect(chain(), "client -> nlb-a1 tcp/80", .reachable)
    #expect(outcome.legs.count == 3, "\(outcome.digest)")
    #expect(outcome.legs.map(\.from).dropFirst() == ["nlb", "alb"])
    #expect(outcome.legs.last?.to == "i-1")
    #expect(outcome.legs.allSatisfy { !$0.return.isEmpty })
  }

  @Test("the Application Load Balancer sees the client's address, and the first balancer's group counts there")
  func clientAddress() {
    expect(chain(albAdmits: "10.0.21.4/32"), "client -> nlb-a1 tcp/80", .reachable)
    expect(chain(albAdmits: "sg-n"), "client -> nlb-a1 tcp/80", .reachable)
    expect(
      chain(albAdmits: "10.0.1.5/32"), "client -> nlb-a1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-alb", leg: 1, .ingress), symptom: .timesOut)
  }

  @Test("the target sees the second balancer")
  func lastLeg() {
    expect(chain(targetAdmits: "10.0.1.6/32"), "client -> alb-a1 tcp/80", .reachable)
    expect(
      chain(targetAdmits: "10.0.21.4/32"), "client -> nlb-a1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 2, .ingress), symptom: .http(504))
    expect(
      chain(targets: []), "client -> nlb-a1 tcp/80", .blocked("ELBV2_LISTENER_HAS_NO_TG", at: "tg", leg: 1),
      symptom: .http(503))
  }

  @Test("a port that the second balancer does not listen on")
  func listener() {
    let outcome = expect(
      chain(listener: "HTTP:8080"), "client -> nlb-a1 tcp/80",
      .blocked("ELBV2_LISTENER_PORT_RESTRICTION", at: "alb", leg: 1))
    #expect(outcome.blockers.first?.near.map(\.field) == ["port"])
  }

  @Test("a request goes through the first balancer to the rules of the second")
  func request() {
    let network = world { t in
      t.shop()
      t.nlb([.listen("TCP:80", to: "tg-alb")])
      t.targetGroup("tg-alb", in: "vpc-a", type: "alb", "TCP", 80, targets: ["alb"])
      t.alb([
        .listen(
          "HTTP:80", rules: [.rule(1, .hostHeader(["api.example.com"]), then: .forward("tg"))],
          actions: [.fixedResponse(status: 403)])
      ])
      t.webGroup(["i-1"])
    }
    expect(network, "client -> nlb-a1 http://api.example.com/", .reachable)
    expect(
      network, "client -> nlb-a1 http://www.example.com/", .blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb"),
      symptom: .http(403))
  }

  @Test("an Application Load Balancer before an endpoint of another account's service, to the last target")
  func throughEndpoint() {
    func network(admits source: String) -> Network {
      world { t in
        t.service(targets: ["sg-t"])
        t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(source)"])
        t.privateLink()
        t.account = "222222222222"
        t.applicationLoadBalancer("front", in: ["k0": "10.200.1.6"], listeners: [.listen("HTTP:80", to: "tg-k")])
        t.targetGroup("tg-k", in: "vpc-k", type: "ip", "HTTP", 80, targets: ["10.200.11.20"])
      }
    }
    let outcome = expect(network(admits: "10.0.1.5/32"), "consumer -> front-k0 tcp/80", .reachable)
    #expect(outcome.legs.count == 3, "\(outcome.digest)")
    #expect(["i-1", "i-2"].contains(outcome.legs.last?.to))
    expect(
      network(admits: "10.200.0.0/16"), "consumer -> front-k0 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 2, .ingress))
  }
}
