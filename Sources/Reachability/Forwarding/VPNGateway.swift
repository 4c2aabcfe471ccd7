import Addressing
import NetworkModel

// Virtual private gateways and their VPN connections (dataplane 6.1).
// https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html

extension Walker {
  /// Packets of a VPC leave for a site.
  mutating func leaveByVPNGateway(_ gateway: Int, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let resource = topology.vpnGateways[gateway]
    let component = ComponentReference.vpnGateway(gateway)
    let name = resource.identity.label
    if resource.vpcId != topology.vpcs[place.vpc].id || resource.state != "available" {
      branch.block(
        .badStateAttachment, component, "\(name) is not attached to \(topology.vpcs[place.vpc].identity.label)")
    }
    if let source = branch.source, network.owner(of: source, inVPC: place.vpc) == nil {
      branch.block(
        .vgwPrivateIpAssociationForEgress, component, direction: .egress,
        "\(name) only sends packets of interfaces of its VPC; \(source) is none")
      return end(branch, .deadEnd)
    }
    let paths = knownPaths(gateway, branch.family)
    let table = PrefixTable(branch.family, paths.map(\.prefix))
    for (best, traffic) in table.split(branch.traffic) {
      var part = branch
      part.traffic = traffic
      if let best = best.map({ paths[$0] }) {
        part.hop(component, .forwarded, .text("\(best.prefix) by \(network.component(best.component).id)"))
        cross(best.connection, part)
      } else {
        leaveByUnseenPath(gateway, part)
      }
    }
  }

  /// No path is known: one that is not visible may be there, else the gateway drops the packets.
  private mutating func leaveByUnseenPath(_ gateway: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.vpnGateways[gateway]
    let component = ComponentReference.vpnGateway(gateway)
    let name = resource.identity.label
    if let unseen = unseenPath(gateway, branch) {
      branch.hop(component, .assumed, code: .unknownDestination)
      branch.assume(
        .unknownDestination, resource.id, decides: true,
        "what \(name) has learned from \(network.component(unseen.component).label) is not in the input")
      // What else the far side has, nobody says: an address of no known site may be there.
      if case .nobody = branch.way == .forward ? pair.to : pair.from { return end(branch, .unknown) }
      return cross(unseen.connection, branch)
    }
    if let hidden = hiddenPath(gateway, branch.family) {
      branch.hop(component, .assumed, code: .unknownDestination)
      branch.assume(.unknownDestination, resource.id, decides: true, hidden)
      return end(branch, .unknown)
    }
    refuseUnknownPrefix(gateway, branch)
  }

  private mutating func refuseUnknownPrefix(_ gateway: Int, _ branch: Branch) {
    var branch = branch
    let name = topology.vpnGateways[gateway].identity.label
    let hasVPN = connections(of: gateway).contains { if case .vpn = $0.medium { true } else { false } }
    if branch.family == .ipv6, hasVPN {
      branch.block(
        .vgwVpnNoIpv6, .vpnGateway(gateway), direction: .egress,
        "a VPN connection on \(name) carries IPv4 only")
    } else {
      branch.block(
        .vgwUnknownPrefix, .vpnGateway(gateway), direction: .egress,
        "\(name) knows no path to \(destinationText(branch)): no static route and nothing advertised covers it")
    }
    // A connection to the site that is asked for stands for the missing path.
    if case .site(let site) = goal(branch), let way = connections(of: gateway).first(where: { $0.site == site }) {
      return cross(way, branch)
    }
    end(branch, .deadEnd)
  }

  /// A path that a virtual private gateway may take to a prefix.
  struct KnownPath {
    var prefix: Prefix
    var connection: SiteConnection
    var component: ComponentReference
    var rank: Int
  }

  /// Paths of the gateway, the best of one prefix first: Direct Connect, static VPN, dynamic VPN (6.1.2).
  private func knownPaths(_ gateway: Int, _ family: AddressFamily) -> [KnownPath] {
    var paths: [KnownPath] = []
    for connection in connections(of: gateway) {
      let (prefixes, rank) = learned(connection, from: gateway, family)
      for prefix in prefixes {
        paths.append(
          KnownPath(
            prefix: prefix, connection: connection, component: component(connection),
            rank: isUp(connection) ? rank : rank + 3))
      }
    }
    return paths.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
  }

