import NetworkModel

/// Makes one topology of several inputs (CONTRACT section 1): the same id is one resource; what the owning account's
/// input says holds, then the input given first; what only another says is added.
enum Merging {
  /// Merges in the order of the inputs; resources stand in the order of their first appearance.
  static func merge(_ parts: [InputPart]) -> (topology: Topology, diagnostics: [Diagnostic]) {
    if parts.count <= 1 {
      var topology = parts.first?.topology ?? Topology()
      parts.first?.additions.apply(to: &topology)
      parts.first?.addressing?.complete(&topology)
      return (topology, [])
    }
    let parts = parts.map { $0.isTerraform ? withoutStandIns($0, shown: parts.filter { !$0.isTerraform }) : $0 }
    var merger = Merger(parts: parts)
    merger.mergeResources()
    for part in parts {
      merger.topology.visibility.wholeScopes.formUnion(part.topology.visibility.wholeScopes)
      merger.topology.visibility.readCalls.merge(part.topology.visibility.readCalls) { $0.union($1) }
      merger.topology.visibility.unknownValues.formUnion(part.topology.visibility.unknownValues)
      merger.topology.visibility.caveats.merge(part.topology.visibility.caveats) { first, _ in first }
      merger.topology.coverage.unmodelled += part.topology.coverage.unmodelled
      merger.topology.coverage.parts += part.topology.coverage.parts
      merger.topology.coverage.synthesized.merge(part.topology.coverage.synthesized) { first, _ in first }
      merger.topology.coverage.calls += part.topology.coverage.calls
      merger.topology.lintSilences += part.topology.lintSilences
    }
    for part in parts { part.additions.apply(to: &merger.topology) }
    for part in parts { part.addressing?.complete(&merger.topology) }
    return (merger.topology, merger.diagnostics)
  }
}

/// What stands for something else.
extension Merging {
  /// A Terraform input without the interfaces that stand for those that AWS makes, where another input shows what they
  /// are made with: it shows them, too.
  private static func withoutStandIns(_ part: InputPart, shown: [InputPart]) -> InputPart {
    if part.owners.isEmpty || shown.isEmpty { return part }
    var ids: Set<String> = []
    for topology in shown.map(\.topology) {
      ids.formUnion(topology.vpcEndpoints.map(\.id))
      ids.formUnion(topology.loadBalancers.map(\.id))
      ids.formUnion(topology.natGateways.map(\.id))
      ids.formUnion(topology.managedResources.map(\.id))
      ids.formUnion(topology.networkFirewalls.map(\.id))
      ids.formUnion(topology.instances.map(\.id))
      ids.formUnion(topology.vpnConnections.map(\.id))
    }
    let standIns = Set(
      part.owners.filter { id, owner in
        ids.contains(owner) && (id.hasPrefix("\(owner)/") || id.hasPrefix("\(owner)."))
      }.keys)
    if standIns.isEmpty { return part }
    var part = part
    part.topology.networkInterfaces.removeAll { standIns.contains($0.id) }
    part.topology.instances.removeAll { standIns.contains($0.id) }
    part.topology.vpcEndpoints.removeAll { standIns.contains($0.id) }
    part.topology.transitGatewayAttachments.removeAll { standIns.contains($0.id) }
    for index in part.topology.vpcEndpoints.indices {
      part.topology.vpcEndpoints[index].networkInterfaceIds.removeAll(where: standIns.contains)
    }
    for index in part.topology.natGateways.indices {
      part.topology.natGateways[index].networkInterfaceIds.removeAll(where: standIns.contains)
    }
    for index in part.topology.managedResources.indices {
      part.topology.managedResources[index].networkInterfaceIds.removeAll(where: standIns.contains)
      part.topology.managedResources[index].instanceIds.removeAll(where: standIns.contains)
    }
    for index in part.topology.networkFirewalls.indices {
      part.topology.networkFirewalls[index].endpointIds.removeAll(where: standIns.contains)
    }
    return part
  }
}

/// The merge under way.
private struct Merger {
  let parts: [InputPart]
  var topology = Topology()
  var diagnostics: [Diagnostic] = []

  init(parts: [InputPart]) { self.parts = parts }

