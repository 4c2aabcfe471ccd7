import Addressing
import NetworkModel

/// A route of a transit gateway route table of a test.
public struct TransitRouteSpec: Sendable {
  var type = TransitGatewayRoute.RouteType.static
  var state = TransitGatewayRoute.State.active
  var attachments: [String] = []

  public static func `static`(_ attachments: String...) -> TransitRouteSpec {
    TransitRouteSpec(attachments: attachments)
  }
  public static func propagated(_ attachments: String...) -> TransitRouteSpec {
    TransitRouteSpec(type: .propagated, attachments: attachments)
  }
  public static let blackhole = TransitRouteSpec(state: .blackhole)
}

extension TopologyBuilder {
  /// A transit gateway.
  public mutating func transitGateway(_ id: String, groupReferencing: Bool = false, state: String = "available") {
    topology.transitGateways.append(
      TransitGateway(identity(id), state: state, securityGroupReferencingSupport: groupReferencing))
  }

  /// The attachment of a VPC by one subnet a zone.
  public mutating func attachment(
    _ id: String, to gateway: String, vpc: String, subnets: [String], table: String?, appliance: Bool = false,
    ipv6: Bool = false, groupReferencing: Bool = true, state: String = "available"
  ) {
    addAttachment(
      TransitGatewayAttachment(
        identity(id), transitGatewayId: gateway, resourceType: .vpc, resourceId: vpc,
        resourceOwner: self[vpc: vpc].identity.account, state: state, associatedRouteTableId: table,
        subnetIds: subnets, applianceModeSupport: appliance, ipv6Support: ipv6,
        securityGroupReferencingSupport: groupReferencing))
  }

  /// The attachment of a VPN connection.
  public mutating func attachment(
    _ id: String, to gateway: String, vpn: String, table: String?, state: String = "available"
  ) {
    addAttachment(
      TransitGatewayAttachment(
        identity(id), transitGatewayId: gateway, resourceType: .vpn, resourceId: vpn, resourceOwner: account,
        state: state, associatedRouteTableId: table))
  }

  /// The attachment of a Direct Connect gateway.
  public mutating func attachment(
    _ id: String, to gateway: String, directConnectGateway: String, table: String?, state: String = "available"
  ) {
    addAttachment(
      TransitGatewayAttachment(
        identity(id), transitGatewayId: gateway, resourceType: .directConnectGateway,
        resourceId: directConnectGateway, resourceOwner: account, state: state, associatedRouteTableId: table))
  }

  /// A peering of two transit gateways: as in AWS, one id that both sides show, each with its own association.
  public mutating func transitGatewayPeering(
    _ id: String, _ first: String, table: String?, _ second: String, peerTable: String?, state: String = "available"
  ) {
    let sides = [(first, second, table), (second, first, peerTable)]
    for (gateway, peer, association) in sides {
      guard let here = topology.transitGateways.first(where: { $0.id == gateway })?.identity,
        let there = topology.transitGateways.first(where: { $0.id == peer })?.identity
      else { missing("transit gateway", "\(gateway) or \(peer)") }
      addAttachment(
        TransitGatewayAttachment(
          Identity(id, account: here.account, region: here.region), transitGatewayId: gateway, resourceType: .peering,
          resourceId: peer, resourceOwner: there.account, state: state, associatedRouteTableId: association,
          peerTransitGatewayId: peer, peerRegion: there.region, peerAccount: there.account))
    }
  }

  private mutating func addAttachment(_ attachment: TransitGatewayAttachment) {
    topology.transitGatewayAttachments.append(attachment)
  }

  /// A route table of a transit gateway.
  ///
  /// - Parameters:
  ///   - propagating: attachments that propagate; their routes are added: a VPC's blocks, a VPN's static or
  ///     advertised prefixes, what is advertised to a Direct Connect gateway.
  ///   - routes: `.static(attachment)`, `.propagated(attachment)` or `.blackhole`; nil where they are not visible.
  public mutating func transitGatewayRouteTable(
    _ id: String, of gateway: String, propagating: [String] = [],
    _ routes: KeyValuePairs<String, TransitRouteSpec>? = [:]
  ) {
    propagations += propagating.map { (topology.transitGatewayRouteTables.count, $0) }
    let table = routes?.map { text, spec in
      let destination: TransitGatewayRoute.Destination =
        text.hasPrefix("pl-") ? .prefixList(text) : .prefix(Shorthand.prefix(text))
      return TransitGatewayRoute(destination, type: spec.type, state: spec.state, attachmentIds: spec.attachments)
    }
    topology.transitGatewayRouteTables.append(
      TransitGatewayRouteTable(
        identity(id), transitGatewayId: gateway, routes: table, propagatingAttachmentIds: propagating))
  }

  /// One more route for a transit gateway route table that is there already.
  public mutating func transitRoute(in table: String, _ destination: String, _ spec: TransitRouteSpec) {
    guard let index = topology.transitGatewayRouteTables.firstIndex(where: { $0.id == table }) else {
      missing("transit gateway route table", table)
    }
    let place: TransitGatewayRoute.Destination =
      destination.hasPrefix("pl-") ? .prefixList(destination) : .prefix(Shorthand.prefix(destination))
    topology.transitGatewayRouteTables[index].routes?.append(
      TransitGatewayRoute(place, type: spec.type, state: spec.state, attachmentIds: spec.attachments))
  }

  mutating func addPropagatedRoutes() {
    for (table, id) in propagations {
      guard let attachment = topology.transitGatewayAttachments.first(where: { $0.id == id }) else {
        missing("transit gateway attachment", id)
      }
      for prefix in propagatedPrefixes(of: attachment) {
        let route = TransitGatewayRoute(.prefix(prefix), type: .propagated, attachmentIds: [id])
        if topology.transitGatewayRouteTables[table].routes?.contains(route) == false {
          topology.transitGatewayRouteTables[table].routes?.append(route)
        }
      }
    }
  }

  private func propagatedPrefixes(of attachment: TransitGatewayAttachment) -> [Prefix] {
    switch attachment.resourceType {
    case .vpc:
      return topology.vpcs.first { $0.id == attachment.resourceId }?.cidrBlocks ?? []
    case .vpn:
      let vpn = topology.vpnConnections.first { $0.id == attachment.resourceId }
      return vpn.map { $0.staticRoutesOnly ? $0.staticRoutes : $0.advertisedPrefixes ?? [] } ?? []
    case .directConnectGateway:
      return topology.virtualInterfaces.filter { $0.directConnectGatewayId == attachment.resourceId }
        .flatMap { $0.advertisedPrefixes ?? [] }
    default:
      return []
    }
  }
}
