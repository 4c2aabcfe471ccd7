/// `Principal` or `NotPrincipal`: for whom a statement is.
///
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
public struct PrincipalElement: Sendable, Hashable {
  /// Whether everyone else is meant (`NotPrincipal`).
  public var isNegated: Bool
  public var patterns: [PrincipalPattern]

  public init(isNegated: Bool = false, patterns: [PrincipalPattern]) {
    self.isNegated = isNegated
    self.patterns = patterns
  }
}

/// One entry of a `Principal`. There are no wildcards in principals but the one that stands alone.
public struct PrincipalPattern: Sendable, Hashable, CustomStringConvertible {
  public enum Meaning: Sendable, Hashable {
    /// `"*"` or `{"AWS": "*"}`: everyone, anonymous callers included.
    case everyone
    /// An account: every identity of it to which the account itself passes the permission on.
    case account(id: String)
    /// A user, a role, or one session.
    case identity(AWSIdentity)
    /// A service, `apigateway.amazonaws.com`.
    case service(String)
    /// `{"Service": "*"}`.
    case everyService
    /// An identity provider.
    case federated(String)
    /// `{"Federated": "*"}`.
    case everyProvider
    /// Amazon S3's name of an account.
    case canonicalUser
    /// What matches nobody: the unique id that AWS shows for a deleted user or role, an ARN with a wildcard in it.
    case nobody
  }

  /// The entry as it was written.
  public let source: String
  public let meaning: Meaning

  public static let everyone = PrincipalPattern("*", .everyone)

  public init(_ source: String, _ meaning: Meaning) {
    self.source = source
    self.meaning = meaning
  }

  public var description: String { source }
}

extension PrincipalPattern.Meaning {
  /// Reads an entry under `"AWS"`.
  init(aws text: String) {
    if text == "*" {
      self = .everyone
    } else if AWSIdentity.isAccountID(text) {
      self = .account(id: text)
    } else if let identity = AWSIdentity(arn: text), !text.contains(where: { $0 == "*" || $0 == "?" }) {
      self = identity.form == .root ? .account(id: identity.account) : .identity(identity)
    } else {
      self = .nobody
    }
  }
}
