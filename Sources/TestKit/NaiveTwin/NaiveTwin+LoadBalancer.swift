import Addressing
import NetworkModel

extension NaiveTwin {
  /// C1 to C3: a connection at a node is given to the targets of the listener that takes it.
  func balance(_ number: Int, _ arrival: Arrival) -> [NaiveOutcome] {
    let balancer = topology.loadBalancers[number]
    guard let listeners = balancer.listeners, balancer.type != .gateway else { return unknown("listeners not visible") }
    guard let listener = listeners.first(where: { takes($0, arrival.packet, balancer.type) }) else {
      let prefix = balancer.type == .classic ? "ELB" : "ELBV2"
      return refused(
        ["\(prefix)_LISTENERS_MISMATCH", "\(prefix)_LISTENER_PORT_RESTRICTION"], [balancer.id], at: arrival)
    }
    if balancer.type == .classic { return giveToInstances(of: number, listener, arrival) }
    let actions = actions(of: listener, arrival)
    var outcomes: [NaiveOutcome] = []
    var arns: [String] = []
    for case .forward(let groups) in actions {
      let shares = groups.filter { $0.weight > 0 }
      if shares.isEmpty, !groups.isEmpty { outcomes += unknown("every weight is 0") }
      for share in shares where !arns.contains(share.arn) { arns.append(share.arn) }
    }
    for arn in arns { outcomes += giveToGroup(arn, of: number, listener, arrival) }
    if outcomes.isEmpty {
      return refused(["X_HTTP_ANSWERED_BY_LOAD_BALANCER", "ELBV2_LISTENER_REQUIRES_TG_ACCEPT"], [], at: arrival)
    }
    return outcomes
  }

  private func takes(_ listener: Listener, _ packet: NaivePacket, _ type: LoadBalancer.LoadBalancerType) -> Bool {
    guard listener.port == packet.destinationPort else { return false }
    switch packet.ipProtocol {
    case .tcp: return listener.protocol != "UDP" && listener.protocol != "QUIC"
    case .udp: return type == .network && ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(listener.protocol)
    default: return false
    }
  }

  /// Which groups a listener can forward to.
  private func accepts(_ group: TargetGroup, from listener: Listener) -> Bool {
    switch listener.protocol {
    case "TCP": ["TCP", "TCP_UDP"].contains(group.protocol)
    case "TLS": ["TCP", "TLS"].contains(group.protocol)
    case "UDP": ["UDP", "TCP_UDP"].contains(group.protocol)
    case "TCP_UDP": group.protocol == "TCP_UDP"
    case "HTTP", "HTTPS": group.targetType == "lambda" || ["HTTP", "HTTPS"].contains(group.protocol)
    default: false
    }
  }

  private func giveToGroup(_ arn: String, of number: Int, _ listener: Listener, _ arrival: Arrival) -> [NaiveOutcome] {
    let balancer = topology.loadBalancers[number]
    guard let group = topology.targetGroups.first(where: { $0.id == arn }), let all = group.targets else {
      return unknown("targets not visible")
    }
    guard accepts(group, from: listener) else { return refused(["ELBV2_LISTENER_REQUIRES_TG_ACCEPT"], [], at: arrival) }
    let used = all.filter { $0.health != "unused" }
    if used.isEmpty {
      // AWS calls a target in a zone that is not enabled `unused`, too.
      let also = all.isEmpty ? [] : ["ELB_INSTALLED_AZ_RESTRICTION"]
      return refused(["ELBV2_LISTENER_HAS_NO_TG"] + also, [group.id, balancer.id], at: arrival)
    }
    if group.targetType == "lambda" {
      // No network stands before a function.
      return used.map { NaiveOutcome(result: .delivered(to: $0.id), isNondeterministic: false) }
    }
    let pairs = used.flatMap { target in
      addresses(of: target, group, balancer).map { (target: target, place: $0) }
    }
    let installed = pairs.filter { $0.place.zone.map { enabledZones(of: balancer).contains($0) } ?? true }
    // Targets that only drain are none either, wherever they are.
    let also = used.allSatisfy { $0.health?.hasSuffix("draining") ?? false } ? ["ELBV2_LISTENER_HAS_NO_TG"] : []
    if installed.isEmpty { return refused(["ELB_INSTALLED_AZ_RESTRICTION"] + also, [], at: arrival) }
    let near = installed.filter { isServed($0.place, by: arrival.node, balancer, group) }
    if near.isEmpty { return refused(["ELBV2_NO_TARGETS_IN_AZ"] + also, [], at: arrival) }
    guard let chosen = eligible(near.map(\.target), balancer, group) else { return unknown("health of the targets") }
    if chosen.isEmpty { return refused(["ELBV2_LISTENER_HAS_NO_TG"], [group.id], at: arrival) }
    return near.filter { chosen.contains($0.target) }.flatMap { pair in
      openConnection(to: pair.place, port: pair.target.port ?? group.port ?? 0, group, number, arrival)
    }
  }

  /// C0's table of states, and C1's fail-open; nil where the pages do not say.
  private func eligible(
    _ targets: [TargetGroup.Target], _ balancer: LoadBalancer, _ group: TargetGroup
  ) -> [TargetGroup.Target]? {
    if targets.contains(where: { $0.health == nil }) { return nil }
    if balancer.type == .network, targets.contains(where: { $0.health == "unavailable" }) { return nil }
    let healthy = targets.filter { $0.health == "healthy" || $0.health == "unavailable" }
    let key = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"
    let wanted = group.attributes?[key].flatMap { Int($0) } ?? 1
    if healthy.count >= wanted { return healthy }
    let open = targets.filter { !["draining", "unhealthy.draining", "unused"].contains($0.health) }
    return open.contains { $0.health == "initial" } ? nil : open
  }

  /// C3: healthy instances only.
  private func giveToInstances(of number: Int, _ listener: Listener, _ arrival: Arrival) -> [NaiveOutcome] {
    let balancer = topology.loadBalancers[number]
    guard let all = balancer.instances, let port = listener.instancePort else {
      return unknown("instances not visible")
    }
    if all.contains(where: { $0.health == nil }) { return unknown("health of the instances") }
    let healthy = all.filter { $0.health == "healthy" }
    if healthy.isEmpty { return refused(["X_TARGET_NO_HEALTHY"], [balancer.id], at: arrival) }
    let places = healthy.flatMap { addresses(ofInstance: $0.id, family: .ipv4) }
    let installed = places.filter { $0.zone.map { enabledZones(of: balancer).contains($0) } ?? false }
    if installed.isEmpty {
      let also = crossesZones(balancer, nil) ? [] : ["ELB_NOT_CROSSZONE"]
      return refused(["ELB_INSTALLED_AZ_RESTRICTION", "X_TARGET_NO_HEALTHY"] + also, [], at: arrival)
    }
    let near = installed.filter { isServed($0, by: arrival.node, balancer, nil) }
    if near.isEmpty { return refused(["ELB_NOT_CROSSZONE", "X_TARGET_NO_HEALTHY"], [], at: arrival) }
    return near.flatMap { openConnection(to: $0, port: port, nil, number, arrival) }
  }
}
