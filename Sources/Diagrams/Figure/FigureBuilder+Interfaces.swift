import Addressing
import NetworkModel

extension FigureBuilder {
  /// What network interfaces belong to, with a node in every subnet that it has an interface in; an interface that
  /// belongs to nothing is a node itself.
  mutating func addInterfaces() {
    var owners = Owners()
    let positions = Dictionary(
      topology.networkInterfaces.indices.map { (topology.networkInterfaces[$0].id, $0) },
      uniquingKeysWith: { first, _ in first })
    let fleets = Dictionary(
      topology.managedResources.filter { $0.resourceKind == .autoScalingGroup }
        .flatMap { fleet in fleet.instanceIds.map { ($0, fleet.id) } }, uniquingKeysWith: { first, _ in first })
    for instance in topology.instances {
      let fleet = fleets[instance.id]
      let likeness = fleet.map { "fleet \($0)" } ?? Stacks.likeness(instance.identity)
      owners.add(instance.identity, .instance, likeness: likeness, fleet: fleet.map(ShortName.of))
    }
    for (position, interface) in topology.networkInterfaces.enumerated() {
      if let instance = interface.instanceId { owners.give(position, to: .instance, instance) }
    }
    for gateway in topology.natGateways {
      owners.add(gateway.identity, .natGateway, subnetIds: gateway.subnetId.map { [$0] } ?? [], vpcId: gateway.vpcId)
      for id in gateway.networkInterfaceIds {
        if let position = positions[id] { owners.give(position, to: .natGateway, gateway.id) }
      }
    }
    let firewalls = Dictionary(
      topology.networkFirewalls.flatMap { firewall in firewall.endpointIds.map { ($0, firewall.identity) } },
      uniquingKeysWith: { first, _ in first })
    for endpoint in topology.vpcEndpoints {
      var identity = endpoint.identity
      if identity.name == nil {
        identity.name = firewalls[endpoint.id]?.shortLabel ?? ServiceName.of(endpoint.serviceName)
      }
      owners.add(
        identity, .vpcEndpoint, glyph: glyph(endpoint, isFirewall: firewalls[endpoint.id] != nil),
        subnetIds: endpoint.subnetIds, vpcId: endpoint.vpcId)
      for id in endpoint.networkInterfaceIds {
        if let position = positions[id] { owners.give(position, to: .vpcEndpoint, endpoint.id) }
      }
    }
    for balancer in topology.loadBalancers {
      owners.add(
        balancer.identity, .loadBalancer, glyph: "loadBalancer.\(balancer.type.rawValue)",
        subnetIds: balancer.subnetIds, vpcId: balancer.vpcId)
      for position in network.interfaces(of: balancer) { owners.give(position, to: .loadBalancer, balancer.id) }
    }
    addServices(to: &owners)
    for attachment in topology.transitGatewayAttachments where attachment.resourceType == .vpc {
      owners.add(
        attachment.identity, .transitGatewayAttachment, subnetIds: attachment.subnetIds, vpcId: attachment.resourceId)
      for (position, interface) in topology.networkInterfaces.enumerated()
      where interface.interfaceType == .transitGateway && attachment.subnetIds.contains(interface.subnetId) {
        owners.give(position, to: .transitGatewayAttachment, attachment.id)
      }
    }
    for (position, interface) in topology.networkInterfaces.enumerated() where owners.owner[position] == nil {
      owners.add(interface.identity, .networkInterface, likeness: Stacks.likeness(interface.identity))
      owners.give(position, to: .networkInterface, interface.id)
    }
    for owner in owners.list { add(owner) }
    aliasShared(owners)
    for firewall in topology.networkFirewalls {
      figure.alias(.firewall, firewall.id, to: firewall.endpointIds.flatMap { figure.nodes(.vpcEndpoint, $0) })
    }
  }

  /// Functions, databases, container services and kinds that are not known here.
  private func addServices(to owners: inout Owners) {
    // A cluster shares the interfaces of its members: they come first.
    let clusters: Set<ResourceKind> = [.dbCluster, .replicationGroup]
    let members = topology.managedResources.filter { !clusters.contains($0.resourceKind) }
    let services = members + topology.managedResources.filter { clusters.contains($0.resourceKind) }
    for resource in services where resource.resourceKind != .autoScalingGroup {
      owners.add(
        resource.identity, resource.resourceKind, likeness: Stacks.likeness(resource.identity),
        subnetIds: runsOnHosts(resource) ? [] : resource.subnetIds, vpcId: resource.vpcId)
      for position in network.interfaces(of: resource) { owners.give(position, to: resource.resourceKind, resource.id) }
    }
    for link in topology.vpcLinks where link.version == .v2 {
      owners.add(link.identity, .vpcLink, subnetIds: link.subnetIds, vpcId: link.vpcId)
      for (position, interface) in topology.networkInterfaces.enumerated()
      where link.networkInterfaceIds.contains(interface.id) { owners.give(position, to: .vpcLink, link.id) }
    }
    for resource in OtherResource.all(of: topology) where resource.isInVPC {
      owners.add(resource.identity, resource.kind, subnetIds: resource.subnetIds, vpcId: resource.vpcId)
      for (position, interface) in topology.networkInterfaces.enumerated() {
        let isNamed = resource.networkInterfaceIds.contains(interface.id)
        let isAt = interface.vpcId == resource.vpcId && !resource.addresses.isDisjoint(with: interface.privateAddresses)
        if isNamed || isAt { owners.give(position, to: resource.kind, resource.identity.id) }
      }
    }
  }

