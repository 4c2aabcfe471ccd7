import Addressing
import NetworkModel

extension NaiveTwin {
  /// C1 to C3: a connection at a node is given to the targets of the listener that takes it.
  func balance(_ number: Int, _ arrival: Arrival) -> [NaiveOutcome] {
    let balancer = topology.loadBalancers[number]
    guard let listeners = balancer.listeners, balancer.type != .gateway else { return unknown("listeners not visible") }
    guard let listener = listeners.first(where: { takes($0, arrival.packet, balancer.type) }) else {
      let prefix = balancer.type == .classic ? "ELB" : "ELBV2"
      return refused(["\(prefix)_LISTENERS_MISMATCH", "\(prefix)_LISTENER_PORT_RESTRICTION"], [balancer.id])
    }
    if balancer.type == .classic { return giveToInstances(of: number, listener, arrival) }
    let actions = (listener.rules ?? []).flatMap(\.actions) + listener.defaultActions
    var outcomes: [NaiveOutcome] = []
    var arns: [String] = []
    for case .forward(let groups) in actions {
      let shares = groups.filter { $0.weight > 0 }
      if shares.isEmpty, !groups.isEmpty { outcomes += unknown("every weight is 0") }
      for share in shares where !arns.contains(share.arn) { arns.append(share.arn) }
    }
    for arn in arns { outcomes += giveToGroup(arn, of: number, listener, arrival) }
    if outcomes.isEmpty {
      return refused(["X_HTTP_ANSWERED_BY_LOAD_BALANCER", "ELBV2_LISTENER_REQUIRES_TG_ACCEPT"], [])
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
    guard accepts(group, from: listener) else { return refused(["ELBV2_LISTENER_REQUIRES_TG_ACCEPT"], []) }
    let used = all.filter { $0.health != "unused" }
    if used.isEmpty { return refused(["ELBV2_LISTENER_HAS_NO_TG"], [group.id, balancer.id]) }
    if group.targetType == "lambda" {
      // No network stands before a function.
      return used.map { NaiveOutcome(result: .delivered(to: $0.id), isNondeterministic: false) }
    }
    let pairs = used.flatMap { target in
      addresses(of: target, group, balancer).map { (target: target, place: $0) }
    }
    let installed = pairs.filter { $0.place.zone.map { enabledZones(of: balancer).contains($0) } ?? true }
    if installed.isEmpty { return refused(["ELB_INSTALLED_AZ_RESTRICTION"], []) }
    let near = installed.filter { pair in
      crossesZones(balancer, group) || pair.place.zone == nil || pair.place.zone == zone(ofNode: arrival.node)
    }
    if near.isEmpty { return refused(["ELBV2_NO_TARGETS_IN_AZ"], []) }
    guard let chosen = eligible(near.map(\.target), balancer, group) else { return unknown("health of the targets") }
    if chosen.isEmpty { return refused([], []) }
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

  private func crossesZones(_ balancer: LoadBalancer, _ group: TargetGroup?) -> Bool {
    let key = "load_balancing.cross_zone.enabled"
    if let own = group?.attributes?[key], group?.targetType != "alb", own == "true" || own == "false" {
      return own == "true"
    }
    return balancer.attributes?[key].map { $0 == "true" } ?? (balancer.type == .application)
  }

  private func enabledZones(of balancer: LoadBalancer) -> Set<String> {
    Set(balancer.subnetIds.compactMap { subnetIndex($0) }.map { zone(of: $0) })
  }

  private func zone(ofNode node: Int) -> String? {
    subnetIndex(topology.networkInterfaces[node].subnetId).map { zone(of: $0) }
  }

  /// C3: healthy instances only.
  private func giveToInstances(of number: Int, _ listener: Listener, _ arrival: Arrival) -> [NaiveOutcome] {
    let balancer = topology.loadBalancers[number]
    guard let all = balancer.instances, let port = listener.instancePort else {
      return unknown("instances not visible")
    }
    if all.contains(where: { $0.health == nil }) { return unknown("health of the instances") }
    let healthy = all.filter { $0.health == "healthy" }
    if healthy.isEmpty { return refused(["X_TARGET_NO_HEALTHY"], [balancer.id]) }
    let places = healthy.flatMap { addresses(ofInstance: $0.id, family: .ipv4) }
    let installed = places.filter { $0.zone.map { enabledZones(of: balancer).contains($0) } ?? false }
    if installed.isEmpty {
      let also = crossesZones(balancer, nil) ? [] : ["ELB_NOT_CROSSZONE"]
      return refused(["ELB_INSTALLED_AZ_RESTRICTION", "X_TARGET_NO_HEALTHY"] + also, [])
    }
    let near = installed.filter { crossesZones(balancer, nil) || $0.zone == zone(ofNode: arrival.node) }
    if near.isEmpty { return refused(["ELB_NOT_CROSSZONE", "X_TARGET_NO_HEALTHY"], []) }
    return near.flatMap { openConnection(to: $0, port: port, nil, number, arrival) }
  }

  /// An address that a target has, and its zone; nil for addresses that every node serves.
  struct TargetPlace {
    var address: IPAddress
    var zone: String?
    /// The interface, where the target is registered by what it is.
    var interface: Int?
  }

  private func addresses(
    of target: TargetGroup.Target, _ group: TargetGroup, _ balancer: LoadBalancer
  ) -> [TargetPlace] {
    switch group.targetType {
    case "instance":
      return addresses(ofInstance: target.id, family: group.addressFamily).map { place in
        var place = place
        if let name = target.availabilityZone { place.zone = zone(named: name, in: balancer.vpcId) }
        return place
      }
    case "alb":
      guard let number = index(target.id, in: topology.loadBalancers) else { return [] }
      return nodes(of: number).flatMap { node in
        topology.networkInterfaces[node].privateAddresses.filter { $0.family == group.addressFamily }.prefix(1).map {
          TargetPlace(address: $0, zone: zone(ofNode: node), interface: node)
        }
      }
    default:
      guard let address = IPAddress(target.id) else { return [] }
      if let name = target.availabilityZone {
        return [TargetPlace(address: address, zone: name == "all" ? nil : zone(named: name, in: balancer.vpcId))]
      }
      let home = topology.subnets.indices.first { index in
        topology.subnets[index].vpcId == balancer.vpcId
          && topology.subnets[index].cidrBlocks.contains { $0.contains(address) }
      }
      return [TargetPlace(address: address, zone: home.map { zone(of: $0) })]
    }
  }

  private func addresses(ofInstance id: String, family: AddressFamily) -> [TargetPlace] {
    guard let index = topology.networkInterfaces.firstIndex(where: { $0.instanceId == id }) else { return [] }
    return topology.networkInterfaces[index].privateAddresses.filter { $0.family == family }.prefix(1).map {
      TargetPlace(address: $0, zone: zone(ofNode: index), interface: index)
    }
  }

  private func zone(named name: String, in vpc: String) -> String {
    topology.subnets.indices.first {
      topology.subnets[$0].vpcId == vpc && topology.subnets[$0].availabilityZone == name
    }.map { zone(of: $0) } ?? name
  }
}
