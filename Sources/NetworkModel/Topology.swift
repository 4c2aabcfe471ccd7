/// What exists, as the input says it: plain values, named as AWS names them, in the order of the input.
public struct Topology: Sendable {
  public var vpcs: [VPC] = []
  public var dhcpOptions: [DHCPOptions] = []
  public var subnets: [Subnet] = []
  public var routeTables: [RouteTable] = []
  public var prefixLists: [PrefixList] = []
  public var networkACLs: [NetworkACL] = []
  public var securityGroups: [SecurityGroup] = []
  public var networkInterfaces: [NetworkInterface] = []
  public var instances: [Instance] = []
  public var internetGateways: [InternetGateway] = []
  public var egressOnlyInternetGateways: [EgressOnlyInternetGateway] = []
  public var carrierGateways: [CarrierGateway] = []
  public var natGateways: [NATGateway] = []
  public var vpcPeeringConnections: [VPCPeeringConnection] = []
  public var transitGateways: [TransitGateway] = []
  public var transitGatewayAttachments: [TransitGatewayAttachment] = []
  public var transitGatewayRouteTables: [TransitGatewayRouteTable] = []
  public var coreNetworks: [CoreNetwork] = []
  public var vpnGateways: [VPNGateway] = []
  public var customerGateways: [CustomerGateway] = []
  public var vpnConnections: [VPNConnection] = []
  public var virtualInterfaces: [VirtualInterface] = []
  public var directConnectGateways: [DirectConnectGateway] = []
  public var sites: [Site] = []
  public var vpcEndpoints: [VPCEndpoint] = []
  public var vpcEndpointServices: [VPCEndpointService] = []
  public var loadBalancers: [LoadBalancer] = []
  public var targetGroups: [TargetGroup] = []
  public var networkFirewalls: [NetworkFirewall] = []
  public var blockPublicAccess: [BlockPublicAccess] = []
  public var managedResources: [ManagedResource] = []
  public var visibility = Visibility()
  public var coverage = Coverage()

  public init() {}
}
