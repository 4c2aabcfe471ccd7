import Addressing
import NetworkModel

extension TerraformReading {
  /// Makes the interfaces that services make for themselves, one in each subnet that they may be in.
  func finishManagedResources() {
    let vpcs = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    for var pending in joins.managed.pending {
      complete(&pending)
      if let subnet = pending.resource.subnetIds.first {
        pending.resource.vpcId = vpcs[subnet] ?? pending.resource.vpcId
      }
      let group = joins.vpc.managed.first { $0.id == pending.resource.vpcId }?.defaultGroupId
      pending.resource.groupIds = pending.resource.groupIds.map {
        $0 == Self.defaultGroup
          ? group ?? "the default security group of \(pending.resource.vpcId ?? "its VPC")" : $0
      }
      for subnet in pending.resource.subnetIds { addMember(of: &pending, in: subnet) }
      topology.managedResources.append(pending.resource)
    }
  }

  /// Takes over what other resources say.
  private func complete(_ pending: inout ManagedResourceJoins.Pending) {
    if let cluster = pending.cluster.flatMap({ joins.managed.clusters[$0] }) {
      pending.subnetGroup = pending.subnetGroup ?? cluster.subnetGroup
      pending.resource.groupIds = cluster.groupIds.isEmpty ? pending.resource.groupIds : cluster.groupIds
      if let port = cluster.port { pending.resource.portMappings = [.init(containerPort: port)] }
    }
    if let name = pending.subnetGroup { pending.resource.subnetIds = joins.managed.subnetGroups[name] ?? [] }
    if pending.hasInstances {
      let groups = pending.template.flatMap { joins.managed.templateGroups[$0] }
      // Without a template that is visible the groups are not, either.
      pending.resource.groupIds =
        groups.map { $0.isEmpty ? [Self.defaultGroup] : $0 }
        ?? ["the security groups of \(resourceAddress(pending.resource.identity))"]
    }
    guard let task = pending.taskDefinition else { return }
    pending.resource.networkMode = joins.managed.taskNetworkModes[task]
    pending.resource.portMappings = joins.managed.taskPorts[task] ?? []
    for (arn, _) in pending.targetGroups where pending.resource.subnetIds.isEmpty {
      // Tasks on the network of their instances are where their instances are, which no plan tells.
      joins.loadBalancer.openGroups.insert(arn)
    }
  }

  private func addMember(of pending: inout ManagedResourceJoins.Pending, in subnet: String) {
    let owner = pending.resource.identity
    let id = "\(owner.id)/\(subnet)"
    let reason = "AWS places the \(pending.resource.resourceKind.words) in one of its subnets or in several"
    let address = resourceAddress(owner)
    var interface = NetworkInterface(
      synthesized(pending.hasInstances ? "\(id).primary_network_interface_id" : id, for: owner, reason),
      interfaceType: pending.type, vpcId: pending.resource.vpcId ?? "", subnetId: subnet, privateAddresses: [],
      groupIds: pending.resource.groupIds, requesterManaged: !pending.hasInstances,
      interfaceDescription: pending.description)
    if pending.hasInstances {
      topology.instances.append(Instance(synthesized(id, for: owner, reason, name: owner.name)))
      interface.instanceId = id
      pending.resource.instanceIds.append(id)
    }
    pending.resource.networkInterfaceIds.append(interface.id)
    joins.addresses.open[interface.id] = "\(address).private_ip"
    if pending.isPublic { joins.addresses.needsPublic.insert(interface.id) }
    for (group, port) in pending.targetGroups {
      let target = pending.hasInstances ? id : "\(interface.id).private_ip"
      joins.loadBalancer.targets.append((group, TargetGroup.Target(id: target, port: port)))
    }
    topology.networkInterfaces.append(interface)
  }
}
