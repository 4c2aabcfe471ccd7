import Addressing
import NetworkModel

// Direct Connect: virtual interfaces, and gateways that join them with VPCs and transit gateways (dataplane 6.1.7-9).
// https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html

extension Walker {
  /// The association of a Direct Connect gateway with another gateway.
  func association(_ directConnectGateway: String?, with gateway: String) -> DirectConnectGateway.Association? {
    directConnectGateway.flatMap { network.index.directConnectGateways[$0] }
      .flatMap { topology.directConnectGateways[$0].associations.first { $0.gatewayId == gateway } }
  }

  /// Packets leave a transit gateway through a Direct Connect gateway.
  mutating func leaveByDirectConnectGateway(_ id: String, _ branch: Branch) {
    var branch = branch
    branch.lose(.lost)
    guard let position = network.index.directConnectGateways[id] else {
      branch.assume(.unknownDestination, id, decides: true, "Direct Connect gateway \(id) is not in the input")
      return end(branch, .unknown)
    }
    let interfaces = network.siteConnections.filter { connection in
      guard case .virtualInterface(let interface) = connection.medium else { return false }
      return topology.virtualInterfaces[interface].directConnectGatewayId == id
    }
    branch.hop(.directConnectGateway(position), .forwarded)
    for (prefix, connection) in knownPrefixes(interfaces, branch.family) {
      let part = branch.traffic.intersection(TrafficBox(to: prefix))
      guard !part.isEmpty, case .virtualInterface(let interface) = connection.medium else { continue }
      var known = branch
      known.traffic = part
      crossVirtualInterface(interface, to: connection.site, known)
      branch.traffic = branch.traffic.subtracting(TrafficBox(to: prefix))
      if branch.traffic.isEmpty { return }
    }
    branch.block(
      .vgwUnknownPrefix, .directConnectGateway(position), direction: .egress,
      "no virtual interface of \(topology.directConnectGateways[position].identity.label) leads to "
        + destinationText(branch))
    end(branch, .deadEnd)
  }

  /// What the sites of virtual interfaces advertise, the longest prefix first; one whose advertisements are not
  /// visible is taken to advertise its site's prefixes.
  private func knownPrefixes(
    _ connections: [SiteConnection], _ family: AddressFamily
  ) -> [(prefix: Prefix, connection: SiteConnection)] {
    var known: [(prefix: Prefix, connection: SiteConnection)] = []
    for connection in connections {
      guard case .virtualInterface(let position) = connection.medium else { continue }
      let interface = topology.virtualInterfaces[position]
      let prefixes = interface.advertisedPrefixes ?? topology.sites[connection.site].prefixes
      known += prefixes.filter { $0.family == family }.map { ($0, connection) }
    }
    return known.enumerated().sorted {
      ($1.element.prefix.length, $0.offset) < ($0.element.prefix.length, $1.offset)
    }.map(\.element)
  }

  /// Packets go through a virtual interface to its site.
  mutating func crossVirtualInterface(_ position: Int, to site: Int, _ branch: Branch) {
    var branch = branch
    checkVirtualInterface(position, &branch)
    branch.lose(.lost)
    enterSite(site, branch)
  }

  /// The state of a virtual interface and its BGP session.
  func checkVirtualInterface(_ position: Int, _ branch: inout Branch) {
    let resource = topology.virtualInterfaces[position]
    if resource.state != "available" || resource.bgpUp == false {
      let state = resource.state == "available" ? "has its BGP session down" : "is \(resource.state)"
      return branch.block(
        .badState, .virtualInterface(position), "virtual interface \(resource.identity.label) \(state)")
    }
    branch.hop(.virtualInterface(position), .forwarded)
  }
}