  /// Whether a connection carries packets: what is down has withdrawn its prefixes.
  func isUp(_ connection: SiteConnection) -> Bool {
    switch connection.medium {
    case .vpn(let position):
      let vpn = topology.vpnConnections[position]
      return vpn.state == "available" && (vpn.tunnelsUp.map { $0.contains(true) } ?? true)
    case .virtualInterface(let position):
      let interface = topology.virtualInterfaces[position]
      return interface.state == "available" && interface.bgpUp != false
    }
  }

  /// Whether a connection speaks BGP with the gateway itself, so that its prefixes are told to other sites.
  func isHubLine(_ connection: SiteConnection) -> Bool {
    switch connection.medium {
    case .vpn(let position):
      !topology.vpnConnections[position].staticRoutesOnly && topology.vpnConnections[position].staticRoutes.isEmpty
    case .virtualInterface(let position): topology.virtualInterfaces[position].vpnGatewayId != nil
    }
  }

  /// Paths from one site of a gateway to its others (CloudHub, 6.1.6).
  func hubPaths(_ gateway: Int, _ family: AddressFamily, except site: Int) -> [KnownPath] {
    knownPaths(gateway, family).filter { $0.connection.site != site && isHubLine($0.connection) }
  }

  /// What a gateway knows through a connection, and the rank of it.
  private func learned(
    _ connection: SiteConnection, from gateway: Int, _ family: AddressFamily
  ) -> (prefixes: [Prefix], rank: Int) {
    switch connection.medium {
    case .virtualInterface(let position):
      return (
        topology.virtualInterfaces[position].advertisedPrefixes
          ?? topology.prefixesPropagated(by: topology.vpnGateways[gateway].id), 0
      )
    case .vpn(let position):
      let vpn = topology.vpnConnections[position]
      if family == .ipv6 { return ([], 2) }
      if vpn.staticRoutesOnly || !vpn.staticRoutes.isEmpty { return (vpn.staticRoutes, 1) }
      return (vpn.advertisedPrefixes ?? topology.prefixesPropagated(by: topology.vpnGateways[gateway].id), 2)
    }
  }

  /// A connection whose advertisements are not visible: it may know the way.
  private func unseenPath(_ gateway: Int, _ branch: Branch) -> (
    connection: SiteConnection, component: ComponentReference
  )? {
    for connection in connections(of: gateway) {
      switch connection.medium {
      case .virtualInterface(let position) where topology.virtualInterfaces[position].advertisedPrefixes == nil:
        return (connection, component(connection))
      case .vpn(let position):
        let vpn = topology.vpnConnections[position]
        if branch.family == .ipv4, !vpn.staticRoutesOnly, vpn.advertisedPrefixes == nil, vpn.staticRoutes.isEmpty {
          return (connection, component(connection))
        }
      default: continue
      }
    }
    return nil
  }

  /// The connections of a virtual private gateway, those over Direct Connect gateways included.
  func connections(of gateway: Int) -> [SiteConnection] {
    let id = topology.vpnGateways[gateway].id
    return network.siteConnections.filter { connection in
      switch connection.medium {
      case .vpn(let vpn): return topology.vpnConnections[vpn].vpnGatewayId == id
      case .virtualInterface(let position):
        let interface = topology.virtualInterfaces[position]
        if interface.vpnGatewayId == id { return true }
        return association(interface.directConnectGatewayId, with: id) != nil
      }
    }
  }

  func component(_ connection: SiteConnection) -> ComponentReference {
    switch connection.medium {
    case .vpn(let position): .vpn(position)
    case .virtualInterface(let position): .virtualInterface(position)
    }
  }

  private mutating func cross(_ connection: SiteConnection, _ branch: Branch) {
    switch connection.medium {
    case .vpn(let vpn): crossVPN(vpn, onTransitGateway: false, branch)
    case .virtualInterface(let interface): crossVirtualInterface(interface, to: connection.site, branch)
    }
  }

