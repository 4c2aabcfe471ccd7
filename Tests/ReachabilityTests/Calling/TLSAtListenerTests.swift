import NetworkModel
import Reachability
import TestKit
import Testing

/// Calls by https and http that come to listeners.
@Suite("TLS at listeners")
struct TLSAtListenerTests {
  /// `shop.example.com` is the balancer: `alb`, `nlb` or `clb` with one listener, an instance behind it.
  private func network(
    _ listener: Listener, on balancer: String = "alb", group proto: String = "HTTP", port: UInt16 = 80,
    certificates: [Certificate] = [certificate("c", "shop.example.com")],
    _ change: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.shop()
      t.dns("vpc-a")
      let address =
        switch balancer {
        case "nlb": "10.0.1.5"
        case "clb": "10.0.1.7"
        default: "10.0.1.6"
        }
      switch balancer {
      case "nlb": t.nlb([listener])
      case "clb":
        t.classicLoadBalancer("clb", in: ["a1": "10.0.1.7"], listeners: [listener], instances: ["i-1"])
      default: t.alb([listener])
      }
      t.zone("zone", "example.com", in: ["vpc-a"], ["shop A \(address)", "other A \(address)"])
      t.targetGroup("tg", in: "vpc-a", proto, port, targets: ["i-1"], attributes: preserving(false))
      t.topology.certificates = certificates
      change(&t)
    }
  }

  private func ask(_ network: Network, _ url: String = "https://shop.example.com/") throws -> Answer {
    try network.answer(Query(from: "client", to: url))
  }

  private func expect(
    _ network: Network, url: String = "https://shop.example.com/", _ code: Code, at component: String, leg: Int = 1,
    symptom: String, _ location: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let answer = try ask(network, url)
    #expect(answer.verdict == .unreachable, "\(answer.summary)", sourceLocation: location)
    #expect(answer.blockers.map(\.code) == [code], sourceLocation: location)
    #expect(answer.blockers.map(\.component.id) == [component], sourceLocation: location)
    #expect(answer.blockers.map(\.leg) == [leg], sourceLocation: location)
    #expect(answer.symptom == symptom, sourceLocation: location)
    #expect(answer.fixes.first?.changes.first?.summary.contains("so that it lets") == false, sourceLocation: location)
  }

  private static let handshakeFails = "the TLS handshake fails"
  private static let certificateRefused = "the client refuses the certificate"
  private static let plaintext = "HTTP 400 from the server, or the connection is refused or reset"

  // MARK: The certificate

  @Test("a certificate that covers the name is evidence in the leg", arguments: ["alb", "nlb", "clb"])
  func good(balancer: String) throws {
    let word = ["alb": "HTTPS", "nlb": "TLS", "clb": "SSL"][balancer] ?? ""
    let answer = try ask(
      network(listener("\(word):443", "c"), on: balancer, group: balancer == "nlb" ? "TCP" : "HTTP"))
    #expect(answer.verdict == .reachable, "\(answer.summary) \(answer.blockers) \(answer.assumptions)")
    #expect(answer.assumptions.isEmpty, "\(answer.assumptions)")
    let rules = answer.legs[1].forward.filter { $0.component.id == balancer }.compactMap(\.rule)
    #expect(rules.contains("certificate c, which covers shop.example.com"), "\(rules)")
  }

  @Test("D-2: the default certificate is shown for a name that none covers")
  func mismatch() throws {
    let certificates = [
      TLSAtListenerTests.certificate("c", "shop.example.com"), TLSAtListenerTests.certificate("d", "d.com"),
    ]
    let network = network(listener("HTTPS:443", "d", "c"), certificates: certificates)
    #expect(try ask(network).verdict == .reachable)
    try expect(
      network, url: "https://other.example.com/", .tlsNameMismatch, at: "alb",
      symptom: TLSAtListenerTests.certificateRefused)
    #expect(try ask(network, "https://other.example.com/").blockers[0].near.map(\.component) == ["d", "c"])
    try expect(
      network, url: "https://10.0.1.6/", .tlsNameMismatch, at: "alb", leg: 0,
      symptom: TLSAtListenerTests.certificateRefused)
  }

  @Test("an expired certificate, and one of a private authority", arguments: ["EXPIRED", "PENDING_VALIDATION"])
  func expired(status: String) throws {
    try expect(
      network(
        listener("HTTPS:443", "c"),
        certificates: [TLSAtListenerTests.certificate("c", "shop.example.com", status: status)]),
      .tlsCertificateExpired, at: "alb", symptom: TLSAtListenerTests.certificateRefused)
  }

  @Test("what a client trusts decides on a private authority")
  func privateAuthority() throws {
    func network(_ trust: Bool?) -> Network {
      self.network(
        listener("HTTPS:443", "c"),
        certificates: [TLSAtListenerTests.certificate("c", "shop.example.com", type: "PRIVATE")]
      ) { $0.client(TLSAbilities(trustsPrivateAuthorities: trust)) }
    }
    #expect(try ask(network(true)).verdict == .reachable)
    #expect(try ask(network(nil)).verdict == .undetermined)
    try expect(network(false), .tlsUntrusted, at: "alb", symptom: TLSAtListenerTests.certificateRefused)
  }

  @Test("certificates that the input does not show")
  func unseen() throws {
    let named = try ask(network(listener("HTTPS:443", "arn:x"), certificates: []))
    #expect(named.verdict == .undetermined)
    #expect(named.assumptions.map(\.component) == ["arn:x"])
    let none = try ask(network(listener("HTTPS:443")))
    #expect(none.verdict == .reachable)
    #expect(none.assumptions.map(\.code) == ["X_TLS_NAME_MISMATCH"])
    var listed = listener("HTTPS:443", "c")
    listed.additionalCertificateArns = nil
    #expect(try ask(network(listed)).verdict == .reachable)
    #expect(try ask(network(listed), "https://other.example.com/").verdict == .undetermined)
  }

  // MARK: Versions and clients

  @Test("29: a client below the listener's policy, and one that is not")
  func versions() throws {
    func network(_ versions: ClosedRange<TLSVersion>, _ policy: String?) -> Network {
      self.network(listener("HTTPS:443", "c", policy: policy)) { $0.client(TLSAbilities(versions: versions)) }
    }
    try expect(
      network(.tls10 ... .tls11, "ELBSecurityPolicy-TLS13-1-2-2021-06"), .tlsVersion, at: "alb",
      symptom: TLSAtListenerTests.handshakeFails)
    try expect(
      network(.tls12 ... .tls12, "ELBSecurityPolicy-TLS13-1-3-2021-06"), .tlsVersion, at: "alb",
      symptom: TLSAtListenerTests.handshakeFails)
    #expect(try ask(network(.tls10 ... .tls11, "ELBSecurityPolicy-2016-08")).verdict == .reachable)
    #expect(try ask(network(.tls10 ... .tls11, nil)).verdict == .undetermined)
    #expect(try ask(network(.tls12 ... .tls13, nil)).verdict == .reachable)
  }

  @Test("mutual TLS: verify refuses a client without a certificate, passthrough and off do not")
  func mutual() throws {
    func network(_ mode: String, shows: Bool = false) -> Network {
      self.network(listener("HTTPS:443", "c", mutual: mode)) { $0.client(TLSAbilities(showsCertificate: shows)) }
    }
    try expect(network("verify"), .tlsClientCertificate, at: "alb", symptom: TLSAtListenerTests.handshakeFails)
    for open in [network("verify", shows: true), network("passthrough"), network("off")] {
      #expect(try ask(open).verdict == .reachable)
    }
  }

  // MARK: TLS and none

  @Test("http to a listener of TLS, https to one without", arguments: ["alb", "nlb", "clb"])
  func plaintext(balancer: String) throws {
    let word = ["alb": "HTTPS", "nlb": "TLS", "clb": "SSL"][balancer] ?? ""
    let group = balancer == "nlb" ? "TCP" : "HTTP"
    try expect(
      network(listener("\(word):443", "c"), on: balancer, group: group), url: "http://shop.example.com:443/",
      .tlsPlaintext, at: balancer, symptom: TLSAtListenerTests.plaintext)
    if balancer == "nlb" { return }
    let plain = balancer == "clb" ? Listener.classic("HTTP:443", "HTTP:80") : Listener.listen("HTTP:443", to: "tg")
    try expect(
      network(plain, on: balancer), .tlsPlaintext, at: balancer, symptom: TLSAtListenerTests.handshakeFails)
    #expect(try ask(network(plain, on: balancer), "http://shop.example.com:443/").verdict == .reachable)
  }

  @Test("a listener of TCP hands TLS to the target, which answers it")
  func passthrough() throws {
    func network(_ spoken: SpokenProtocol?) -> Network {
      self.network(.listen("TCP:443", to: "tg"), on: "nlb", group: "TCP", port: 443) { $0.speaks("e-i1", 443, spoken) }
    }
    #expect(try ask(network(.tls(certificateId: "c"))).verdict == .reachable)
    try expect(network(.plaintext), .tlsPlaintext, at: "i-1", leg: 2, symptom: TLSAtListenerTests.handshakeFails)
    #expect(try ask(network(.plaintext), "http://shop.example.com:443/").verdict == .reachable)
    try expect(
      network(.tls(certificateId: "c")), url: "https://other.example.com/", .tlsNameMismatch, at: "i-1", leg: 2,
      symptom: TLSAtListenerTests.certificateRefused)
    let unknown = try ask(network(nil))
    #expect(unknown.verdict == .reachable)
    #expect(unknown.assumptions.map { "\($0.code) \($0.component)" } == ["X_TLS_NAME_MISMATCH i-1"])
  }

  @Test("D-3: nobody looks at the certificate of a target")
  func target() throws {
    let own = TLSAtListenerTests.certificate("own", "localhost", status: "EXPIRED", type: "PRIVATE")
    let answer = try ask(
      network(
        listener("HTTPS:443", "c"), group: "HTTPS", port: 443,
        certificates: [TLSAtListenerTests.certificate("c", "shop.example.com"), own]
      ) { $0.speaks("e-i1", 443, .tls(certificateId: "own")) })
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.assumptions.isEmpty, "\(answer.assumptions)")
  }

  @Test("71: what the load balancer speaks to its target has to be what that speaks")
  func backend() throws {
    func network(
      _ front: String, _ balancer: String, _ group: String, _ spoken: SpokenProtocol
    ) -> Network {
      self.network(listener(front, "c"), on: balancer, group: group, port: 443) { $0.speaks("e-i1", 443, spoken) }
    }
    let tls = SpokenProtocol.tls(certificateId: nil)
    try expect(
      network("HTTPS:443", "alb", "HTTPS", .plaintext), .tlsPlaintext, at: "i-1", leg: 2,
      symptom: "HTTP 502 from the load balancer")
    try expect(
      network("HTTPS:443", "alb", "HTTP", tls), .tlsPlaintext, at: "i-1", leg: 2,
      symptom: "HTTP 400 from the server or HTTP 502 from the load balancer")
    try expect(
      network("TLS:443", "nlb", "TLS", .plaintext), .tlsPlaintext, at: "i-1", leg: 2,
      symptom: "the connection is refused or reset")
    try expect(
      network("TLS:443", "nlb", "TCP", tls), .tlsPlaintext, at: "i-1", leg: 2, symptom: TLSAtListenerTests.plaintext)
    #expect(try ask(network("HTTPS:443", "alb", "HTTPS", tls)).verdict == .reachable)
    #expect(try ask(network("TLS:443", "nlb", "TLS", tls)).verdict == .reachable)
    #expect(try ask(network("TLS:443", "nlb", "TCP", .plaintext)).verdict == .reachable)
  }

  @Test("32, MR-3: TLS to TCP on port 443 of API Gateway's endpoint")
  func endpoint() throws {
    func network(_ group: String) -> Network {
      self.network(listener("TLS:443", "c"), on: "nlb", group: "TCP") { t in
        t.interfaceEndpoint(
          "vpce-api", in: ["t1": "10.0.11.20"], service: "com.amazonaws.eu-west-1.execute-api")
        t.topology.targetGroups = []
        t.targetGroup(
          "tg", in: "vpc-a", type: "ip", group, 443, targets: ["10.0.11.20"], attributes: preserving(false))
      }
    }
    let wrong = try ask(network("TCP"))
    #expect(wrong.blockers.contains { $0.code == .tlsPlaintext && $0.component.id == "tg" && $0.leg == 2 })
    #expect(wrong.symptom == "the connection is refused or reset")
    #expect(!(try ask(network("TLS")).blockers.contains { $0.code == .tlsPlaintext }))
  }

  @Test("a client that asks a host directly")
  func direct() throws {
    func network(_ spoken: SpokenProtocol) -> Network {
      self.network(listener("HTTPS:443", "c")) { t in
        t.speaks("e-i1", 443, spoken)
        t.topology.hostedZones = []
        t.zone("zone", "example.com", in: ["vpc-a"], ["shop A 10.0.11.10"])
      }
    }
    try expect(network(.plaintext), .tlsPlaintext, at: "i-1", symptom: TLSAtListenerTests.handshakeFails)
    try expect(
      network(.tls(certificateId: nil)), url: "http://shop.example.com:443/", .tlsPlaintext, at: "i-1",
      symptom: TLSAtListenerTests.plaintext)
    #expect(try ask(network(.tls(certificateId: "c"))).assumptions.isEmpty)
    let old = try ask(
      self.network(.listen("TCP:443", to: "tg"), on: "nlb", group: "TCP", port: 443) {
        $0.speaks("e-i1", 443, .tls(certificateId: "c"))
        $0.client(TLSAbilities(versions: .tls12 ... .tls12))
      })
    #expect(old.verdict == .reachable)
    #expect(old.assumptions.map(\.code) == ["X_TLS_VERSION"], "\(old.assumptions)")
  }

  @Test("where no listener takes the port, nobody shows a certificate", arguments: ["alb", "nlb", "clb"])
  func noListener(_ balancer: String) throws {
    let network = network(balancer == "clb" ? listener("SSL:8443", "c") : .listen("TCP:8443", to: "tg"), on: balancer)
    let answer = try ask(network)
    #expect(answer.verdict == .unreachable)
    #expect(answer.assumptions.filter { $0.code == "X_TLS_NAME_MISMATCH" }.isEmpty, "\(answer.assumptions)")
    let direct = self.network(listener("HTTPS:443", "c")) { t in
      t.topology.hostedZones = []
      t.zone("zone", "example.com", in: ["vpc-a"], ["shop A 10.0.11.10"])
    }
    #expect(try ask(direct).assumptions.map(\.code) == ["X_TLS_NAME_MISMATCH"], "a host's is not in the input")
  }

  // MARK: What is there

  static func certificate(
    _ id: String, _ names: String..., status: String = "ISSUED", type: String = "AMAZON_ISSUED"
  ) -> Certificate {
    Certificate(
      Identity(id, name: id, account: "111111111111", region: "eu-west-1"), names: names, status: status, type: type)
  }

  /// A listener with certificates, the default one first.
  private func listener(
    _ what: String, _ certificates: String..., policy: String? = "ELBSecurityPolicy-TLS13-1-2-2021-06",
    mutual: String = "off"
  ) -> Listener {
    var listener = what.hasPrefix("SSL") ? Listener.classic(what, "TCP:80") : Listener.listen(what, to: "tg")
    listener.certificateArn = certificates.first
    listener.additionalCertificateArns = Array(certificates.dropFirst())
    listener.sslPolicy = policy
    listener.mutualAuthentication = mutual
    return listener
  }
}

extension TopologyBuilder {
  /// What the clients on `client` can do.
  fileprivate mutating func client(_ abilities: TLSAbilities) {
    for index in topology.networkInterfaces.indices where topology.networkInterfaces[index].id == "client" {
      topology.networkInterfaces[index].tlsAbilities = abilities
    }
  }

  fileprivate mutating func speaks(_ interface: String, _ port: UInt16, _ spoken: SpokenProtocol?) {
    for index in topology.networkInterfaces.indices where topology.networkInterfaces[index].id == interface {
      topology.networkInterfaces[index].spokenProtocols[port] = spoken
    }
  }
}
