import Addressing
import NetworkModel

// Edge route tables: where packets go that enter a VPC by its internet gateway or virtual private gateway (dataplane 1.2).
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html

extension Walker {
  /// The route of a gateway's edge table for the packets, if it has one.
  func edgeRoute(ofGateway id: String, _ branch: Branch) -> (table: Int, route: Int)? {
    guard let table = network.edgeTables[id], let destination = branch.destination,
      let route = network.routeTables[table].routes(for: destination).first
    else { return nil }
    return (table, route)
  }

  /// The middlebox of an edge route is what touches the gateway, not the subnet behind it (7.4).
  func redirect(_ touching: inout PublicEdge, _ edge: (table: Int, route: Int)) {
    switch topology.routeTables[edge.table].routes[edge.route].target {
    case .networkInterface(let id):
      if let middlebox = network.index.interfaces[id] { touching.subnet = network.subnet(of: middlebox) }
    case .vpcEndpoint(let id):
      guard let endpoint = network.index.endpoints[id] else { return }
      touching.subnet = subnet(ofEndpoint: endpoint)
      touching.isFirewall = inspectionComponent(endpoint).kind == .firewall
    default:
      return
    }
  }

  /// An edge route table sends arriving packets to their subnet or through a middlebox (1.2).
  mutating func followEdge(
    _ edge: Int, _ route: Int, _ interface: Int, _ branch: Branch, fromInternet: Bool = true
  ) {
    var branch = branch
    let chosen = topology.routeTables[edge].routes[route]
    branch.hop(.routeTable(edge), .forwarded, .route(table: edge, route))
    switch chosen.target {
    case .networkInterface(let id):
      guard let middlebox = network.index.interfaces[id], middlebox != interface else { break }
      if fromInternet, topology.networkInterfaces[middlebox].publicAddresses.isEmpty {
        branch.block(
          .ingressRtbNoPublicIp, .routeTable(edge), .route(table: edge, route), direction: .ingress,
          "\(topology.networkInterfaces[middlebox].identity.label) stands behind the gateway "
            + "but has no public IP address")
      }
      let own = network.subnet(of: middlebox)
      if own < 0 { return endUnplaced(middlebox, branch) }
      return checkACL(of: own, .ingress, branch) { $0.passAppliance(middlebox, $1) }
    case .vpcEndpoint(let id):
      guard let endpoint = network.index.endpoints[id] else { break }
      guard let own = subnet(ofEndpoint: endpoint) else { return passInspection(endpoint, branch) }
      return checkACL(of: own, .ingress, branch) { $0.passInspection(endpoint, $1) }
    default:
      break
    }
    arrive(at: interface, from: nil, branch)
  }

  /// The subnet's arriving traffic goes through a middlebox, so its direct route to the gateway is not usable (1.2).
  func checkRedirection(_ gateway: Int, _ place: RouterPlace, _ branch: inout Branch) {
    guard let edge = network.edgeTables[topology.internetGateways[gateway].id], let source = branch.source,
      let route = network.routeTables[edge].routes(for: source).first
    else { return }
    let target = topology.routeTables[edge].routes[route].target
    if target == .local || cameFrom(target, place.sender) { return }
    // The table that may not be used directly; a table that is not visible is named by its subnet.
    let router = place.component
    branch.block(
      .ingressRtbTrafficRedirection, router, .route(table: edge, route), direction: .egress,
      "\(topology.routeTables[edge].identity.label) sends what arrives for \(source) through \(target.id), "
        + "so the direct route of \(network.component(router).label) to the gateway cannot be used")
  }

  private func cameFrom(_ target: Route.Target, _ sender: Sender) -> Bool {
    switch (target, sender) {
    // A middlebox does not go through itself.
    case (.networkInterface(let id), .interface(let interface)): topology.networkInterfaces[interface].id == id
    case (.networkInterface(let id), .appliance(let interface)): topology.networkInterfaces[interface].id == id
    case (.instance(let id), .appliance(let interface)): topology.networkInterfaces[interface].instanceId == id
    case (.vpcEndpoint(let id), .inspection(let endpoint)): topology.vpcEndpoints[endpoint].id == id
    default: false
    }
  }
}
