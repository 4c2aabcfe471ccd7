import Addressing
import NetworkModel

/// A target as it is written.
struct TargetPlan {
  var word: Located<String>
  var port: UInt16?
  var availabilityZone: String?
  var health: String?
}

extension TopologyFileContext {
  /// Reads the target groups; what their targets are is said once every resource has its addresses.
  func readTargetGroups(_ scope: VPCScope) {
    each(scope.fields, "targetGroups", .targetGroup, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .targetGroup, at: pair.place, in: self) else { return }
      enum TargetType: String { case instance, ip, lambda, alb }
      let type = fields.choice("targetType", [TargetType.instance, .ip, .lambda, .alb])
      enum Family: String { case ipv4, ipv6 }
      let index = topology.targetGroups.count
      topology.targetGroups.append(
        TargetGroup(
          identity(symbol, fields), targetType: type?.rawValue ?? "",
          protocol: fields.text("protocol")?.value.uppercased() ?? "",
          port: fields.integer("port", in: 1...65535).map { UInt16($0.value) }, vpcId: scope.vpc.id, targets: [],
          attributes: attributes(
            fields,
            ["crossZone": "load_balancing.cross_zone.enabled", "preserveClientIp": "preserve_client_ip.enabled"]),
          addressFamily: fields.choice("ipAddressType", [Family.ipv4, .ipv6]) == .ipv6 ? .ipv6 : .ipv4))
      let plans = fields.items("targets").compactMap { target($0) }
      deferred.append { [unowned self] in
        var group = topology.targetGroups[index]
        complete(&group, plans, scope)
        group.healthCheck = healthCheck(fields, of: group)
        topology.targetGroups[index] = group
      }
    }
  }

  /// `web-1`, `web-1:8080`, or a target with its keys.
  func target(_ node: YAMLNode) -> TargetPlan? {
    if node.pairs != nil {
      guard let fields = Fields(node, .target, at: node.place, in: self) else { return nil }
      guard let word = fields.text("id") else {
        if !fields.has("id") { fields.missing("id", "what the target is") }
        return nil
      }
      return TargetPlan(
        word: word, port: fields.integer("port", in: 1...65535).map { UInt16($0.value) },
        availabilityZone: fields.text("availabilityZone")?.value, health: fields.text("health")?.value)
    }
    guard var word = text(node, of: "a target") else { return nil }
    guard IPAddress(word.value) == nil, let colon = word.value.lastIndex(of: ":"),
      let port = UInt16(word.value[word.value.index(after: colon)...]), port > 0
    else { return TargetPlan(word: word) }
    word.value = String(word.value[..<colon])
    if word.value.hasPrefix("["), word.value.hasSuffix("]") { word.value = String(word.value.dropFirst().dropLast()) }
    return TargetPlan(word: word, port: port)
  }

  // MARK: Once everything is read

  /// Says what the file leaves out: the type by the targets, protocol and port by the listener that forwards here.
  private func complete(_ group: inout TargetGroup, _ plans: [TargetPlan], _ scope: VPCScope) {
    if group.targetType.isEmpty { group.targetType = plans.first.map { inferredType($0, scope) } ?? "instance" }
    let front = front(of: group)
    if group.targetType == "lambda" {
      group.protocol = ""
    } else if group.protocol.isEmpty {
      switch (front?.type, front?.listener.protocol) {
      case (.gateway, _): group.protocol = "GENEVE"
      case (.network, let proto?): group.protocol = proto == "TLS" || group.targetType == "alb" ? "TCP" : proto
      default: group.protocol = "HTTP"
      }
    }
    let hasPort = group.port != nil
    if !hasPort {
      switch group.protocol {
      case "HTTP": group.port = 80
      case "HTTPS": group.port = 443
      case "GENEVE": group.port = 6081
      case "": group.port = nil
      default: group.port = front?.listener.port
      }
    }
    group.targets = plans.flatMap { targets($0, of: group, hasPort, scope) }
  }

  /// The first listener that forwards to a group, with the type of its load balancer.
  private func front(of group: TargetGroup) -> (type: LoadBalancer.LoadBalancerType, listener: Listener)? {
    for balancer in topology.loadBalancers {
      if let listener = balancer.listeners?.first(where: { $0.targetGroupArns.contains(group.id) }) {
        return (balancer.type, listener)
      }
    }
    return nil
  }

  private static let targetKinds: [ResourceKind] = [
    .instance, .autoScalingGroup, .service, .networkInterface, .dbInstance, .cacheCluster, .vpcEndpoint, .function,
    .loadBalancer,
  ]

  private static func kinds(_ type: String) -> [ResourceKind] {
    switch type {
    case "instance": [.instance, .autoScalingGroup, .service]
    case "lambda": [.function]
    case "alb": [.loadBalancer]
    default: targetKinds.filter { $0 != .function && $0 != .autoScalingGroup }
    }
  }

  private func inferredType(_ plan: TargetPlan, _ scope: VPCScope) -> String {
    if IPAddress(plan.word.value) != nil { return "ip" }
    let found = symbols.find(plan.word.value, Self.targetKinds)
    let meant = found.first { $0.container == scope.name } ?? found.first
    switch meant?.kind {
    case .function: return "lambda"
    case .loadBalancer: return "alb"
    case .service:
      let service = topology.managedResources.first { $0.resourceKind == .service && $0.id == meant?.id }
      return service?.instanceIds.isEmpty == false ? "instance" : "ip"
    case .networkInterface, .dbInstance, .cacheCluster, .vpcEndpoint: return "ip"
    default: return "instance"
    }
  }

  private func targets(
    _ plan: TargetPlan, of group: TargetGroup, _ hasPort: Bool, _ scope: VPCScope
  ) -> [TargetGroup.Target] {
    func target(_ id: String, _ port: UInt16?) -> TargetGroup.Target {
      TargetGroup.Target(id: id, port: port, availabilityZone: plan.availabilityZone, health: plan.health)
    }
    let port = plan.port ?? group.port
    if group.targetType == "ip", let address = IPAddress(plan.word.value) { return [target("\(address)", port)] }
    if group.targetType == "ip", symbols.find(plan.word.value, Self.targetKinds).isEmpty {
      error(
        plan.word.place,
        "`\(plan.word.value.shortened)` is neither an address nor anything with one, which targets of type `ip` are")
      return []
    }
    // Addresses may be those of another VPC.
    guard
      let symbol = resolve(
        plan.word, Self.kinds(group.targetType), in: scope.name, isBound: group.targetType != "ip")
    else { return [] }
    let resource = topology.managedResources.first { $0.resourceKind == symbol.kind && $0.id == symbol.id }
    let own = plan.port ?? (hasPort ? group.port : nil)
    switch group.targetType {
    case "lambda": return [target(symbol.id, nil)]
    case "alb": return [target(symbol.id, port)]
    case "instance":
      guard let resource else { return [target(symbol.id, port)] }
      if resource.instanceIds.isEmpty {
        error(
          plan.word.place, "`\(plan.word.value)` runs on no instances, which targets of type `instance` are",
          remedy: "write `targetType: ip`")
      }
      let hostPorts = resource.portMappings.compactMap(\.hostPort)
      return resource.instanceIds.flatMap { instance in
        own == nil && !hostPorts.isEmpty ? hostPorts.map { target(instance, $0) } : [target(instance, port)]
      }
    default:
      let port = own ?? resource?.portMappings.first.map { $0.hostPort ?? $0.containerPort } ?? port
      let addresses = interfaces(of: symbol).compactMap { interface in
        interface.privateAddresses.first { $0.family == group.addressFamily }
      }
      if addresses.isEmpty {
        let family = group.addressFamily == .ipv4 ? "IPv4" : "IPv6"
        error(plan.word.place, "`\(plan.word.value)` has no \(family) address, which targets of type `ip` are")
      }
      return addresses.map { target("\($0)", port) }
    }
  }

  /// The interfaces of what a symbol names.
  func interfaces(of symbol: Symbol) -> [NetworkInterface] {
    let ids: [String]
    switch symbol.kind {
    case .networkInterface: ids = [symbol.id]
    case .instance: return topology.networkInterfaces.filter { $0.instanceId == symbol.id }
    case .vpcEndpoint: ids = topology.vpcEndpoints.first { $0.id == symbol.id }?.networkInterfaceIds ?? []
    case .loadBalancer:
      return topology.networkInterfaces.filter {
        $0.interfaceDescription.hasPrefix("ELB ") && $0.id.hasPrefix("\(symbol.id)/eth")
      }
    default:
      ids =
        topology.managedResources.first { $0.resourceKind == symbol.kind && $0.id == symbol.id }?.networkInterfaceIds
        ?? []
    }
    return topology.networkInterfaces.filter { ids.contains($0.id) }
  }
}
