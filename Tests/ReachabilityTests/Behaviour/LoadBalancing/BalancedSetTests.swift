import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// Traffic is a set behind a load balancer too: ports, sources and rules split it (CONTRIBUTING).
@Suite("Behaviour: sets behind load balancers")
struct BalancedSetTests {
  @Test("two ports lead to two groups, one of which refuses")
  func ports() {
    let network = world { t in
      t.shop(second: ["sg-shut"])
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      t.nlb([.listen("TCP:80", to: "tg"), .listen("TCP:81", to: "tg-shut")])
      t.tg(["i-1"])
      t.targetGroup("tg-shut", in: "vpc-a", targets: ["i-2"], attributes: preserving(false))
    }
    expect(
      network, "client -> nlb-a1 tcp/80-81",
      .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 1, .ingress)]))
    expect(
      network, "client -> nlb-a1 tcp/80-82",
      .partial([
        Block("ELBV2_LISTENERS_MISMATCH", at: "nlb", leg: 0),
        Block("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 1, .ingress),
      ]))
    expect(network, "client -> nlb-a1 tcp/80", .reachable)
    expect(
      network, "client -> nlb-a1 tcp/81-82",
      .unreachable([
        Block("ELBV2_LISTENERS_MISMATCH", at: "nlb", leg: 0),
        Block("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 1, .ingress),
      ]))
  }

  @Test("any protocol: the listener's is a part, and a ping is answered by no listener")
  func protocols() {
    let network = world { t in
      t.shop()
      t.nlb()
      t.tg(["i-1"])
    }
    #expect(ask(network, "client -> nlb-a1 any").verdict == .partial)
    #expect(ask(network, "client -> nlb-a1 icmp").verdict == .unreachable)
  }

  private func facing(_ write: (inout TopologyBuilder) -> Void) -> Network {
    world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from 203.0.113.0/24", "tcp 80 from 10.0.1.0/24"])
      t.internetGateway("igw-a", in: "vpc-a")
      t.route(in: "rtb-a", "0.0.0.0/0", .internetGateway("igw-a"))
      write(&t)
    }
  }

  @Test("kept addresses of the internet meet the target's rules as a set")
  func keptSources() {
    let network = facing { t in
      t.networkLoadBalancer(
        "nlb", in: ["a1": "10.0.1.5"], scheme: "internet-facing", publicIPs: ["198.51.100.5"],
        listeners: [.listen("TCP:80", to: "tg")])
      t.tg(["i-1"], preserve: true)
    }
    let outcome = expect(
      network, "internet -> nlb-a1! tcp/80",
      .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress)]))
    #expect(outcome.blockers.first?.traffic.contains("203.0.113.") == false, "\(outcome.digest)")
    expect(network, "internet/203.0.113.0/25 -> nlb-a1! tcp/80", .reachable)
  }

  @Test("a rule for source addresses splits the internet")
  func sourceRule() throws {
    let office = try #require(Prefix("203.0.113.0/24"))
    let network = facing { t in
      t.applicationLoadBalancer(
        "alb", in: ["a1": "10.0.1.6"], scheme: "internet-facing", publicIPs: ["198.51.100.6"],
        listeners: [
          .listen(
            "HTTP:80", rules: [.rule(1, .sourceIP([office]), then: .forward("tg"))],
            actions: [.fixedResponse(status: 403)])
        ])
      t.webGroup(["i-1"])
    }
    expect(
      network, "internet -> alb-a1! http://www.example.com/",
      .partial([Block("X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb")]), symptom: .http(403))
    expect(network, "internet/203.0.113.0/25 -> alb-a1! http://www.example.com/", .reachable)
    expect(
      network, "internet/203.0.114.0/24 -> alb-a1! http://www.example.com/",
      .blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb"))
  }

  @Test("source ports that the client's subnet does not let back are a part of the first leg only")
  func sourcePorts() {
    let network = world { t in
      t.shop()
      t.networkACL(
        "acl-c", in: "vpc-a", subnets: ["c1"],
        ["in 100 allow tcp 40000-65535 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"])
      t.alb()
      t.webGroup(["i-1"])
    }
    expect(
      network, "client -> alb-a1 tcp/80",
      .partial([Block("SUBNET_ACL_RESTRICTION", at: "acl-c", leg: 0, way: .return, .ingress)]))
    expect(network, "client -> alb-a1 tcp/80 from 40000-50000", .reachable)
  }
}
