import Addressing

/// A network interface of any kind (dataplane 0.3).
public struct NetworkInterface: Resource {
  public static let kind = ResourceKind.networkInterface

  /// AWS's `InterfaceType`; a kind that AWS adds later is `other`.
  public enum InterfaceType: String, Sendable, Hashable {
    case interface, efa, branch, trunk, lambda, efs, quicksight, evs
    case efaOnly = "efa-only"
    case loadBalancer = "load_balancer"
    case networkLoadBalancer = "network_load_balancer"
    case gatewayLoadBalancer = "gateway_load_balancer"
    case gatewayLoadBalancerEndpoint = "gateway_load_balancer_endpoint"
    case vpcEndpoint = "vpc_endpoint"
    case natGateway = "nat_gateway"
    case transitGateway = "transit_gateway"
    case instanceConnectEndpoint = "ec2_instance_connect_endpoint"
    case apiGatewayManaged = "api_gateway_managed"
    case globalAcceleratorManaged = "global_accelerator_managed"
    case iotRulesManaged = "iot_rules_managed"
    case codestarConnectionsManaged = "aws_codestar_connections_managed"
    case other
  }

  public var identity: Identity
  public var interfaceType: InterfaceType
  public var vpcId: String
  public var subnetId: String
  /// Private addresses of both families, the primary of each family first.
  public var privateAddresses: [IPAddress]
  /// Delegated prefixes of both families.
  public var delegatedPrefixes: [Prefix]
  /// The public or Elastic IPv4 address of each private address that has one.
  public var publicAddresses: [PublicAddress]
  public var groupIds: [String]
  /// The instance it is attached to.
  public var instanceId: String?
  public var sourceDestCheck: Bool
  public var requesterManaged: Bool
  public var requesterId: String?
  /// IPv6 only: the internet may not open connections to it.
  public var denyAllIgwTraffic: Bool
  /// `in-use`, `available` (attached to nothing) …
  public var status: String
  public var interfaceDescription: String
  /// Where processes behind it listen, TCP and UDP alike; nil where the input does not say.
  public var listeningPorts: [PortRange]?
  /// What processes behind it speak, by port; a port that is not there is not known.
  public var spokenProtocols: [UInt16: SpokenProtocol] = [:]
  /// What clients behind it can do; nil where the input does not say.
  public var tlsAbilities: TLSAbilities?

  public init(
    _ identity: Identity, interfaceType: InterfaceType = .interface, vpcId: String, subnetId: String,
    privateAddresses: [IPAddress], delegatedPrefixes: [Prefix] = [], publicAddresses: [PublicAddress] = [],
    groupIds: [String] = [], instanceId: String? = nil, sourceDestCheck: Bool = true, requesterManaged: Bool = false,
    requesterId: String? = nil, denyAllIgwTraffic: Bool = false, status: String = "in-use",
    interfaceDescription: String = "", listeningPorts: [PortRange]? = nil
  ) {
    self.identity = identity
    self.interfaceType = interfaceType
    self.vpcId = vpcId
    self.subnetId = subnetId
    self.privateAddresses = privateAddresses
    self.delegatedPrefixes = delegatedPrefixes
    self.publicAddresses = publicAddresses
    self.groupIds = groupIds
    self.instanceId = instanceId
    self.sourceDestCheck = sourceDestCheck
    self.requesterManaged = requesterManaged
    self.requesterId = requesterId
    self.denyAllIgwTraffic = denyAllIgwTraffic
    self.status = status
    self.interfaceDescription = interfaceDescription
    self.listeningPorts = listeningPorts
  }
}

/// A public IPv4 address mapped to a private one by an internet or carrier gateway.
public struct PublicAddress: Sendable, Hashable {
  public var publicAddress: IPAddress
  public var privateAddress: IPAddress
  /// A carrier IP of a Wavelength Zone.
  public var isCarrier: Bool

  public init(_ publicAddress: IPAddress, for privateAddress: IPAddress, isCarrier: Bool = false) {
    self.publicAddress = publicAddress
    self.privateAddress = privateAddress
    self.isCarrier = isCarrier
  }
}
