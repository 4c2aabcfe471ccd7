import AccessPolicies
import NetworkModel

// The policies that a call meets: the endpoint's, the domain name's, the API's, and what the caller proves (AG 3, 4).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html

extension APICall {
  /// Asks every policy and the method's authorization.
  ///
  /// - Parameter method: nil where no method takes the request; then it is asked as by a method without authorization.
  mutating func authorize(_ route: APIRoute, _ method: APIMethod?) {
    let identity = network.component(route.api)
    let call = policyCall(route, identity)
    checkLength(call.apiRequest(signatureCounts: false).resource, route.api)
    guard let rest = restAPI(route.api) else { return authorizeHTTP(route, method) }
    let authorization = authorization(of: method, of: route, call)
    let policies = PrivateAPIPolicies(
      endpoint: endpoint.map { attached($0.policyDocument) } ?? .none,
      domain: route.domain.map { attached(topology.apiDomainNames[$0].policyDocument) } ?? .none,
      resource: deployedPolicy(of: rest, route))
    let decision = PrivateAPIDecision(call, policies, authorization.kind)
    note(decision, route, call, policies, isIAM: method?.authorizationType == "AWS_IAM")
    if decision.isAllowed == .no, case .document = route.deployment?.policy {
      var saved = policies
      saved.resource = attached(rest.policyDocument)
      if PrivateAPIDecision(call, saved, authorization.kind).isAllowed == .yes { noteUndeployed(route) }
    }
    findings += authorization.findings
  }

  private func attached(_ document: String?) -> AttachedPolicy {
    guard let document else { return .none }
    return PolicyDocument(document, kind: .resource).policy.map { .policy($0) } ?? .notVisible
  }

  /// The resource policy that is live: that of the deployment (AG P-7).
  private mutating func deployedPolicy(of rest: RestAPI, _ route: APIRoute) -> AttachedPolicy {
    switch route.deployment?.policy {
    case .document(let document): return attached(document)
    case .asSaved: return attached(rest.policyDocument)
    case .notShown, nil:
      if rest.policyDocument != nil || rest.endpointType == .private {
        assume(
          .policyResource, rest.id, decides: false,
          "the resource policy of \(label(route.api)) is taken to be deployed to stage \(route.stage) as it is saved; "
            + "AWS has no call that shows the deployed one")
      }
      return attached(rest.policyDocument)
    }
  }

  private func policyCall(_ route: APIRoute, _ identity: Component) -> PrivateAPICall {
    let api = ExecuteAPI(
      partition: partition, region: identity.region, account: identity.account, id: identity.id)
    var call = PrivateAPICall(
      api, stage: route.stage, verb: request.method, path: route.path, signature: request.signature,
      vpcEndpointId: endpoint?.id, vpcId: endpoint?.vpcId, sourceAddress: arrival.source,
      domainARN: route.domain.flatMap { topology.apiDomainNames[$0].executeARN },
      referer: request.values(of: "Referer").first.map { .value($0) } ?? .absent,
      userAgent: request.values(of: "User-Agent").first.map { .value($0) } ?? .unknown)
    call.isPublic = endpoint == nil
    return call
  }

  private var partition: String { ExecuteAPI.partition(ofRegion: region) }

  // MARK: What the checks say

  private mutating func note(
    _ decision: PrivateAPIDecision, _ route: APIRoute, _ call: PrivateAPICall, _ policies: PrivateAPIPolicies,
    isIAM: Bool
  ) {
    var endpointPasses = false
    // Who signs counts where the method asks for it, and at the endpoint always (AG 3.5, EP-3).
    let principal = isIAM ? call.signature.principal : .anonymous
    for check in decision.checks {
      switch check {
      case .signature:
        refuse(
          .authUnsigned, door, rule: "Authorization", symptom: Symptom.fromAPIGateway(403),
          "the header Authorization has a Signature Version 4 that does not hold, which the endpoint refuses whatever the "
            + "policies say")
      case .endpointPolicy(_, let evaluation):
        let isDefault = policies.endpoint == .none
        if evaluation.possible.isAllowed == .yes {
          if !endpointPasses {
            pass(door, .allowed, isDefault ? "endpoint policy: full access" : rule("endpoint policy", evaluation))
          }
          endpointPasses = true
        }
        judge(
          evaluation, .policyEndpoint, door, "the policy of \(doorText)", endpoint?.policySource,
          symptom: denied(call, evaluation, by: call.signature.principal))
      case .domainPolicy(let evaluation):
        guard let domain = route.domain else { continue }
        let reference = ComponentReference.domainName(domain)
        if evaluation.possible.isAllowed == .yes { pass(reference, .allowed, rule("domain policy", evaluation)) }
        let name = "domain name \(topology.apiDomainNames[domain].domainName)"
        judge(
          evaluation, .policyDomain, reference, "the policy of \(name)",
          topology.apiDomainNames[domain].policySource,
          missing: policies.domain == .none ? "\(name) has no policy" : nil,
          symptom: denied(call, evaluation, by: principal))
      case .authentication(let truth):
        noteAuthentication(truth, route, isIAM: isIAM)
      case .authorization(let authorization):
        note(authorization, route, call, policies.resource, principal)
      }
    }
  }

