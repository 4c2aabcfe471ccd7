import AccessPolicies
import NetworkModel
import Reachability

// Rules about the ids and ARNs that a policy names: AGW-010 to AGW-012.

extension Linter {
  mutating func checkIds(of api: LintedAPI, _ policy: Policy) {
    for statement in policy.statements {
      for condition in statement.conditions where condition.isOn(anyOf: NetworkKeys.endpointOrVPC) {
        for value in condition.values.map(\.source) where !value.contains(where: { "*?$".contains($0) }) {
          if condition.isOn("aws:SourceVpc") { checkVPC(value, statement, condition, api) }
          checkExistence(value, statement, condition, api)
        }
      }
    }
  }

  private mutating func checkVPC(_ id: String, _ statement: Statement, _ condition: Condition, _ api: LintedAPI) {
    guard let vpc = index.vpcs[id],
      topology.visibility.sees(
        "ec2 describe-vpc-endpoints", account: vpc.identity.account, region: vpc.identity.region)
    else { return }
    let endpoints = index.apiEndpoints.filter { $0.apiRegion == api.api.identity.region }
    guard !endpoints.isEmpty, !endpoints.contains(where: { $0.vpcId == id }) else { return }
    let others = endpoints.map { endpoint in
      "\(endpoint.identity.label) is in \(index.vpcs[endpoint.vpcId]?.identity.label ?? endpoint.vpcId)"
    }
    report(
      .clientVPCInPolicy, api.api, at: statement.place(in: api.api.policySource),
      "\(statement.title) tests `\(condition.title)` for `\(id)`, where no endpoint for execute-api is; "
        + Words.list(others))
  }

  private mutating func checkExistence(
    _ id: String, _ statement: Statement, _ condition: Condition, _ api: LintedAPI
  ) {
    let isVPC = condition.isOn("aws:SourceVpc")
    if isVPC ? index.vpcs[id] != nil : index.endpoints[id] != nil { return }
    // Other accounts' ids are as good, and only a topology file holds everything there is.
    let found = "\(statement.title) tests `\(condition.title)` for `\(id)`"
    let place = statement.place(in: api.api.policySource)
    let noun = isVPC ? "VPC" : "VPC endpoint"
    if topology.visibility.isWhole {
      report(.unknownIdInPolicy, api.api, at: place, "\(found), and there is no \(noun) of that id")
    } else if topology.visibility.wholeScopes.isEmpty, !Linter.isID(id, isVPC ? "vpc-" : "vpce-") {
      report(.unknownIdInPolicy, api.api, at: place, "\(found), which is no id of a \(noun)")
    }
  }

  /// Eight or seventeen hexadecimal digits.
  private static func isID(_ id: String, _ beginning: String) -> Bool {
    let digits = id.dropFirst(beginning.count).utf8
    return id.hasPrefix(beginning) && (digits.count == 8 || digits.count == 17)
      && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  // MARK: Resources

  mutating func checkResources(of api: LintedAPI, _ policy: Policy) {
    for statement in policy.statements where !statement.resource.isNegated {
      for pattern in statement.resource.patterns {
        guard let rest = Linter.methodPart(pattern.source), !rest.contains("*"), !rest.contains("?") else { continue }
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard parts.count < 3 || parts.prefix(2).contains("") else { continue }
        report(
          .resourceWithoutMethod, api.api, at: statement.place(in: api.api.policySource),
          "\(statement.title) is for `\(pattern.source)`, which is no method: it is not API/STAGE/VERB/PATH")
      }
    }
  }

  /// `API/STAGE/VERB/PATH` of a resource of execute-api, also in its short form; nil for any other.
  private static func methodPart(_ resource: String) -> String? {
    if resource.hasPrefix("execute-api:/") { return String(resource.dropFirst("execute-api:".count)) }
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 && parts[2] == "execute-api" ? String(parts[5]) : nil
  }
}
