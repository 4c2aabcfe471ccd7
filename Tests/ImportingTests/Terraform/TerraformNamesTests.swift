import Addressing
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// Route 53, Resolver, DNS Firewall and Profiles.
@Suite struct TerraformNamesTests {
  private static func zone(_ plan: inout PlanText) {
    plan.add(
      "aws_route53_zone", "corp", ["name": "corp.example", "vpc": [[String: Any]()]],
      unknown: ["id", "zone_id", "arn"],
      references: ["vpc": [["vpc_id": ["references": ["aws_vpc.main.id", "aws_vpc.main"]]]]])
    plan.mark("aws_route53_zone.corp", "vpc", [["vpc_id": true, "vpc_region": true]])
  }

  private static let inZone = ["aws_route53_zone.corp.zone_id", "aws_route53_zone.corp"]

  @Test("a private zone with its VPC, and records whose names and values are not known yet")
  func fresh() throws {
    var plan = PlanText.network
    Self.zone(&plan)
    plan.addInstance("web", in: "a")
    plan.add(
      "aws_route53_record", "web", ["name": "web", "type": "A", "ttl": 60],
      unknown: ["id", "zone_id", "fqdn", "records"],
      references: [
        "zone_id": Self.inZone, "records": ["aws_instance.web.private_ip", "aws_instance.web"],
      ])
    plan.add(
      "aws_route53_record", "www", ["name": "www.corp.example", "type": "CNAME", "ttl": 60],
      unknown: ["id", "zone_id", "fqdn", "records"],
      references: ["zone_id": Self.inZone, "records": ["aws_route53_record.web.fqdn", "aws_route53_record.web"]])
    let topology = try plan.load().topology
    let zone = try #require(topology.hostedZones.first)
    #expect(zone.id == "aws_route53_zone.corp" && zone.isPrivate && zone.vpcIds == ["aws_vpc.main"])
    #expect(zone.identity.region == "" && zone.identity.account == "111111111111")
    let web = try #require(zone.recordSets?.first { $0.type == .a })
    #expect(web.name == DomainName("web.corp.example"))
    #expect(web.values == topology.networkInterfaces.first?.privateAddresses.map(\.description))
    #expect(zone.recordSets?.first { $0.type == .cname }?.values == ["web.corp.example"])
    plan.addInstance("client", in: "b")
    let whole = try plan.load().topology
    let answer = try Network(whole).answer(Query(from: "aws_instance.client", to: "http://www.corp.example:443/"))
    #expect(answer.verdict == .reachable, "\(answer.assumptions.filter(\.decides))")
  }

  @Test("a zone with a record whose value is open does not show what it answers")
  func openValue() throws {
    var plan = PlanText.network
    Self.zone(&plan)
    plan.add(
      "aws_route53_record", "x", ["name": "x", "type": "A"], unknown: ["id", "zone_id", "records"],
      references: ["zone_id": Self.inZone, "records": ["local.address"]])
    #expect(try plan.load().topology.hostedZones.first?.recordSets == nil)
  }

