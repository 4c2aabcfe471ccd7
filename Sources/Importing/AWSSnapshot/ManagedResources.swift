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

  /// `lambda get-policy` of one function.
  func readFunctionPolicy(_ document: JSONValue) throws(JSONError) {
    guard let function = parameter else { return }
    joins.functionPolicies[function] = try document.id("Policy")
  }

  /// `autoscaling describe-auto-scaling-groups`: its instances, but for those that are gone.
  func readAutoScalingGroup(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("AutoScalingGroupName")
    let arn = try record.optionalId("AutoScalingGroupARN")
    var instances: [String] = []
    for instance in try record.elements("Instances") {
      if try ["Terminated", "Detached"].contains(instance.text("LifecycleState")) { continue }
      instances.append(try instance.id("InstanceId"))
    }
    let subnets = try record.text("VPCZoneIdentifier") ?? ""
    // Its tag `Name` is what its instances are to be called.
    var identity = try identity(arn ?? name, record, owner: arn.flatMap(ARN.account), arn: arn)
    identity.name = name
    topology.managedResources.append(
      ManagedResource(
        identity, resourceKind: .autoScalingGroup,
        subnetIds: subnets.split(separator: ",").map { String($0.drop { $0 == " " }) }, instanceIds: instances))
  }

  /// Finds the interfaces of each resource: AWS says whose an interface is in its description only.
  func finishManagedResources() {
    guard !topology.managedResources.isEmpty else { return }
    let candidates = topology.networkInterfaces.filter {
      $0.interfaceType == .lambda || $0.interfaceDescription == "RDSNetworkInterface"
        || $0.interfaceDescription.hasPrefix("ElastiCache ")
    }
    for index in topology.managedResources.indices {
      var resource = topology.managedResources[index]
      switch resource.resourceKind {
      case .service: finish(container: &resource)
      case .function:
        resource.policyDocument = joins.functionPolicies[ARN.fileNamePart(ARN.resourceId(resource.id))]
        resource.networkInterfaceIds = interfaceIds(of: resource, among: candidates)
      default:
        finish(cache: &resource)
        resource.networkInterfaceIds = interfaceIds(of: resource, among: candidates)
      }
      topology.managedResources[index] = resource
    }
    finishDatabaseGroups()
    placeManagedResources()
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
      let name = joins.database.cacheClusterIds[resource.id] ?? resource.id
      return interfaces.filter { $0.interfaceDescription == "ElastiCache \(name)" }.map(\.id)
    case .dbInstance:
      // The interface does not name its database: it is told only where no other one has the same groups.
      let twins = topology.managedResources.filter {
        $0.resourceKind == .dbInstance && $0.vpcId == resource.vpcId && Set($0.groupIds) == Set(resource.groupIds)
      }
      guard twins.count == 1 else { return [] }
      return interfaces.filter { $0.interfaceDescription == "RDSNetworkInterface" && isPlaced($0) }.map(\.id)
    default: return []
    }
  }

  /// The VPC of what does not say it: that of its subnets, its interfaces or its instances.
  private func placeManagedResources() {
    let unplaced = topology.managedResources.indices.filter { index in
      let resource = topology.managedResources[index]
      return resource.vpcId == nil
        && !(resource.subnetIds.isEmpty && resource.networkInterfaceIds.isEmpty && resource.instanceIds.isEmpty)
    }
    guard !unplaced.isEmpty else { return }
    let vpcOfSubnet = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    var vpcOfInterface: [String: String] = [:]
    for interface in topology.networkInterfaces {
      vpcOfInterface[interface.id] = interface.vpcId
      if let instance = interface.instanceId { vpcOfInterface[instance] = interface.vpcId }
    }
    for index in unplaced {
      let resource = topology.managedResources[index]
      topology.managedResources[index].vpcId =
        resource.subnetIds.lazy.compactMap { vpcOfSubnet[$0] }.first
        ?? (resource.networkInterfaceIds + resource.instanceIds).lazy.compactMap { vpcOfInterface[$0] }.first
    }
  }
}
