import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// Questions about a load balancer in all forms: one way, source ports, both families, whole names, filters.
@Suite("Behaviour: questions to load balancers")
struct BalancedQuestionTests {
  @Test("one way: replies of no leg are asked")
  func oneWay() {
    let network = world { t in
      t.shop()
      t.networkACL(
        "acl-t", in: "vpc-a", subnets: ["t1"], ["in 100 allow all 0.0.0.0/0", "out 100 allow tcp 1-1023 0.0.0.0/0"])
      t.alb()
      t.webGroup(["i-1"])
    }
    expect(
      network, "client -> alb-a1 tcp/80",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", leg: 1, way: .return, .egress), symptom: .http(504))
    let outcome = expect(network, "client -> alb-a1 tcp/80 one-way", .reachable)
    #expect(outcome.legs.count == 2)
    #expect(outcome.legs.allSatisfy { $0.return.isEmpty })
  }

  @Test("the client's source port ends at the balancer, which uses one of its own")
  func sourcePort() {
    let network = world { t in
      t.shop()
      t.networkACL(
        "acl-t", in: "vpc-a", subnets: ["t1"], ["in 100 allow all 0.0.0.0/0", "out 100 allow tcp 1024-65535 0.0.0.0/0"])
      t.alb()
      t.webGroup(["i-1"])
    }
    expect(network, "client -> alb-a1 tcp/80 from 500", .reachable)
    expect(
      network, "client -> e-i1 tcp/80 from 500",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", way: .return, .egress), "directly it does not")
  }

  @Test("the node's subnet is asked in both legs")
  func nodeACL() {
    func network(_ entry: String) -> Network {
      world { t in
        t.shop()
        t.networkACL(
          "acl-a", in: "vpc-a", subnets: ["a1"], [entry, "in 100 allow all 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"])
        t.alb()
        t.webGroup(["i-1"])
      }
    }
    let rows: [(String, Int, Blocker.Way, Blocker.Direction, Symptom)] = [
      ("in 50 deny tcp 80 0.0.0.0/0", 0, .forward, .ingress, .timesOut),
      ("out 50 deny all 10.0.21.0/24", 0, .return, .egress, .timesOut),
      ("out 50 deny tcp 80 10.0.11.0/24", 1, .forward, .egress, .http(504)),
      ("in 50 deny all 10.0.11.0/24", 1, .return, .ingress, .http(504)),
    ]
    for (entry, leg, way, direction, symptom) in rows {
      expect(
        network(entry), "client -> alb-a1 tcp/80",
        .blocked("SUBNET_ACL_RESTRICTION", at: "acl-a", leg: leg, way: way, direction), entry, symptom: symptom)
    }
    expect(network("in 50 deny tcp 22 0.0.0.0/0"), "client -> alb-a1 tcp/80", .reachable)
  }

  @Test("blockers of both legs are listed, by leg, and the first one's symptom")
  func bothLegs() {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 443 from 0.0.0.0/0"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 443 from 0.0.0.0/0"])
      t.networkACL(
        "acl-c", in: "vpc-a", subnets: ["c1"], ["in 50 deny all 10.0.1.0/24", "out 100 allow all 0.0.0.0/0"])
      t.alb(groups: ["sg-alb"])
      t.webGroup(["i-1"])
    }
    let blocks = [
      Block("ENI_SG_RULES_MISMATCH", at: "sg-alb", leg: 0, .ingress),
      Block("SUBNET_ACL_RESTRICTION", at: "acl-c", leg: 0, way: .return, .ingress),
      Block("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress),
    ]
    let outcome = expect(network, "client -> alb-a1 tcp/80", .unreachable(blocks), symptom: .timesOut)
    #expect(outcome.legs.map(\.verdict) == [.unreachable, .unreachable])
  }

  @Test("both families of a dual-stack balancer are asked")
  func bothFamilies() throws {
    func network(ingress: [String]) -> Network {
      world { t in
        t.shop()
        t.securityGroup("sg-alb", in: "vpc-a", ingress: ingress)
        t.alb(groups: ["sg-alb"], nodes: ["a1": "10.0.1.6 2001:db8:a:1::6"])
        t.webGroup(["i-1"])
      }
    }
    let both = try network(ingress: ["tcp 80 from 0.0.0.0/0", "tcp 80 from ::/0"])
      .answer(Query(from: "client", to: "alb", port: "80"))
    #expect(both.verdict == .reachable)
    #expect(both.pairs.asked == 2)
    let one = try network(ingress: ["tcp 80 from 0.0.0.0/0"]).answer(Query(from: "client", to: "alb", port: "80"))
    #expect(one.verdict == .partial)
    #expect(one.blockers.map(\.component.id) == ["sg-alb"])
  }

  @Test("a way that has to pass a balancer or may not")
  func filters() throws {
    let network = world { t in
      t.shop()
      t.alb()
      t.webGroup(["i-1"])
    }
    let query = Query(from: "client", to: "alb", port: "80", via: ["i-1"])
    #expect(try network.answer(query).verdict == .reachable)
    #expect(try network.answer(Query(from: "client", to: "alb", port: "80", via: ["i-2"])).verdict == .unreachable)
    #expect(try network.answer(Query(from: "client", to: "alb", port: "80", avoid: ["i-1"])).verdict == .unreachable)
  }

  @Test("several targets: some answer, the others' ways are the blockers")
  func someTargets() {
    let network = world { t in
      t.shop()
      t.listens("e-i2", "443")
      t.alb()
      t.webGroup(["i-1", "i-2"])
    }
    expect(
      network, "client -> alb-a1 tcp/80", .partial([Block("X_TARGET_NOT_LISTENING", at: "e-i2", leg: 1)]),
      symptom: .http(502))
  }

  @Test("what a client sees of a target that does not listen")
  func notListening() {
    func network(_ proto: String) -> Network {
      world { t in
        t.shop()
        t.listens("e-i1", "22")
        t.nlb([.listen("\(proto):53", to: "tg")])
        t.targetGroup("tg", in: "vpc-a", proto, 53, targets: ["i-1"], attributes: preserving(true))
      }
    }
    let refused = Expectation.blocked("X_TARGET_NOT_LISTENING", at: "e-i1", leg: 1)
    expect(network("TCP"), "client -> nlb-a1 tcp/53", refused, symptom: .refused)
    expect(network("UDP"), "client -> nlb-a1 udp/53", refused)
    expect(
      network("TCP"), "client -> e-i1 tcp/53", .blocked("X_TARGET_NOT_LISTENING", at: "e-i1", leg: 0),
      symptom: .refused)
  }

  @Test("a function behind a balancer meets no network")
  func function() {
    func network(allowing principal: String) -> Network {
      world { t in
        t.shop()
        t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"], egress: [])
        t.alb(groups: ["sg-alb"])
        t.managedResource("fn", .function, in: "vpc-a")
        t.topology.managedResources[0].policyDocument =
          #"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "\#(principal)"}, "#
          + #""Action": "lambda:InvokeFunction", "Resource": "*"}]}"#
        t.targetGroup("tg", in: "vpc-a", type: "lambda", "", targets: ["fn"])
      }
    }
    expect(network(allowing: "elasticloadbalancing.amazonaws.com"), "client -> alb-a1 tcp/80", .reachable)
    expect(
      network(allowing: "apigateway.amazonaws.com"), "client -> alb-a1 tcp/80", .blocked("X_POLICY_TARGET", at: "fn"))
  }
}
