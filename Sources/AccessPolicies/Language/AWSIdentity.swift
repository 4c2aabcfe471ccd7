/// A user, a role, a session or an account's root, by its ARN.
///
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
public struct AWSIdentity: Sendable, Hashable {
  public enum Form: Sendable, Hashable {
    /// `arn:aws:iam::ACCOUNT:root`.
    case root
    /// `arn:aws:iam::ACCOUNT:user/PATH/NAME`; the name without the path.
    case user(name: String)
    /// `arn:aws:iam::ACCOUNT:role/PATH/NAME`; the name without the path.
    case role(name: String)
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. The ARN does not show the role's path, but no two roles of an
    /// account have one name.
    case session(role: String)
    /// `arn:aws:sts::ACCOUNT:federated-user/NAME`. The name is the caller's choice and need not be the user's.
    case federatedUser
  }

  public let arn: String
  public let partition: String
  /// Twelve digits.
  public let account: String
  public let form: Form

  /// Reads an ARN; nil for anything that is not an identity's.
  public init?(arn: String) {
    guard let parts = ARN.parts(arn), AWSIdentity.isAccountID(parts[4]), parts[3].isEmpty else { return nil }
    let path = parts[5].split(separator: "/", omittingEmptySubsequences: false)
    guard let last = path.last, !last.isEmpty else { return nil }
    switch (parts[2], path[0], path.count) {
    case ("iam", "root", 1): form = .root
    case ("iam", "user", 2...): form = .user(name: String(last))
    case ("iam", "role", 2...): form = .role(name: String(last))
    case ("sts", "assumed-role", 3): form = .session(role: String(path[1]))
    case ("sts", "federated-user", 2): form = .federatedUser
    default: return nil
    }
    self.arn = arn
    partition = String(parts[1])
    account = String(parts[4])
  }

  static func isAccountID(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy(\.isDigit)
  }
}

/// The form of Amazon Resource Names.
enum ARN {
  /// `arn`, partition, service, Region, account and resource; the last may hold colons. Nil if it is no ARN.
  static func parts(_ text: String) -> [Substring]? {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 && parts[0] == "arn" ? parts : nil
  }
}
