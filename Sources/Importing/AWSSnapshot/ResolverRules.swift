import Addressing
import NetworkModel

/// What Route 53 Resolver's calls say of what others list.
struct ResolverJoins {
  /// By the id of the endpoint.
  var addresses: [String: [IPAddress]] = [:]
  /// By the id of the rule.
  var vpcIds: [String: [String]] = [:]
}

extension ScopeReading {
  /// `route53resolver list-resolver-endpoints`.
  func readResolverEndpoint(_ record: JSONValue) throws(JSONError) {
    let text = try record.string("Direction")
    guard let direction = ResolverEndpoint.Direction(rawValue: text) else {
      throw JSONError(token: record.token, message: "expected a direction that is known, found `\(text)`")
    }
    topology.resolverEndpoints.append(
      ResolverEndpoint(
        try identity(record.id("Id"), record, name: record.text("Name"), arn: record.text("Arn")),
        direction: direction, vpcId: try record.id("HostVPCId"), groupIds: try record.ids("SecurityGroupIds"),
        addresses: nil, status: try record.text("Status") ?? "OPERATIONAL"))
  }

  /// `route53resolver list-resolver-endpoint-ip-addresses` of one endpoint.
  func readResolverEndpointAddresses(_ document: JSONValue) throws(JSONError) {
    guard let parameter else { return }
    var addresses: [IPAddress] = []
    for record in try document.elements("IpAddresses") {
      for address in [try record.address("Ip"), try record.address("Ipv6")] {
        if let address { addresses.append(address) }
      }
    }
    joins.resolver.addresses[parameter, default: []] += addresses
  }

  /// `route53resolver list-resolver-rules`: those of the account, and those that are shared with it.
  func readResolverRule(_ record: JSONValue) throws(JSONError) {
    let text = try record.string("RuleType")
    guard let type = ResolverRule.RuleType(rawValue: text) else {
      throw JSONError(token: record.token, message: "expected a type of rule that is known, found `\(text)`")
    }
    var targets: [ResolverRule.Target] = []
    for target in try record.elements("TargetIps") {
      let transport = try target.text("Protocol") ?? "Do53"
      let port = try target.port("Port") ?? (transport == "Do53" ? 53 : 443)
      for address in [try target.address("Ip"), try target.address("Ipv6")] {
        if let address { targets.append(ResolverRule.Target(address, port: port, protocol: transport)) }
      }
    }
    let domain = type == .delegate ? try record.string("DelegationRecord") : try record.string("DomainName")
    // The rule that AWS defines in every Region belongs to no account.
    let owner = try record.optionalId("OwnerId").flatMap { SnapshotFolder.isAccount($0) ? $0 : nil }
    topology.resolverRules.append(
      ResolverRule(
        try identity(record.id("Id"), record, name: record.text("Name"), owner: owner, arn: record.text("Arn")),
        ruleType: type,
        domainName: DomainName(domain),
        targets: targets, resolverEndpointId: try record.optionalId("ResolverEndpointId")))
  }

  /// `route53resolver list-resolver-rule-associations`.
  func readResolverRuleAssociation(_ record: JSONValue) throws(JSONError) {
    guard !["DELETING", "FAILED"].contains(try record.text("Status") ?? "") else { return }
    joins.resolver.vpcIds[try record.id("ResolverRuleId"), default: []].append(try record.id("VPCId"))
  }

  func finishResolver() {
    for index in topology.resolverEndpoints.indices {
      topology.resolverEndpoints[index].addresses = joins.resolver.addresses[topology.resolverEndpoints[index].id]
    }
    for index in topology.resolverRules.indices {
      topology.resolverRules[index].vpcIds = joins.resolver.vpcIds[topology.resolverRules[index].id] ?? []
    }
  }
}
