import NetworkModel

/// Which databases and caches make up a cluster or a replication group, by the id of the whole.
struct DatabaseJoins {
  var cacheClusterIds: [String: String] = [:]
  var members: [String: [String]] = [:]
  /// The ports that replication groups say of their caches, by the cache's name.
  var cachePorts: [String: UInt16] = [:]
}

extension ScopeReading {
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
        groupIds: try record.ids("VpcSecurityGroups", each: "VpcSecurityGroupId"),
        portMappings: Self.listening(try record.value("Endpoint")?.port("Port"))))
  }

  /// `rds describe-db-clusters`: its instances have the interfaces.
  func readDBCluster(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("DBClusterIdentifier")
    let arn = try record.optionalId("DBClusterArn")
    joins.database.members[arn ?? name] = try record.ids("DBClusterMembers", each: "DBInstanceIdentifier")
    topology.managedResources.append(
      ManagedResource(
        try identity(arn ?? name, record, name: name, owner: arn.flatMap(ARN.account), arn: arn, tags: "TagList"),
        resourceKind: .dbCluster, groupIds: try record.ids("VpcSecurityGroups", each: "VpcSecurityGroupId"),
        portMappings: Self.listening(try record.port("Port"))))
  }

  /// `elasticache describe-cache-clusters`. Its port shows with `--show-cache-node-info` only, or in its replication
  /// group.
  func readCacheCluster(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("CacheClusterId")
    let arn = try record.optionalId("ARN")
    joins.database.cacheClusterIds[arn ?? name] = name
    var port = try record.value("ConfigurationEndpoint")?.port("Port")
    for node in try record.elements("CacheNodes") where port == nil { port = try node.value("Endpoint")?.port("Port") }
    topology.managedResources.append(
      ManagedResource(
        try identity(arn ?? name, record, name: name, owner: arn.flatMap(ARN.account), arn: arn),
        resourceKind: .cacheCluster, groupIds: try record.ids("SecurityGroups", each: "SecurityGroupId"),
        portMappings: Self.listening(port)))
  }

  /// `elasticache describe-replication-groups`: its cache clusters have the interfaces.
  func readReplicationGroup(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("ReplicationGroupId")
    let arn = try record.optionalId("ARN")
    let members = try record.ids("MemberClusters")
    var port = try record.value("ConfigurationEndpoint")?.port("Port")
    for group in try record.elements("NodeGroups") where port == nil {
      port = try group.value("PrimaryEndpoint")?.port("Port")
    }
    joins.database.members[arn ?? name] = members
    if let port { for member in members { joins.database.cachePorts[member] = port } }
    topology.managedResources.append(
      ManagedResource(
        try identity(arn ?? name, record, name: name, owner: arn.flatMap(ARN.account), arn: arn),
        resourceKind: .replicationGroup, portMappings: Self.listening(port)))
  }

  private static func listening(_ port: UInt16?) -> [ManagedResource.PortMapping] {
    guard let port, port != 0 else { return [] }
    return [.init(containerPort: port)]
  }

  /// The port of a cache that its replication group says.
  func finish(cache: inout ManagedResource) {
    guard cache.portMappings.isEmpty, let name = joins.database.cacheClusterIds[cache.id] else { return }
    cache.portMappings = Self.listening(joins.database.cachePorts[name])
  }

  /// The interfaces, VPC and subnets of the databases of a cluster, or of the caches of a group, are those of the whole.
  func finishDatabaseGroups() {
    for index in topology.managedResources.indices {
      guard let names = joins.database.members[topology.managedResources[index].id] else { continue }
      let kind: ResourceKind = topology.managedResources[index].resourceKind == .dbCluster ? .dbInstance : .cacheCluster
      let members = topology.managedResources.filter { member in
        member.resourceKind == kind && names.contains { $0 == Self.memberName(of: member) }
      }
      topology.managedResources[index].networkInterfaceIds = unique(members.flatMap(\.networkInterfaceIds))
      topology.managedResources[index].subnetIds = unique(members.flatMap(\.subnetIds))
      topology.managedResources[index].vpcId = members.lazy.compactMap(\.vpcId).first
      if topology.managedResources[index].groupIds.isEmpty {
        topology.managedResources[index].groupIds = unique(members.flatMap(\.groupIds))
      }
    }
  }

  /// What clusters call their members: the end of `…:db:orders-1`, whatever the tag `Name` says.
  private static func memberName(of resource: ManagedResource) -> String { ARN.resourceId(resource.id) }
}
