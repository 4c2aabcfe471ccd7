import Addressing

/// An internet gateway.
public struct InternetGateway: Resource {
  public static let kind = ResourceKind.internetGateway
  public var identity: Identity
  /// The VPC it is attached to; nil if to none.
  public var vpcId: String?

  public init(_ identity: Identity, vpcId: String?) {
    self.identity = identity
    self.vpcId = vpcId
  }
}

/// An egress-only internet gateway, for IPv6.
public struct EgressOnlyInternetGateway: Resource {
  public static let kind = ResourceKind.egressOnlyInternetGateway
  public var identity: Identity
  public var vpcId: String?

  public init(_ identity: Identity, vpcId: String?) {
    self.identity = identity
    self.vpcId = vpcId
  }
}

/// A carrier gateway of a VPC with Wavelength Zones.
public struct CarrierGateway: Resource {
  public static let kind = ResourceKind.carrierGateway
  public var identity: Identity
  public var vpcId: String
  public var state: String

  public init(_ identity: Identity, vpcId: String, state: String = "available") {
    self.identity = identity
    self.vpcId = vpcId
    self.state = state
  }
}

/// A NAT gateway: zonal (in a subnet) or regional (of a VPC, with a route table of its own).
public struct NATGateway: Resource {
  public static let kind = ResourceKind.natGateway

  public enum ConnectivityType: String, Sendable, Hashable { case `public`, `private` }

  /// An address of the gateway.
  public struct Address: Sendable, Hashable {
    /// Nil for the addresses of a regional gateway.
    public var privateAddress: IPAddress?
    public var publicAddress: IPAddress?
    /// Of a regional gateway, the zone that the address serves.
    public var availabilityZone: String?

    public init(privateAddress: IPAddress?, publicAddress: IPAddress? = nil, availabilityZone: String? = nil) {
      self.privateAddress = privateAddress
      self.publicAddress = publicAddress
      self.availabilityZone = availabilityZone
    }
  }

  public var identity: Identity
  public var vpcId: String
  /// Nil for a regional gateway.
  public var subnetId: String?
  public var connectivityType: ConnectivityType
  /// `available`, `pending`, `failed`, `deleting`, `deleted`.
  public var state: String
  public var addresses: [Address]
  public var networkInterfaceIds: [String]
  /// Of a regional gateway, its own route table.
  public var routeTableId: String?
  /// Of a regional gateway: zones are added as interfaces appear.
  public var isAutomatic: Bool

  public init(
    _ identity: Identity, vpcId: String, subnetId: String?, connectivityType: ConnectivityType = .public,
    state: String = "available", addresses: [Address], networkInterfaceIds: [String] = [],
    routeTableId: String? = nil, isAutomatic: Bool = true
  ) {
    self.identity = identity
    self.vpcId = vpcId
    self.subnetId = subnetId
    self.connectivityType = connectivityType
    self.state = state
    self.addresses = addresses
    self.networkInterfaceIds = networkInterfaceIds
    self.routeTableId = routeTableId
    self.isAutomatic = isAutomatic
  }
}
