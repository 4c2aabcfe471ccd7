import NetworkModel

extension Remedy {
  /// The change in Terraform's words, where the component is written for Terraform.
  var terraform: String? {
    guard let address = blocker.component.source?.address else { return nil }
    let change = "change `\(blocker.source?.address ?? address)`"
    let name = reference(address)
    switch blocker.code {
    case .eniSgRulesMismatch where enforcing != nil, .sgHasNoRules where enforcing != nil:
      return "set `enforce_security_group_inbound_rules_on_private_link_traffic = \"off\"` in the `aws_lb` that has "
        + "`\(name)`"
    case .policyTarget: return "add `aws_lambda_permission` with `function_name = \(address).function_name`"
    case .elbv2ListenersMismatch: return "add `aws_lb_listener` with `load_balancer_arn = \(address).arn`"
    case .eniSgRulesMismatch, .sgHasNoRules:
      guard blocker.component.kind == .securityGroup else { return change }
      let type = "aws_vpc_security_group_\(blocker.direction == .egress ? "egress" : "ingress")_rule"
      return "add `\(type)` with `security_group_id = \(name)`"
    case .subnetAclRestriction:
      guard blocker.component.kind == .networkAcl else { return change }
      if let rule = blocker.source?.address, rule != address { return "change `\(rule)`" }
      return "add `aws_network_acl_rule` with `network_acl_id = \(name)`"
    case .noRouteToDestination:
      guard blocker.component.kind == .routeTable else { return change }
      return "add `aws_route` with `route_table_id = \(name)`"
    default: return change
    }
  }

  /// How the configuration refers to the component: `aws_vpc.main.default_network_acl_id`, `aws_security_group.db.id`.
  private func reference(_ address: String) -> String {
    let id = blocker.component.id
    return id.hasPrefix(address + ".") ? id : "\(address).id"
  }
}