  @Test("an alias of a load balancer, of an endpoint, and of a name that is known")
  func aliases() throws {
    var plan = PlanText.network
    Self.zone(&plan)
    plan.add(
      "aws_lb", "front", ["name": "front", "load_balancer_type": "network", "internal": true],
      unknown: ["id", "arn", "dns_name", "subnets"], references: ["subnets": ["aws_subnet.a.id", "aws_subnet.a"]])
    plan.add(
      "aws_vpc_endpoint", "api",
      ["vpc_endpoint_type": "Interface", "service_name": "com.amazonaws.us-east-1.execute-api"],
      unknown: ["id", "vpc_id", "subnet_ids", "dns_entry"],
      references: [
        "vpc_id": ["aws_vpc.main.id", "aws_vpc.main"], "subnet_ids": ["aws_subnet.b.id", "aws_subnet.b"],
      ])
    let aliases: [(String, [String])] = [
      ("lb", ["aws_lb.front.dns_name", "aws_lb.front"]),
      (
        "endpoint",
        [
          "aws_vpc_endpoint.api.dns_entry[0].dns_name", "aws_vpc_endpoint.api.dns_entry[0]",
          "aws_vpc_endpoint.api.dns_entry",
          "aws_vpc_endpoint.api",
        ]
      ),
      ("zonal", ["aws_vpc_endpoint.api.dns_entry[1].dns_name", "aws_vpc_endpoint.api"]),
    ]
    for (name, references) in aliases {
      plan.add(
        "aws_route53_record", name,
        ["name": name, "type": "A", "alias": [["evaluate_target_health": true] as [String: Any]]],
        unknown: ["id", "zone_id"],
        references: ["zone_id": Self.inZone, "alias": [["name": ["references": references]]]])
      plan.mark("aws_route53_record.\(name)", "alias", [["name": true, "zone_id": true]])
    }
    let topology = try plan.load().topology
    let zone = try #require(topology.hostedZones.first)
    func target(_ name: String) -> String? {
      zone.recordSets?.first { $0.name.text.hasPrefix(name) }?.alias?.dnsName.text
    }
    #expect(target("lb") == "aws_lb.front.dns_name")
    #expect(topology.loadBalancers.first?.dnsName == "aws_lb.front.dns_name")
    #expect(target("endpoint") == "aws_vpc_endpoint.api.dns_entry")
    #expect(topology.vpcEndpoints.first?.dnsNames == ["aws_vpc_endpoint.api.dns_entry"])
    #expect(target("zonal") == "aws_route53_record.zonal.alias[0].name", "only the first name is that of all zones")
    #expect(zone.recordSets?.allSatisfy { $0.alias?.evaluateTargetHealth == true } == true)
  }

  @Test("every routing policy, and its set identifier")
  func routing() throws {
    var plan = PlanText.network
    Self.zone(&plan)
    let policies: [(String, [String: Any], RecordSet.RoutingPolicy)] = [
      ("weighted", ["weighted_routing_policy": [["weight": 7]]], .weighted(7)),
      ("failover", ["failover_routing_policy": [["type": "SECONDARY"]]], .failover(.secondary)),
      ("latency", ["latency_routing_policy": [["region": "eu-west-1"]]], .latency(region: "eu-west-1")),
      (
        "continent", ["geolocation_routing_policy": [["continent": "EU", "country": ""]]],
        .geolocation(.init(continentCode: "EU"))
      ),
      ("world", ["geolocation_routing_policy": [["country": "*"]]], .geolocation(.init())),
      ("near", ["geoproximity_routing_policy": [["bias": 1]]], .geoproximity),
      ("cidr", ["cidr_routing_policy": [["collection_id": "c", "location_name": "l"]]], .ipBased),
      ("many", ["multivalue_answer_routing_policy": true], .multivalue),
      ("simple", [:], .simple),
    ]
    for (name, policy, _) in policies {
      let values: [String: Any] = ["name": "x", "type": "A", "records": ["10.0.1.9"], "set_identifier": name]
      plan.add(
        "aws_route53_record", name, values.merging(policy) { $1 }, unknown: ["id", "zone_id"],
        references: ["zone_id": Self.inZone])
    }
    let records = try #require(try plan.load().topology.hostedZones.first?.recordSets)
    #expect(records.count == policies.count)
    for (name, _, expected) in policies {
      #expect(records.first { $0.setIdentifier == name }?.routing == expected, "\(name)")
    }
  }

