import Addressing
import NetworkModel

/// Questions about a topology, made at random from a seed, that often sit on the edges of its rules.
public struct RandomQuestions {
  private let topology: Topology
  private var random: SplitMix64
  private let ports: [UInt16]

  public init(_ topology: Topology, seed: UInt64) {
    self.topology = topology
    random = SplitMix64(seed: seed ^ 0x5155_4553)
    ports = RandomQuestions.edges(of: topology)
  }

  /// Both sides of each edge of every port range of the topology, and some well-known ports.
  private static func edges(of topology: Topology) -> [UInt16] {
    var ranges = topology.networkACLs.flatMap(\.entries).compactMap(\.portRange)
    ranges += topology.securityGroups.flatMap { $0.ingress + $0.egress }.compactMap(\.portRange)
    ranges += topology.sites.flatMap(\.firewall).compactMap(\.portRange)
    let listeners = topology.loadBalancers.flatMap { $0.listeners ?? [] }
    ranges += listeners.map { PortRange($0.port) }
    var ports: Set<Int> = [22, 80, 443, 53]
    for range in ranges {
      ports.formUnion([Int(range.lower) - 1, Int(range.lower), Int(range.upper), Int(range.upper) + 1])
    }
    return ports.filter { (1...65535).contains($0) }.sorted().map { UInt16($0) }
  }

  /// The next question; nil now and then, where the chosen ends do not fit together.
  public mutating func next() -> NaiveQuestion? {
    let family: AddressFamily = random.chance(30) ? .ipv6 : .ipv4
    guard let (from, source, _) = end(family, asTarget: false),
      let (to, destination, publicly) = end(family, asTarget: true)
    else { return nil }
    if from == to { return nil }
    switch (from, to) {
    case (.site, .site), (.site, .internet), (.internet, .site), (.internet, .internet), (.internet, .nobody),
      (.nobody, _):
      return nil
    default: break
    }
    // Private addresses are rarely worth asking from the internet.
    if from == .internet, family == .ipv4, !publicly, random.chance(80) { return nil }
    let echo: IPProtocol = family == .ipv4 ? .icmp : .icmpv6
    let proto = random.pick([.tcp, .tcp, .tcp, .tcp, .tcp, .udp, .udp, echo, echo, IPProtocol(rawValue: 47)])
    var packet = NaivePacket(source, destination, proto, 0, 0)
    if proto.isICMP {
      packet.sourcePort = proto == .icmp ? 8 : 128
    } else if proto.hasPorts {
      packet.destinationPort = random.pick(ports)
      packet.sourcePort = random.chance(50) ? 50000 : max(1024, random.pick(ports))
    }
    return NaiveQuestion(from: from, to: to, packet: packet, publicly: publicly)
  }

  /// The next question to a load balancer's node or to an endpoint of a service, mostly at a port that is served.
  public mutating func nextToFront() -> NaiveQuestion? {
    let fronts = topology.networkInterfaces.indices.filter { index in
      let interface = topology.networkInterfaces[index]
      return interface.interfaceDescription.hasPrefix("ELB ") || interface.interfaceType == .vpcEndpoint
    }
    guard !fronts.isEmpty else { return nil }
    let index = random.pick(fronts)
    let front = topology.networkInterfaces[index]
    let family: AddressFamily = random.chance(20) ? .ipv6 : .ipv4
    guard let (from, source) = client(of: front, family), from != .interface(index) else { return nil }
    guard var destination = front.privateAddresses.first(where: { $0.family == family }) else { return nil }
    let mapping = family == .ipv4 ? front.publicAddresses.first : nil
    let isPublic = mapping != nil && random.chance(from == .internet ? 90 : 30)
    if isPublic, let mapping { destination = mapping.publicAddress }
    if from == .internet, family == .ipv4, !isPublic, random.chance(80) { return nil }
    let proto = random.pick([.tcp, .tcp, .tcp, .tcp, .tcp, .udp, .udp, family == .ipv4 ? IPProtocol.icmp : .icmpv6])
    var packet = NaivePacket(source, destination, proto, 0, 0)
    if proto.isICMP {
      packet.sourcePort = proto == .icmp ? 8 : 128
    } else {
      let served = listeners(at: index).filter { takes($0, proto) }.map(\.port)
      if served.isEmpty, random.chance(70) { return nil }
      let choices = served.isEmpty || random.chance(10) ? RandomTopology.servedPorts : served
      packet.destinationPort = random.pick(choices)
      packet.sourcePort = random.chance(50) ? 50000 : max(1024, random.pick(ports))
    }
    return NaiveQuestion(from: from, to: .interface(index), packet: packet, publicly: isPublic)
  }

