import NetworkModel

extension ScopeReading {
  /// `elbv2 describe-target-groups`.
  func readTargetGroup(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("TargetGroupArn")
    topology.targetGroups.append(
      TargetGroup(
        try identity(arn, record, name: record.text("TargetGroupName"), owner: ARN.account(arn), arn: arn),
        targetType: try record.text("TargetType") ?? "instance", protocol: try record.text("Protocol") ?? "",
        port: try record.port("Port"), vpcId: try record.optionalId("VpcId"), targets: nil,
        healthCheck: try Self.healthCheck(record),
        addressFamily: try record.text("IpAddressType") == "ipv6" ? .ipv6 : .ipv4))
  }

  /// The health check, whose protocol a group of functions does not have.
  private static func healthCheck(_ record: JSONValue) throws(JSONError) -> HealthCheck? {
    let proto = try record.text("HealthCheckProtocol")
    let isEnabled = try record.boolean("HealthCheckEnabled")
    guard proto != nil || isEnabled != nil else { return nil }
    let port = try record.text("HealthCheckPort") ?? "traffic-port"
    var matcher = try record.value("Matcher")?.text("HttpCode")
    if matcher == nil { matcher = try record.value("Matcher")?.text("GrpcCode") }
    return HealthCheck(
      protocol: proto ?? "", port: UInt16(port), path: try record.text("HealthCheckPath"),
      matcher: matcher, isEnabled: isEnabled ?? true)
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

  func finishTargetGroups() {
    for index in topology.targetGroups.indices {
      let key = ARN.fileNamePart(topology.targetGroups[index].id)
      topology.targetGroups[index].targets = joins.loadBalancer.targets[key]
      topology.targetGroups[index].attributes = joins.loadBalancer.attributes[key]
    }
  }
}