  @Test("a zone that is looked up takes the records and VPCs of the plan where another input shows it")
  func otherInput() throws {
    var plan = PlanText.network
    plan.add(
      "aws_route53_record", "x", ["name": "x", "type": "A", "records": ["10.0.1.9"], "zone_id": "Z1"])
    plan.add("aws_route53_zone_association", "v", ["zone_id": "Z1", "vpc_id": "vpc-1"])
    let folder = try TemporaryFolder()
    try folder.write(
      "111111111111/global/route53-list-hosted-zones.json",
      #"{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "corp.example.", "Config": {"PrivateZone": true}}]}"#)
    try folder.write(
      "111111111111/global/route53-list-resource-record-sets__hostedzone_Z1.json", #"{"ResourceRecordSets": []}"#)
    let path = try plan.write("plan.json", in: folder)
    let zone = try #require(
      try Importer.load(["\(folder.path)/111111111111", path]).topology.hostedZones.first)
    #expect(zone.recordSets?.map(\.name.text) == ["x.corp.example"])
    #expect(zone.vpcIds == ["vpc-1"])
  }

  @Test func healthChecks() throws {
    var plan = PlanText.network
    plan.add("aws_route53_health_check", "tcp", ["type": "TCP", "invert_healthcheck": true])
    plan.add(
      "aws_route53_health_check", "alarm",
      ["type": "CLOUDWATCH_METRIC", "insufficient_data_health_status": "Unhealthy"])
    plan.add(
      "aws_route53_health_check", "all", ["type": "CALCULATED", "child_health_threshold": 1],
      unknown: ["id", "child_healthchecks"],
      references: ["child_healthchecks": ["aws_route53_health_check.tcp.id", "aws_route53_health_check.tcp"]])
    let checks = try plan.load().topology.healthChecks
    #expect(checks[id: "aws_route53_health_check.tcp"]?.type == .endpoint("TCP"))
    #expect(checks[id: "aws_route53_health_check.tcp"]?.isInverted == true)
    #expect(checks[id: "aws_route53_health_check.alarm"]?.type == .cloudWatchMetric(insufficientData: "Unhealthy"))
    #expect(
      checks[id: "aws_route53_health_check.all"]?.type
        == .calculated(children: ["aws_route53_health_check.tcp"], threshold: 1))
  }

  @Test("endpoints of Resolver have the addresses of their interfaces; rules their VPCs")
  func resolver() throws {
    var plan = PlanText.network
    for (name, direction) in [("in", "INBOUND"), ("out", "OUTBOUND")] {
      let addresses: [[String: Any]] = name == "in" ? [["ip": "10.0.1.53"], [:]] : [[:]]
      plan.add(
        "aws_route53_resolver_endpoint", name, ["direction": direction, "ip_address": addresses],
        unknown: ["id", "security_group_ids", "host_vpc_id"],
        references: [
          "security_group_ids": ["aws_security_group.open.id", "aws_security_group.open"],
          "ip_address": name == "in"
            ? [
              [
                "ip": ["constant_value": "10.0.1.53"],
                "subnet_id": ["references": ["aws_subnet.a.id", "aws_subnet.a"]],
              ], ["subnet_id": ["references": ["aws_subnet.b.id", "aws_subnet.b"]]],
            ] : [["subnet_id": ["references": ["aws_subnet.b.id", "aws_subnet.b"]]]],
        ])
      plan.mark(
        "aws_route53_resolver_endpoint.\(name)", "ip_address",
        name == "in" ? [["subnet_id": true], ["subnet_id": true, "ip": true]] : [["subnet_id": true, "ip": true]])
    }
    plan.add(
      "aws_route53_resolver_rule", "corp",
      [
        "domain_name": "corp.example", "rule_type": "FORWARD",
        "target_ip": [["ip": "192.168.0.53", "port": 53, "protocol": "Do53"]],
      ], unknown: ["id", "resolver_endpoint_id"],
      references: [
        "resolver_endpoint_id": ["aws_route53_resolver_endpoint.out.id", "aws_route53_resolver_endpoint.out"]
      ])
    plan.add(
      "aws_route53_resolver_rule_association", "corp", unknown: ["id", "vpc_id", "resolver_rule_id"],
      references: [
        "vpc_id": ["aws_vpc.main.id", "aws_vpc.main"],
        "resolver_rule_id": ["aws_route53_resolver_rule.corp.id", "aws_route53_resolver_rule.corp"],
      ])
    let topology = try plan.load().topology
    let inbound = try #require(topology.resolverEndpoints.first { $0.direction == .inbound })
    #expect(inbound.vpcId == "aws_vpc.main" && inbound.groupIds == ["aws_security_group.open"])
    #expect(inbound.addresses?.first == IPAddress("10.0.1.53") && inbound.addresses?.count == 2)
    #expect(Prefix("10.0.2.0/24")?.contains(try #require(inbound.addresses?.last)) == true)
    let rule = try #require(topology.resolverRules.first)
    #expect(rule.ruleType == .forward && rule.vpcIds == ["aws_vpc.main"])
    #expect(rule.resolverEndpointId == "aws_route53_resolver_endpoint.out")
    #expect(rule.targets == [ResolverRule.Target(try #require(IPAddress("192.168.0.53")))])
  }

