import NetworkModel

extension ScopeReading {
  /// `lambda list-functions`.
  func readFunction(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("FunctionArn")
    let network = record.value("VpcConfig")
    topology.managedResources.append(
      ManagedResource(
        try identity(arn, record, name: record.text("FunctionName"), owner: ARN.account(arn), arn: arn),
        resourceKind: .function, vpcId: try network?.optionalId("VpcId"),
        subnetIds: try network?.ids("SubnetIds") ?? [], groupIds: try network?.ids("SecurityGroupIds") ?? []))
  }

  /// `rds describe-db-instances`.
  func readDBInstance(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("DBInstanceIdentifier")
    let arn = try record.optionalId("DBInstanceArn")
    let subnets = record.value("DBSubnetGroup")
    topology.managedResources.append(
      ManagedResource(
        try identity(arn ?? name, record, name: name, owner: arn.flatMap(ARN.account), arn: arn, tags: "TagList"),
        resourceKind: .dbInstance, vpcId: try subnets?.optionalId("VpcId"),
        subnetIds: try subnets?.ids("Subnets", each: "SubnetIdentifier") ?? [],
        groupIds: try record.ids("VpcSecurityGroups", each: "VpcSecurityGroupId")))
  }

  /// `elasticache describe-cache-clusters`.
  func readCacheCluster(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("CacheClusterId")
    let arn = try record.optionalId("ARN")
    joins.cacheClusterIds[arn ?? name] = name
    topology.managedResources.append(
      ManagedResource(
        try identity(arn ?? name, record, name: name, owner: arn.flatMap(ARN.account), arn: arn),
        resourceKind: .cacheCluster, groupIds: try record.ids("SecurityGroups", each: "SecurityGroupId")))
  }

  /// `ecs describe-services`: the network configuration of the service, or of its newest deployment.
  func readContainerService(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("serviceArn")
    var network = record.value("networkConfiguration")?.value("awsvpcConfiguration")
    for deployment in try record.elements("deployments") where network == nil {
      network = deployment.value("networkConfiguration")?.value("awsvpcConfiguration")
    }
    topology.managedResources.append(
      ManagedResource(
        try identity(
          arn, record, name: record.text("serviceName"), owner: ARN.account(arn), arn: arn, tags: "tags"),
        resourceKind: .service, subnetIds: try network?.ids("subnets") ?? [],
        groupIds: try network?.ids("securityGroups") ?? []))
  }

  /// `ecs describe-tasks`: the interfaces of the tasks of a service.
  func readContainerTask(_ record: JSONValue) throws(JSONError) {
    guard let group = try record.text("group"), group.hasPrefix("service:") else { return }
    let cluster = ARN.resourceId(try record.optionalId("clusterArn") ?? "")
    for attachment in try record.elements("attachments") {
      for detail in try attachment.elements("details") where try detail.text("name") == "networkInterfaceId" {
        joins.taskInterfaceIds["\(cluster)/\(group.dropFirst(8))", default: []].append(try detail.id("value"))
      }
    }
  }

  /// Finds the interfaces of each resource: AWS says whose an interface is in its description only.
  func finishManagedResources() {
    guard !topology.managedResources.isEmpty else { return }
    let candidates = topology.networkInterfaces.filter {
      $0.interfaceType == .lambda || $0.interfaceDescription == "RDSNetworkInterface"
        || $0.interfaceDescription.hasPrefix("ElastiCache ")
    }
    for index in topology.managedResources.indices {
      let resource = topology.managedResources[index]
      topology.managedResources[index].networkInterfaceIds = interfaceIds(of: resource, among: candidates)
      if resource.vpcId == nil, let subnet = resource.subnetIds.first {
        topology.managedResources[index].vpcId = topology.subnets.first { $0.id == subnet }?.vpcId
      }
    }
  }

  private func interfaceIds(of resource: ManagedResource, among interfaces: [NetworkInterface]) -> [String] {
    func isPlaced(_ interface: NetworkInterface) -> Bool {
      resource.subnetIds.contains(interface.subnetId) && Set(interface.groupIds) == Set(resource.groupIds)
    }
    switch resource.resourceKind {
    case .function:
      // Functions with the same subnets and groups share their interfaces.
      return interfaces.filter { $0.interfaceType == .lambda && isPlaced($0) }.map(\.id)
    case .cacheCluster:
      let name = joins.cacheClusterIds[resource.id] ?? resource.id
      return interfaces.filter { $0.interfaceDescription == "ElastiCache \(name)" }.map(\.id)
    case .dbInstance:
      // The interface does not name its database: it is told only where no other one has the same groups.
      let twins = topology.managedResources.filter {
        $0.resourceKind == .dbInstance && $0.vpcId == resource.vpcId && Set($0.groupIds) == Set(resource.groupIds)
      }
      guard twins.count == 1 else { return [] }
      return interfaces.filter { $0.interfaceDescription == "RDSNetworkInterface" && isPlaced($0) }.map(\.id)
    default:
      let parts = ARN.resource(resource.id).split(separator: "/")
      guard parts.count >= 2 else { return [] }
      return joins.taskInterfaceIds[parts.suffix(2).joined(separator: "/")] ?? []
    }
  }
}