  mutating func mergeResources() {
    merge(\.vpcs)
    merge(\.dhcpOptions)
    merge(\.subnets)
    merge(\.routeTables)
    merge(\.prefixLists)
    merge(\.networkACLs)
    merge(\.securityGroups)
    merge(\.networkInterfaces)
    merge(\.instances)
    merge(\.internetGateways)
    merge(\.egressOnlyInternetGateways)
    merge(\.carrierGateways)
    merge(\.natGateways)
    merge(\.vpcPeeringConnections)
    merge(\.transitGateways)
    merge(\.transitGatewayAttachments)
    merge(\.transitGatewayRouteTables)
    merge(\.coreNetworks)
    merge(\.vpnGateways)
    merge(\.customerGateways)
    merge(\.vpnConnections)
    merge(\.virtualInterfaces)
    merge(\.directConnectGateways)
    merge(\.sites)
    merge(\.siteHosts)
    merge(\.vpcEndpoints)
    merge(\.vpcEndpointServices)
    merge(\.loadBalancers)
    merge(\.targetGroups)
    merge(\.networkFirewalls)
    merge(\.firewallPolicies)
    merge(\.firewallRuleGroups)
    merge(\.resourceConfigurations)
    merge(\.blockPublicAccess)
    merge(\.hostedZones)
    merge(\.healthChecks)
    merge(\.resolverRules)
    merge(\.resolverEndpoints)
    merge(\.route53Profiles)
    merge(\.dnsFirewallRuleGroups)
    merge(\.dnsServers)
    merge(\.managedResources)
    merge(\.restAPIs)
    merge(\.httpAPIs)
    merge(\.vpcLinks)
    merge(\.apiDomainNames)
    merge(\.domainNameAccessAssociations)
    merge(\.usagePlans)
    merge(\.apiKeys)
    merge(\.certificates)
    merge(\.userPools)
    mergeSSLPolicies()
  }

  /// They are the same in every input that shows them.
  private mutating func mergeSSLPolicies() {
    var names: Set<String> = []
    topology.sslPolicies = parts.flatMap(\.topology.sslPolicies).filter { names.insert($0.name).inserted }
  }

  /// What one input says of a resource.
  private struct Candidate<Value> {
    var value: Value
    var part: Int
    /// 0 if the input is the owner's in the Region, 1 if the owner's elsewhere, 2 otherwise.
    var rank: Int
  }

  private mutating func merge<Value: Mergeable>(_ list: WritableKeyPath<Topology, [Value]>) {
    let holders = parts.filter { !$0.topology[keyPath: list].isEmpty }
    if holders.count <= 1 {
      topology[keyPath: list] = holders.first?.topology[keyPath: list] ?? []
      return
    }
    var places: [String: Int] = [:]
    var candidates: [[Candidate<Value>]] = []
    for (index, part) in parts.enumerated() {
      for value in part.topology[keyPath: list] {
        let candidate = Candidate(value: value, part: index, rank: rank(value, part))
        let key = key(value, part)
        if let place = places[key] {
          candidates[place].append(candidate)
        } else {
          places[key] = candidates.count
          candidates.append([candidate])
        }
      }
    }
    topology[keyPath: list] = candidates.map { one($0) }
  }

  private mutating func one<Value: Mergeable>(_ candidates: [Candidate<Value>]) -> Value {
    if candidates.count == 1 { return candidates[0].value }
    let sorted = candidates.sorted { ($0.rank, $0.part) < ($1.rank, $1.part) }
    var value = sorted[0].value
    for other in sorted.dropFirst() {
      if isNamed(value, parts[sorted[0].part]), isNamed(other.value, parts[other.part]) {
        reportTwins(value, other.value)
      }
      value.fillIdentity(from: other.value)
      value.fill(from: other.value)
    }
    return value
  }

  private func rank(_ value: some Resource, _ part: InputPart) -> Int {
    let identity = value.identity
    if part.isTerraform {
      if part.presumed.contains(identity.id) { return 3 }
      // A data source only looks at what somebody else makes.
      let address = identity.source?.address ?? ""
      return address.hasPrefix("data.") || address.contains(".data.") ? 2 : 0
    }
    guard let scope = part.scope else {
      let scope = Scope(account: identity.account, region: identity.region)
      return part.topology.visibility.wholeScopes.contains(scope) ? 0 : 2
    }
    guard scope.account == identity.account else { return 2 }
    return identity.region.isEmpty || scope.region == identity.region ? 0 : 1
  }

  /// Resources with ids of AWS are one wherever they are; those that are known by name only within a VPC and account.
  private func key(_ value: some Mergeable, _ part: InputPart) -> String {
    guard isNamed(value, part) else { return value.mergeKey }
    return "\(value.mergeKey)\u{0}\(value.containerId ?? "")\u{0}\(value.identity.account)"
  }

  private func isNamed(_ value: some Resource, _ part: InputPart) -> Bool {
    part.scope == nil && !part.isTerraform && !AWSIdentifier.isOne(value.id)
  }

  /// Two topology files that call two things the same.
  private mutating func reportTwins<Value: Mergeable>(_ first: Value, _ second: Value) {
    let source = second.identity.source
    diagnostics.append(
      Diagnostic(
        .error, file: source?.file ?? "", line: source?.line, column: source?.column,
        message: "a \(Value.kind.words) named `\(second.id)` is in another input as well",
        remedy: first.identity.source.map { "\($0) has the first; give one of them another name" }))
  }
}
