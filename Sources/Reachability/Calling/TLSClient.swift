import NetworkModel

/// What the one who opens a TLS connection can do, and what it checks (names-and-load-balancers D).
public struct TLSClient: Sendable, Hashable {
  public typealias Version = TLSVersion

  public enum Verification: Sendable, Hashable {
    /// Name, dates and a public authority.
    case full
    /// The same, or an authority that the client was told to trust, which no configuration shows.
    case ownAuthorities
    /// All but the authority (AG PI-8).
    case anyAuthority
    /// As load balancers do with their targets.
    case none
  }

  public var versions: ClosedRange<Version>
  public var verification: Verification
  /// The name that the certificate has to cover; nil for the name that the handshake asks for.
  public var verifiedName: String?
  /// Whether it shows a certificate of its own where one is asked for.
  public var showsCertificate: Bool

  public init(
    versions: ClosedRange<Version> = .tls12 ... .tls13, verification: Verification = .full, verifiedName: String? = nil,
    showsCertificate: Bool = false
  ) {
    self.versions = versions
    self.verification = verification
    self.verifiedName = verifiedName
    self.showsCertificate = showsCertificate
  }
}
