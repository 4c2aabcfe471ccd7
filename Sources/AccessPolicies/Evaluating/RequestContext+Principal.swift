extension RequestContext {
  /// Sets what the caller's identity says of the keys that describe it, `aws:Principal…`, `aws:userid`, `aws:username`
  /// and those of temporary credentials (AG 3.3). Tags, the organization and multi-factor authentication are
  /// not known.
  ///
  /// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  /// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
  public mutating func setPrincipalKeys(of principal: RequestPrincipal) {
    let rest: ContextValue = principal == .anonymous ? .absent : .unknown
    setAll(withPrefix: "aws:Principal", to: rest)
    setAll(withPrefix: "aws:MultiFactorAuth", to: rest)
    for key in ["aws:userid", "aws:username", "aws:TokenIssueTime"] { self[key] = rest }
    switch principal {
    case .identity(let identity): setKeys(of: identity)
    case .service(let name):
      self["aws:PrincipalIsAWSService"] = .value("true")
      self["aws:PrincipalServiceName"] = .value(name)
    case .anonymous, .federated, .unknown: break
    }
  }

  private mutating func setKeys(of identity: AWSIdentity) {
    self["aws:PrincipalAccount"] = .value(identity.account)
    self["aws:PrincipalIsAWSService"] = .value("false")
    self["aws:PrincipalServiceName"] = .absent
    self["aws:PrincipalServiceNamesList"] = .absent
    self["aws:PrincipalArn"] = .value(identity.arn)
    self["aws:username"] = .absent
    self["aws:userid"] = .unknownValue
    let type: String
    switch identity.form {
    case .root:
      type = "Account"
      self["aws:userid"] = .value(identity.account)
    case .user(let name):
      type = "User"
      self["aws:username"] = .value(name)
    case .role: type = "AssumedRole"
    case .session:
      type = "AssumedRole"
      // The role's ARN is meant, and a session's ARN does not show the role's path.
      self["aws:PrincipalArn"] = .unknownValue
    case .federatedUser: type = "FederatedUser"
    }
    self["aws:PrincipalType"] = .value(type)
    if type == "AssumedRole" || type == "FederatedUser" { self["aws:TokenIssueTime"] = .unknownValue }
  }
}
