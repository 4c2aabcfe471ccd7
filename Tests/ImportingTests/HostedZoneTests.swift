import Addressing
import NetworkModel
import Testing

@testable import Importing

/// Route 53's calls, in the form that AWS's own answers have.
@Suite("snapshot: names")
struct HostedZoneTests {
  /// The topology of a snapshot with these files, by their path below the account.
  static func snapshot(_ files: [String: String]) throws -> Topology {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write("111111111111/\(name).json", text) }
    return try load(folder.path).topology
  }

  @Test("zones with their VPCs, records of every policy, checks with what the checkers found")
  func zones() throws {
    let topology = try Self.snapshot([
      "global/route53-list-hosted-zones": """
      {"HostedZones": [
        {"Id": "/hostedzone/Z1", "Name": "corp.example.", "Config": {"PrivateZone": true}},
        {"Id": "/hostedzone/Z2", "Name": "example.com.", "Config": {"PrivateZone": false}}]}
      """,
      "global/route53-get-hosted-zone__hostedzone_Z1": """
      {"HostedZone": {"Id": "/hostedzone/Z1", "Name": "corp.example."}, "VPCs": [{"VPCRegion": "us-east-1", "VPCId": "vpc-1"}]}
      """,
      "global/route53-list-resource-record-sets__hostedzone_Z1": """
      {"ResourceRecordSets": [
        {"Name": "\\\\052.corp.example.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}]},
        {"Name": "w.corp.example.", "Type": "A", "SetIdentifier": "a", "Weight": 10, "HealthCheckId": "hc-1",
         "ResourceRecords": [{"Value": "10.0.0.2"}]},
        {"Name": "f.corp.example.", "Type": "A", "SetIdentifier": "p", "Failover": "PRIMARY",
         "AliasTarget": {"HostedZoneId": "Z9", "DNSName": "dualstack.lb.example.", "EvaluateTargetHealth": true}},
        {"Name": "l.corp.example.", "Type": "CNAME", "SetIdentifier": "r", "Region": "eu-west-1",
         "ResourceRecords": [{"Value": "x.example."}]},
        {"Name": "g.corp.example.", "Type": "A", "SetIdentifier": "d", "GeoLocation": {"CountryCode": "*"},
         "ResourceRecords": [{"Value": "10.0.0.3"}]},
        {"Name": "m.corp.example.", "Type": "A", "SetIdentifier": "m", "MultiValueAnswer": true,
         "ResourceRecords": [{"Value": "10.0.0.4"}]}]}
      """,
      "global/route53-list-health-checks": """
      {"HealthChecks": [
        {"Id": "hc-1", "HealthCheckConfig": {"Type": "HTTP", "Inverted": false, "Disabled": false}},
        {"Id": "hc-2", "HealthCheckConfig": {"Type": "CALCULATED", "HealthThreshold": 1, "ChildHealthChecks": ["hc-1"]}}]}
      """,
      "global/route53-get-health-check-status__hc-1": """
      {"HealthCheckObservations": [
        {"Region": "us-east-1", "StatusReport": {"Status": "Success: HTTP Status Code 200, OK"}},
        {"Region": "eu-west-1", "StatusReport": {"Status": "Failure: the connection timed out"}},
        {"Region": "us-west-2", "StatusReport": {"Status": "Failure: the connection timed out"}}]}
      """,
      "us-east-1/route53-list-hosted-zones-by-vpc__vpc-1": """
      {"HostedZoneSummaries": [
        {"HostedZoneId": "Z1", "Name": "corp.example.", "Owner": {"OwningAccount": "111111111111"}},
        {"HostedZoneId": "Z3", "Name": "shared.example.", "Owner": {"OwningAccount": "222222222222"}}]}
      """,
    ])
    #expect(topology.hostedZones.map(\.id) == ["Z1", "Z2", "Z3"])
    let zone = topology.hostedZones[0]
    #expect(zone.vpcIds == ["vpc-1"])
    #expect(zone.isPrivate && !topology.hostedZones[1].isPrivate)
    #expect(topology.hostedZones[1].recordSets == nil, "no call showed them")
    #expect(topology.hostedZones[2].identity.account == "222222222222")
    #expect(topology.hostedZones[2].vpcIds == ["vpc-1"])
    let records = try #require(zone.recordSets)
    #expect(records.map(\.name.text).first == "*.corp.example")
    #expect(
      records.map(\.routing) == [
        .simple, .weighted(10), .failover(.primary), .latency(region: "eu-west-1"), .geolocation(.init()), .multivalue,
      ])
    #expect(records[1].healthCheckId == "hc-1")
    #expect(
      records[2].alias
        == .init(DomainName("dualstack.lb.example"), hostedZoneId: "Z9", evaluateTargetHealth: true))
    // One of three checkers is more than 18 %.
    #expect(topology.healthChecks[id: "hc-1"]?.status == .healthy)
    #expect(topology.healthChecks[id: "hc-2"]?.type == .calculated(children: ["hc-1"], threshold: 1))
    #expect(topology.visibility.sees("route53 list-hosted-zones", account: "111111111111", region: ""))
  }

  @Test("endpoints with their addresses, rules of every type with their VPCs")
  func resolver() throws {
    let topology = try Self.snapshot([
      "us-east-1/route53resolver-list-resolver-endpoints": """
      {"ResolverEndpoints": [{"Id": "rslvr-out-1", "Name": "out", "Direction": "OUTBOUND", "HostVPCId": "vpc-1",
        "SecurityGroupIds": ["sg-1"], "Status": "OPERATIONAL"}]}
      """,
      "us-east-1/route53resolver-list-resolver-endpoint-ip-addresses__rslvr-out-1": """
      {"IpAddresses": [{"IpId": "rni-1", "SubnetId": "subnet-1", "Ip": "10.0.1.4"}, {"IpId": "rni-2", "Ipv6": "2001:db8::4"}]}
      """,
      "us-east-1/route53resolver-list-resolver-rules": """
      {"ResolverRules": [
        {"Id": "rslvr-autodefined-rr-internet-resolver", "DomainName": ".", "RuleType": "RECURSIVE",
         "Name": "Internet Resolver", "OwnerId": "Route 53 Resolver"},
        {"Id": "rslvr-rr-1", "DomainName": "corp.example.com.", "RuleType": "FORWARD", "OwnerId": "222222222222",
         "TargetIps": [{"Ip": "192.168.0.53", "Port": 5353, "Protocol": "Do53"}], "ResolverEndpointId": "rslvr-out-1"},
        {"Id": "rslvr-rr-2", "DelegationRecord": "hr.example.com.", "RuleType": "DELEGATE", "OwnerId": "111111111111",
         "ResolverEndpointId": "rslvr-out-1"}]}
      """,
      "us-east-1/route53resolver-list-resolver-rule-associations": """
      {"ResolverRuleAssociations": [
        {"Id": "rslvr-rrassoc-1", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-1", "Status": "COMPLETE"},
        {"Id": "rslvr-rrassoc-2", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-2", "Status": "FAILED"}]}
      """,
    ])
    #expect(topology.resolverEndpoints[0].addresses == ["10.0.1.4", "2001:db8::4"].compactMap { IPAddress($0) })
    #expect(topology.resolverRules.map(\.ruleType) == [.recursive, .forward, .delegate])
    #expect(topology.resolverRules[0].identity.account == "111111111111")
    #expect(topology.resolverRules[1].vpcIds == ["vpc-1"])
    #expect(topology.resolverRules[1].targets.map(\.port) == [5353])
    #expect(topology.resolverRules[2].domainName.text == "hr.example.com")
  }

  @Test("DNS Firewall's rules with their lists, Profiles with what they carry")
  func firewallsAndProfiles() throws {
    let topology = try Self.snapshot([
      "us-east-1/route53resolver-list-firewall-rule-groups": """
      {"FirewallRuleGroups": [{"Id": "rslvr-frg-1", "Name": "ours", "OwnerId": "111111111111"}]}
      """,
      "us-east-1/route53resolver-list-firewall-rule-group-associations": """
      {"FirewallRuleGroupAssociations": [
        {"Id": "rslvr-frgassoc-1", "FirewallRuleGroupId": "rslvr-frg-1", "VpcId": "vpc-1", "Priority": 101, "Status": "COMPLETE"}]}
      """,
      "us-east-1/route53resolver-list-firewall-rules__rslvr-frg-1": """
      {"FirewallRules": [
        {"FirewallRuleGroupId": "rslvr-frg-1", "FirewallDomainListId": "rslvr-fdl-1", "Name": "ours", "Priority": 10,
         "Action": "ALLOW", "FirewallDomainRedirectionAction": "TRUST_REDIRECTION_DOMAIN"},
        {"FirewallRuleGroupId": "rslvr-frg-1", "FirewallDomainListId": "rslvr-fdl-2", "Name": "threats", "Priority": 20,
         "Action": "BLOCK", "BlockResponse": "NXDOMAIN"}]}
      """,
      "us-east-1/route53resolver-list-firewall-domain-lists": """
      {"FirewallDomainLists": [{"Id": "rslvr-fdl-1", "Name": "ours"},
        {"Id": "rslvr-fdl-2", "Name": "AWSManagedDomainsMalwareDomainList", "ManagedOwnerName": "Route 53 Resolver DNS Firewall"}]}
      """,
      "us-east-1/route53resolver-list-firewall-domains__rslvr-fdl-1": """
      {"Domains": ["*.example.com."]}
      """,
      "us-east-1/route53profiles-list-profiles": """
      {"ProfileSummaries": [{"Id": "rp-1", "Arn": "arn:aws:route53profiles:us-east-1:222222222222:profile/rp-1", "Name": "shared"}]}
      """,
      "us-east-1/route53profiles-list-profile-associations": """
      {"ProfileAssociations": [{"Id": "rpassoc-1", "ProfileId": "rp-1", "ResourceId": "vpc-1", "Status": "COMPLETE"}]}
      """,
      "us-east-1/route53profiles-list-profile-resource-associations__rp-1": """
      {"ProfileResourceAssociations": [
        {"Id": "rpr-1", "ProfileId": "rp-1", "ResourceArn": "arn:aws:route53:::hostedzone/Z1", "ResourceType": "HOSTED_ZONE"},
        {"Id": "rpr-2", "ProfileId": "rp-1", "ResourceArn": "arn:aws:route53resolver:us-east-1:222222222222:firewall-rule-group/rslvr-frg-1",
         "ResourceType": "FIREWALL_RULE_GROUP", "ResourceProperties": "{\\"priority\\":102}"}]}
      """,
    ])
    let group = topology.dnsFirewallRuleGroups[0]
    #expect(group.associations == [.init("vpc-1", priority: 101)])
    #expect(group.rules?.map(\.action) == [.allow, .blockWithNXDOMAIN])
    #expect(group.rules?[0].domains == ["*.example.com."])
    #expect(group.rules?[0].trustsRedirection == true)
    #expect(group.rules?[1].domains == nil)
    #expect(group.rules?[1].managedListName == "AWSManagedDomainsMalwareDomainList")
    let profile = topology.route53Profiles[0]
    #expect(profile.identity.account == "222222222222")
    #expect(profile.hostedZoneIds == ["Z1"])
    #expect(profile.firewallRuleGroups == [.init("rslvr-frg-1", priority: 102)])
  }

  @Test("a zone's owner and the account of a VPC see one zone")
  func sharedZone() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "111111111111/us-east-1/route53-list-hosted-zones-by-vpc__vpc-1.json",
      """
      {"HostedZoneSummaries": [{"HostedZoneId": "Z3", "Name": "shared.example.", "Owner": {"OwningAccount": "222222222222"}}]}
      """)
    try folder.write(
      "222222222222/global/route53-list-hosted-zones.json",
      """
      {"HostedZones": [{"Id": "/hostedzone/Z3", "Name": "shared.example.", "Config": {"PrivateZone": true}}]}
      """)
    try folder.write(
      "222222222222/global/route53-list-resource-record-sets__hostedzone_Z3.json",
      """
      {"ResourceRecordSets": [{"Name": "a.shared.example.", "Type": "A", "ResourceRecords": [{"Value": "10.0.0.1"}]}]}
      """)
    let zones = try load(folder.path).topology.hostedZones
    #expect(zones.count == 1)
    #expect(zones.first?.vpcIds == ["vpc-1"])
    #expect(zones.first?.recordSets?.count == 1)
  }
}
