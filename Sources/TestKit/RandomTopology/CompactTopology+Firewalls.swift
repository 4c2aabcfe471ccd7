import NetworkModel

extension Topology {
  /// Network firewalls with their policies and rules, for ``compact``.
  var firewallLines: [String] {
    var lines = networkFirewalls.map { "firewall \($0.id) at \($0.endpointIds.joined(separator: ","))" }
    lines += firewallPolicies.map { policy in
      "policy \(policy.id) \(policy.statelessGroups.map(\.arn)) else \(policy.statelessDefaultActions) "
        + "\(policy.ruleOrder) \(policy.statefulGroups.map(\.arn)) else \(policy.statefulDefaultActions)"
    }
    lines += firewallRuleGroups.map { group in
      switch group.rules {
      case .stateless(let rules):
        "stateless \(group.id) "
          + rules.map { rule in
            "\(rule.priority) \(rule.actions) \(rule.protocols) \(rule.destinationPorts) \(rule.sources) → "
              + "\(rule.destinations)"
          }.joined(separator: "; ")
      case .standard(let rules):
        "stateful \(group.id) "
          + rules.map { rule in
            "\(rule.action) \(rule.protocol) \(rule.source) \(rule.sourcePort) \(rule.direction) "
              + "\(rule.destination) \(rule.destinationPort)"
          }.joined(separator: "; ")
      case .suricata, .domainList, .unseen: "other \(group.id)"
      }
    }
    return lines
  }
}