  /// Mostly a host of the same VPC, or the internet where the front has a public address.
  private mutating func client(of front: NetworkInterface, _ family: AddressFamily) -> (NaiveEnd, IPAddress)? {
    if !front.publicAddresses.isEmpty, family == .ipv4, random.chance(25) {
      return IPAddress("8.8.8.8").map { (.internet, $0) }
    }
    if random.chance(45) { return end(family, asTarget: false).map { ($0.0, $0.1) } }
    let hosts = topology.networkInterfaces.indices.filter { index in
      let host = topology.networkInterfaces[index]
      return host.vpcId == front.vpcId && host.interfaceType == .interface
        && !host.interfaceDescription.hasPrefix("ELB ")
    }
    guard !hosts.isEmpty else { return nil }
    let host = random.pick(hosts)
    return topology.networkInterfaces[host].privateAddresses.first { $0.family == family }.map {
      (.interface(host), $0)
    }
  }

  /// The listeners behind a node or an endpoint.
  private func listeners(at index: Int) -> [Listener] {
    switch NaiveTwin(topology).front(at: index) {
    case .loadBalancer(let number): return topology.loadBalancers[number].listeners ?? []
    case .endpoint(let number):
      let name = topology.vpcEndpoints[number].serviceName
      let arns = topology.vpcEndpointServices.filter { $0.serviceName == name }.flatMap(\.loadBalancerArns)
      return topology.loadBalancers.filter { arns.contains($0.id) }.flatMap { $0.listeners ?? [] }
    case nil: return []
    }
  }

  private func takes(_ listener: Listener, _ proto: IPProtocol) -> Bool {
    listener.protocol == "TCP_UDP" || (listener.protocol == "UDP") == (proto == .udp)
  }

  private mutating func end(_ family: AddressFamily, asTarget: Bool) -> (NaiveEnd, IPAddress, Bool)? {
    let kind = random.below(100)
    if kind < 12 {
      let text = family == .ipv6 ? "2606:4700::1111" : asTarget && random.chance(30) ? "3.5.0.1" : "8.8.8.8"
      return IPAddress(text).map { (.internet, $0, false) }
    }
    if kind < 26, !topology.sites.isEmpty {
      let index = random.below(topology.sites.count)
      guard let prefix = topology.sites[index].prefixes.first(where: { $0.family == family }) else { return nil }
      let offset = random.pick([UInt128(0), 9, prefix.range.upper - prefix.range.lower])
      return (.site(index), IPAddress(family: family, value: prefix.range.lower + offset), false)
    }
    if asTarget, kind < 30, let block = topology.vpcs[0].cidrBlocks.first(where: { $0.family == family }) {
      let address = IPAddress(family: family, value: block.address.value + 0xfff0)
      return (.nobody, address, false)
    }
    var kinds: Set<NetworkInterface.InterfaceType> = [.interface]
    if asTarget { kinds.insert(.vpcEndpoint) }
    if asTarget, random.chance(30) { kinds.insert(.natGateway) }
    if !asTarget, random.chance(5) { kinds.insert(.vpcEndpoint) }
    // The nodes of Application and Classic Load Balancers are interfaces of the same kind as a host's.
    let able = topology.networkInterfaces.indices.filter {
      let interface = topology.networkInterfaces[$0]
      return kinds.contains(interface.interfaceType) && !interface.interfaceDescription.hasPrefix("ELB ")
    }
    guard !able.isEmpty else { return nil }
    let index = random.pick(able)
    let interface = topology.networkInterfaces[index]
    if asTarget, family == .ipv4, let mapping = interface.publicAddresses.first, random.chance(40) {
      return (.interface(index), mapping.publicAddress, true)
    }
    return interface.privateAddresses.first { $0.family == family }.map { (.interface(index), $0, false) }
  }
}
