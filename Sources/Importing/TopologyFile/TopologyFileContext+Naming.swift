import Addressing
import NetworkModel

/// Reading what decides names.
extension TopologyFileContext {
  /// Before addresses are assigned: Resolver endpoints have interfaces.
  func readNaming(_ file: Fields, _ scopes: [VPCScope]) {
    for scope in scopes { readResolverEndpoints(scope) }
    for scope in scopes { readEndpointNames(scope) }
    each(file, "healthChecks", .healthCheck) { symbol, pair in readHealthCheckOfRecords(symbol, pair) }
    each(file, "dnsServers", .dnsServer) { symbol, pair in readDNSServer(symbol, pair) }
    each(file, "hostedZones", .hostedZone) { symbol, pair in readHostedZone(symbol, pair) }
    each(file, "resolverRules", .resolverRule) { symbol, pair in readResolverRule(symbol, pair) }
    each(file, "dnsFirewalls", .firewallRuleGroup) { symbol, pair in readDNSFirewall(symbol, pair) }
    each(file, "profiles", .profile) { symbol, pair in readProfile(symbol, pair) }
  }

  private enum DirectionWord: String { case inbound, outbound, inboundDelegation }

  private func readResolverEndpoints(_ scope: VPCScope) {
    each(scope.fields, "resolverEndpoints", .resolverEndpoint, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .resolverEndpoint, at: pair.place, in: self) else { return }
      if !fields.has("direction") { fields.missing("direction", "inbound or outbound") }
      let words: [DirectionWord] = [.inbound, .outbound, .inboundDelegation]
      let direction: ResolverEndpoint.Direction =
        switch fields.choice("direction", words) ?? .inbound {
        case .inbound: .inbound
        case .outbound: .outbound
        case .inboundDelegation: .inboundDelegation
        }
      let groups = groupIds(fields, scope)
      let made = managedInterfaces(
        fields, symbol, scope, type: .interface, groupIds: groups, description: "Route 53 Resolver: \(symbol.id)")
      let position = topology.resolverEndpoints.count
      topology.resolverEndpoints.append(
        ResolverEndpoint(identity(symbol, fields), direction: direction, vpcId: scope.vpc.id, groupIds: groups))
      deferred.append { [self] in
        topology.resolverEndpoints[position].addresses = topology.networkInterfaces
          .filter { made.interfaceIds.contains($0.id) }.flatMap(\.privateAddresses)
      }
    }
  }

  /// The keys of an endpoint that say how its names are answered.
  private func readEndpointNames(_ scope: VPCScope) {
    each(scope.fields, "endpoints", .vpcEndpoint, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .endpoint, at: pair.place, in: self),
        let position = topology.vpcEndpoints.firstIndex(where: { $0.id == symbol.id })
      else { return }
      topology.vpcEndpoints[position].dnsOptions = VPCEndpoint.DNSOptions(
        dnsRecordIpType: fields.text("dnsRecordIpType")?.value,
        privateDnsOnlyForInboundResolverEndpoint: fields.boolean("privateDnsOnlyForInboundResolverEndpoint") ?? false)
    }
  }

  private func readHealthCheckOfRecords(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .healthCheckOfRecords, at: pair.place, in: self) else { return }
    let children = resolve(fields.texts("children"), [.healthCheck]).map(\.id)
    let threshold = fields.integer("threshold", in: 0...256)?.value ?? children.count
    topology.healthChecks.append(
      Route53HealthCheck(
        identity(symbol, fields),
        type: fields.has("children")
          ? .calculated(children: children, threshold: threshold)
          : fields.has("alarmRegion") ? .cloudWatchMetric(insufficientData: nil) : .endpoint("HTTP"),
        isInverted: fields.boolean("inverted") ?? false, isDisabled: fields.boolean("disabled") ?? false,
        status: fields.choice("status", [Route53HealthCheck.Status.healthy, .unhealthy]),
        address: fields.address("address")?.value, domainName: fields.text("domainName")?.value,
        alarmRegion: fields.text("alarmRegion")?.value))
  }

  private func readDNSServer(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .dnsServer, at: pair.place, in: self) else { return }
    if !fields.has("address") { fields.missing("address", "the address it is asked at") }
    let position = topology.dnsServers.count
    topology.dnsServers.append(
      DNSServer(
        identity(symbol, fields), siteId: fields.text("site").flatMap { resolve($0, [.site]) }?.id,
        addresses: fields.addresses("address").map(\.value),
        dropsPrivateAnswers: fields.boolean("dropsPrivateAnswers") ?? false))
    let forwarders = fields.named("forwarders")
    let zones = fields.named("zones")
    deferred.append { [self] in
      topology.dnsServers[position].forwarders = forwarders.map { pair in
        let items = pair.value.items ?? [pair.value]
        let words = items.compactMap { text($0, of: "a target of `\(pair.key)`") }
        return DNSServer.Forwarder(DomainName(pair.key), targets: targets(words))
      }
      topology.dnsServers[position].zones = zones.map { pair in
        let domain = DomainName(pair.key)
        return DNSServer.Zone(domain, recordSets: records(pair.value.pairs ?? [], of: domain))
      }
    }
  }

  /// Addresses, or what has some: Resolver endpoints and name servers. Asked once addresses are assigned.
  private func targets(_ words: [Located<String>]) -> [IPAddress] {
    words.flatMap { word -> [IPAddress] in
      if let address = IPAddress(word.value) { return [address] }
      guard let symbol = resolve(word, [.resolverEndpoint, .dnsServer]) else { return [] }
      return topology.resolverEndpoints.first { $0.id == symbol.id && symbol.kind == .resolverEndpoint }?.addresses
        ?? topology.dnsServers.first { $0.id == symbol.id }?.addresses ?? []
    }
  }

  private func readHostedZone(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .hostedZone, at: pair.place, in: self) else { return }
    let domain = DomainName(fields.text("domain")?.value ?? symbol.name)
    let position = topology.hostedZones.count
    var identity = identity(symbol, fields)
    identity.region = ""
    topology.hostedZones.append(
      HostedZone(
        identity, domainName: domain, isPrivate: fields.has("vpcs"),
        vpcIds: resolve(fields.texts("vpcs"), [.vpc]).map(\.id)))
    let written = fields.named("records")
    deferred.append { [self] in topology.hostedZones[position].recordSets = records(written, of: domain) }
  }

  private enum RuleWord: String { case forward, system, delegate }

  private func readResolverRule(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .resolverRule, at: pair.place, in: self) else { return }
    let word = fields.choice("type", [RuleWord.forward, .system, .delegate]) ?? .forward
    if word != .system, !fields.has("endpoint") { fields.missing("endpoint", "the outbound endpoint") }
    if word == .forward, !fields.has("targets") { fields.missing("targets", "the name servers that are asked") }
    let position = topology.resolverRules.count
    topology.resolverRules.append(
      ResolverRule(
        identity(symbol, fields), ruleType: word == .forward ? .forward : word == .system ? .system : .delegate,
        domainName: DomainName(fields.text("domain")?.value ?? symbol.name),
        resolverEndpointId: fields.text("endpoint").flatMap { resolve($0, [.resolverEndpoint]) }?.id,
        vpcIds: resolve(fields.texts("vpcs"), [.vpc]).map(\.id)))
    let words = fields.texts("targets")
    deferred.append { [self] in
      topology.resolverRules[position].targets = targets(words).map { ResolverRule.Target($0) }
    }
  }

  // MARK: Profiles and DNS Firewall

  /// What a mapping from names to numbers names, with the numbers.
  private func prioritized(_ fields: Fields, _ key: String, _ kind: ResourceKind) -> [(id: String, priority: Int)] {
    fields.named(key).compactMap { pair in
      guard let symbol = resolve(Located(value: pair.key, place: pair.place), [kind]) else { return nil }
      guard let priority = pair.value.text.flatMap({ Int($0) }) else {
        error(pair.value.place, "the priority of `\(pair.key)` is \(pair.value.found), expected a number")
        return nil
      }
      return (symbol.id, priority)
    }
  }

  private func readProfile(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .profile, at: pair.place, in: self) else { return }
    let associations: [Route53Profile.Association]
    if fields.node("vpcs")?.pairs != nil {
      associations = prioritized(fields, "vpcs", .vpc).map { .init($0.id, priority: $0.priority) }
    } else {
      associations = resolve(fields.texts("vpcs"), [.vpc]).map { .init($0.id) }
    }
    topology.route53Profiles.append(
      Route53Profile(
        identity(symbol, fields), associations: associations,
        hostedZoneIds: resolve(fields.texts("hostedZones"), [.hostedZone]).map(\.id),
        resolverRuleIds: resolve(fields.texts("resolverRules"), [.resolverRule]).map(\.id),
        firewallRuleGroups: prioritized(fields, "dnsFirewalls", .firewallRuleGroup).map {
          .init($0.id, priority: $0.priority)
        }, vpcEndpointIds: resolve(fields.texts("endpoints"), [.vpcEndpoint]).map(\.id)))
  }

  private enum ActionWord: String { case allow, alert, block }

  private func readDNSFirewall(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .dnsFirewall, at: pair.place, in: self) else { return }
    if !fields.has("rules") { fields.missing("rules", "the rules, a list") }
    let rules = fields.items("rules").compactMap { item -> DNSFirewallRuleGroup.Rule? in
      guard let rule = Fields(item, .dnsFirewallRule, at: item.place, in: self) else { return nil }
      for key in ["priority", "action", "domains"] where !rule.has(key) { rule.missing(key, "a rule has one") }
      guard let priority = rule.integer("priority", in: 0...Int(Int32.max))?.value,
        let word = rule.choice("action", [ActionWord.allow, .alert, .block])
      else { return nil }
      return DNSFirewallRuleGroup.Rule(
        rule.text("name")?.value ?? "\(priority)", priority: priority, action: action(word, rule),
        domains: rule.texts("domains").map(\.value),
        queryType: rule.text("queryType").map { RecordType(rawValue: $0.value) },
        trustsRedirection: rule.boolean("trustRedirection") ?? false)
    }
    topology.dnsFirewallRuleGroups.append(
      DNSFirewallRuleGroup(
        identity(symbol, fields), rules: rules,
        associations: prioritized(fields, "vpcs", .vpc).map { .init($0.id, priority: $0.priority) }))
  }

  private func action(_ word: ActionWord, _ rule: Fields) -> DNSFirewallRuleGroup.Action {
    switch word {
    case .allow: return .allow
    case .alert: return .alert
    case .block:
      switch rule.text("response")?.value {
      case nil, "NODATA": return .blockWithNoData
      case "NXDOMAIN": return .blockWithNXDOMAIN
      case let name?: return .blockWithOverride(DomainName(name))
      }
    }
  }
}

extension Declarations {
  /// What decides names, on the level of the file.
  static let naming: [(key: String, kind: ResourceKind)] = [
    ("hostedZones", .hostedZone), ("healthChecks", .healthCheck), ("resolverRules", .resolverRule),
    ("profiles", .profile), ("dnsFirewalls", .firewallRuleGroup), ("dnsServers", .dnsServer),
  ]

  static let namingInVPC: [(key: String, kind: ResourceKind)] = [("resolverEndpoints", .resolverEndpoint)]
}
