import Addressing
import NetworkModel

extension RandomTopology {
  /// Listeners of a load balancer, with the groups that they forward to.
  mutating func makeTargetGroups(of balancer: LoadBalancer) {
    guard balancer.type != .classic,
      let index = builder.topology.loadBalancers.firstIndex(where: { $0.id == balancer.id })
    else { return }
    var taken: Set<UInt16> = []
    var listeners: [Listener] = []
    for number in 1...(1 + random.below(2)) {
      let port = random.pick(RandomTopology.servedPorts)
      guard taken.insert(port).inserted else { continue }
      let isNetwork = balancer.type == .network
      let kind =
        isNetwork ? random.pick(["TCP", "TCP", "TCP", "UDP", "TCP_UDP", "TLS"]) : random.pick(["HTTP", "HTTPS"])
      let groups = (1...(random.chance(25) ? 2 : 1)).map { part -> Listener.WeightedTargetGroup in
        let id = "tg-\(balancer.id)-\(number)\(part)"
        makeTargetGroup(id, of: balancer, listener: kind)
        return .init(id, weight: part > 1 && random.chance(30) ? 0 : 1)
      }
      var actions: [Listener.Action] = [.forward(groups)]
      var rules: [Listener.Rule] = []
      if !isNetwork, random.chance(50) {
        rules = (1...(1 + random.below(3))).map { anyRule($0 * 10, groups) }
        if random.chance(40) { actions = [.fixedResponse(status: 403)] }
      }
      listeners.append(.listen("\(kind):\(port)", rules: rules, actions: actions))
    }
    builder.topology.loadBalancers[index].listeners = listeners
  }

  /// A rule that forwards or answers by itself, with one or two conditions.
  private mutating func anyRule(_ priority: Int, _ groups: [Listener.WeightedTargetGroup]) -> Listener.Rule {
    let all: [Listener.Condition] = [
      .pathPattern(["/api/*"]), .pathPattern(["/img/?", "/static/*"]), .hostHeader(["api.example.com"]),
      .hostHeader(["*.example.com"]), .httpRequestMethod(["POST", "PUT"]), .sourceIP([Shorthand.prefix(anyPrefix())]),
    ]
    var conditions = [random.pick(all)]
    if random.chance(40) { conditions.append(random.pick(all)) }
    let action: Listener.Action = random.chance(60) ? .forward([random.pick(groups)]) : .fixedResponse(status: 404)
    return Listener.Rule(arn: "rule-\(priority)", priority: priority, conditions: conditions, actions: [action])
  }

  private mutating func makeTargetGroup(_ id: String, of balancer: LoadBalancer, listener: String) {
    let kinds =
      switch listener {
      case "TCP": ["TCP", "TCP", "TCP_UDP"]
      case "TLS": ["TCP", "TLS"]
      case "UDP": ["UDP", "TCP_UDP"]
      case "TCP_UDP": ["TCP_UDP"]
      default: ["HTTP", "HTTPS"]
      }
    // AWS does not let a listener forward to such a group; a file can.
    let kind = breaks() && listener != "TCP_UDP" ? (listener == "UDP" ? "TCP" : "UDP") : random.pick(kinds)
    var type = random.pick(["instance", "instance", "ip", "ip", "ip"])
    let others = builder.topology.loadBalancers.filter { $0.type == .application && $0.vpcId == balancer.vpcId }
    if listener == "TCP", kind == "TCP", let other = others.first, random.chance(30) {
      makeFrontedGroup(id, of: balancer, other.id)
      return
    }
    let family: AddressFamily = listener != "UDP" && isDualStack(balancer) && random.chance(25) ? .ipv6 : .ipv4
    if family == .ipv6 { type = "ip" }
    var attributes: [String: String] = [:]
    if ["TCP", "TLS"].contains(kind), random.chance(60) {
      attributes["preserve_client_ip.enabled"] = random.chance(50) ? "true" : "false"
    }
    if random.chance(25) {
      attributes["load_balancing.cross_zone.enabled"] = random.pick([
        "true", "false", "use_load_balancer_configuration",
      ])
    }
    if random.chance(8) {
      attributes["target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"] = "2"
    }
    var targets: [TargetGroup.Target] = []
    for _ in 0..<(random.chance(6) ? 0 : 1 + random.below(3)) {
      guard let target = anyTarget(type, balancer, family), !targets.contains(where: { $0.id == target.id }) else {
        continue
      }
      targets.append(target)
    }
    builder.targetGroup(
      id, in: balancer.vpcId, type: type, kind, random.pick(RandomTopology.servedPorts), targets: [],
      attributes: attributes, family: family)
    builder.topology.targetGroups[builder.topology.targetGroups.count - 1].targets = targets
  }

