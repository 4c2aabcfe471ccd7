/// One element of a statement, or one of its conditions, against a request: what it wants, what there was, whether it
/// holds.
public struct Finding: Sendable, Hashable {
  public enum Subject: Sendable, Hashable {
    case principal, notPrincipal, action, notAction, resource, notResource
    case condition(ConditionOperator, key: String)
  }

  public var subject: Subject
  /// The values of the policy, as written.
  public var wanted: [String]
  /// What the request had.
  public var had: ContextValue
  public var holds: Truth
  /// The condition keys that would have to be known to say whether it holds; sorted, and empty where it is clear.
  public var unknownKeys: [String]

  public init(_ subject: Subject, wanted: [String], had: ContextValue, holds: Truth, unknownKeys: [String] = []) {
    self.subject = subject
    self.wanted = wanted
    self.had = had
    self.holds = holds
    self.unknownKeys = unknownKeys
  }
}

extension Finding.Subject {
  /// Whether the values are those that are not wanted.
  public var isNegated: Bool {
    switch self {
    case .notPrincipal, .notAction, .notResource: true
    case .principal, .action, .resource: false
    case .condition(let `operator`, _): `operator`.isNegated
    }
  }
}

extension Finding.Subject: CustomStringConvertible {
  /// The element's name, or the operator and the key.
  public var description: String {
    switch self {
    case .principal: "Principal"
    case .notPrincipal: "NotPrincipal"
    case .action: "Action"
    case .notAction: "NotAction"
    case .resource: "Resource"
    case .notResource: "NotResource"
    case .condition(let `operator`, let key): "\(`operator`) \(key)"
    }
  }
}

extension Finding: CustomStringConvertible {
  /// "`StringEquals aws:SourceVpc` wants `vpc-1`; the request has `vpc-9`".
  public var description: String {
    let values = wanted.map { "`\($0)`" }.joined(separator: ", ")
    let wanted = subject.isNegated ? "anything but \(values)" : wanted.isEmpty ? "nothing" : values
    let had =
      switch had {
      case .absent: "the request does not have it"
      case .unknown, .unknownValue: "it is not known what the request has"
      case .present: "the request has \(had)"
      }
    let isOpen = holds == .unknown && unknownKeys.isEmpty && self.had != .unknown
    return "`\(subject)` wants \(wanted); \(had)" + (isOpen ? ", and it is open whether that fits" : "")
  }
}

/// A statement against a request: every element's finding, in the order principal, action, resource, conditions.
public struct StatementFindings: Sendable, Hashable {
  public var name: StatementName
  public var effect: Statement.Effect
  public var findings: [Finding]

  /// Whether the statement applies: everything has to hold.
  public var applies: Truth { findings.map(\.holds).all }

  /// What keeps the statement from applying.
  public var failures: [Finding] { findings.filter { $0.holds == .no } }

  /// What is not known.
  public var open: [Finding] { findings.filter { $0.holds == .unknown } }
}