  /// Packets go through a VPN connection to its site (6.1.5).
  mutating func crossVPN(_ vpn: Int, onTransitGateway: Bool, _ branch: Branch) {
    var branch = branch
    checkVPN(vpn, onTransitGateway: onTransitGateway, &branch)
    branch.lose(.lost)
    guard let connection = network.siteConnections.first(where: { $0.medium == .vpn(vpn) }) else {
      branch.assume(
        .unknownDestination, topology.vpnConnections[vpn].customerGatewayId, decides: true,
        "customer gateway \(topology.vpnConnections[vpn].customerGatewayId) is not in the input")
      return end(branch, .unknown)
    }
    enterSite(connection.site, branch)
  }

  /// The state of a VPN connection and its tunnels.
  func checkVPN(_ vpn: Int, onTransitGateway: Bool, _ branch: inout Branch) {
    let resource = topology.vpnConnections[vpn]
    let isUp = resource.state == "available" && (resource.tunnelsUp.map { $0.contains(true) } ?? true)
    if !isUp {
      let state = resource.state == "available" ? "has no tunnel up" : "is \(resource.state)"
      return branch.block(
        onTransitGateway ? .tgwBadStateVpn : .badStateVpn, .vpn(vpn),
        "VPN connection \(resource.identity.label) \(state)")
    }
    if resource.tunnelsUp == nil {
      branch.assume(
        .unknownResource, resource.id, decides: false,
        "whether a tunnel of VPN connection \(resource.identity.label) is up is not in the input; one is taken to be")
    }
    branch.hop(.vpn(vpn), .forwarded)
  }

  /// Packets from a site come into a VPC through its virtual private gateway (6.1.3, 6.1.13).
  mutating func enterByVPNGateway(_ gateway: Int, from connection: SiteConnection, _ branch: Branch) {
    let paths = isHubLine(connection) ? hubPaths(gateway, branch.family, except: connection.site) : []
    for (best, traffic) in PrefixTable(branch.family, paths.map(\.prefix)).split(branch.traffic) {
      var part = branch
      part.traffic = traffic
      guard let path = best.map({ paths[$0] }) else {
        enterVPC(by: gateway, part)
        continue
      }
      part.hop(
        .vpnGateway(gateway), .forwarded, .text("\(path.prefix) by \(network.component(path.component).id) (CloudHub)"))
      cross(path.connection, part)
    }
  }

  private mutating func enterVPC(by gateway: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.vpnGateways[gateway]
    let component = ComponentReference.vpnGateway(gateway)
    let name = resource.identity.label
    guard let vpc = resource.vpcId.flatMap({ network.index.vpcs[$0] }) else {
      branch.block(.badStateAttachment, component, "\(name) is attached to no VPC")
      return end(branch, .deadEnd)
    }
    guard let destination = branch.destination, network.vpcs[vpc].ranges(branch.family).contains(destination.value)
    else {
      branch.block(
        .vgwPrivateIpAssociationForIngress, component, direction: .ingress,
        "\(name) only delivers to private addresses of its VPC; no transit through it to a gateway")
      return end(branch, .deadEnd)
    }
    let sees = topology.visibility.sees(
      "ec2 describe-network-interfaces", account: topology.vpcs[vpc].identity.account,
      region: topology.vpcs[vpc].identity.region)
    if sees, network.owner(of: destination, inVPC: vpc) == nil {
      branch.block(
        .vgwPrivateIpAssociationForIngress, component, direction: .ingress,
        "\(name) only delivers to private addresses of interfaces, and none has \(destination)")
      return end(branch, .deadEnd)
    }
    branch.hop(component, .forwarded)
    if let edge = edgeRoute(ofGateway: resource.id, branch), let owner = network.owner(of: destination, inVPC: vpc) {
      if case .vpcEndpoint(let id) = topology.routeTables[edge.table].routes[edge.route].target {
        branch.assume(
          .pathThroughGwlbNotChecked, id, decides: false,
          "an edge route table of a virtual private gateway is taken to lead through \(id), as AWS's current page says")
      }
      return followEdge(edge.table, edge.route, owner, branch, fromInternet: false)
    }
    deliverLocally(vpc: vpc, from: nil, branch)
  }
}
