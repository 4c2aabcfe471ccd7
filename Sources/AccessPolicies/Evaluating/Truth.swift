/// Whether something holds, in Kleene's three-valued logic.
public enum Truth: Sendable, Hashable {
  case no, unknown, yes

  init(_ value: Bool) { self = value ? .yes : .no }

  func and(_ other: Truth) -> Truth {
    if self == .no || other == .no { return .no }
    return self == .yes && other == .yes ? .yes : .unknown
  }

  func or(_ other: Truth) -> Truth { negated.and(other.negated).negated }

  var negated: Truth {
    switch self {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }

  /// What is known when either may be the case: their common value.
  func either(_ other: Truth) -> Truth { self == other ? self : .unknown }
}

extension Sequence<Truth> {
  /// Whether all hold.
  var all: Truth { reduce(.yes) { $0.and($1) } }
  /// Whether any holds.
  var any: Truth { reduce(.no) { $0.or($1) } }
}
