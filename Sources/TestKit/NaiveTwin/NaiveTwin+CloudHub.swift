import Addressing
import NetworkModel

extension NaiveTwin {
  /// 6.1.6: lines that speak BGP with the gateway itself, with the site and the prefixes of each.
  private func hubLines(_ gateway: String) -> [(line: Line, site: String?, prefixes: [Prefix])] {
    var lines: [(line: Line, site: String?, prefixes: [Prefix])] = []
    for (index, vpn) in topology.vpnConnections.enumerated()
    where vpn.vpnGatewayId == gateway && !vpn.staticRoutesOnly && vpn.staticRoutes.isEmpty {
      let site = topology.customerGateways.first { $0.id == vpn.customerGatewayId }?.siteId
      lines.append((.vpn(index), site, (vpn.advertisedPrefixes ?? []).filter { $0.family == .ipv4 }))
    }
    for (index, interface) in topology.virtualInterfaces.enumerated() where interface.vpnGatewayId == gateway {
      lines.append((.virtualInterface(index), interface.siteId, interface.advertisedPrefixes ?? []))
    }
    return lines
  }

  private func others(_ gateway: String, than line: Line) -> [(line: Line, site: String?, prefixes: [Prefix])] {
    let lines = hubLines(gateway)
    guard let own = lines.first(where: { $0.line == line }) else { return [] }
    return lines.filter { $0.site != own.site }
  }

  /// What the gateway tells a site of its other sites.
  func told(by gateway: String, to line: Line) -> [Prefix] {
    others(gateway, than: line).flatMap(\.prefixes)
  }

  /// From one site through the gateway to another; nil where no other site has the destination.
  func passHub(_ gateway: String, from line: Line, _ walk: Walk) -> [Ending]? {
    let fitting = others(gateway, than: line).filter { other in
      other.prefixes.contains { $0.contains(walk.packet.destination) }
    }
    return fitting.first.map { sendThrough($0.line, walk) }
  }
}
