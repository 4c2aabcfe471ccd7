import Addressing
import NetworkModel

extension TerraformReading {
  /// Completes route tables: those that AWS makes, local routes, routes and associations that are resources of their
  /// own, and what virtual private gateways propagate.
  func finishRouteTables() {
    addMainTables()
    let places = Dictionary(
      topology.routeTables.indices.map { (topology.routeTables[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    for (table, route) in joins.routeTable.routes {
      if let place = places[table] {
        if !topology.routeTables[place].routes.contains(where: { $0.destination == route.destination }) {
          topology.routeTables[place].routes.append(route)
        }
      } else {
        joins.additions.routes.append((table, route))
      }
    }
    for (table, gateway) in joins.routeTable.edges {
      if let place = places[table] { topology.routeTables[place].gatewayIds.append(gateway) }
    }
    for (table, gateway) in joins.routeTable.propagations {
      if let place = places[table], !topology.routeTables[place].propagatingVpnGatewayIds.contains(gateway) {
        topology.routeTables[place].propagatingVpnGatewayIds.append(gateway)
      }
    }
    associate(places)
    addLocalRoutes()
    addPropagatedRoutes()
  }

  /// The main table of each VPC: AWS makes one with the VPC, and another may be made the main one (RT 1.1.2).
  private func addMainTables() {
    let chosen = Dictionary(joins.routeTable.main.map { ($0.vpcId, $0.tableId) }, uniquingKeysWith: { _, last in last })
    for vpc in joins.vpc.managed {
      guard let owner = topology.vpcs.first(where: { $0.id == vpc.id })?.identity else { continue }
      for index in topology.routeTables.indices where topology.routeTables[index].id == vpc.defaultTableId {
        topology.routeTables[index].vpcId = vpc.id
      }
      if !topology.routeTables.contains(where: { $0.id == vpc.defaultTableId }) {
        let identity = synthesized(
          vpc.defaultTableId, for: owner, "AWS makes a main route table with each VPC", isPresumed: true)
        topology.routeTables.append(RouteTable(identity, vpcId: vpc.id))
      }
      let main = chosen[vpc.id] ?? vpc.mainTableId
      for index in topology.routeTables.indices where topology.routeTables[index].vpcId == vpc.id {
        topology.routeTables[index].isMain = topology.routeTables[index].id == main
      }
    }
  }

  private func associate(_ places: [String: Int]) {
    var open: Set<String> = []
    for association in joins.routeTable.associations {
      guard !topology.visibility.unknownValues.contains(association.subnetId) else {
        open.insert(association.subnetId)
        continue
      }
      let subject = Caveat.Subject(association.subnetId, .routeTable)
      if topology.visibility.unknownValues.contains(association.tableId) {
        topology.visibility.caveats[subject] = Caveat(.hidden, Self.openText(association.tableId))
      } else if let place = places[association.tableId] {
        if !topology.routeTables[place].subnetIds.contains(association.subnetId) {
          topology.routeTables[place].subnetIds.append(association.subnetId)
        }
        if let attribute = association.inferredFrom {
          topology.visibility.caveats[subject] = Caveat(
            .noted,
            "`\(attribute)` is known only after apply; it is taken to be that of the instance with the like key, "
              + "for subnet \(association.subnetId) table \(association.tableId)")
        }
      } else {
        joins.additions.subnetTables.append((association.tableId, association.subnetId))
        topology.visibility.caveats[subject] = nil
      }
    }
    hideUnassociated(open)
  }

  /// An association whose subnet is not known yet may be that of any subnet without one.
  private func hideUnassociated(_ open: Set<String>) {
    guard let attribute = open.min() else { return }
    let associated = Set(topology.routeTables.flatMap(\.subnetIds))
    for subnet in topology.subnets where !associated.contains(subnet.id) {
      let subject = Caveat.Subject(subnet.id, .routeTable)
      if topology.visibility.caveats[subject] == nil {
        topology.visibility.caveats[subject] = Caveat(.hidden, Self.openText(attribute))
      }
    }
  }

  static func openText(_ attribute: String) -> String { "`\(attribute)` is known only after apply" }

  /// Every table has a route to every block of its VPC (RT 1.1.1).
  private func addLocalRoutes() {
    let blocks = Dictionary(topology.vpcs.map { ($0.id, $0.cidrBlocks) }, uniquingKeysWith: { first, _ in first })
    for index in topology.routeTables.indices {
      let table = topology.routeTables[index]
      let local = (blocks[table.vpcId] ?? []).filter { block in
        !table.routes.contains { $0.destination == .prefix(block) }
      }
      topology.routeTables[index].routes.insert(
        contentsOf: local.map {
          Route(.prefix($0), .local, origin: .createRouteTable, source: table.identity.source)
        }, at: 0)
    }
  }

  /// A table that a virtual private gateway propagates into has the static routes of its VPN connections; what a site
  /// announces over BGP is not in the input (VGW 6.1.2).
  private func addPropagatedRoutes() {
    for index in topology.routeTables.indices {
      for gateway in topology.routeTables[index].propagatingVpnGatewayIds {
        for connection in topology.vpnConnections where connection.vpnGatewayId == gateway {
          for prefix in connection.staticRoutes {
            let route = Route(
              .prefix(prefix), .vpnGateway(gateway), origin: .enableVgwRoutePropagation,
              source: connection.identity.source)
            if !topology.routeTables[index].routes.contains(where: {
              $0.destination == route.destination && $0.target == route.target
            }) {
              topology.routeTables[index].routes.append(route)
            }
          }
        }
      }
    }
  }
}
