/// The calls of Route 53 that decide names.
extension OperationCatalogue {
  static let naming: [Operation] = [
    list("route53 list-hosted-zones", "HostedZones", ScopeReading.readHostedZone, isGlobal: true),
    one("route53 get-hosted-zone", "HostedZone", ScopeReading.readHostedZoneVPCs, isGlobal: true),
    one("route53 list-resource-record-sets", "ResourceRecordSets", ScopeReading.readRecordSets, isGlobal: true),
    list("route53 list-health-checks", "HealthChecks", ScopeReading.readHealthCheck, isGlobal: true),
    one(
      "route53 get-health-check-status", "HealthCheckObservations", ScopeReading.readHealthCheckStatus, isGlobal: true),
    listOfOne("route53 list-hosted-zones-by-vpc", "HostedZoneSummaries", ScopeReading.readHostedZoneOfVPC),
    list("route53resolver list-resolver-endpoints", "ResolverEndpoints", ScopeReading.readResolverEndpoint),
    one(
      "route53resolver list-resolver-endpoint-ip-addresses", "IpAddresses", ScopeReading.readResolverEndpointAddresses),
    list("route53resolver list-resolver-rules", "ResolverRules", ScopeReading.readResolverRule),
    list(
      "route53resolver list-resolver-rule-associations", "ResolverRuleAssociations",
      ScopeReading.readResolverRuleAssociation),
    list(
      "route53resolver list-firewall-rule-groups", "FirewallRuleGroups", ScopeReading.readDNSFirewallRuleGroup),
    list(
      "route53resolver list-firewall-rule-group-associations", "FirewallRuleGroupAssociations",
      ScopeReading.readDNSFirewallAssociation),
    one("route53resolver list-firewall-rules", "FirewallRules", ScopeReading.readDNSFirewallRules),
    list(
      "route53resolver list-firewall-domain-lists", "FirewallDomainLists", ScopeReading.readDNSFirewallDomainList),
    one("route53resolver list-firewall-domains", "Domains", ScopeReading.readDNSFirewallDomains),
    list("route53profiles list-profiles", "ProfileSummaries", ScopeReading.readProfile),
    list(
      "route53profiles list-profile-associations", "ProfileAssociations", ScopeReading.readProfileAssociation),
    one(
      "route53profiles list-profile-resource-associations", "ProfileResourceAssociations",
      ScopeReading.readProfileResources),
  ]
}
