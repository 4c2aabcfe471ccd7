import AccessPolicies
import NetworkModel
import Reachability

// Rules about statements that say who signs (AG 3.5): AGW-008 and AGW-009.

extension Linter {
  mutating func checkPrincipals(of api: LintedAPI, _ policy: Policy) {
    let anonymous = api.samples.filter { $0.isAnonymous && $0.method.authorizationType != nil }
    for statement in policy.statements {
      let covered = anonymous.filter { sample in
        policy.only(statement.forEverybody).evaluate(api.request(sample, through: nil)).possible
          .contains(statement.effect == .allow ? .allowed : .explicitDeny)
      }
      if covered.isEmpty { continue }
      statement.effect == .allow
        ? checkAllow(statement, api, policy, covered) : checkDeny(statement, api, policy, covered)
    }
  }

  private mutating func checkAllow(
    _ statement: Statement, _ api: LintedAPI, _ policy: Policy, _ covered: [LintedAPI.Sample]
  ) {
    let condition = statement.principalConditions.first { !Linter.everybody($0) && $0.operator.comparison != .null }
    let named = statement.principal.map { $0.isNegated || statement.isForEverybody ? [] : $0.patterns } ?? []
    guard condition != nil || !named.isEmpty else { return }
    let shut = covered.filter { !policy.evaluate(api.request($0, through: nil)).possible.contains(.allowed) }
    if shut.isEmpty { return }
    let what = condition.map { "wants `\($0.title)`" } ?? "is for \(Words.quoted(named.map(\.source)))"
    let types = Array(Set(shut.compactMap(\.method.authorizationType))).sorted()
    report(
      .principalWithoutIAM, api.api, at: statement.place(in: api.api.policySource),
      "\(statement.title) \(what), and no statement lets anonymous calls of \(Words.list(shut.map(\.title))) in, "
        + "whose authorization is \(Words.list(types))")
  }

  private mutating func checkDeny(
    _ statement: Statement, _ api: LintedAPI, _ policy: Policy, _ covered: [LintedAPI.Sample]
  ) {
    guard let condition = statement.principalConditions.first(where: { $0.operator.isNegated && Linter.everybody($0) })
    else { return }
    let denied = covered.filter {
      policy.only(statement).evaluate(api.request($0, through: nil)).possible.contains(.explicitDeny)
    }
    if denied.isEmpty { return }
    report(
      .denyOfAbsentPrincipal, api.api, at: statement.place(in: api.api.policySource),
      "\(statement.title) denies by `\(condition.title)`, which anonymous calls fulfil: "
        + "\(Words.list(denied.map(\.title))) \(denied.count == 1 ? "is" : "are") without AWS_IAM")
  }
}
