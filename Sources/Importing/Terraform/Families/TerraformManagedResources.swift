import Addressing
import NetworkModel

extension TerraformResourceType {
  static let managedResources: [TerraformResourceType] = [
    .resource("aws_lambda_function", id: "arn", data: true, TerraformReading.readFunction),
    .part("aws_lambda_alias", TerraformReading.readNothing),
    .resource("aws_ecs_service", TerraformReading.readContainerService),
    .part("aws_ecs_task_definition", id: "arn", TerraformReading.readTaskDefinition),
    .resource("aws_autoscaling_group", id: "arn", TerraformReading.readAutoScalingGroup),
    .part("aws_launch_template", TerraformReading.readLaunchTemplate),
    .resource("aws_db_instance", id: "arn", TerraformReading.readDBInstance),
    .resource("aws_rds_cluster_instance", id: "arn", TerraformReading.readDBInstance),
    .part("aws_rds_cluster", id: "arn", TerraformReading.readDBCluster),
    .part("aws_db_subnet_group", TerraformReading.readSubnetGroup),
    .resource("aws_elasticache_cluster", id: "arn", TerraformReading.readCacheCluster),
    .resource("aws_elasticache_replication_group", id: "arn", TerraformReading.readCacheCluster),
    .part("aws_elasticache_subnet_group", TerraformReading.readSubnetGroup),
  ]
}

/// What resources of their own say of services.
struct ManagedResourceJoins {
  /// The subnets of subnet groups, by name and by id.
  var subnetGroups: [String: [String]] = [:]
  var taskNetworkModes: [String: String] = [:]
  var taskPorts: [String: [ManagedResource.PortMapping]] = [:]
  /// The security groups of launch templates, by id and by name.
  var templateGroups: [String: [String]] = [:]
  var clusters: [String: Cluster] = [:]
  var pending: [Pending] = []

  struct Cluster {
    var subnetGroup: String?
    var groupIds: [String]
    var port: UInt16?
  }

  /// A service whose interfaces are made once everything has been read.
  struct Pending {
    var resource: ManagedResource
    var type: NetworkInterface.InterfaceType = .interface
    var description = ""
    var subnetGroup: String?
    var template: String?
    var taskDefinition: String?
    var cluster: String?
    /// Target groups that its members are put into, with the port.
    var targetGroups: [(arn: String, port: UInt16?)] = []
    var isPublic = false
    var hasInstances = false
  }
}

extension TerraformReading {
  /// `aws_lambda_function`: with the interfaces that it sends with, where it is in a VPC.
  func readFunction(_ block: TerraformBlock) throws(JSONError) {
    let name = try block.text("function_name")
    let network = try block.block("vpc_config")
    let resource = ManagedResource(
      try identity(block, name: name), resourceKind: .function, vpcId: try network?.text("vpc_id"),
      subnetIds: try network.map { network throws(JSONError) in try links(network, "subnet_ids", .subnet) } ?? [],
      groupIds: try network.map { network throws(JSONError) in
        try links(network, "security_group_ids", .securityGroup)
      } ?? [],
      // Nobody may call one that is made now but for permissions that are made with it.
      policyDocument: resources.isCreated(block.instance) ? TerraformPolicyText.document([]) : nil)
    joins.managed.pending.append(
      .init(resource: resource, type: .lambda, description: "AWS Lambda VPC ENI-\(name ?? resource.id)"))
  }

  /// `aws_ecs_service`: with an interface in each subnet for its tasks, where these have interfaces of their own.
  func readContainerService(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    var pending = ManagedResourceJoins.Pending(resource: ManagedResource(identity, resourceKind: .service))
    if let network = try block.block("network_configuration") {
      pending.resource.subnetIds = try links(network, "subnets", .subnet)
      pending.resource.groupIds = try links(network, "security_groups", .securityGroup)
      if pending.resource.groupIds.isEmpty { pending.resource.groupIds = [Self.defaultGroup] }
      pending.isPublic = try network.boolean("assign_public_ip") ?? false
    }
    pending.taskDefinition = try link(block, "task_definition", .taskDefinition)
    for balancer in try block.blocks("load_balancer") {
      if let group = try link(balancer, "target_group_arn", .targetGroup) {
        pending.targetGroups.append((group, try port(balancer, "container_port")))
      }
    }
    joins.managed.pending.append(pending)
  }

  /// `aws_ecs_task_definition`.
  func readTaskDefinition(_ block: TerraformBlock) throws(JSONError) {
    let mode = try block.text("network_mode") ?? "bridge"
    let ports = Self.portMappings(try block.text("container_definitions") ?? "")
    for id in [id(of: block.instance), try block.text("family") ?? ""] where !id.isEmpty {
      joins.managed.taskNetworkModes[id] = mode
      joins.managed.taskPorts[id] = ports
    }
  }

