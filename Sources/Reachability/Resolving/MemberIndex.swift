import NetworkModel

/// Which network interfaces are in what, and belong to what: positions in the topology's interfaces. Each part is made
/// when it is first needed.
struct MemberIndex: Sendable {
  /// What can have interfaces in it.
  enum Container { case vpc, subnet, group, instance }

  private let byVPC: Lazy<Multimap<String, Int32>>
  private let bySubnet: Lazy<Multimap<String, Int32>>
  private let byGroup: Lazy<Multimap<String, Int32>>
  private let byInstance: Lazy<Multimap<String, Int32>>
  private let byDescription: Lazy<InterfaceDescriptions>
  private let byId: Lazy<[String: Int32]>

  init(_ topology: Topology) {
    let interfaces = topology.networkInterfaces
    func index(_ ids: @escaping @Sendable (NetworkInterface, (String) -> Void) -> Void) -> Lazy<Multimap<String, Int32>>
    {
      Lazy {
        var index = Multimap<String, Int32>()
        for position in interfaces.indices { ids(interfaces[position]) { index.add(Int32(position), for: $0) } }
        return index
      }
    }
    byVPC = index { interface, add in add(interface.vpcId) }
    bySubnet = index { interface, add in add(interface.subnetId) }
    byGroup = index { interface, add in for group in interface.groupIds { add(group) } }
    byInstance = index { interface, add in if let instance = interface.instanceId { add(instance) } }
    byDescription = Lazy { InterfaceDescriptions(interfaces) }
    byId = Lazy {
      Dictionary(interfaces.indices.map { (interfaces[$0].id, Int32($0)) }, uniquingKeysWith: { _, last in last })
    }
  }

  /// The interfaces in a VPC, a subnet or a security group, or of an instance.
  func interfaces(in kind: Container, _ id: String) -> [Int] {
    let index =
      switch kind {
      case .vpc: byVPC
      case .subnet: bySubnet
      case .group: byGroup
      case .instance: byInstance
      }
    return index.value[id].map(Int.init)
  }

  /// The position of the interface with this id.
  func interface(_ id: String) -> Int? { byId.value[id].map(Int.init) }

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
      let found = byDescription.value.byLoadBalancer[word].map(Int.init).filter {
        topology.networkInterfaces[$0].vpcId == balancer.vpcId
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The interfaces of a function, a database or another service; of what runs on instances, theirs.
  func interfaces(of resource: ManagedResource, in topology: Topology) -> [Int] {
    var own = resource.networkInterfaceIds.compactMap(interface)
    for instance in resource.instanceIds {
      for interface in interfaces(in: .instance, instance) where !own.contains(interface) { own.append(interface) }
    }
    if !own.isEmpty { return own }
    let described = byDescription.value.byService["\(resource.resourceKind.rawValue) \(resource.identity.shortLabel)"]
      .map(Int.init)
      .filter { resource.vpcId == nil || topology.networkInterfaces[$0].vpcId == resource.vpcId }
    if !described.isEmpty || resource.resourceKind != .function { return described }
    // Functions with the same subnets and groups share interfaces, which name only one of them.
    let groups = Set(resource.groupIds)
    return resource.subnetIds.flatMap { interfaces(in: .subnet, $0) }.filter {
      let interface = topology.networkInterfaces[$0]
      return interface.interfaceType == .lambda && Set(interface.groupIds) == groups
    }
  }

  /// The interfaces that a resource sends and receives with; empty for what has none of its own.
  func interfaces(of place: Place, in topology: Topology) -> [Int] {
    let index = Int(place.index)
    switch place.shelf {
    case .networkInterface: return [index]
    case .instance: return interfaces(in: .instance, topology.instances[index].id)
    case .loadBalancer: return interfaces(of: topology.loadBalancers[index], in: topology)
    case .vpcEndpoint: return topology.vpcEndpoints[index].networkInterfaceIds.compactMap(interface)
    case .natGateway: return topology.natGateways[index].networkInterfaceIds.compactMap(interface)
    case .managedResource: return interfaces(of: topology.managedResources[index], in: topology)
    case .securityGroup: return interfaces(in: .group, topology.securityGroups[index].id)
    case .subnet: return interfaces(in: .subnet, topology.subnets[index].id)
    case .vpc: return interfaces(in: .vpc, topology.vpcs[index].id)
    default: return []
    }
  }
}
