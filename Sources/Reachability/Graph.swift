import NetworkModel

/// The network as a graph: places where traffic can be, and the ways from one to the next. It is made without asking
/// any question; what each way lets through is decided by the files under `Forwarding/`.
public struct Graph: Sendable, Hashable {
  /// A place where traffic can be.
  public struct Place: Sendable, Hashable {
    public var component: Component

    /// The id of the component; places of one graph have different ids within one kind.
    public var id: String { component.id }
  }

  /// A way from one place to another.
  public struct Way: Sendable, Hashable {
    public var from: String
    public var to: String
    /// The component whose rule opens the way, and the rule: `rtb-1: 10.1.0.0/16 → pcx-1`.
    public var by: String

    public init(from: String, to: String, by: String) {
      self.from = from
      self.to = to
      self.by = by
    }
  }

  /// Sorted by kind, then id.
  public var places: [Place]
  /// Sorted by `from`, `to`, `by`.
  public var ways: [Way]
}

extension Network {
  /// The graph of this network. It grows with the topology, one way an interface and one a route of each subnet.
  public func graph() -> Graph {
    var builder = GraphBuilder(network: self)
    builder.addInterfaces()
    builder.addRoutes()
    builder.addTransitGateways()
    builder.addSites()
    return builder.graph()
  }
}

private struct GraphBuilder {
  let network: Network
  private var places: Set<ComponentReference> = []
  private var ways: Set<Graph.Way> = []

  init(network: Network) { self.network = network }

  private var topology: Topology { network.topology }

  func graph() -> Graph {
    let components = places.map { Graph.Place(component: network.component($0)) }
    return Graph(
      places: components.sorted { ($0.component.kind.rawValue, $0.id) < ($1.component.kind.rawValue, $1.id) },
      ways: ways.sorted { ($0.from, $0.to, $0.by) < ($1.from, $1.to, $1.by) })
  }

  private mutating func join(_ from: ComponentReference, _ to: ComponentReference, by: String) {
    places.insert(from)
    places.insert(to)
    ways.insert(Graph.Way(from: network.component(from).id, to: network.component(to).id, by: by))
  }

  /// An interface and its subnet's router, both ways; public addresses are joined with their internet gateway.
  mutating func addInterfaces() {
    for (position, interface) in topology.networkInterfaces.enumerated() {
      let subnet = network.subnet(of: position)
      guard subnet >= 0 else { continue }
      let groups = interface.groupIds.joined(separator: ", ")
      join(.interface(position), .subnet(subnet), by: groups.isEmpty ? "no security group" : groups)
      join(.subnet(subnet), .interface(position), by: groups.isEmpty ? "no security group" : groups)
    }
    for (position, gateway) in topology.internetGateways.enumerated() where gateway.vpcId != nil {
      join(.internetGateway(position), .internet, by: gateway.id)
      join(.internet, .internetGateway(position), by: gateway.id)
    }
    for (position, gateway) in topology.egressOnlyInternetGateways.enumerated() where gateway.vpcId != nil {
      join(.egressOnly(position), .internet, by: gateway.id)
    }
  }

  /// A subnet's router leads to the target of every route of its table; gateways lead back into the VPC.
  mutating func addRoutes() {
    for (position, subnet) in network.subnets.enumerated() where subnet.table >= 0 {
      let table = topology.routeTables[subnet.table]
      for (index, route) in table.routes.enumerated() {
        let rule = "\(table.id): \(network.text(of: .route(table: subnet.table, index)) ?? "")"
        if case .local = route.target {
          for (other, candidate) in network.subnets.enumerated() where candidate.vpc == subnet.vpc && other != position
          {
            join(.subnet(position), .subnet(other), by: rule)
          }
        } else if let target = place(of: route.target) {
          join(.subnet(position), target, by: rule)
        }
      }
    }
    for (position, gateway) in topology.natGateways.enumerated() {
      guard let subnet = gateway.subnetId.flatMap({ network.index.subnets[$0] }) else { continue }
      join(.natGateway(position), .subnet(subnet), by: gateway.id)
    }
    for (position, peering) in topology.vpcPeeringConnections.enumerated() {
      for end in [peering.requester, peering.accepter] { addEntries(.peering(position), end.vpcId, by: peering.id) }
    }
    for (position, gateway) in topology.internetGateways.enumerated() {
      if let vpc = gateway.vpcId { addEntries(.internetGateway(position), vpc, by: gateway.id) }
    }
    for (position, gateway) in topology.vpnGateways.enumerated() {
      if let vpc = gateway.vpcId { addEntries(.vpnGateway(position), vpc, by: gateway.id) }
    }
  }

