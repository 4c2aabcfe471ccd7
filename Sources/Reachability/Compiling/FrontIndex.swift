import NetworkModel

/// Load balancers, target groups and endpoint services by what leads to them.
struct FrontIndex: Sendable {
  /// By the position of an interface, the load balancer whose node it is.
  private(set) var loadBalancerOfNode: [Int: Int] = [:]
  /// The nodes of each load balancer, in the order of ids.
  private(set) var nodes: [[Int]] = []
  private(set) var loadBalancers: [String: Int] = [:]
  private(set) var targetGroups: [String: Int] = [:]
  /// By the service's name.
  private(set) var services: [String: Int] = [:]
  private(set) var functions: [String: Int] = [:]

  init(_ topology: Topology, _ endpoints: EndpointResolver) {
    // Most of this reads the descriptions of all interfaces; a network without load balancers has no use for it.
    for (position, balancer) in topology.loadBalancers.enumerated() {
      let own = endpoints.members.interfaces(of: balancer, in: topology).sorted {
        topology.networkInterfaces[$0].id < topology.networkInterfaces[$1].id
      }
      nodes.append(own)
      for node in own where loadBalancerOfNode[node] == nil { loadBalancerOfNode[node] = position }
      if loadBalancers[balancer.id] == nil { loadBalancers[balancer.id] = position }
    }
    for (position, group) in topology.targetGroups.enumerated() where targetGroups[group.id] == nil {
      targetGroups[group.id] = position
    }
    for (position, service) in topology.vpcEndpointServices.enumerated() where services[service.serviceName] == nil {
      services[service.serviceName] = position
    }
    for (position, resource) in topology.managedResources.enumerated() where resource.resourceKind == .function {
      if functions[resource.id] == nil { functions[resource.id] = position }
    }
  }
}
