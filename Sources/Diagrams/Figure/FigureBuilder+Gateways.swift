import NetworkModel

extension FigureBuilder {
  /// The gateways on the borders of VPCs, and peerings between them.
  mutating func addVPCGateways() {
    func on(_ anchor: Figure.Anchor, _ identity: Identity, _ kind: ResourceKind, vpcId: String?, _ into: inout Self) {
      if let group = vpcId.flatMap({ into.vpcs[$0] }) {
        into.add(identity, kind, in: group, anchor: anchor)
      } else {
        let scope = into.scopeGroup(of: identity)
        into.add(identity, kind, detail: "not attached", in: scope)
      }
    }
    for gateway in topology.internetGateways {
      on(.top, gateway.identity, .internetGateway, vpcId: gateway.vpcId, &self)
    }
    for gateway in topology.egressOnlyInternetGateways {
      on(.top, gateway.identity, .egressOnlyInternetGateway, vpcId: gateway.vpcId, &self)
    }
    for gateway in topology.carrierGateways {
      on(.top, gateway.identity, .carrierGateway, vpcId: gateway.vpcId, &self)
    }
    for gateway in topology.vpnGateways {
      on(.bottom, gateway.identity, .vpnGateway, vpcId: gateway.vpcId, &self)
    }
    for peering in topology.vpcPeeringConnections {
      let ends = [peering.requester, peering.accepter].compactMap { vpcs[$0.vpcId] }
      let group = commonGroup(of: ends) ?? scopeGroup(of: peering.identity)
      let node = add(peering.identity, .vpcPeeringConnection, detail: state(peering.status, "active"), in: group)
      for end in ends { link(.group(end), .node(node)) }
    }
  }

  /// What to say of a state that is not the usual one.
  func state(_ state: String, _ usual: String) -> String? { state == usual || state.isEmpty ? nil : state }

  /// The innermost group around all of these, those themselves left out.
  func commonGroup(of groups: [Int]) -> Int? {
    guard let first = groups.first else { return nil }
    var common = figure.ancestors(ofGroup: first)
    for group in groups.dropFirst() {
      let others = Set(figure.ancestors(ofGroup: group))
      common.removeAll { !others.contains($0) }
    }
    return common.first
  }

  /// Transit gateways and core networks, with what is attached to them.
  mutating func addTransitGateways() {
    for gateway in topology.transitGateways {
      let scope = scopeGroup(of: gateway.identity)
      let node = add(gateway.identity, .transitGateway, in: scope)
      for table in topology.transitGatewayRouteTables where table.transitGatewayId == gateway.id {
        figure.alias(.transitGatewayRouteTable, table.id, to: [node])
      }
    }
    for core in topology.coreNetworks {
      let scope = scopeGroup(of: core.identity)
      add(core.identity, .coreNetwork, in: scope)
    }
    for attachment in topology.transitGatewayAttachments {
      guard let gateway = figure.nodes(.transitGateway, attachment.transitGatewayId).first else { continue }
      switch attachment.resourceType {
      case .vpc:
        for node in figure.nodes(.transitGatewayAttachment, attachment.id) { link(node, gateway) }
      case .peering: addPeering(attachment, gateway)
      default: break
      }
    }
  }

  /// Two transit gateways that are peered, once for both of their attachments.
  private mutating func addPeering(_ attachment: TransitGatewayAttachment, _ gateway: Int) {
    if let known = figure.nodes(.transitGatewayAttachment, attachment.id).first { return link(gateway, known) }
    let peer = figure.nodes(.transitGateway, attachment.resourceId).first
    let group = commonGroup(of: [gateway, peer].compactMap { $0.map { figure.nodes[$0].group } })
    let node = add(
      attachment.identity, .transitGatewayAttachment, glyph: "transitGatewayAttachment.peering",
      detail: "peering attachment", in: group ?? scopeGroup(of: attachment.identity))
    link(gateway, node)
    if let peer {
      link(peer, node)
      for other in topology.transitGatewayAttachments
      where other.resourceType == .peering && other.resourceId == attachment.transitGatewayId
        && other.transitGatewayId == attachment.resourceId
      {
        figure.alias(.transitGatewayAttachment, other.id, to: [node])
      }
    }
  }
}
