/// The resource policy and the caller's side, put together by the method's table (AG 3.2).
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
public struct Authorization: Sendable, Hashable {
  public enum Side: Sendable, Hashable {
    case resourcePolicy
    /// The caller's own policies, or what the Lambda authorizer says.
    case caller
  }

  /// Nil where it is not known whether the caller is of the API's account.
  public let table: AuthorizationTable?
  public let resource: Evaluation
  /// What the caller's side says; nil where only the resource policy counts.
  public let caller: PossibleDecisions?
  /// Whether a Lambda authorizer is asked at all: not if the resource policy denies.
  public let isAuthorizerAsked: Truth
  public let outcome: PossibleDecisions

  init(_ call: PrivateAPICall, _ policy: AttachedPolicy, _ method: MethodAuthorization) {
    // Without a policy, a public API leaves everything to the caller's side; one signed by IAM needs that side's consent.
    let isOpen = call.isPublic && policy == .none && !method.isIAM
    resource =
      isOpen
      ? Evaluation(possible: .allowed)
      : policy.expanded(.api(call.api)).evaluate(call.apiRequest(signatureCounts: method.isIAM))
    var tables: [AuthorizationTable] = []
    switch method {
    case .none:
      tables = [.resourcePolicyAlone]
      caller = nil
    case .lambda(let says):
      tables = [.either]
      caller = says
    case .iam(let says):
      caller = says
      switch call.signature.principal {
      case .identity(let identity): tables = [identity.account == call.api.account ? .either : .both]
      default: tables = [.either, .both]
      }
    case .cognito:
      tables = [.both]
      caller = .allowed
    }
    table = tables.count == 1 ? tables[0] : nil
    if case .lambda = method {
      let possible = resource.possible
      isAuthorizerAsked = possible == .explicitDeny ? .no : possible.contains(.explicitDeny) ? .unknown : .yes
    } else {
      isAuthorizerAsked = .no
    }
    // A private API without a resource policy cannot be deployed, so that no table applies (AG P-6).
    guard policy != .none || call.isPublic else {
      outcome = .implicitDeny
      return
    }
    var outcome: PossibleDecisions = []
    for table in tables {
      outcome.formUnion(
        table.outcome(resource: resource.possible, caller: caller ?? .allowed, resourceDelegates: resource.isDelegated))
    }
    self.outcome = outcome
  }

  /// Who refuses: the sides that would have to allow, or stop denying. Where either side could, the resource policy is
  /// named. Empty unless the outcome is a denial.
  public var refusedBy: [Side] {
    guard outcome.isAllowed == .no else { return [] }
    guard let caller, table != .resourcePolicyAlone else { return [.resourcePolicy] }
    let denies = resource.possible == .explicitDeny || caller == .explicitDeny
    let eitherWouldDo = table == .either && !denies
    func refuses(_ side: PossibleDecisions) -> Bool {
      table == .either && denies ? side == .explicitDeny : side.isAllowed == .no
    }
    var sides: [Side] = []
    if refuses(resource.possible) { sides.append(.resourcePolicy) }
    if refuses(caller), !eitherWouldDo { sides.append(.caller) }
    return sides
  }
}
