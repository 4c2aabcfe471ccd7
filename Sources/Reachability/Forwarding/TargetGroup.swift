import Addressing
import NetworkModel

// Which targets of a group may get a new connection: by state, zone and fail-open (names-and-load-balancers C0).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html

extension Follower {
  /// Passes packets on to the targets of a group, each a way of its own.
  ///
  /// - Parameter rule: the rule that led to the group.
  mutating func passToGroup(_ position: Int, _ rule: RuleReference, _ front: Front, _ journey: Journey) {
    let group = topology.targetGroups[position]
    let component = ComponentReference.targetGroup(position)
    var (front, journey) = (front, journey)
    let listener = topology.loadBalancers[front.loadBalancer].listeners?[front.listener]
    let isPair = listener.map { group.takes(from: $0.protocol) } ?? true
    let accepted = isPair ? accepted(by: group, front.arrived) : TrafficSet(front.arrived.family)
    if accepted != front.arrived {
      let symptom = network.symptomWithoutTarget(front)
      let refused = front.arrived.subtracting(accepted)
      stop(journey) {
        $0.blockAtFront(
          .elbv2ListenerRequiresTgAccept, component, refused, symptom: symptom,
          "target group \(group.identity.label) is for \(group.protocol) only")
      }
      if accepted.isEmpty { return }
      front.arrived = accepted
    }
    guard group.targets != nil else {
      return stop(journey) {
        $0.assume(
          .unknownResource, group.id, decides: true,
          "the targets of \(group.identity.label) are not in the input; `elbv2 describe-target-health` would show them")
      }
    }
    let members = members(of: position, front.loadBalancer, node: front.node)
    noteUnhealthy(members, group, &journey.branch)
    notePreservation(group, front, &journey.branch)
    pass(members, of: group, position, rule, front, journey)
  }

  /// The targets of a group as a node has them, in the order of their ids.
  func members(of position: Int, _ loadBalancer: Int, node: Int) -> [Member] {
    let group = topology.targetGroups[position]
    let key = MemberCache.Key(node: node, loadBalancer: loadBalancer, source: .targetGroup(position))
    return network.members.members(key) {
      (group.targets ?? []).sorted { ($0.id, $0.port ?? 0) < ($1.id, $1.port ?? 0) }.map { target in
        var member = member(target, group, loadBalancer, node: node)
        judgeHealth(
          of: &member, group.healthCheck, loadBalancer, node: node, sendsProxyHeader: group.sendsProxyHeader)
        return member
      }
    }
  }

  private func accepted(by group: TargetGroup, _ traffic: TrafficSet) -> TrafficSet {
    let protocols = group.protocol.isEmpty ? [.tcp] : transportProtocols(of: group.protocol)
    let boxes = protocols.flatMap { proto -> [TrafficBox] in
      var box = TrafficBox.everything(traffic.family)
      box.firstProtocol = proto.rawValue
      box.lastProtocol = proto.rawValue
      return traffic.intersection(box).boxes
    }
    return TrafficSet(traffic.family, disjoint: boxes)
  }

  /// Chooses among the targets, and opens a connection to each that is eligible.
  private mutating func pass(
    _ members: [Member], of group: TargetGroup, _ position: Int, _ rule: RuleReference, _ front: Front,
    _ journey: Journey
  ) {
    let component = ComponentReference.targetGroup(position)
    let balancer = topology.loadBalancers[front.loadBalancer]
    let name = group.identity.label
    let symptom = network.symptomWithoutTarget(front)
    func none(_ code: Code, _ message: String) {
      stop(journey) {
        $0.blockAtFront(
          code, component, front.arrived, symptom: symptom, message)
      }
    }
    let registered = members.filter { $0.state != .unused }
    let enabled = enabledZones(of: front.loadBalancer)
    func isInstalled(_ member: Member) -> Bool { member.zone.map(enabled.contains) ?? true }
    if registered.isEmpty, members.isEmpty || members.contains(where: isInstalled) {
      return none(
        .elbv2ListenerHasNoTg,
        members.isEmpty ? "target group \(name) has no targets" : "all targets of \(name) are unused")
    }
    let installed = registered.filter(isInstalled)
    if installed.isEmpty {
      return none(
        .elbInstalledAzRestriction,
        "the targets of \(name) are in zones that load balancer \(balancer.identity.label) does not serve")
    }
    let near = installed.filter { $0.isServed(from: zone(of: front.node)) }
    let isCrossZone = crossesZones(group, balancer)
    guard isCrossZone.isAssumed, near.count != installed.count else {
      return give(to: isCrossZone.value ? installed : near, of: group, component, rule, front, journey)
    }
    var journey = journey
    let message =
      "whether load balancer \(balancer.identity.label) crosses zones is not in the input; "
      + "`elbv2 describe-target-group-attributes` and `elbv2 describe-load-balancer-attributes` would show it"
    journey.branch.assume(.missingTargetGroupAttributes, group.id, decides: false, message)
    // Crossing zones is on for an Application Load Balancer unless a group switches it off, and off for the others
    // unless somebody switches it on: what nobody may have done is taken as not done, what many do is not.
    if !isCrossZone.value { return give(to: near, of: group, component, rule, front, journey) }
    either(
      .missingTargetGroupAttributes, group.id, message,
      [
        { $0.give(to: installed, of: group, component, rule, front, journey) },
        { $0.give(to: near, of: group, component, rule, front, journey) },
      ])
  }

