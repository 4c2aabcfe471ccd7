import Addressing
import NetworkModel

extension TopologyFileContext {
  func readLoadBalancers(_ scope: VPCScope) {
    each(scope.fields, "loadBalancers", .loadBalancer, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .loadBalancer, at: pair.place, in: self) else { return }
      let types: [LoadBalancer.LoadBalancerType] = [.application, .network, .gateway, .classic]
      let type = fields.choice("type", types) ?? .application
      enum Scheme: String {
        case isInternal = "internal"
        case internetFacing = "internet-facing"
      }
      let scheme = fields.choice("scheme", [Scheme.isInternal, .internetFacing]) ?? .isInternal
      let hasGroups = fields.has("securityGroups") || type == .application || type == .classic
      let groups = hasGroups ? groupIds(fields, scope) : []
      let made = managedInterfaces(
        fields, symbol, scope, type: interfaceType(type), groupIds: groups,
        description: interfaceDescription(type, symbol.id), isPublic: scheme == .internetFacing)
      checkZones(fields, made.subnetIds)
      var attributes: [String: String] = [:]
      for pair in fields.named("attributes") { attributes[pair.key] = text(pair.value, of: "an attribute")?.value }
      topology.loadBalancers.append(
        LoadBalancer(
          identity(symbol, fields), type: type, vpcId: scope.vpc.id, scheme: scheme.rawValue,
          state: fields.text("state")?.value ?? "active",
          dnsName: fields.text("dnsName")?.value ?? "\(symbol.name).elb.\(symbol.region).amazonaws.com",
          subnetIds: made.subnetIds, groupIds: groups, listeners: listeners(fields, symbol, type, scope),
          attributes: attributes))
    }
  }

  private func interfaceType(_ type: LoadBalancer.LoadBalancerType) -> NetworkInterface.InterfaceType {
    switch type {
    case .application, .classic: .interface
    case .network: .networkLoadBalancer
    case .gateway: .gatewayLoadBalancer
    }
  }

  /// AWS's own words: they tell whose node an interface is.
  private func interfaceDescription(_ type: LoadBalancer.LoadBalancerType, _ id: String) -> String {
    switch type {
    case .application: "ELB app/\(id)"
    case .network: "ELB net/\(id)"
    case .gateway: "ELB gwy/\(id)"
    case .classic: "ELB \(id)"
    }
  }

  private func listeners(
    _ fields: Fields, _ symbol: Symbol, _ type: LoadBalancer.LoadBalancerType, _ scope: VPCScope
  ) -> [Listener] {
    var ports: [Int: Place] = [:]
    let standard =
      switch type {
      case .application, .classic: "HTTP"
      case .network: "TCP"
      case .gateway: "GENEVE"
      }
    return fields.items("listeners").compactMap { item in
      guard let listener = Fields(item, .listener, at: item.place, in: self) else { return nil }
      guard let port = listener.integer("port", in: 1...65535) else {
        if !listener.has("port") { listener.missing("port", "1 to 65535") }
        return nil
      }
      if let other = ports.updateValue(item.place, forKey: port.value) {
        error(port.place, "the port \(port.value) already has a listener, line \(other.line)")
      }
      return Listener(
        arn: "\(symbol.id)/\(port.value)", port: UInt16(port.value),
        protocol: listener.text("protocol")?.value.uppercased() ?? standard,
        targetGroupArns: resolve(listener.texts("targetGroups"), [.targetGroup], in: scope.name).map(\.id))
    }
  }

  func readTargetGroups(_ scope: VPCScope) {
    each(scope.fields, "targetGroups", .targetGroup, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .targetGroup, at: pair.place, in: self) else { return }
      enum TargetType: String { case instance, ip, lambda, alb }
      let type = fields.choice("targetType", [TargetType.instance, .ip, .lambda, .alb]) ?? .instance
      var attributes: [String: String] = [:]
      for pair in fields.named("attributes") { attributes[pair.key] = text(pair.value, of: "an attribute")?.value }
      let port = fields.integer("port", in: 1...65535).map { UInt16($0.value) }
      let kinds: [ResourceKind] =
        switch type {
        case .instance: [.instance]
        case .ip: []
        case .lambda: [.function]
        case .alb: [.loadBalancer]
        }
      topology.targetGroups.append(
        TargetGroup(
          identity(symbol, fields), targetType: type.rawValue,
          protocol: fields.text("protocol")?.value.uppercased() ?? "HTTP", port: port, vpcId: scope.vpc.id,
          targets: fields.items("targets").compactMap { target($0, kinds, port, scope) }, attributes: attributes))
    }
  }

  private func target(_ node: YAMLNode, _ kinds: [ResourceKind], _ port: UInt16?, _ scope: VPCScope) -> TargetGroup
    .Target?
  {
    if node.pairs != nil {
      guard let fields = Fields(node, .target, at: node.place, in: self) else { return nil }
      guard let word = fields.text("id") else {
        if !fields.has("id") { fields.missing("id", "what the target is") }
        return nil
      }
      guard let id = targetId(word, kinds, scope) else { return nil }
      return TargetGroup.Target(
        id: id, port: fields.integer("port", in: 1...65535).map { UInt16($0.value) } ?? port,
        availabilityZone: fields.text("availabilityZone")?.value, health: fields.text("health")?.value ?? "healthy")
    }
    guard var word = text(node, of: "a target") else { return nil }
    var ownPort = port
    if IPAddress(word.value) == nil, let colon = word.value.lastIndex(of: ":"),
      let number = UInt16(word.value[word.value.index(after: colon)...]), number > 0
    {
      ownPort = number
      word.value = String(word.value[..<colon])
      if word.value.hasPrefix("["), word.value.hasSuffix("]") { word.value = String(word.value.dropFirst().dropLast()) }
    }
    return targetId(word, kinds, scope).map { TargetGroup.Target(id: $0, port: ownPort, health: "healthy") }
  }

  private func targetId(_ word: Located<String>, _ kinds: [ResourceKind], _ scope: VPCScope) -> String? {
    guard kinds.isEmpty else { return resolve(word, kinds, in: scope.name)?.id }
    if let address = IPAddress(word.value) { return address.description }
    error(word.place, "`\(word.value.shortened)` is not an address, which a target of type `ip` is")
    return nil
  }
}
