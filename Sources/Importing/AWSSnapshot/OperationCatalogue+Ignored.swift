extension OperationCatalogue {
  private static let names = "it decides names, not whether packets pass"
  private static let requests = "it decides requests to an API, not whether packets pass"
  private static let noBearing = "it does not bear on reachability"
  private static let byInterfaces = "its network interfaces are modelled, itself it sends nothing"
  private static let elsewhere = "another call says the same of the resource"
  private static let notModelled = "this kind of component is not modelled"

  /// Calls whose answers are not used, and why.
  static let ignored: [Operation] = facts + ec2 + naming + calling + others

  /// Answers that hold no resources.
  private static let facts: [Operation] = [
    Operation(
      name: "sts get-caller-identity", key: "Account", use: .document(ScopeReading.readCallerIdentity), isGlobal: true),
    skip("ec2 describe-regions", "Regions", noBearing),
    skip("ec2 describe-availability-zones", "AvailabilityZones", noBearing),
    skip("ec2 describe-account-attributes", "AccountAttributes", noBearing),
    skip(
      "ec2 describe-vpc-endpoint-services", "ServiceDetails",
      "it lists the services that can be had; endpoints name those that are used"),
    skip("ec2 describe-vpc-attribute enableNetworkAddressUsageMetrics", "EnableNetworkAddressUsageMetrics", noBearing),
    skip("ec2 describe-launch-template-versions", "LaunchTemplateVersions", noBearing),
    skip("ec2 describe-vpc-endpoint-associations", "VpcEndpointAssociations", elsewhere),
    skip("ec2 get-transit-gateway-prefix-list-references", "TransitGatewayPrefixListReferences", elsewhere),
    skip(
      "directconnect describe-direct-connect-gateway-attachments", "directConnectGatewayAttachments", elsewhere),
    skip("directconnect describe-virtual-gateways", "virtualGateways", elsewhere),
    skip("elbv2 describe-listener-certificates", "Certificates", requests),
    skip("ecs list-clusters", "clusterArns", elsewhere),
    skip("ecs list-services", "serviceArns", elsewhere),
    skip("ecs list-tasks", "taskArns", elsewhere),
    skip("ecs list-container-instances", "containerInstanceArns", elsewhere),
    skip("eks list-clusters", "clusters", elsewhere),
    skip("network-firewall list-firewall-policies", "FirewallPolicies", elsewhere),
    skip("network-firewall list-rule-groups", "RuleGroups", elsewhere),
    skip("resourcegroupstaggingapi get-resources", "ResourceTagMappingList", elsewhere),
    skip("organizations describe-organization", "Organization", noBearing),
    skip("ram list-resources self", "resources", noBearing),
    skip("ram list-resources other-accounts", "resources", noBearing),
    skip("ram list-principals self", "principals", noBearing),
    skip("ram list-principals other-accounts", "principals", noBearing),
  ]

  private static let ec2: [Operation] = [
    skip(
      "ec2 describe-addresses", "Addresses", "its address is read from the interface that has it", "eip",
      ["AllocationId", "PublicIp"]),
    skip("ec2 describe-flow-logs", "FlowLogs", noBearing, "flowLog", ["FlowLogId"]),
    skip("ec2 describe-launch-templates", "LaunchTemplates", noBearing, "launchTemplate", ["LaunchTemplateId"]),
    skip("ec2 describe-placement-groups", "PlacementGroups", noBearing, "placementGroup", ["GroupId", "GroupName"]),
    skip(
      "ec2 describe-instance-connect-endpoints", "InstanceConnectEndpoints", byInterfaces, "instanceConnectEndpoint",
      ["InstanceConnectEndpointId"]),
    skip(
      "ec2 describe-vpc-encryption-controls", "VpcEncryptionControls", notModelled, "vpcEncryptionControl",
      ["VpcEncryptionControlId"]),
    skip("ec2 describe-route-servers", "RouteServers", notModelled, "routeServer", ["RouteServerId"]),
    skip("ec2 describe-ipams", "Ipams", noBearing, "ipam", ["IpamId"]),
    skip("ec2 describe-ipam-pools", "IpamPools", noBearing, "ipamPool", ["IpamPoolId"]),
    skip(
      "ec2 describe-traffic-mirror-sessions", "TrafficMirrorSessions", noBearing, "trafficMirrorSession",
      ["TrafficMirrorSessionId"]),
    skip("ec2 describe-local-gateways", "LocalGateways", notModelled, "localGateway", ["LocalGatewayId"]),
    skip(
      "ec2 describe-client-vpn-endpoints", "ClientVpnEndpoints", notModelled, "clientVpnEndpoint",
      ["ClientVpnEndpointId"]),
    skip(
      "ec2 describe-verified-access-instances", "VerifiedAccessInstances", notModelled, "verifiedAccessInstance",
      ["VerifiedAccessInstanceId"]),
    skip(
      "ec2 describe-verified-access-endpoints", "VerifiedAccessEndpoints", notModelled, "verifiedAccessEndpoint",
      ["VerifiedAccessEndpointId"]),
    skip(
      "ec2 describe-network-insights-paths", "NetworkInsightsPaths", noBearing, "networkInsightsPath",
      ["NetworkInsightsPathId"]),
    skip(
      "ec2 describe-network-insights-analyses", "NetworkInsightsAnalyses", noBearing, "networkInsightsAnalysis",
      ["NetworkInsightsAnalysisId"]),
    skip(
      "ec2 describe-transit-gateway-connect-peers", "TransitGatewayConnectPeers", notModelled,
      "transitGatewayConnectPeer", ["TransitGatewayConnectPeerId"]),
    skip(
      "ec2 describe-transit-gateway-policy-tables", "TransitGatewayPolicyTables", notModelled,
      "transitGatewayPolicyTable", ["TransitGatewayPolicyTableId"]),
    skip(
      "ec2 describe-transit-gateway-multicast-domains", "TransitGatewayMulticastDomains", notModelled,
      "transitGatewayMulticastDomain", ["TransitGatewayMulticastDomainId"]),
    skip(
      "directconnect describe-connections", "connections", "packets follow its virtual interfaces", "connection",
      ["connectionId"]),
    skip("directconnect describe-lags", "lags", "packets follow its virtual interfaces", "lag", ["lagId"]),
  ]

  private static let naming: [Operation] = [
    skip("route53 list-hosted-zones", "HostedZones", names, "hostedZone", ["Id"], isGlobal: true),
    skip("route53 get-hosted-zone", "HostedZone", names, isGlobal: true),
    skip("route53 list-resource-record-sets", "ResourceRecordSets", names, "recordSet", ["Name"], isGlobal: true),
    skip("route53 list-vpc-association-authorizations", "VPCs", names, isGlobal: true),
    skip("route53 list-health-checks", "HealthChecks", names, "healthCheck", ["Id"], isGlobal: true),
    skip(
      "route53 list-traffic-policy-instances", "TrafficPolicyInstances", names, "trafficPolicyInstance", ["Id"],
      isGlobal: true),
    skip("route53 list-hosted-zones-by-vpc", "HostedZoneSummaries", names),
    skip("route53resolver list-resolver-endpoints", "ResolverEndpoints", names, "resolverEndpoint", ["Id"]),
    skip("route53resolver list-resolver-rules", "ResolverRules", names, "resolverRule", ["Id"]),
    skip(
      "route53resolver list-resolver-rule-associations", "ResolverRuleAssociations", names, "resolverRuleAssociation",
      ["Id"]),
    skip(
      "route53resolver list-firewall-rule-group-associations", "FirewallRuleGroupAssociations", names,
      "firewallRuleGroupAssociation", ["Id"]),
    skip("route53resolver list-resolver-configs", "ResolverConfigs", names, "resolverConfig", ["Id"]),
    skip("route53resolver list-resolver-endpoint-ip-addresses", "IpAddresses", names),
    skip("route53profiles list-profile-associations", "ProfileAssociations", names, "profileAssociation", ["Id"]),
    skip("servicediscovery list-namespaces", "Namespaces", names, "namespace", ["Id"]),
  ]

  private static let calling: [Operation] = [
    skip("apigateway get-rest-apis", "items", requests, "restApi", ["id"]),
    skip("apigateway get-vpc-links", "items", requests, "vpcLink", ["id"]),
    skip("apigateway get-domain-names", "items", requests, "domainName", ["domainNameArn", "domainName"]),
    skip("apigateway get-domain-name-access-associations", "items", requests),
    skip("apigateway get-rest-api", "id", requests),
    skip("apigateway get-resources", "items", requests, "resource", ["id"]),
    skip("apigateway get-stages", "item", requests, "stage", ["stageName"]),
    skip("apigateway get-deployments", "items", requests, "deployment", ["id"]),
    skip("apigateway get-authorizers", "items", requests, "authorizer", ["id"]),
    skip("apigateway get-base-path-mappings", "items", requests, "basePathMapping", ["basePath"]),
    skip("apigatewayv2 get-apis", "Items", requests, "api", ["ApiId"]),
    skip("apigatewayv2 get-vpc-links", "Items", requests, "vpcLink", ["VpcLinkId"]),
    skip("apigatewayv2 get-domain-names", "Items", requests, "domainName", ["DomainName"]),
    skip("apigatewayv2 get-routes", "Items", requests, "route", ["RouteId"]),
    skip("apigatewayv2 get-integrations", "Items", requests, "integration", ["IntegrationId"]),
    skip("apigatewayv2 get-stages", "Items", requests, "stage", ["StageName"]),
    skip("lambda list-event-source-mappings", "EventSourceMappings", requests, "eventSourceMapping", ["UUID"]),
    skip("wafv2 list-web-acls", "WebACLs", requests, "webACL", ["ARN", "Id"]),
    skip("acm list-certificates", "CertificateSummaryList", requests, "certificate", ["CertificateArn"]),
    skip("vpc-lattice list-services", "items", notModelled, "service", ["arn", "id"]),
    skip("vpc-lattice list-service-networks", "items", notModelled, "serviceNetwork", ["arn", "id"]),
    skip(
      "vpc-lattice list-service-network-vpc-associations", "items", notModelled, "serviceNetworkVpcAssociation",
      ["arn", "id"]),
  ]

  private static let others: [Operation] = [
    skip("cloudwatch describe-alarms", "MetricAlarms", noBearing, "alarm", ["AlarmArn"]),
    skip("ecs describe-clusters", "clusters", "its services are modelled", "cluster", ["clusterArn"]),
    skip("eks describe-cluster", "cluster", byInterfaces),
    skip("rds describe-db-subnet-groups", "DBSubnetGroups", noBearing, "dbSubnetGroup", ["DBSubnetGroupArn"]),
    skip("redshift describe-clusters", "Clusters", byInterfaces, "cluster", ["ClusterIdentifier"]),
    skip("efs describe-file-systems", "FileSystems", byInterfaces, "fileSystem", ["FileSystemId"]),
    skip("efs describe-mount-targets", "MountTargets", byInterfaces, "mountTarget", ["MountTargetId"]),
    skip("ram get-resource-shares self", "resourceShares", noBearing, "resourceShare", ["resourceShareArn"]),
    skip("ram get-resource-shares other-accounts", "resourceShares", noBearing, "resourceShare", ["resourceShareArn"]),
    skip(
      "globalaccelerator list-accelerators", "Accelerators", notModelled, "accelerator", ["AcceleratorArn"],
      isGlobal: true),
  ]

  private static func skip(
    _ name: String, _ key: StaticString, _ reason: String, _ kind: String? = nil, _ ids: [StaticString] = [],
    isGlobal: Bool = false
  ) -> Operation {
    Operation(
      name: name, key: key, use: .ignored(because: reason, kind.map { Operation.Listing(kind: $0, ids: ids) }),
      isKnownByKey: keysOfOneCall.contains("\(key)"), isGlobal: isGlobal)
  }

  /// Top-level keys of calls that are not used, by which a file of another name is recognised.
  private static let keysOfOneCall: Set<String> = [
    "Regions", "AvailabilityZones", "Addresses", "FlowLogs", "LaunchTemplates", "HostedZones", "ResourceRecordSets",
    "ResolverEndpoints", "ResolverRules", "AutoScalingGroups", "DBSubnetGroups",
  ]
}
