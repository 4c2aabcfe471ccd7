import NetworkModel

// https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-usage-plans.html

extension ScopeReading {
  /// `apigateway get-usage-plans`.
  func readUsagePlan(_ record: JSONValue) throws(JSONError) {
    var stages: [UsagePlan.APIStage] = []
    for stage in try record.elements("apiStages") {
      stages.append(UsagePlan.APIStage(apiId: try stage.id("apiId"), stage: try stage.id("stage")))
    }
    topology.usagePlans.append(
      UsagePlan(
        try identity(record.id("id"), record, name: record.text("name"), tags: "tags"), stages: stages, keyIds: nil))
  }

  /// `apigateway get-usage-plan-keys` of one plan.
  func readUsagePlanKey(_ record: JSONValue) throws(JSONError) {
    guard let plan = parameter else { return }
    joins.usagePlanKeys[plan, default: []].append(try record.id("id"))
  }

  /// `apigateway get-api-keys`; their values are there where it was asked with `--include-values`.
  func readAPIKey(_ record: JSONValue) throws(JSONError) {
    topology.apiKeys.append(
      APIKey(
        try identity(record.id("id"), record, name: record.text("name"), tags: "tags"),
        isEnabled: try record.boolean("enabled") ?? true, value: try record.text("value")))
  }

  func finishUsagePlans() {
    for index in topology.usagePlans.indices {
      let id = topology.usagePlans[index].id
      topology.usagePlans[index].keyIds =
        joins.usagePlanKeys[id] ?? (hasRead("apigateway get-usage-plan-keys", id) ? [] : nil)
    }
  }
}
