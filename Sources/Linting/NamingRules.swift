import AccessPolicies
import Addressing
import NetworkModel
import Reachability

// Rules about private DNS and the zones around it (AG 1.2, 1.3; NL A): AGW-020, AGW-022, AGW-024, AGW-031, AGW-032.

extension Linter {
  mutating func checkNames() {
    checkPrivateDNS()
    for zone in topology.hostedZones {
      checkShadowedRecords(of: zone)
      if zone.isPrivate, !zone.vpcIds.isEmpty { checkMissingRecords(of: zone) }
    }
    checkRules()
  }

  /// The endpoints of execute-api whose hidden zone a VPC has, whatever the VPC's attributes.
  func privateDNSEndpoints(of vpcId: String) -> [VPCEndpoint] {
    index.apiEndpoints.filter { $0.vpcId == vpcId && $0.privateDnsEnabled }
  }

  private mutating func checkPrivateDNS() {
    var first: [String: VPCEndpoint] = [:]
    for endpoint in index.apiEndpoints where endpoint.privateDnsEnabled {
      let vpc = index.vpcs[endpoint.vpcId]
      let off = [("enableDnsSupport", vpc?.enableDnsSupport), ("enableDnsHostnames", vpc?.enableDnsHostnames)]
        .filter { $0.1 == false }.map(\.0)
      if let vpc, !off.isEmpty {
        report(
          .privateDNSWithoutAttributes, endpoint,
          "private DNS of \(endpoint.identity.label) is on, and \(Words.quoted(off)) of \(vpc.identity.label) "
            + (off.count == 1 ? "is off" : "are off"))
      }
      let key = "\(endpoint.vpcId) \(endpoint.apiRegion ?? "")"
      if let other = first[key] {
        report(
          .twoPrivateDNS, endpoint,
          "\(endpoint.identity.label) and \(other.identity.label) in \(vpc?.identity.label ?? endpoint.vpcId) both have "
            + "private DNS for execute-api")
      } else {
        first[key] = endpoint
      }
    }
  }

  // MARK: Records

  private mutating func checkShadowedRecords(of zone: HostedZone) {
    for record in zone.recordSets ?? [] where record.type == .cname {
      for value in record.values.map({ DomainName($0) }) where value.labels.first?.hasPrefix("d-") == true {
        let seen = index.apiEndpoints.filter { endpoint in
          endpoint.privateDnsEnabled && endpoint.privateDomain.map { value.isWithin($0) } ?? false
            && (!zone.isPrivate || zone.vpcIds.contains(endpoint.vpcId))
        }
        guard !seen.isEmpty else { continue }
        report(
          .shadowedCNAME, zone, at: record.source,
          "`\(record.name)` is a CNAME to `\(value)`, for which private DNS of "
            + "\(Words.list(seen.map { "\($0.identity.label) in \($0.vpcId)" })) answers")
      }
    }
  }

  /// A private zone that covers default names of APIs: what it does not have does not exist for its VPCs.
  private mutating func checkMissingRecords(of zone: HostedZone) {
    guard let records = zone.recordSets else { return }
    var missing: [RecordType: [String]] = [:]
    for (name, endpoints) in namesOfAPIs(in: zone) {
      let exact = records.filter { $0.name == name }
      let found = exact.isEmpty ? records.filter { $0.name == name.parent?.wildcard } : exact
      if found.contains(where: { $0.type == .cname }) { continue }
      let hasIPv6 = endpoints.contains { endpoint in
        index.interfaces(of: endpoint).contains { $0.privateAddresses.contains { $0.family == .ipv6 } }
      }
      for type in hasIPv6 ? [RecordType.a, .aaaa] : [.a] where !found.contains(where: { $0.type == type }) {
        missing[type, default: []].append(name.description)
      }
    }
    for type in [RecordType.a, .aaaa] {
      guard let names = missing[type] else { continue }
      report(
        .zoneWithoutRecord, zone,
        "\(zone.domainName) is associated with \(Words.list(zone.vpcIds)) and has no \(type.rawValue) record for "
          + Words.quoted(names))
    }
  }

