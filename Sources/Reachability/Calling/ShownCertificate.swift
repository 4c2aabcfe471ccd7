import NetworkModel

/// A certificate as the client of a TLS connection sees it.
struct ShownCertificate: Sendable, Hashable {
  /// What answers call it: the id of an ACM certificate.
  var id: String
  /// For people: `certificate orders`.
  var label: String
  /// Nil for one that the input does not show.
  var names: [String]?
  /// Whether `names` is all of them.
  var hasAllNames = true
  /// As ``Certificate/status``.
  var status = "ISSUED"
  /// As ``Certificate/type``.
  var type = "AMAZON_ISSUED"

  init(_ certificate: Certificate) {
    id = certificate.id
    label = "certificate \(certificate.identity.label)"
    names = certificate.names
    hasAllNames = certificate.hasAllNames
    status = certificate.status
    type = certificate.type
  }

  /// One that is named and not described.
  init(unseen id: String) {
    self.id = id
    label = "certificate \(id)"
  }

  /// AWS's own in front of private APIs (AG TLS-5).
  init(executeAPIOf region: String) {
    let name = ExecuteAPIName.domain(ofRegion: region)
    id = name.text
    label = "AWS's certificate for \(name.wildcard)"
    names = [name, ExecuteAPIName.domain(ofRegion: region, below: "vpce")].map(\.wildcard.text)
  }

  /// A listener may also have a certificate of IAM, which no call that is read describes.
  var isOfACM: Bool { !id.contains(":server-certificate/") }

  func covers(_ host: String) -> Bool { names?.contains { CertificateName($0).covers(host) } ?? false }

  /// Its names, none of which is `wanted`.
  func near(to wanted: String) -> [NearMiss] {
    (names ?? []).map { name in
      NearMiss(component: id, rule: name, field: "name", message: "the client wants \(wanted)")
    }
  }

  /// A certificate that has run out or was never issued is no good; `REVOKED` only to clients that look.
  func checkStatus(_ result: inout TLSHandshake) {
    switch status {
    case "ISSUED": return
    case "REVOKED":
      result.doubts.append(
        .init(
          code: .tlsUntrusted, component: id,
          message: "\(label) is revoked, and whether the client asks for that is not known", decides: true))
    default:
      result.refusals.append(
        .init(
          code: .tlsCertificateExpired,
          message: status == "EXPIRED" ? "\(label) has expired" : "\(label) is not issued: it is \(status)",
          symptom: Symptom.certificate))
    }
  }

  func checkAuthority(for client: TLSClient, _ result: inout TLSHandshake) {
    guard names != nil, client.verification != .anyAuthority else { return }
    switch type {
    case "AMAZON_ISSUED": return
    case "PRIVATE" where client.verification == .full:
      result.refusals.append(
        .init(
          code: .tlsUntrusted,
          message: "\(label) is of a private authority, and the client trusts public ones only",
          symptom: Symptom.certificate))
    case "PRIVATE":
      result.doubts.append(
        .init(
          code: .tlsUntrusted, component: id,
          message: "\(label) is of a private authority, and whether the client trusts it no configuration of AWS says",
          decides: true))
    default:
      result.doubts.append(
        .init(
          code: .tlsUntrusted, component: id,
          message: "\(label) is imported; the client is taken to trust its issuer", decides: false))
    }
  }
}
