import NetworkModel

extension ScopeReading {
  /// `ec2 describe-vpc-block-public-access-options`: the mode of the account in the Region.
  func readBlockPublicAccessOptions(_ document: JSONValue) throws(JSONError) {
    let options = try document.object("VpcBlockPublicAccessOptions")
    let mode = try options.required("InternetGatewayBlockMode")
    guard let parsed = BlockPublicAccess.Mode(rawValue: try mode.string()) else {
      throw JSONError(token: mode.token, message: "expected a mode that is known, found `\(try mode.string())`")
    }
    topology.blockPublicAccess.append(
      BlockPublicAccess(
        try identity(
          "vpc-block-public-access-\(scope.account)-\(scope.region)", options,
          owner: options.optionalId("AwsAccountId")), mode: parsed))
  }

  /// `ec2 describe-vpc-block-public-access-exclusions`. One that is being made or taken away does not count.
  func readBlockPublicAccessExclusion(_ record: JSONValue) throws(JSONError) {
    let mode = try record.required("InternetGatewayExclusionMode")
    guard let parsed = BlockPublicAccess.ExclusionMode(rawValue: try mode.string()) else {
      throw JSONError(token: mode.token, message: "expected a mode that is known, found `\(try mode.string())`")
    }
    switch try record.text("State") {
    case nil, "create-complete", "update-complete", "update-in-progress", "delete-failed":
      joins.blockPublicAccessExclusions.append(
        BlockPublicAccess.Exclusion(resourceId: ARN.resourceId(try record.id("ResourceArn")), mode: parsed))
    default: break
    }
  }

  func finishBlockPublicAccess() {
    for index in topology.blockPublicAccess.indices {
      topology.blockPublicAccess[index].exclusions = joins.blockPublicAccessExclusions
    }
  }
}
