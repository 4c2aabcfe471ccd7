import NetworkModel

/// Which network interfaces are in what, and belong to what: positions in the topology's interfaces.
struct MemberIndex: Sendable {
  private var byContainer: Multimap<String, Int32>
  /// By what follows `ELB ` in the description, whole and without the last part: `net/name/id`, `net/name`.
  private var byLoadBalancer = Multimap<String, Int32>()
  private var byDescription = Multimap<String, Int32>()
  private var byId: [String: Int32] = [:]

  init(_ topology: Topology) {
    byContainer = Multimap(minimumCapacity: topology.networkInterfaces.count)
    byId.reserveCapacity(topology.networkInterfaces.count)
    for (position, interface) in topology.networkInterfaces.enumerated() {
      let index = Int32(position)
      byId[interface.id] = index
      byContainer.add(index, for: interface.vpcId)
      byContainer.add(index, for: interface.subnetId)
      for group in interface.groupIds { byContainer.add(index, for: group) }
      if let instance = interface.instanceId { byContainer.add(index, for: instance) }
      add(interface.interfaceDescription, index)
    }
  }

  private mutating func add(_ description: String, _ index: Int32) {
    if description.hasPrefix("ELB ") {
      let name = description.dropFirst(4)
      byLoadBalancer.add(index, for: String(name))
      if let slash = name.lastIndex(of: "/") { byLoadBalancer.add(index, for: String(name[..<slash])) }
    } else if description.hasPrefix("AWS Lambda VPC ENI-") {
      // The function's name, a hyphen, and a UUID of 36 characters.
      byDescription.add(index, for: "function " + description.dropFirst(19).dropLast(37))
    } else if description.hasPrefix("ElastiCache ") {
      byDescription.add(index, for: "cacheCluster " + description.dropFirst(12))
    }
  }

  /// The interfaces in a VPC, a subnet or a security group, or of an instance.
  func interfaces(in container: String) -> [Int] { byContainer[container].map(Int.init) }

  /// The position of the interface with this id.
  func interface(_ id: String) -> Int? { byId[id].map(Int.init) }

  /// The interfaces of a load balancer: their descriptions name it, in AWS's words by its name and the end of its ARN.
  func interfaces(of balancer: LoadBalancer, in topology: Topology) -> [Int] {
    let kind =
      switch balancer.type {
      case .application: "app/"
      case .network: "net/"
      case .gateway: "gwy/"
      case .classic: ""
      }
    var words = [kind + balancer.id, kind + balancer.identity.shortLabel]
    if let range = balancer.id.firstRange(of: ":loadbalancer/") {
      words.insert(String(balancer.id[range.upperBound...]), at: 0)
    }
    for word in words {
      let found = byLoadBalancer[word].map(Int.init).filter { topology.networkInterfaces[$0].vpcId == balancer.vpcId }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The interfaces of a function, a database or another service.
  func interfaces(of resource: ManagedResource, in topology: Topology) -> [Int] {
    let named = resource.networkInterfaceIds.compactMap(interface)
    if !named.isEmpty { return named }
    let described = byDescription["\(resource.resourceKind.rawValue) \(resource.identity.shortLabel)"].map(Int.init)
      .filter { resource.vpcId == nil || topology.networkInterfaces[$0].vpcId == resource.vpcId }
    if !described.isEmpty || resource.resourceKind != .function { return described }
    // Functions with the same subnets and groups share interfaces, which name only one of them.
    let groups = Set(resource.groupIds)
    return resource.subnetIds.flatMap { interfaces(in: $0) }.filter {
      let interface = topology.networkInterfaces[$0]
      return interface.interfaceType == .lambda && Set(interface.groupIds) == groups
    }
  }

  /// The interfaces that a resource sends and receives with; empty for what has none of its own.
  func interfaces(of place: Place, in topology: Topology) -> [Int] {
    let index = Int(place.index)
    switch place.shelf {
    case .networkInterface: return [index]
    case .instance: return interfaces(in: topology.instances[index].id)
    case .loadBalancer: return interfaces(of: topology.loadBalancers[index], in: topology)
    case .vpcEndpoint: return topology.vpcEndpoints[index].networkInterfaceIds.compactMap(interface)
    case .natGateway: return topology.natGateways[index].networkInterfaceIds.compactMap(interface)
    case .managedResource: return interfaces(of: topology.managedResources[index], in: topology)
    case .securityGroup, .subnet, .vpc: return interfaces(in: topology.row(place).identity.id)
    default: return []
    }
  }
}
