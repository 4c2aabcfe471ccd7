import Addressing
import NetworkModel

extension NaiveTwin {
  private struct SendableTarget {
    var place: TargetPlace
    var port: UInt16
    var group: TargetGroup?
  }

  /// 8.4: a load balancer sends to the addresses and ports of its targets and to nothing else.
  ///
  /// - Returns: why the packet of a question is not sent; nil where it is.
  func sendsOnlyToTargets(_ index: Int, _ walk: Walk) -> [Ending]? {
    guard case .loadBalancer(let number)? = front(at: index) else { return nil }
    let balancer = topology.loadBalancers[number]
    if balancer.type == .gateway { return unknown(walk, "a Gateway Load Balancer's node") }
    // Of a load balancer as a target, only the nodes that are served are targets.
    let targets = targets(of: balancer).filter {
      $0.group?.targetType != "alb" || isServed($0.place, by: index, balancer, $0.group)
    }
    let atAddress = targets.filter { $0.place.address == walk.packet.destination }
    if atAddress.isEmpty { return fail(walk, ["TARGET_ADDRESS_RESTRICTION"], [balancer.id]) }
    let atPort = atAddress.filter { $0.port == walk.packet.destinationPort }
    if atPort.isEmpty {
      let isNear = atAddress.contains { isServed($0.place, by: index, balancer, $0.group) }
      return fail(walk, ["TARGET_PORT_RESTRICTION"] + (isNear ? [] : ["ELB_NOT_CROSSZONE"]), [balancer.id])
    }
    // 8.3.2: a particular target in another zone.
    if !atPort.contains(where: { isServed($0.place, by: index, balancer, $0.group) }) {
      return fail(walk, ["ELB_NOT_CROSSZONE", "ELB_INSTALLED_AZ_RESTRICTION"], [])
    }
    // Health checks use TCP even where the traffic does not.
    let isDatagram = walk.packet.ipProtocol == .udp
    let takesDatagrams = atPort.contains { ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains($0.group?.protocol) }
    return isDatagram && !takesDatagrams ? unknown(walk, "a load balancer that sends UDP to targets of TCP") : nil
  }

  /// The places of all targets with the ports of their traffic and of their health checks.
  private func targets(of balancer: LoadBalancer) -> [SendableTarget] {
    var targets: [SendableTarget] = []
    let listeners = balancer.listeners ?? []
    for instance in balancer.instances ?? [] {
      for place in addresses(ofInstance: instance.id, family: .ipv4) {
        let ports = listeners.compactMap(\.instancePort) + [balancer.healthCheck?.port].compactMap { $0 }
        targets += ports.map { SendableTarget(place: place, port: $0) }
      }
    }
    let arns = listeners.flatMap(\.targetGroupArns)
    for group in topology.targetGroups where arns.contains(group.id) {
      for target in group.targets ?? [] {
        let ports = [target.port ?? group.port, group.healthCheck?.port].compactMap { $0 }
        for place in addresses(of: target, group, balancer) {
          targets += ports.map { SendableTarget(place: place, port: $0, group: group) }
        }
      }
    }
    return targets
  }
}
