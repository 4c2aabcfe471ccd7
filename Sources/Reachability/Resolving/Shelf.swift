import NetworkModel

/// An array of a topology, in the order that ties between resources are broken in.
enum Shelf: UInt8, CaseIterable, Sendable {
  case instance, networkInterface, loadBalancer, vpcEndpoint, managedResource, natGateway, site, siteHost
  case securityGroup, subnet, vpc
  case customerGateway, vpnConnection, virtualInterface
  case routeTable, networkACL, prefixList, dhcpOptions, internetGateway, egressOnlyInternetGateway, carrierGateway
  case vpcPeeringConnection, transitGateway, transitGatewayAttachment, transitGatewayRouteTable, coreNetwork
  case vpnGateway, directConnectGateway, vpcEndpointService, targetGroup, networkFirewall, blockPublicAccess
  case firewallPolicy, firewallRuleGroup, resourceConfiguration
  case restAPI, httpAPI, vpcLink, apiDomainName, domainNameAccessAssociation, usagePlan, apiKey, certificate, userPool
  case hostedZone, healthCheck, resolverRule, resolverEndpoint, route53Profile, dnsFirewallRuleGroup, dnsServer

  /// What a resource does with traffic. Where several resources have one name, the first role wins.
  enum Role: Int, Comparable {
    /// Sends and receives it.
    case ends
    /// Holds or guards what sends and receives it.
    case holds
    /// Carries it, or has nothing to do with it.
    case carries

    static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
  }

  var role: Role {
    switch self {
    case .instance, .networkInterface, .loadBalancer, .vpcEndpoint, .managedResource, .natGateway, .site, .siteHost:
      .ends
    case .securityGroup, .subnet, .vpc: .holds
    default: .carries
    }
  }
}

/// A resource of a topology: the array it is in, and where.
struct Place: Hashable, Comparable, Sendable {
  var shelf: Shelf
  var index: Int32

  init(_ shelf: Shelf, _ index: Int) {
    self.shelf = shelf
    self.index = Int32(index)
  }

  static func < (left: Place, right: Place) -> Bool {
    (left.shelf.rawValue, left.index) < (right.shelf.rawValue, right.index)
  }
}

/// What the index needs to know of a resource of any kind.
struct ShelfRow {
  var identity: Identity
  var kind: ResourceKind
  /// Empty for what is in no VPC.
  var vpcId: String
}

/// Reads one array of a topology.
struct ShelfReader: Sendable {
  let count: @Sendable (Topology) -> Int
  let row: @Sendable (Topology, Int) -> ShelfRow
  /// Calls with each position and its resource's identity.
  let forEachIdentity: @Sendable (Topology, (Int, Identity) -> Void) -> Void

  fileprivate init<R: Resource>(
    _ array: @escaping @Sendable (Topology) -> [R], kind: (@Sendable (R) -> ResourceKind)? = nil,
    vpc: @escaping @Sendable (R) -> String? = { _ in nil }
  ) {
    count = { array($0).count }
    row = { topology, index in
      let resource = array(topology)[index]
      return ShelfRow(
        identity: resource.identity, kind: kind.map { $0(resource) } ?? R.kind, vpcId: vpc(resource) ?? "")
    }
    forEachIdentity = { topology, body in
      let resources = array(topology)
      for index in resources.indices { body(index, resources[index].identity) }
    }
  }
}

extension Shelf {
  /// The readers in the order of the cases.
  private static let readers: [ShelfReader] = allCases.map(\.madeReader)

  var reader: ShelfReader { Shelf.readers[Int(rawValue)] }

