import Addressing
import NetworkModel

extension TerraformResourceType {
  static let loadBalancers: [TerraformResourceType] =
    ["aws_lb", "aws_alb"].map { .resource($0, id: "arn", data: true, TerraformReading.readLoadBalancer) }
    + ["aws_lb_target_group", "aws_alb_target_group"].map {
      .resource($0, id: "arn", data: true, TerraformReading.readTargetGroup)
    }
    + ["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"].map {
      .part($0, TerraformReading.readTargetGroupAttachment)
    }
    + [
      .resource("aws_elb", TerraformReading.readClassicLoadBalancer),
      .part("aws_elb_attachment", TerraformReading.readClassicAttachment),
      .part("aws_autoscaling_attachment", TerraformReading.readAutoScalingAttachment),
    ]
}

/// What resources of their own add to load balancers.
struct TerraformLoadBalancerJoins {
  var listeners: [(loadBalancer: String, listener: Listener)] = []
  var rules: [(listener: String, rule: Listener.Rule)] = []
  var certificates: [(listener: String, arn: String)] = []
  var targets: [(group: String, target: TargetGroup.Target)] = []
  /// Target groups that have a target which is not known yet, or targets that come and go by themselves.
  var openGroups: Set<String> = []
  /// The private address of each node that the configuration chooses, and its Elastic IP address.
  var nodeAddresses: [String: [String: IPAddress]] = [:]
  var nodeElastic: [String: [String: String]] = [:]
  var classicInstances: [(loadBalancer: String, instanceId: String)] = []
}

extension TerraformReading {
  /// `aws_lb`.
  func readLoadBalancer(_ block: TerraformBlock) throws(JSONError) {
    let type = try block.text("load_balancer_type") ?? "application"
    guard let parsed = LoadBalancer.LoadBalancerType(rawValue: type) else {
      throw JSONError(token: block.values?.token ?? 0, message: "expected a type of load balancer, found `\(type)`")
    }
    let identity = try identity(block, name: block.text("name"))
    var subnets = try links(block, "subnets", .subnet)
    for mapping in try block.blocks("subnet_mapping") {
      guard let subnet = try link(mapping, "subnet_id", .subnet) else { continue }
      if !subnets.contains(subnet) { subnets.append(subnet) }
      if let address = try mapping.text("private_ipv4_address").flatMap({ IPAddress($0) }) {
        joins.loadBalancer.nodeAddresses[identity.id, default: [:]][subnet] = address
      }
      if let elastic = try link(mapping, "allocation_id", .elasticIP) {
        joins.loadBalancer.nodeElastic[identity.id, default: [:]][subnet] = elastic
      }
    }
    var balancer = LoadBalancer(
      identity, type: parsed, vpcId: try link(block, "vpc_id", .vpc) ?? "",
      scheme: try block.boolean("internal") ?? false ? "internal" : "internet-facing",
      dnsName: try block.text("dns_name") ?? "\(identity.id).dns_name", subnetIds: subnets,
      groupIds: try links(block, "security_groups", .securityGroup),
      attributes: try attributes(block, Self.balancerKeys))
    // An Application Load Balancer always has a group; a Network Load Balancer only where it was made with one.
    if balancer.groupIds.isEmpty, parsed == .application { balancer.groupIds = [Self.defaultGroup] }
    let enforces = try block.text("enforce_security_group_inbound_rules_on_private_link_traffic")
    balancer.enforcesGroupsOnPrivateLink = enforces.map { $0 == "on" }
    topology.loadBalancers.append(balancer)
  }

  /// Stands for the default group of a VPC until the VPC is known.
  static let defaultGroup = "default"

  /// Terraform's words for attributes by AWS's keys.
  private static let balancerKeys = [
    "enable_cross_zone_load_balancing": "load_balancing.cross_zone.enabled",
    "idle_timeout": "idle_timeout.timeout_seconds",
    "drop_invalid_header_fields": "routing.http.drop_invalid_header_fields.enabled",
    "preserve_host_header": "routing.http.preserve_host_header.enabled",
    "dns_record_client_routing_policy": "dns_record.client_routing_policy",
    "enable_zonal_shift": "zonal_shift.config.enabled",
  ]

  private static let groupKeys = [
    "preserve_client_ip": "preserve_client_ip.enabled", "proxy_protocol_v2": "proxy_protocol_v2.enabled",
    "load_balancing_cross_zone_enabled": "load_balancing.cross_zone.enabled",
    "deregistration_delay": "deregistration_delay.timeout_seconds",
  ]

