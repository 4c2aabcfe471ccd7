import Addressing
import NetworkModel

/// Positions of resources by their ids: used while compiling and when a name is typed, never while following.
struct NetworkIndex: Sendable {
  let vpcs: [String: Int]
  let subnets: [String: Int]
  let routeTables: [String: Int]
  let acls: [String: Int]
  let interfaces: [String: Int]
  let instances: [String: Int]
  let internetGateways: [String: Int]
  let egressOnlyInternetGateways: [String: Int]
  let carrierGateways: [String: Int]
  let natGateways: [String: Int]
  let peerings: [String: Int]
  let transitGateways: [String: Int]
  let transitGatewayTables: [String: Int]
  /// Peering attachments have one id on both of their gateways, so several positions may share an id.
  let attachments: [String: [Int]]
  let vpnGateways: [String: Int]
  let vpnConnections: [String: Int]
  let customerGateways: [String: Int]
  let directConnectGateways: [String: Int]
  let endpoints: [String: Int]
  let prefixLists: [String: Int]
  let sites: [String: Int]
  let certificates: [String: Int]
  /// By the position of an interface, the endpoint or NAT gateway that it belongs to.
  let endpointOfInterface: [Int: Int]
  let natGatewayOfInterface: [Int: Int]
  /// The firewall of each of its endpoints.
  let firewallOfEndpoint: [String: Int]

  init(_ topology: Topology) {
    func positions(_ resources: [some Resource]) -> [String: Int] {
      var table: [String: Int] = Dictionary(minimumCapacity: resources.count)
      for (position, resource) in resources.enumerated() where table[resource.id] == nil {
        table[resource.id] = position
      }
      return table
    }
    let vpcs = positions(topology.vpcs)
    self.vpcs = vpcs
    // INVARIANT: a subnet that has a position here has a VPC: one whose VPC is not visible is not visible itself.
    subnets = positions(topology.subnets).filter { vpcs[topology.subnets[$0.value].vpcId] != nil }
    routeTables = positions(topology.routeTables)
    acls = positions(topology.networkACLs)
    let interfaces = positions(topology.networkInterfaces)
    self.interfaces = interfaces
    func owners(_ interfaceIds: [[String]]) -> [Int: Int] {
      Dictionary(
        interfaceIds.enumerated().flatMap { owner, ids in ids.compactMap { interfaces[$0] }.map { ($0, owner) } },
        uniquingKeysWith: { first, _ in first })
    }
    endpointOfInterface = owners(topology.vpcEndpoints.map(\.networkInterfaceIds))
    natGatewayOfInterface = owners(topology.natGateways.map(\.networkInterfaceIds))
    instances = positions(topology.instances)
    certificates = positions(topology.certificates)
    internetGateways = positions(topology.internetGateways)
    egressOnlyInternetGateways = positions(topology.egressOnlyInternetGateways)
    carrierGateways = positions(topology.carrierGateways)
    natGateways = positions(topology.natGateways)
    peerings = positions(topology.vpcPeeringConnections)
    transitGateways = positions(topology.transitGateways)
    transitGatewayTables = positions(topology.transitGatewayRouteTables)
    attachments = Dictionary(grouping: topology.transitGatewayAttachments.indices) {
      topology.transitGatewayAttachments[$0].id
    }
    vpnGateways = positions(topology.vpnGateways)
    vpnConnections = positions(topology.vpnConnections)
    customerGateways = positions(topology.customerGateways)
    directConnectGateways = positions(topology.directConnectGateways)
    endpoints = positions(topology.vpcEndpoints)
    prefixLists = positions(topology.prefixLists)
    sites = positions(topology.sites)
    firewallOfEndpoint = Dictionary(
      topology.networkFirewalls.enumerated().flatMap { position, firewall in
        firewall.endpointIds.map { ($0, position) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The attachment with this id on this transit gateway.
  func attachment(_ id: String, on transitGateway: String, _ topology: Topology) -> Int? {
    let positions = attachments[id] ?? []
    return positions.first { topology.transitGatewayAttachments[$0].transitGatewayId == transitGateway }
      ?? positions.first
  }

  /// The place of a propagated route in AWS's order (TGW 5.1.4): VPC, Direct Connect gateway, Connect, VPN.
  func rank(of route: TransitGatewayRoute, in topology: Topology) -> UInt8 {
    guard let id = route.attachmentIds.first, let position = attachments[id]?.first else { return 2 }
    switch topology.transitGatewayAttachments[position].resourceType {
    case .vpc: return 2
    case .directConnectGateway: return 3
    case .connect: return 4
    case .vpn: return 5
    case .vpnConcentrator: return 6
    case .peering, .networkFunction, .other: return 7
    }
  }

  /// The ways between the sites and AWS, VPN connections first, in the order of ids.
  func siteConnections(_ topology: Topology) -> [SiteConnection] {
    var connections: [SiteConnection] = []
    for (position, vpn) in topology.vpnConnections.enumerated().sorted(by: { $0.element.id < $1.element.id }) {
      guard let gateway = customerGateways[vpn.customerGatewayId],
        let site = topology.customerGateways[gateway].siteId.flatMap({ sites[$0] })
      else { continue }
      connections.append(SiteConnection(site: site, medium: .vpn(position)))
    }
    for (position, interface) in topology.virtualInterfaces.enumerated().sorted(by: { $0.element.id < $1.element.id }) {
      guard let site = interface.siteId.flatMap({ sites[$0] }) else { continue }
      connections.append(SiteConnection(site: site, medium: .virtualInterface(position)))
    }
    return connections
  }
}
