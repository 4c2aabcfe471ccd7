import NetworkModel

/// What Route 53 Profiles' calls say of what others list.
struct ProfileJoins {
  /// By the id of the Profile.
  var associations: [String: [Route53Profile.Association]] = [:]
  var resources: [String: [Resource]] = [:]

  struct Resource {
    var id: String
    /// AWS's word: `HOSTED_ZONE`, `RESOLVER_RULE`, `FIREWALL_RULE_GROUP`, `VPC_ENDPOINT` …
    var type: String
    var priority: Int
  }
}

extension ScopeReading {
  /// `route53profiles list-profiles`.
  func readProfile(_ record: JSONValue) throws(JSONError) {
    topology.route53Profiles.append(
      Route53Profile(
        try identity(
          record.id("Id"), record, name: record.text("Name"), owner: record.text("Arn").flatMap { ARN.account($0) },
          arn: record.text("Arn"))))
  }

  /// `route53profiles list-profile-associations`: the VPCs of Profiles.
  func readProfileAssociation(_ record: JSONValue) throws(JSONError) {
    guard !["DELETING", "DELETED", "FAILED"].contains(try record.text("Status") ?? "") else { return }
    joins.profile.associations[try record.id("ProfileId"), default: []].append(
      .init(try record.id("ResourceId"), priority: try record.integer("Priority")))
  }

  /// `route53profiles list-profile-resource-associations` of one Profile: what it carries.
  func readProfileResources(_ document: JSONValue) throws(JSONError) {
    guard let parameter else { return }
    for record in try document.elements("ProfileResourceAssociations") {
      joins.profile.resources[parameter, default: []].append(
        ProfileJoins.Resource(
          id: ARN.resourceId(try record.string("ResourceArn")), type: try record.text("ResourceType") ?? "",
          priority: Self.priority(try record.text("ResourceProperties"))))
    }
  }

  /// The number in `{"priority": 102}`, the properties of a firewall rule group.
  private static func priority(_ properties: String?) -> Int {
    Int((properties ?? "").filter(\.isNumber)) ?? 0
  }

  func finishProfiles() {
    for index in topology.route53Profiles.indices {
      let id = topology.route53Profiles[index].id
      topology.route53Profiles[index].associations = joins.profile.associations[id] ?? []
      for resource in joins.profile.resources[id] ?? [] {
        switch resource.type {
        case "HOSTED_ZONE", "PRIVATE_HOSTED_ZONE": topology.route53Profiles[index].hostedZoneIds.append(resource.id)
        case "RESOLVER_RULE": topology.route53Profiles[index].resolverRuleIds.append(resource.id)
        case "VPC_ENDPOINT": topology.route53Profiles[index].vpcEndpointIds.append(resource.id)
        case "FIREWALL_RULE_GROUP":
          topology.route53Profiles[index].firewallRuleGroups.append(.init(resource.id, priority: resource.priority))
        default: break
        }
      }
    }
  }
}
