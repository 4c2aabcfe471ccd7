import Addressing
import NetworkModel

/// What decides about names, by what it is asked for: made once for a network, when a name is first asked for.
struct NamingIndex: Sendable {
  /// Who brought something to a VPC (NL A10).
  enum Origin: Hashable, Sendable {
    case vpc
    /// A Profile, with its place among those of the VPC: the lowest wins.
    case profile(Int, priority: Int)
  }

  struct Brought: Sendable {
    /// A position in the topology.
    var position: Int
    var origin: Origin
  }

  /// What a VPC's resolver goes by.
  struct VPCNames: Sendable {
    var zones: [Brought] = []
    var rules: [Brought] = []
    /// Interface endpoints whose private names the VPC's resolver knows.
    var endpoints: [Brought] = []
    /// In the order in which they are asked.
    var firewalls: [(position: Int, priority: Int)] = []
  }

  /// By the position of a VPC.
  private(set) var vpcs: [VPCNames]
  /// By the position of a hosted zone.
  private(set) var zones: [CompiledZone]
  /// Positions of the public zones.
  private(set) var publicZones: [Int] = []
  /// By the position of a name server.
  private(set) var serverZones: [[CompiledZone]]
  /// By the position of a site, the name servers that its clients ask.
  private(set) var serversOfSite: [[Int]]
  private(set) var serverOfAddress: [IPAddress: [Int]] = [:]
  /// Inbound endpoints by their addresses.
  private(set) var inboundOfAddress: [IPAddress: [Int]] = [:]
  private(set) var resolverEndpoints: [String: Int] = [:]
  private(set) var healthChecks: [String: Int] = [:]
  private(set) var dhcpOptions: [String: Int] = [:]

  init(_ topology: Topology, _ index: NetworkIndex) {
    vpcs = Array(repeating: VPCNames(), count: topology.vpcs.count)
    zones = topology.hostedZones.map { zone in
      CompiledZone(
        zone.domainName, Component(zone.identity, kind: .hostedZone), hostedZoneId: zone.id,
        isPublic: !zone.isPrivate, zone.recordSets)
    }
    serverZones = topology.dnsServers.map { server in
      server.zones.map {
        CompiledZone($0.domainName, Component(server.identity, kind: .dnsServer), $0.recordSets)
      }
    }
    serversOfSite = Array(repeating: [], count: topology.sites.count)
    addServers(topology, index)
    addDirect(topology, index)
    addProfiles(topology, index)
    for position in vpcs.indices {
      vpcs[position].firewalls.sort { ($0.priority, $0.position) < ($1.priority, $1.position) }
    }
  }

  private mutating func addServers(_ topology: Topology, _ index: NetworkIndex) {
    for (position, server) in topology.dnsServers.enumerated() {
      if let site = server.siteId.flatMap({ index.sites[$0] }) { serversOfSite[site].append(position) }
      for address in server.addresses { serverOfAddress[address, default: []].append(position) }
    }
    for (position, endpoint) in topology.resolverEndpoints.enumerated() {
      resolverEndpoints[endpoint.id] = resolverEndpoints[endpoint.id] ?? position
      guard endpoint.direction != .outbound else { continue }
      for address in endpoint.addresses ?? [] { inboundOfAddress[address, default: []].append(position) }
    }
    for (position, check) in topology.healthChecks.enumerated() { healthChecks[check.id] = position }
    for (position, options) in topology.dhcpOptions.enumerated() { dhcpOptions[options.id] = position }
  }

  private mutating func addDirect(_ topology: Topology, _ index: NetworkIndex) {
    for (position, zone) in topology.hostedZones.enumerated() {
      if !zone.isPrivate { publicZones.append(position) }
      for vpc in zone.vpcIds.compactMap({ index.vpcs[$0] }) where zone.isPrivate {
        vpcs[vpc].zones.append(Brought(position: position, origin: .vpc))
      }
    }
    for (position, rule) in topology.resolverRules.enumerated() {
      for vpc in rule.vpcIds.compactMap({ index.vpcs[$0] }) {
        vpcs[vpc].rules.append(Brought(position: position, origin: .vpc))
      }
    }
    for (position, endpoint) in topology.vpcEndpoints.enumerated() {
      guard let vpc = index.vpcs[endpoint.vpcId] else { continue }
      vpcs[vpc].endpoints.append(Brought(position: position, origin: .vpc))
    }
    for (position, group) in topology.dnsFirewallRuleGroups.enumerated() {
      for association in group.associations {
        guard let vpc = index.vpcs[association.vpcId] else { continue }
        vpcs[vpc].firewalls.append((position, association.priority))
      }
    }
  }

  private mutating func addProfiles(_ topology: Topology, _ index: NetworkIndex) {
    func positions(_ ids: [String], of resources: [some Resource]) -> [Int] {
      ids.compactMap { id in resources.firstIndex { $0.id == id } }
    }
    for (position, profile) in topology.route53Profiles.enumerated() {
      let zones = positions(profile.hostedZoneIds, of: topology.hostedZones)
      let rules = positions(profile.resolverRuleIds, of: topology.resolverRules)
      let endpoints = positions(profile.vpcEndpointIds, of: topology.vpcEndpoints)
      for association in profile.associations {
        guard let vpc = index.vpcs[association.vpcId] else { continue }
        let origin = Origin.profile(position, priority: association.priority ?? .max)
        vpcs[vpc].zones += zones.map { Brought(position: $0, origin: origin) }
        vpcs[vpc].rules += rules.map { Brought(position: $0, origin: origin) }
        vpcs[vpc].endpoints += endpoints.map { Brought(position: $0, origin: origin) }
        for group in profile.firewallRuleGroups {
          for place in positions([group.id], of: topology.dnsFirewallRuleGroups) {
            vpcs[vpc].firewalls.append((place, group.priority))
          }
        }
      }
    }
  }
}
