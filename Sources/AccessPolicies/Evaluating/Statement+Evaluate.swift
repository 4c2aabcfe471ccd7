extension Statement {
  /// Holds every element against the request, also after one has failed: near misses are told from that.
  func findings(for request: AccessRequest) -> StatementFindings {
    var findings: [Finding] = []
    if let principal { findings.append(finding(principal, request)) }
    findings.append(
      finding(action, action.isNegated ? .notAction : .action, request.action) {
        $0.matches(request.action[...], .wildcardsIgnoringCase, in: request.context)
      })
    findings.append(resourceFinding(request))
    findings += conditions.map { finding($0, request.context) }
    return StatementFindings(name: name, effect: effect, findings: findings)
  }

  private func finding(_ principal: PrincipalElement, _ request: AccessRequest) -> Finding {
    Finding(
      principal.isNegated ? .notPrincipal : .principal, wanted: principal.patterns.map(\.description),
      had: request.principal == .unknown ? .unknown : .value(request.principal.description),
      holds: principal.holds(for: request.principal, effect: effect))
  }

  private func finding(
    _ element: PatternElement, _ subject: Finding.Subject, _ had: String, matches: (PolicyPattern) -> Truth
  ) -> Finding {
    let matched = element.patterns.map(matches).any
    return Finding(
      subject, wanted: element.patterns.map(\.source), had: .value(had),
      holds: element.isNegated ? matched.negated : matched)
  }

  /// A resource with a variable that has no value matches nothing. One in API Gateway's short form whose owner is not
  /// known may be anything of the service.
  private func resourceFinding(_ request: AccessRequest) -> Finding {
    let isOfAPIGateway = ARN.parts(request.resource)?[2] == "execute-api"
    var finding = finding(resource, resource.isNegated ? .notResource : .resource, request.resource) {
      if $0.isShortForm { return isOfAPIGateway ? .unknown : .no }
      return $0.matches(request.resource[...], .wildcards, in: request.context)
    }
    if finding.holds == .unknown { finding.unknownKeys = unknownKeys(resource.patterns, request.context) }
    return finding
  }

  private func finding(_ condition: Condition, _ context: RequestContext) -> Finding {
    let holds = condition.holds(in: context)
    var finding = Finding(
      .condition(condition.operator, key: condition.key), wanted: condition.values.map(\.source),
      had: context[condition.key], holds: holds)
    if holds == .unknown {
      var keys = unknownKeys(condition.values, context)
      if context[condition.key].isUnknown { keys.append(condition.key) }
      finding.unknownKeys = Array(Set(keys)).sorted()
    }
    return finding
  }

  private func unknownKeys(_ patterns: [PolicyPattern], _ context: RequestContext) -> [String] {
    Array(Set(patterns.flatMap(\.variableKeys).filter { context[$0].isUnknown })).sorted()
  }
}

extension ContextValue {
  fileprivate var isUnknown: Bool { self == .unknown || self == .unknownValue }
}
