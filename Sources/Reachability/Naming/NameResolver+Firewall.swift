import NetworkModel

// DNS Firewall: rules about names, asked of every query of a VPC (NL A11).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html

extension NameResolver {
  /// Lets the query pass the DNS Firewall of a VPC, and the names that it comes to.
  func filter(_ vpc: Int, _ trail: Trail, then: (Trail) -> [Trail]) -> [Trail] {
    noted(vpc, trail).flatMap { trail -> [Trail] in
      if index.vpcs[vpc].firewalls.isEmpty { return then(trail) }
      var trail = trail
      let first = judge(trail.name, vpc, &trail)
      if case .block = first { return block(first, vpc, trail, then: then) }
      let known = trail.names.count
      let trusts = first == .pass(trustsRedirection: true)
      if trusts { trail.trustedNames = true }
      return then(trail).flatMap { found -> [Trail] in
        // Names that others looked up on the way; those that this resolver did were judged then.
        var found = found
        for name in found.names.dropFirst(known) where !trusts && !found.judged.contains(name) {
          let verdict = judge(name, vpc, &found)
          if case .block = verdict { return block(verdict, vpc, found) { [$0] } }
        }
        return [found]
      }
    }
  }

  /// What a firewall says about a name.
  enum FirewallVerdict: Hashable {
    case pass(trustsRedirection: Bool)
    case block(group: Int, rule: Int)
  }

  /// The first rule that matches, by group and then by rule; without any, the query passes.
  private func judge(_ name: DomainName, _ vpc: Int, _ trail: inout Trail) -> FirewallVerdict {
    trail.judged.insert(name)
    if trail.trustedNames { return .pass(trustsRedirection: true) }
    for entry in index.vpcs[vpc].firewalls {
      let group = topology.dnsFirewallRuleGroups[entry.position]
      guard let rules = group.rules else {
        trail.assume(
          .unknownResource, group.id, decides: true,
          "the rules of DNS Firewall rule group \(group.identity.label) are not in the input; "
            + "`route53resolver list-firewall-rules` would show them")
        continue
      }
      let ordered = rules.enumerated().sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
      for (position, rule) in ordered where rule.queryType == nil || rule.queryType == trail.type {
        guard matches(rule, group, name, &trail) else { continue }
        switch rule.action {
        case .allow: return .pass(trustsRedirection: rule.trustsRedirection)
        case .alert: return .pass(trustsRedirection: false)
        default: return .block(group: entry.position, rule: position)
        }
      }
    }
    return .pass(trustsRedirection: false)
  }

  private func matches(
    _ rule: DNSFirewallRuleGroup.Rule, _ group: DNSFirewallRuleGroup, _ name: DomainName, _ trail: inout Trail
  ) -> Bool {
    guard let domains = rule.domains else {
      var blocks = false
      switch rule.action {
      case .allow, .alert: break
      default: blocks = true
      }
      let list = rule.managedListName.map { "\($0), which AWS manages," } ?? "of rule \(rule.name)"
      trail.assume(
        .unknownResource, group.id, decides: blocks && rule.managedListName == nil,
        "the domain list \(list) is not in the input; it is taken not to have \(name)")
      return false
    }
    return domains.contains { pattern in
      let pattern = DomainName(pattern).text
      return pattern.hasPrefix("*") ? name.text.hasSuffix(pattern.dropFirst()) : name.text == pattern
    }
  }

  private func block(
    _ verdict: FirewallVerdict, _ vpc: Int, _ trail: Trail, then: (Trail) -> [Trail]
  ) -> [Trail] {
    guard case .block(let group, let position) = verdict,
      let rule = topology.dnsFirewallRuleGroups[group].rules?[position]
    else { return then(trail) }
    var trail = trail
    let name = trail.names.last { trail.judged.contains($0) } ?? trail.name
    let (outcome, action): (NameAnswer.Outcome, String) =
      switch rule.action {
      case .blockWithNXDOMAIN: (.nxDomain, "NXDOMAIN")
      case .blockWithOverride(let other): (.answer, "a CNAME to \(other)")
      default: (.noData, "NODATA")
      }
    trail.block(
      .dnsFirewall, component(.firewallRuleGroup, group), "#\(rule.priority) \(rule.name)", as: outcome,
      "DNS Firewall blocks \(name): rule \(rule.name) answers with \(action)")
    return then(trail)
  }

  /// What is off unless somebody turns it on is taken to be off where the input does not show it.
  private func noted(_ vpc: Int, _ trail: Trail) -> [Trail] {
    let identity = topology.vpcs[vpc].identity
    let calls = [
      ("Resolver rules", "route53resolver list-resolver-rules"),
      ("DNS Firewall rule groups", "route53resolver list-firewall-rule-group-associations"),
      ("Route 53 Profiles", "route53profiles list-profile-associations"),
    ]
    let unseen = calls.filter { !topology.visibility.sees($0.1, account: identity.account, region: identity.region) }
    if unseen.isEmpty { return [trail] }
    var trail = trail
    trail.assume(
      .unknownResource, identity.id, decides: false,
      "\(unseen.map(\.0).joined(separator: ", ")) of \(identity.label) are not in the input and taken not to exist; "
        + "\(unseen.map { "`\($0.1)`" }.joined(separator: ", ")) would show them")
    return [trail]
  }
}
