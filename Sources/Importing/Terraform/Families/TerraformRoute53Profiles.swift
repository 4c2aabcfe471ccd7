import NetworkModel

extension TerraformResourceType {
  static let route53Profiles: [TerraformResourceType] = [
    .resource("aws_route53profiles_profile", TerraformReading.readProfile),
    .part("aws_route53profiles_association", TerraformReading.readProfileAssociation),
    .part("aws_route53profiles_resource_association", TerraformReading.readProfileResource),
  ]
}

/// What resources of their own add to Route 53 Profiles.
struct ProfileTerraformJoins {
  var associations: [(profileId: String, association: Route53Profile.Association)] = []
  var resources: [(profileId: String, part: Part)] = []

  enum Part {
    case hostedZone(String)
    case resolverRule(String)
    case vpcEndpoint(String)
    case firewallRuleGroup(Route53Profile.FirewallRuleGroup)
  }
}

extension TerraformReading {
  /// `aws_route53profiles_profile`.
  func readProfile(_ block: TerraformBlock) throws(JSONError) {
    topology.route53Profiles.append(Route53Profile(try identity(block, name: block.text("name"))))
  }

  /// `aws_route53profiles_association`: a VPC of a Profile.
  func readProfileAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let profile = try link(block, "profile_id", .route53Profile),
      let vpc = try link(block, "resource_id", .vpc)
    else { return }
    joins.profile.associations.append((profile, .init(vpc, priority: try block.integer("priority"))))
  }

  /// `aws_route53profiles_resource_association`: what a Profile carries.
  func readProfileResource(_ block: TerraformBlock) throws(JSONError) {
    guard let profile = try link(block, "profile_id", .route53Profile),
      let arn = try link(block, "resource_arn", .profileResource)
    else { return }
    let properties = try block.text("resource_properties") ?? ""
    // `{"priority": 102}`, of a firewall rule group.
    let priority = Int(properties.filter(\.isNumber)) ?? 0
    if let part = part(ARN.resourceId(arn), arn, priority) { joins.profile.resources.append((profile, part)) }
  }

  /// What a resource is: by the service in its ARN, or by its type where it is made now.
  private func part(_ id: String, _ arn: String, _ priority: Int) -> ProfileTerraformJoins.Part? {
    if arn.hasPrefix("arn:") {
      let resource = ARN.resource(arn)
      if resource.hasPrefix("hostedzone/") { return .hostedZone(id) }
      if resource.hasPrefix("resolver-rule/") { return .resolverRule(id) }
      if resource.hasPrefix("vpc-endpoint/") { return .vpcEndpoint(id) }
      if resource.hasPrefix("firewall-rule-group/") { return .firewallRuleGroup(.init(id, priority: priority)) }
      return nil
    }
    if arn.contains("aws_route53_zone.") { return .hostedZone(arn) }
    if arn.contains("aws_route53_resolver_rule.") { return .resolverRule(arn) }
    if arn.contains("aws_vpc_endpoint.") { return .vpcEndpoint(arn) }
    if arn.contains("aws_route53_resolver_firewall_rule_group.") {
      return .firewallRuleGroup(.init(arn, priority: priority))
    }
    return nil
  }

  func finishProfiles() {
    for index in topology.route53Profiles.indices {
      let id = topology.route53Profiles[index].id
      topology.route53Profiles[index].associations =
        joins.profile.associations.filter { $0.profileId == id }.map(\.association)
      for (_, part) in joins.profile.resources.filter({ $0.profileId == id }) {
        switch part {
        case .hostedZone(let zone): topology.route53Profiles[index].hostedZoneIds.append(zone)
        case .resolverRule(let rule): topology.route53Profiles[index].resolverRuleIds.append(rule)
        case .vpcEndpoint(let endpoint): topology.route53Profiles[index].vpcEndpointIds.append(endpoint)
        case .firewallRuleGroup(let group): topology.route53Profiles[index].firewallRuleGroups.append(group)
        }
      }
    }
  }
}
