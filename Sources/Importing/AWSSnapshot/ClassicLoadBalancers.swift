import NetworkModel

// Classic Load Balancers: an API of their own, without ARNs.
// https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/Welcome.html

extension ScopeReading {
  /// `elb describe-load-balancers`.
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
    var instances: [TargetGroup.Target] = []
    for instance in try record.ids("Instances", each: "InstanceId") {
      instances.append(TargetGroup.Target(id: instance, port: nil))
    }
    topology.loadBalancers.append(
      LoadBalancer(
        try identity(arn, record, name: name, arn: arn), type: .classic, vpcId: try record.optionalId("VPCId") ?? "",
        scheme: try record.text("Scheme") ?? "internal", dnsName: try record.text("DNSName") ?? "",
        subnetIds: try record.ids("Subnets"), groupIds: try record.ids("SecurityGroups"), listeners: listeners,
        instances: instances,
        healthCheck: try record.value("HealthCheck")?.text("Target").flatMap(HealthCheck.init(classic:))))
  }

  /// `elb describe-instance-health` of one load balancer.
  func readInstanceHealth(_ document: JSONValue) throws(JSONError) {
    guard let balancer = parameter else { return }
    var states: [String: String] = [:]
    for state in try document.elements("InstanceStates") {
      switch try state.text("State") {
      case "InService": states[try state.id("InstanceId")] = "healthy"
      case "OutOfService": states[try state.id("InstanceId")] = "unhealthy"
      default: continue
      }
    }
    joins.loadBalancer.instanceHealth[balancer] = states
  }

  /// `elb describe-load-balancer-attributes`, by the keys that the other load balancers have for the same.
  func readClassicAttributes(_ document: JSONValue) throws(JSONError) {
    guard let balancer = parameter else { return }
    let given = try document.object("LoadBalancerAttributes")
    var attributes: [String: String] = [:]
    if let isOn = try given.value("CrossZoneLoadBalancing")?.boolean("Enabled") {
      attributes["load_balancing.cross_zone.enabled"] = isOn ? "true" : "false"
    }
    if let seconds = try given.value("ConnectionSettings")?.integer("IdleTimeout") {
      attributes["idle_timeout.timeout_seconds"] = "\(seconds)"
    }
    for attribute in try given.elements("AdditionalAttributes") {
      attributes[try attribute.id("Key")] = try attribute.text("Value") ?? ""
    }
    joins.loadBalancer.attributes[balancer] = attributes
  }

  /// What the calls about one Classic Load Balancer say of it.
  func finish(classic balancer: inout LoadBalancer) {
    let key = ARN.fileNamePart(balancer.identity.arn.map(ARN.resourceId) ?? balancer.id)
    balancer.attributes = joins.loadBalancer.attributes[key]
    guard let states = joins.loadBalancer.instanceHealth[key] else { return }
    balancer.instances = balancer.instances?.map { instance in
      var known = instance
      known.health = states[instance.id]
      return known
    }
  }
}