  /// The default names that a zone is the most specific one for, each with the endpoints that records could lead to.
  private func namesOfAPIs(in zone: HostedZone) -> [(DomainName, [VPCEndpoint])] {
    var names: [(DomainName, [VPCEndpoint])] = []
    for (id, identity) in index.apis.map({ ($0.api.id, $0.api.identity) })
      + topology.httpAPIs.map({ ($0.id, $0.identity) })
    {
      let name = DomainName("\(id).\(ExecuteAPIName.domain(ofRegion: identity.region))")
      guard name.isWithin(zone.domainName) else { continue }
      let isBest = zone.vpcIds.contains { vpcId in
        let hidden = privateDNSEndpoints(of: vpcId).compactMap(\.privateDomain).filter { name.isWithin($0) }
        let zones = topology.hostedZones.filter { $0.isPrivate && $0.vpcIds.contains(vpcId) }.map(\.domainName)
          .filter { name.isWithin($0) }
        return (hidden + zones).allSatisfy { $0.labelCount <= zone.domainName.labelCount }
      }
      if isBest { names.append((name, index.apiEndpoints.filter { $0.apiRegion == identity.region })) }
    }
    return names
  }

  // MARK: Resolver rules

  private mutating func checkRules() {
    let inbound = Set(
      topology.resolverEndpoints.filter { $0.direction != .outbound }.flatMap { $0.addresses ?? [] })
    for rule in topology.resolverRules where rule.ruleType == .forward {
      // What is forwarded to an inbound endpoint comes back to a VPC that may well have the zone.
      if rule.targets.contains(where: { inbound.contains($0.address) }) { continue }
      for vpcId in rule.vpcIds {
        for (domain, name, owner) in zonesOfAPIs(of: vpcId) where name.isWithin(rule.domainName) {
          guard rule.domainName.isWithin(domain) else { continue }
          report(
            .ruleBeatsZone, rule,
            "\(rule.identity.label) forwards `\(rule.domainName)` for \(vpcId) to "
              + "\(Words.list(rule.targets.map(\.address.description))), and takes `\(name)` away from \(owner)")
        }
      }
    }
  }

  /// The names of private APIs that zones of a VPC answer for, each with the zone's domain and what it is.
  private func zonesOfAPIs(of vpcId: String) -> [(domain: DomainName, name: DomainName, owner: String)] {
    var found: [(DomainName, DomainName, String)] = []
    for endpoint in privateDNSEndpoints(of: vpcId) {
      guard let domain = endpoint.privateDomain else { continue }
      let apis = index.apis.filter { $0.isPrivate && $0.api.identity.region == endpoint.apiRegion }
      let names = apis.map { DomainName("\($0.api.id).\(domain)") }
      found += names.map { (domain, $0, "private DNS of \(endpoint.identity.label)") }
    }
    for zone in topology.hostedZones where zone.isPrivate && zone.vpcIds.contains(vpcId) {
      for record in zone.recordSets ?? [] where leadsToAPI(record) {
        found.append((zone.domainName, record.name, "hosted zone \(zone.identity.label)"))
      }
    }
    return found
  }

  /// Whether a record leads to an endpoint of execute-api, by its name or its addresses.
  func leadsToAPI(_ record: RecordSet) -> Bool { !endpoints(of: record).isEmpty }

  /// The endpoints of execute-api that a record leads to: by their names, their addresses, or by a load balancer whose
  /// targets they are.
  func endpoints(of record: RecordSet) -> [VPCEndpoint] {
    var found: [VPCEndpoint] = []
    for name in record.targetNames {
      if let id = network.apiHost(name.text).endpoint {
        found += index.apiEndpoints.filter { $0.id == id }
      } else if let balancer = network.loadBalancer(named: name) {
        found += fronted(by: balancer)
      }
    }
    for address in record.values.compactMap({ IPAddress($0) }) {
      if let endpoint = index.endpoint(at: address, from: nil), endpoint.apiRegion != nil { found.append(endpoint) }
    }
    return found
  }
}

extension RecordSet {
  /// The names that the record leads on to.
  var targetNames: [DomainName] {
    if let alias { return [alias.dnsName] }
    return type == .cname ? values.map { DomainName($0) } : []
  }
}

extension VPCEndpoint {
  /// The domain of the hidden zone of an endpoint of execute-api, whether private DNS is on or not.
  var privateDomain: DomainName? { apiRegion.map { ExecuteAPIName.domain(ofRegion: $0) } }
}
