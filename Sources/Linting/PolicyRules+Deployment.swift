import AccessPolicies
import NetworkModel
import Reachability

// Rules about what of an API is live (AG P-6, P-7): AGW-001 to AGW-003.

extension Linter {
  mutating func checkDeployment(of api: LintedAPI) {
    if api.api.policyDocument == nil, !topology.visibility.unknownValues.contains("\(api.api.id).policy") {
      report(.noResourcePolicy, api.api, "\(api.api.identity.label) is private and has no resource policy")
    }
    for stage in api.api.stages ?? [] {
      guard let deployment = api.api.deployment(of: stage) else { continue }
      let place = stage.source ?? api.api.identity.source
      if case .document(let live) = deployment.policy,
        Linter.statements(live) != Linter.statements(api.api.policyDocument)
      {
        let what = live == nil ? "no policy" : "another policy than the one that is saved"
        report(.policyNotDeployed, api.api, at: place, "stage `\(stage.name)` was deployed with \(what)")
      }
      if let live = deployment.vpcEndpointIds, Set(live) != Set(api.api.vpcEndpointIds) {
        let (added, gone) = (
          api.api.vpcEndpointIds.filter { !live.contains($0) }, live.filter { !api.api.vpcEndpointIds.contains($0) }
        )
        let parts =
          (added.isEmpty ? [] : ["\(Words.quoted(added)) added"])
          + (gone.isEmpty ? [] : ["\(Words.quoted(gone)) removed"])
        report(
          .endpointsNotDeployed, api.api, at: place,
          "since stage `\(stage.name)` was deployed: \(parts.joined(separator: ", ")) among its VPC endpoints")
      }
    }
  }

  /// What a policy says, however it is laid out.
  private static func statements(_ text: String?) -> [Statement]? {
    guard let text else { return nil }
    return PolicyDocument(text, kind: .resource).policy?.statements.map { statement in
      var statement = statement
      statement.name = StatementName(number: statement.name.number, sid: statement.name.sid)
      return statement
    }
  }
}
