import Addressing
import NetworkModel

// Rule groups of AWS Network Firewall (dataplane 9.2).
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleGroup.html

extension ScopeReading {
  /// `network-firewall describe-rule-group` of one group. AWS does not show the rules of every managed group.
  func readFirewallRuleGroup(_ document: JSONValue) throws(JSONError) {
    let response = try document.object("RuleGroupResponse")
    let arn = try response.id("RuleGroupArn")
    let group = document.value("RuleGroup")
    let variables = group?.value("RuleVariables")
    var references: [String: String] = [:]
    for (name, reference) in group?.value("ReferenceSets")?.value("IPSetReferences")?.fields ?? [] {
      references[name] = try reference.text("ReferenceArn")
    }
    topology.firewallRuleGroups.append(
      FirewallRuleGroup(
        try identity(arn, response, name: response.text("RuleGroupName"), owner: ARN.account(arn), arn: arn),
        rules: try group?.value("RulesSource").map(Self.rules) ?? .unseen("rules that AWS does not show"),
        isStrictOrder: try group?.value("StatefulRuleOptions")?.text("RuleOrder") == "STRICT_ORDER",
        ipSets: try Self.definitions(variables?.value("IPSets")),
        portSets: try Self.definitions(variables?.value("PortSets")), ipSetReferences: references))
  }

  private static func rules(_ source: JSONValue) throws(JSONError) -> FirewallRuleGroup.Rules {
    if let stateless = source.value("StatelessRulesAndCustomActions") {
      var rules: [FirewallRuleGroup.StatelessRule] = []
      for rule in try stateless.elements("StatelessRules") { rules.append(try statelessRule(rule)) }
      return .stateless(rules)
    }
    if let list = source.value("RulesSourceList") {
      let kinds = try list.ids("TargetTypes")
      return .domainList(
        FirewallRuleGroup.DomainList(
          targets: try list.ids("Targets"), matchesTLS: kinds.contains("TLS_SNI"),
          matchesHTTP: kinds.contains("HTTP_HOST"), action: try list.id("GeneratedRulesType")))
    }
    if let text = try source.text("RulesString") { return .suricata(text) }
    guard source.value("StatefulRules") != nil else { return .unseen("rules that AWS does not show") }
    var rules: [FirewallRuleGroup.StatefulRule] = []
    for rule in try source.elements("StatefulRules") { rules.append(try statefulRule(rule)) }
    return .standard(rules)
  }

  private static func statelessRule(_ rule: JSONValue) throws(JSONError) -> FirewallRuleGroup.StatelessRule {
    let definition = try rule.object("RuleDefinition")
    let match = try definition.object("MatchAttributes")
    func ports(_ key: StaticString) throws(JSONError) -> [PortRange] {
      var ports: [PortRange] = []
      for range in try match.elements(key) {
        guard let from = try range.port("FromPort"), let to = try range.port("ToPort"), from <= to else {
          throw range.unexpected("a range of ports")
        }
        ports.append(PortRange(from, to))
      }
      return ports
    }
    var protocols: [UInt8] = []
    for number in try match.elements("Protocols") {
      guard let known = UInt8(exactly: try number.integer()) else { throw number.unexpected("a protocol, 0 to 255") }
      protocols.append(known)
    }
    return FirewallRuleGroup.StatelessRule(
      priority: try rule.required("Priority").integer(),
      sources: try match.prefixes("Sources", each: "AddressDefinition"),
      destinations: try match.prefixes("Destinations", each: "AddressDefinition"),
      sourcePorts: try ports("SourcePorts"), destinationPorts: try ports("DestinationPorts"), protocols: protocols,
      hasTCPFlags: try match.elements("TCPFlags").contains { _ in true }, actions: try definition.ids("Actions"))
  }

  private static func statefulRule(_ rule: JSONValue) throws(JSONError) -> FirewallRuleGroup.StatefulRule {
    let header = try rule.object("Header")
    var options: [FirewallRuleGroup.StatefulRule.Option] = []
    for option in try rule.elements("RuleOptions") {
      options.append(.init(try option.id("Keyword"), try option.ids("Settings")))
    }
    return FirewallRuleGroup.StatefulRule(
      action: try rule.id("Action"), protocol: try header.id("Protocol"), source: try header.id("Source"),
      sourcePort: try header.id("SourcePort"), destination: try header.id("Destination"),
      destinationPort: try header.id("DestinationPort"), direction: try header.id("Direction"), options: options)
  }

  /// The definitions of sets, by their names.
  static func definitions(_ sets: JSONValue?) throws(JSONError) -> [String: [String]] {
    var definitions: [String: [String]] = [:]
    for (name, set) in sets?.fields ?? [] { definitions[name] = try set.ids("Definition") }
    return definitions
  }

  /// The groups that policies name and no call describes: their rules are unseen.
  func finishFirewallRuleGroups() {
    var known = Set(topology.firewallRuleGroups.map(\.id))
    for policy in topology.firewallPolicies {
      for reference in policy.statelessGroups + policy.statefulGroups where known.insert(reference.arn).inserted {
        let account = ARN.account(reference.arn) ?? scope.account
        let reason =
          account == "aws-managed"
          ? "rules of AWS's own group" : "`network-firewall describe-rule-group` is not visible"
        topology.firewallRuleGroups.append(
          FirewallRuleGroup(
            Identity(
              reference.arn, name: ARN.resourceId(reference.arn), account: account, region: scope.region,
              arn: reference.arn, source: policy.identity.source),
            rules: .unseen(reason), isStrictOrder: policy.ruleOrder == .strict))
      }
    }
  }
}
