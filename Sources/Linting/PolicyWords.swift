import AccessPolicies
import NetworkModel

// What the rules ask of the parts of policies.

extension Policy {
  /// The values that conditions on a key have, whatever their operators.
  func values(of key: String) -> [String] {
    statements.flatMap(\.conditions).filter { $0.isOn(key) }.flatMap(\.values).map(\.source)
  }

  /// The policy with one of its statements alone.
  func only(_ statement: Statement) -> Policy { Policy(kind: kind, version: version, statements: [statement]) }
}

extension Statement {
  /// `statement 1`, with its Sid where it has one.
  var title: String { name.sid.map { "statement \(name.number) (`\($0)`)" } ?? "statement \(name.number)" }

  /// Where it is written, as far as the input says of the policy.
  func place(in policy: PolicySource?) -> SourceLocation? { policy?.place(ofStatement: name.number) }

  /// Whether it is for everybody, anonymous callers included.
  var isForEverybody: Bool {
    principal.map { !$0.isNegated && $0.patterns.contains { $0.meaning == .everyone } } ?? false
  }

  /// The conditions about who has signed the call.
  var principalConditions: [Condition] { conditions.filter { $0.key.lowercased().hasPrefix("aws:principal") } }

  /// The statement for whoever calls.
  var forEverybody: Statement {
    var statement = self
    statement.principal = PrincipalElement(patterns: [.everyone])
    statement.conditions.removeAll { $0.key.lowercased().hasPrefix("aws:principal") }
    return statement
  }
}

extension Condition {
  /// Names of keys are not case-sensitive.
  func isOn(_ key: String) -> Bool { self.key.lowercased() == key.lowercased() }

  func isOn(anyOf keys: [String]) -> Bool { keys.contains { isOn($0) } }

  /// `StringEquals aws:SourceVpce`.
  var title: String { "\(self.operator) \(key)" }
}

/// The keys that tell where a call comes from.
enum NetworkKeys {
  static let endpointOrVPC = ["aws:SourceVpce", "aws:SourceVpc"]
  static let all = endpointOrVPC + ["aws:VpcSourceIp"]
}

/// Words of messages.
enum Words {
  /// The first of many, and how many more there are: `a, b, c and 4 more`.
  static func list(_ words: [String], atMost limit: Int = 3) -> String {
    if words.count > limit { return words.prefix(limit).joined(separator: ", ") + " and \(words.count - limit) more" }
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  static func quoted(_ words: [String], atMost limit: Int = 3) -> String {
    list(words.map { "`\($0)`" }, atMost: limit)
  }

  static func number(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
