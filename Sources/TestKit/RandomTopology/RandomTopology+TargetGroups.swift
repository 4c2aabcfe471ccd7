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
      if !isNetwork, random.chance(30) {
        rules = [
          .rule(10, .pathPattern(["/api/*"]), then: random.chance(50) ? .forward(groups) : .fixedResponse(status: 404))
        ]
        if random.chance(40) { actions = [.fixedResponse(status: 403)] }
      }
      listeners.append(.listen("\(kind):\(port)", rules: rules, actions: actions))
    }
    builder.topology.loadBalancers[index].listeners = listeners
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

  /// Endpoint services in front of Network Load Balancers, and endpoints of them wherever there is a VPC.
  mutating func makeEndpointServices() {
    var count = 0
    for balancer in builder.topology.loadBalancers where balancer.type == .network && random.chance(70) {
      let id = "svc-\(balancer.id)"
      let regions = ["us-east-1", "eu-west-1"].filter { _ in random.chance(30) }
      builder.endpointService(
        id, in: balancer.vpcId, loadBalancers: [balancer.id],
        zones: random.chance(60) ? [] : balancer.subnetIds.map { builder[subnet: $0].availabilityZone },
        supportedRegions: regions,
        state: breaks() ? "Pending" : "Available")
      let name = builder.topology.vpcEndpointServices[builder.topology.vpcEndpointServices.count - 1].serviceName
      for _ in 0..<(1 + random.below(2)) {
        count += 1
        let network = random.pick(networks)
        let first = random.pick(network.subnets)
        let state = breaks() ? random.pick(["pendingAcceptance", "rejected"]) : "available"
        let groups = random.chance(50) ? [random.pick(network.groups)] : nil
        let other = network.subnets.first {
          builder[subnet: $0].availabilityZone != builder[subnet: first].availabilityZone
        }
        let last = 60 + count
        if let other, random.chance(50) {
          builder.interfaceEndpoint(
            "vpce-\(count)", in: [first: address(last, in: first), other: address(last, in: other)], service: name,
            groups: groups, state: state)
        } else {
          builder.interfaceEndpoint(
            "vpce-\(count)", in: [first: address(last, in: first)], service: name, groups: groups, state: state)
        }
      }
    }
  }
}
