import Addressing
import NetworkModel

extension NaiveTwin {
  /// An address that a target has, and its zone; nil for addresses that every node serves.
  struct TargetPlace {
    var address: IPAddress
    var zone: String?
    /// The interface, where the target is registered by what it is.
    var interface: Int?
  }

  func addresses(
    of target: TargetGroup.Target, _ group: TargetGroup, _ balancer: LoadBalancer
  ) -> [TargetPlace] {
    switch group.targetType {
    case "instance":
      return addresses(ofInstance: target.id, family: group.addressFamily).map { place in
        var place = place
        if let name = target.availabilityZone { place.zone = zone(named: name, in: balancer.vpcId) }
        return place
      }
    case "alb":
      guard let number = index(target.id, in: topology.loadBalancers) else { return [] }
      return nodes(of: number).flatMap { node in
        topology.networkInterfaces[node].privateAddresses.filter { $0.family == group.addressFamily }.prefix(1).map {
          TargetPlace(address: $0, zone: zone(ofNode: node), interface: node)
        }
      }
    default:
      guard let address = IPAddress(target.id) else { return [] }
      if let name = target.availabilityZone {
        return [TargetPlace(address: address, zone: name == "all" ? nil : zone(named: name, in: balancer.vpcId))]
      }
      let home = topology.subnets.indices.first { index in
        topology.subnets[index].vpcId == balancer.vpcId
          && topology.subnets[index].cidrBlocks.contains { $0.contains(address) }
      }
      return [TargetPlace(address: address, zone: home.map { zone(of: $0) })]
    }
  }

  func addresses(ofInstance id: String, family: AddressFamily) -> [TargetPlace] {
    guard let index = topology.networkInterfaces.firstIndex(where: { $0.instanceId == id }) else { return [] }
    return topology.networkInterfaces[index].privateAddresses.filter { $0.family == family }.prefix(1).map {
      TargetPlace(address: $0, zone: zone(ofNode: index), interface: index)
    }
  }

  private func zone(named name: String, in vpc: String) -> String {
    topology.subnets.indices.first {
      topology.subnets[$0].vpcId == vpc && topology.subnets[$0].availabilityZone == name
    }.map { zone(of: $0) } ?? name
  }

  func crossesZones(_ balancer: LoadBalancer, _ group: TargetGroup?) -> Bool {
    let key = "load_balancing.cross_zone.enabled"
    if let own = group?.attributes?[key], group?.targetType != "alb", own == "true" || own == "false" {
      return own == "true"
    }
    return balancer.attributes?[key].map { $0 == "true" } ?? (balancer.type == .application)
  }

  /// Whether the node gives to targets at the place: in its own zone, or in any where the load balancer crosses zones.
  func isServed(_ place: TargetPlace, by node: Int, _ balancer: LoadBalancer, _ group: TargetGroup?) -> Bool {
    place.zone == nil || place.zone == zone(ofNode: node) || crossesZones(balancer, group)
  }

  func enabledZones(of balancer: LoadBalancer) -> Set<String> {
    Set(balancer.subnetIds.compactMap { subnetIndex($0) }.map { zone(of: $0) })
  }

  func zone(ofNode node: Int) -> String? {
    subnetIndex(topology.networkInterfaces[node].subnetId).map { zone(of: $0) }
  }
}
