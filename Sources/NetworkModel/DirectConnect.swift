import Addressing

/// A virtual interface of Direct Connect (6.1.7).
public struct VirtualInterface: Resource {
  public static let kind = ResourceKind.virtualInterface

  public enum InterfaceType: String, Sendable, Hashable { case `private`, `public`, transit }

  public var identity: Identity
  public var type: InterfaceType
  /// `available`, `down`, `pending` …
  public var state: String
  public var directConnectGatewayId: String?
  public var vpnGatewayId: String?
  public var connectionId: String?
  /// Whether a BGP session of the family is up; nil where the input does not show it.
  public var bgpUp: Bool?
  /// What the customer's side advertises; nil where the input does not show it. Of a public interface the route
  /// filter.
  public var advertisedPrefixes: [Prefix]?
  /// The site at the far end, where an input says so.
  public var siteId: String?

  public init(
    _ identity: Identity, type: InterfaceType, state: String = "available", directConnectGatewayId: String? = nil,
    vpnGatewayId: String? = nil, connectionId: String? = nil, bgpUp: Bool? = nil, advertisedPrefixes: [Prefix]? = nil,
    siteId: String? = nil
  ) {
    self.identity = identity
    self.type = type
    self.state = state
    self.directConnectGatewayId = directConnectGatewayId
    self.vpnGatewayId = vpnGatewayId
    self.connectionId = connectionId
    self.bgpUp = bgpUp
    self.advertisedPrefixes = advertisedPrefixes
    self.siteId = siteId
  }
}

/// A Direct Connect gateway with the gateways it is associated with.
public struct DirectConnectGateway: Resource {
  public static let kind = ResourceKind.directConnectGateway

  /// An association with a virtual private gateway or a transit gateway (6.1.8).
  public struct Association: Sendable, Hashable {
    public var gatewayId: String
    public var isTransitGateway: Bool
    public var state: String
    /// Of a virtual private gateway a filter, of a transit gateway exactly what is advertised.
    public var allowedPrefixes: [Prefix]

    public init(
      gatewayId: String, isTransitGateway: Bool, state: String = "associated", allowedPrefixes: [Prefix]
    ) {
      self.gatewayId = gatewayId
      self.isTransitGateway = isTransitGateway
      self.state = state
      self.allowedPrefixes = allowedPrefixes
    }
  }

  public var identity: Identity
  public var state: String
  public var associations: [Association]

  public init(_ identity: Identity, state: String = "available", associations: [Association] = []) {
    self.identity = identity
    self.state = state
    self.associations = associations
  }
}
