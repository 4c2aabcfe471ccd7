import Addressing
import NetworkModel

extension FirewallRule {
  /// The rules that AWS makes of a domain list (NFW 9.2.6): under action order an allow list denies what it does not
  /// name, under strict order it does not.
  /// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
  static func rules(
    _ list: FirewallRuleGroup.DomainList, isStrict: Bool, _ variables: FirewallVariables,
    _ component: ComponentReference
  ) -> [FirewallRule] {
    let patterns = list.targets.map { target in
      let hasDot = target.hasPrefix(".")
      return NameTest.Pattern(text: target.lowercased(), isAtStart: !hasDot, isAtEnd: true, hasDotBefore: hasDot)
    }
    let shown = list.targets.prefix(3).joined(separator: ", ") + (list.targets.count > 3 ? " …" : "")
    var fields: [(NameTest.Field, String)] = []
    if list.matchesTLS { fields.append((.serverName, "TLS_SNI")) }
    if list.matchesHTTP { fields.append((.host, "HTTP_HOST")) }
    var rules: [FirewallRule] = []
    func add(_ action: FirewallAction, _ field: NameTest.Field, _ text: String, named: Bool) {
      var rule = FirewallRule(
        ruling: FirewallRuling(action: action, component: component, text: "\(list.action) \(text)"),
        fields: FiveTuple(services: [FiveTuple.Service(protocols: 6...6)]))
      rule.condition.isToServer = true
      rule.condition.isEstablished = true
      rule.condition.priority = 1
      rule.condition.applicationDoubt = .domainList
      rule.condition.applications.append(.speaks(field == .serverName ? "tls" : "http", isNegated: false))
      if named { rule.condition.applications.append(.names(NameTest(field: field, patterns: patterns))) }
      if let home = variables.addresses("$HOME_NET"), let external = variables.addresses("$EXTERNAL_NET") {
        rule.fields.sources = home
        rule.fields.destinations = external
      } else {
        rule.condition.doubt = .values(call: "ec2 describe-vpcs")
      }
      rules.append(rule)
    }
    for (field, name) in fields {
      switch list.action {
      case "ALLOWLIST": add(.pass, field, "\(name) \(shown)", named: true)
      case "DENYLIST": add(.drop, field, "\(name) \(shown)", named: true)
      case "REJECTLIST": add(.reject, field, "\(name) \(shown)", named: true)
      default: continue
      }
    }
    guard list.action == "ALLOWLIST", !isStrict else { return rules }
    for (field, name) in fields { add(.drop, field, "\(name): any name but \(shown)", named: false) }
    return rules
  }
}
