import NetworkModel

extension ResourceKind {
  /// The kind as people say it: `network ACL`.
  public var words: String {
    switch self {
    case .vpc: "VPC"
    case .subnet: "subnet"
    case .routeTable: "route table"
    case .networkAcl: "network ACL"
    case .securityGroup: "security group"
    case .prefixList: "prefix list"
    case .dhcpOptions: "DHCP option set"
    case .networkInterface: "network interface"
    case .instance: "instance"
    case .internetGateway: "internet gateway"
    case .egressOnlyInternetGateway: "egress-only internet gateway"
    case .carrierGateway: "carrier gateway"
    case .natGateway: "NAT gateway"
    case .vpcPeeringConnection: "VPC peering connection"
    case .transitGateway: "transit gateway"
    case .transitGatewayAttachment: "transit gateway attachment"
    case .transitGatewayRouteTable: "transit gateway route table"
    case .coreNetwork: "core network"
    case .vpnGateway: "virtual private gateway"
    case .customerGateway: "customer gateway"
    case .vpnConnection: "VPN connection"
    case .virtualInterface: "virtual interface"
    case .directConnectGateway: "Direct Connect gateway"
    case .vpcEndpoint: "VPC endpoint"
    case .vpcEndpointService: "endpoint service"
    case .loadBalancer: "load balancer"
    case .targetGroup: "target group"
    case .firewall: "network firewall"
    case .firewallPolicy: "firewall policy"
    case .vpcBlockPublicAccessOptions: "VPC Block Public Access"
    case .function: "function"
    case .service: "service"
    case .dbInstance: "database"
    case .cacheCluster: "cache"
    case .site: "site"
    case .internet: "internet"
    case .address: "address"
    }
  }
}
