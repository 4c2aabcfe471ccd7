import Addressing
import NetworkModel

// AWS Network Firewall: what its rules let through, in both directions (dataplane 9.2, 11.3 step 4).
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-rules-engines.html

extension Walker {
  /// Asks the rules of a firewall; the packets are split in those that pass, those that are dropped by each rule, and
  /// those of which the input does not tell.
  mutating func inspectByFirewall(
    _ firewall: Int, at endpoint: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    let component = ComponentReference.firewall(firewall)
    guard let compiled = network.firewalls[firewall] else {
      var unsure = branch
      let resource = topology.networkFirewalls[firewall]
      unsure.hop(component, .assumed, .text("inspection"), code: .unknownResource)
      unsure.assume(
        .unknownResource, resource.firewallPolicyArn ?? resource.id, decides: true,
        "the policy of firewall \(resource.identity.label) is not in the input; "
          + "`network-firewall describe-firewall-policy` would show it")
      return then(&self, unsure)
    }
    var engine = FirewallEngine(compiled, asked.request)
    let judged: [FirewallEngine.Judged]
    if branch.way == .forward {
      judged = engine.judgeRequest(branch.traffic)
    } else if let flow = firewallFlow(at: endpoint, branch) {
      judged = engine.judgeReply(branch.traffic, flow)
    } else {
      // The request did not come here, and that is what has to change.
      var stray = branch
      stray.hop(component, .forwarded, .text("inspection"))
      return then(&self, stray)
    }
    rulesTried += engine.rulesTried
    setOperations += engine.setOperations
    for (verdict, traffic) in judged {
      var part = branch
      part.traffic = traffic
      apply(verdict, compiled, component, endpoint, &part)
      if part.way == .forward { part.memory.append(.firewall(endpoint: endpoint, verdict.flow)) }
      then(&self, part)
    }
  }

  private func firewallFlow(at endpoint: Int, _ branch: Branch) -> FirewallEngine.Flow? {
    for case .firewall(endpoint: endpoint, let flow) in branch.memory.reversed() { return flow }
    return nil
  }

  private func apply(
    _ verdict: FirewallEngine.Verdict, _ firewall: CompiledFirewall, _ component: ComponentReference, _ endpoint: Int,
    _ branch: inout Branch
  ) {
    let rule = RuleReference.text(verdict.ruling?.text ?? "no rule drops it")
    switch verdict.outcome {
    case .passes:
      branch.hop(component, .allowed, rule)
    case .blocked:
      guard let ruling = verdict.ruling else { return }
      branch.hop(component, .forwarded, .text("inspection"))
      let isOpen = verdict.moment.map { $0.isEstablished && isTCP(branch.traffic) } ?? false
      branch.block(
        .firewallRulesRestriction, ruling.component, rule, near: nearMisses(firewall, ruling, verdict.moment, branch),
        symptom: symptom(ruling, isOpen: isOpen, branch), refusal(ruling, isOpen: isOpen))
    case .open(let doubt):
      let code = doubt.code(before: verdict.ruling)
      branch.hop(component, .assumed, .text(doubt.text), code: code)
      branch.assume(code, network.subject(of: doubt).id, decides: true, network.text(of: doubt))
    case .oneSided:
      branch.hop(component, .assumed, rule, code: .asymmetricStateful)
      branch.assume(
        .asymmetricStateful, network.component(component).id, decides: true,
        "the stateless rules of \(network.component(component).label) hand one direction of the connection to the "
          + "stateful rules and not the other; AWS's pages do not say what becomes of it")
    }
  }

  private func isTCP(_ traffic: TrafficSet) -> Bool { traffic.boxes.allSatisfy { $0.singleProtocol == .tcp } }

  /// What the client sees where it is not a timeout.
  private func symptom(_ ruling: FirewallRuling, isOpen: Bool, _ branch: Branch) -> String? {
    if ruling.action == .reject, isTCP(branch.traffic) { return Symptom.reset }
    return isOpen ? Symptom.hang : nil
  }

  private func refusal(_ ruling: FirewallRuling, isOpen: Bool) -> String {
    let title = network.component(ruling.component).title
    let verb = ruling.action == .reject ? "rejects" : "drops"
    if ruling.isDefault { return "no rule passes it, and the default `\(ruling.text)` of \(title) drops it" }
    return "\(title) \(verb) it by `\(ruling.text)`" + (isOpen ? " once the connection is open" : "")
  }
}
