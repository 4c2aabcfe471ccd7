import Addressing
import NetworkModel
import Reachability

// Rules about names in several Regions and on premises (AG 7; NL B): AGW-094 to AGW-099.

extension Linter {
  mutating func checkRegions() {
    for zone in topology.hostedZones {
      checkFailover(in: zone)
      if zone.isPrivate { checkInboundEndpoints(of: zone) }
    }
    for check in topology.healthChecks { checkPlace(of: check) }
    for domain in topology.apiDomainNames { checkReservedPaths(behind: domain) }
    for endpoint in topology.resolverEndpoints where endpoint.direction != .outbound { checkInbound(endpoint) }
  }

  // MARK: Failover

  /// Records of one name and type that share by failover or weight and lead to APIs.
  private mutating func checkFailover(in zone: HostedZone) {
    var sets: [String: [RecordSet]] = [:]
    for record in zone.recordSets ?? [] where record.routing.role != nil {
      sets["\(record.name) \(record.type.rawValue)", default: []].append(record)
    }
    for records in sets.sorted(by: { $0.key < $1.key }).map(\.value) where records.count > 1 {
      guard records.contains(where: { leadsToAPI($0) || regionOfAPI($0) != nil }) else { continue }
      let blind = records.filter { record in
        record.routing.needsHealth && record.healthCheckId == nil && record.alias?.evaluateTargetHealth != true
      }
      if !blind.isEmpty {
        let which = blind.map { "\($0.routing.role ?? "") `\($0.targetText)`" }
        report(
          .failoverWithoutHealth, zone, at: blind[0].source,
          "`\(blind[0].name)` (\(blind[0].type.rawValue)): \(Words.list(which)) "
            + "\(blind.count == 1 ? "has" : "have") neither a health check nor the target's health")
      }
      checkAlarms(records, zone)
    }
  }

  private mutating func checkAlarms(_ records: [RecordSet], _ zone: HostedZone) {
    guard let primary = records.first(where: { $0.routing == .failover(.primary) }),
      let region = region(of: primary), let id = primary.healthCheckId
    else { return }
    let regions = alarmRegions(of: id)
    guard !regions.isEmpty, regions.allSatisfy({ $0 == region }) else { return }
    report(
      .healthCheckInPrimaryRegion, zone, at: primary.source,
      "`\(primary.name)`: the primary is in \(region), and so is the alarm of its health check "
        + (index.healthChecks[id]?.identity.label ?? id))
  }

  /// The Regions of the alarms that a check rests on, through calculated ones; empty where one is not known.
  private func alarmRegions(of id: String, _ depth: Int = 0) -> [String] {
    guard depth < 5, let check = index.healthChecks[id] else { return [] }
    switch check.type {
    case .cloudWatchMetric: return check.alarmRegion.map { [$0] } ?? []
    case .calculated(let children, _):
      let all = children.map { alarmRegions(of: $0, depth + 1) }
      return all.contains([]) ? [] : all.flatMap { $0 }
    case .endpoint, .recoveryControl: return []
    }
  }

  /// Where a record leads: an endpoint, a load balancer, or a name of API Gateway.
  private func region(of record: RecordSet) -> String? {
    if let endpoint = endpoints(of: record).first { return endpoint.identity.region }
    if let name = record.targetNames.first, let balancer = network.loadBalancer(named: name) {
      return balancer.identity.region
    }
    return regionOfAPI(record)
  }

  private func regionOfAPI(_ record: RecordSet) -> String? {
    switch record.targetNames.first.map({ network.apiHost($0.text) }) {
    case .aws(let name)?: return name.region
    case .domain(let position)?: return topology.apiDomainNames[position].identity.region
    case .other?, nil: return nil
    }
  }

  private mutating func checkPlace(of check: Route53HealthCheck) {
    guard case .endpoint = check.type, !check.isDisabled else { return }
    if let address = check.address, address.isPrivate {
      report(.healthCheckOfPrivateAddress, check, "\(check.identity.label) asks \(address)")
      return
    }
    guard let name = check.domainName, check.address == nil else { return }
    if network.apiHost(name).endpoint == nil { return }
    report(
      .healthCheckOfPrivateAddress, check,
      "\(check.identity.label) asks `\(name)`, which has private addresses of a VPC endpoint")
  }

  // MARK: Reserved paths

  private mutating func checkReservedPaths(behind domain: APIDomainName) {
    let reserved = ["/ping", "/sping"]
    for api in mappedAPIs(of: domain) {
      for resource in api.api.resources ?? [] where reserved.contains(resource.path) && !resource.methods.isEmpty {
        report(
          .reservedPath, api.api, at: resource.source,
          "\(api.api.identity.label) has `\(resource.path)`, and \(domain.domainName) leads to it")
      }
    }
    for id in (domain.mappings ?? []).map(\.apiId) {
      guard let api = topology.httpAPIs.first(where: { $0.id == id }) else { continue }
      for route in api.routes ?? [] where reserved.contains(where: { route.key.hasSuffix(" \($0)") }) {
        report(
          .reservedPath, api, at: route.source,
          "\(api.identity.label) has `\(route.key)`, and \(domain.domainName) leads to it")
      }
    }
  }

