import NetworkModel

/// What DNS Firewall's calls say of what others list.
struct DNSFirewallJoins {
  /// By the id of the rule group; the domain list of each rule by its id.
  var rules: [String: [(rule: DNSFirewallRuleGroup.Rule, listId: String?)]] = [:]
  var associations: [String: [DNSFirewallRuleGroup.Association]] = [:]
  /// By the id of the list.
  var domains: [String: [String]] = [:]
  /// The names of lists that AWS manages.
  var managedLists: [String: String] = [:]
}

extension ScopeReading {
  /// `route53resolver list-firewall-rule-groups`.
  func readDNSFirewallRuleGroup(_ record: JSONValue) throws(JSONError) {
    topology.dnsFirewallRuleGroups.append(
      DNSFirewallRuleGroup(
        try identity(
          record.id("Id"), record, name: record.text("Name"), owner: record.optionalId("OwnerId"),
          arn: record.text("Arn")), rules: nil))
  }

  /// `route53resolver list-firewall-rule-group-associations`.
  func readDNSFirewallAssociation(_ record: JSONValue) throws(JSONError) {
    guard try record.text("Status") != "DELETING" else { return }
    joins.dnsFirewall.associations[try record.id("FirewallRuleGroupId"), default: []].append(
      .init(try record.id("VpcId"), priority: try record.integer("Priority") ?? 0))
  }

  /// `route53resolver list-firewall-rules` of one group.
  func readDNSFirewallRules(_ document: JSONValue) throws(JSONError) {
    guard let parameter else { return }
    var rules: [(rule: DNSFirewallRuleGroup.Rule, listId: String?)] = []
    for record in try document.elements("FirewallRules") {
      let queryType = try record.text("Qtype")
      let rule = DNSFirewallRuleGroup.Rule(
        try record.text("Name") ?? "", priority: try record.integer("Priority") ?? 0, action: try action(record),
        domains: nil, queryType: queryType.map { RecordType(rawValue: $0) },
        trustsRedirection: try record.text("FirewallDomainRedirectionAction") == "TRUST_REDIRECTION_DOMAIN")
      rules.append((rule, try record.optionalId("FirewallDomainListId")))
    }
    joins.dnsFirewall.rules[parameter] = rules
  }

  private func action(_ record: JSONValue) throws(JSONError) -> DNSFirewallRuleGroup.Action {
    switch try record.string("Action") {
    case "ALLOW": return .allow
    case "ALERT": return .alert
    case "BLOCK": break
    case let other: throw JSONError(token: record.token, message: "expected ALLOW, ALERT or BLOCK, found `\(other)`")
    }
    switch try record.text("BlockResponse") {
    case "NXDOMAIN": return .blockWithNXDOMAIN
    case "OVERRIDE": return .blockWithOverride(DomainName(try record.string("BlockOverrideDomain")))
    default: return .blockWithNoData
    }
  }

  /// `route53resolver list-firewall-domain-lists`.
  func readDNSFirewallDomainList(_ record: JSONValue) throws(JSONError) {
    guard try record.text("ManagedOwnerName") != nil else { return }
    let id = try record.id("Id")
    joins.dnsFirewall.managedLists[id] = try record.text("Name") ?? id
  }

  /// `route53resolver list-firewall-domains` of one list.
  func readDNSFirewallDomains(_ document: JSONValue) throws(JSONError) {
    guard let parameter else { return }
    joins.dnsFirewall.domains[parameter, default: []] += try document.ids("Domains")
  }

  func finishDNSFirewalls() {
    for index in topology.dnsFirewallRuleGroups.indices {
      let id = topology.dnsFirewallRuleGroups[index].id
      topology.dnsFirewallRuleGroups[index].associations = joins.dnsFirewall.associations[id] ?? []
      topology.dnsFirewallRuleGroups[index].rules = joins.dnsFirewall.rules[id]?.map { rule, listId in
        var rule = rule
        rule.domains = listId.flatMap { joins.dnsFirewall.domains[$0] }
        rule.managedListName = listId.flatMap { joins.dnsFirewall.managedLists[$0] }
        return rule
      }
    }
  }
}
