import NetworkModel

extension TerraformReading {
  /// Puts together what resources of their own say of each API.
  func finishRestAPIs() {
    for index in topology.restAPIs.indices {
      var api = topology.restAPIs[index]
      let saved = joins.restAPI.policies[api.id]
      api.policyDocument = saved?.document ?? api.policyDocument
      api.policySource = saved.map { PolicySource(source(of: $0.instance)) }
      api.resources = apiResources(of: api.id)
      api.authorizers = joins.restAPI.authorizers.filter { $0.apiId == api.id }.map(\.authorizer)
      api.gatewayResponses = joins.restAPI.gatewayResponses.filter { $0.apiId == api.id }.map(\.response)
      api.stages = joins.restAPI.stages.filter { $0.apiId == api.id }.map(\.stage)
      switch joins.restAPI.definitions[api.id] {
      case .some(.some(let definition)): definition.complete(&api)
      case .some(.none):
        api.resources = nil
        api.authorizers = nil
        api.gatewayResponses = nil
      case .none: break
      }
      api.deployments = joins.restAPI.deployments.filter { $0.apiId == api.id }.map { made in
        var deployment = made.deployment
        deployment.policy = deployedPolicy(made.instance, saved?.instance)
        return deployment
      }
      topology.restAPIs[index] = api
    }
  }

  /// Which policy a deployment captured (AG P-7): one that the plan makes behind the policy has it as it is saved; one
  /// that stays while the plan changes the policy keeps what was there before. AWS shows it of no other.
  private func deployedPolicy(_ deployment: Int, _ saver: Int?) -> RestAPI.DeployedPolicy {
    guard let saver, resources.instances[deployment].change != nil else { return .notShown }
    let record = resources.instances[saver]
    let isInline = record.type == "aws_api_gateway_rest_api"
    let before = record.change?.value("before")
    let isNew = resources.isCreated(saver)
    let old = before.flatMap { (try? $0.text("policy")) ?? nil }
    let isChanged = isNew || old != ((try? record.values?.text("policy")) ?? nil)
    if resources.isCreated(deployment) {
      return isInline || !isChanged || references.depends(deployment, on: saver) ? .asSaved : .notShown
    }
    return isChanged && !(isInline && isNew) ? .document(old) : .notShown
  }
}