  private func attributes(_ block: TerraformBlock, _ keys: [String: String]) throws(JSONError) -> [String: String] {
    var attributes: [String: String] = [:]
    for (name, key) in keys { attributes[key] = try block.text(name) }
    return attributes
  }

  /// `aws_lb_target_group`.
  func readTargetGroup(_ block: TerraformBlock) throws(JSONError) {
    var attributes = try attributes(block, Self.groupKeys)
    if let routing = try block.block("target_group_health")?.block("unhealthy_state_routing") {
      let key = "target_group_health.unhealthy_state_routing.minimum_healthy_targets"
      attributes["\(key).count"] = try routing.text("minimum_healthy_targets_count")
      attributes["\(key).percentage"] = try routing.text("minimum_healthy_targets_percentage")
    }
    let isData = resources.instances[block.instance].isData
    topology.targetGroups.append(
      TargetGroup(
        try identity(block, name: block.text("name")), targetType: try block.text("target_type") ?? "instance",
        protocol: try block.text("protocol") ?? "", port: try port(block, "port"),
        vpcId: try link(block, "vpc_id", .vpc), targets: isData ? nil : [], attributes: attributes,
        healthCheck: try healthCheck(block),
        addressFamily: try block.text("ip_address_type") == "ipv6" ? .ipv6 : .ipv4))
  }

  func port(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> UInt16? {
    try block.integer(attribute).flatMap { UInt16(exactly: $0) }
  }

  private func healthCheck(_ block: TerraformBlock) throws(JSONError) -> HealthCheck? {
    guard let check = try block.block("health_check") else { return nil }
    return HealthCheck(
      protocol: try check.text("protocol") ?? "HTTP", port: try check.text("port").flatMap { UInt16($0) },
      path: try check.text("path"), matcher: try check.text("matcher"),
      isEnabled: try check.boolean("enabled") ?? true)
  }

  /// `aws_lb_target_group_attachment`.
  func readTargetGroupAttachment(_ block: TerraformBlock) throws(JSONError) {
    guard let group = try link(block, "target_group_arn", .targetGroup) else { return }
    guard let id = try link(block, "target_id", .target), !topology.visibility.unknownValues.contains(id) else {
      joins.loadBalancer.openGroups.insert(group)
      return
    }
    joins.loadBalancer.targets.append(
      (
        group,
        TargetGroup.Target(
          id: id, port: try port(block, "port"), availabilityZone: try block.text("availability_zone"))
      ))
  }

  /// `aws_elb`: a Classic Load Balancer.
  func readClassicLoadBalancer(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    var listeners: [Listener] = []
    for listener in try block.blocks("listener") {
      guard let port = try port(listener, "lb_port") else { continue }
      listeners.append(
        Listener(
          arn: "\(identity.id):\(port)", port: port, protocol: try listener.text("lb_protocol")?.uppercased() ?? "TCP",
          instancePort: try self.port(listener, "instance_port"),
          instanceProtocol: try listener.text("instance_protocol")?.uppercased(),
          certificateArn: try link(listener, "ssl_certificate_id", .certificate)))
    }
    let instances = try links(block, "instances", .instance)
    let isOpen = instances.contains { topology.visibility.unknownValues.contains($0) }
    let groups = try links(block, "security_groups", .securityGroup)
    topology.loadBalancers.append(
      LoadBalancer(
        identity, type: .classic, vpcId: "",
        scheme: try block.boolean("internal") ?? false ? "internal" : "internet-facing",
        dnsName: try block.text("dns_name") ?? "\(identity.id).dns_name",
        subnetIds: try links(block, "subnets", .subnet),
        groupIds: groups.isEmpty ? [Self.defaultGroup] : groups, listeners: listeners,
        attributes: [
          "load_balancing.cross_zone.enabled": try block.text("cross_zone_load_balancing") ?? "true"
        ], instances: isOpen ? nil : instances.map { TargetGroup.Target(id: $0, port: nil) },
        healthCheck: try block.block("health_check")?.text("target").flatMap { HealthCheck(classic: $0) }))
  }

  /// `aws_elb_attachment`.
  func readClassicAttachment(_ block: TerraformBlock) throws(JSONError) {
    guard let balancer = try link(block, "elb", .loadBalancer), let instance = try link(block, "instance", .instance)
    else { return }
    joins.loadBalancer.classicInstances.append((balancer, instance))
  }

  /// `aws_autoscaling_attachment`: the instances come and go by themselves.
  func readAutoScalingAttachment(_ block: TerraformBlock) throws(JSONError) {
    if let group = try link(block, "lb_target_group_arn", .targetGroup, or: "alb_target_group_arn", .targetGroup) {
      joins.loadBalancer.openGroups.insert(group)
    }
  }
}
