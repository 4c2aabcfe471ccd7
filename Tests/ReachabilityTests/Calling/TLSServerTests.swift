import NetworkModel
import Testing

@testable import Reachability

@Suite("TLS: what a client makes of what answers")
struct TLSServerTests {
  private func certificate(
    _ id: String, _ names: [String], hasAllNames: Bool = true, status: String = "ISSUED", type: String = "AMAZON_ISSUED"
  ) -> ShownCertificate {
    ShownCertificate(
      Certificate(
        Identity(id, name: id, account: "111111111111", region: "eu-west-1"), names: names, hasAllNames: hasAllNames,
        status: status, type: type))
  }

  private func server(
    _ standard: ShownCertificate?, _ others: [ShownCertificate] = [],
    versions: ClosedRange<TLSVersion>? = .tls12 ... .tls13
  ) -> TLSServer {
    TLSServer(standard: standard, others: others, versions: versions, name: "listener HTTPS:443")
  }

  private func codes(_ handshake: TLSHandshake) -> [Code] { handshake.refusals.map(\.code) }

  @Test("D-1: a wildcard covers one label")
  func wildcard() {
    let server = server(certificate("wild", ["*.example.com"]))
    let good = server.shakeHands(with: TLSClient(), serverName: "a.example.com")
    #expect(good.refusals.isEmpty && good.doubts.isEmpty)
    #expect(good.evidence == "certificate wild, which covers a.example.com")
    for name in ["example.com", "a.b.example.com"] {
      let bad = server.shakeHands(with: TLSClient(), serverName: name)
      #expect(codes(bad) == [.tlsNameMismatch])
      #expect(bad.evidence == nil)
      #expect(bad.refusals[0].near.map(\.rule) == ["*.example.com"])
      #expect(bad.refusals[0].symptom == "the client refuses the certificate")
    }
  }

  @Test("D-2: the default certificate is shown where none has the name, and without one")
  func choice() {
    let server = server(certificate("x", ["x.com"]), [certificate("y", ["y.com"])])
    #expect(server.shakeHands(with: TLSClient(), serverName: "y.com").evidence == "certificate y, which covers y.com")
    let other = server.shakeHands(with: TLSClient(), serverName: "z.com")
    #expect(other.refusals.map(\.message) == ["listener HTTPS:443 shows certificate x, which does not cover z.com"])
    #expect(other.refusals[0].near.map(\.component) == ["x", "y"])
    let nameless = server.shakeHands(with: TLSClient(), serverName: nil)
    #expect(codes(nameless) == [.tlsNameMismatch])
    #expect(nameless.refusals[0].near.map(\.component) == ["x"])
    let named = server.shakeHands(with: TLSClient(verifiedName: "x.com"), serverName: nil)
    #expect(named.evidence == "certificate x, which covers x.com")
  }

  @Test("D-3: a load balancer looks at nothing its target shows")
  func backend() {
    let server = server(certificate("own", ["localhost"], status: "EXPIRED", type: "PRIVATE"))
    let handshake = server.shakeHands(with: TLSClient(verification: .none), serverName: nil)
    #expect(handshake == TLSHandshake())
  }

  @Test("D-4: whoever takes any authority still looks at the date and the name")
  func anyAuthority() {
    let client = TLSClient(versions: .tls12 ... .tls12, verification: .anyAuthority)
    let expired = server(certificate("old", ["b.corp"], status: "EXPIRED", type: "PRIVATE"))
    #expect(codes(expired.shakeHands(with: client, serverName: "b.corp")) == [.tlsCertificateExpired])
    let good = server(certificate("own", ["b.corp"], type: "PRIVATE"))
    #expect(good.shakeHands(with: client, serverName: "b.corp").refusals.isEmpty)
    #expect(codes(good.shakeHands(with: client, serverName: "c.corp")) == [.tlsNameMismatch])
    #expect(codes(good.shakeHands(with: TLSClient(), serverName: "b.corp")) == [.tlsUntrusted])
  }

  @Test(
    "D-5, D-6: AWS's certificate covers AWS's names, not one's own",
    arguments: [
      ("a1b2.execute-api.eu-west-1.amazonaws.com", true),
      ("a1b2-vpce-0abc.execute-api.eu-west-1.amazonaws.com", true),
      ("vpce-0abc-xyz.execute-api.eu-west-1.vpce.amazonaws.com", true),
      ("a1b2.execute-api.us-east-1.amazonaws.com", false), ("api.corp", false),
    ])
  func executeAPI(name: String, isGood: Bool) {
    let server = server(ShownCertificate(executeAPIOf: "eu-west-1"))
    #expect(server.shakeHands(with: TLSClient(), serverName: name).refusals.isEmpty == isGood)
  }

