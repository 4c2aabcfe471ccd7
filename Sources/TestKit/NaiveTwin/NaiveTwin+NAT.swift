import Addressing
import NetworkModel

extension NaiveTwin {
  /// 11.4: a packet is routed to a NAT gateway.
  func throughNAT(_ index: Int, _ walk: Walk, from subnet: Int) -> [Ending] {
    let gateway = topology.natGateways[index]
    guard let home = subnetIndex(gateway.subnetId), let address = gateway.addresses.first?.privateAddress else {
      return unknown(walk, "regional NAT gateway")
    }
    guard let walk = visit("NAT gateway \(gateway.id)", walk) else { return fail(walk, ["X_ROUTE_LOOP"], []) }
    if subnet != home {
      if let refused = acl(subnet, walk, isEgress: true) { return refused }
      if let refused = acl(home, walk, isEgress: false) { return refused }
    }
    if gateway.state != "available" { return fail(walk, ["BAD_STATE"], [gateway.id]) }
    let packet = walk.packet
    guard packet.ipProtocol.hasPorts || packet.ipProtocol.isICMP else {
      return fail(walk, ["PROTOCOL_RESTRICTION"], [gateway.id])
    }
    var translated = packet
    if packet.family == .ipv6 {
      guard let embedded = nat64(packet.destination) else { return fail(walk, [], []) }
      translated.destination = embedded
      if packet.ipProtocol == .icmpv6 {
        guard packet.sourcePort == 128 || packet.sourcePort == 129 else { return unknown(walk, "NAT64 of ICMP errors") }
        translated.ipProtocol = .icmp
        translated.sourcePort = packet.sourcePort == 128 ? 8 : 0
      }
    }
    translated.source = address
    if gateway.connectivityType == .public, gateway.addresses.allSatisfy({ $0.publicAddress == nil }) {
      return fail(walk, [], [gateway.id])
    }
    // A second gateway keeps the port of the first: the two choices are not combined, only tried side by side.
    let isFirst = walk.translations.isEmpty && translated.ipProtocol.hasPorts
    let ports = isFirst ? natPorts : [translated.sourcePort]
    return ports.flatMap { port -> [Ending] in
      var next = walk
      next.packet = translated
      next.packet.sourcePort = port
      next.origin = nil
      next.crossings.append(.other)
      next.translations.append(Translation(gateway: index, before: packet, after: next.packet))
      let device = topology.networkInterfaces.firstIndex { gateway.networkInterfaceIds.contains($0.id) }
      return leave(home, next, from: .interface(device ?? -1))
    }
  }

  /// The IPv4 address in an address of 64:ff9b::/96 (7.1.5).
  private func nat64(_ address: IPAddress) -> IPAddress? {
    guard address.value >> 32 == 0x0064_ff9b << 64 else { return nil }
    return IPAddress(family: .ipv4, value: address.value & 0xffff_ffff)
  }

  /// Source ports that a NAT gateway or a load balancer may choose: both ends of 1024-65535, and both sides of each edge of a port range
  /// that some stateless filter has.
  var natPorts: [UInt16] {
    let filters =
      topology.networkACLs.flatMap(\.entries).compactMap(\.portRange)
      + topology.sites.flatMap(\.firewall).compactMap(\.portRange)
    var ports: Set<Int> = [1024, 65535]
    for range in filters {
      for edge in [Int(range.lower), Int(range.upper)] { ports.formUnion([edge - 1, edge, edge + 1]) }
    }
    return ports.filter { (1024...65535).contains($0) }.sorted().map { UInt16($0) }
  }

  /// A packet for the gateway's own address: a reply that it waits for, or nothing that it takes (7.1.1).
  func comeToNAT(interface: NetworkInterface, _ walk: Walk) -> [Ending] {
    let gateway = topology.natGateways.firstIndex { $0.networkInterfaceIds.contains(interface.id) }
    guard let gateway else { return unknown(walk, "NAT gateway not visible") }
    let known = walk.translations.last { $0.gateway == gateway && $0.after.reply == walk.packet }
    guard walk.isReply, let known, let home = subnetIndex(interface.subnetId) else {
      let id = topology.natGateways[gateway].id
      return fail(walk, ["X_NAT_UNSOLICITED", "NGW_REQUIRES_SOURCE_IN_VPC", "X_EDGE_TO_EDGE"], [id])
    }
    guard let back = known.before.reply else { return fail(walk, [], []) }
    var next = walk
    next.packet = back
    return leave(home, next, from: .interface(index(interface.id, in: topology.networkInterfaces) ?? -1))
  }

  /// The peering by which a NAT gateway's packets came into this VPC, if this is the reply to them (PCX 4.1.7).
  func returnToSender(_ walk: Walk, into vpc: String) -> Int? {
    guard walk.isReply else { return nil }
    let translation = walk.translations.last { $0.after.reply == walk.packet }
    guard let peering = translation?.peering else { return nil }
    let ends = topology.vpcPeeringConnections[peering]
    return ends.requester.vpcId == vpc || ends.accepter.vpcId == vpc ? peering : nil
  }
}
