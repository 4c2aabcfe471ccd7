import NetworkModel

/// What calls about one load balancer or target group say, by the form that its ARN has in file names.
struct LoadBalancerJoins {
  var listeners: [String: [Listener]] = [:]
  /// The target groups that the rules of a listener forward to.
  var ruleTargets: [String: [String]] = [:]
  var attributes: [String: [String: String]] = [:]
  var targets: [String: [TargetGroup.Target]] = [:]
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
        subnetIds: try record.ids("AvailabilityZones", each: "SubnetId"), groupIds: try record.ids("SecurityGroups")))
  }

  /// `elb describe-load-balancers`: a Classic Load Balancer, which has no ARN in the answer.
  func readClassicLoadBalancer(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("LoadBalancerName")
    let partition = scope.region.hasPrefix("cn-") ? "aws-cn" : scope.region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    let arn = "arn:\(partition):elasticloadbalancing:\(scope.region):\(scope.account):loadbalancer/\(name)"
    var listeners: [Listener] = []
    for description in try record.elements("ListenerDescriptions") {
      guard let listener = description.value("Listener"), let port = try listener.port("LoadBalancerPort") else {
        continue
      }
      listeners.append(
        Listener(
          arn: "\(arn):\(port)", port: port, protocol: try listener.text("Protocol") ?? "",
          instancePort: try listener.port("InstancePort"), instanceProtocol: try listener.text("InstanceProtocol")))
    }
    topology.loadBalancers.append(
      LoadBalancer(
        try identity(arn, record, name: name, arn: arn), type: .classic, vpcId: try record.optionalId("VPCId") ?? "",
        scheme: try record.text("Scheme") ?? "internal", dnsName: try record.text("DNSName") ?? "",
        subnetIds: try record.ids("Subnets"), groupIds: try record.ids("SecurityGroups"), listeners: listeners))
  }

  /// `elbv2 describe-listeners`. A Gateway Load Balancer listens on every port: its listener has none, 0 here.
  func readListener(_ record: JSONValue) throws(JSONError) {
    let loadBalancer = ARN.fileNamePart(try record.id("LoadBalancerArn"))
    joins.loadBalancer.listeners[loadBalancer, default: []].append(
      Listener(
        arn: try record.id("ListenerArn"), port: try record.port("Port") ?? 0,
        protocol: try record.text("Protocol") ?? "", targetGroupArns: try Self.targets(record, "DefaultActions")))
    noteRead(loadBalancer)
  }

  /// `elbv2 describe-rules`: where the rules of a listener forward to. The ARN of a rule is the listener's with the
  /// rule's own id behind.
  func readListenerRule(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("RuleArn")
    guard let end = arn.lastIndex(of: "/") else { return }
    let parts = arn[..<end].split(separator: ":listener-rule/", maxSplits: 1)
    guard parts.count == 2 else { return }
    joins.loadBalancer.ruleTargets["\(parts[0]):listener/\(parts[1])", default: []] +=
      try Self.targets(record, "Actions")
  }

  private static func targets(_ record: JSONValue, _ key: StaticString) throws(JSONError) -> [String] {
    var targets: [String] = []
    for action in try record.elements(key) {
      if let target = try action.optionalId("TargetGroupArn"), !targets.contains(target) { targets.append(target) }
      for target in try action.value("ForwardConfig")?.ids("TargetGroups", each: "TargetGroupArn") ?? []
      where !targets.contains(target) { targets.append(target) }
    }
    return targets
  }

  /// `elbv2 describe-target-groups`.
  func readTargetGroup(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("TargetGroupArn")
    topology.targetGroups.append(
      TargetGroup(
        try identity(arn, record, name: record.text("TargetGroupName"), owner: ARN.account(arn), arn: arn),
        targetType: try record.text("TargetType") ?? "instance", protocol: try record.text("Protocol") ?? "",
        port: try record.port("Port"), vpcId: try record.optionalId("VpcId"), targets: nil))
  }

  /// `elbv2 describe-target-health` of one target group, or Batfish's `LoadBalancerTargetHealth`.
  func readTargetHealth(_ document: JSONValue) throws(JSONError) {
    guard let group = try document.optionalId("TargetGroupArn").map(ARN.fileNamePart) ?? parameter else { return }
    var targets: [TargetGroup.Target] = []
    for description in try document.elements("TargetHealthDescriptions") {
      let target = try description.object("Target")
      targets.append(
        TargetGroup.Target(
          id: try target.id("Id"), port: try target.port("Port"),
          availabilityZone: try target.optionalId("AvailabilityZone"),
          health: try description.value("TargetHealth")?.optionalId("State")))
    }
    joins.loadBalancer.targets[group] = targets
    noteRead(group)
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
    for index in topology.loadBalancers.indices where topology.loadBalancers[index].type != .classic {
      let key = ARN.fileNamePart(topology.loadBalancers[index].id)
      topology.loadBalancers[index].attributes = joins.loadBalancer.attributes[key]
      topology.loadBalancers[index].listeners = (joins.loadBalancer.listeners[key] ?? []).map { listener in
        var whole = listener
        for target in joins.loadBalancer.ruleTargets[listener.arn] ?? []
        where !whole.targetGroupArns.contains(target) { whole.defaultActions.append(.forward([.init(target)])) }
        return whole
      }
    }
    for index in topology.targetGroups.indices {
      let key = ARN.fileNamePart(topology.targetGroups[index].id)
      topology.targetGroups[index].targets = joins.loadBalancer.targets[key]
      topology.targetGroups[index].attributes = joins.loadBalancer.attributes[key]
    }
  }
}
