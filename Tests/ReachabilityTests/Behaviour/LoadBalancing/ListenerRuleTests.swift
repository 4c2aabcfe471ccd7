import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// The rules of an Application Load Balancer's listeners (NL C2).
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
@Suite("Behaviour: listener rules")
struct ListenerRuleTests {
  private func network(_ rules: [Listener.Rule]?, otherwise: [Listener.Action] = [.fixedResponse(status: 404)])
    -> Network
  {
    world { t in
      t.shop(second: ["sg-shut"])
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      t.alb([.listen("HTTP:80", rules: rules, actions: otherwise)])
      t.webGroup(["i-1"])
      t.targetGroup("tg-shut", in: "vpc-a", "HTTP", 80, targets: ["i-2"])
    }
  }

  private static let answered = Expectation.blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb")

  private func matches(_ condition: Listener.Condition, _ request: String, _ isMatch: Bool) {
    expect(
      network([.rule(1, condition, then: .forward("tg"))]), "client -> alb-a1 \(request)",
      isMatch ? .reachable : Self.answered, "\(condition)")
  }

  @Test("host names")
  func hosts() {
    matches(.hostHeader(["*.example.com"]), "http://api.example.com/", true)
    matches(.hostHeader(["*.example.com"]), "http://a.b.example.com/", true)
    matches(.hostHeader(["*.example.com"]), "http://example.com/", false)
    matches(.hostHeader(["api?.example.com"]), "http://api1.example.com/", true)
    matches(.hostHeader(["api?.example.com"]), "http://api.example.com/", false)
    matches(.hostHeader(["a.example.com", "b.example.com"]), "http://b.example.com/", true)
  }

  @Test("paths")
  func paths() {
    matches(.pathPattern(["/img/*"]), "http://h.example/img/a/b.png", true)
    matches(.pathPattern(["/img/*"]), "http://h.example/img", false)
    matches(.pathPattern(["/img/*"]), "http://h.example/x?a=/img/b", false)
    matches(.pathPattern(["/v?/x"]), "http://h.example/v2/x?q=1", true)
    matches(.pathPattern(["/a.b"]), "http://h.example/aXb", false)
  }

  @Test("methods, headers and queries")
  func others() {
    matches(.httpRequestMethod(["POST", "PUT"]), "PUT http://h.example/", true)
    matches(.httpRequestMethod(["POST"]), "http://h.example/", false)
    let header = Listener.Condition.httpHeader(name: "X-Env", ["prod*"])
    matches(header, "http://h.example/ with x-env=production", true)
    matches(header, "http://h.example/ with X-Env=test", false)
    matches(header, "http://h.example/", false)
    let query = Listener.Condition.queryString([.init(key: "v", value: "2"), .init(key: nil, value: "beta")])
    matches(query, "http://h.example/?v=2", true)
    matches(query, "http://h.example/?x=beta", true)
    matches(query, "http://h.example/?v=1", false)
  }

  @Test("source addresses are those of the connection")
  func sources() throws {
    let clients = try #require(Prefix("10.0.21.0/24"))
    matches(.sourceIP([clients]), "http://h.example/", true)
    let others = try #require(Prefix("10.0.22.0/24"))
    matches(.sourceIP([others]), "http://h.example/ with X-Forwarded-For=10.0.22.1", false)
  }

  @Test("the lowest priority that matches decides, with all of its conditions")
  func order() {
    let rules: [Listener.Rule] = [
      .rule(10, .hostHeader(["h.example"]), .pathPattern(["/shut"]), then: .forward("tg-shut")),
      .rule(20, .hostHeader(["h.example"]), then: .forward("tg")),
      .rule(30, .pathPattern(["*"]), then: .forward("tg-shut")),
    ]
    let network = network(rules)
    let shut = Expectation.blocked("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 1, .ingress)
    expect(network, "client -> alb-a1 http://h.example/", .reachable)
    expect(network, "client -> alb-a1 http://h.example/shut", shut, symptom: .http(504))
    expect(network, "client -> alb-a1 http://other.example/", shut)
  }

  @Test("without a request every action that forwards is a way, and answers of the balancer are none")
  func plainConnection() {
    let rules: [Listener.Rule] = [
      .rule(1, .pathPattern(["/a"]), then: .forward("tg")), .rule(2, .pathPattern(["/b"]), then: .forward("tg-shut")),
    ]
    expect(
      network(rules), "client -> alb-a1 tcp/80",
      .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 1, .ingress)]))
    expect(network([rules[0]]), "client -> alb-a1 tcp/80", .reachable)
    #expect(ask(network([]), "client -> alb-a1 tcp/80").verdict == .unreachable, "nothing forwards")
  }

  @Test("a redirect sends the request elsewhere, and a demand to authenticate reaches no target")
  func otherActions() {
    let redirect = Listener.Action.redirect(
      status: 301, protocol: "HTTPS", host: nil, port: "443", path: nil, query: nil)
    let sent = ask(network([], otherwise: [redirect]), "client -> alb-a1 http://h.example/")
    #expect(sent.legs.map { $0.forward.last?.rule } == ["HTTP 301 to https://h.example:443/"], "\(sent.digest)")
    let outcome = ask(
      network([], otherwise: [.authenticate("authenticate-oidc"), .forward("tg")]), "client -> alb-a1 http://h.example/"
    )
    #expect(outcome.verdict != .reachable, "\(outcome.digest)")
  }

  @Test("a condition that is not known leaves the answer open where it could turn it")
  func unknownCondition() {
    let rules: [Listener.Rule] = [.rule(1, .other("geo-location"), then: .forward("tg-shut"))]
    let outcome = ask(network(rules, otherwise: [.forward("tg")]), "client -> alb-a1 http://h.example/")
    #expect(outcome.verdict == .undetermined, "\(outcome.digest)")
    let same: [Listener.Rule] = [.rule(1, .other("geo-location"), then: .forward("tg"))]
    expect(network(same, otherwise: [.forward("tg")]), "client -> alb-a1 http://h.example/", .reachable)
  }
}
