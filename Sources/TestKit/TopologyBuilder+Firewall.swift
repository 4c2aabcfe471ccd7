import Addressing
import NetworkModel

extension TopologyBuilder {
  /// A Network Firewall with endpoints that are written with `gatewayLoadBalancerEndpoint`.
  ///
  /// - Parameter policy: as `firewallPolicy` writes it, or one that is not in the input; nil for one that passes
  ///   everything.
  public mutating func networkFirewall(
    _ id: String, in vpc: String, endpoints: [String], policy: String? = nil
  ) {
    topology.networkFirewalls.append(
      NetworkFirewall(
        identity(id, inVPC: vpc), vpcId: vpc, firewallPolicyArn: policy ?? "\(id)-policy", endpointIds: endpoints))
    if policy == nil { firewallPolicy("\(id)-policy") }
  }

  /// A policy; groups come in the order of their priorities.
  ///
  /// - Parameters:
  ///   - statelessDefault: `pass`, `drop`, `forward`.
  ///   - otherwise: the stateful default: `drop_strict`, `drop_established` …
  ///   - alertOnly: groups whose drops only alert.
  public mutating func firewallPolicy(
    _ id: String, stateless: [String] = [], stateful: [String] = [], order: FirewallPolicy.RuleOrder = .action,
    statelessDefault: String = "forward", otherwise: String? = nil, homeNet: [String]? = nil, alertOnly: [String] = []
  ) {
    let actions = [Shorthand.firewallAction(statelessDefault)]
    topology.firewallPolicies.append(
      FirewallPolicy(
        identity(id),
        statelessGroups: stateless.enumerated().map { .init($1, priority: $0 + 1) },
        statefulGroups: stateful.enumerated().map {
          .init($1, priority: order == .strict ? $0 + 1 : nil, dropToAlert: alertOnly.contains($1))
        }, statelessDefaultActions: actions, statelessFragmentDefaultActions: actions, ruleOrder: order,
        statefulDefaultActions: otherwise.map { ["aws:\($0)"] } ?? [], homeNet: homeNet))
  }

  /// Stateless rules: `10 pass tcp 443 from 10.0.0.0/16 to 0.0.0.0/0 flags`; from `port`, `from`, `to` and `flags` may
  /// be left out.
  public mutating func statelessRules(_ id: String, _ rules: [String]) {
    topology.firewallRuleGroups.append(
      FirewallRuleGroup(identity(id), rules: .stateless(rules.map(Shorthand.statelessRule))))
  }

  /// Standard stateful rules: `pass tcp any any -> any 443`, `drop tcp any any <> any 22 (flow:established)`.
  public mutating func statefulRules(
    _ id: String, _ rules: [String], ipSets: [String: [String]] = [:], portSets: [String: [String]] = [:]
  ) {
    topology.firewallRuleGroups.append(
      FirewallRuleGroup(
        identity(id), rules: .standard(rules.map(Shorthand.statefulRule)), ipSets: ipSets, portSets: portSets))
  }

  /// Rules in Suricata's language.
  public mutating func suricataRules(
    _ id: String, _ text: String, ipSets: [String: [String]] = [:], portSets: [String: [String]] = [:],
    references: [String: String] = [:]
  ) {
    topology.firewallRuleGroups.append(
      FirewallRuleGroup(
        identity(id), rules: .suricata(text), ipSets: ipSets, portSets: portSets, ipSetReferences: references))
  }

  /// A list of names: `ALLOWLIST`, `DENYLIST`, `REJECTLIST`, `ALERTLIST`.
  public mutating func domainList(
    _ id: String, _ action: String, _ targets: String..., homeNet: [String]? = nil
  ) {
    topology.firewallRuleGroups.append(
      FirewallRuleGroup(
        identity(id), rules: .domainList(.init(targets: targets, action: action)),
        ipSets: homeNet.map { ["HOME_NET": $0] } ?? [:]))
  }

  /// A group whose rules the input does not show.
  public mutating func unseenRules(_ id: String, _ what: String) {
    topology.firewallRuleGroups.append(FirewallRuleGroup(identity(id), rules: .unseen(what)))
  }
}

extension Shorthand {
  /// `pass` as AWS writes it: `aws:pass`.
  static func firewallAction(_ word: String) -> String {
    switch word {
    case "pass", "drop": "aws:\(word)"
    case "forward": "aws:forward_to_sfe"
    default: word
    }
  }

  static func statelessRule(_ text: String) -> FirewallRuleGroup.StatelessRule {
    var words = text.split(separator: " ")[...]
    guard words.count >= 3, let priority = Int(words.removeFirst()) else { refuse("a stateless rule", text) }
    let action = firewallAction(String(words.removeFirst()))
    let service = Service(&words)
    var rule = FirewallRuleGroup.StatelessRule(
      priority: priority, destinationPorts: service.portRange.map { [$0] } ?? [],
      protocols: service.ipProtocol.map { [$0.rawValue] } ?? [], actions: [action])
    while let word = words.popFirst() {
      switch word {
      case "from": rule.sources.append(prefix(words.removeFirst()))
      case "to": rule.destinations.append(prefix(words.removeFirst()))
      case "port":
        guard let range = PortRange(words.removeFirst()) else { refuse("a stateless rule", text) }
        rule.sourcePorts.append(range)
      case "flags": rule.hasTCPFlags = true
      default: refuse("a stateless rule", text)
      }
    }
    return rule
  }

  static func statefulRule(_ text: String) -> FirewallRuleGroup.StatefulRule {
    let parts = text.split(separator: "(", maxSplits: 1)
    let words = parts[0].split(separator: " ").map(String.init)
    guard words.count == 7, ["->", "<>"].contains(words[4]) else { refuse("a stateful rule", text) }
    var options: [FirewallRuleGroup.StatefulRule.Option] = []
    if parts.count > 1 {
      for option in parts[1].dropLast().split(separator: ";") {
        let pair = option.split(separator: ":", maxSplits: 1)
        let keyword = pair[0].filter { $0 != " " }
        options.append(.init(keyword, pair.count > 1 ? pair[1].split(separator: ",").map(String.init) : []))
      }
    }
    return FirewallRuleGroup.StatefulRule(
      action: words[0].uppercased(), protocol: words[1].uppercased(), source: words[2], sourcePort: words[3],
      destination: words[5], destinationPort: words[6], direction: words[4] == "->" ? "FORWARD" : "ANY",
      options: options)
  }
}
