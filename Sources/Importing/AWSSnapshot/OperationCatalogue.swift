/// The calls that canreach knows. What is not here is unknown.
enum OperationCatalogue {
  /// Calls whose answers become part of the topology.
  static let modelled: [Operation] =
    network + gateways + transit + services + loadBalancing + managed
    + inspection + resources

  /// By the beginning of the file's name.
  static let byFileName: [String: Operation] = Dictionary(
    (modelled + ignored).map { ($0.fileName, $0) }, uniquingKeysWith: { first, _ in first })

  /// By a top-level key that no other call has; also those that Batfish gives its copies.
  static let byKey: [String: Operation] = Dictionary(
    (modelled + ignored).filter(\.isKnownByKey).map { ("\($0.key)", $0) } + batfish.map { ("\($0.key)", $0) },
    uniquingKeysWith: { first, _ in first })

  private static let network: [Operation] = [
    list("ec2 describe-vpcs", "Vpcs", ScopeReading.readVPC),
    one("ec2 describe-vpc-attribute enableDnsSupport", "EnableDnsSupport", ScopeReading.readVPCAttribute),
    one("ec2 describe-vpc-attribute enableDnsHostnames", "EnableDnsHostnames", ScopeReading.readVPCAttribute),
    list("ec2 describe-dhcp-options", "DhcpOptions", ScopeReading.readDHCPOptions),
    list("ec2 describe-subnets", "Subnets", ScopeReading.readSubnet),
    list("ec2 describe-route-tables", "RouteTables", ScopeReading.readRouteTable),
    list("ec2 describe-network-acls", "NetworkAcls", ScopeReading.readNetworkACL),
    list("ec2 describe-security-groups", "SecurityGroups", ScopeReading.readSecurityGroup),
    list("ec2 describe-security-group-rules", "SecurityGroupRules", ScopeReading.readSecurityGroupRule),
    list(
      "ec2 describe-security-group-vpc-associations", "SecurityGroupVpcAssociations",
      ScopeReading.readSecurityGroupVPCAssociation),
    list("ec2 describe-managed-prefix-lists", "PrefixLists", ScopeReading.readPrefixList, isKnownByKey: false),
    list("ec2 describe-prefix-lists", "PrefixLists", ScopeReading.readPrefixList),
    one("ec2 get-managed-prefix-list-entries", "Entries", ScopeReading.readPrefixListEntries),
    Operation(
      name: "ec2 describe-network-interfaces", key: "NetworkInterfaces", use: .networkInterfaces, isKnownByKey: true),
    list("ec2 describe-instances", "Reservations", ScopeReading.readReservation),
    list("ec2 describe-vpc-peering-connections", "VpcPeeringConnections", ScopeReading.readVPCPeeringConnection),
    Operation(
      name: "ec2 describe-vpc-block-public-access-options", key: "VpcBlockPublicAccessOptions",
      use: .document(ScopeReading.readBlockPublicAccessOptions), isKnownByKey: true),
    list(
      "ec2 describe-vpc-block-public-access-exclusions", "VpcBlockPublicAccessExclusions",
      ScopeReading.readBlockPublicAccessExclusion),
  ]

  private static let gateways: [Operation] = [
    list("ec2 describe-internet-gateways", "InternetGateways", ScopeReading.readInternetGateway),
    list(
      "ec2 describe-egress-only-internet-gateways", "EgressOnlyInternetGateways",
      ScopeReading.readEgressOnlyInternetGateway),
    list("ec2 describe-carrier-gateways", "CarrierGateways", ScopeReading.readCarrierGateway),
    list("ec2 describe-nat-gateways", "NatGateways", ScopeReading.readNATGateway),
    list("ec2 describe-vpn-gateways", "VpnGateways", ScopeReading.readVPNGateway),
    list("ec2 describe-customer-gateways", "CustomerGateways", ScopeReading.readCustomerGateway),
    list("ec2 describe-vpn-connections", "VpnConnections", ScopeReading.readVPNConnection),
    list("directconnect describe-virtual-interfaces", "virtualInterfaces", ScopeReading.readVirtualInterface),
    list(
      "directconnect describe-direct-connect-gateways", "directConnectGateways", ScopeReading.readDirectConnectGateway),
    listOfOne(
      "directconnect describe-direct-connect-gateway-associations", "directConnectGatewayAssociations",
      ScopeReading.readDirectConnectGatewayAssociation, isKnownByKey: true),
  ]

