import Addressing
import NetworkModel

extension RandomQuestions {
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
    let request = proto == .tcp && random.chance(50) ? anyRequest(at: index, packet.destinationPort) : nil
    return NaiveQuestion(from: from, to: .interface(index), packet: packet, publicly: isPublic, request: request)
  }

  /// A request that a listener for plain HTTP looks at.
  private mutating func anyRequest(at index: Int, _ port: UInt16) -> NaiveRequest? {
    guard listeners(at: index).contains(where: { $0.port == port && $0.protocol == "HTTP" }) else { return nil }
    return NaiveRequest(
      host: random.pick(["api.example.com", "API.example.com", "www.example.com", "example.com", "other.test"]),
      path: random.pick(["/", "/api/v1", "/API/v1", "/img/a", "/img/ab", "/static/x"]),
      method: random.pick(["GET", "POST"]))
  }

  /// The next question from a load balancer's node, mostly to one of its targets.
  public mutating func nextFromFront() -> NaiveQuestion? {
    let fronts = topology.networkInterfaces.indices.filter {
      topology.networkInterfaces[$0].interfaceDescription.hasPrefix("ELB ")
    }
    guard !fronts.isEmpty else { return nil }
    let index = random.pick(fronts)
    let arns = listeners(at: index).flatMap(\.targetGroupArns)
    let groups = topology.targetGroups.filter { arns.contains($0.id) }
    var port = random.pick(RandomTopology.servedPorts)
    guard var (to, destination, _) = end(.ipv4, asTarget: false) else { return nil }
    if !groups.isEmpty, random.chance(80) {
      let group = random.pick(groups)
      guard let target = (group.targets ?? []).first, let place = end(of: target) else { return nil }
      (to, destination) = place
      if random.chance(80) { port = target.port ?? group.port ?? port }
    }
    guard let source = topology.networkInterfaces[index].privateAddresses.first(where: { $0.family == .ipv4 }),
      to != .internet, to != .interface(index), destination.family == .ipv4
    else { return nil }
    let packet = NaivePacket(
      source, destination, random.chance(70) ? .tcp : .udp, max(1024, random.pick(ports)), port)
    return NaiveQuestion(from: .interface(index), to: to, packet: packet)
  }

  private func end(of target: TargetGroup.Target) -> (NaiveEnd, IPAddress)? {
    let index = topology.networkInterfaces.firstIndex { interface in
      interface.instanceId == target.id || interface.privateAddresses.contains { $0.description == target.id }
    }
    guard let index else { return nil }
    let addresses = topology.networkInterfaces[index].privateAddresses
    return (addresses.first { $0.description == target.id } ?? addresses.first).map { (.interface(index), $0) }
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
}
