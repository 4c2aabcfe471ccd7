import NetworkModel

/// What calls about one load balancer or target group say, by the form that its ARN (of a Classic Load Balancer its
/// name) has in file names.
struct LoadBalancerJoins {
  var listeners: [String: [Listener]] = [:]
  /// By the listener's ARN; without the default rule.
  var rules: [String: [Listener.Rule]] = [:]
  var attributes: [String: [String: String]] = [:]
  var targets: [String: [TargetGroup.Target]] = [:]
  /// Of Classic Load Balancers: the state of each instance.
  var instanceHealth: [String: [String: String]] = [:]
}

extension ScopeReading {
  /// `elbv2 describe-load-balancers`.
  func readLoadBalancer(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("LoadBalancerArn")
    let type = try record.text("Type") ?? "application"
    guard let parsed = LoadBalancer.LoadBalancerType(rawValue: type) else {
      throw JSONError(token: record.token, message: "expected a type of load balancer that is known, found `\(type)`")
    }
    topology.loadBalancers.append(
      LoadBalancer(
        try identity(arn, record, name: record.text("LoadBalancerName"), owner: ARN.account(arn), arn: arn),
        type: parsed, vpcId: try record.optionalId("VpcId") ?? "", scheme: try record.text("Scheme") ?? "internal",
        state: try record.value("State")?.text("Code") ?? "active", dnsName: try record.text("DNSName") ?? "",
        subnetIds: try record.ids("AvailabilityZones", each: "SubnetId"), groupIds: try record.ids("SecurityGroups"),
        enforcesGroupsOnPrivateLink: try record.text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
          .map { $0 != "off" }))
  }

  /// `elbv2 describe-load-balancer-attributes` and `-target-group-attributes`, or Batfish's `LoadBalancerAttributes`.
  func readLoadBalancingAttributes(_ document: JSONValue) throws(JSONError) {
    guard let owner = try document.optionalId("LoadBalancerArn").map(ARN.fileNamePart) ?? parameter else { return }
    var attributes: [String: String] = [:]
    for attribute in try document.elements("Attributes") {
      attributes[try attribute.id("Key")] = try attribute.value("Value")?.interned() ?? ""
    }
    joins.loadBalancer.attributes[owner] = attributes
    noteRead(owner)
  }

  func finishLoadBalancers() {
    for index in topology.loadBalancers.indices {
      if topology.loadBalancers[index].type == .classic {
        finish(classic: &topology.loadBalancers[index])
      } else {
        topology.loadBalancers[index].attributes =
          joins.loadBalancer.attributes[ARN.fileNamePart(topology.loadBalancers[index].id)]
        topology.loadBalancers[index].listeners = finishedListeners(of: topology.loadBalancers[index])
      }
    }
    finishTargetGroups()
  }
}
