import NetworkModel
import Reachability
import TestKit
import Testing

/// `--via` and `--avoid`: each possible way is asked by itself, over all of its connections.
@Suite("Behaviour: what the way has to pass and what it may not")
struct WayFilterTests {
  private static let shop = world { t in
    t.shop()
    t.nlb()
    t.tg(["i-1", "i-2"])
  }

  private func answer(_ network: Network, _ to: String, via: [String] = [], avoid: [String] = []) throws -> Answer {
    try network.answer(Query(from: "client", to: to, port: "80", via: via, avoid: avoid))
  }

  @Test("of several targets, a way that passes what it may not is a part that does not pass")
  func targets() throws {
    for (target, other) in [("i-1", "i-2"), ("i-2", "i-1")] {
      let avoiding = try answer(Self.shop, "nlb-a1", avoid: [target])
      #expect(avoiding.verdict == .partial)
      #expect(avoiding.blockers.map(\.component.id) == [target])
      #expect(avoiding.legs.last?.to == target, "the way that is forbidden is shown")
      let through = try answer(Self.shop, "nlb-a1", via: [other])
      #expect(through.verdict == .partial)
      #expect(through.blockers.map(\.component.id) == [other])
      #expect(through.blockers.map(\.code) == [.componentFilterRestriction])
      #expect(through.symptom == nil, "nothing refuses it")
    }
    #expect(try answer(Self.shop, "nlb-a1", avoid: ["i-1", "i-2"]).verdict == .unreachable)
    #expect(try answer(Self.shop, "nlb-a1", avoid: ["c1"]).verdict == .reachable)
  }

  @Test("the blocker stands in the connection that passes the component")
  func leg() throws {
    let behind = try answer(Self.shop, "nlb-a1", avoid: ["i-1"])
    #expect(behind.blockers.map(\.leg) == [1])
    #expect(behind.blockers.map(\.traffic) == ["tcp 10.0.1.5:1024-65535 → 10.0.11.10:80"])
    let front = try answer(Self.shop, "nlb-a1", avoid: ["nlb"])
    #expect(front.verdict == .unreachable)
    #expect(front.blockers.map(\.leg) == [0])
    #expect(front.fixes == [], "no change of the network makes it so")
    #expect(front.blockers.map(\.message) == ["the way passes nlb, and the question asks otherwise"])
  }

  @Test("a way that is blocked is said to be so, and not to be forbidden as well")
  func blocked() throws {
    let network = world { t in
      t.shop(second: ["sg-shut"])
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      t.nlb()
      t.tg(["i-1/healthy", "i-2/healthy"])
    }
    let answer = try answer(network, "nlb-a1", avoid: ["i-1"])
    #expect(answer.verdict == .unreachable)
    #expect(answer.blockers.map(\.component.id).sorted() == ["i-1", "sg-shut"])
    #expect(answer.symptom == "the connection times out")
  }

  @Test("what the way passes a part of counts as passed: a transit gateway, an instance, a load balancer, an endpoint")
  func partsOf() throws {
    let transit = world { t in
      t.shop()
      t.farVPC(over: .transit)
      t.route(in: "rtb-c", "10.9.0.0/16", .transitGateway("tgw-1"))
    }
    #expect(try answer(transit, "far", via: ["tgw-1"]).verdict == .reachable)
    #expect(try answer(transit, "far", avoid: ["tgw-1"]).verdict == .unreachable)
    #expect(try answer(transit, "far", via: ["i-1"]).verdict == .unreachable)
    #expect(try answer(transit, "e-i1", via: ["i-1"]).verdict == .reachable)
    #expect(try answer(Self.shop, "nlb-a1", via: ["nlb"]).verdict == .reachable)
    #expect(throws: QueryError.self) { try answer(transit, "far", avoid: ["tgw-9999"]) }
  }
}
