import Addressing
import NetworkModel

extension NaiveTwin {
  /// 8.4: a load balancer sends to the addresses and ports of its targets and to nothing else.
  ///
  /// - Returns: why the packet of a question is not sent; nil where it is.
  func sendsOnlyToTargets(_ index: Int, _ walk: Walk) -> [Ending]? {
    guard case .loadBalancer(let number)? = front(at: index) else { return nil }
    let balancer = topology.loadBalancers[number]
    if balancer.type == .gateway { return unknown(walk, "a Gateway Load Balancer's node") }
    let packet = walk.packet
    let atAddress = targets(of: balancer).filter { $0.address == packet.destination }
    if atAddress.isEmpty { return fail(walk, ["TARGET_ADDRESS_RESTRICTION"], [balancer.id]) }
    let fits = atAddress.contains { $0.port == packet.destinationPort && $0.protocols.contains(packet.ipProtocol) }
    return fits ? nil : fail(walk, ["TARGET_PORT_RESTRICTION", "TARGET_ADDRESS_RESTRICTION"], [balancer.id])
  }

  private func targets(
    of balancer: LoadBalancer
  ) -> [(address: IPAddress, port: UInt16, protocols: Set<IPProtocol>)] {
    var targets: [(address: IPAddress, port: UInt16, protocols: Set<IPProtocol>)] = []
    for listener in balancer.listeners ?? [] {
      for instance in balancer.instances ?? [] {
        guard let port = listener.instancePort else { continue }
        targets += addresses(ofInstance: instance.id, family: .ipv4).map { ($0.address, port, [.tcp]) }
      }
      for group in topology.targetGroups where listener.targetGroupArns.contains(group.id) {
        let protocols: Set<IPProtocol> =
          switch group.protocol {
          case "UDP", "QUIC": [.udp]
          case "TCP_UDP", "TCP_QUIC": [.tcp, .udp]
          default: [.tcp]
          }
        for target in group.targets ?? [] {
          guard let port = target.port ?? group.port else { continue }
          targets += addresses(of: target, group, balancer).map { ($0.address, port, protocols) }
        }
      }
    }
    return targets
  }
}
