import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Functions, databases, caches, services and Auto Scaling groups of a VPC.
  func readManagedResources(_ scope: VPCScope) {
    each(scope.fields, "functions", .function, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .function, at: pair.place, in: self) else { return }
      refuse(["region"], of: fields, "is of a function in no VPC")
      add(symbol, fields, scope)
    }
    for (key, kind) in [("databases", ResourceKind.dbInstance), ("caches", .cacheCluster)] {
      each(scope.fields, key, kind, in: scope.name) { symbol, pair in
        guard let fields = Fields(pair.value, .database, at: pair.place, in: self) else { return }
        add(symbol, fields, scope)
      }
    }
    each(scope.fields, "autoScalingGroups", .autoScalingGroup, in: scope.name) { symbol, pair in
      readAutoScalingGroup(symbol, pair, scope)
    }
    each(scope.fields, "services", .service, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .service, at: pair.place, in: self) else { return }
      readService(symbol, fields, scope)
    }
  }

  /// Functions that are in no VPC: their code runs in one of AWS's.
  func readFunctions(_ file: Fields) {
    each(file, "functions", .function) { symbol, pair in
      guard let fields = Fields(pair.value, .function, at: pair.place, in: self) else { return }
      for key in ["subnets", "securityGroups", "privateIp", "ipv6"] {
        guard let pair = fields.pair(key) else { continue }
        error(
          pair.place, "`\(key)` is of a function in a VPC", remedy: "write the function under `functions` of that VPC")
      }
      topology.managedResources.append(
        ManagedResource(
          identity(symbol, fields), resourceKind: .function, policyDocument: functionPolicy(fields),
          policySource: policySource(fields, "policy", "invokedBy")))
    }
  }

  /// Adds a resource with an interface in each of its subnets.
  private func add(
    _ symbol: Symbol, _ fields: Fields, _ scope: VPCScope, ports: [ManagedResource.PortMapping] = [],
    networkMode: String? = nil
  ) {
    let isFunction = symbol.kind == .function
    let groups = groupIds(fields, scope)
    let first = topology.networkInterfaces.count
    let made = managedInterfaces(
      fields, symbol, scope, type: isFunction ? .lambda : .interface, groupIds: groups,
      description: isFunction ? "AWS Lambda VPC ENI-\(symbol.name)" : "",
      isPublic: !isFunction && fields.boolean("publicIp") == true)
    var ports = ports
    if symbol.kind == .dbInstance || symbol.kind == .cacheCluster, let port = fields.integer("port", in: 1...65535) {
      ports = [.init(containerPort: UInt16(port.value))]
    }
    if !ports.isEmpty, networkMode != "none" {
      for index in first..<topology.networkInterfaces.count {
        topology.networkInterfaces[index].listeningPorts = unique(ports.map { PortRange($0.containerPort) })
      }
    }
    topology.managedResources.append(
      ManagedResource(
        identity(symbol, fields), resourceKind: symbol.kind, vpcId: scope.vpc.id, subnetIds: made.subnetIds,
        groupIds: groups, networkInterfaceIds: made.interfaceIds, portMappings: ports, networkMode: networkMode,
        policyDocument: isFunction ? functionPolicy(fields) : nil,
        policySource: isFunction ? policySource(fields, "policy", "invokedBy") : nil))
  }

  private func readAutoScalingGroup(_ symbol: Symbol, _ pair: YAMLPair, _ scope: VPCScope) {
    var node = pair.value
    if node.items != nil {
      let only = YAMLPair(key: "instances", place: node.place, value: node)
      node = YAMLNode(place: node.place, content: .mapping([only]))
    }
    guard let fields = Fields(node, .autoScalingGroup, at: pair.place, in: self) else { return }
    if !fields.has("instances") { fields.missing("instances", "its instances") }
    topology.managedResources.append(
      ManagedResource(
        identity(symbol, fields), resourceKind: .autoScalingGroup, vpcId: scope.vpc.id,
        instanceIds: resolve(fields.texts("instances"), [.instance], in: scope.name).map(\.id)))
  }

  // MARK: Services

  private func readService(_ symbol: Symbol, _ fields: Fields, _ scope: VPCScope) {
    enum Mode: String { case awsvpc, bridge, host, none }
    let written = fields.choice("networkMode", [Mode.awsvpc, .bridge, .host, .none])
    guard fields.has("instances") else {
      if let written, written == .bridge || written == .host {
        return fields.missing("instances", "those that the tasks run on, in the network mode `\(written.rawValue)`")
      }
      let mode = written ?? (fields.has("ports") ? .awsvpc : nil)
      add(
        symbol, fields, scope, ports: ports(fields, mode?.rawValue ?? "awsvpc"), networkMode: mode?.rawValue)
      return
    }
    let mode = written ?? .bridge
    if mode == .awsvpc, let pair = fields.pair("networkMode") {
      error(pair.place, "in the network mode `awsvpc` tasks have interfaces of their own", remedy: "write `subnets`")
    }
    refuse(
      ["subnets", "securityGroups", "privateIp", "publicIp", "ipv6"], of: fields,
      "is not of a service on instances, which has their interfaces")
    let instances = mode == .none ? [] : instanceIds(fields, scope)
    let ports = ports(fields, mode.rawValue)
    // What the hosts are said to listen at, they do beside their containers.
    for index in topology.networkInterfaces.indices {
      guard let instance = topology.networkInterfaces[index].instanceId, instances.contains(instance) else { continue }
      topology.networkInterfaces[index].listeningPorts?.append(
        contentsOf: unique(ports.compactMap(\.hostPort)).map { PortRange($0) })
    }
    topology.managedResources.append(
      ManagedResource(
        identity(symbol, fields), resourceKind: .service, vpcId: scope.vpc.id, instanceIds: instances,
        portMappings: ports, networkMode: mode.rawValue))
  }

  private func instanceIds(_ fields: Fields, _ scope: VPCScope) -> [String] {
    unique(
      resolve(fields.texts("instances"), [.instance, .autoScalingGroup], in: scope.name).flatMap { symbol in
        symbol.kind == .instance
          ? [symbol.id]
          : topology.managedResources.first { $0.resourceKind == .autoScalingGroup && $0.id == symbol.id }?
            .instanceIds ?? []
      })
  }

  /// `8080`, `53/udp`; in `bridge` mode `32768:8080`, the host's port before the container's.
  private func ports(_ fields: Fields, _ mode: String) -> [ManagedResource.PortMapping] {
    fields.texts("ports").compactMap { word in
      let parts = word.value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let numbers = parts[0].split(separator: ":", omittingEmptySubsequences: false).map { UInt16($0) ?? 0 }
      let proto = parts.count == 2 ? parts[1].lowercased() : "tcp"
      let isRight = (1...2).contains(numbers.count) && !numbers.contains(0) && ["tcp", "udp"].contains(proto)
      guard isRight, numbers.count == 1 || mode == "bridge" else {
        error(
          word.place, "`\(word.value.shortened)` is not a port of a container",
          remedy: mode == "bridge"
            ? "write it like `8080`, `53/udp` or `32768:8080`" : "write it like `8080` or `53/udp`")
        return nil
      }
      let hostPort = mode == "awsvpc" || mode == "none" ? nil : numbers[0]
      return .init(containerPort: numbers[numbers.count - 1], hostPort: hostPort, protocol: proto)
    }
  }
}
