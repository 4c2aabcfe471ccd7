import NetworkModel

// Who answers the handshake at API Gateway, and for which names (AG 1.4).

extension APICall {
  /// Whether a certificate is shown that is good for the name; where none is, nothing is read of the request.
  mutating func checkHandshake() -> Bool {
    guard request.isTLS else {
      refuse(
        .tlsPlaintext, door, symptom: Symptom.reset, "the request is plain HTTP, and API Gateway speaks HTTPS only")
      return true
    }
    guard request.tlsClient.verification != .none else { return true }
    guard let name = request.serverName else {
      if request.isServerNameKnown { refuseName(request.host, "AWS's certificate for execute-api") }
      return !request.isServerNameKnown
    }
    if isAWSName(name) {
      return true
    }
    guard let domain = network.apis.domains(serving: name, in: region).first else {
      if isServedForOthers(name) { return true }
      refuseName(name, "AWS's certificate for *.execute-api.\(region).amazonaws.com")
      return false
    }
    return checkCertificate(of: domain, name)
  }

  /// Names that AWS's own certificates cover (AG TLS-5).
  private func isAWSName(_ name: String) -> Bool {
    let suffix = "amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "")
    return ["*.execute-api.\(region).\(suffix)", "*.execute-api.\(region).vpce.\(suffix)"].contains {
      CertificateName($0).covers(name)
    }
  }

  private mutating func refuseName(_ name: String, _ shown: String) {
    refuse(
      .tlsNameMismatch, door, rule: shown, symptom: "the certificate does not match the name",
      "\(doorText) shows \(shown), which does not cover \(name)"
        + (endpoint == nil ? "" : "; a private custom domain name of that name would"))
  }

  private mutating func checkCertificate(of position: Int, _ name: String) -> Bool {
    let domain = topology.apiDomainNames[position]
    guard let arn = domain.certificateArn,
      let certificate = topology.certificates.firstIndex(where: { $0.id == arn || $0.identity.arn == arn })
    else {
      assume(
        .tlsNameMismatch, domain.id, decides: false,
        "the certificate of domain name \(domain.domainName) is taken to cover \(name); `acm describe-certificate` would "
          + "show it")
      return true
    }
    let shown = topology.certificates[certificate]
    guard shown.names.contains(where: { CertificateName($0).covers(name) }) || !shown.hasAllNames else {
      refuse(
        .tlsNameMismatch, .init(kind: .certificate, position: certificate), rule: shown.names.joined(separator: ", "),
        symptom: "the certificate does not match the name",
        "certificate \(shown.identity.label) of domain name \(domain.domainName) does not cover \(name)")
      return true
    }
    pass(.domainName(position), .allowed, "certificate \(shown.identity.label) covers \(name)")
    return true
  }
}
