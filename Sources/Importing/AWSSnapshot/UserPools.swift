import NetworkModel

// https://docs.aws.amazon.com/cli/latest/reference/cognito-idp/describe-user-pool.html

extension ScopeReading {
  /// `cognito-idp list-user-pools`.
  func readListedUserPool(_ record: JSONValue) throws(JSONError) { try readUserPool(record, domains: nil) }

  /// `cognito-idp describe-user-pool` of one.
  func readUserPool(_ document: JSONValue) throws(JSONError) {
    let pool = try document.object("UserPool")
    var domains: [String] = []
    for key in ["Domain", "CustomDomain"] as [StaticString] {
      if let domain = try pool.text(key) { domains.append(domain) }
    }
    try readUserPool(pool, domains: domains)
  }

  private func readUserPool(_ record: JSONValue, domains: [String]?) throws(JSONError) {
    let id = try record.id("Id")
    let arn =
      "arn:\(ARN.partition(ofRegion: scope.region)):cognito-idp:\(scope.region):\(scope.account):userpool/\(id)"
    let pool = UserPool(
      try identity(id, record, name: record.text("Name"), arn: arn, tags: "UserPoolTags"), domains: domains)
    if let index = topology.userPools.firstIndex(where: { $0.id == id }) {
      topology.userPools[index].fill(from: pool)
    } else {
      topology.userPools.append(pool)
    }
  }
}
