import NetworkModel

// What somebody who opens a TLS connection makes of what answers (names-and-load-balancers D).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
// https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html

/// What answers a TLS handshake: its certificates, its versions, and whether it asks the client for a certificate.
struct TLSServer: Sendable {
  /// The one that is shown where no other has the name that is asked for; nil where nobody knows what is shown.
  var standard: ShownCertificate?
  var others: [ShownCertificate] = []
  /// Whether `others` is all of them.
  var hasAllOthers = true
  /// Nil where the input does not show them.
  var versions: ClosedRange<TLSVersion>?
  /// Whether nothing of AWS says its versions: a process's own, which are taken to be the client's (DEC-12).
  var isProcess = false
  /// Whether it asks the client for a certificate and checks that against a trust store.
  var verifiesClients = false
  /// Who it is, for people: `listener HTTPS:443`.
  var name: String
}

/// What came of a TLS handshake.
struct TLSHandshake: Sendable, Hashable {
  struct Refusal: Sendable, Hashable {
    var code: Code
    var message: String
    var near: [NearMiss] = []
    /// What the one who opens the connection sees.
    var symptom: String
  }

  struct Doubt: Sendable, Hashable {
    var code: Code
    /// The certificate that it is about; nil for the server itself.
    var component: String?
    var message: String
    var decides: Bool
  }

  var refusals: [Refusal] = []
  var doubts: [Doubt] = []
  /// What was found good: `certificate orders covers orders.example.com`; nil where nothing was looked at.
  var evidence: String?
}

extension TLSServer {
  /// Shakes hands: a common version first, then the certificate, then the client's own.
  ///
  /// - Parameter serverName: the name that the handshake asks for; nil where an address is called.
  func shakeHands(with client: TLSClient, serverName: String?) -> TLSHandshake {
    var handshake = TLSHandshake()
    checkVersions(client, &handshake)
    if client.verification != .none { checkCertificate(client, serverName, &handshake) }
    checkClientCertificate(client, &handshake)
    return handshake
  }

  private func checkVersions(_ client: TLSClient, _ handshake: inout TLSHandshake) {
    guard let versions else {
      // Every policy that AWS has accepts TLS 1.2 or 1.3, and those that it takes by itself accept 1.2.
      if client.versions.contains(.tls12), client.versions.contains(.tls13) { return }
      let isUsual = client.versions.contains(.tls12)
      handshake.doubts.append(
        .init(
          code: .tlsVersion, component: nil,
          message: "which versions of TLS \(name) accepts is not in the input"
            + (isUsual
              ? "; it is taken to accept 1.2" : ", and the client speaks \(TLSServer.text(client.versions)) only"),
          decides: !isUsual && !isProcess))
      return
    }
    if versions.overlaps(client.versions) { return }
    handshake.refusals.append(
      .init(
        code: .tlsVersion,
        message: "\(name) accepts TLS \(TLSServer.text(versions)), and the client speaks TLS "
          + TLSServer.text(client.versions), symptom: Symptom.handshake))
  }

  /// `1.2`, `1.2 and 1.3`, `1.0 to 1.3`.
  private static func text(_ versions: ClosedRange<TLSVersion>) -> String {
    let (low, high) = (versions.lowerBound, versions.upperBound)
    if low == high { return low.number }
    return "\(low.number) \(high.rawValue - low.rawValue == 1 ? "and" : "to") \(high.number)"
  }

  private func checkClientCertificate(_ client: TLSClient, _ handshake: inout TLSHandshake) {
    guard verifiesClients else { return }
    guard client.showsCertificate else {
      handshake.refusals.append(
        .init(
          code: .tlsClientCertificate,
          message: "\(name) asks the client for a certificate, and the client shows none", symptom: Symptom.handshake))
      return
    }
    handshake.doubts.append(
      .init(
        code: .tlsClientCertificate, component: nil,
        message: "the client's certificate is taken to come from an authority in the trust store of \(name)",
        decides: false))
  }

  // MARK: The server's certificate

  private func checkCertificate(_ client: TLSClient, _ serverName: String?, _ handshake: inout TLSHandshake) {
    let wanted = client.verifiedName ?? serverName
    guard let standard else {
      handshake.doubts.append(
        .init(
          code: .tlsNameMismatch, component: nil,
          message: "the certificate of \(name) is not in the input; it is taken to cover \(wanted ?? "the address")",
          decides: false))
      return
    }
    let shown = ShownCertificates(standard: standard, others: others) { $0.names ?? [] }.shown(for: serverName)
    // Of several that have the name AWS takes the best by key and validity: one that is good is taken to be that.
    let results = shown.map { judge($0, wanted, serverName, client) }
    let chosen = results.first { $0.refusals.isEmpty } ?? results[0]
    handshake.refusals += chosen.refusals
    handshake.doubts += chosen.doubts
    handshake.evidence = chosen.evidence
  }

  private func judge(
    _ certificate: ShownCertificate, _ wanted: String?, _ serverName: String?, _ client: TLSClient
  ) -> TLSHandshake {
    var result = TLSHandshake()
    checkName(of: certificate, wanted, isAskedFor: serverName != nil, &result)
    certificate.checkStatus(&result)
    certificate.checkAuthority(for: client, &result)
    if result.refusals.isEmpty, let wanted, certificate.covers(wanted) {
      result.evidence = "\(certificate.label), which covers \(wanted)"
    }
    return result
  }

  private func checkName(
    of certificate: ShownCertificate, _ wanted: String?, isAskedFor: Bool, _ result: inout TLSHandshake
  ) {
    guard let wanted else {
      result.refusals.append(
        .init(
          code: .tlsNameMismatch,
          message: "the client calls an address, and \(certificate.label) of \(name) covers names only",
          near: certificate.near(to: "the address"), symptom: Symptom.certificate))
      return
    }
    if certificate.covers(wanted) { return }
    // A certificate that is not described may be the one that covers it.
    let candidates = isAskedFor ? [certificate] + others.filter { $0.id != certificate.id } : [certificate]
    if let unseen = candidates.first(where: { $0.names == nil || !$0.hasAllNames }) {
      let what = unseen.names == nil ? "is not in the input" : "cannot be told: the input does not show all its names"
      result.doubts.append(
        .init(
          code: .tlsNameMismatch, component: unseen.id,
          message: "whether \(unseen.label) covers \(wanted) \(what)"
            + (unseen.isOfACM ? "; `acm describe-certificate` would show it" : ""), decides: true))
      return
    }
    if isAskedFor, !hasAllOthers {
      result.doubts.append(
        .init(
          code: .tlsNameMismatch, component: nil,
          message: "whether \(name) has a certificate for \(wanted) beside its default one is not in the input; "
            + "`elbv2 describe-listener-certificates` would show it", decides: true))
      return
    }
    result.refusals.append(
      .init(
        code: .tlsNameMismatch,
        message: "\(name) shows \(certificate.label), which does not cover \(wanted)",
        near: candidates.flatMap { $0.near(to: wanted) }, symptom: Symptom.certificate))
  }
}
