import NetworkModel

extension TerraformResourceType {
  static let dnsFirewalls: [TerraformResourceType] = [
    .resource("aws_route53_resolver_firewall_rule_group", TerraformReading.readDNSFirewallRuleGroup),
    .part("aws_route53_resolver_firewall_rule", TerraformReading.readDNSFirewallRule),
    .part(
      "aws_route53_resolver_firewall_rule_group_association", TerraformReading.readDNSFirewallAssociation),
    .part("aws_route53_resolver_firewall_domain_list", TerraformReading.readDNSFirewallDomainList),
  ]
}

/// What resources of their own add to DNS Firewall's rule groups.
struct DNSFirewallTerraformJoins {
  var rules: [(groupId: String, rule: DNSFirewallRuleGroup.Rule, listId: String?)] = []
  var associations: [(groupId: String, association: DNSFirewallRuleGroup.Association)] = []
  /// By the id of the list.
  var domains: [String: [String]] = [:]
}

extension TerraformReading {
  /// `aws_route53_resolver_firewall_rule_group`.
  func readDNSFirewallRuleGroup(_ block: TerraformBlock) throws(JSONError) {
    topology.dnsFirewallRuleGroups.append(
      DNSFirewallRuleGroup(try identity(block, name: block.text("name")), rules: []))
  }

  /// `aws_route53_resolver_firewall_rule`.
  func readDNSFirewallRule(_ block: TerraformBlock) throws(JSONError) {
    guard let group = try link(block, "firewall_rule_group_id", .dnsFirewallRuleGroup) else { return }
    let rule = DNSFirewallRuleGroup.Rule(
      try block.text("name") ?? "", priority: try block.integer("priority") ?? 0, action: try dnsAction(block),
      domains: nil, queryType: try block.text("q_type").map { RecordType(rawValue: $0) },
      trustsRedirection: try block.text("firewall_domain_redirection_action") == "TRUST_REDIRECTION_DOMAIN")
    joins.dnsFirewall.rules.append((group, rule, try link(block, "firewall_domain_list_id", .dnsFirewallDomainList)))
  }

  private func dnsAction(_ block: TerraformBlock) throws(JSONError) -> DNSFirewallRuleGroup.Action {
    switch try block.text("action") ?? "" {
    case "ALLOW": return .allow
    case "ALERT": return .alert
    case "BLOCK": break
    case let other:
      throw JSONError(
        token: block.values?.token ?? 0, message: "expected ALLOW, ALERT or BLOCK, found `\(other)`")
    }
    switch try block.text("block_response") {
    case "NXDOMAIN": return .blockWithNXDOMAIN
    case "OVERRIDE": return .blockWithOverride(DomainName(try block.text("block_override_domain") ?? ""))
    default: return .blockWithNoData
    }
  }

  /// `aws_route53_resolver_firewall_rule_group_association`.
  func readDNSFirewallAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let group = try link(block, "firewall_rule_group_id", .dnsFirewallRuleGroup),
      let vpc = try link(block, "vpc_id", .vpc)
    else { return }
    joins.dnsFirewall.associations.append((group, .init(vpc, priority: try block.integer("priority") ?? 0)))
  }

  /// `aws_route53_resolver_firewall_domain_list`.
  func readDNSFirewallDomainList(_ block: TerraformBlock) throws(JSONError) {
    guard !block.lacksElements(of: "domains") else { return }
    joins.dnsFirewall.domains[id(of: block.instance)] = try block.texts("domains")
  }

  func finishDNSFirewalls() {
    for index in topology.dnsFirewallRuleGroups.indices {
      let id = topology.dnsFirewallRuleGroups[index].id
      topology.dnsFirewallRuleGroups[index].associations =
        joins.dnsFirewall.associations.filter { $0.groupId == id }.map(\.association)
      topology.dnsFirewallRuleGroups[index].rules =
        joins.dnsFirewall.rules.filter { $0.groupId == id }.map { _, rule, list in
          var rule = rule
          rule.domains = list.flatMap { joins.dnsFirewall.domains[$0] }
          return rule
        }
    }
  }
}