  @Test func dnsFirewall() throws {
    var plan = PlanText.network
    plan.add("aws_route53_resolver_firewall_domain_list", "bad", ["domains": ["*.bad.example."]])
    plan.add("aws_route53_resolver_firewall_rule_group", "g", ["name": "g"])
    let group = ["aws_route53_resolver_firewall_rule_group.g.id", "aws_route53_resolver_firewall_rule_group.g"]
    plan.add(
      "aws_route53_resolver_firewall_rule", "r",
      ["name": "r", "priority": 10, "action": "BLOCK", "block_response": "NXDOMAIN", "q_type": "A"],
      unknown: ["id", "firewall_rule_group_id", "firewall_domain_list_id"],
      references: [
        "firewall_rule_group_id": group,
        "firewall_domain_list_id": [
          "aws_route53_resolver_firewall_domain_list.bad.id", "aws_route53_resolver_firewall_domain_list.bad",
        ],
      ])
    plan.add(
      "aws_route53_resolver_firewall_rule_group_association", "v", ["priority": 101],
      unknown: ["id", "firewall_rule_group_id", "vpc_id"],
      references: ["firewall_rule_group_id": group, "vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    let made = try #require(try plan.load().topology.dnsFirewallRuleGroups.first)
    #expect(made.associations == [.init("aws_vpc.main", priority: 101)])
    #expect(
      made.rules == [
        .init("r", priority: 10, action: .blockWithNXDOMAIN, domains: ["*.bad.example."], queryType: .a)
      ])
  }

  @Test("a Profile carries zones, rules, groups and endpoints")
  func profile() throws {
    var plan = PlanText.network
    Self.zone(&plan)
    plan.add("aws_route53profiles_profile", "p", ["name": "p"])
    let profile = ["aws_route53profiles_profile.p.id", "aws_route53profiles_profile.p"]
    plan.add(
      "aws_route53profiles_association", "v", unknown: ["id", "profile_id", "resource_id"],
      references: ["profile_id": profile, "resource_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    plan.add(
      "aws_route53profiles_resource_association", "zone", unknown: ["id", "profile_id", "resource_arn"],
      references: ["profile_id": profile, "resource_arn": ["aws_route53_zone.corp.arn", "aws_route53_zone.corp"]])
    plan.add(
      "aws_route53profiles_resource_association", "group",
      [
        "resource_arn": "arn:aws:route53resolver:us-east-1:111111111111:firewall-rule-group/rslvr-frg-1",
        "resource_properties": "{\"priority\":102}",
      ], unknown: ["id", "profile_id"], references: ["profile_id": profile])
    let made = try #require(try plan.load().topology.route53Profiles.first)
    #expect(made.associations == [.init("aws_vpc.main")])
    #expect(made.hostedZoneIds == ["aws_route53_zone.corp"])
    #expect(made.firewallRuleGroups == [.init("rslvr-frg-1", priority: 102)])
  }

  @Test("a state has AWS's ids, and the same links")
  func state() throws {
    let topology = try load("\(terraformFixtures)/plans/03-on-premises.state.json").topology
    let inbound = try #require(topology.resolverEndpoints.first { $0.direction == .inbound })
    #expect(inbound.addresses?.map(\.description) == ["10.30.20.10", "10.30.21.10"])
    let rule = try #require(topology.resolverRules.first)
    #expect(rule.id.hasPrefix("rslvr-rr-") && rule.vpcIds.count == 1)
    #expect(topology.resolverEndpoints.contains { $0.id == rule.resolverEndpointId })
    let zones = try load("\(terraformFixtures)/plans/04-multi-region.state.json").topology.hostedZones
    #expect(zones.allSatisfy { !$0.id.contains(".") && $0.isPrivate && !$0.vpcIds.isEmpty })
    #expect(zones.flatMap { $0.recordSets ?? [] }.contains { $0.routing == .failover(.primary) })
  }
}