  private mutating func addEntries(_ gateway: ComponentReference, _ vpcId: String, by: String) {
    guard let vpc = network.index.vpcs[vpcId] else { return }
    for (position, subnet) in network.subnets.enumerated() where subnet.vpc == vpc {
      join(gateway, .subnet(position), by: by)
    }
  }

  private func place(of target: Route.Target) -> ComponentReference? {
    let index = network.index
    switch target {
    case .internetGateway(let id): return index.internetGateways[id].map(ComponentReference.internetGateway)
    case .egressOnlyInternetGateway(let id):
      return index.egressOnlyInternetGateways[id].map(ComponentReference.egressOnly)
    case .natGateway(let id): return index.natGateways[id].map(ComponentReference.natGateway)
    case .networkInterface(let id): return index.interfaces[id].map(ComponentReference.interface)
    case .vpcEndpoint(let id): return index.endpoints[id].map(ComponentReference.endpoint)
    case .vpcPeeringConnection(let id): return index.peerings[id].map(ComponentReference.peering)
    case .transitGateway(let id): return index.transitGateways[id].map(ComponentReference.transitGateway)
    case .vpnGateway(let id): return index.vpnGateways[id].map(ComponentReference.vpnGateway)
    case .instance(let id): return index.instances[id].map(ComponentReference.instance)
    case .local, .carrierGateway, .localGateway, .coreNetwork, .odbNetwork, .unknown: return nil
    }
  }

  /// A transit gateway leads to its attachments' tables, and they to attachments and what is attached.
  mutating func addTransitGateways() {
    for (position, attachment) in topology.transitGatewayAttachments.enumerated() {
      if let gateway = network.index.transitGateways[attachment.transitGatewayId],
        let table = attachment.associatedRouteTableId.flatMap({ network.index.transitGatewayTables[$0] })
      {
        join(.transitGateway(gateway), .transitGatewayTable(table), by: attachment.id)
      }
      for subnet in attachment.subnetIds.compactMap({ network.index.subnets[$0] }) {
        join(.attachment(position), .subnet(subnet), by: attachment.id)
      }
    }
    for (position, table) in topology.transitGatewayRouteTables.enumerated() {
      for (index, route) in (table.routes ?? []).enumerated() {
        for id in route.attachmentIds {
          guard let out = network.index.attachment(id, on: table.transitGatewayId, topology) else { continue }
          let rule = network.text(of: .transitGatewayRoute(table: position, index)) ?? ""
          join(.transitGatewayTable(position), .attachment(out), by: "\(table.id): \(rule)")
        }
      }
    }
  }

  /// Connections lead between a site and the gateway at AWS's end.
  mutating func addSites() {
    for connection in network.siteConnections {
      switch connection.medium {
      case .vpn(let position):
        let vpn = topology.vpnConnections[position]
        if let gateway = vpn.vpnGatewayId.flatMap({ network.index.vpnGateways[$0] }) {
          join(.site(connection.site), .vpnGateway(gateway), by: vpn.id)
          join(.vpnGateway(gateway), .site(connection.site), by: vpn.id)
        }
        addAttached(vpn.id, connection.site, by: vpn.id)
      case .virtualInterface(let position):
        let interface = topology.virtualInterfaces[position]
        if let gateway = interface.vpnGatewayId.flatMap({ network.index.vpnGateways[$0] }) {
          join(.site(connection.site), .vpnGateway(gateway), by: interface.id)
          join(.vpnGateway(gateway), .site(connection.site), by: interface.id)
        }
        if let gateway = interface.directConnectGatewayId { addAttached(gateway, connection.site, by: interface.id) }
      }
    }
  }

  private mutating func addAttached(_ resourceId: String, _ site: Int, by: String) {
    for (position, attachment) in topology.transitGatewayAttachments.enumerated()
    where attachment.resourceId == resourceId {
      join(.attachment(position), .site(site), by: by)
      join(.site(site), .attachment(position), by: by)
    }
  }
}