  /// A group whose target is an Application Load Balancer, mostly at one of its listeners' ports.
  private mutating func makeFrontedGroup(_ id: String, of balancer: LoadBalancer, _ other: String) {
    let listeners = builder.topology.loadBalancers.first { $0.id == other }?.listeners ?? []
    let port = listeners.isEmpty || breaks() ? 80 : random.pick(listeners).port
    builder.targetGroup(id, in: balancer.vpcId, type: "alb", "TCP", port, targets: [])
    let target = TargetGroup.Target(id: other, port: port, health: anyHealth())
    builder.topology.targetGroups[builder.topology.targetGroups.count - 1].targets = [target]
  }

  private func isDualStack(_ balancer: LoadBalancer) -> Bool {
    builder.topology.networkInterfaces.contains { interface in
      balancer.subnetIds.contains { interface.id == "\(balancer.id)-\($0)" }
        && interface.privateAddresses.contains { $0.family == .ipv6 }
    }
  }

  private mutating func anyHealth() -> String {
    let all = Array(repeating: "healthy", count: 12) + ["unhealthy", "unhealthy", "unhealthy"]
    return random.pick(all + ["draining", "unhealthy.draining", "unused", random.chance(20) ? "initial" : "healthy"])
  }

  private mutating func anyTarget(
    _ type: String, _ balancer: LoadBalancer, _ family: AddressFamily
  ) -> TargetGroup.Target? {
    let port: UInt16? = random.chance(70) ? nil : random.pick(RandomTopology.servedPorts)
    if type == "instance" {
      guard let instance = anyInstance(in: balancer.vpcId) else { return nil }
      return TargetGroup.Target(id: instance, port: port, health: anyHealth())
    }
    let kind = random.below(100)
    if kind < 20, family == .ipv4, !sitePrefixes.isEmpty {
      let base = Shorthand.prefix(random.pick(sitePrefixes).prefix).address
      let address = IPAddress(family: .ipv4, value: base.value + 9)
      return TargetGroup.Target(id: address.description, port: port, availabilityZone: "all", health: anyHealth())
    }
    // Mostly a host of the VPC, else one of another, now and then a load balancer's node or an endpoint.
    let isOwn = kind < 75
    let kinds: Set<NetworkInterface.InterfaceType> =
      random.chance(85) ? [.interface] : [.interface, .vpcEndpoint, .networkLoadBalancer]
    let choices = builder.topology.networkInterfaces.filter { interface in
      kinds.contains(interface.interfaceType) && (interface.vpcId == balancer.vpcId) == isOwn
        && !(isOwn && interface.interfaceDescription.hasPrefix("ELB") && balancer.type == .application)
    }
    guard !choices.isEmpty, let address = random.pick(choices).privateAddresses.first(where: { $0.family == family })
    else { return nil }
    let blocks = builder[vpc: balancer.vpcId].cidrBlocks
    let isOutside = !blocks.contains { $0.contains(address) }
    return TargetGroup.Target(
      id: address.description, port: port, availabilityZone: isOutside ? "all" : nil, health: anyHealth())
  }
}
