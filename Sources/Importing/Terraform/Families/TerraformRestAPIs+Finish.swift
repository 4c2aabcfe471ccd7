import NetworkModel

extension TerraformReading {
  /// Puts together what resources of their own say of each API.
  func finishRestAPIs() {
    guardStages()
    for index in topology.restAPIs.indices where !joins.restAPI.looked.contains(topology.restAPIs[index].id) {
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
      api.deployments = deployments(of: api.id)
      topology.restAPIs[index] = api
    }
    addToOtherRestAPIs()
  }

  /// Notes Web ACLs at the stages that they guard, `arn:aws:apigateway:REGION::/restapis/API/stages/NAME`.
  private func guardStages() {
    for (guarded, acl) in joins.restAPI.guarded {
      let parts = guarded.split(separator: "/").map(String.init)
      let written =
        parts.count == 5 && parts[1] == "restapis"
        ? RestAPITerraformJoins.StageName(apiId: parts[2], name: parts[4]) : nil
      guard let stage = joins.restAPI.stagesById[guarded] ?? written else { continue }
      for place in joins.restAPI.stages.indices
      where joins.restAPI.stages[place].apiId == stage.apiId && joins.restAPI.stages[place].stage.name == stage.name {
        joins.restAPI.stages[place].stage.webACLArn = acl
      }
    }
  }

  private func deployments(of api: String) -> [RestAPI.Deployment] {
    joins.restAPI.deployments.filter { $0.apiId == api }.map { made in
      var deployment = made.deployment
      deployment.policy = deployedPolicy(made.instance, joins.restAPI.policies[api]?.instance)
      return deployment
    }
  }

  /// What is made in an API that is only looked up, or that is another input's.
  private func addToOtherRestAPIs() {
    let own = Set(topology.restAPIs.map(\.id)).subtracting(joins.restAPI.looked)
    var named: Set<String> = Set(joins.restAPI.paths.map(\.apiId)).union(joins.restAPI.methods.map(\.apiId))
    named.formUnion(joins.restAPI.stages.map(\.apiId))
    named.formUnion(joins.restAPI.deployments.map(\.apiId))
    named.formUnion(joins.restAPI.authorizers.map(\.apiId))
    named.formUnion(joins.restAPI.gatewayResponses.map(\.apiId))
    named.formUnion(joins.restAPI.policies.keys)
    for api in named.subtracting(own).subtracting(topology.visibility.unknownValues).sorted() {
      joins.additions.restAPIs.append(
        RestAPIAddition(
          apiId: api, paths: joins.restAPI.paths.filter { $0.apiId == api }, methods: apiMethods(of: api),
          authorizers: joins.restAPI.authorizers.filter { $0.apiId == api }.map(\.authorizer),
          gatewayResponses: joins.restAPI.gatewayResponses.filter { $0.apiId == api }.map(\.response),
          stages: joins.restAPI.stages.filter { $0.apiId == api }.map(\.stage), deployments: deployments(of: api),
          policyDocument: joins.restAPI.policies[api]?.document))
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
