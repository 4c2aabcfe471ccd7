import NetworkModel
import Reachability
import TestKit
import Testing

/// Questions whose TO is a URL: the name, the connection, the rules of the load balancer, the target.
@Suite("Calls by URL")
struct CallTests {
  /// A client, and an Application Load Balancer with rules in front of two instances; `sg-shut` admits nobody.
  private func network() -> Network {
    world { t in
      t.shop()
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      t.interface("e-shut", in: "t1", "10.0.11.99", groups: ["sg-shut"])
      t.applicationLoadBalancer(
        "alb", in: ["a1": "10.0.1.6", "a2": "10.0.2.6"],
        listeners: [
          .listen(
            "HTTP:80",
            rules: [
              .rule(1, .pathPattern(["/shut/*"]), then: .forward("tg-shut")),
              .rule(
                2, .pathPattern(["/old/*"]),
                then: .redirect(
                  status: 301, protocol: nil, host: nil, port: nil, path: "/shut/#{path}", query: nil)),
              .rule(
                3, .pathPattern(["/loop"]),
                then: .redirect(status: 302, protocol: nil, host: nil, port: nil, path: nil, query: nil)),
              .rule(4, .hostHeader(["api.example.com"]), then: .forward("tg")),
              .rule(5, .pathPattern(["/ok"]), then: .fixedResponse(status: 204)),
            ], actions: [.fixedResponse(status: 404)])
        ])
      t.webGroup(["i-1"])
      t.targetGroup("tg-shut", in: "vpc-a", type: "ip", "HTTP", 80, targets: ["10.0.11.99/healthy"])
    }
  }

  private func ask(
    _ to: String, from: String = "client", method: String? = nil, headers: [String] = []
  ) throws -> Answer {
    var query = Query(from: from, to: to)
    query.method = method
    query.headers = headers
    return try network().answer(query)
  }

  @Test("a host of a rule leads to its targets, in legs: the lookup, the load balancer, the target")
  func forwarded() throws {
    let answer = try ask("http://alb.elb.example/v1", headers: ["Host: api.example.com"])
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.query.port == "80")
    #expect(answer.legs.map(\.to).last == "i-1")
    #expect(answer.legs.count == 3)
  }

  @Test("an answer of the load balancer is the client's answer: 2xx reaches, 4xx does not")
  func answered() throws {
    let missing = try ask("http://alb.elb.example/v1")
    #expect(missing.verdict == .unreachable)
    #expect(missing.symptom == "HTTP 404 from the load balancer")
    #expect(missing.blockers.map(\.code) == [.httpAnsweredByLoadBalancer])
    #expect(missing.blockers.map(\.leg) == [1])
    #expect(try ask("http://alb.elb.example/ok").verdict == .reachable)
  }

  @Test("a target that refuses is an error of the load balancer")
  func refused() throws {
    let shut = try ask("http://alb.elb.example/shut/x")
    #expect(shut.symptom == "HTTP 504 from the load balancer")
    #expect(shut.blockers.map { "\($0.leg) \($0.code.rawValue)" } == ["2 ENI_SG_RULES_MISMATCH"])
  }

  @Test("a redirect is followed, and one without end is not")
  func redirected() throws {
    let moved = try ask("http://alb.elb.example/old/x")
    #expect(moved.verdict == .unreachable)
    #expect(moved.blockers.map { "\($0.leg) \($0.code.rawValue)" } == ["4 ENI_SG_RULES_MISMATCH"])
    let circle = try ask("http://alb.elb.example/loop")
    #expect(circle.verdict == .undetermined)
  }

  @Test("an address needs no lookup; a name that nobody has fails there")
  func names() throws {
    #expect(try ask("http://10.0.1.6/ok").legs.count == 1)
    let unknown = try ask("http://nobody.invalid/")
    #expect(unknown.verdict != .reachable)
  }

  @Test("an API is no end: it is asked by URL")
  func api() {
    let network = world { t in
      t.apiVPCs()
      t.apiA()
    }
    #expect(
      throws: QueryError(
        status: 66, message: "`a` is a REST API, which neither sends nor receives traffic of its own",
        candidates: ["https://a.execute-api.us-east-1.amazonaws.com/"])
    ) { try network.answer(Query(from: "client", to: "a")) }
  }

  @Test("what does not belong to a URL is refused")
  func usage() {
    func status(_ change: (inout Query) -> Void) -> Int32? {
      var query = Query(from: "client", to: "http://alb.elb.example/")
      change(&query)
      do throws(QueryError) {
        _ = try network().answer(query)
        return nil
      } catch { return error.status }
    }
    #expect(status { $0.protocol = "udp" } == 64)
    #expect(status { $0.port = "443" } == 64)
    #expect(status { $0.headers = ["no colon"] } == 64)
    #expect(status { $0.origin = "page.example" } == 64)
    #expect(status { $0.principal = "role/a" } == 64)
    #expect(status { $0.from = "nobody" } == 66)
  }
}