  private var madeReader: ShelfReader {
    switch self {
    case .instance: ShelfReader { $0.instances }
    case .networkInterface: ShelfReader({ $0.networkInterfaces }, vpc: { $0.vpcId })
    case .loadBalancer: ShelfReader({ $0.loadBalancers }, vpc: { $0.vpcId })
    case .vpcEndpoint: ShelfReader({ $0.vpcEndpoints }, vpc: { $0.vpcId })
    case .managedResource: ShelfReader({ $0.managedResources }, kind: { $0.resourceKind }, vpc: { $0.vpcId })
    case .natGateway: ShelfReader({ $0.natGateways }, vpc: { $0.vpcId })
    case .site: ShelfReader { $0.sites }
    case .siteHost: ShelfReader { $0.siteHosts }
    case .securityGroup: ShelfReader({ $0.securityGroups }, vpc: { $0.vpcId })
    case .subnet: ShelfReader({ $0.subnets }, vpc: { $0.vpcId })
    case .vpc: ShelfReader { $0.vpcs }
    case .customerGateway: ShelfReader { $0.customerGateways }
    case .vpnConnection: ShelfReader { $0.vpnConnections }
    case .virtualInterface: ShelfReader { $0.virtualInterfaces }
    case .routeTable: ShelfReader({ $0.routeTables }, vpc: { $0.vpcId })
    case .networkACL: ShelfReader({ $0.networkACLs }, vpc: { $0.vpcId })
    case .prefixList: ShelfReader { $0.prefixLists }
    case .dhcpOptions: ShelfReader { $0.dhcpOptions }
    case .internetGateway: ShelfReader({ $0.internetGateways }, vpc: { $0.vpcId })
    case .egressOnlyInternetGateway: ShelfReader({ $0.egressOnlyInternetGateways }, vpc: { $0.vpcId })
    case .carrierGateway: ShelfReader({ $0.carrierGateways }, vpc: { $0.vpcId })
    case .vpcPeeringConnection: ShelfReader { $0.vpcPeeringConnections }
    case .transitGateway: ShelfReader { $0.transitGateways }
    case .transitGatewayAttachment: ShelfReader { $0.transitGatewayAttachments }
    case .transitGatewayRouteTable: ShelfReader { $0.transitGatewayRouteTables }
    case .coreNetwork: ShelfReader { $0.coreNetworks }
    case .vpnGateway: ShelfReader({ $0.vpnGateways }, vpc: { $0.vpcId })
    case .directConnectGateway: ShelfReader { $0.directConnectGateways }
    case .vpcEndpointService: ShelfReader { $0.vpcEndpointServices }
    case .targetGroup: ShelfReader({ $0.targetGroups }, vpc: { $0.vpcId })
    case .networkFirewall: ShelfReader({ $0.networkFirewalls }, vpc: { $0.vpcId })
    case .blockPublicAccess: ShelfReader { $0.blockPublicAccess }
    case .firewallPolicy: ShelfReader { $0.firewallPolicies }
    case .firewallRuleGroup: ShelfReader { $0.firewallRuleGroups }
    case .resourceConfiguration: ShelfReader({ $0.resourceConfigurations }, vpc: { $0.vpcId })
    case .restAPI: ShelfReader { $0.restAPIs }
    case .httpAPI: ShelfReader { $0.httpAPIs }
    case .vpcLink: ShelfReader({ $0.vpcLinks }, vpc: { $0.vpcId })
    case .apiDomainName: ShelfReader { $0.apiDomainNames }
    case .domainNameAccessAssociation: ShelfReader { $0.domainNameAccessAssociations }
    case .usagePlan: ShelfReader { $0.usagePlans }
    case .apiKey: ShelfReader { $0.apiKeys }
    case .certificate: ShelfReader { $0.certificates }
    case .userPool: ShelfReader { $0.userPools }
    case .hostedZone: ShelfReader { $0.hostedZones }
    case .healthCheck: ShelfReader { $0.healthChecks }
    case .resolverRule: ShelfReader { $0.resolverRules }
    case .resolverEndpoint: ShelfReader({ $0.resolverEndpoints }, vpc: { $0.vpcId })
    case .route53Profile: ShelfReader { $0.route53Profiles }
    case .dnsFirewallRuleGroup: ShelfReader { $0.dnsFirewallRuleGroups }
    case .dnsServer: ShelfReader { $0.dnsServers }
    }
  }
}

extension Topology {
  func row(_ place: Place) -> ShelfRow { place.shelf.reader.row(self, Int(place.index)) }

  /// Calls `body` with every resource, shelf by shelf.
  func forEachResource(_ body: (Place, ShelfRow) -> Void) {
    for shelf in Shelf.allCases {
      let reader = shelf.reader
      for index in 0..<reader.count(self) { body(Place(shelf, index), reader.row(self, index)) }
    }
  }

  /// Calls `body` with the identity of every resource, shelf by shelf.
  func forEachIdentity(_ body: (Place, Identity) -> Void) {
    for shelf in Shelf.allCases { shelf.reader.forEachIdentity(self) { body(Place(shelf, $0), $1) } }
  }

  /// Every resource as answers name it, in the order of ids, then kinds, accounts and Regions.
  public var components: [Component] { listed.map(\.component) }

  /// The same, each with the id of its VPC, which is empty for what is in none.
  public var listed: [(component: Component, vpcId: String)] {
    var found: [(component: Component, vpcId: String)] = []
    forEachResource { _, row in found.append((Component(row.identity, kind: row.kind), row.vpcId)) }
    return found.sorted { left, right in
      let (one, other) = (left.component, right.component)
      return (one.id, one.kind.rawValue, one.account, one.region, left.vpcId)
        < (other.id, other.kind.rawValue, other.account, other.region, right.vpcId)
    }
  }
}
