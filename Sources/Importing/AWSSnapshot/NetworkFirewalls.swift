import NetworkModel

/// What the calls of AWS Network Firewall say.
struct FirewallJoins {
  /// Whether each policy lets everything pass, by ARN.
  var passesEverything: [String: Bool] = [:]
  /// Firewalls that `list-firewalls` names, with where.
  var listed: [(arn: String, name: String?, row: Coverage.ResourceRow)] = []
}

extension ScopeReading {
  /// `network-firewall list-firewalls`: names only; `describe-firewall` says the rest.
  func readListedFirewall(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("FirewallArn")
    let name = try record.text("FirewallName")
    let row = Coverage.ResourceRow(
      component: arn, kind: ResourceKind.firewall.rawValue, name: name, account: scope.account, region: scope.region,
      state: .unknown, reason: "`network-firewall describe-firewall` is not visible", source: source(record))
    joins.firewall.listed.append((arn, name, row))
  }

  /// `network-firewall describe-firewall` of one firewall: its VPC, policy and the endpoint of each zone.
  func readFirewall(_ document: JSONValue) throws(JSONError) {
    let firewall = try document.object("Firewall")
    let arn = try firewall.id("FirewallArn")
    var endpoints: [String] = []
    let states = document.value("FirewallStatus")?.value("SyncStates")
    for (_, state) in (states?.fields ?? []).sorted(by: { $0.key < $1.key }) {
      if let endpoint = try state.value("Attachment")?.optionalId("EndpointId") { endpoints.append(endpoint) }
    }
    topology.networkFirewalls.append(
      NetworkFirewall(
        try identity(arn, firewall, name: firewall.text("FirewallName"), owner: ARN.account(arn), arn: arn),
        vpcId: try firewall.id("VpcId"), firewallPolicyArn: try firewall.optionalId("FirewallPolicyArn"),
        endpointIds: endpoints))
  }

  /// `network-firewall describe-firewall-policy`: does it let everything pass?
  ///
  /// It does if it has no rule group, its stateless default passes or hands to the stateful engine, and that one drops
  /// nothing by default.
  func readFirewallPolicy(_ document: JSONValue) throws(JSONError) {
    let arn = try document.object("FirewallPolicyResponse").id("FirewallPolicyArn")
    let policy = try document.object("FirewallPolicy")
    let stateless = try policy.ids("StatelessDefaultActions")
    let stateful = try policy.ids("StatefulDefaultActions")
    var groups = 0
    for key in ["StatelessRuleGroupReferences", "StatefulRuleGroupReferences"] as [StaticString] {
      for _ in try policy.elements(key) { groups += 1 }
    }
    joins.firewall.passesEverything[arn] =
      groups == 0 && !stateless.isEmpty && !stateless.contains("aws:drop")
      && !stateful.contains { $0.hasPrefix("aws:drop") || $0.hasPrefix("aws:reject") }
  }

  func finishFirewalls() {
    for index in topology.networkFirewalls.indices {
      topology.networkFirewalls[index].passesEverything = topology.networkFirewalls[index].firewallPolicyArn.flatMap {
        joins.firewall.passesEverything[$0]
      }
    }
    let described = Set(topology.networkFirewalls.map(\.id))
    topology.coverage.unmodelled += joins.firewall.listed.filter { !described.contains($0.arn) }.map(\.row)
  }
}
