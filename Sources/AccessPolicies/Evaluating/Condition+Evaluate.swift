/// Whether a condition holds.
///
/// A missing key fails a plain operator and satisfies a negated one; `IfExists` is satisfied by it; `ForAnyValue` never
/// is, `ForAllValues` always (AG 3.4).
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
extension Condition {
  func holds(in context: RequestContext) -> Truth {
    switch context[key] {
    case .absent: holdsWithoutKey
    case .present(let values): values.isEmpty ? holdsWithoutKey : holds(for: values, in: context)
    case .unknownValue: holdsForSomeValue
    case .unknown: holdsWithoutKey.either(holdsForSomeValue)
    }
  }

  private var isNull: Bool { `operator`.comparison == .null }

  private var holdsWithoutKey: Truth {
    if isNull { return asks(forNull: true) }
    switch `operator`.quantifier {
    case .forAllValues: return .yes
    // AWS says of IfExists that a missing key makes it true, and of ForAnyValue that one makes it false.
    case .forAnyValue: return `operator`.ifExists ? .unknown : .no
    case nil: return Truth(`operator`.ifExists || `operator`.isNegated)
    }
  }

  /// With a value of which nothing else is known.
  private var holdsForSomeValue: Truth {
    if isNull { return asks(forNull: false) }
    let takesAll = `operator`.comparison == .stringLike && values.contains { $0.matchesEverything(.wildcards) }
    let matched: Truth = takesAll ? .yes : values.isEmpty ? .no : .unknown
    let held = `operator`.isNegated ? matched.negated : matched
    switch `operator`.quantifier {
    // The value may be an empty string, which a prefix takes for none.
    case .forAllValues: return held.either(.yes)
    case .forAnyValue: return held.either(.no)
    case nil: return held
    }
  }

  private func holds(for values: [String], in context: RequestContext) -> Truth {
    if isNull { return asks(forNull: false) }
    switch `operator`.quantifier {
    case .forAllValues:
      // Nothing but empty strings counts as no value at all.
      return values.allSatisfy(\.isEmpty) ? .yes : values.map { holds(forOne: $0, in: context) }.all
    case .forAnyValue:
      return values.allSatisfy(\.isEmpty) ? .no : values.map { holds(forOne: $0, in: context) }.any
    case nil:
      // A key with several values wants a prefix; what happens without one is not documented.
      return values.count == 1 ? holds(forOne: values[0], in: context) : .unknown
    }
  }

  /// `Null`: whether one of the policy's values asks for what is the case.
  private func asks(forNull isAbsent: Bool) -> Truth {
    Truth(values.contains { PolicyBool($0.source)?.value == isAbsent })
  }

  /// With one value of the request: whether any of the policy's values matches, or for a negated operator none.
  private func holds(forOne value: String, in context: RequestContext) -> Truth {
    let results = values.map { matches(value, $0, in: context) }
    let matched = results.map { $0 ?? .no }.any
    guard `operator`.isNegated else { return matched }
    // What a negated operator makes of values that cannot be compared is not documented.
    return matched == .no && results.contains(nil) ? .unknown : matched.negated
  }

  /// Whether the request's value matches one value of the policy; nil if they cannot be compared.
  private func matches(_ had: String, _ wanted: PolicyPattern, in context: RequestContext) -> Truth? {
    switch `operator`.comparison {
    case .string: return wanted.matches(had[...], .exact, in: context)
    case .stringIgnoringCase: return wanted.matches(had[...], .exactIgnoringCase, in: context)
    case .stringLike: return wanted.matches(had[...], .wildcards, in: context)
    case .arn: return matchesARN(had, wanted, in: context)
    case .bool:
      guard let value = PolicyBool(had) else { return nil }
      if wanted.hasVariables { return wanted.matches(value.value ? "true" : "false", .exactIgnoringCase, in: context) }
      return PolicyBool(wanted.source).map { Truth($0 == value) }
    case .binary: return compared(had, wanted, PolicyBytes.init) { Truth($0 == $1) }
    case .ipAddress: return compared(had, wanted, AddressValue.init) { $0.isInside($1) }
    case .numeric(let order): return compared(had, wanted, PolicyNumber.init) { order.holds($0.value, $1.value) }
    case .date(let order): return compared(had, wanted, PolicyDate.init) { order.holds($0.value, $1.value) }
    case .null: return nil
    }
  }

  private func compared<Value>(
    _ had: String, _ wanted: PolicyPattern, _ read: (String) -> Value?, _ compare: (Value, Value) -> Truth
  ) -> Truth? {
    guard let had = read(had), let wanted = read(wanted.source) else { return nil }
    return compare(had, wanted)
  }

  /// ARNs are compared part by part, so that a wildcard does not cross a colon, except in the last part.
  ///
  /// What a pattern with fewer than six parts matches is not documented; it is unknown if the texts fit as a whole.
  private func matchesARN(_ had: String, _ wanted: PolicyPattern, in context: RequestContext) -> Truth? {
    guard let parts = ARN.parts(had) else { return nil }
    let patterns = wanted.parts(separatedBy: ":", atMost: 6)
    guard patterns.count == 6 else {
      return wanted.matches(had[...], .wildcards, in: context) == .no ? .no : .unknown
    }
    return zip(patterns, parts).map { $0.matches($1, .wildcards, in: context) }.all
  }
}

extension ConditionOperator.Order {
  fileprivate func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Truth {
    switch self {
    case .equal: Truth(left == right)
    case .less: Truth(left < right)
    case .lessOrEqual: Truth(left <= right)
    case .greater: Truth(left > right)
    case .greaterOrEqual: Truth(left >= right)
    }
  }
}
