import NetworkModel

extension TerraformResourceType {
  static let usagePlans: [TerraformResourceType] = [
    .resource("aws_api_gateway_usage_plan", TerraformReading.readUsagePlan),
    .part("aws_api_gateway_usage_plan_key", TerraformReading.readUsagePlanKey),
    .resource("aws_api_gateway_api_key", TerraformReading.readAPIKey),
  ]
}

extension TerraformReading {
  /// `aws_api_gateway_usage_plan`.
  func readUsagePlan(_ block: TerraformBlock) throws(JSONError) {
    var stages: [UsagePlan.APIStage] = []
    for stage in try block.blocks("api_stages") {
      guard let api = try link(stage, "api_id", .restAPI) else { continue }
      stages.append(UsagePlan.APIStage(apiId: api, stage: try stage.text("stage") ?? unknown(stage, "stage")))
    }
    topology.usagePlans.append(UsagePlan(try identity(block, name: block.text("name")), stages: stages))
  }

  /// `aws_api_gateway_usage_plan_key`.
  func readUsagePlanKey(_ block: TerraformBlock) throws(JSONError) {
    guard let plan = try link(block, "usage_plan_id", .usagePlan), let key = try link(block, "key_id", .apiKey) else {
      return
    }
    joins.usagePlanKeys.append((plan, key))
  }

  /// `aws_api_gateway_api_key`.
  func readAPIKey(_ block: TerraformBlock) throws(JSONError) {
    topology.apiKeys.append(
      APIKey(
        try identity(block, name: block.text("name")), isEnabled: try block.boolean("enabled") ?? true,
        value: try block.text("value")))
  }

  func finishUsagePlans() {
    for index in topology.usagePlans.indices {
      let id = topology.usagePlans[index].id
      topology.usagePlans[index].keyIds = joins.usagePlanKeys.filter { $0.planId == id }.map(\.keyId)
    }
  }
}
