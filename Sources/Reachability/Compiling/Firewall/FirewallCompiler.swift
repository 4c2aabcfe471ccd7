import Addressing
import NetworkModel

/// Compiles the policy of a firewall with its rule groups.
struct FirewallCompiler {
  private let topology: Topology
  private let index: NetworkIndex
  private let prefixLists: [CompiledPrefixList]
  private let policies: [String: Int]
  private let groups: [String: Int]

  init(_ topology: Topology, _ index: NetworkIndex, prefixLists: [CompiledPrefixList]) {
    self.topology = topology
    self.index = index
    self.prefixLists = prefixLists
    policies = FirewallCompiler.positions(topology.firewallPolicies)
    groups = FirewallCompiler.positions(topology.firewallRuleGroups)
  }

  /// Positions by id and by ARN.
  private static func positions(_ resources: [some Resource]) -> [String: Int] {
    var table: [String: Int] = [:]
    for (position, resource) in resources.enumerated() {
      for key in [resource.id, resource.identity.arn].compactMap({ $0 }) where table[key] == nil {
        table[key] = position
      }
    }
    return table
  }

  /// Nil where the firewall's policy is not in the input.
  func compile(_ position: Int) -> CompiledFirewall? {
    let firewall = topology.networkFirewalls[position]
    guard let place = firewall.firewallPolicyArn.flatMap({ policies[$0] }) else { return nil }
    let policy = topology.firewallPolicies[place]
    let component = ComponentReference(kind: .firewallPolicy, position: place)
    // Questions are about whole packets; fragments have a default of their own.
    let standard = FirewallCompiler.action(policy.statelessDefaultActions)
    let drop = FirewallCompiler.statefulDefault(policy)
    var compiled = CompiledFirewall(
      statelessDefault: FirewallRuling(
        action: standard?.action ?? .open, component: component, text: standard?.text ?? "stateless default",
        isDefault: true, doubt: standard == nil ? .actions : nil),
      statefulDefault: drop?.kind ?? .pass,
      statefulDefaultRuling: FirewallRuling(
        action: drop == nil ? .pass : .drop, component: component, text: drop?.text ?? "no rule drops it",
        isDefault: true))
    for reference in FirewallCompiler.sorted(policy.statelessGroups) {
      compiled.stateless += statelessRules(reference, at: position)
    }
    let homeNet = policy.homeNet ?? index.vpcs[firewall.vpcId].map { topology.vpcs[$0].cidrBlocks.map(\.description) }
    let isStrict = policy.ruleOrder == .strict
    for reference in isStrict ? FirewallCompiler.sorted(policy.statefulGroups) : policy.statefulGroups {
      compiled.stateful += statefulRules(reference, isStrict: isStrict, homeNet: homeNet, at: position)
    }
    if !isStrict { compiled.stateful = FirewallCompiler.inActionOrder(compiled.stateful) }
    return compiled
  }

  /// Groups by priority; of equals the first, without one last.
  private static func sorted(_ references: [FirewallPolicy.GroupReference]) -> [FirewallPolicy.GroupReference] {
    references.enumerated().sorted {
      ($0.element.priority ?? .max, $0.offset) < ($1.element.priority ?? .max, $1.offset)
    }.map(\.element)
  }

  /// Pass, drop, reject; of each the lower `priority` first (NFW 9.2.3). What may do either stands in both places.
  private static func inActionOrder(_ rules: [FirewallRule]) -> [FirewallRule] {
    func rank(_ rule: FirewallRule) -> Int {
      switch rule.ruling.action {
      case .pass: 0
      case .reject: 2
      case .drop, .forward, .open: 1
      }
    }
    let single = rules.flatMap { rule in
      guard rule.ruling.action == .open else { return [rule] }
      return [FirewallAction.pass, .drop].map { action in
        var part = rule
        part.ruling.action = action
        return part
      }
    }
    return single.enumerated().sorted {
      (rank($0.element), $0.element.condition.priority, $0.offset)
        < (rank($1.element), $1.element.condition.priority, $1.offset)
    }.map(\.element)
  }

