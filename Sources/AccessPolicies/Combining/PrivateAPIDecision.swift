/// A method's authorization type, with what is known of the caller's side.
public enum MethodAuthorization: Sendable, Hashable {
  case none
  /// A Lambda authorizer, and what it (or its cached policy) says.
  case lambda(PossibleDecisions)
  /// `AWS_IAM`, and what the caller's own policies say.
  case iam(identityPolicies: PossibleDecisions)
  /// A Cognito user pool, and whether the token is valid.
  case cognito(tokenIsValid: Truth)

  /// What is assumed of identity policies that the input does not show: that they do not deny (DEC-1).
  public static let unseenIdentityPolicies: PossibleDecisions = [.allowed, .implicitDeny]
}

/// The policies that a call of a private API meets.
public struct PrivateAPIPolicies: Sendable, Hashable {
  /// The VPC endpoint's. An endpoint without one allows everything (AG EP-1).
  public var endpoint: AttachedPolicy
  /// The private custom domain name's, asked only if the call uses one.
  public var domain: AttachedPolicy
  /// The API's, as last deployed (AG P-7).
  public var resource: AttachedPolicy

  public init(endpoint: AttachedPolicy = .none, domain: AttachedPolicy = .none, resource: AttachedPolicy) {
    self.endpoint = endpoint
    self.domain = domain
    self.resource = resource
  }
}

/// What becomes of a call at the policies, in the order in which API Gateway asks them (AG 3.2, 3.6). Every check
/// is made, also after one has failed, so that all that would have to change is known.
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
public struct PrivateAPIDecision: Sendable, Hashable {
  public enum Check: Sendable, Hashable {
    /// The signature does not hold, and the endpoint refuses the call (AG EP-3).
    case signature
    /// The endpoint's policy, asked for one resource.
    case endpointPolicy(resource: String, Evaluation)
    case domainPolicy(Evaluation)
    /// A signature for `AWS_IAM`, a valid token for Cognito.
    case authentication(Truth)
    case authorization(Authorization)
  }

  public let checks: [Check]

  public init(_ call: PrivateAPICall, _ policies: PrivateAPIPolicies, _ method: MethodAuthorization) {
    var checks: [Check] = []
    if call.signature == .invalid { checks.append(.signature) }
    let endpoint: AttachedPolicy = policies.endpoint == .none ? .policy(.fullAccess) : policies.endpoint
    for request in call.endpointRequests {
      checks.append(.endpointPolicy(resource: request.resource, endpoint.evaluate(request)))
    }
    if let request = call.domainRequest(signatureCounts: method.isIAM), let arn = call.domainARN {
      checks.append(.domainPolicy(policies.domain.expanded(.domain(arn: arn)).evaluate(request)))
    }
    if let authenticated = method.isAuthenticated(by: call.signature) { checks.append(.authentication(authenticated)) }
    // Without a signature there is nobody for whom identity and resource policies could be asked.
    if !(method.isIAM && (call.signature == .none || call.signature == .invalid)) {
      checks.append(.authorization(Authorization(call, policies.resource, method)))
    }
    self.checks = checks
  }

  /// Whether the call is let through.
  public var isAllowed: Truth { checks.map(\.passes).all }

  /// The checks that refuse the call, in their order; the first is what the client sees.
  public var refusals: [Check] { checks.filter { $0.passes == .no } }

  /// The checks whose result is not known.
  public var open: [Check] { checks.filter { $0.passes == .unknown } }
}

extension PrivateAPIDecision.Check {
  public var passes: Truth {
    switch self {
    case .signature: .no
    case .endpointPolicy(_, let evaluation), .domainPolicy(let evaluation): evaluation.possible.isAllowed
    case .authentication(let truth): truth
    case .authorization(let authorization): authorization.outcome.isAllowed
    }
  }
}

extension MethodAuthorization {
  var isIAM: Bool { if case .iam = self { true } else { false } }

  /// Whether the caller proves who it is; nil where that is not asked.
  fileprivate func isAuthenticated(by signature: CallSignature) -> Truth? {
    switch (self, signature) {
    case (.cognito(let tokenIsValid), _): tokenIsValid
    case (.iam, .none), (.iam, .invalid): .no
    case (.iam, .valid): .yes
    case (.iam, .unknown): .unknown
    case (.none, _), (.lambda, _): nil
    }
  }
}

extension AttachedPolicy {
  /// The policy with its short forms made ARNs.
  func expanded(_ owner: ExecuteAPIOwner) -> AttachedPolicy {
    if case .policy(let policy) = self { .policy(policy.expandingShortForms(of: owner)) } else { self }
  }
}
