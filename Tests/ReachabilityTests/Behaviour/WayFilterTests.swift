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

  // MARK: Requests

  /// `alb.elb.example` with two nodes and two targets; `/old` is redirected to `/new`.
  private static let web = world { t in
    t.shop()
    let moved = Listener.Action.redirect(
      status: 301, protocol: nil, host: nil, port: nil, path: "/new", query: nil)
    t.alb([.listen("HTTP:80", rules: [.rule(1, .pathPattern(["/old"]), then: moved)], actions: [.forward("tg")])])
    t.webGroup(["i-1", "i-2"])
  }

  private func call(_ path: String, via: [String] = [], avoid: [String] = []) throws -> Answer {
    try Self.web.answer(Query(from: "client", to: "http://alb.elb.example\(path)", via: via, avoid: avoid))
  }

  @Test("of a request every target behind every address is a way of its own, also behind a redirect")
  func requests() throws {
    for (path, legs) in [("/new", 3), ("/old", 5)] {
      #expect(try call(path).legs.count == legs)
      for (target, other) in [("i-1", "i-2"), ("i-2", "i-1")] {
        let avoiding = try call(path, avoid: [target])
        #expect(avoiding.verdict == .partial)
        #expect(avoiding.blockers.map(\.component.id) == [target])
        #expect(avoiding.blockers.map(\.leg) == [legs - 1])
        #expect(avoiding.legs.last?.to == target, "the way that is forbidden is shown")
        let through = try call(path, via: [other])
        #expect(through.verdict == .partial)
        #expect(through.blockers.map(\.component.id) == [other])
      }
      #expect(try call(path, avoid: ["i-1", "i-2"]).verdict == .unreachable)
      #expect(try call(path, via: ["alb"], avoid: ["c1"]).verdict == .reachable)
      #expect(try call(path, avoid: ["alb-a1"]).verdict == .partial)
    }
  }

  @Test("a lookup is a part of the way: a name server, and the query's own way to it")
  func lookups() throws {
    let network = world { t in
      t.shop()
      t.dns("vpc-a", servers: ["10.0.12.10"])
      t.dnsServer("server", "10.0.12.10", zones: ["example.com": ["api A 10.0.11.10"]])
    }
    func ask(via: [String] = [], avoid: [String] = []) throws -> Answer {
      try network.answer(Query(from: "client", to: "http://api.example.com/", via: via, avoid: avoid))
    }
    #expect(try ask(via: ["i-2", "i-1"]).verdict == .reachable)
    let avoiding = try ask(avoid: ["i-2"])
    #expect(avoiding.verdict == .unreachable)
    #expect(avoiding.blockers.map(\.leg) == [0])
    #expect(avoiding.blockers.map(\.traffic).allSatisfy { $0.hasPrefix("udp ") })
    #expect(try ask(avoid: ["e-i1"]).blockers.map(\.leg) == [1])
  }
}
