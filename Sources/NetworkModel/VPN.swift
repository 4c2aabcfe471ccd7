import Addressing

/// A virtual private gateway.
public struct VPNGateway: Resource {
  public static let kind = ResourceKind.vpnGateway
  public var identity: Identity
  public var state: String
  /// The VPC it is attached to; nil if to none.
  public var vpcId: String?

  public init(_ identity: Identity, state: String = "available", vpcId: String?) {
    self.identity = identity
    self.state = state
    self.vpcId = vpcId
  }
}

/// A customer gateway: the far end of VPN connections.
public struct CustomerGateway: Resource {
  public static let kind = ResourceKind.customerGateway
  public var identity: Identity
  public var state: String
  public var ipAddress: IPAddress?
  /// The site that the device stands in, where an input says so.
  public var siteId: String?

  public init(_ identity: Identity, state: String = "available", ipAddress: IPAddress? = nil, siteId: String? = nil) {
    self.identity = identity
    self.state = state
    self.ipAddress = ipAddress
    self.siteId = siteId
  }
}

/// A Site-to-Site VPN connection, on a virtual private gateway or a transit gateway.
public struct VPNConnection: Resource {
  public static let kind = ResourceKind.vpnConnection
  public var identity: Identity
  public var state: String
  public var customerGatewayId: String
  public var vpnGatewayId: String?
  public var transitGatewayId: String?
  public var staticRoutesOnly: Bool
  /// The static routes of the connection: what AWS sends through it.
  public var staticRoutes: [Prefix]
  /// What the customer's side advertises over BGP; nil where the input does not show it.
  public var advertisedPrefixes: [Prefix]?
  /// The state of each tunnel; nil where the input does not show it (a missing tunnel state is an assumption).
  public var tunnelsUp: [Bool]?

  public init(
    _ identity: Identity, state: String = "available", customerGatewayId: String, vpnGatewayId: String? = nil,
    transitGatewayId: String? = nil, staticRoutesOnly: Bool = false, staticRoutes: [Prefix] = [],
    advertisedPrefixes: [Prefix]? = nil, tunnelsUp: [Bool]? = nil
  ) {
    self.identity = identity
    self.state = state
    self.customerGatewayId = customerGatewayId
    self.vpnGatewayId = vpnGatewayId
    self.transitGatewayId = transitGatewayId
    self.staticRoutesOnly = staticRoutesOnly
    self.staticRoutes = staticRoutes
    self.advertisedPrefixes = advertisedPrefixes
    self.tunnelsUp = tunnelsUp
  }
}