  // MARK: Inbound endpoints

  private func inboundEndpoint(at address: IPAddress) -> ResolverEndpoint? {
    topology.resolverEndpoints.first { $0.direction != .outbound && $0.addresses?.contains(address) ?? false }
  }

  /// Name servers that forward a zone's names to a VPC that does not have the zone.
  private mutating func checkInboundEndpoints(of zone: HostedZone) {
    let names = (zone.recordSets ?? []).filter { leadsToAPI($0) }.map(\.name)
    guard !names.isEmpty else { return }
    let profiles = topology.route53Profiles.filter { $0.hostedZoneIds.contains(zone.id) }
    let seen = Set(zone.vpcIds + profiles.flatMap { $0.associations.map(\.vpcId) })
    for server in topology.dnsServers {
      for forwarder in server.forwarders {
        let covered = names.filter { $0.isWithin(forwarder.domainName) }
        for endpoint in forwarder.targets.compactMap({ inboundEndpoint(at: $0) }) where !seen.contains(endpoint.vpcId) {
          let asked = covered.filter { !isAnswered($0, in: endpoint.vpcId) }
          guard !asked.isEmpty else { continue }
          report(
            .zoneNotAtInboundEndpoint, zone,
            "\(server.identity.label) forwards `\(forwarder.domainName)` to \(endpoint.identity.label) in "
              + "\(endpoint.vpcId), and \(zone.identity.label) is associated with \(Words.list(zone.vpcIds)): "
              + "\(Words.quoted(asked.map(\.description))) is not answered")
        }
      }
    }
  }

  /// Whether another zone of a VPC has the name: a hidden one, or one with a record for it.
  private func isAnswered(_ name: DomainName, in vpcId: String) -> Bool {
    if privateDNSEndpoints(of: vpcId).contains(where: { $0.privateDomain.map { name.isWithin($0) } ?? false }) {
      return true
    }
    let zones = topology.hostedZones.filter { $0.isPrivate && $0.vpcIds.contains(vpcId) }
    return zones.flatMap { $0.recordSets ?? [] }.contains { $0.name == name || $0.name == name.parent?.wildcard }
  }

  private mutating func checkInbound(_ endpoint: ResolverEndpoint) {
    let addresses = endpoint.addresses ?? []
    let interfaces = addresses.compactMap { address in
      topology.networkInterfaces.first { $0.vpcId == endpoint.vpcId && $0.privateAddresses.contains(address) }
    }
    if !addresses.isEmpty, interfaces.count == addresses.count, let zones = index.zones(interfaces.map(\.subnetId)),
      zones.count == 1
    {
      report(
        .inboundEndpoint, endpoint,
        "\(endpoint.identity.label) has addresses in \(Words.list(zones.sorted())) only")
    }
    let groups = endpoint.groupIds.compactMap { index.groups[$0] }
    guard !groups.isEmpty, groups.count == endpoint.groupIds.count else { return }
    let transports = [("TCP", IPProtocol.tcp), ("UDP", .udp)]
    let start =
      "\(Words.list(groups.map(\.identity.label))) of \(endpoint.identity.label) "
      + "\(groups.count == 1 ? "does" : "do") not admit "
    let shut = transports.filter { _, transport in
      !groups.flatMap(\.ingress).contains { $0.takes(transport, 53) }
    }
    if !shut.isEmpty {
      report(.inboundEndpoint, endpoint, start + "\(Words.list(shut.map(\.0))) 53 from anywhere")
    }
    let open = transports.filter { transport in !shut.contains { $0.0 == transport.0 } }
    for server in topology.dnsServers
    where server.forwarders.contains(where: { !Set($0.targets).isDisjoint(with: addresses) }) {
      for address in server.addresses {
        let refused = open.filter { admits(endpoint.groupIds, $0.1, 53, from: address, carrying: []) == false }
        guard server.siteId != nil, !refused.isEmpty else { continue }
        report(
          .inboundEndpoint, endpoint,
          start + "\(Words.list(refused.map(\.0))) 53 from \(server.identity.label) (\(address)), which forwards to it")
      }
    }
  }
}

extension RecordSet {
  /// What the record leads to, in words.
  fileprivate var targetText: String { (targetNames.first?.description ?? values.first) ?? setIdentifier ?? "" }
}

extension RecordSet.RoutingPolicy {
  /// What tells records of a failover or of weights apart; nil for other policies.
  fileprivate var role: String? {
    switch self {
    case .failover(.primary): "the primary"
    case .failover(.secondary): "the secondary"
    case .weighted(let weight): "the one of weight \(weight)"
    default: nil
    }
  }

  /// Whether the record gives way to others only by its health.
  fileprivate var needsHealth: Bool {
    switch self {
    case .failover(.primary): true
    case .weighted(let weight): weight > 0
    default: false
    }
  }
}

extension IPAddress {
  /// Whether the internet has no way to it.
  fileprivate var isPrivate: Bool {
    family == .ipv4
      ? AddressSpace.rfc1918.contains(value) || AddressSpace.rfc6598.contains(value)
      : Prefix("fc00::/7")?.contains(self) ?? false
  }
}