  /// Opens a connection to each target of the scope that is eligible.
  private mutating func give(
    to scope: [Member], of group: TargetGroup, _ component: ComponentReference, _ rule: RuleReference, _ front: Front,
    _ journey: Journey
  ) {
    let name = group.identity.label
    let symptom = network.symptomWithoutTarget(front)
    func none(_ code: Code, _ message: String) {
      stop(journey) {
        $0.blockAtFront(code, component, front.arrived, symptom: symptom, message)
      }
    }
    if scope.isEmpty {
      return none(
        .elbv2NoTargetsInAz,
        "no target of \(name) is in zone \(walker(journey.connections[0].pair).zoneName(of: front.node)), and "
          + "cross-zone load balancing is off")
    }
    var journey = journey
    let open = eligible(scope, group)
    if open.isEmpty { return none(.elbv2ListenerHasNoTg, "no target of \(name) takes new connections") }
    if let unknown = open.first(where: { $0.state == .open }) {
      journey.branch.assume(
        .unknownResource, group.id, decides: true,
        "AWS does not say whether a target of \(name) that is \(unknown.target.health ?? "initial") gets traffic")
    }
    let isFailOpen = open.allSatisfy { $0.state == .unhealthy }
    journey.branch.hopAtFront(
      component, .forwarded, isFailOpen ? .text("fail-open, as no target is healthy") : rule, front.arrived)
    for member in open { connect(to: member, of: group, front, journey) }
  }

  /// The targets that get new connections: the healthy ones, or all that are registered where too few are (fail-open).
  private func eligible(_ scope: [Member], _ group: TargetGroup) -> [Member] {
    let healthy = scope.filter { $0.state == .healthy }
    let count =
      group.attribute("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count")
      .flatMap { Int($0) } ?? 1
    let percentage =
      group.attribute("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage")
      .flatMap { Int($0) } ?? 0
    if healthy.count >= count, healthy.count * 100 >= percentage * scope.count, !healthy.isEmpty { return healthy }
    return scope.filter { $0.state == .healthy || $0.state == .unhealthy || $0.state == .open }
  }

  /// Whether a node sends to the targets of other zones (C0).
  func crossesZones(_ group: TargetGroup, _ balancer: LoadBalancer) -> (value: Bool, isAssumed: Bool) {
    let key = "load_balancing.cross_zone.enabled"
    switch group.attribute(key) {
    case "true": return (true, false)
    case "false": return (false, false)
    default: break
    }
    if balancer.type == .application { return (true, group.attributes == nil) }
    guard let attributes = balancer.attributes else { return (false, true) }
    return (attributes[key] == "true", group.attributes == nil)
  }

  func enabledZones(of balancer: Int) -> Set<Int> {
    Set(network.fronts.nodes[balancer].map { zone(of: $0) }.filter { $0 >= 0 })
  }

  func zone(of interface: Int) -> Int {
    let subnet = network.subnet(of: interface)
    return subnet >= 0 ? network.subnets[subnet].zone : -1
  }
}

extension TargetGroup {
  /// Whether AWS lets a listener of this protocol forward to the group (C1).
  func takes(from listener: String) -> Bool {
    if targetType == "lambda" { return listener == "HTTP" || listener == "HTTPS" }
    let groups: Set<String> =
      switch listener {
      case "TCP": ["TCP", "TCP_UDP"]
      case "TLS": ["TCP", "TLS"]
      case "UDP": ["UDP", "TCP_UDP"]
      case "TCP_UDP": ["TCP_UDP"]
      case "QUIC": ["QUIC", "TCP_QUIC"]
      case "TCP_QUIC": ["TCP_QUIC"]
      case "HTTP", "HTTPS": ["HTTP", "HTTPS"]
      default: [`protocol`]
      }
    return groups.contains(`protocol`)
  }

  /// An attribute by AWS's key; nil where it is not set or not visible.
  func attribute(_ key: String) -> String? { attributes?[key] }
}
