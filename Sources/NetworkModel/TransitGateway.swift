import Addressing

/// A transit gateway.
public struct TransitGateway: Resource {
  public static let kind = ResourceKind.transitGateway
  public var identity: Identity
  public var state: String
  public var securityGroupReferencingSupport: Bool
  public var vpnEcmpSupport: Bool
  public var defaultAssociationRouteTableId: String?
  public var defaultPropagationRouteTableId: String?

  public init(
    _ identity: Identity, state: String = "available", securityGroupReferencingSupport: Bool = false,
    vpnEcmpSupport: Bool = true, defaultAssociationRouteTableId: String? = nil,
    defaultPropagationRouteTableId: String? = nil
  ) {
    self.identity = identity
    self.state = state
    self.securityGroupReferencingSupport = securityGroupReferencingSupport
    self.vpnEcmpSupport = vpnEcmpSupport
    self.defaultAssociationRouteTableId = defaultAssociationRouteTableId
    self.defaultPropagationRouteTableId = defaultPropagationRouteTableId
  }
}

/// An attachment of something to a transit gateway (TGW 5.1.1).
public struct TransitGatewayAttachment: Resource {
  public static let kind = ResourceKind.transitGatewayAttachment

  public enum ResourceType: String, Sendable, Hashable {
    case vpc, vpn, peering, connect
    case vpnConcentrator = "vpn-concentrator"
    case directConnectGateway = "direct-connect-gateway"
    case networkFunction = "network-function"
    case other
  }

  public var identity: Identity
  public var transitGatewayId: String
  public var resourceType: ResourceType
  /// The VPC, VPN connection, Direct Connect gateway or peer transit gateway; of a Connect attachment the attachment
  /// that carries it.
  public var resourceId: String
  /// The account that owns the attached resource.
  public var resourceOwner: String
  public var state: String
  /// The route table that packets from this attachment are looked up in.
  public var associatedRouteTableId: String?
  /// Of a VPC attachment: one subnet a zone.
  public var subnetIds: [String]
  public var applianceModeSupport: Bool
  public var ipv6Support: Bool
  public var securityGroupReferencingSupport: Bool
  /// Of a peering attachment: the attachment's id on the other side, where it has another than this one's.
  public var peerTransitGatewayId: String?
  public var peerRegion: String?
  public var peerAccount: String?

  public init(
    _ identity: Identity, transitGatewayId: String, resourceType: ResourceType, resourceId: String,
    resourceOwner: String = "", state: String = "available", associatedRouteTableId: String? = nil,
    subnetIds: [String] = [], applianceModeSupport: Bool = false, ipv6Support: Bool = false,
    securityGroupReferencingSupport: Bool = true, peerTransitGatewayId: String? = nil, peerRegion: String? = nil,
    peerAccount: String? = nil
  ) {
    self.identity = identity
    self.transitGatewayId = transitGatewayId
    self.resourceType = resourceType
    self.resourceId = resourceId
    self.resourceOwner = resourceOwner
    self.state = state
    self.associatedRouteTableId = associatedRouteTableId
    self.subnetIds = subnetIds
    self.applianceModeSupport = applianceModeSupport
    self.ipv6Support = ipv6Support
    self.securityGroupReferencingSupport = securityGroupReferencingSupport
    self.peerTransitGatewayId = peerTransitGatewayId
    self.peerRegion = peerRegion
    self.peerAccount = peerAccount
  }
}

/// A route table of a transit gateway.
public struct TransitGatewayRouteTable: Resource {
  public static let kind = ResourceKind.transitGatewayRouteTable
  public var identity: Identity
  public var transitGatewayId: String
  public var state: String
  /// Nil where the input does not show them.
  public var routes: [TransitGatewayRoute]?
  /// Attachments that propagate into the table.
  public var propagatingAttachmentIds: [String]

  public init(
    _ identity: Identity, transitGatewayId: String, state: String = "available", routes: [TransitGatewayRoute]?,
    propagatingAttachmentIds: [String] = []
  ) {
    self.identity = identity
    self.transitGatewayId = transitGatewayId
    self.state = state
    self.routes = routes
    self.propagatingAttachmentIds = propagatingAttachmentIds
  }
}

/// A route of a transit gateway route table (TGW 5.1.4, 5.1.5).
public struct TransitGatewayRoute: Sendable, Hashable {
  public enum Destination: Sendable, Hashable {
    case prefix(Prefix)
    case prefixList(String)
  }

  public enum RouteType: String, Sendable, Hashable { case `static`, propagated }

  public enum State: String, Sendable, Hashable { case pending, active, blackhole, deleting, deleted }

  public var destination: Destination
  public var type: RouteType
  public var state: State
  /// Several where AWS shares the traffic among them (ECMP); none for a blackhole.
  public var attachmentIds: [String]
  public var source: SourceLocation?

  public init(
    _ destination: Destination, type: RouteType = .static, state: State = .active, attachmentIds: [String],
    source: SourceLocation? = nil
  ) {
    self.destination = destination
    self.type = type
    self.state = state
    self.attachmentIds = attachmentIds
    self.source = source
  }
}

/// A core network of Cloud WAN. Its computed routes are not in any input yet (DEC-11).
public struct CoreNetwork: Resource {
  public static let kind = ResourceKind.coreNetwork
  public var identity: Identity
  public var state: String

  public init(_ identity: Identity, state: String = "AVAILABLE") {
    self.identity = identity
    self.state = state
  }
}
