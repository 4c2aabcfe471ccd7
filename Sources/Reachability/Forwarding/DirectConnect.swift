import Addressing
import NetworkModel

// Direct Connect: virtual interfaces, and gateways that join them with VPCs and transit gateways (dataplane 6.1.7-9).
// https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html

extension DirectConnectGateway.Association {
  /// While its prefixes are changed (`updating`) it goes on carrying traffic.
  var isUsable: Bool { state == "associated" || state == "updating" }
}

extension Walker {
  /// The association of a Direct Connect gateway with another gateway, if it is one that carries traffic.
  func association(_ directConnectGateway: String?, with gateway: String) -> DirectConnectGateway.Association? {
    directConnectGateway.flatMap { network.index.directConnectGateways[$0] }
      .flatMap { topology.directConnectGateways[$0].associations.first { $0.gatewayId == gateway && $0.isUsable } }
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
    let paths = interfaces.flatMap { connection in
      advertisedToAWS(by: connection).map { (prefix: $0, connection: connection) }
    }
    for (best, traffic) in PrefixTable(branch.family, paths.map(\.prefix)).split(branch.traffic) {
      var part = branch
      part.traffic = traffic
      if let connection = best.map({ paths[$0].connection }), case .virtualInterface(let interface) = connection.medium
      {
        crossVirtualInterface(interface, to: connection.site, part)
      } else {
        part.block(
          .vgwUnknownPrefix, .directConnectGateway(position), direction: .egress,
          "no virtual interface of \(topology.directConnectGateways[position].identity.label) leads to "
            + destinationText(part))
        end(part, .deadEnd)
      }
    }
  }

  /// What the site behind a virtual interface advertises; its own prefixes where that is not visible.
  private func advertisedToAWS(by connection: SiteConnection) -> [Prefix] {
    guard case .virtualInterface(let position) = connection.medium else { return [] }
    return topology.virtualInterfaces[position].advertisedPrefixes ?? topology.sites[connection.site].prefixes
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
