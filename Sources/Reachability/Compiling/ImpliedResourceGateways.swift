import Addressing
import NetworkModel

extension Topology {
  /// The topology with an interface for every subnet of a resource gateway, behind those that are there.
  ///
  /// No call of AWS says which address a resource gateway opens connections from, only its subnets; it is given one that
  /// nothing in the subnet has.
  func addingResourceGateways() -> Topology {
    if resourceConfigurations.isEmpty { return self }
    var topology = self
    var taken = Set(networkInterfaces.flatMap(\.privateAddresses))
    for configuration in resourceConfigurations {
      for id in configuration.subnetIds {
        guard let subnet = subnets.first(where: { $0.id == id }) else { continue }
        let addresses = subnet.cidrBlocks.compactMap { block in
          Topology.free(in: block, besides: taken)
        }
        taken.formUnion(addresses)
        topology.networkInterfaces.append(
          NetworkInterface(
            Identity(
              Topology.resourceGatewayInterface(configuration.id, id), account: configuration.identity.account,
              region: configuration.identity.region),
            interfaceType: .other, vpcId: subnet.vpcId, subnetId: id, privateAddresses: addresses,
            groupIds: configuration.groupIds, requesterManaged: true))
      }
    }
    return topology
  }

  static func resourceGatewayInterface(_ configuration: String, _ subnet: String) -> String {
    "\(configuration)/\(subnet)"
  }

  /// The last address of a block that AWS gives out and nothing has.
  static func free(in block: Prefix, besides taken: Set<IPAddress>) -> IPAddress? {
    var value = block.range.upper - 1
    while value > block.range.lower + 3 {
      let address = IPAddress(family: block.family, value: value)
      if !taken.contains(address) { return address }
      value -= 1
    }
    return nil
  }
}
