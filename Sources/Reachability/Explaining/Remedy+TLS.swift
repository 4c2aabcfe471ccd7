extension Remedy {
  var ofTLS: String? {
    switch blocker.code {
    case .tlsNameMismatch where blocker.component.kind == .vpcEndpoint:
      "create a private custom domain name of this name, with a certificate that covers it, and associate it with "
        + component
    case .tlsPlaintext where blocker.component.kind == .targetGroup:
      "set the protocol of \(component) to TLS, or to HTTPS behind an Application Load Balancer"
    case .tlsNameMismatch:
      "give \(component) a certificate that covers the name, or ask by a name that its certificate covers"
    case .tlsCertificateExpired: "renew the certificate of \(component), or give it one that is issued"
    case .tlsUntrusted: "give \(component) a certificate of an authority that the client trusts"
    case .tlsVersion where blocker.component.kind == .restApi:
      "set a security policy of \(component) that accepts a version of TLS which the client speaks, or have the client "
        + "speak a newer one"
    case .tlsVersion where blocker.component.kind == .api: "have the client speak TLS 1.2 or newer"
    case .tlsVersion: "set a security policy of \(component) that accepts a version of TLS which the client speaks"
    case .tlsClientCertificate:
      "have the client show a certificate that \(component) accepts, or turn mutual TLS off there"
    case .tlsPlaintext where blocker.component.kind == .loadBalancer && blocker.rule != nil:
      blocker.rule?.hasPrefix("HTTP:") ?? false
        ? "ask \(blocker.rule ?? "") of \(component) without TLS (`http://`), or make it an HTTPS listener"
        : "ask \(blocker.rule ?? "") of \(component) with TLS (`https://`)"
    case .tlsPlaintext where blocker.component.kind == .vpcEndpoint: "ask \(component) with TLS (`https://`)"
    case .tlsPlaintext:
      "let both sides of \(component) speak the same: ask it with TLS where it speaks that, without where it does not"
    default: nil
    }
  }
}