  private static let transit: [Operation] = [
    list("ec2 describe-transit-gateways", "TransitGateways", ScopeReading.readTransitGateway),
    list(
      "ec2 describe-transit-gateway-attachments", "TransitGatewayAttachments",
      ScopeReading.readTransitGatewayAttachment),
    list(
      "ec2 describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments",
      ScopeReading.readTransitGatewayVPCAttachment),
    list(
      "ec2 describe-transit-gateway-peering-attachments", "TransitGatewayPeeringAttachments",
      ScopeReading.readTransitGatewayPeeringAttachment),
    list("ec2 describe-transit-gateway-connects", "TransitGatewayConnects", ScopeReading.readTransitGatewayConnect),
    list(
      "ec2 describe-transit-gateway-route-tables", "TransitGatewayRouteTables",
      ScopeReading.readTransitGatewayRouteTable),
    one(
      "ec2 get-transit-gateway-route-table-associations", "Associations", ScopeReading.readTransitGatewayAssociations),
    one(
      "ec2 get-transit-gateway-route-table-propagations", "TransitGatewayRouteTablePropagations",
      ScopeReading.readTransitGatewayPropagations),
    one("ec2 search-transit-gateway-routes", "Routes", ScopeReading.readTransitGatewayRoutes),
    Operation(
      name: "networkmanager list-core-networks", key: "CoreNetworks", use: .records(ScopeReading.readCoreNetwork),
      isKnownByKey: true, isGlobal: true),
  ]

  private static let services: [Operation] = [
    list("ec2 describe-vpc-endpoints", "VpcEndpoints", ScopeReading.readVPCEndpoint),
    list(
      "ec2 describe-vpc-endpoint-service-configurations", "ServiceConfigurations", ScopeReading.readVPCEndpointService),
    one(
      "ec2 describe-vpc-endpoint-service-permissions", "AllowedPrincipals",
      ScopeReading.readVPCEndpointServicePermissions),
    list(
      "ec2 describe-vpc-endpoint-connections", "VpcEndpointConnections", ScopeReading.readVPCEndpointConnection),
  ]

  private static let resources: [Operation] = [
    list(
      "vpc-lattice list-resource-configurations", "items", ScopeReading.readListedResourceConfiguration,
      isKnownByKey: false),
    one("vpc-lattice get-resource-configuration", "arn", ScopeReading.readResourceConfiguration),
    list("vpc-lattice list-resource-gateways", "items", ScopeReading.readResourceGateway, isKnownByKey: false),
    one("vpc-lattice get-resource-gateway", "arn", ScopeReading.readResourceGateway),
  ]

  private static let loadBalancing: [Operation] = [
    list("elbv2 describe-load-balancers", "LoadBalancers", ScopeReading.readLoadBalancer),
    list("elbv2 describe-target-groups", "TargetGroups", ScopeReading.readTargetGroup),
    listOfOne("elbv2 describe-listeners", "Listeners", ScopeReading.readListener, isKnownByKey: true),
    listOfOne("elbv2 describe-rules", "Rules", ScopeReading.readListenerRule),
    one("elbv2 describe-load-balancer-attributes", "Attributes", ScopeReading.readLoadBalancingAttributes),
    one("elbv2 describe-target-group-attributes", "Attributes", ScopeReading.readLoadBalancingAttributes),
    one("elbv2 describe-target-health", "TargetHealthDescriptions", ScopeReading.readTargetHealth),
    list("elb describe-load-balancers", "LoadBalancerDescriptions", ScopeReading.readClassicLoadBalancer),
    one("elb describe-load-balancer-attributes", "LoadBalancerAttributes", ScopeReading.readClassicAttributes),
    one("elb describe-instance-health", "InstanceStates", ScopeReading.readInstanceHealth),
  ]

