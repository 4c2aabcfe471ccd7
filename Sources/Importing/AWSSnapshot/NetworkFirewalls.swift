import NetworkModel

/// What the calls of AWS Network Firewall say.
struct FirewallJoins {
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

  /// `network-firewall describe-firewall-policy`.
  func readFirewallPolicy(_ document: JSONValue) throws(JSONError) {
    let response = try document.object("FirewallPolicyResponse")
    let arn = try response.id("FirewallPolicyArn")
    let policy = try document.object("FirewallPolicy")
    func groups(_ key: StaticString) throws(JSONError) -> [FirewallPolicy.GroupReference] {
      var groups: [FirewallPolicy.GroupReference] = []
      for reference in try policy.elements(key) {
        groups.append(
          FirewallPolicy.GroupReference(
            try reference.id("ResourceArn"), priority: try reference.integer("Priority"),
            dropToAlert: try reference.value("Override")?.text("Action") == "DROP_TO_ALERT"))
      }
      return groups.enumerated().sorted {
        ($0.element.priority ?? 0, $0.offset) < ($1.element.priority ?? 0, $1.offset)
      }.map(\.element)
    }
    let order = try policy.value("StatefulEngineOptions")?.text("RuleOrder")
    topology.firewallPolicies.append(
      FirewallPolicy(
        try identity(arn, response, name: response.text("FirewallPolicyName"), owner: ARN.account(arn), arn: arn),
        statelessGroups: try groups("StatelessRuleGroupReferences"),
        statefulGroups: try groups("StatefulRuleGroupReferences"),
        statelessDefaultActions: try policy.ids("StatelessDefaultActions"),
        statelessFragmentDefaultActions: try policy.ids("StatelessFragmentDefaultActions"),
        ruleOrder: order.flatMap(FirewallPolicy.RuleOrder.init) ?? .action,
        statefulDefaultActions: try policy.ids("StatefulDefaultActions"),
        homeNet: try Self.definitions(policy.value("PolicyVariables")?.value("RuleVariables"))["HOME_NET"]))
  }

  func finishFirewalls() {
    let described = Set(topology.networkFirewalls.map(\.id))
    topology.coverage.unmodelled += joins.firewall.listed.filter { !described.contains($0.arn) }.map(\.row)
    finishFirewallRuleGroups()
  }
}
