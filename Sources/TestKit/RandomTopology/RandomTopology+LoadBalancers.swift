import Addressing
import NetworkModel

extension RandomTopology {
  /// The ports that listeners and targets have.
  static let servedPorts: [UInt16] = [53, 80, 443, 443, 450, 8080]

  /// Load balancers of all kinds with their groups, some in front of others, and endpoint services.
  mutating func makeLoadBalancers() {
    for network in networks {
      makeFrontGroup(network)
      if random.chance(50) { makeLoadBalancer(.application, "alb-\(network.id)", network, last: 101) }
      for number in 1...2 where random.chance(number == 1 ? 80 : 30) {
        makeLoadBalancer(.network, "nlb-\(network.id)\(number)", network, last: 101 + number)
      }
      if random.chance(30) { makeClassicLoadBalancer("clb-\(network.id)", network) }
    }
    for balancer in builder.topology.loadBalancers { makeTargetGroups(of: balancer) }
    makeEndpointServices()
    for index in builder.topology.networkInterfaces.indices where random.chance(2) {
      builder.topology.networkInterfaces[index].listeningPorts = [PortRange(random.pick(RandomTopology.servedPorts))]
    }
  }

  /// A group that load balancers carry and that groups of targets may refer to.
  private mutating func makeFrontGroup(_ network: Network) {
    let id = "sg-lb-\(network.id)"
    var ingress = [
      random.pick(["all from 0.0.0.0/0", "all from 0.0.0.0/0", "tcp from 0.0.0.0/0", "tcp 443 from 10.0.0.0/8"])
    ]
    if random.chance(15) { ingress = ["\(anyService()) from \(anyPrefix())"] }
    let egress = random.chance(85) ? nil : ["\(anyService()) to \(random.pick(network.groups))"]
    builder.securityGroup(id, in: network.id, ingress: ingress + ["all from ::/0"], egress: egress)
    for group in network.groups {
      guard let index = builder.topology.securityGroups.firstIndex(where: { $0.id == group }) else { continue }
      if random.chance(60) {
        builder.topology.securityGroups[index].ingress += ["all from 0.0.0.0/0", "all from ::/0"].map {
          Shorthand.groupRule($0, isEgress: false)
        }
      }
      if random.chance(40) { continue }
      let rule = Shorthand.groupRule("\(random.pick(["all", "tcp", "udp"])) from \(id)", isEgress: false)
      builder.topology.securityGroups[index].ingress.append(rule)
    }
  }

  /// One subnet of each zone, or of one zone only, with an address for the node; dual-stack if every subnet can.
  private mutating func placesOfNodes(_ network: Network, last: Int, dualStack: Bool) -> [(String, String)] {
    var zones: Set<String> = []
    var subnets = network.subnets.filter { zones.insert(builder[subnet: $0].availabilityZone).inserted }
    if subnets.count > 1, random.chance(25) { subnets = [random.pick(subnets)] }
    let isDual = dualStack && subnets.allSatisfy { address6(last, in: $0) != nil }
    return subnets.map { subnet in
      (subnet, address(last, in: subnet) + (isDual ? " \(address6(last, in: subnet) ?? "")" : ""))
    }
  }

  private static func pairs(_ places: [(String, String)]) -> KeyValuePairs<String, String> {
    places.count == 1
      ? [places[0].0: places[0].1] : [places[0].0: places[0].1, places[1].0: places[1].1]
  }

  private mutating func crossZone() -> [String: String] {
    random.chance(40) ? [:] : ["load_balancing.cross_zone.enabled": random.chance(50) ? "true" : "false"]
  }

  private mutating func makeLoadBalancer(
    _ type: LoadBalancer.LoadBalancerType, _ id: String, _ network: Network, last: Int
  ) {
    let places = placesOfNodes(network, last: last, dualStack: random.chance(40))
    let isPublic = network.internetGateway != nil && random.chance(40)
    let scheme = isPublic ? "internet-facing" : "internal"
    let publicIPs = isPublic ? places.map { _ in nextPublicAddress() } : []
    let attributes = crossZone()
    let nodes = RandomTopology.pairs(places)
    if type == .application {
      let groups = random.chance(80) ? ["sg-lb-\(network.id)"] : nil
      builder.applicationLoadBalancer(
        id, in: nodes, groups: groups, scheme: scheme, publicIPs: publicIPs, listeners: [], attributes: [:])
    } else {
      let groups = random.chance(55) ? ["sg-lb-\(network.id)"] : nil
      builder.networkLoadBalancer(
        id, in: nodes, groups: groups, scheme: scheme, publicIPs: publicIPs, listeners: [], attributes: attributes,
        enforcesPrivateLink: random.chance(70))
    }
  }

  private mutating func makeClassicLoadBalancer(_ id: String, _ network: Network) {
    let port = random.pick(RandomTopology.servedPorts)
    let listeners = [Listener.classic("TCP:443", "TCP:\(port)"), .classic("HTTP:80", "HTTP:80")]
    let instances = (0..<random.below(4)).compactMap { _ in anyInstance(in: network.id) }.map {
      random.chance(25) ? "\($0)!" : $0
    }
    builder.classicLoadBalancer(
      id, in: RandomTopology.pairs(placesOfNodes(network, last: 105, dualStack: false)),
      groups: random.chance(80) ? ["sg-lb-\(network.id)"] : nil,
      listeners: Array(listeners.prefix(1 + random.below(2))),
      instances: instances, attributes: crossZone())
  }

  mutating func anyInstance(in vpc: String) -> String? {
    let all = builder.topology.networkInterfaces.filter { $0.vpcId == vpc }.compactMap(\.instanceId)
    return all.isEmpty ? nil : random.pick(all)
  }
}
