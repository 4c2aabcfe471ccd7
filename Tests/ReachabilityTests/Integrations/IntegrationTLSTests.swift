import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// TLS between API Gateway and a backend behind a VPC link (AG 6.2, PI-6, PI-8, PI-10, D-4, rows 70 and 71).
@Suite("TLS to backends")
struct IntegrationTLSTests {
  static let policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  /// What a test changes of the API `orders`, which asks `https://backend.example/` over a link V1 to `nlb` and `i-1`.
  struct Change {
    var listener = "TLS"
    var policy: String? = IntegrationTLSTests.policy
    var group = "TCP"
    /// What `i-1` speaks.
    var speaks: SpokenProtocol? = nil
    var integration = APIIntegration.link("link", "https://backend.example/")
    /// Of the certificate.
    var names = ["backend.example"]
    var status = "ISSUED"
    var type = "AMAZON_ISSUED"
  }

  private func network(_ write: (inout Change) -> Void = { _ in }) -> Network {
    var change = Change()
    write(&change)
    var builder = TopologyBuilder()
    builder.shop()
    var listener = Listener.listen("\(change.listener):443", to: "tg")
    if change.listener == "TLS" {
      listener.certificateArn = "cert"
      listener.sslPolicy = change.policy
    }
    builder.nlb([listener])
    builder.targetGroup("tg", in: "vpc-a", change.group, 8443, targets: ["i-1"], attributes: preserving(false))
    builder.certificate("cert", change.names[0], status: change.status, type: change.type)
    builder.vpcLink("link", to: "nlb")
    builder.restAPI("orders", ["GET /x": change.integration])
    var topology = builder.build()
    if let speaks = change.speaks {
      let target = topology.networkInterfaces.firstIndex { $0.id == "e-i1" }!
      topology.networkInterfaces[target].spokenProtocols[8443] = speaks
    }
    return Network(topology)
  }

  private static let plainURL = APIIntegration.link("link", "http://backend.example:443/")

  @Test("6.2, https: the listener ends TLS with its certificate, whatever the target speaks, or passes it on")
  func https() {
    let open = expectIntegration(network(), .reachable)
    #expect(open.legs[1].forward.contains { $0.rule == "certificate cert, which covers backend.example" })
    expectIntegration(network { $0.speaks = .plaintext }, .reachable)
    expectIntegration(
      network {
        $0.group = "TLS"
        $0.speaks = .tls(certificateId: nil)
      }, .reachable)
    expectIntegration(
      network {
        $0.listener = "TCP"
        $0.speaks = .tls(certificateId: "cert")
      }, .reachable)
    expectIntegration(
      network {
        $0.listener = "TCP"
        $0.speaks = .plaintext
      }, .blocked("X_TLS_PLAINTEXT", at: "i-1", leg: 2), symptom: "HTTP 500 from API Gateway")
    expectIntegration(
      network {
        $0.group = "TLS"
        $0.speaks = .plaintext
      }, .blocked("X_TLS_PLAINTEXT", at: "i-1", leg: 2), symptom: "HTTP 500 or 504 from API Gateway")
  }

  @Test("6.2, 71: http to a listener of TLS, and to one that passes it on")
  func http() {
    expectIntegration(
      network { $0.integration = Self.plainURL }, .blocked("X_TLS_PLAINTEXT", at: "nlb", leg: 1),
      symptom: "HTTP 400 from the server or HTTP 500 from API Gateway")
    expectIntegration(
      network {
        $0.integration = Self.plainURL
        $0.listener = "TCP"
        $0.speaks = .plaintext
      }, .reachable)
  }

  @Test("70: the certificate has to cover the URL's host, be issued and valid, and come from a public authority")
  func certificate() {
    let symptom = "HTTP 500 from API Gateway"
    expectIntegration(
      network { $0.names = ["other.example"] }, .blocked("X_TLS_NAME_MISMATCH", at: "nlb", leg: 1), symptom: symptom)
    expectIntegration(network { $0.names = ["*.example"] }, .reachable)
    expectIntegration(
      network { $0.status = "EXPIRED" }, .blocked("X_TLS_CERTIFICATE_EXPIRED", at: "nlb", leg: 1), symptom: symptom)
    expectIntegration(
      network { $0.type = "PRIVATE" }, .blocked("X_TLS_UNTRUSTED", at: "nlb", leg: 1), symptom: symptom)
    expectIntegration(
      network {
        $0.listener = "TCP"
        $0.speaks = .tls(certificateId: "cert")
        $0.names = ["other.example"]
      }, .blocked("X_TLS_NAME_MISMATCH", at: "i-1", leg: 2), symptom: symptom)
  }

  @Test("D-4, PI-8: insecureSkipVerification lets any authority pass, an expired certificate or another name not")
  func skipped() {
    func network(_ write: (inout Change) -> Void) -> Network {
      self.network {
        $0.integration.skipsCertificateAuthority = true
        write(&$0)
      }
    }
    expectIntegration(network { $0.type = "PRIVATE" }, .reachable)
    expectIntegration(
      network { $0.status = "EXPIRED" }, .blocked("X_TLS_CERTIFICATE_EXPIRED", at: "nlb", leg: 1))
    expectIntegration(network { $0.names = ["other.example"] }, .blocked("X_TLS_NAME_MISMATCH", at: "nlb", leg: 1))
  }

  @Test("70, PI-10: API Gateway speaks TLS 1.2 and nothing newer")
  func versions() {
    expectIntegration(
      network { $0.policy = "ELBSecurityPolicy-TLS13-1-3-2021-06" }, .blocked("X_TLS_VERSION", at: "nlb", leg: 1),
      symptom: "HTTP 500 from API Gateway")
    // Every policy that AWS takes by itself accepts 1.2.
    expectIntegration(network { $0.policy = nil }, .reachable)
  }

  @Test("an HTTP API speaks TLS where it is told a name, which is then the one to be covered")
  func httpAPI() {
    func network(_ name: String?) -> Network {
      world { t in
        t.shop()
        var listener = Listener.listen("HTTPS:443", to: "tg")
        listener.certificateArn = "cert"
        listener.sslPolicy = Self.policy
        t.alb([listener])
        t.webGroup(["i-1"])
        t.certificate("cert", "backend.example")
        t.vpcLink("link", in: ["a1": "10.0.1.7"])
        t.httpAPI("orders", ["GET /x": .link("link", "listener-443").with { $0.serverNameToVerify = name }])
      }
    }
    expectIntegration(network("backend.example"), .reachable)
    expectIntegration(
      network("other.example"), .blocked("X_TLS_NAME_MISMATCH", at: "alb", leg: 1),
      symptom: "HTTP 500 or 503 from API Gateway")
    expectIntegration(
      network(nil), .blocked("X_TLS_PLAINTEXT", at: "alb", leg: 1),
      symptom: "HTTP 400 from the server or HTTP 500 or 503 from API Gateway")
  }
}