  /// The standard action among custom ones; nil where there is none.
  static func action(_ actions: [String]) -> (action: FirewallAction, text: String)? {
    for text in actions {
      switch text {
      case "aws:pass": return (.pass, text)
      case "aws:drop": return (.drop, text)
      case "aws:forward_to_sfe": return (.forward, text)
      default: continue
      }
    }
    return nil
  }

  /// The default that drops; under action order there is none.
  private static func statefulDefault(
    _ policy: FirewallPolicy
  ) -> (kind: CompiledFirewall.StatefulDefault, text: String)? {
    guard policy.ruleOrder == .strict else { return nil }
    for text in policy.statefulDefaultActions {
      switch text {
      case "aws:drop_strict": return (.drop, text)
      case "aws:drop_established": return (.dropEstablished, text)
      case _ where text.hasPrefix("aws:drop_established_app_layer"): return (.dropApplication, text)
      default: continue
      }
    }
    return nil
  }

  // MARK: Rule groups

  /// A rule about everything that may do anything: a group whose rules are not in the input.
  private func unseen(_ component: ComponentReference, _ text: String, _ doubt: FirewallDoubt) -> FirewallRule {
    FirewallRule(
      ruling: FirewallRuling(action: .open, component: component, text: text, doubt: doubt),
      condition: FirewallCondition(doubt: doubt))
  }

  private func statelessRules(_ reference: FirewallPolicy.GroupReference, at firewall: Int) -> [FirewallRule] {
    guard let position = groups[reference.arn] else {
      return [unseen(.firewall(firewall), reference.arn, .missingGroup(reference.arn))]
    }
    let component = ComponentReference(kind: .ruleGroup, position: position)
    guard case .stateless(let rules) = topology.firewallRuleGroups[position].rules else {
      return [unseen(component, "rules of the group", .groupType("rules that are not stateless"))]
    }
    return rules.enumerated().sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
      .flatMap { FirewallRule.rules($0.element, component) }
  }

  private func statefulRules(
    _ reference: FirewallPolicy.GroupReference, isStrict: Bool, homeNet: [String]?, at firewall: Int
  ) -> [FirewallRule] {
    guard let position = groups[reference.arn] else {
      return [unseen(.firewall(firewall), reference.arn, .missingGroup(reference.arn))]
    }
    let group = topology.firewallRuleGroups[position]
    let component = ComponentReference(kind: .ruleGroup, position: position)
    let variables = FirewallVariables(
      ipSets: group.ipSets, portSets: group.portSets, prefixLists: lists(group), policyHomeNet: homeNet)
    var rules: [FirewallRule]
    switch group.rules {
    case .standard(let written):
      rules = written.compactMap { FirewallRule(SuricataRule($0), variables, component) }
    case .suricata(let text):
      rules = SuricataRule.parse(text).compactMap { rule, text in
        rule.map { FirewallRule($0, variables, component) } ?? unseen(component, text, .unreadable)
      }
    case .domainList(let list): rules = FirewallRule.rules(list, isStrict: isStrict, variables, component)
    case .unseen(let what): rules = [unseen(component, what, .groupType(what))]
    case .stateless: rules = [unseen(component, "rules of the group", .groupType("stateless rules"))]
    }
    if reference.dropToAlert { rules = rules.compactMap(FirewallCompiler.withoutDrop) }
    return rules
  }

  /// The rule in a group whose drops only alert; nil where nothing is left of it.
  private static func withoutDrop(_ rule: FirewallRule) -> FirewallRule? {
    var rule = rule
    if rule.ruling.action == .drop { return nil }
    if rule.ruling.action == .open { rule.ruling.action = .pass }
    return rule
  }

  /// The prefix lists behind the group's references.
  private func lists(_ group: FirewallRuleGroup) -> [String: CompiledPrefixList?] {
    group.ipSetReferences.mapValues { target in
      let id = target.split(separator: "/").last.map(String.init) ?? target
      return index.prefixLists[id].map { prefixLists[$0] }.flatMap { $0.isVisible ? $0 : nil }
    }
  }
}
