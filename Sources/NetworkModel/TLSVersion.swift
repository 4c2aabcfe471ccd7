/// A version of TLS.
public enum TLSVersion: Int, Sendable, Hashable, Comparable, CaseIterable {
  case tls10, tls11, tls12, tls13

  public static func < (one: TLSVersion, other: TLSVersion) -> Bool { one.rawValue < other.rawValue }

  /// A version as AWS's security policies write it, `TLSv1` or `TLSv1.2`; nil for SSL.
  public init?(securityPolicy word: String) {
    guard let version = TLSVersion.allCases.first(where: { word == "TLSv1.\($0.rawValue)" }) else {
      guard word == "TLSv1" else { return nil }
      self = .tls10
      return
    }
    self = version
  }

  /// `1.2`.
  public var number: String { "1.\(rawValue)" }
}
