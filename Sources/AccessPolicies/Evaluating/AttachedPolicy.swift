/// The policy of a resource, as far as the input shows it.
public enum AttachedPolicy: Sendable, Hashable {
  case policy(Policy)
  /// The resource has none.
  case none
  /// Not in the input, or not readable.
  case notVisible

  /// A resource without a policy allows nothing; one that is not visible leaves everything possible.
  public func evaluate(_ request: AccessRequest) -> Evaluation {
    switch self {
    case .policy(let policy): policy.evaluate(request)
    case .none: Evaluation(possible: .implicitDeny)
    case .notVisible: Evaluation(possible: .any)
    }
  }
}
