/// What one policy says of a request.
public enum Decision: String, Sendable, Hashable {
  case allowed
  /// A statement denies.
  case explicitDeny = "explicit deny"
  /// No statement allows.
  case implicitDeny = "implicit deny"
  /// Something that is not known decides.
  case undetermined
}

/// The decisions that are possible as far as things are known; one of them if all is known.
public struct PossibleDecisions: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let allowed = PossibleDecisions(rawValue: 1)
  public static let implicitDeny = PossibleDecisions(rawValue: 2)
  public static let explicitDeny = PossibleDecisions(rawValue: 4)
  /// Nothing is known.
  public static let any: PossibleDecisions = [.allowed, .implicitDeny, .explicitDeny]

  public var decision: Decision {
    switch self {
    case .allowed: .allowed
    case .implicitDeny: .implicitDeny
    case .explicitDeny: .explicitDeny
    default: .undetermined
    }
  }

  /// Whether the request is let through; a denial of either kind is a denial.
  public var isAllowed: Truth {
    if self == .allowed { return .yes }
    return contains(.allowed) || isEmpty ? .unknown : .no
  }
}

/// A policy's answer to a request, with what decided.
public struct Evaluation: Sendable, Hashable {
  public var possible: PossibleDecisions
  /// The statements that decided: those that deny, or else those that allow; none for an implicit denial. In the
  /// policy's order.
  public var deciding: [StatementFindings]
  /// Where no statement allows: the statements with `Allow` that do not apply, in the policy's order.
  public var missed: [StatementFindings]
  /// Where the decision is open: the statements that would turn it.
  public var open: [StatementFindings]
  /// Whether the request is allowed only because its account is named, which leaves it to the account to pass that on.
  public var isDelegated: Bool

  public init(
    possible: PossibleDecisions, deciding: [StatementFindings] = [], missed: [StatementFindings] = [],
    open: [StatementFindings] = [], isDelegated: Bool = false
  ) {
    self.possible = possible
    self.deciding = deciding
    self.missed = missed
    self.open = open
    self.isDelegated = isDelegated
  }

  public var decision: Decision { possible.decision }

  /// The statement that decided; nil for an implicit denial, and where the decision is open.
  public var statement: StatementName? { decision == .undetermined ? nil : deciding.first?.name }

  /// The statements that would have allowed but for one element or condition, and which.
  public var nearMisses: [(statement: StatementName, finding: Finding)] {
    missed.compactMap { missed in
      let failures = missed.failures
      return failures.count == 1 ? (missed.name, failures[0]) : nil
    }
  }

  /// The condition keys that the decision hangs on, sorted.
  public var unknownKeys: [String] {
    Array(Set(open.flatMap(\.open).flatMap(\.unknownKeys))).sorted()
  }
}

extension Policy {
  /// What the policy says of a request: a statement that denies wins, then one that allows; without either the request
  /// is denied (AG 3.1). What is not known is undetermined only where it would turn the decision.
  ///
  /// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
  /// - Complexity: the statements' sizes times the length of the request's longest text.
  public func evaluate(_ request: AccessRequest) -> Evaluation {
    let all = statements.map { $0.findings(for: request) }
    let denies = all.filter { $0.effect == .deny }
    let allows = all.filter { $0.effect == .allow }
    let missed = allows.allSatisfy { $0.applies != .yes } ? allows.filter { $0.applies == .no } : []
    let denying = denies.filter { $0.applies == .yes }
    guard denying.isEmpty else { return Evaluation(possible: .explicitDeny, deciding: denying, missed: missed) }

    let allowing = allows.filter { $0.applies == .yes }
    var open = denies.filter { $0.applies == .unknown }
    var possible: PossibleDecisions = open.isEmpty ? [] : .explicitDeny
    let maybe = allows.filter { $0.applies == .unknown }
    if allowing.isEmpty {
      possible.insert(.implicitDeny)
      if !maybe.isEmpty { possible.insert(.allowed) }
      open += maybe
    } else {
      possible.insert(.allowed)
    }
    let names = Set(allowing.map(\.name))
    let isDelegated =
      !allowing.isEmpty
      && statements.allSatisfy {
        !names.contains($0.name) || $0.principal?.onlyDelegates(to: request.principal) ?? false
      }
    return Evaluation(
      possible: possible, deciding: allowing, missed: missed, open: open, isDelegated: isDelegated)
  }
}
