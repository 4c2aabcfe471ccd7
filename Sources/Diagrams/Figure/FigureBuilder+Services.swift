import NetworkModel

extension FigureBuilder {
  /// What stands in a Region and in none of its VPCs: services behind endpoints, and whatever the model has that is in
  /// no VPC and no site.
  mutating func addServices() {
    for service in topology.vpcEndpointServices {
      let scope = scopeGroup(of: service.identity)
      let node = add(service.identity, .vpcEndpointService, in: scope)
      for arn in service.loadBalancerArns {
        for end in figure.nodes(.loadBalancer, arn) { link(node, end) }
      }
    }
    for endpoint in topology.vpcEndpoints { addService(of: endpoint) }
    addOtherKinds()
  }

  private mutating func addService(of endpoint: VPCEndpoint) {
    let ends = figure.nodes(.vpcEndpoint, endpoint.id)
    if ends.isEmpty { return }
    if let service = topology.vpcEndpointServices.first(where: { $0.serviceName == endpoint.serviceName }) {
      for node in figure.nodes(.vpcEndpointService, service.id) {
        for end in ends { link(end, node) }
      }
      return
    }
    // That of a firewall leads to no service that has a name.
    if ServiceName.isCustomers(endpoint.serviceName) || endpoint.endpointType == .gatewayLoadBalancer { return }
    // The APIs that are called through it say more than the service.
    if let first = ends.first, figure.links.contains(where: { $0.from == .node(first) && leadsToAPI($0) }) { return }
    let key = "\(endpoint.identity.account)/\(endpoint.identity.region)/\(endpoint.serviceName)"
    let node: Int
    if let known = figure.nodes(.service, key).first {
      node = known
    } else {
      let scope = scopeGroup(of: endpoint.identity)
      node = figure.add(
        Figure.Node(
          component: Figure.ComponentKey(kind: .service, id: key),
          glyph: "service.\(ServiceName.word(endpoint.serviceName))", name: ServiceName.of(endpoint.serviceName),
          detail: "AWS service", tooltip: endpoint.serviceName, group: scope))
    }
    for end in ends { link(end, node) }
  }

  /// From a load balancer to its targets.
  mutating func addTargets() {
    let groups = Dictionary(
      topology.targetGroups.map { ($0.identity.arn ?? $0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var byAddress: [String: [Int]] = [:]
    for interface in topology.networkInterfaces {
      guard let node = figure.nodes(.networkInterface, interface.id).first else { continue }
      for address in interface.privateAddresses {
        byAddress[address.description, default: []].append(node)
      }
    }
    for balancer in topology.loadBalancers {
      let sources = figure.nodes(.loadBalancer, balancer.id)
      let targets =
        (balancer.listeners ?? []).flatMap(\.targetGroupArns).flatMap { groups[$0]?.targets ?? [] }
        + (balancer.instances ?? [])
      for target in targets { addTarget(target.id, of: sources, byAddress) }
    }
  }

  private mutating func addTarget(_ id: String, of sources: [Int], _ byAddress: [String: [Int]]) {
    let figure = figure
    let named = [ResourceKind.instance, .function, .loadBalancer].lazy.compactMap { figure.nodes($0, id).first }.first
    func vpc(_ node: Int) -> Int? { figure.group(.vpc, around: node) }
    let home = sources.first.flatMap(vpc)
    let addressed = byAddress[id]?.first { vpc($0) == home } ?? byAddress[id]?.first
    guard let end = named ?? addressed else { return }
    // What leads to another VPC is drawn: a line beside it would say that load balancers need no way.
    if let home, let other = vpc(end), other != home { return }
    // A node passes to the targets of its own zone first; where there is one, the others are not drawn.
    func zone(_ node: Int) -> String? { figure.group(.zone, around: node).map { figure.groups[$0].title } }
    let near = sources.filter { zone($0) == zone(end) }
    for source in near.isEmpty ? Array(sources.prefix(1)) : near { link(source, end, .target) }
  }
}
