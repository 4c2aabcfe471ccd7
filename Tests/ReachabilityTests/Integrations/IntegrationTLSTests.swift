import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// API Gateway as the one who opens TLS to a backend: it speaks TLS 1.2, and looks at the certificate (AG 6.2, PI-8,
/// PI-10, rows 70 and 71).
@Suite("integrations over TLS")
struct IntegrationTLSTests {
  /// The API `orders` over a V1 link to `nlb`, whose listener on 443 leads to `i-1` on port 443.
  private func network(
    _ listener: String = "TLS:443", to group: String = "TCP", uri: String = "https://b.corp.example/",
    status: String = "ISSUED", type: String = "AMAZON_ISSUED", policy: String = "ELBSecurityPolicy-TLS13-1-2-2021-06",
    speaks spoken: SpokenProtocol? = nil, skipsAuthority: Bool = false
  ) -> Network {
    world { t in
      t.shop()
      var own = Listener.listen(listener, to: "tg")
      if listener.hasPrefix("TLS") {
        own.certificateArn = "c"
        own.sslPolicy = policy
      }
      t.nlb([own])
      t.targetGroup("tg", in: "vpc-a", group, 443, targets: ["i-1"], attributes: preserving(false))
      t.certificate("c", "b.corp.example", status: status, type: type)
      t.vpcLink("link", to: "nlb")
      var integration = APIIntegration.link("link", uri)
      integration.skipsCertificateAuthority = skipsAuthority
      t.restAPI("orders", .regional, ["GET /x": integration])
      for index in t.topology.networkInterfaces.indices where t.topology.networkInterfaces[index].id == "e-i1" {
        t.topology.networkInterfaces[index].spokenProtocols[443] = spoken
      }
    }
  }

  private static let refused = "HTTP 500 from API Gateway"

  @Test("a certificate of the listener that covers the name of the `uri`")
  func good() {
    let outcome = expectIntegration(network(speaks: .plaintext), .reachable)
    #expect(outcome.assumptions.filter { $0.code.hasPrefix("X_TLS") } == [], "\(outcome.digest)")
    let rules = outcome.legs.flatMap(\.forward).compactMap(\.rule)
    #expect(rules.contains("certificate c covers b.corp.example"), "\(rules)")
  }

  @Test("D-4: without a look at the authority the date is looked at all the same")
  func expired() {
    expectIntegration(
      network(status: "EXPIRED", skipsAuthority: true), .blocked("X_TLS_CERTIFICATE_EXPIRED", at: "nlb", leg: 1),
      symptom: IntegrationTLSTests.refused)
    expectIntegration(network(skipsAuthority: true), .reachable)
  }

  @Test("70: a name that the certificate does not cover, an authority that is not public, a policy of TLS 1.3 alone")
  func refused() {
    expectIntegration(
      network(uri: "https://other.example/"), .blocked("X_TLS_NAME_MISMATCH", at: "nlb", leg: 1),
      symptom: IntegrationTLSTests.refused)
    expectIntegration(
      network(type: "PRIVATE"), .blocked("X_TLS_UNTRUSTED", at: "nlb", leg: 1), symptom: IntegrationTLSTests.refused)
    expectIntegration(network(type: "PRIVATE", skipsAuthority: true), .reachable)
    expectIntegration(
      network(policy: "ELBSecurityPolicy-TLS13-1-3-2021-06"), .blocked("X_TLS_VERSION", at: "nlb", leg: 1),
      symptom: IntegrationTLSTests.refused)
  }

  @Test("71: the table of 6.2, scheme by listener by what the application speaks")
  func table() {
    let tls = SpokenProtocol.tls(certificateId: "c")
    let http = "http://b.corp.example:443/"
    expectIntegration(network("TCP:443", uri: http, speaks: .plaintext), .reachable)
    expectIntegration(
      network(uri: http, speaks: .plaintext), .blocked("X_TLS_PLAINTEXT", at: "nlb", leg: 1))
    expectIntegration(network("TCP:443", speaks: tls), .reachable)
    expectIntegration(
      network("TCP:443", speaks: .plaintext), .blocked("X_TLS_PLAINTEXT", at: "i-1", leg: 2),
      symptom: IntegrationTLSTests.refused)
    expectIntegration(network("TLS:443", to: "TCP", speaks: .plaintext), .reachable)
    expectIntegration(network("TLS:443", to: "TLS", speaks: tls), .reachable)
    expectIntegration(
      network("TLS:443", to: "TCP", speaks: tls), .blocked("X_TLS_PLAINTEXT", at: "i-1", leg: 2))
  }
}