  /// The policy that is saved would let the request pass, and is not the one that was deployed (AG P-7).
  private mutating func noteUndeployed(_ route: APIRoute) {
    for index in findings.indices {
      guard case .refused(var refusal) = findings[index], refusal.code == .policyResource else { continue }
      refusal.rule = APICall.notDeployed
      refusal.message +=
        "; that is the policy \(APICall.notDeployed) to \(route.stage), and the one that is saved allows it"
      findings[index] = .refused(refusal)
    }
  }

  /// What stands for the rule where a deployment is all that is missing.
  static let notDeployed = "as last deployed"

  private func rule(_ policy: String, _ evaluation: Evaluation) -> String {
    guard let name = evaluation.deciding.first?.name else { return policy }
    return "\(policy): statement \(name)"
  }

  /// Notes what one policy refuses or leaves open.
  ///
  /// - Parameter missing: that there is none, where there is none.
  private mutating func judge(
    _ evaluation: Evaluation, _ code: Code, _ component: ComponentReference, _ policy: String,
    _ source: PolicySource?, missing: String? = nil,
    symptom: String
  ) {
    switch evaluation.possible.isAllowed {
    case .yes: return
    case .no:
      let denying = evaluation.possible == .explicitDeny ? evaluation.deciding.first : nil
      refuse(
        code, component, rule: denying.map { "statement \($0.name)" }, near: near(evaluation, component, source),
        source: place(of: denying, source), symptom: symptom, missing.map(APICall.nothing) ?? why(denying, policy))
    case .unknown:
      let keys = evaluation.unknownKeys
      let on = keys.isEmpty ? "what is not in the input" : keys.joined(separator: ", ")
      assume(code, id(component), decides: true, "whether \(policy) lets the request pass depends on \(on)")
    }
  }

  /// `statement DenyOthers of the policy of … denies: …`.
  private func why(_ denying: StatementFindings?, _ policy: String) -> String {
    guard let denying else { return "no statement of \(policy) allows the request" }
    let conditions = denying.findings.filter { if case .condition = $0.subject { true } else { false } }
    let reason = conditions.map(text).joined(separator: "; ")
    return "statement \(denying.name) of \(policy) denies the request" + (reason.isEmpty ? "" : ": \(reason)")
  }

  private static func nothing(_ missing: String) -> String { "\(missing), so nothing allows the request" }

  /// A finding, with a hint where it looks for what no request through an endpoint has (AG 3.3).
  private func text(_ finding: Finding) -> String {
    let isSourceIP = "\(finding.subject)".lowercased().hasSuffix(" aws:sourceip")
    return finding.description
      + (endpoint != nil && isSourceIP
        ? ", and no request through an endpoint does: aws:VpcSourceIp is the caller's address" : "")
  }

  /// Where the statement that denies is written, or else the policy.
  private func place(of denying: StatementFindings?, _ source: PolicySource?) -> SourceLocation? {
    denying.map { source?.place(ofStatement: $0.name.number) } ?? source?.place
  }

  private func near(
    _ evaluation: Evaluation, _ component: ComponentReference, _ source: PolicySource?
  ) -> [NearMiss] {
    evaluation.nearMisses.prefix(3).map { miss in
      NearMiss(
        component: id(component), rule: "statement \(miss.statement)", field: "\(miss.finding.subject)",
        message: text(miss.finding), source: source?.place(ofStatement: miss.statement.number))
    }
  }

