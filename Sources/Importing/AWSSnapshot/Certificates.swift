import NetworkModel

// https://docs.aws.amazon.com/cli/latest/reference/acm/list-certificates.html
// https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-listener-certificates.html

extension ScopeReading {
  /// `acm list-certificates`. It leaves names out where there are many, and older ones show the first name only.
  func readListedCertificate(_ record: JSONValue) throws(JSONError) {
    let others = try record.ids("SubjectAlternativeNameSummaries")
    let hasMore = try record.boolean("HasAdditionalSubjectAlternativeNames") ?? false
    try readCertificate(record, names: others, hasAllNames: !others.isEmpty && !hasMore)
  }

  /// `acm describe-certificate` of one.
  func readCertificate(_ document: JSONValue) throws(JSONError) {
    let certificate = try document.object("Certificate")
    try readCertificate(certificate, names: certificate.ids("SubjectAlternativeNames"), hasAllNames: true)
  }

  private func readCertificate(_ record: JSONValue, names: [String], hasAllNames: Bool) throws(JSONError) {
    let arn = try record.id("CertificateArn")
    let first = try record.text("DomainName")
    let certificate = Certificate(
      try identity(arn, record, name: first, owner: ARN.account(arn), arn: arn),
      names: unique((first.map { [$0] } ?? []) + names), hasAllNames: hasAllNames,
      status: try record.text("Status") ?? "ISSUED", type: try record.text("Type") ?? "AMAZON_ISSUED",
      // `describe-certificate` writes `RSA-2048` where `list-certificates` writes `RSA_2048`.
      keyAlgorithm: try record.text("KeyAlgorithm").map { String($0.map { $0 == "-" ? "_" : $0 }) },
      notBefore: try record.seconds("NotBefore"), notAfter: try record.seconds("NotAfter"))
    if let index = topology.certificates.firstIndex(where: { $0.id == arn }) {
      topology.certificates[index].fill(from: certificate)
    } else {
      topology.certificates.append(certificate)
    }
  }

  /// `elbv2 describe-listener-certificates` of one listener: those beside the default one.
  func readListenerCertificates(_ document: JSONValue) throws(JSONError) {
    guard let listener = parameter else { return }
    var arns: [String] = []
    for certificate in try document.elements("Certificates") where try certificate.boolean("IsDefault") != true {
      arns.append(try certificate.id("CertificateArn"))
    }
    joins.loadBalancer.certificates[listener] = arns
  }

  /// `elbv2 describe-ssl-policies`.
  func readSSLPolicy(_ record: JSONValue) throws(JSONError) {
    topology.sslPolicies.append(SSLPolicy(try record.id("Name"), protocols: try record.ids("SslProtocols").sorted()))
  }
}
