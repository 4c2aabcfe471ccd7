import Addressing
import NetworkModel

extension NaiveTwin {
  /// C1 and C2, step by target: the node opens a connection, or hands the client's on with its address kept.
  ///
  /// - Parameter group: nil for the instances of a Classic Load Balancer.
  func openConnection(
    to place: TargetPlace, port: UInt16, _ group: TargetGroup?, _ balancer: Int, _ arrival: Arrival
  ) -> [NaiveOutcome] {
    let node = topology.networkInterfaces[arrival.node]
    let isTranslated = arrival.packet.family != place.address.family
    if isTranslated, arrival.packet.ipProtocol == .udp { return unknown("UDP from one family to the other") }
    let destination = (interface: end(of: place, balancer), address: place.address)
    if let group, !isTranslated, !arrival.isPrivateLink, keepsAddress(group, topology.loadBalancers[balancer]) {
      return openKept(to: destination.interface, destination.address, port, group, arrival)
    }
    guard let source = node.privateAddresses.first(where: { $0.family == place.address.family }) else {
      return unknown("the node has no address of the family")
    }
    return natPorts.flatMap { sourcePort -> [NaiveOutcome] in
      let packet = NaivePacket(source, place.address, arrival.packet.ipProtocol, sourcePort, port)
      var walk = Walk(packet, from: .interface(arrival.node), to: destination.interface)
      walk.fronts = arrival.fronts + [arrival.visit]
      walk.origin = arrival.node
      if arrival.isUnchecked { walk.crossings = [.privateLink] }
      if topology.loadBalancers[balancer].type == .classic, let refused = classicACL(walk, arrival.node) {
        return outcomes(of: refused, to: destination.interface)
      }
      return outcomes(of: send(arrival.node, walk), to: destination.interface)
    }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// 8.4: always of UDP's groups, a setting of the others, whose default is the kind of target's.
  private func keepsAddress(_ group: TargetGroup, _ balancer: LoadBalancer) -> Bool {
    guard balancer.type == .network else { return false }
    if ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(group.protocol) || group.targetType == "alb" { return true }
    return group.attributes?["preserve_client_ip.enabled"].map { $0 == "true" } ?? (group.targetType == "instance")
  }

  /// Where the target is: what it was registered as, or whoever has the address, the load balancer's VPC first.
  private func end(of place: TargetPlace, _ balancer: Int) -> NaiveEnd {
    if let interface = place.interface { return .interface(interface) }
    let vpc = topology.vpcs.first { $0.id == topology.loadBalancers[balancer].vpcId }
    if let vpc, vpc.cidrBlocks.contains(where: { $0.contains(place.address) }) {
      return interface(in: vpc.id, with: place.address).map { .interface($0) } ?? .nobody
    }
    if let index = topology.networkInterfaces.indices.first(where: { owns($0, place.address) }) {
      return .interface(index)
    }
    let site = topology.sites.firstIndex { $0.prefixes.contains { $0.contains(place.address) } }
    return site.map { .site($0) } ?? .nobody
  }

  /// 2.2: of a Classic Load Balancer the outbound rules count even inside the subnet.
  private func classicACL(_ walk: Walk, _ node: Int) -> [Ending]? {
    guard let subnet = subnetIndex(topology.networkInterfaces[node].subnetId),
      topology.subnets[subnet].cidrBlocks.contains(where: { $0.contains(walk.packet.destination) }),
      case .failed(let blocker, _)? = acl(subnet, walk, isEgress: true)?.first
    else { return nil }
    return fail(walk, ["ELB_ACL_RESTRICTION"], blocker.components)
  }

  // MARK: The client's address kept

  private func openKept(
    to target: NaiveEnd, _ address: IPAddress, _ port: UInt16, _ group: TargetGroup, _ arrival: Arrival
  ) -> [NaiveOutcome] {
    let kept = KeptAddress(node: arrival.node, targetGroup: group.id)
    let client = arrival.packet
    let packet = NaivePacket(client.source, address, client.ipProtocol, client.sourcePort, port)
    var walk = Walk(packet, from: .interface(arrival.node), to: target)
    walk.fronts = arrival.fronts + [arrival.visit]
    walk.kept = kept
    if case .interface(let index) = target {
      let interface = topology.networkInterfaces[index]
      switch interface.interfaceType {
      case .vpcEndpoint, .networkLoadBalancer: return outcomes(of: cannotKeepAddress(kept, walk), to: target)
      default: break
      }
      if isSameHost(index, arrival.from) {
        if owns(index, client.source) { return outcomes(of: cannotKeepAddress(kept, walk), to: target) }
        return unknown("a host that comes back to itself by another address")
      }
      if owns(index, client.source) { return unknown("a client with the target's own address") }
    }
    return outcomes(of: send(arrival.node, walk), to: target)
  }

  private func isSameHost(_ index: Int, _ end: NaiveEnd) -> Bool {
    guard case .interface(let other) = end else { return false }
    let instance = topology.networkInterfaces[index].instanceId
    return index == other || (instance != nil && instance == topology.networkInterfaces[other].instanceId)
  }

  func cannotKeepAddress(_ kept: KeptAddress, _ walk: Walk) -> [Ending] {
    fail(walk, ["ELBV2_SOURCE_ADDRESS_PRESERVATION"], [kept.targetGroup])
  }

  /// 8.4: only inside the VPC, or by a peering. Nil where the route is of that kind.
  func leavesDirectPath(_ target: Route.Target, _ kept: KeptAddress, _ walk: Walk) -> [Ending]? {
    switch target {
    case .local, .vpcPeeringConnection: nil
    case .networkInterface, .instance: unknown(walk, "a client's address kept through an appliance")
    default: cannotKeepAddress(kept, walk)
    }
  }

  /// 8.4: the reply to a client whose address was kept comes back to the node without a route, but past the stateless
  /// filters.
  func returnToNode(_ node: Int, from index: Int, _ walk: Walk) -> [Ending] {
    guard let home = subnetIndex(topology.networkInterfaces[index].subnetId),
      let near = subnetIndex(topology.networkInterfaces[node].subnetId)
    else { return unknown(walk, "subnet not visible") }
    if home != near {
      if let refused = acl(home, walk, isEgress: true) { return refused }
      if let refused = acl(near, walk, isEgress: false) { return refused }
    }
    return [.arrived(.interface(node), walk)]
  }
}
