import NetworkModel

/// Adds what only `other` has, in its order.
private func add<Value: Equatable>(_ other: [Value], to mine: inout [Value]) {
  for value in other where !mine.contains(value) { mine.append(value) }
}

extension HostedZone: Mergeable {
  /// The owner sees every association and the records, the account of a VPC only that it has the zone.
  mutating func fill(from other: HostedZone) {
    add(other.vpcIds, to: &vpcIds)
    fillNil(&recordSets, other.recordSets)
  }
}

extension Route53HealthCheck: Mergeable {
  mutating func fill(from other: Route53HealthCheck) {
    fillNil(&status, other.status)
    fillNil(&address, other.address)
    fillNil(&domainName, other.domainName)
    fillNil(&alarmRegion, other.alarmRegion)
  }
}

extension ResolverRule: Mergeable {
  /// A shared rule is associated in each account that uses it.
  mutating func fill(from other: ResolverRule) {
    add(other.vpcIds, to: &vpcIds)
    fillEmpty(&targets, other.targets)
    fillNil(&resolverEndpointId, other.resolverEndpointId)
  }
}

extension ResolverEndpoint: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: ResolverEndpoint) {
    fillEmpty(&groupIds, other.groupIds)
    fillNil(&addresses, other.addresses)
  }
}

extension Route53Profile: Mergeable {
  /// A shared Profile is associated in each account that uses it.
  mutating func fill(from other: Route53Profile) {
    add(other.associations, to: &associations)
    fillEmpty(&hostedZoneIds, other.hostedZoneIds)
    fillEmpty(&resolverRuleIds, other.resolverRuleIds)
    fillEmpty(&firewallRuleGroups, other.firewallRuleGroups)
    fillEmpty(&vpcEndpointIds, other.vpcEndpointIds)
  }
}

extension DNSFirewallRuleGroup: Mergeable {
  /// A shared group is associated in each account that uses it.
  mutating func fill(from other: DNSFirewallRuleGroup) {
    add(other.associations, to: &associations)
    fillNil(&rules, other.rules)
  }
}

extension DNSServer: Mergeable {
  mutating func fill(from other: DNSServer) {
    fillNil(&siteId, other.siteId)
    fillEmpty(&addresses, other.addresses)
    fillEmpty(&forwarders, other.forwarders)
    fillEmpty(&zones, other.zones)
  }
}
