import AccessPolicies
import NetworkModel
import Reachability

// Rules about custom domain names of APIs (AG 2): AGW-050 to AGW-057.

extension Linter {
  mutating func checkDomainNames() {
    for domain in topology.apiDomainNames where domain.endpointType == .private { checkForm(of: domain) }
    for association in topology.domainNameAccessAssociations { check(association) }
    checkEndpointsOfDomains()
    checkUsedDomains()
    for api in topology.restAPIs where api.disablesDefaultEndpoint {
      checkReach(of: api, api.endpointType == .private)
    }
    for api in topology.httpAPIs where api.disablesDefaultEndpoint { checkReach(of: api, false) }
  }

  // MARK: What belongs together

  /// The domain name of an association; nil where it is not in the input.
  func domain(of association: DomainNameAccessAssociation) -> APIDomainName? {
    topology.apiDomainNames.first { [$0.id, $0.identity.arn].contains(association.domainNameArn) }
  }

  /// The REST APIs that a domain name leads to, each once.
  func mappedAPIs(of domain: APIDomainName) -> [LintedAPI] {
    var ids: Set<String> = []
    let all = (domain.mappings ?? []).map(\.apiId) + (domain.rules ?? []).map(\.apiId)
    return all.filter { ids.insert($0).inserted }.compactMap { index.api($0) }
  }

  /// The name in a domain name's ARN.
  private func name(inARN arn: String) -> String {
    let last = arn.split(separator: "/").last.map(String.init) ?? arn
    return last.split(separator: "+").first.map(String.init) ?? last
  }

  func domainName(of association: DomainNameAccessAssociation) -> String {
    domain(of: association)?.domainName ?? name(inARN: association.domainNameArn)
  }

  // MARK: Form

  private mutating func checkForm(of domain: APIDomainName) {
    if domain.domainName.hasPrefix("*") {
      report(.unsupportedDomain, domain, "the private custom domain name `\(domain.domainName)` has a wildcard")
    }
    let deep = (domain.mappings ?? []).map(\.basePath).filter { $0.contains("/") }
    if !deep.isEmpty {
      report(
        .unsupportedDomain, domain,
        "\(domain.domainName) maps \(Words.quoted(deep)), which \(deep.count == 1 ? "has" : "have") several levels")
    }
  }

  // MARK: Associations

  private mutating func check(_ association: DomainNameAccessAssociation) {
    guard let domain = domain(of: association) else { return }
    let endpoint = index.endpoints[association.vpcEndpointId]
    let region = endpoint?.identity.region ?? association.identity.region
    if !region.isEmpty, !domain.identity.region.isEmpty, region != domain.identity.region {
      report(
        .associationElsewhere, association,
        "\(domain.domainName) is of \(domain.identity.region), and the associated endpoint "
          + "\(endpoint?.identity.label ?? association.vpcEndpointId) of \(region)")
    }
    checkShare(of: domain, with: association)
    checkPolicies(domain, association.vpcEndpointId, endpoint)
  }

  /// Another account may associate its endpoints as long as the domain name's management policy says so, which is what a
  /// share of Resource Access Manager writes (AG CD-3). Whether an invitation waits is in no input.
  private mutating func checkShare(of domain: APIDomainName, with association: DomainNameAccessAssociation) {
    let (owner, account) = (domain.identity.account, association.identity.account)
    guard domain.endpointType == .private, !owner.isEmpty, !account.isEmpty, owner != account else { return }
    if let text = domain.managementPolicyDocument {
      guard let policy = PolicyDocument(text, kind: .resource).policy, !policy.mayAllow(account: account) else {
        return
      }
    } else if !topology.visibility.isWritten(account: owner, region: domain.identity.region) {
      return
    }
    let isThere = domain.managementPolicyDocument != nil
    report(
      .associationElsewhere, association,
      "\(association.vpcEndpointId) of account \(account) is associated with \(domain.domainName) of account \(owner), "
        + (isThere ? "whose management policy does not name that account" : "which has no management policy"))
  }

