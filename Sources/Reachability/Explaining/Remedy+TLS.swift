extension Remedy {
  var ofTLS: String? {
    switch blocker.code {
    case .tlsNameMismatch:
      "give \(component) a certificate that covers the name, or ask by a name that its certificate covers"
    case .tlsCertificateExpired: "renew the certificate of \(component), or give it one that is issued"
    case .tlsUntrusted: "give \(component) a certificate of an authority that the client trusts"
    case .tlsVersion: "set a security policy of \(component) that accepts a version of TLS which the client speaks"
    case .tlsClientCertificate:
      "have the client show a certificate that \(component) accepts, or turn mutual TLS off there"
    case .tlsPlaintext:
      "let both sides of \(component) speak the same: ask it with TLS where it speaks that, without where it does not"
    default: nil
    }
  }
}
