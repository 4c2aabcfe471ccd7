import Addressing

/// An endpoint of a VPC: gateway, interface, Gateway Load Balancer, resource or service network.
public struct VPCEndpoint: Resource {
  public static let kind = ResourceKind.vpcEndpoint

  public enum EndpointType: String, Sendable, Hashable {
    case gateway = "Gateway"
    case interface = "Interface"
    case gatewayLoadBalancer = "GatewayLoadBalancer"
    case resource = "Resource"
    case serviceNetwork = "ServiceNetwork"
  }

  /// How an interface endpoint's names are answered (NL A12).
  public struct DNSOptions: Sendable, Hashable {
    /// `ipv4`, `ipv6`, `dualstack`, `service-defined`; nil where the input does not say.
    public var dnsRecordIpType: String?
    /// Whether the private names are answered only to queries that come by an inbound Resolver endpoint.
    public var privateDnsOnlyForInboundResolverEndpoint: Bool

    public init(dnsRecordIpType: String? = nil, privateDnsOnlyForInboundResolverEndpoint: Bool = false) {
      self.dnsRecordIpType = dnsRecordIpType
      self.privateDnsOnlyForInboundResolverEndpoint = privateDnsOnlyForInboundResolverEndpoint
    }
  }

  public var identity: Identity
  public var endpointType: EndpointType
  public var vpcId: String
  /// `com.amazonaws.us-east-1.s3`, `com.amazonaws.vpce.us-east-1.vpce-svc-0a1b`.
  public var serviceName: String
  /// `available`, `pendingAcceptance` …
  public var state: String
  public var subnetIds: [String]
  public var networkInterfaceIds: [String]
  public var groupIds: [String]
  /// Of a gateway endpoint: the tables that carry its route.
  public var routeTableIds: [String]
  /// Of a gateway endpoint, the prefix list of its service, where the input names it.
  public var prefixListId: String?
  public var privateDnsEnabled: Bool
  public var dnsNames: [String]
  public var dnsOptions: DNSOptions
  public var policyDocument: String?
  /// Where that is written; nil where it is written with the resource, or nowhere.
  public var policySource: PolicySource?
  public var serviceRegion: String?

  public init(
    _ identity: Identity, endpointType: EndpointType, vpcId: String, serviceName: String, state: String = "available",
    subnetIds: [String] = [], networkInterfaceIds: [String] = [], groupIds: [String] = [],
    routeTableIds: [String] = [], prefixListId: String? = nil, privateDnsEnabled: Bool = false,
    dnsNames: [String] = [], dnsOptions: DNSOptions = DNSOptions(), policyDocument: String? = nil,
    policySource: PolicySource? = nil, serviceRegion: String? = nil
  ) {
    self.identity = identity
    self.endpointType = endpointType
    self.vpcId = vpcId
    self.serviceName = serviceName
    self.state = state
    self.subnetIds = subnetIds
    self.networkInterfaceIds = networkInterfaceIds
    self.groupIds = groupIds
    self.routeTableIds = routeTableIds
    self.prefixListId = prefixListId
    self.privateDnsEnabled = privateDnsEnabled
    self.dnsNames = dnsNames
    self.dnsOptions = dnsOptions
    self.policyDocument = policyDocument
    self.policySource = policySource
    self.serviceRegion = serviceRegion
  }

  /// Of an interface endpoint of execute-api, the Region whose APIs it is for; nil for any other.
  public var apiRegion: String? {
    let parts = serviceName.split(separator: ".")
    return endpointType == .interface && parts.count >= 4 && parts.last == "execute-api"
      ? String(parts[parts.count - 2]) : nil
  }
}

/// An endpoint service (PrivateLink, provider side).
public struct VPCEndpointService: Resource {
  public static let kind = ResourceKind.vpcEndpointService
  public var identity: Identity
  public var serviceName: String
  public var state: String
  /// The Network or Gateway Load Balancers in front of it.
  public var loadBalancerArns: [String]
  /// Zones by name (in the owner's account) or by id.
  public var availabilityZones: [String]
  public var acceptanceRequired: Bool
  /// Regions whose endpoints may use it; empty for its own alone.
  public var supportedRegions: [String]
  /// The endpoints that asked for it, with the state of their connection (`available`, `pendingAcceptance`,
  /// `rejected` …); nil where the input does not show them.
  public var connections: [String: String]?
  public var privateDnsName: String?
  /// Whether the owner has proved that the private name is his; nil where the input does not say.
  public var isPrivateDnsNameVerified: Bool?
  /// Nil where the input does not show them.
  public var allowedPrincipals: [String]?

  public init(
    _ identity: Identity, serviceName: String, state: String = "Available", loadBalancerArns: [String] = [],
    availabilityZones: [String] = [], acceptanceRequired: Bool = true, allowedPrincipals: [String]? = nil,
    supportedRegions: [String] = [], connections: [String: String]? = nil, privateDnsName: String? = nil
  ) {
    self.identity = identity
    self.serviceName = serviceName
    self.state = state
    self.loadBalancerArns = loadBalancerArns
    self.availabilityZones = availabilityZones
    self.acceptanceRequired = acceptanceRequired
    self.allowedPrincipals = allowedPrincipals
    self.supportedRegions = supportedRegions
    self.connections = connections
    self.privateDnsName = privateDnsName
  }
}
