import Addressing
import NetworkModel

extension TerraformReading {
  /// Completes interfaces: VPC, groups and attachments. Addresses are given once all inputs are one.
  func finishInterfaces() {
    let vpcs = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    let attached = Dictionary(
      joins.addresses.attachments.map { ($0.interfaceId, $0.instanceId) }, uniquingKeysWith: { first, _ in first })
    var groups: [String: [String]] = [:]
    for (group, interface) in joins.securityGroup.interfaces { groups[interface, default: []].append(group) }
    for index in topology.networkInterfaces.indices {
      var interface = topology.networkInterfaces[index]
      interface.vpcId = vpcs[interface.subnetId] ?? interface.vpcId
      for group in groups[interface.id] ?? [] where !interface.groupIds.contains(group) {
        interface.groupIds.append(group)
      }
      if let instance = attached[interface.id] {
        interface.instanceId = instance
        interface.status = "in-use"
      }
      topology.networkInterfaces[index] = interface
    }
  }
}
