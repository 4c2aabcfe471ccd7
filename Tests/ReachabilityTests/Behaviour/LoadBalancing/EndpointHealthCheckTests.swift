import NetworkModel
import Reachability
import TestKit
import Testing

/// Health checks of an `execute-api` endpoint, which answers them at `/ping` (AG MR-4, DEC-7).
@Suite("Behaviour: health checks of API Gateway's endpoint")
struct EndpointHealthCheckTests {
  /// `nlb` before `vpce-api`, whose health only the check tells.
  private func network(_ check: HealthCheck, service: String = "execute-api") -> Network {
    world { t in
      t.shop()
      t.interfaceEndpoint(
        "vpce-api", in: ["t1": "10.0.11.20"], service: "com.amazonaws.us-east-1.\(service)")
      t.nlb([.listen("TCP:443", to: "tg")])
      t.targetGroup(
        "tg", in: "vpc-a", type: "ip", "TCP", 443, targets: ["10.0.11.20"], attributes: preserving(false),
        healthCheck: check)
    }
  }

  /// What is said of the check, if it cannot pass.
  private func complaint(_ check: HealthCheck, service: String = "execute-api") -> String? {
    let outcome = expect(network(check, service: service), "client -> nlb-a1 tcp/443", .reachable)
    return outcome.assumptions.first { $0.message.contains("health check cannot pass") }?.message
  }

  @Test("HTTPS at `/ping` or `/sping`, and TCP, pass", arguments: ["/ping", "/sping", "/ping?x=1"])
  func passes(_ path: String) {
    #expect(complaint(HealthCheck(protocol: "HTTPS", path: path)) == nil)
    #expect(complaint(HealthCheck(protocol: "TCP")) == nil)
  }

  @Test("every other path is answered with 403", arguments: ["/", "/ping/", "/health", "/prod/ping", nil])
  func forbidden(_ path: String?) {
    let message = complaint(HealthCheck(protocol: "HTTPS", path: path, matcher: "200-399"))
    #expect(message?.contains("API Gateway answers 403") == true, "\(message ?? "nothing")")
    #expect(message?.contains("`/ping`") == true)
    #expect(complaint(HealthCheck(protocol: "HTTPS", path: path, matcher: "200-499")) == nil, "403 counts as healthy")
  }

  @Test("plain HTTP meets TLS, whatever its path")
  func plainText() {
    #expect(complaint(HealthCheck(protocol: "HTTP", path: "/ping"))?.contains("speaks TLS") == true)
  }

  @Test("what other services answer is not known")
  func others() {
    #expect(complaint(HealthCheck(protocol: "HTTPS", path: "/"), service: "logs") == nil)
  }
}
