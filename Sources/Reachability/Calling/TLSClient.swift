/// What the one who opens a TLS connection can do, and what it checks (names-and-load-balancers D).
public struct TLSClient: Sendable, Hashable {
  public enum Version: Int, Sendable, Hashable, Comparable {
    case tls10, tls11, tls12, tls13

    public static func < (one: Version, other: Version) -> Bool { one.rawValue < other.rawValue }
  }

  public enum Verification: Sendable, Hashable {
    /// Name, dates and a public authority.
    case full
    /// All but the authority (AG PI-8).
    case anyAuthority
    /// As load balancers do with their targets.
    case none
  }

  public var versions: ClosedRange<Version>
  public var verification: Verification
  /// The name that the certificate has to cover; nil for the name that the handshake asks for.
  public var verifiedName: String?

  public init(
    versions: ClosedRange<Version> = .tls12 ... .tls13, verification: Verification = .full, verifiedName: String? = nil
  ) {
    self.versions = versions
    self.verification = verification
    self.verifiedName = verifiedName
  }
}
