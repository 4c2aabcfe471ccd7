import Addressing
import NetworkModel

extension NaiveTwin {
  enum FirewallDecision {
    case pass
    /// A rule or a default drops it.
    case drop
    case forward
    case unknown(String)
  }

  /// The firewall that a Gateway Load Balancer endpoint belongs to.
  func firewall(behind endpoint: VPCEndpoint) -> NetworkFirewall? {
    topology.networkFirewalls.first { $0.endpointIds.contains(endpoint.id) }
  }

  /// 9.2 and 11.3: into the endpoint, past the rules, and on by the endpoint's subnet. The network ACL of the subnet
  /// that the packet leaves is passed.
  func inspect(_ endpoint: VPCEndpoint, _ firewall: NetworkFirewall, _ walk: Walk) -> [Ending] {
    guard let id = endpoint.networkInterfaceIds.first, let device = index(id, in: topology.networkInterfaces),
      let home = subnetIndex(topology.networkInterfaces[device].subnetId)
    else { return unknown(walk, "endpoint not visible") }
    guard var next = visit("endpoint \(endpoint.id)", walk) else { return fail(walk, ["X_ROUTE_LOOP"], []) }
    if let refused = acl(home, next, isEgress: false) { return refused }
    if endpoint.state.lowercased() != "available" { return fail(next, ["BAD_STATE"], [endpoint.id]) }
    guard let policy = topology.firewallPolicies.first(where: { $0.id == firewall.firewallPolicyArn }) else {
      return unknown(next, "policy not visible")
    }
    // On the way back the rules know the flow by the packet that went there.
    let isKnown: (Inspection) -> Bool = { seen in
      seen.device == device && (next.isReply ? seen.packet.reply == next.packet : seen.packet == next.packet)
    }
    let isAsymmetric = next.isReply && !next.forwardMiddleboxes.contains(device)
    switch stateless(policy, next.packet) {
    case .pass:
      if next.isReply, next.inspected.contains(where: { $0.device == device }) {
        return unknown(next, "stateful rules that see one direction")
      }
    case .drop:
      return fail(next, ["FIREWALL_RULES_RESTRICTION"] + (isAsymmetric ? ["X_ASYMMETRIC_STATEFUL"] : []), [])
    case .unknown(let reason): return unknown(next, reason)
    case .forward:
      if isAsymmetric { return fail(next, ["X_ASYMMETRIC_STATEFUL"], [firewall.id, endpoint.id]) }
      if next.isReply, !next.inspected.contains(where: isKnown) {
        return unknown(next, "a reply to what the stateful rules did not see")
      }
      if next.passed.contains(where: isKnown) { break }
      switch stateful(policy, next.packet) {
      case .pass: next.passed.insert(Inspection(device: device, packet: next.packet))
      case .drop: return fail(next, ["FIREWALL_RULES_RESTRICTION"], [])
      case .unknown(let reason): return unknown(next, reason)
      case .forward: break
      }
      next.inspected.insert(Inspection(device: device, packet: next.packet))
    }
    next.middleboxes.append(device)
    next.crossings.append(.middlebox)
    if topology.subnets[home].cidrBlocks.contains(where: { $0.contains(next.packet.destination) }) {
      if let refused = acl(home, next, isEgress: true) ?? acl(home, next, isEgress: false) { return refused }
    }
    return leave(home, next, from: .inspection)
  }

  /// 9.2.2: the first rule that matches decides, packet by packet.
  private func stateless(_ policy: FirewallPolicy, _ packet: NaivePacket) -> FirewallDecision {
    var actions = policy.statelessDefaultActions
    search: for reference in policy.statelessGroups.sorted(by: { ($0.priority ?? 0) < ($1.priority ?? 0) }) {
      guard let group = topology.firewallRuleGroups.first(where: { $0.id == reference.arn }),
        case .stateless(let rules) = group.rules
      else { return .unknown("rule group not visible") }
      for rule in rules.sorted(by: { $0.priority < $1.priority }) where matches(rule, packet) {
        if rule.hasTCPFlags { return .unknown("a rule with TCP flags") }
        actions = rule.actions
        break search
      }
    }
    if actions.contains("aws:pass") { return .pass }
    return actions.contains("aws:drop") ? .drop : .forward
  }

  private func matches(_ rule: FirewallRuleGroup.StatelessRule, _ packet: NaivePacket) -> Bool {
    func has<T>(_ list: [T], _ test: (T) -> Bool) -> Bool { list.isEmpty || list.contains(where: test) }
    return has(rule.protocols) { $0 == packet.ipProtocol.rawValue }
      && has(rule.sources) { $0.contains(packet.source) } && has(rule.destinations) { $0.contains(packet.destination) }
      && (!packet.ipProtocol.hasPorts
        || has(rule.sourcePorts) { $0.contains(packet.sourcePort) }
          && has(rule.destinationPorts) { $0.contains(packet.destinationPort) })
  }

  /// 9.2.3 and 9.2.4: `forward` where nothing decides and the packet goes on.
  private func stateful(_ policy: FirewallPolicy, _ packet: NaivePacket) -> FirewallDecision {
    var matching: [String] = []
    var isAnswered = false
    for reference in policy.statefulGroups.sorted(by: { ($0.priority ?? 0) < ($1.priority ?? 0) }) {
      guard let group = topology.firewallRuleGroups.first(where: { $0.id == reference.arn }),
        case .standard(let rules) = group.rules
      else { return .unknown("rule group not visible") }
      if packet.ipProtocol == .tcp, let reply = packet.reply, rules.contains(where: { matches($0, reply) }) {
        isAnswered = true
      }
      matching += rules.filter { matches($0, packet) }.map { $0.action.uppercased() }.filter { $0 != "ALERT" }
    }
    if policy.ruleOrder == .action {
      if matching.contains("PASS") { return .pass }
      return matching.isEmpty ? .forward : .drop
    }
    if let first = matching.first { return first == "PASS" ? .pass : .drop }
    // The handshake passes: what a rule for the server's packets does to the client's is written nowhere.
    if policy.statefulDefaultActions.contains("aws:drop_established"), isAnswered {
      return .unknown("a rule for the server's packets of an established connection")
    }
    return policy.statefulDefaultActions.contains { $0.hasPrefix("aws:drop") } ? .drop : .forward
  }

  private func matches(_ rule: FirewallRuleGroup.StatefulRule, _ packet: NaivePacket) -> Bool {
    if rule.protocol != "IP", rule.protocol != packet.ipProtocol.description.uppercased() { return false }
    func holds(_ packet: NaivePacket) -> Bool {
      fits(rule.source, packet.source) && fits(rule.destination, packet.destination)
        && fits(rule.sourcePort, packet.sourcePort, packet)
        && fits(rule.destinationPort, packet.destinationPort, packet)
    }
    var mirrored = packet
    (mirrored.source, mirrored.destination) = (packet.destination, packet.source)
    (mirrored.sourcePort, mirrored.destinationPort) = (packet.destinationPort, packet.sourcePort)
    return holds(packet) || (rule.direction == "ANY" && holds(mirrored))
  }

  private func fits(_ text: String, _ address: IPAddress) -> Bool {
    text.lowercased() == "any" || (Prefix(text)?.contains(address) ?? false)
  }

  private func fits(_ text: String, _ port: UInt16, _ packet: NaivePacket) -> Bool {
    if text.lowercased() == "any" || !packet.ipProtocol.hasPorts { return true }
    let ends = text.split(separator: ":").compactMap { UInt16($0) }
    return ends.first.map { $0 <= port } ?? false && ends.last.map { port <= $0 } ?? false
  }
}