  /// Containers in these network modes have no interface of their own.
  private func runsOnHosts(_ resource: ManagedResource) -> Bool {
    ["bridge", "host", "none"].contains(resource.networkMode)
  }

  /// What runs on the interfaces or instances of others is drawn as those: a service on the hosts of a cluster, a
  /// database cluster.
  private mutating func aliasShared(_ owners: Owners) {
    for resource in topology.managedResources where figure.nodes(resource.resourceKind, resource.id).isEmpty {
      let interfaces = network.interfaces(of: resource).map { topology.networkInterfaces[$0].id }
      let nodes =
        interfaces.flatMap { figure.nodes(.networkInterface, $0) }
        + resource.instanceIds.flatMap { figure.nodes(.instance, $0) }
      if nodes.isEmpty, resource.resourceKind != .autoScalingGroup {
        let group = resource.vpcId.flatMap { vpcs[$0] } ?? scopeGroup(of: resource.identity)
        add(
          resource.identity, resource.resourceKind, in: group, anchor: resource.vpcId == nil ? .inside : .beside,
          likeness: Stacks.likeness(resource.identity))
      }
      figure.alias(resource.resourceKind, resource.id, to: nodes)
    }
  }

  private func glyph(_ endpoint: VPCEndpoint, isFirewall: Bool) -> String {
    if isFirewall { return "firewall" }
    return endpoint.endpointType == .gateway ? "vpcEndpoint.gateway" : "vpcEndpoint"
  }

  /// An owner's nodes: in the subnets of its interfaces, else in those it names, else in its VPC.
  private mutating func add(_ owner: Owners.Owner) {
    var inSubnet: [(subnet: String, interfaces: [Int])] = []
    for position in owner.interfaces {
      let subnet = topology.networkInterfaces[position].subnetId
      if let place = inSubnet.firstIndex(where: { $0.subnet == subnet }) {
        inSubnet[place].interfaces.append(position)
      } else {
        inSubnet.append((subnet, [position]))
      }
    }
    if inSubnet.isEmpty { inSubnet = owner.subnetIds.map { ($0, []) } }
    for (subnet, interfaces) in inSubnet {
      guard let group = subnets[subnet] ?? owner.vpcId.flatMap({ vpcs[$0] }) else { continue }
      let groups = interfaces.first.map { topology.networkInterfaces[$0].groupIds } ?? []
      let addresses = interfaces.compactMap { topology.networkInterfaces[$0].privateAddresses.first?.description }
      var detail = addresses.first.map { addresses.count > 1 ? "\($0) + \(addresses.count - 1) more" : $0 }
      if let fleet = owner.fleet { detail = "\(detail.map { "\($0) · " } ?? "")\(fleet)" }
      let node = add(
        owner.identity, owner.kind, glyph: owner.glyph, detail: detail, in: group, groupIds: groups,
        likeness: owner.likeness)
      for position in interfaces {
        figure.alias(.networkInterface, topology.networkInterfaces[position].id, to: [node])
      }
    }
    // What shares the interfaces of others comes later; what has none stands beside the zones, or in the Region.
    let isManaged = topology.managedResources.contains { $0.id == owner.identity.id && $0.resourceKind == owner.kind }
    guard inSubnet.isEmpty, !isManaged else { return }
    let vpc = owner.vpcId.flatMap { vpcs[$0] }
    let group = vpc ?? scopeGroup(of: owner.identity)
    add(
      owner.identity, owner.kind, glyph: owner.glyph, in: group, anchor: vpc == nil ? .inside : .beside,
      likeness: owner.likeness)
  }
}

/// Which resource each network interface belongs to.
private struct Owners {
  struct Owner {
    var identity: Identity
    var kind: ResourceKind
    var glyph: String?
    var likeness: String?
    /// The Auto Scaling group that an instance is of.
    var fleet: String?
    var subnetIds: [String]
    var vpcId: String?
    var interfaces: [Int] = []
  }

  private(set) var list: [Owner] = []
  private(set) var owner: [Int: Int] = [:]
  private var positions: [Figure.ComponentKey: Int] = [:]

  mutating func add(
    _ identity: Identity, _ kind: ResourceKind, glyph: String? = nil, likeness: String? = nil, fleet: String? = nil,
    subnetIds: [String] = [], vpcId: String? = nil
  ) {
    positions[Figure.ComponentKey(kind: kind, id: identity.id)] = list.count
    list.append(
      Owner(
        identity: identity, kind: kind, glyph: glyph, likeness: likeness, fleet: fleet, subnetIds: subnetIds,
        vpcId: vpcId))
  }

  /// The first owner keeps an interface.
  mutating func give(_ interface: Int, to kind: ResourceKind, _ id: String) {
    guard owner[interface] == nil, let position = positions[Figure.ComponentKey(kind: kind, id: id)] else { return }
    owner[interface] = position
    list[position].interfaces.append(interface)
  }
}
