import Addressing

/// A VPC route table: of subnets, or of a gateway's edge.
public struct RouteTable: Resource {
  public static let kind = ResourceKind.routeTable
  public var identity: Identity
  public var vpcId: String
  public var isMain: Bool
  public var subnetIds: [String]
  /// Internet and virtual private gateways whose arriving traffic this table routes.
  public var gatewayIds: [String]
  /// Virtual private gateways whose routes are propagated into the table.
  public var propagatingVpnGatewayIds: [String]
  /// In the order of the input. The local routes are among them.
  public var routes: [Route]

  public init(
    _ identity: Identity, vpcId: String, isMain: Bool = false, subnetIds: [String] = [], gatewayIds: [String] = [],
    propagatingVpnGatewayIds: [String] = [], routes: [Route] = []
  ) {
    self.identity = identity
    self.vpcId = vpcId
    self.isMain = isMain
    self.subnetIds = subnetIds
    self.gatewayIds = gatewayIds
    self.propagatingVpnGatewayIds = propagatingVpnGatewayIds
    self.routes = routes
  }
}

/// A route of a VPC route table.
public struct Route: Sendable, Hashable {
  /// What the route is for.
  public enum Destination: Sendable, Hashable {
    case prefix(Prefix)
    case prefixList(String)
  }

  /// Where the route leads.
  public enum Target: Sendable, Hashable {
    case local
    case internetGateway(String)
    case egressOnlyInternetGateway(String)
    case natGateway(String)
    case networkInterface(String)
    case instance(String)
    /// A gateway endpoint or a Gateway Load Balancer endpoint.
    case vpcEndpoint(String)
    case vpcPeeringConnection(String)
    case transitGateway(String)
    case vpnGateway(String)
    case carrierGateway(String)
    case localGateway(String)
    case coreNetwork(String)
    case odbNetwork(String)
    /// The input names no target, or one of a kind that is not known here.
    case unknown(String)

    /// The id of the target, `local` for the local route.
    public var id: String {
      switch self {
      case .local: "local"
      case .internetGateway(let id), .egressOnlyInternetGateway(let id), .natGateway(let id),
        .networkInterface(let id), .instance(let id), .vpcEndpoint(let id), .vpcPeeringConnection(let id),
        .transitGateway(let id), .vpnGateway(let id), .carrierGateway(let id), .localGateway(let id),
        .coreNetwork(let id), .odbNetwork(let id), .unknown(let id):
        id
      }
    }
  }

  public enum State: String, Sendable, Hashable { case active, blackhole }

  public enum Origin: String, Sendable, Hashable {
    case createRouteTable = "CreateRouteTable"
    case createRoute = "CreateRoute"
    case enableVgwRoutePropagation = "EnableVgwRoutePropagation"
    case advertisement = "Advertisement"

    /// Whether the route was propagated, and loses to a static route to the same prefix (RT 1.1.4, 1.1.12).
    public var isPropagated: Bool { self == .enableVgwRoutePropagation || self == .advertisement }
  }

  public var destination: Destination
  public var target: Target
  public var state: State
  public var origin: Origin
  public var source: SourceLocation?

  public init(
    _ destination: Destination, _ target: Target, state: State = .active, origin: Origin = .createRoute,
    source: SourceLocation? = nil
  ) {
    self.destination = destination
    self.target = target
    self.state = state
    self.origin = origin
    self.source = source
  }
}

/// A managed prefix list, of the customer or of AWS.
public struct PrefixList: Resource {
  public static let kind = ResourceKind.prefixList
  public var identity: Identity
  /// Nil where the input does not show them.
  public var entries: [Prefix]?

  public init(_ identity: Identity, entries: [Prefix]?) {
    self.identity = identity
    self.entries = entries
  }
}
