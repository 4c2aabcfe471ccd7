import Addressing
import NetworkModel

extension TopologyBuilder {
  /// The DNS attributes of a VPC, both on, and its DHCP option set. `servers: []` for a VPC that has no option set.
  public mutating func dns(
    _ vpc: String, servers: [String] = ["AmazonProvidedDNS"], support: Bool? = true, hostnames: Bool? = true
  ) {
    guard let index = topology.vpcs.firstIndex(where: { $0.id == vpc }) else { missing("VPC", vpc) }
    topology.vpcs[index].enableDnsSupport = support
    topology.vpcs[index].enableDnsHostnames = hostnames
    topology.vpcs[index].dhcpOptionsId = servers.isEmpty ? "default" : "dopt-\(vpc)"
    if !servers.isEmpty {
      topology.dhcpOptions.append(DHCPOptions(identity("dopt-\(vpc)", inVPC: vpc), domainNameServers: servers))
    }
  }

  /// A hosted zone: private where it is associated with VPCs. `records: nil` for a zone whose records are not seen.
  public mutating func zone(
    _ id: String, _ domain: String, in vpcs: [String]? = nil, _ records: [String]? = []
  ) {
    topology.hostedZones.append(
      HostedZone(
        Identity(id, account: account), domainName: DomainName(domain), isPrivate: vpcs != nil, vpcIds: vpcs ?? [],
        recordSets: records?.map { RecordSet(shorthand: $0, zone: DomainName(domain)) }))
  }

  /// A health check with its status; nil where it is not seen.
  public mutating func healthCheck(
    _ id: String, _ status: Route53HealthCheck.Status?, type: Route53HealthCheck.CheckType = .endpoint("HTTP"),
    isInverted: Bool = false, isDisabled: Bool = false
  ) {
    topology.healthChecks.append(
      Route53HealthCheck(
        Identity(id, account: account), type: type, isInverted: isInverted, isDisabled: isDisabled, status: status))
  }

  /// A Resolver rule, associated with VPCs.
  public mutating func resolverRule(
    _ id: String, _ domain: String, type: ResolverRule.RuleType = .forward, to targets: [String] = [],
    by endpoint: String? = nil, in vpcs: [String]
  ) {
    topology.resolverRules.append(
      ResolverRule(
        identity(id), ruleType: type, domainName: DomainName(domain),
        targets: targets.map { ResolverRule.Target(Shorthand.address($0)) }, resolverEndpointId: endpoint, vpcIds: vpcs)
    )
  }

  /// A Resolver endpoint with an interface `id-subnet` in each subnet, `[subnet: address]`.
  public mutating func resolverEndpoint(
    _ id: String, _ direction: ResolverEndpoint.Direction, in subnets: KeyValuePairs<String, String>,
    groups: [String]? = nil
  ) {
    guard let first = subnets.first else { Shorthand.refuse("an endpoint with a subnet", id) }
    let vpc = self[subnet: first.key].vpcId
    for (subnet, address) in subnets { addInterface("\(id)-\(subnet)", in: subnet, [address], groups: groups) }
    topology.resolverEndpoints.append(
      ResolverEndpoint(
        identity(id, inVPC: vpc), direction: direction, vpcId: vpc, groupIds: groups ?? [],
        addresses: subnets.map { Shorthand.address($0.value) }))
  }

  /// A name server: of a site, whose clients ask it, or one that others are pointed to.
  public mutating func dnsServer(
    _ id: String, site: String? = nil, _ addresses: String..., forwarders: KeyValuePairs<String, [String]> = [:],
    zones: KeyValuePairs<String, [String]> = [:], dropsPrivateAnswers: Bool = false
  ) {
    topology.dnsServers.append(
      DNSServer(
        identity(id), siteId: site, addresses: addresses.map(Shorthand.address),
        forwarders: forwarders.map { domain, targets in
          DNSServer.Forwarder(DomainName(domain), targets: targets.map(Shorthand.address))
        },
        zones: zones.map { domain, records in
          let domain = DomainName(domain)
          return DNSServer.Zone(domain, recordSets: records.map { RecordSet(shorthand: $0, zone: domain) })
        }, dropsPrivateAnswers: dropsPrivateAnswers))
  }

