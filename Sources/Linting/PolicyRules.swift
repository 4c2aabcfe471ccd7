import AccessPolicies
import NetworkModel
import Reachability

// Rules about resource policies of private APIs (AG 3): AGW-004 to AGW-007 and AGW-014.

extension Linter {
  mutating func checkPolicies() {
    for api in index.apis where api.isPrivate {
      checkDeployment(of: api)
      guard let policy = api.policy else { continue }
      checkOpenness(of: api, policy)
      checkAllowList(of: api, policy)
      checkKeys(of: policy, api.api, "the resource policy", api.api.policySource)
      checkPrincipals(of: api, policy)
      checkIds(of: api, policy)
      checkResources(of: api, policy)
      checkNegations(of: policy, api.api, "the resource policy", api.api.policySource)
      checkCognito(of: api, policy)
    }
    for domain in topology.apiDomainNames where domain.endpointType == .private {
      guard let policy = domain.policyDocument.flatMap({ PolicyDocument($0, kind: .resource).policy }) else { continue }
      checkKeys(of: policy, domain, "the domain name's policy", domain.policySource)
      checkNegations(of: policy, domain, "the domain name's policy", domain.policySource)
    }
    for endpoint in index.apiEndpoints {
      guard let policy = endpoint.policyDocument.flatMap({ PolicyDocument($0, kind: .resource).policy }) else {
        continue
      }
      checkNegations(of: policy, endpoint, "the endpoint policy", endpoint.policySource)
    }
    for call in calls { checkCaller(of: call) }
  }

  // MARK: Who gets in

  /// Keys that say nothing about whose the call is: everybody can have any value of them.
  private static let harmless: Set<String> = [
    "aws:vpcsourceip", "aws:currenttime", "aws:epochtime", "aws:useragent", "aws:referer",
  ]

  /// What the policy says of a call through an endpoint that nobody has listed.
  private func evaluateStranger(_ api: LintedAPI, _ policy: Policy, _ sample: LintedAPI.Sample) -> Evaluation {
    let call = api.call(sample, endpointId: "vpce-0123456789strange", vpcId: "vpc-0123456789strange")
    return policy.evaluate(call.apiRequest(signatureCounts: false))
  }

  private mutating func checkOpenness(of api: LintedAPI, _ policy: Policy) {
    let denies = policy.statements.filter { $0.effect == .deny }
    for statement in policy.statements where statement.effect == .allow && statement.isForEverybody {
      let part = Policy(kind: .resource, version: policy.version, statements: [statement] + denies)
      let isOpen = api.samplesOrAny.contains { sample in
        let evaluation = evaluateStranger(api, part, sample)
        if evaluation.decision == .allowed { return true }
        let keys = Set(evaluation.unknownKeys.map { $0.lowercased() })
        return evaluation.decision == .undetermined && !keys.isEmpty && keys.isSubset(of: Linter.harmless)
      }
      guard isOpen else { continue }
      report(
        .openToEveryEndpoint, api.api, at: statement.place(in: api.api.policySource),
        "\(statement.title) of the resource policy allows everybody, whatever VPC endpoint the call comes through, "
          + "and no Deny confines it")
    }
  }

  private mutating func checkAllowList(of api: LintedAPI, _ policy: Policy) {
    let samples = api.samples.filter { ["CUSTOM", "AWS_IAM"].contains($0.method.authorizationType) }
    let open = samples.filter { sample in
      let possible = evaluateStranger(api, policy, sample).possible
      return possible.contains(.implicitDeny) && !possible.contains(.explicitDeny)
    }
    guard !open.isEmpty else { return }
    for statement in policy.statements where statement.effect == .allow {
      guard let condition = statement.conditions.first(where: { $0.isOn(anyOf: NetworkKeys.all) }) else { continue }
      report(
        .allowListBesideAuthorizer, api.api, at: statement.place(in: api.api.policySource),
        "\(statement.title) confines by `\(condition.title)` to \(Words.quoted(condition.values.map(\.source))), and no "
          + "Deny does; \(Words.list(open.map(\.title))) \(open.count == 1 ? "has" : "have") an authorizer or AWS_IAM")
      return
    }
  }

  // MARK: Keys

  private mutating func checkKeys(
    of policy: Policy, _ owner: some Resource, _ what: String, _ source: PolicySource?
  ) {
    let unsupported = ["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths", "aws:SourceVpcArn"]
    for statement in policy.statements {
      for condition in statement.conditions where condition.operator.comparison != .null {
        let isSourceIP = condition.isOn("aws:SourceIp")
        guard isSourceIP || condition.isOn(anyOf: unsupported) else { continue }
        report(
          isSourceIP ? .sourceIPKey : .unsupportedKeys, owner, at: statement.place(in: source),
          "\(statement.title) of \(what) has `\(condition.title)`, which \(Linter.effect(of: condition)): "
            + "it \(statement.effect == .allow ? "allows" : "denies") \(Linter.everybody(condition) ? "whoever calls" : "nobody")"
        )
      }
    }
  }

  /// Whether a condition holds where its key is absent.
  static func everybody(_ condition: Condition) -> Bool {
    switch condition.operator.quantifier {
    case .forAnyValue: false
    case .forAllValues: true
    case nil: condition.operator.isNegated || condition.operator.ifExists
    }
  }

  private static func effect(of condition: Condition) -> String {
    everybody(condition) ? "every call through an endpoint fulfils" : "no call through an endpoint fulfils"
  }

  private mutating func checkNegations(
    of policy: Policy, _ owner: some Resource, _ what: String, _ source: PolicySource?
  ) {
    for statement in policy.statements where statement.effect == .allow {
      var negated: [String] = []
      if let principal = statement.principal, principal.isNegated {
        negated.append("NotPrincipal \(Words.quoted(principal.patterns.map(\.source)))")
      }
      if statement.action.isNegated {
        negated.append("NotAction \(Words.quoted(statement.action.patterns.map(\.source)))")
      }
      if statement.resource.isNegated {
        negated.append("NotResource \(Words.quoted(statement.resource.patterns.map(\.source)))")
      }
      if negated.isEmpty { continue }
      report(
        .negatedAllow, owner, at: statement.place(in: source),
        "\(statement.title) of \(what) allows with \(negated.joined(separator: " and "))")
    }
  }

}
