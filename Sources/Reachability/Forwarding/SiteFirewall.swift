import Addressing
import NetworkModel

// The firewall of an on-premises site: ordered rules, the first that matches decides, without any all passes (6.2).

extension Walker {
  /// Asks the firewall of a site. What no rule matches is refused where there are rules at all.
  mutating func checkFirewall(
    of site: Int, isInbound: Bool, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    let rules = topology.sites[site].firewall
    if rules.isEmpty { return then(&self, branch) }
    var rest = branch.traffic
    var decided: [(rule: RuleReference, allows: Bool, traffic: TrafficSet)] = []
    for (index, rule) in rules.enumerated() where (rule.isInbound ?? isInbound) == isInbound {
      guard let box = box(of: rule, branch.family) else { continue }
      rulesTried += 1
      let part = rest.intersection(box)
      if part.isEmpty { continue }
      decided.append((.siteFirewall(site: site, index), rule.action == .allow, part))
      rest = rest.subtracting(box)
      if rest.isEmpty { break }
    }
    if !rest.isEmpty { decided.append((.none, false, rest)) }
    for decision in decided {
      var part = branch
      part.traffic = decision.traffic
      if decision.allows {
        part.hop(.site(site), .allowed, decision.rule)
      } else {
        let rule = network.text(of: decision.rule)
        part.block(
          .onpremFirewall, .site(site), decision.rule, direction: isInbound ? .ingress : .egress,
          "the firewall of \(topology.sites[site].identity.label) refuses it"
            + (rule.map { " by \($0)" } ?? ": no rule allows it"))
      }
      then(&self, part)
    }
  }

  private func box(of rule: Site.FirewallRule, _ family: AddressFamily) -> TrafficBox? {
    for prefix in [rule.from, rule.to].compactMap({ $0 }) where prefix.family != family { return nil }
    return TrafficBox(
      source: rule.from?.range ?? .all(family), destination: rule.to?.range ?? .all(family),
      firstProtocol: rule.ipProtocol?.rawValue ?? 0, lastProtocol: rule.ipProtocol?.rawValue ?? .max,
      destinationPorts: rule.ipProtocol?.hasPorts ?? false ? rule.portRange ?? .all : .all)
  }
}