  /// A Profile with the VPCs it is associated with, by priority.
  public mutating func profile(
    _ id: String, in vpcs: KeyValuePairs<String, Int?>, zones: [String] = [], rules: [String] = [],
    endpoints: [String] = [], firewalls: KeyValuePairs<String, Int> = [:]
  ) {
    topology.route53Profiles.append(
      Route53Profile(
        identity(id), associations: vpcs.map { Route53Profile.Association($0.key, priority: $0.value) },
        hostedZoneIds: zones, resolverRuleIds: rules,
        firewallRuleGroups: firewalls.map { Route53Profile.FirewallRuleGroup($0.key, priority: $0.value) },
        vpcEndpointIds: endpoints))
  }

  /// A DNS Firewall rule group, associated with VPCs by priority.
  public mutating func dnsFirewall(
    _ id: String, in vpcs: KeyValuePairs<String, Int>, _ rules: [DNSFirewallRuleGroup.Rule]?
  ) {
    topology.dnsFirewallRuleGroups.append(
      DNSFirewallRuleGroup(
        identity(id), rules: rules,
        associations: vpcs.map { DNSFirewallRuleGroup.Association($0.key, priority: $0.value) }))
  }

  /// Private DNS of an interface endpoint that is there already.
  public mutating func privateDNS(
    _ endpoint: String, _ isOn: Bool = true, names: [String] = [], onlyInbound: Bool = false, recordType: String? = nil
  ) {
    guard let index = topology.vpcEndpoints.firstIndex(where: { $0.id == endpoint }) else {
      missing("endpoint", endpoint)
    }
    topology.vpcEndpoints[index].privateDnsEnabled = isOn
    topology.vpcEndpoints[index].dnsNames = names
    topology.vpcEndpoints[index].dnsOptions = .init(
      dnsRecordIpType: recordType, privateDnsOnlyForInboundResolverEndpoint: onlyInbound)
  }
}

extension RecordSet {
  /// `app A 10.0.0.5 10.0.0.6`, `@ CNAME x.example.org`, `api A alias TARGET`, `api A alias! TARGET` with the target's
  /// health; then in any order `w=10`, `primary`, `secondary`, `region=us-east-1`, `geo=DE`, `continent=EU`, `geo=*`,
  /// `multivalue`, `check=ID`. A name is seen from the zone; `@` is its apex.
  public init(shorthand text: String, zone: DomainName) {
    var words = text.split(separator: " ").map(String.init)
    guard words.count >= 3 else { Shorthand.refuse("a record", text) }
    let name = words.removeFirst()
    let type = RecordType(rawValue: words.removeFirst())
    var record = RecordSet(name == "@" ? zone : DomainName("\(name).\(zone.text)"), type)
    var isAlias = false
    var evaluates = false
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      switch (parts[0], parts.dropFirst().first) {
      case ("alias", nil): isAlias = true
      case ("alias!", nil): (isAlias, evaluates) = (true, true)
      case ("w", let weight?): record.routing = .weighted(Int(weight) ?? 0)
      case ("primary", nil): record.routing = .failover(.primary)
      case ("secondary", nil): record.routing = .failover(.secondary)
      case ("region", let region?): record.routing = .latency(region: region)
      case ("geo", let country?): record.routing = .geolocation(.init(countryCode: country == "*" ? nil : country))
      case ("continent", let continent?): record.routing = .geolocation(.init(continentCode: continent))
      case ("multivalue", nil): record.routing = .multivalue
      case ("check", let id?): record.healthCheckId = id
      default:
        if isAlias {
          record.alias = AliasTarget(DomainName(word), evaluateTargetHealth: evaluates)
        } else {
          record.values.append(word)
        }
      }
    }
    record.setIdentifier = record.routing == .simple ? nil : text
    self = record
  }
}
