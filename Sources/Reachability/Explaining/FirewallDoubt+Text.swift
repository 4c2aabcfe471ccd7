import NetworkModel

extension FirewallRuling {
  /// The code of the assumption that the ruling is not certain (explanation codes 4 to 6 of AWS's details).
  ///
  /// - Parameter decided: what decides if the doubtful rule does not.
  func code(before decided: FirewallRuling?) -> Code {
    switch doubt {
    case .groupType, .domainList: .firewallUnsupportedHigherPriorityRuleGroupType
    case .missingGroup, .values, .actions: .unknownResource
    case .option, .application, .unreadable, .flags, .laterPackets, .undocumented, nil:
      decided.map { !$0.isDefault && $0 != self } ?? false
        ? .firewallUnsupportedHigherPriorityRules : .firewallUnsupportedRuleOptions
    }
  }
}

extension Network {
  /// What an assumption about a doubtful rule is about.
  func subject(of ruling: FirewallRuling) -> Component {
    if case .missingGroup(let arn)? = ruling.doubt { return Component(arn, kind: .ruleGroup) }
    return component(ruling.component)
  }

  /// Why the verdict is open, as a sentence.
  func text(of ruling: FirewallRuling) -> String {
    let title = subject(of: ruling).title
    let rule = "rule `\(ruling.text)` of \(title)"
    switch ruling.doubt {
    case .option(let option): return "\(rule) may match: its `\(option)` is not modelled"
    case .application, nil:
      return "\(rule) looks at what is spoken over the connection, which the question does not say"
    case .domainList:
      return "\(title) compares names (\(ruling.text)), and the question has no HTTP host or TLS server name"
    case .unreadable: return "\(rule) cannot be read"
    case .values(let call): return "what \(rule) is about is not in the input; `\(call)` would show it"
    case .groupType(let what): return "the rules of \(title) are not modelled: \(what)"
    case .missingGroup: return "\(title) is not in the input; `network-firewall describe-rule-group` would show it"
    case .flags: return "\(rule) matches by TCP flags, so some packets of a connection only"
    case .laterPackets: return "\(rule) matches only packets after the first exchange"
    case .undocumented: return "AWS's pages do not say what `\(ruling.text)` does with anything but TCP"
    case .actions: return "the input does not show what \(rule) does"
    }
  }
}
