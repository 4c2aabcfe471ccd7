import NetworkModel

// Amazon ECS: services, the tasks that run for them, and the instances that those run on (dataplane section 10).
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html

/// What the calls of ECS say beside the services themselves.
struct ContainerJoins {
  /// By cluster and service: `main/web`.
  var tasks: [String: [Task]] = [:]
  /// By ARN.
  var taskDefinitions: [String: TaskDefinition] = [:]
  /// The EC2 instance of each container instance, by ARN.
  var instanceIds: [String: String] = [:]
  /// The task definition of each service, by the service's ARN.
  var definitionOfService: [String: String] = [:]

  struct Task {
    var networkInterfaceIds: [String]
    var containerInstance: String?
    var bindings: [ManagedResource.PortMapping]
  }

  struct TaskDefinition {
    var networkMode: String
    var portMappings: [ManagedResource.PortMapping]
  }
}

extension ScopeReading {
  /// `ecs describe-services`: the network configuration of the service, or of its newest deployment or task set.
  func readContainerService(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("serviceArn")
    var network = record.value("networkConfiguration")?.value("awsvpcConfiguration")
    var definition = try record.optionalId("taskDefinition")
    for key in ["deployments", "taskSets"] as [StaticString] {
      for deployment in try record.elements(key) {
        if network == nil { network = deployment.value("networkConfiguration")?.value("awsvpcConfiguration") }
        if definition == nil { definition = try deployment.optionalId("taskDefinition") }
      }
    }
    joins.container.definitionOfService[arn] = definition
    topology.managedResources.append(
      ManagedResource(
        try identity(
          arn, record, name: record.text("serviceName"), owner: ARN.account(arn), arn: arn, tags: "tags"),
        resourceKind: .service, subnetIds: try network?.ids("subnets") ?? [],
        groupIds: try network?.ids("securityGroups") ?? [], networkMode: network == nil ? nil : "awsvpc"))
  }

  /// `ecs describe-tasks`: where the tasks of a service run, and the ports of the host that lead to them.
  func readContainerTask(_ record: JSONValue) throws(JSONError) {
    guard let group = try record.text("group"), group.hasPrefix("service:") else { return }
    if try record.text("lastStatus") == "STOPPED" { return }
    var task = ContainerJoins.Task(
      networkInterfaceIds: [], containerInstance: try record.optionalId("containerInstanceArn"), bindings: [])
    for attachment in try record.elements("attachments") {
      for detail in try attachment.elements("details") where try detail.text("name") == "networkInterfaceId" {
        task.networkInterfaceIds.append(try detail.id("value"))
      }
    }
    for container in try record.elements("containers") {
      for binding in try container.elements("networkBindings") {
        task.bindings += try Self.portMappings(binding, hostRange: "hostPortRange")
      }
    }
    let cluster = ARN.resourceId(try record.optionalId("clusterArn") ?? "")
    joins.container.tasks["\(cluster)/\(group.dropFirst(8))", default: []].append(task)
  }

  /// `ecs describe-task-definition`: of tasks on instances the network mode is `bridge` unless written (Windows calls
  /// the same `default`).
  func readTaskDefinition(_ document: JSONValue) throws(JSONError) {
    let definition = try document.object("taskDefinition")
    let mode = try definition.text("networkMode") ?? "bridge"
    var mappings: [ManagedResource.PortMapping] = []
    for container in try definition.elements("containerDefinitions") {
      for mapping in try container.elements("portMappings") { mappings += try Self.portMappings(mapping) }
    }
    joins.container.taskDefinitions[try definition.id("taskDefinitionArn")] = .init(
      networkMode: mode == "default" ? "bridge" : mode, portMappings: mappings)
  }

  /// `ecs describe-container-instances`.
  func readContainerInstance(_ record: JSONValue) throws(JSONError) {
    guard let instance = try record.optionalId("ec2InstanceId") else { return }
    joins.container.instanceIds[try record.id("containerInstanceArn")] = instance
  }

  /// One port mapping, or those of a range: `8000-8010`.
  private static func portMappings(
    _ value: JSONValue, hostRange key: StaticString? = nil
  ) throws(JSONError) -> [ManagedResource.PortMapping] {
    let proto = try value.text("protocol") ?? "tcp"
    if let port = try value.port("containerPort") {
      return [.init(containerPort: port, hostPort: try value.port("hostPort") ?? 0, protocol: proto)]
    }
    guard let ports = try value.text("containerPortRange").flatMap(portRange) else { return [] }
    var hostPorts: [UInt16] = []
    if let key, let range = try value.text(key).flatMap(portRange) { hostPorts = Array(range) }
    return ports.enumerated().map { index, port in
      .init(containerPort: port, hostPort: index < hostPorts.count ? hostPorts[index] : 0, protocol: proto)
    }
  }

  private static func portRange(_ text: String) -> ClosedRange<UInt16>? {
    let ends = text.split(separator: "-").map { UInt16($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else { return nil }
    return first...last
  }

  /// The tasks that run for a service.
  func tasks(of service: ManagedResource) -> [ContainerJoins.Task] {
    let parts = ARN.resource(service.id).split(separator: "/")
    return parts.count >= 2 ? joins.container.tasks[parts.suffix(2).joined(separator: "/")] ?? [] : []
  }

  /// What tasks and task definitions add to a service.
  func finish(container service: inout ManagedResource) {
    let tasks = tasks(of: service)
    let definition = joins.container.definitionOfService[service.id].flatMap { joins.container.taskDefinitions[$0] }
    service.networkMode = definition?.networkMode ?? service.networkMode
    service.networkInterfaceIds = tasks.flatMap(\.networkInterfaceIds)
    let declared = definition?.portMappings ?? []
    switch service.networkMode {
    case "awsvpc":
      service.portMappings = unique(declared.map { .init(containerPort: $0.containerPort, protocol: $0.protocol) })
    case "none": break
    case let mode:
      service.instanceIds = unique(
        tasks.compactMap { $0.containerInstance.flatMap { joins.container.instanceIds[$0] } })
      if mode == "host" {
        service.portMappings = unique(
          declared.map {
            .init(containerPort: $0.containerPort, hostPort: $0.containerPort, protocol: $0.protocol)
          })
      } else {
        let bound = tasks.flatMap(\.bindings)
        service.portMappings = unique(bound.isEmpty ? declared : bound)
      }
    }
  }
}
