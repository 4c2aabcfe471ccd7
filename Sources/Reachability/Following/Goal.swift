import Addressing
import NetworkModel

/// Where the packets of a branch have to come: what is used to find ways that a table does not offer.
enum Goal: Sendable, Hashable {
  case vpc(Int)
  case site(Int)
  case internet
  case nowhere
}

extension Walker {
  /// The network that the packets of the branch have to reach next.
  func goal(_ branch: Branch) -> Goal {
    if branch.way == .return {
      // A reply to a public address has to get out first.
      if let destination = branch.destination, network.publicOwner(of: destination) != nil { return .internet }
      for memory in branch.memory.reversed() {
        if case .natGateway(let nat, _, _, undone: false) = memory {
          return network.index.vpcs[topology.natGateways[nat].vpcId].map(Goal.vpc) ?? .nowhere
        }
      }
      return goal(of: pair.from)
    }
    return goal(of: pair.to)
  }

  private func goal(of end: End) -> Goal {
    switch end {
    case .interface(let interface, _, let publicly):
      return publicly ? .internet : .vpc(network.vpc(of: interface))
    case .site(let site, _, _): return .site(site)
    case .internet: return .internet
    case .nobody(let address, let vpc):
      if let vpc { return .vpc(vpc) }
      if let inside = network.vpcs.firstIndex(where: { $0.ranges(address.family).contains(address.value) }) {
        return .vpc(inside)
      }
      return network.internetAddresses(address.family).contains(address.value) ? .internet : .nowhere
    }
  }

  /// Whether anything leads from a transit gateway to the goal, over its own attachments or those of its peers.
  func transitGatewayLeads(_ transitGateway: String, to goal: Goal, from vpc: Int?, depth: Int = 0) -> Bool {
    topology.transitGatewayAttachments.indices.contains {
      topology.transitGatewayAttachments[$0].transitGatewayId == transitGateway
        && attachmentLeads($0, to: goal, from: vpc, depth: depth)
    }
  }

  /// Whether an attachment of a transit gateway leads to the goal.
  func attachmentLeads(_ position: Int, to goal: Goal, from vpc: Int?, depth: Int = 0) -> Bool {
    let attachment = topology.transitGatewayAttachments[position]
    switch attachment.resourceType {
    case .vpc:
      guard let attached = network.index.vpcs[attachment.resourceId], attached != vpc else { return false }
      if case .internet = goal { return !network.vpcs[attached].natGateways.isEmpty }
      return goal == .vpc(attached)
    case .vpn:
      guard case .site(let site) = goal, let vpn = network.index.vpnConnections[attachment.resourceId] else {
        return false
      }
      return network.siteConnections.contains { $0.site == site && $0.medium == .vpn(vpn) }
    case .directConnectGateway:
      guard case .site(let site) = goal else { return false }
      return directConnectLeads(attachment.resourceId, to: site)
    case .peering:
      guard depth < 2, let peer = attachment.peerTransitGatewayId else { return false }
      return transitGatewayLeads(peer, to: goal, from: vpc, depth: depth + 1)
    case .connect, .vpnConcentrator, .networkFunction, .other:
      return false
    }
  }

  /// Whether a virtual interface joins a Direct Connect gateway and a site.
  func directConnectLeads(_ gateway: String, to site: Int) -> Bool {
    network.siteConnections.contains { connection in
      guard connection.site == site, case .virtualInterface(let interface) = connection.medium else { return false }
      return topology.virtualInterfaces[interface].directConnectGatewayId == gateway
    }
  }

  /// Whether a virtual private gateway has a connection to a site.
  func vpnGatewayLeads(_ gateway: String, to site: Int) -> Bool {
    network.siteConnections.contains { connection in
      guard connection.site == site else { return false }
      switch connection.medium {
      case .vpn(let vpn): return topology.vpnConnections[vpn].vpnGatewayId == gateway
      case .virtualInterface(let position):
        let interface = topology.virtualInterfaces[position]
        if interface.vpnGatewayId == gateway { return true }
        guard let between = interface.directConnectGatewayId.flatMap({ network.index.directConnectGateways[$0] })
        else { return false }
        return topology.directConnectGateways[between].associations.contains { $0.gatewayId == gateway }
      }
    }
  }
}