  private mutating func note(
    _ authorization: Authorization, _ route: APIRoute, _ call: PrivateAPICall, _ policy: AttachedPolicy,
    _ principal: RequestPrincipal
  ) {
    let resource = authorization.resource
    let owner = "the resource policy of \(label(route.api))"
    let source = route.deployment?.policySource ?? restAPI(route.api)?.policySource
    switch authorization.outcome.isAllowed {
    case .yes:
      if policy != .none { pass(route.api, .allowed, authorized(authorization)) }
      if let caller = authorization.caller, caller != .allowed, case .identity(let identity) = call.signature.principal
      {
        assume(
          .policyIdentity, identity.arn, decides: false,
          "the policies of \(identity.arn) are taken not to deny the call; "
            + "`iam get-account-authorization-details` would show them")
      }
    case .no:
      let denying = resource.possible == .explicitDeny ? resource.deciding.first : nil
      refuse(
        .policyResource, route.api, rule: denying.map { "statement \($0.name)" },
        near: near(resource, route.api, source), source: place(of: denying, source),
        symptom: denied(call, resource, by: principal),
        policy == .none ? APICall.nothing("\(label(route.api)) has no resource policy") : why(denying, owner))
    case .unknown:
      if resource.possible.decision == .undetermined {
        let on =
          resource.unknownKeys.isEmpty ? "what is not in the input" : resource.unknownKeys.joined(separator: ", ")
        assume(
          .policyResource, id(route.api), decides: true, "whether \(owner) lets the request pass depends on \(on)")
      } else {
        assume(
          .policyIdentity, call.signature.principal.description, decides: true,
          "the caller's own policies have to allow the call too, and they are not in the input; "
            + "`iam get-account-authorization-details` would show them")
      }
    }
  }

  private func authorized(_ authorization: Authorization) -> String {
    authorization.resource.possible == .allowed
      ? rule("resource policy", authorization.resource) : "the authorizer's side; the resource policy is silent"
  }

  private mutating func noteAuthentication(_ truth: Truth, _ route: APIRoute, isIAM: Bool) {
    switch truth {
    case .yes: return
    case .unknown:
      assume(
        .authUnsigned, id(route.api), decides: true,
        "whether the signature in the header Authorization is valid is not known; `--as ARN` says who signs")
    case .no:
      // A token that is missing is named with its authorizer.
      guard request.signature == .none || request.signature == .invalid, isIAM else { return }
      refuse(
        .authUnsigned, route.api, rule: "authorization AWS_IAM", symptom: Symptom.missingToken,
        "the method wants a request signed by an IAM principal, and this one is not")
    }
  }

  /// What the client gets where a policy does not let it pass (AG 1.6).
  private func denied(_ call: PrivateAPICall, _ evaluation: Evaluation, by principal: RequestPrincipal) -> String {
    let request = call.apiRequest(signatureCounts: false)
    let account = call.api.account.isEmpty ? "" : String(call.api.account.suffix(4))
    let resource = request.resource.replacing(":\(call.api.account):", with: ":********\(account):", maxReplacements: 1)
    let explicit = evaluation.possible == .explicitDeny ? " with an explicit deny" : ""
    return Symptom.fromAPIGateway(
      403,
      "User: \(principal) is not authorized to perform: execute-api:Invoke on resource: \(resource)\(explicit)")
  }
}

extension HTTPRequest {
  /// What the request says of who makes it (AG EP-3).
  var signature: CallSignature {
    if let signer { return .valid(signer) }
    guard let header = values(of: "Authorization").first, header.hasPrefix("AWS4-") else { return .none }
    let isWhole = ["Credential=", "SignedHeaders=", "Signature="].allSatisfy { header.contains($0) }
    return isWhole ? .unknown : .invalid
  }
}

extension APIDomainName {
  /// A private domain name as policies call it (AG CD-2); nil for a public one.
  package var executeARN: String? {
    guard endpointType == .private else { return nil }
    return "arn:\(ExecuteAPI.partition(ofRegion: identity.region)):execute-api:\(identity.region):\(identity.account):"
      + "/domainnames/\(domainName)\(domainNameId.map { "+\($0)" } ?? "")"
  }
}
