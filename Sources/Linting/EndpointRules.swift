import AccessPolicies
import Addressing
import NetworkModel
import Reachability

// Rules about interface endpoints of execute-api (AG 4, 5): AGW-042, AGW-044, AGW-046 to AGW-048.

extension Linter {
  mutating func checkEndpoints() {
    for endpoint in index.apiEndpoints {
      if let zones = index.zones(endpoint.subnetIds), zones.count == 1 {
        report(
          .oneZone, endpoint,
          "\(endpoint.identity.label) has an interface in \(Words.list(zones.sorted())) only")
      }
      checkPolicy(of: endpoint)
    }
    for api in index.apis where api.isPrivate { checkRegions(of: api) }
  }

  /// The API and the endpoints that it names.
  private mutating func checkRegions(of api: LintedAPI) {
    let named = Set(api.api.vpcEndpointIds + (api.policy?.values(of: "aws:SourceVpce") ?? []))
    for endpoint in index.apiEndpoints
    where named.contains(endpoint.id) && endpoint.identity.region != api.api.identity.region {
      report(
        .otherRegion, api.api,
        "the API is in \(api.api.identity.region), and \(endpoint.identity.label), which it names, in "
          + endpoint.identity.region)
    }
  }

  // MARK: Endpoint policies

  private mutating func checkPolicy(of endpoint: VPCEndpoint) {
    guard let text = endpoint.policyDocument else {
      // A topology file is whole; what else says nothing of the policy does not show it.
      let identity = endpoint.identity
      if topology.visibility.isWritten(account: identity.account, region: identity.region) {
        report(
          .fullAccessEndpoint, endpoint,
          "\(identity.label) has no policy of its own: everybody may call every API through it")
      }
      return
    }
    guard let policy = PolicyDocument(text, kind: .resource).policy else { return }
    if policy.statements.contains(where: \.isFullAccess), !policy.statements.contains(where: { $0.effect == .deny }) {
      report(
        .fullAccessEndpoint, endpoint, at: endpoint.policySource?.place,
        "the policy of \(endpoint.identity.label) is the default one: everybody may call every API through it")
    }
    checkPrincipals(of: endpoint, policy)
    checkDomainNames(of: endpoint, policy)
  }

  private mutating func checkPrincipals(of endpoint: VPCEndpoint, _ policy: Policy) {
    let named = policy.statements.first { $0.effect == .allow && $0.isForSome }
    guard let named else { return }
    func isShut(_ api: LintedAPI, _ sample: LintedAPI.Sample) -> Bool {
      let call = api.call(sample, endpointId: endpoint.id, vpcId: endpoint.vpcId)
      return call.endpointRequests.contains { !policy.evaluate($0).possible.contains(.allowed) }
    }
    for api in index.apis where api.isPrivate && api.endpoints(in: index).contains(where: { $0.id == endpoint.id }) {
      let bearer = api.samples.filter {
        ["CUSTOM", "COGNITO_USER_POOLS"].contains($0.method.authorizationType) && isShut(api, $0)
      }
      guard !bearer.isEmpty else { continue }
      report(
        .endpointPolicyPrincipals, endpoint, at: named.place(in: endpoint.policySource),
        "\(named.title) of the endpoint policy is for \(named.audience), and \(Words.list(bearer.map(\.title))) of "
          + "\(api.api.identity.label) \(bearer.count == 1 ? "is" : "are") called with a token: such a caller is "
          + "anonymous")
    }
    for call in calls where call.endpointIds.contains(endpoint.id) && call.query.principal == nil {
      guard let route = call.route, route.api.isPrivate else { continue }
      let method = route.method ?? APIMethod(httpMethod: call.verb, authorizationType: nil)
      let sample = LintedAPI.Sample(
        stage: route.target.stage, verb: call.verb, path: route.target.path, title: "", method: method)
      guard isShut(route.api, sample) else { continue }
      report(
        .endpointPolicyPrincipals, endpoint, at: call.source,
        "\(named.title) of the endpoint policy is for \(named.audience), and \(call.title) without signing")
    }
  }

  /// Both the domain name and the API behind it have to be allowed (AG EP-6).
  private mutating func checkDomainNames(of endpoint: VPCEndpoint, _ policy: Policy) {
    for association in topology.domainNameAccessAssociations where association.vpcEndpointId == endpoint.id {
      guard let domain = domain(of: association), let arn = domain.knownARN else { continue }
      for api in mappedAPIs(of: domain) {
        for sample in api.samplesOrAny.prefix(1) {
          let call = api.call(sample, endpointId: endpoint.id, vpcId: endpoint.vpcId, domainARN: arn)
          let requests = call.endpointRequests.map { policy.evaluate($0).possible }
          guard requests.count == 2, !requests[0].contains(.allowed), requests[1].contains(.allowed) else { continue }
          report(
            .endpointPolicyWithoutDomain, endpoint, at: endpoint.policySource?.place,
            "the endpoint policy allows API \(api.api.identity.label) and not the domain name \(domain.domainName) "
              + "(`\(arn)`) that leads to it")
        }
      }
    }
  }
}

extension Statement {
  /// Whether it is for named principals, or for callers that a key of their identity describes.
  fileprivate var isForSome: Bool {
    !(principal?.isNegated ?? true) && !isForEverybody
      || principalConditions.contains { !$0.operator.isNegated && $0.operator.comparison != .null }
  }

  /// For whom it is, in words.
  fileprivate var audience: String {
    if let principal, !isForEverybody { return Words.quoted(principal.patterns.map(\.source)) }
    return principalConditions.first.map { "callers with `\($0.title)`" } ?? "everybody"
  }

  /// Whether it allows everything to everybody.
  fileprivate var isFullAccess: Bool {
    func isAll(_ element: PatternElement) -> Bool {
      !element.isNegated && element.patterns.contains { $0.source == "*" || $0.source == "execute-api:*" }
    }
    return effect == .allow && isForEverybody && conditions.isEmpty && isAll(action) && isAll(resource)
  }
}
