import Addressing
import NetworkModel

// AWS Network Firewalls: an endpoint in each subnet, which routes name `FIREWALL/SUBNET`, and a policy (dataplane 9.2).

extension TopologyFileContext {
  func readFirewalls(_ scope: VPCScope) {
    each(scope.fields, "firewalls", .firewall, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .firewall, at: pair.place, in: self) else { return }
      topology.networkFirewalls.append(
        NetworkFirewall(
          identity(symbol, fields), vpcId: scope.vpc.id, firewallPolicyArn: "\(symbol.id)/policy",
          endpointIds: firewallEndpoints(symbol, fields, scope)))
      topology.firewallPolicies.append(policy(symbol, fields))
    }
  }

  private func firewallEndpoints(_ symbol: Symbol, _ fields: Fields, _ scope: VPCScope) -> [String] {
    if !fields.has("subnets") { fields.missing("subnets", "the subnets it has an endpoint in") }
    var endpointIds: [String] = []
    var subnetIds: [String] = []
    for found in resolve(fields.texts("subnets"), [.subnet], in: scope.name) {
      guard let subnet = subnets[found.id],
        let endpoint = symbols.named("\(symbol.name)/\(found.name)", .vpcEndpoint, in: scope.name)
      else { continue }
      var identity = identity(endpoint, nil)
      topology.vpcEndpoints.append(
        VPCEndpoint(
          identity, endpointType: .gatewayLoadBalancer, vpcId: scope.vpc.id,
          serviceName: "com.amazonaws.vpce.\(symbol.region).network-firewall", subnetIds: [subnet.id],
          networkInterfaceIds: ["\(endpoint.id)/eth0"]))
      identity.id = "\(endpoint.id)/eth0"
      var plan = InterfacePlan(
        identity: identity, type: .gatewayLoadBalancerEndpoint, subnet: subnet, place: fields.place)
      plan.isManaged = true
      plan.description = "VPC Endpoint Interface \(endpoint.id)"
      add(plan)
      endpointIds.append(endpoint.id)
      subnetIds.append(subnet.id)
    }
    checkZones(fields, subnetIds)
    return endpointIds
  }

  private func policy(_ symbol: Symbol, _ fields: Fields) -> FirewallPolicy {
    enum Order: String { case action, strict }
    enum Default: String {
      case pass
      case drop
      case dropEstablished
      case dropEstablishedAppLayer

      var actions: [String] {
        switch self {
        case .pass: []
        case .drop: ["aws:drop_strict"]
        case .dropEstablished: ["aws:drop_established"]
        case .dropEstablishedAppLayer: ["aws:drop_established_app_layer"]
        }
      }
    }
    let isStrict = fields.choice("order", [Order.action, .strict]) == .strict
    let otherwise = fields.choice("default", [Default.pass, .drop, .dropEstablished, .dropEstablishedAppLayer])
    if let otherwise, otherwise != .pass, !isStrict, let pair = fields.pair("default") {
      error(
        pair.place, "in action order traffic that no rule matches passes", remedy: "write `order: strict` as well")
    }
    let stateless = fields.choice("statelessDefault", FirewallRuleText.Action.stateless) ?? .forward
    var identity = identity(symbol, nil)
    identity.id = "\(symbol.id)/policy"
    identity.name = fields.text("policy")?.value ?? identity.id
    var policy = FirewallPolicy(
      identity, statelessDefaultActions: [stateless.statelessAction],
      statelessFragmentDefaultActions: [stateless.statelessAction], ruleOrder: isStrict ? .strict : .action,
      statefulDefaultActions: otherwise?.actions ?? [],
      homeNet: fields.has("homeNet") ? fields.prefixes("homeNet").map(\.value.description) : nil)
    for group in ruleGroups(symbol, fields, isStrict) {
      topology.firewallRuleGroups.append(group)
      if case .stateless = group.rules {
        policy.statelessGroups.append(.init(group.id, priority: policy.statelessGroups.count + 1))
      } else {
        policy.statefulGroups.append(.init(group.id, priority: isStrict ? policy.statefulGroups.count + 1 : nil))
      }
    }
    return policy
  }

  // MARK: Rule groups

  private func ruleGroups(_ firewall: Symbol, _ fields: Fields, _ isStrict: Bool) -> [FirewallRuleGroup] {
    var groups = ruleGroups(fields, firewall, "", isStrict)
    for (index, item) in fields.items("ruleGroups").enumerated() {
      guard let fields = Fields(item, .ruleGroup, at: item.place, in: self) else { continue }
      let name = fields.text("name")?.value ?? "\(index + 1)"
      let own = ruleGroups(fields, firewall, "\(name)/", isStrict)
      if own.isEmpty { error(item.place, "the rule group `\(name)` has no rules") }
      if let twin = own.first(where: { group in groups.contains { $0.id == group.id } }) {
        error(item.place, "two rule groups are called `\(twin.identity.shortLabel)`", remedy: "give one another `name`")
      }
      groups += own
    }
    if fields.boolean("passesEverything") == false {
      if let group = groups.first, let pair = fields.pair("passesEverything") {
        error(pair.place, "the rules are written, `\(group.identity.shortLabel)`", remedy: "remove `passesEverything`")
      }
      groups.append(
        FirewallRuleGroup(
          groupIdentity(firewall, "rules", fields.place), rules: .unseen("rules that the file does not say")))
    }
    return groups
  }

  /// The groups that the keys of a firewall, or of a rule group, make: one for each kind of rule.
  private func ruleGroups(
    _ fields: Fields, _ firewall: Symbol, _ prefix: String, _ isStrict: Bool
  ) -> [FirewallRuleGroup] {
    var ipSets = sets(fields, "ipSets")
    if fields.shape.name == "ruleGroup", fields.has("homeNet") {
      ipSets["HOME_NET"] = fields.prefixes("homeNet").map(\.value.description)
    }
    let portSets = sets(fields, "portSets")
    var groups: [FirewallRuleGroup] = []
    func add(_ key: String, _ rules: FirewallRuleGroup.Rules) {
      guard let place = fields.pair(key)?.place else { return }
      groups.append(
        FirewallRuleGroup(
          groupIdentity(firewall, prefix + key, place), rules: rules, isStrictOrder: isStrict, ipSets: ipSets,
          portSets: portSets))
    }
    var priority = 0
    add(
      "stateless",
      .stateless(
        fields.texts("stateless").compactMap { word in
          guard let rule = statelessRule(word, after: priority) else { return nil }
          priority = rule.priority
          return rule
        }))
    add(
      "rules",
      .standard(fields.texts("rules").enumerated().compactMap { index, word in statefulRule(word, sid: index + 1) }))
    add("suricata", .suricata(fields.texts("suricata").map(\.value).joined(separator: "\n")))
    if let pair = fields.pair("domains"), let list = domainList(pair) { add("domains", .domainList(list)) }
    return groups
  }

  private func groupIdentity(_ firewall: Symbol, _ name: String, _ place: Place) -> Identity {
    var identity = identity(firewall, nil)
    identity.id = "\(firewall.id)/\(name)"
    identity.name = identity.id
    identity.source = source(place)
    return identity
  }

  private func sets(_ fields: Fields, _ key: String) -> [String: [String]] {
    var sets: [String: [String]] = [:]
    for pair in fields.named(key) {
      sets[pair.key] = (pair.value.items ?? [pair.value]).compactMap { text($0, of: "the set `\(pair.key)`")?.value }
    }
    return sets
  }

  private func domainList(_ pair: YAMLPair) -> FirewallRuleGroup.DomainList? {
    guard let fields = Fields(pair.value, .domainList, at: pair.place, in: self) else { return nil }
    let written = ["allow", "deny", "reject", "alert"].compactMap { fields.pair($0) }
    guard let key = written.first?.key else {
      fields.missing("allow", "or `deny`, `reject`, `alert`, with the names")
      return nil
    }
    if written.count > 1 {
      error(written[1].place, "a domain list has one of `\(key)` and `\(written[1].key)`", remedy: "make it two groups")
    }
    var kinds: Set<String> = []
    for word in fields.texts("protocols") {
      if ["tls", "http"].contains(word.value) {
        kinds.insert(word.value)
      } else {
        error(word.place, "`\(word.value.shortened)` is neither `tls` nor `http`")
      }
    }
    return FirewallRuleGroup.DomainList(
      targets: fields.texts(key).map(\.value), matchesTLS: kinds.isEmpty || kinds.contains("tls"),
      matchesHTTP: kinds.isEmpty || kinds.contains("http"), action: key.uppercased() + "LIST")
  }
}
