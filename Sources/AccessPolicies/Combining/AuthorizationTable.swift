/// How API Gateway puts a resource policy and the caller's side together.
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
public enum AuthorizationTable: Sendable, Hashable {
  /// No authorizer: the resource policy alone has to allow (AG T0).
  case resourcePolicyAlone
  /// Lambda authorizers, and IAM within one account: one side has to allow, none may deny (Table A, TA).
  case either
  /// IAM across accounts, and Cognito user pools: both sides have to allow (Table B, TB).
  case both

  /// What comes of the two sides.
  ///
  /// - Parameter resourceDelegates: whether the resource policy allows only by naming the caller's account. AWS's tables
  ///   do not tell that apart, and IAM leaves such a permission to the account: with a silent caller's side Table A is
  ///   then open.
  public func outcome(
    resource: PossibleDecisions, caller: PossibleDecisions, resourceDelegates: Bool = false
  ) -> PossibleDecisions {
    var outcome: PossibleDecisions = []
    for first in resource.single {
      for second in caller.single {
        outcome.formUnion(single(first, second))
        if self == .either, resourceDelegates, first == .allowed, second == .implicitDeny {
          outcome.insert(.implicitDeny)
        }
      }
    }
    return outcome
  }

  private func single(_ resource: PossibleDecisions, _ caller: PossibleDecisions) -> PossibleDecisions {
    switch self {
    case .resourcePolicyAlone: return resource
    case .either, .both:
      if resource == .explicitDeny || caller == .explicitDeny { return .explicitDeny }
      let allows = [resource, caller].filter { $0 == .allowed }.count
      return allows >= (self == .both ? 2 : 1) ? .allowed : .implicitDeny
    }
  }
}

extension PossibleDecisions {
  /// Each of the decisions.
  fileprivate var single: [PossibleDecisions] {
    [.allowed, .implicitDeny, .explicitDeny].filter { contains($0) }
  }
}
