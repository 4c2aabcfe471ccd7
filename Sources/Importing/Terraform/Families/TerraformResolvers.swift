import Addressing
import NetworkModel

extension TerraformResourceType {
  static let resolvers: [TerraformResourceType] =
    [
      .resource("aws_route53_resolver_endpoint", TerraformReading.readResolverEndpoint),
      .resource("aws_route53_resolver_rule", TerraformReading.readResolverRule),
      .part("aws_route53_resolver_rule_association", TerraformReading.readResolverRuleAssociation),
    ]
    + ignored(
      "it changes how answers are checked or logged, not which there are", "aws_route53_resolver_config",
      "aws_route53_resolver_dnssec_config", "aws_route53_resolver_firewall_config",
      "aws_route53_resolver_query_log_config", "aws_route53_resolver_query_log_config_association")
}

/// What resources of their own add to Resolver's rules.
struct ResolverTerraformJoins {
  var vpcs: [(ruleId: String, vpcId: String)] = []
}

extension TerraformReading {
  /// `aws_route53_resolver_endpoint`: with its interfaces.
  func readResolverEndpoint(_ block: TerraformBlock) throws(JSONError) {
    let text = try block.text("direction") ?? ""
    guard let direction = ResolverEndpoint.Direction(rawValue: text) else {
      throw JSONError(
        token: block.values?.token ?? 0, message: "expected a direction that is known, found `\(text)`")
    }
    let identity = try identity(block, name: block.text("name"))
    let groups = try links(block, "security_group_ids", .securityGroup)
    topology.resolverEndpoints.append(
      ResolverEndpoint(
        identity, direction: direction, vpcId: try block.text("host_vpc_id") ?? "", groupIds: groups))
    for place in try block.blocks("ip_address") {
      let subnet = try subnet(place)
      let id = "\(identity.id)/\(subnet)"
      var interface = NetworkInterface(
        synthesized(id, for: identity, "AWS makes an interface for each address of the resolver endpoint"), vpcId: "",
        subnetId: subnet, privateAddresses: [], groupIds: groups, requesterManaged: true,
        interfaceDescription: "Route 53 Resolver: \(identity.id)")
      if let address = try place.text("ip").flatMap({ IPAddress($0) }) {
        interface.privateAddresses = [address]
      } else {
        joins.addresses.open[id] = unknownName(place, "ip")
      }
      topology.networkInterfaces.append(interface)
      joins.addresses.resolverInterfaces[identity.id, default: []].append(id)
    }
  }

  /// `aws_route53_resolver_rule`.
  func readResolverRule(_ block: TerraformBlock) throws(JSONError) {
    let text = try block.text("rule_type") ?? ""
    guard let type = ResolverRule.RuleType(rawValue: text) else {
      throw JSONError(
        token: block.values?.token ?? 0, message: "expected a type of rule that is known, found `\(text)`")
    }
    var targets: [ResolverRule.Target] = []
    for target in try block.blocks("target_ip") {
      let transport = try target.text("protocol") ?? "Do53"
      let port = try port(target, "port") ?? (transport == "Do53" ? 53 : 443)
      for address in [try target.text("ip"), try target.text("ipv6")] {
        if let address = address.flatMap({ IPAddress($0) }) {
          targets.append(ResolverRule.Target(address, port: port, protocol: transport))
        }
      }
    }
    topology.resolverRules.append(
      ResolverRule(
        try identity(block, name: block.text("name")), ruleType: type,
        domainName: DomainName(try block.text("domain_name") ?? ""), targets: targets,
        resolverEndpointId: try link(block, "resolver_endpoint_id", .resolverEndpoint)))
  }

  /// `aws_route53_resolver_rule_association`.
  func readResolverRuleAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let rule = try link(block, "resolver_rule_id", .resolverRule), let vpc = try link(block, "vpc_id", .vpc)
    else { return }
    joins.resolver.vpcs.append((rule, vpc))
  }

  func finishResolvers() {
    for index in topology.resolverRules.indices {
      let id = topology.resolverRules[index].id
      topology.resolverRules[index].vpcIds = unique(joins.resolver.vpcs.filter { $0.ruleId == id }.map(\.vpcId))
    }
  }
}
