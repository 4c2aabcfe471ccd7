import Addressing
import NetworkModel

/// Where a route of a test leads: `.natGateway("nat-1").blackhole`, `.vpnGateway("vgw-1").propagated`.
public struct RouteSpec: Sendable {
  var target: Route.Target
  var state = Route.State.active
  var origin = Route.Origin.createRoute

  public static let local = RouteSpec(target: .local)
  public static func internetGateway(_ id: String) -> RouteSpec { RouteSpec(target: .internetGateway(id)) }
  public static func egressOnlyInternetGateway(_ id: String) -> RouteSpec {
    RouteSpec(target: .egressOnlyInternetGateway(id))
  }
  public static func natGateway(_ id: String) -> RouteSpec { RouteSpec(target: .natGateway(id)) }
  public static func networkInterface(_ id: String) -> RouteSpec { RouteSpec(target: .networkInterface(id)) }
  public static func instance(_ id: String) -> RouteSpec { RouteSpec(target: .instance(id)) }
  public static func vpcEndpoint(_ id: String) -> RouteSpec { RouteSpec(target: .vpcEndpoint(id)) }
  public static func peering(_ id: String) -> RouteSpec { RouteSpec(target: .vpcPeeringConnection(id)) }
  public static func transitGateway(_ id: String) -> RouteSpec { RouteSpec(target: .transitGateway(id)) }
  public static func vpnGateway(_ id: String) -> RouteSpec { RouteSpec(target: .vpnGateway(id)) }
  /// Any other target.
  public static func to(_ target: Route.Target) -> RouteSpec { RouteSpec(target: target) }

  /// The route with its target gone.
  public var blackhole: RouteSpec {
    var spec = self
    spec.state = .blackhole
    return spec
  }

  /// The route as a virtual private gateway propagates it.
  public var propagated: RouteSpec {
    var spec = self
    spec.origin = .enableVgwRoutePropagation
    return spec
  }

  /// The route as a VPC Route Server advertises it.
  public var advertised: RouteSpec {
    var spec = self
    spec.origin = .advertisement
    return spec
  }
}

extension TopologyBuilder {
  /// A route table of subnets. The local routes are added; a destination is a prefix or a prefix list `pl-…`.
  public mutating func routeTable(
    _ id: String, in vpc: String, subnets: [String] = [], main: Bool = false, propagating: [String] = [],
    _ routes: KeyValuePairs<String, RouteSpec> = [:]
  ) {
    topology.routeTables.append(
      RouteTable(
        identity(id, inVPC: vpc), vpcId: vpc, isMain: main, subnetIds: subnets, propagatingVpnGatewayIds: propagating,
        routes: TopologyBuilder.routes(routes)))
  }

  /// The table of a gateway's edge.
  public mutating func edgeTable(
    _ id: String, in vpc: String, gateway: String, _ routes: KeyValuePairs<String, RouteSpec> = [:]
  ) {
    topology.routeTables.append(
      RouteTable(
        identity(id, inVPC: vpc), vpcId: vpc, gatewayIds: [gateway], routes: TopologyBuilder.routes(routes)))
  }

  /// One more route for a table that is there already.
  public mutating func route(in table: String, _ destination: String, _ spec: RouteSpec) {
    guard let index = topology.routeTables.firstIndex(where: { $0.id == table }) else { missing("route table", table) }
    topology.routeTables[index].routes += TopologyBuilder.routes([destination: spec])
  }

  private static func routes(_ pairs: KeyValuePairs<String, RouteSpec>) -> [Route] {
    pairs.map { text, spec in
      let destination: Route.Destination =
        text.hasPrefix("pl-") ? .prefixList(text) : .prefix(Shorthand.prefix(text))
      return Route(destination, spec.target, state: spec.state, origin: spec.origin)
    }
  }
}
