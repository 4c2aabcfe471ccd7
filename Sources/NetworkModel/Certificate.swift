// https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html

/// A certificate of ACM.
public struct Certificate: Resource {
  public static let kind = ResourceKind.certificate
  public var identity: Identity
  /// The names that it is for, its domain name first; `*.` stands for one label.
  public var names: [String]
  /// Whether `names` is all of them.
  public var hasAllNames: Bool
  /// `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, `REVOKED` …
  public var status: String
  /// `AMAZON_ISSUED`, `IMPORTED` or `PRIVATE`: only the first is of a public authority for certain.
  public var type: String
  /// `RSA_2048`, `EC_prime256v1` …; nil where the input does not say.
  public var keyAlgorithm: String?
  /// Seconds since 1970, as for `notAfter`; nil where the input does not say.
  public var notBefore: Int?
  public var notAfter: Int?

  public init(
    _ identity: Identity, names: [String], hasAllNames: Bool = true, status: String = "ISSUED",
    type: String = "AMAZON_ISSUED", keyAlgorithm: String? = nil, notBefore: Int? = nil, notAfter: Int? = nil
  ) {
    self.identity = identity
    self.names = names
    self.hasAllNames = hasAllNames
    self.status = status
    self.type = type
    self.keyAlgorithm = keyAlgorithm
    self.notBefore = notBefore
    self.notAfter = notAfter
  }
}