  /// The ports in the JSON of container definitions.
  private static func portMappings(_ text: String) -> [ManagedResource.PortMapping] {
    guard let document = try? JSONDocument(MappedFile(text: text), interner: StringInterner()) else { return [] }
    return withExtendedLifetime(document) {
      var mappings: [ManagedResource.PortMapping] = []
      for container in (try? document.root.elements()).map(Array.init) ?? [] {
        for mapping in (try? container.elements("portMappings")).map(Array.init) ?? [] {
          guard let port = (try? mapping.port("containerPort")) ?? nil else { continue }
          mappings.append(
            .init(
              containerPort: port, hostPort: (try? mapping.port("hostPort")) ?? nil,
              protocol: ((try? mapping.text("protocol")) ?? nil) ?? "tcp"))
        }
      }
      return mappings
    }
  }

  /// `aws_autoscaling_group`: with an instance in each subnet that stands for those that come and go.
  func readAutoScalingGroup(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    var pending = ManagedResourceJoins.Pending(
      resource: ManagedResource(
        identity, resourceKind: .autoScalingGroup, subnetIds: try links(block, "vpc_zone_identifier", .subnet)))
    var template = try block.block("launch_template")
    if template == nil, let mixed = try block.block("mixed_instances_policy")?.block("launch_template") {
      template = try mixed.block("launch_template_specification")
    }
    if let template {
      pending.template = try link(template, "id", .launchTemplate, or: "name", .launchTemplate)
      if pending.template == nil {
        pending.template = try link(
          template, "launch_template_id", .launchTemplate, or: "launch_template_name", .launchTemplate)
      }
    }
    for arn in try links(block, "target_group_arns", .targetGroup) { pending.targetGroups.append((arn, nil)) }
    pending.hasInstances = true
    if try block.integer("desired_capacity") == 0 { pending.resource.subnetIds = [] }
    joins.managed.pending.append(pending)
  }

  /// `aws_launch_template`: its security groups.
  func readLaunchTemplate(_ block: TerraformBlock) throws(JSONError) {
    var groups = try links(block, "vpc_security_group_ids", .securityGroup)
    for interface in try block.blocks("network_interfaces") {
      groups += try links(interface, "security_groups", .securityGroup)
    }
    for id in [id(of: block.instance), try block.text("name") ?? ""] where !id.isEmpty {
      joins.managed.templateGroups[id] = groups
    }
  }

  /// `aws_db_subnet_group` and `aws_elasticache_subnet_group`.
  func readSubnetGroup(_ block: TerraformBlock) throws(JSONError) {
    let subnets = try links(block, "subnet_ids", .subnet)
    for id in [id(of: block.instance), try block.text("name") ?? ""] where !id.isEmpty {
      joins.managed.subnetGroups[id] = subnets
    }
  }

  /// `aws_rds_cluster`: what its instances share.
  func readDBCluster(_ block: TerraformBlock) throws(JSONError) {
    let cluster = ManagedResourceJoins.Cluster(
      subnetGroup: try link(block, "db_subnet_group_name", .dbSubnetGroup),
      groupIds: try links(block, "vpc_security_group_ids", .securityGroup), port: try port(block, "port"))
    for id in [id(of: block.instance), try block.text("cluster_identifier") ?? ""] where !id.isEmpty {
      joins.managed.clusters[id] = cluster
    }
  }

  /// `aws_db_instance`, `aws_rds_cluster_instance`.
  func readDBInstance(_ block: TerraformBlock) throws(JSONError) {
    let standard = Self.standardPort(try block.text("engine") ?? "")
    let port = try port(block, "port") ?? standard
    let groups = try links(block, "vpc_security_group_ids", .securityGroup)
    let identity = try identity(block, name: block.text("identifier"))
    joins.managed.pending.append(
      .init(
        resource: ManagedResource(
          identity, resourceKind: .dbInstance, groupIds: groups.isEmpty ? [Self.defaultGroup] : groups,
          portMappings: port.map { [.init(containerPort: $0)] } ?? []),
        description: "RDSNetworkInterface", subnetGroup: try link(block, "db_subnet_group_name", .dbSubnetGroup),
        cluster: try link(block, "cluster_identifier", .dbCluster),
        isPublic: try block.boolean("publicly_accessible") ?? false))
  }

  /// The port that an engine listens at unless told otherwise.
  private static func standardPort(_ engine: String) -> UInt16? {
    if engine.contains("postgres") { return 5432 }
    if engine.contains("mysql") || engine.contains("maria") || engine == "aurora" { return 3306 }
    if engine.hasPrefix("oracle") { return 1521 }
    return engine.hasPrefix("sqlserver") ? 1433 : nil
  }

  /// `aws_elasticache_cluster`, `aws_elasticache_replication_group`.
  func readCacheCluster(_ block: TerraformBlock) throws(JSONError) {
    let name = try block.text("cluster_id", or: "replication_group_id")
    let groups = try links(block, "security_group_ids", .securityGroup)
    let isMemcached = try block.text("engine") == "memcached"
    let port = try port(block, "port") ?? (isMemcached ? 11211 : 6379)
    joins.managed.pending.append(
      .init(
        resource: ManagedResource(
          try identity(block, name: name), resourceKind: .cacheCluster,
          groupIds: groups.isEmpty ? [Self.defaultGroup] : groups, portMappings: [.init(containerPort: port)]),
        description: "ElastiCache \(name ?? id(of: block.instance))",
        subnetGroup: try link(block, "subnet_group_name", .cacheSubnetGroup)))
  }
}
