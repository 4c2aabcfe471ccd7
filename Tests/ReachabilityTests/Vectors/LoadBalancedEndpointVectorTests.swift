import NetworkModel
import Reachability
import TestKit
import Testing

/// The vectors of an Application Load Balancer in front of the interface endpoint of a private API.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
@Suite("Vectors: load-balanced endpoints")
struct LoadBalancedEndpointVectorTests {
  /// `alb` before the interfaces 10.0.11.20 and 10.0.12.20 of `vpce-api`.
  private func network(_ targets: [String], healthCheck path: String, admits client: String = "sg-alb") -> Network {
    world { t in
      t.shop()
      t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 443 from 0.0.0.0/0"])
      t.securityGroup("sg-vpce", in: "vpc-a", ingress: ["tcp 443 from \(client)"])
      t.interfaceEndpoint(
        "vpce-api", in: ["t1": "10.0.11.20", "t2": "10.0.12.20"], service: "com.amazonaws.us-east-1.execute-api",
        groups: ["sg-vpce"])
      t.alb([.listen("HTTPS:443", to: "tg")], groups: ["sg-alb"])
      t.webGroup(
        targets.map { "\($0):443/unknown" }, type: "ip", "HTTPS", 443,
        healthCheck: HealthCheck(protocol: "HTTPS", path: path, matcher: "200"))
    }
  }

  @Test("C2a-1: API Gateway answers a check of `/` with 403, so every target is unhealthy and asked all the same")
  func wrongPath() {
    let outcome = expect(
      network(["10.0.11.20", "10.0.12.20"], healthCheck: "/"), "client -> alb-a1 tcp/443", .reachable)
    #expect(
      outcome.assumptions.contains { !$0.decides && $0.message.contains("health check") }, "\(outcome.digest)")
  }

  /// What API Gateway makes of the host name is the API's question; the network is settled here.
  @Test("C2a-2: with `/ping` the targets are healthy, and the way to the endpoint is open")
  func ping() {
    let open = expect(
      network(["10.0.11.20", "10.0.12.20"], healthCheck: "/ping"), "client -> alb-a1 tcp/443", .reachable)
    #expect(!open.assumptions.contains { $0.message.contains("health check") }, "\(open.digest)")
    let closed = network(["10.0.11.20", "10.0.12.20"], healthCheck: "/ping", admits: "10.9.0.0/16")
    expect(
      closed, "client -> alb-a1 tcp/443", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-vpce", leg: 1, .ingress),
      symptom: .http(504))
  }

  @Test("C2a-3: a target that is no interface of the endpoint any more gets nothing")
  func oneStale() {
    let outcome = expect(
      network(["10.0.11.20", "10.0.12.99"], healthCheck: "/ping"), "client -> alb-a1 tcp/443", .reachable)
    #expect(outcome.assumes("X_NO_SUCH_HOST"), "\(outcome.digest)")
  }

  @Test("C2a-4: where all targets are stale they are asked all the same, in vain")
  func allStale() {
    let outcome = ask(network(["10.0.11.98", "10.0.12.99"], healthCheck: "/ping"), "client -> alb-a1 tcp/443")
    #expect(outcome.verdict == .unreachable, "\(outcome.digest)")
    #expect(Set(outcome.blockers.map(\.code)) == [.noSuchHost])
    #expect(Set(outcome.blockers.map(\.leg)) == [1])
    #expect(outcome.symptom == Symptom.http(504).text)
  }
}
