/// An IAM policy document: statements that allow or deny.
///
/// A value without any statement allows nothing. Made by ``PolicyDocument``.
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
public struct Policy: Sendable, Hashable {
  /// What a policy is attached to; only policies of resources name principals.
  public enum Kind: Sendable, Hashable {
    /// Attached to an API, an endpoint, a domain name, a function: each statement says for whom it is.
    case resource
    /// Attached to the caller, or returned by a Lambda authorizer: it is for whoever carries it.
    case identity
  }

  /// The version of the language. Only the later one knows variables.
  public enum Version: String, Sendable, Hashable {
    case of2008 = "2008-10-17"
    case of2012 = "2012-10-17"
  }

  public var kind: Kind
  public var version: Version
  public var id: String?
  public var statements: [Statement]

  public init(kind: Kind, version: Version, id: String? = nil, statements: [Statement]) {
    self.kind = kind
    self.version = version
    self.id = id
    self.statements = statements
  }

  /// What a VPC endpoint without a policy of its own has: everything is allowed to everyone (EP-1).
  ///
  /// - Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  public static let fullAccess = Policy(
    kind: .resource, version: .of2008,
    statements: [
      Statement(
        name: StatementName(number: 1), effect: .allow, principal: PrincipalElement(patterns: [.everyone]),
        action: PatternElement(patterns: [PolicyPattern("*", version: .of2008)]),
        resource: PatternElement(patterns: [PolicyPattern("*", version: .of2008)]))
    ])
}

/// One statement of a policy, as it was written.
public struct Statement: Sendable, Hashable {
  public enum Effect: String, Sendable, Hashable {
    case allow = "Allow"
    case deny = "Deny"
  }

  public var name: StatementName
  public var effect: Effect
  /// For whom the statement is; nil in a policy of an identity.
  public var principal: PrincipalElement?
  public var action: PatternElement
  public var resource: PatternElement
  /// All of them have to hold.
  public var conditions: [Condition]

  public init(
    name: StatementName, effect: Effect, principal: PrincipalElement?, action: PatternElement, resource: PatternElement,
    conditions: [Condition] = []
  ) {
    self.name = name
    self.effect = effect
    self.principal = principal
    self.action = action
    self.resource = resource
    self.conditions = conditions
  }
}

/// How a statement is called: by its `Sid`, or by its number from 1.
public struct StatementName: Sendable, Hashable, CustomStringConvertible {
  /// The statement's place in its policy, from 1.
  public var number: Int
  public var sid: String?
  /// Where the statement begins in the policy's text, if the text is known.
  public var position: TextPosition?

  public init(number: Int, sid: String? = nil, position: TextPosition? = nil) {
    self.number = number
    self.sid = sid
    self.position = position
  }

  public var description: String { sid ?? String(number) }
}

/// `Action`, `NotAction`, `Resource` or `NotResource`.
public struct PatternElement: Sendable, Hashable {
  /// Whether everything else is meant (`NotAction`, `NotResource`).
  public var isNegated: Bool
  public var patterns: [PolicyPattern]

  public init(isNegated: Bool = false, patterns: [PolicyPattern]) {
    self.isNegated = isNegated
    self.patterns = patterns
  }
}

/// One operator and one key of a `Condition`, with the values that the key is compared with.
public struct Condition: Sendable, Hashable {
  public var `operator`: ConditionOperator
  /// As written; names of keys are not case-sensitive.
  public var key: String
  public var values: [PolicyPattern]

  public init(_ operator: ConditionOperator, _ key: String, _ values: [PolicyPattern]) {
    self.operator = `operator`
    self.key = key
    self.values = values
  }
}
