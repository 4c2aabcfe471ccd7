import Addressing

// Which names a certificate covers, and which of several a listener shows (names-and-load-balancers D).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
// https://www.rfc-editor.org/rfc/rfc9525

/// A name in a certificate: a domain name, or one that begins with `*.`.
public struct CertificateName: Sendable, Hashable {
  private let labels: [Substring]
  private let isWildcard: Bool

  public init(_ text: String) {
    isWildcard = text.hasPrefix("*.")
    labels = CertificateName.labels(isWildcard ? text.dropFirst(2) : text[...])
  }

  /// Whether the certificate is good for a host. A wildcard stands for exactly one label, the first.
  public func covers(_ host: String) -> Bool {
    let own = CertificateName.labels(host[...])
    return isWildcard ? own.count == labels.count + 1 && Array(own.dropFirst()) == labels : own == labels
  }

  private static func labels(_ text: Substring) -> [Substring] {
    text.lowercased()[...].split(separator: ".", omittingEmptySubsequences: true)
  }
}

/// The certificates of a listener that speaks TLS, each by the names in it.
struct ShownCertificates<Certificate> {
  var standard: Certificate
  var others: [Certificate] = []
  var names: (Certificate) -> [String]

  /// The certificates that can be shown to a client that asks for `serverName`: those that cover the name, else the
  /// default one; without a name the default one. Of several AWS takes the best by key and validity.
  func shown(for serverName: String?) -> [Certificate] {
    guard let serverName else { return [standard] }
    let fitting = ([standard] + others).filter { certificate in
      names(certificate).contains { CertificateName($0).covers(serverName) }
    }
    return fitting.isEmpty ? [standard] : fitting
  }
}
