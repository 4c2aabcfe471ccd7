/// What is known of one condition key of a request.
public enum ContextValue: Sendable, Hashable {
  /// The request does not have the key.
  case absent
  /// The request has the key with these values; most keys have one. An address may be given as a prefix: any of it.
  case present([String])
  /// The request has the key, with a value that is not known.
  case unknownValue
  /// Not known whether the request has the key.
  case unknown

  /// One value.
  public static func value(_ text: String) -> ContextValue { .present([text]) }
}

extension ContextValue: CustomStringConvertible {
  /// For messages: the values in backticks, or why there are none.
  public var description: String {
    switch self {
    case .absent: "absent"
    case .present(let values): values.isEmpty ? "empty" : values.map { "`\($0)`" }.joined(separator: ", ")
    case .unknownValue: "present, value unknown"
    case .unknown: "unknown"
    }
  }
}

/// The condition keys of a request. Names of keys are not case-sensitive.
///
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
public struct RequestContext: Sendable, Hashable {
  private var values: [String: ContextValue] = [:]
  private var families: [Family] = []
  /// What is known of every key that is not named.
  public var others: ContextValue

  private struct Family: Hashable {
    var prefix: String
    var value: ContextValue
  }

  public init(others: ContextValue = .unknown) { self.others = others }

  /// What is known of a key.
  public subscript(_ key: String) -> ContextValue {
    get {
      let name = key.lowercased()
      return values[name] ?? families.last { name.hasPrefix($0.prefix) }?.value ?? others
    }
    set { values[key.lowercased()] = newValue }
  }

  /// Says what is known of every key that begins with `prefix` and is not named itself (`aws:PrincipalTag/`).
  public mutating func setAll(withPrefix prefix: String, to value: ContextValue) {
    families.append(Family(prefix: prefix.lowercased(), value: value))
  }
}
