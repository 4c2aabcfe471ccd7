/// A condition operator: what it compares, whether it is negated, how it treats missing keys and several values.
///
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
public struct ConditionOperator: Sendable, Hashable {
  public enum Comparison: Sendable, Hashable {
    case string, stringIgnoringCase, stringLike
    case numeric(Order)
    case date(Order)
    case bool, binary, ipAddress, arn
    /// `Null`: whether the key is absent.
    case null
  }

  public enum Order: Sendable, Hashable {
    case equal, less, lessOrEqual, greater, greaterOrEqual
  }

  /// The prefix for keys that can have several values in one request.
  ///
  /// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  public enum Quantifier: String, Sendable, Hashable {
    case forAllValues = "ForAllValues"
    case forAnyValue = "ForAnyValue"
  }

  /// The name without prefix and suffix, in AWS's spelling.
  public let baseName: String
  public let comparison: Comparison
  public let isNegated: Bool
  public let quantifier: Quantifier?
  /// Whether a missing key satisfies the condition.
  public let ifExists: Bool

  /// Reads an operator's name; nil if there is no such operator. `IfExists` cannot be put on `Null`.
  public init?(_ name: String) {
    var rest = Substring(name.lowercased())
    quantifier = [Quantifier.forAllValues, .forAnyValue].first { rest.hasPrefix($0.rawValue.lowercased() + ":") }
    if let quantifier { rest = rest.dropFirst(quantifier.rawValue.count + 1) }
    ifExists = rest.hasSuffix("ifexists")
    if ifExists { rest = rest.dropLast("ifexists".count) }
    guard let base = ConditionOperator.bases.first(where: { $0.name.lowercased() == rest }) else { return nil }
    if base.comparison == .null && (ifExists || quantifier != nil) { return nil }
    (baseName, comparison, isNegated) = base
  }

  /// Whether values may hold variables.
  public var takesVariables: Bool {
    switch comparison {
    case .string, .stringIgnoringCase, .stringLike, .arn, .bool: true
    case .numeric, .date, .binary, .ipAddress, .null: false
    }
  }

  /// The names of the operators, without prefixes and suffixes.
  public static var baseNames: [String] { bases.map(\.name) }

  private static let bases: [(name: String, comparison: Comparison, isNegated: Bool)] = [
    ("StringEquals", .string, false), ("StringNotEquals", .string, true),
    ("StringEqualsIgnoreCase", .stringIgnoringCase, false), ("StringNotEqualsIgnoreCase", .stringIgnoringCase, true),
    ("StringLike", .stringLike, false), ("StringNotLike", .stringLike, true),
    ("NumericEquals", .numeric(.equal), false), ("NumericNotEquals", .numeric(.equal), true),
    ("NumericLessThan", .numeric(.less), false), ("NumericLessThanEquals", .numeric(.lessOrEqual), false),
    ("NumericGreaterThan", .numeric(.greater), false), ("NumericGreaterThanEquals", .numeric(.greaterOrEqual), false),
    ("DateEquals", .date(.equal), false), ("DateNotEquals", .date(.equal), true),
    ("DateLessThan", .date(.less), false), ("DateLessThanEquals", .date(.lessOrEqual), false),
    ("DateGreaterThan", .date(.greater), false), ("DateGreaterThanEquals", .date(.greaterOrEqual), false),
    ("Bool", .bool, false), ("BinaryEquals", .binary, false),
    ("IpAddress", .ipAddress, false), ("NotIpAddress", .ipAddress, true),
    ("ArnEquals", .arn, false), ("ArnLike", .arn, false), ("ArnNotEquals", .arn, true), ("ArnNotLike", .arn, true),
    ("Null", .null, false),
  ]
}

extension ConditionOperator: CustomStringConvertible {
  /// The operator in AWS's spelling, `ForAnyValue:StringLikeIfExists`.
  public var description: String {
    (quantifier.map { "\($0.rawValue):" } ?? "") + baseName + (ifExists ? "IfExists" : "")
  }
}
