import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// The vectors of Application Load Balancers.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
@Suite("Vectors: Application Load Balancers")
struct ApplicationLoadBalancerVectorTests {
  /// `alb` with one rule, and an answer of its own where the rule does not match.
  private func network(_ condition: Listener.Condition, otherwise status: Int = 404) -> Network {
    world { t in
      t.shop()
      t.alb([
        .listen(
          "HTTP:80", rules: [.rule(1, condition, then: .forward("tg"))], actions: [.fixedResponse(status: status)])
      ])
      t.webGroup(["i-1"])
    }
  }

  private static let answered = Expectation.blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb")

  @Test("C2-1: host names are compared without regard to case")
  func hostCase() {
    expect(network(.hostHeader(["api.example.com"])), "client -> alb-a1 http://API.EXAMPLE.COM/", .reachable)
  }

  @Test("C2-2: where the balancer answers itself, no target is reached")
  func fixedResponse() {
    let outcome = expect(
      network(.hostHeader(["api.example.com"])), "client -> alb-a1 http://lb-123.elb.amazonaws.com/",
      Self.answered, symptom: .http(404))
    #expect(outcome.blockers.first?.code.stage == .http)
  }

  @Test("C2-3: paths are compared with their case")
  func pathCase() {
    let images = network(.pathPattern(["/img/*"]))
    expect(images, "client -> alb-a1 http://www.example.com/IMG/a", Self.answered, symptom: .http(404))
    expect(images, "client -> alb-a1 http://www.example.com/img/a", .reachable)
  }

  @Test("C2-4: a group without targets is a 503")
  func noTargets() {
    let network = world { t in
      t.shop()
      t.alb()
      t.webGroup([])
    }
    expect(
      network, "client -> alb-a1 tcp/80", .blocked("ELBV2_LISTENER_HAS_NO_TG", at: "tg", leg: 0), symptom: .http(503))
  }

  @Test("C2-5: where all targets are unhealthy they are asked all the same")
  func failOpen() {
    let network = world { t in
      t.shop()
      t.alb()
      t.webGroup(["i-1!", "i-2!"], healthCheck: HealthCheck(protocol: "HTTP", path: "/health", matcher: "200"))
    }
    let outcome = expect(network, "client -> alb-a1 tcp/80", .reachable)
    #expect(outcome.legs.count == 2)
  }

  @Test("C2-6: a target that does not admit the balancer is a 504", arguments: ["sg-alb", "sg-other"])
  func targetGroup(admitted: String) {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"])
      t.securityGroup("sg-other", in: "vpc-a")
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(admitted)"])
      t.alb(groups: ["sg-alb"])
      t.webGroup(["i-1/unknown"], healthCheck: HealthCheck(protocol: "HTTP", path: "/"))
    }
    expect(
      network, "client -> alb-a1 tcp/80",
      admitted == "sg-alb" ? .reachable : .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress),
      symptom: admitted == "sg-alb" ? nil : .http(504))
  }

  @Test("C2-7: a target on which nothing listens is a 502", arguments: ["80", "8080"])
  func notListening(port: String) {
    let network = world { t in
      t.shop()
      t.listens("e-i1", port)
      t.alb()
      t.webGroup(["i-1"])
    }
    expect(
      network, "client -> alb-a1 tcp/80",
      port == "80" ? .reachable : .blocked("X_TARGET_NOT_LISTENING", at: "e-i1", leg: 1),
      symptom: port == "80" ? nil : .http(502))
  }

  @Test("C2-8: a client that the balancer's group does not admit")
  func clientOverVPN() {
    let network = world { t in
      t.shop()
      t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 443 from 10.0.0.0/8"])
      t.dataCenter()
      t.alb([.listen("HTTPS:443", to: "tg")], groups: ["sg-alb"])
      t.webGroup(["i-1"])
    }
    expect(
      network, "dc/192.168.5.5 -> alb-a1 tcp/443", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-alb", leg: 0, .ingress),
      symptom: .timesOut)
    expect(network, "client -> alb-a1 tcp/443", .reachable)
  }

  @Test("C2-9: with cross-zone balancing off, a zone without targets is a 503")
  func emptyZone() throws {
    let network = world { t in
      t.shop()
      t.alb()
      t.webGroup(["i-1"], attributes: crossZone(false))
    }
    expect(network, "client -> alb-a1 tcp/80", .reachable)
    expect(network, "client -> alb-a2 tcp/80", .blocked("ELBV2_NO_TARGETS_IN_AZ", leg: 0), symptom: .http(503))
    #expect(try network.answer(Query(from: "client", to: "alb", port: "80")).verdict == .partial)
  }

  @Test("C2-10: a rule for source addresses sees the translated one", arguments: ["10.1.0.0/16", "10.9.0.0/16"])
  func sourceBehindNAT(prefix: String) throws {
    let source = try #require(Prefix(prefix))
    let network = world { t in
      t.shop()
      t.alb([
        .listen(
          "HTTP:80", rules: [.rule(1, .sourceIP([source]), then: .forward("tg"))],
          actions: [.fixedResponse(status: 403)])
      ])
      t.webGroup(["i-1"])
      t.vpc("vpc-p", "10.1.0.0/16", "10.9.0.0/16")
      t.subnet("p1", in: "vpc-p", "10.1.2.0/24")
      t.subnet("pn", in: "vpc-p", "10.9.9.0/24")
      t.interface("private", in: "p1", "10.1.2.3")
      t.natGateway("nat-p", in: "pn", "10.9.9.9", private: true)
      t.transitGateway("tgw-1")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1", "a2"], table: "tgw-rtb")
      t.attachment("att-p", to: "tgw-1", vpc: "vpc-p", subnets: ["pn"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-p"])
      t.routeTable("rtb-p1", in: "vpc-p", subnets: ["p1"], ["10.0.0.0/16": .natGateway("nat-p")])
      t.routeTable("rtb-pn", in: "vpc-p", subnets: ["pn"], ["10.0.0.0/16": .transitGateway("tgw-1")])
      t.route(in: "rtb-a", "10.9.0.0/16", .transitGateway("tgw-1"))
    }
    let matches = prefix == "10.9.0.0/16"
    expect(
      network, "private -> alb-a1 http://www.example.com/", matches ? .reachable : Self.answered,
      symptom: matches ? nil : .http(403))
  }
}
