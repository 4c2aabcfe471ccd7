/// What the clients on a host can do where they open TLS connections.
public struct TLSAbilities: Sendable, Hashable {
  /// Nil where the input does not say.
  public var versions: ClosedRange<TLSVersion>?
  /// Whether they show a certificate of their own where one is asked for.
  public var showsCertificate: Bool
  /// Whether they trust authorities that are not public; nil where the input does not say.
  public var trustsPrivateAuthorities: Bool?

  public init(
    versions: ClosedRange<TLSVersion>? = nil, showsCertificate: Bool = false, trustsPrivateAuthorities: Bool? = nil
  ) {
    self.versions = versions
    self.showsCertificate = showsCertificate
    self.trustsPrivateAuthorities = trustsPrivateAuthorities
  }
}

/// What a process speaks on its port.
public enum SpokenProtocol: Sendable, Hashable {
  /// Anything but TLS.
  case plaintext
  /// TLS with a certificate of the input; nil for one that it does not show.
  case tls(certificateId: String?)
}