  /// The domain name's policy, and where that lets the endpoint in, those of the APIs behind it.
  private mutating func checkPolicies(_ domain: APIDomainName, _ endpointId: String, _ endpoint: VPCEndpoint?) {
    guard domain.endpointType == .private, let apis = domain.mappings == nil ? nil : mappedAPIs(of: domain) else {
      return
    }
    let who = endpoint?.identity.label ?? endpointId
    guard let policy = domain.policyDocument else {
      return report(
        .domainPolicyDenies, domain, "\(domain.domainName) has no policy, and \(who) is associated with it")
    }
    guard let parsed = PolicyDocument(policy, kind: .resource).policy else { return }
    guard let arn = domain.knownARN ?? parsed.standInARN else { return }
    let name = ExecuteAPI(region: domain.identity.region, account: domain.identity.account, id: "x")
    let call = PrivateAPICall(
      name, stage: "x", verb: "GET", path: "/", vpcEndpointId: endpointId, vpcId: endpoint?.vpcId, sourceAddress: nil,
      domainARN: arn)
    let decision = AttachedPolicy.policy(parsed.expandingShortForms(of: .domain(arn: arn)))
      .evaluate(call.domainRequest(signatureCounts: false) ?? call.apiRequest(signatureCounts: false))
    let isForSome = parsed.statements.contains { $0.effect == .allow && !$0.isForEverybody }
    if !decision.possible.contains(.allowed) {
      if isForSome { return }
      return report(
        .domainPolicyDenies, domain, at: domain.policySource?.place,
        "the policy of \(domain.domainName) does not let \(who) in, which is associated with it"
          + (decision.statement.map { ": statement \($0) denies it" } ?? ""))
    }
    for api in apis where api.isPrivate { checkAPI(api, domain, arn, endpointId, endpoint, who) }
  }

  private mutating func checkAPI(
    _ api: LintedAPI, _ domain: APIDomainName, _ arn: String, _ endpointId: String, _ endpoint: VPCEndpoint?,
    _ who: String
  ) {
    guard let policy = api.policy else { return }
    let shut = api.samples.filter { sample in
      let call = api.call(sample, endpointId: endpointId, vpcId: endpoint?.vpcId, domainARN: arn)
      let possible = policy.evaluate(call.apiRequest(signatureCounts: false)).possible
      // A Lambda authorizer or the caller's own policies may allow where the resource policy is silent.
      switch sample.method.authorizationType {
      case "NONE", "COGNITO_USER_POOLS": return !possible.contains(.allowed)
      default: return possible == .explicitDeny
      }
    }
    guard !shut.isEmpty, shut.count == api.samples.count else { return }
    report(
      .domainAllowsAPIDenies, api.api, at: api.api.policySource?.place,
      "\(domain.domainName) lets \(who) in, and the resource policy of \(api.api.identity.label) behind it does not")
  }

  // MARK: Endpoints

  private mutating func checkEndpointsOfDomains() {
    let byEndpoint = Dictionary(grouping: topology.domainNameAccessAssociations, by: \.vpcEndpointId)
    for endpoint in index.apiEndpoints {
      let own = byEndpoint[endpoint.id] ?? []
      let names = own.map { domainName(of: $0).lowercased() }
      for name in Set(names).sorted() where names.filter({ $0 == name }).count > 1 {
        report(
          .twoSameNames, endpoint,
          "\(endpoint.identity.label) is associated with \(names.filter { $0 == name }.count) domain names `\(name)`")
      }
      guard !own.isEmpty, let use = publicUses[endpoint.id] else { continue }
      report(
        .publicAndPrivateDomain, endpoint,
        "\(endpoint.identity.label) is associated with \(Words.quoted(names)), and the public custom domain name "
          + "`\(use)` leads to it")
    }
  }

  /// The public custom domain names that records of private zones lead to an endpoint, by the endpoint.
  private var publicUses: [String: String] {
    var uses: [String: String] = [:]
    for (domain, _, record) in usedDomains where domain.endpointType != .private {
      for endpoint in endpoints(of: record)
      where endpoint.identity.region == domain.identity.region && uses[endpoint.id] == nil {
        uses[endpoint.id] = domain.domainName
      }
    }
    return uses
  }

