/// What a component is: the last part of its CloudFormation type with a small beginning, or `internet`, `site`,
/// `address`. The raw value is what answers show as `kind`.
public enum ResourceKind: String, Sendable, Hashable, CaseIterable {
  case vpc, subnet, routeTable, networkAcl, securityGroup, prefixList, dhcpOptions
  case networkInterface, instance
  case internetGateway, egressOnlyInternetGateway, carrierGateway, natGateway
  case vpcPeeringConnection
  case transitGateway, transitGatewayAttachment, transitGatewayRouteTable, coreNetwork
  case vpnGateway, customerGateway, vpnConnection
  case virtualInterface, directConnectGateway
  case vpcEndpoint, vpcEndpointService
  case loadBalancer, targetGroup
  case firewall, firewallPolicy, ruleGroup
  case resourceConfiguration
  case vpcBlockPublicAccessOptions
  case hostedZone, healthCheck, resolverRule, resolverEndpoint, profile, firewallRuleGroup, dnsServer
  case function, service, autoScalingGroup, dbInstance, dbCluster, cacheCluster, replicationGroup
  case restApi, api, vpcLink, domainName, domainNameAccessAssociation, usagePlan, apiKey
  case certificate, userPool
  case site, siteHost, internet, address
}