  private static let managed: [Operation] = [
    list("lambda list-functions", "Functions", ScopeReading.readFunction),
    one("lambda get-policy", "Policy", ScopeReading.readFunctionPolicy),
    list("autoscaling describe-auto-scaling-groups", "AutoScalingGroups", ScopeReading.readAutoScalingGroup),
    list("rds describe-db-instances", "DBInstances", ScopeReading.readDBInstance),
    list("rds describe-db-clusters", "DBClusters", ScopeReading.readDBCluster),
    list("elasticache describe-cache-clusters", "CacheClusters", ScopeReading.readCacheCluster),
    list("elasticache describe-replication-groups", "ReplicationGroups", ScopeReading.readReplicationGroup),
    listOfOne("ecs describe-services", "services", ScopeReading.readContainerService),
    listOfOne("ecs describe-tasks", "tasks", ScopeReading.readContainerTask),
    one("ecs describe-task-definition", "taskDefinition", ScopeReading.readTaskDefinition),
    listOfOne("ecs describe-container-instances", "containerInstances", ScopeReading.readContainerInstance),
  ]

  private static let inspection: [Operation] = [
    list("network-firewall list-firewalls", "Firewalls", ScopeReading.readListedFirewall),
    one("network-firewall describe-firewall", "Firewall", ScopeReading.readFirewall),
    one("network-firewall describe-firewall-policy", "FirewallPolicy", ScopeReading.readFirewallPolicy),
    one("network-firewall describe-rule-group", "RuleGroupResponse", ScopeReading.readFirewallRuleGroup),
  ]

  /// The keys that Batfish's layout gives to the answers of calls about one resource, gathered into lists.
  private static let batfish: [Operation] = [
    list("elbv2 describe-listeners", "LoadBalancerListeners", ScopeReading.readListener),
    list(
      "elbv2 describe-load-balancer-attributes", "LoadBalancerAttributes", ScopeReading.readLoadBalancingAttributes),
    list("elbv2 describe-target-health", "LoadBalancerTargetHealth", ScopeReading.readTargetHealth),
    list(
      "ec2 get-transit-gateway-route-table-propagations", "TransitGatewayPropagations",
      ScopeReading.readTransitGatewayPropagations),
    list(
      "ec2 search-transit-gateway-routes", "TransitGatewayStaticRoutes", ScopeReading.readTransitGatewayStaticRoutes),
    list("directconnect describe-virtual-interfaces", "VirtualInterfaces", ScopeReading.readVirtualInterface),
    list(
      "directconnect describe-direct-connect-gateways", "DirectConnectGateways", ScopeReading.readDirectConnectGateway),
    list(
      "directconnect describe-direct-connect-gateway-associations", "DirectConnectGatewayAssociations",
      ScopeReading.readDirectConnectGatewayAssociation),
  ]

  private static func list(
    _ name: String, _ key: StaticString, _ reader: @escaping Operation.Reader, isKnownByKey: Bool = true
  ) -> Operation {
    Operation(name: name, key: key, use: .records(reader), isKnownByKey: isKnownByKey)
  }

  /// A call about one resource whose answer is a list.
  private static func listOfOne(
    _ name: String, _ key: StaticString, _ reader: @escaping Operation.Reader, isKnownByKey: Bool = false
  ) -> Operation {
    Operation(name: name, key: key, use: .records(reader), isKnownByKey: isKnownByKey, isAboutOneResource: true)
  }

  private static func one(_ name: String, _ key: StaticString, _ reader: @escaping Operation.Reader) -> Operation {
    Operation(name: name, key: key, use: .document(reader), isAboutOneResource: true)
  }
}
