// What to change where an API does not come to its backend (api-gateway 6).

extension Remedy {
  var ofIntegration: String? {
    switch blocker.code {
    case .policyTarget: ofPermission
    case .integrationLinkState: ofLink
    case .integrationUnsupported where blocker.component.kind == .loadBalancer:
      "lead the VPC link to a load balancer that it can use, in the API's account and Region, in place of \(component)"
    case .integrationUnsupported where blocker.component.kind == .vpcLink:
      "make a VPC link that the API can use, in its account and Region, in place of \(component)"
    case .integrationUnsupported where blocker.rule?.hasPrefix("stageVariables.") ?? false:
      "give the stage \(blocker.rule.map { "`\($0)`" } ?? ""), to which the integration of \(component) refers"
    case .integrationUnsupported:
      "set the integration of \(component) to a backend that API Gateway can call"
        + (blocker.rule.map { " in place of `\($0)`" } ?? "")
    case .noPath where [.restApi, .api].contains(blocker.component.kind):
      "make a VPC link to \(blocker.rule.map { "`\($0)`" } ?? "the backend"), and let the integration of \(component) use it"
    default: nil
    }
  }

  private var ofPermission: String {
    guard let source = blocker.towards, blocker.component.kind == .function else {
      return "let the policy of \(component) allow the caller to invoke it (`lambda add-permission`)"
    }
    let service = source.contains(":execute-api:") ? "apigateway" : "elasticloadbalancing"
    return "add a permission to the policy of \(component): `lambda add-permission --action lambda:InvokeFunction "
      + "--principal \(service).amazonaws.com --source-arn \(source)`"
  }

  private var ofLink: String {
    if let rule = blocker.rule, rule.contains("${stageVariables.") {
      return "let `\(rule)` in the integration of \(component) be the id of a VPC link that exists"
    }
    if blocker.component.kind != .vpcLink {
      return "name a VPC link that exists in the integration of \(component)"
    }
    switch blocker.rule {
    case "INACTIVE": return "wait until the interfaces of \(component) are back, and keep it in use"
    case "PENDING": return "wait until \(component) is AVAILABLE"
    case "FAILED", "DELETING": return "make a new VPC link in place of \(component)"
    default: return "make a new VPC link in place of \(component), to a load balancer that backs nothing else"
    }
  }

  /// The load balancer that asks its groups of what comes through PrivateLink.
  var enforcing: String? {
    blocker.direction == .ingress && blocker.component.kind == .securityGroup ? blocker.towards : nil
  }

  var ofEnforcement: String? {
    enforcing.map {
      "switch the enforcement of inbound rules on PrivateLink traffic off for \($0): `elbv2 set-security-groups "
        + "--enforce-security-group-inbound-rules-on-private-link-traffic off`"
    }
  }
}