  /// Records that lead a custom domain name to endpoints of execute-api.
  var usedDomains: [(domain: APIDomainName, zone: HostedZone, record: RecordSet)] {
    topology.hostedZones.flatMap { zone in
      (zone.recordSets ?? []).flatMap { record in
        let regions = Set(endpoints(of: record).map(\.identity.region))
        return regions.isEmpty
          ? []
          : topology.apiDomainNames.filter { domain in
            CertificateName(domain.domainName).covers(record.name.text) && regions.contains(domain.identity.region)
          }.map { ($0, zone, record) }
      }
    }
  }

  // MARK: Use

  /// Private custom domain names that records or calls lead to endpoints without an association.
  private mutating func checkUsedDomains() {
    for (domain, _, record) in usedDomains where domain.endpointType == .private {
      for endpoint in endpoints(of: record)
      where endpoint.identity.region == domain.identity.region && !isAssociated(endpoint, with: domain.domainName) {
        report(
          .noAccessAssociation, endpoint, at: record.source,
          "the record `\(record.name)` leads to \(endpoint.identity.label), which is not associated with the private "
            + "custom domain name")
      }
    }
    for call in calls {
      guard case .domain(let position) = call.named else { continue }
      let domain = topology.apiDomainNames[position]
      guard domain.endpointType == .private else { continue }
      for endpoint in call.endpointIds.compactMap({ index.endpoints[$0] })
      where !isAssociated(endpoint, with: domain.domainName) {
        report(
          .noAccessAssociation, endpoint, at: call.source,
          "\(call.title) through \(endpoint.identity.label), which is not associated with `\(domain.domainName)`")
      }
    }
  }

  /// True also where the input does not show the associations of the endpoint's account.
  private func isAssociated(_ endpoint: VPCEndpoint, with name: String) -> Bool {
    let isVisible = topology.visibility.sees(
      "apigateway get-domain-name-access-associations", account: endpoint.identity.account,
      region: endpoint.identity.region)
    return !isVisible
      || topology.domainNameAccessAssociations.contains {
        $0.vpcEndpointId == endpoint.id && domainName(of: $0).lowercased() == name.lowercased()
      }
  }

  private mutating func checkReach(of api: some Resource, _ isPrivate: Bool) {
    let domains = topology.apiDomainNames
    let isVisible = topology.visibility.sees(
      "apigateway get-domain-names", account: api.identity.account, region: api.identity.region)
    guard isVisible, domains.allSatisfy({ $0.mappings != nil && $0.rules != nil }) else { return }
    let isMapped = domains.contains { domain in
      ((domain.mappings ?? []).map(\.apiId) + (domain.rules ?? []).map(\.apiId)).contains(api.id)
    }
    if isMapped { return }
    report(
      .unreachableAPI, api,
      "the default name of \(api.identity.label) is off (disableExecuteApiEndpoint), and no "
        + "\(isPrivate ? "private " : "")custom domain name leads to it")
  }
}

extension APIDomainName {
  /// The ARN that policies have for a private one; nil where its id is not known.
  var knownARN: String? { domainNameId == nil ? nil : executeARN }
}

extension Policy {
  /// Whether a statement is for an account, somebody of it, or anybody who may be.
  fileprivate func mayAllow(account: String) -> Bool {
    statements.filter { $0.effect == .allow }.contains { statement in
      guard let principal = statement.principal, !principal.isNegated else { return true }
      return principal.patterns.contains { pattern in
        switch pattern.meaning {
        case .account(let id): id == account
        case .identity(let identity): identity.account == account
        case .everyone, .canonicalUser: true
        case .service, .everyService, .federated, .everyProvider, .nobody: false
        }
      }
    }
  }

  /// Any ARN, where the policy has none of its own that it could be compared with.
  fileprivate var standInARN: String? {
    let patterns = statements.flatMap(\.resource.patterns).map(\.source)
    return patterns.allSatisfy { $0 == "*" || $0 == "execute-api:/*" }
      ? "arn:aws:execute-api:x:x:/domainnames/x" : nil
  }
}