  @Test("a certificate that is not issued, or revoked")
  func status() {
    func handshake(_ status: String) -> TLSHandshake {
      server(certificate("c", ["c.com"], status: status)).shakeHands(with: TLSClient(), serverName: "c.com")
    }
    #expect(codes(handshake("ISSUED")).isEmpty)
    #expect(handshake("EXPIRED").refusals.map(\.message) == ["certificate c has expired"])
    #expect(
      handshake("PENDING_VALIDATION").refusals.map(\.message) == [
        "certificate c is not issued: it is PENDING_VALIDATION"
      ])
    #expect(handshake("REVOKED").doubts.map(\.decides) == [true])
  }

  @Test("of several that have the name, one that is good is shown")
  func best() {
    let server = server(
      certificate("old", ["c.com"], status: "EXPIRED"), [certificate("new", ["c.com"])])
    #expect(server.shakeHands(with: TLSClient(), serverName: "c.com").evidence == "certificate new, which covers c.com")
  }

  @Test("an authority that is not public: what the client trusts decides")
  func authority() {
    func doubts(_ type: String, _ verification: TLSClient.Verification) -> [Bool] {
      server(certificate("c", ["c.com"], type: type))
        .shakeHands(with: TLSClient(verification: verification), serverName: "c.com").doubts.map(\.decides)
    }
    #expect(doubts("AMAZON_ISSUED", .full) == [])
    #expect(doubts("IMPORTED", .full) == [false])
    #expect(doubts("PRIVATE", .ownAuthorities) == [true])
    #expect(doubts("PRIVATE", .anyAuthority) == [])
  }

  @Test("versions that have nothing in common, and versions that nobody shows")
  func versions() {
    let certificate = certificate("c", ["c.com"])
    func handshake(_ versions: ClosedRange<TLSVersion>?, _ client: ClosedRange<TLSVersion>) -> TLSHandshake {
      server(certificate, versions: versions).shakeHands(with: TLSClient(versions: client), serverName: "c.com")
    }
    #expect(
      handshake(.tls12 ... .tls13, .tls10 ... .tls11).refusals.map(\.message) == [
        "listener HTTPS:443 accepts TLS 1.2 and 1.3, and the client speaks TLS 1.0 and 1.1"
      ])
    #expect(codes(handshake(.tls13 ... .tls13, .tls12 ... .tls12)) == [.tlsVersion])
    #expect(handshake(.tls10 ... .tls12, .tls12 ... .tls13).refusals.isEmpty)
    #expect(handshake(nil, .tls12 ... .tls13).doubts.isEmpty)
    #expect(handshake(nil, .tls12 ... .tls12).doubts.map(\.decides) == [false])
    #expect(handshake(nil, .tls10 ... .tls11).doubts.map(\.decides) == [true])
  }

  @Test("mutual TLS: a client without a certificate is refused")
  func mutual() {
    var server = server(certificate("c", ["c.com"]))
    #expect(server.shakeHands(with: TLSClient(), serverName: "c.com").refusals.isEmpty)
    server.verifiesClients = true
    #expect(codes(server.shakeHands(with: TLSClient(), serverName: "c.com")) == [.tlsClientCertificate])
    let shown = server.shakeHands(with: TLSClient(showsCertificate: true), serverName: "c.com")
    #expect(shown.refusals.isEmpty && shown.doubts.map(\.decides) == [false])
  }

  @Test("what the input does not show of certificates decides where it could be the one")
  func unseen() {
    let known = certificate("c", ["c.com"])
    let hidden = server(ShownCertificate(unseen: "arn:aws:acm:eu-west-1:111111111111:certificate/x"))
    #expect(hidden.shakeHands(with: TLSClient(), serverName: "c.com").doubts.map(\.decides) == [true])
    let partly = server(certificate("p", ["a.com"], hasAllNames: false))
    #expect(partly.shakeHands(with: TLSClient(), serverName: "a.com").doubts.isEmpty)
    #expect(partly.shakeHands(with: TLSClient(), serverName: "c.com").doubts.map(\.component) == ["p"])
    var listed = server(known)
    listed.hasAllOthers = false
    #expect(listed.shakeHands(with: TLSClient(), serverName: "c.com").doubts.isEmpty)
    #expect(listed.shakeHands(with: TLSClient(), serverName: "d.com").doubts.map(\.decides) == [true])
    let nobody = server(nil).shakeHands(with: TLSClient(), serverName: "c.com")
    #expect(nobody.refusals.isEmpty && nobody.doubts.map(\.decides) == [false])
  }
}
