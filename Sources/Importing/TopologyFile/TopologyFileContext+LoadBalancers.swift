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
      if type != .classic { refuse(["instances", "healthCheck"], of: fields, "is of a Classic Load Balancer") }
      let listeners = listeners(fields, symbol, type, scope)
      var balancer = LoadBalancer(
        identity(symbol, fields), type: type, vpcId: scope.vpc.id, scheme: scheme.rawValue,
        state: fields.text("state")?.value ?? "active",
        dnsName: fields.text("dnsName")?.value ?? "\(symbol.name).elb.\(symbol.region).amazonaws.com",
        subnetIds: made.subnetIds, groupIds: groups, listeners: listeners,
        attributes: attributes(fields, ["crossZone": "load_balancing.cross_zone.enabled"]),
        enforcesGroupsOnPrivateLink: fields.boolean("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"))
      if type == .classic {
        balancer.instances = fields.items("instances").compactMap { target($0) }.compactMap { plan in
          guard let instance = resolve(plan.word, [.instance], in: scope.name) else { return nil }
          return TargetGroup.Target(id: instance.id, port: nil, health: plan.health)
        }
        balancer.healthCheck =
          healthCheck(fields)
          ?? HealthCheck(protocol: "TCP", port: listeners.first?.instancePort ?? listeners.first?.port ?? 80)
      }
      topology.loadBalancers.append(balancer)
    }
  }

  /// The attributes under `attributes`, and those that have a key of their own.
  func attributes(_ fields: Fields, _ switches: KeyValuePairs<String, String>) -> [String: String] {
    var attributes: [String: String] = [:]
    for pair in fields.named("attributes") { attributes[pair.key] = text(pair.value, of: "an attribute")?.value }
    for (key, attribute) in switches {
      guard let isOn = fields.boolean(key) else { continue }
      if attributes[attribute] != nil, let pair = fields.pair(key) {
        error(pair.place, "`\(key)` and the attribute `\(attribute)` say the same", remedy: "keep one of them")
      }
      attributes[attribute] = isOn ? "true" : "false"
    }
    return attributes
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
}
