import NetworkModel

extension TerraformResourceType {
  static let userPools: [TerraformResourceType] =
    [
      .resource("aws_cognito_user_pool", TerraformReading.readUserPool),
      .part("aws_cognito_user_pool_domain", TerraformReading.readUserPoolDomain),
    ]
    + ignored(
      "it says how people log in, not whom an API lets in", "aws_cognito_user_pool_client",
      "aws_cognito_user_pool_ui_customization", "aws_cognito_identity_provider", "aws_cognito_resource_server",
      "aws_cognito_user", "aws_cognito_user_group", "aws_cognito_identity_pool")
}

extension TerraformReading {
  /// `aws_cognito_user_pool`.
  func readUserPool(_ block: TerraformBlock) throws(JSONError) {
    var identity = try identity(block, name: block.text("name"))
    // Authorizers name pools by their ARN, which one that is made now does not have.
    identity.arn = identity.arn ?? identity.id
    var domains: [String] = []
    for attribute in ["domain", "custom_domain"] {
      if let domain = try block.text(attribute) { domains.append(domain) }
    }
    topology.userPools.append(UserPool(identity, domains: domains))
  }

  /// `aws_cognito_user_pool_domain`.
  func readUserPoolDomain(_ block: TerraformBlock) throws(JSONError) {
    guard let pool = try link(block, "user_pool_id", .userPool), let domain = try block.text("domain") else { return }
    joins.userPoolDomains.append((pool, domain))
  }

  func finishUserPools() {
    for (pool, domain) in joins.userPoolDomains {
      for index in topology.userPools.indices where topology.userPools[index].id == pool {
        if topology.userPools[index].domains?.contains(domain) == false {
          topology.userPools[index].domains?.append(domain)
        }
      }
    }
  }
}
