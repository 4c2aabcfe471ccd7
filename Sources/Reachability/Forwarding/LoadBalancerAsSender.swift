import Addressing
import NetworkModel

// A load balancer as the one that is asked about: it opens connections to its targets only, from ports of its own.
// https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html

extension Walker {
  /// Packets leave a load balancer's node, as far as it sends such packets at all.
  mutating func leaveLoadBalancer(_ position: Int, node: Int, _ branch: Branch) {
    let component = ComponentReference.loadBalancer(position)
    let name = topology.loadBalancers[position].identity.label
    let isGateway = topology.loadBalancers[position].type == .gateway
    let registered = RegisteredTargets(position, node: node, network, asked)
    let from = isGateway ? branch.traffic : branch.traffic.intersecting(sourcePorts: PortRange(1024, 65535))
    divide(branch, from, .remapEphemeralPort, component, "\(name) opens connections from ports 1024 to 65535") {
      walker, branch in
      walker.checkEncapsulation(isGateway, component, branch) { walker, branch in
        guard registered.isVisible else {
          var branch = branch
          branch.assume(
            .unknownResource, walker.topology.loadBalancers[position].id, decides: true,
            "the targets of \(name) are not in the input; `elbv2 describe-target-health` would show them")
          return walker.leave(node, branch)
        }
        walker.divide(
          branch, registered.addressed(branch.traffic), .targetAddressRestriction, component,
          "\(name) sends to the addresses of its targets only"
        ) { walker, branch in
          let isTarget = !registered.addressed(branch.traffic).isEmpty
          walker.divide(
            branch, isTarget ? registered.near(branch.traffic) : branch.traffic, .elbNotCrosszone, component,
            "the target is in another zone than the node, and cross-zone load balancing of \(name) is off"
          ) { walker, branch in
            walker.divide(
              branch, isTarget && !isGateway ? registered.admitted(branch.traffic) : branch.traffic,
              .targetPortRestriction, component,
              "\(name) sends to the ports of its targets only: \(registered.portsText)"
            ) { $0.leave(node, $1) }
          }
        }
      }
    }
  }

  /// A Gateway Load Balancer sends GENEVE, UDP to port 6081, and nothing else (9.1).
  private mutating func checkEncapsulation(
    _ isGateway: Bool, _ component: ComponentReference, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    guard isGateway else { return then(&self, branch) }
    var udp = TrafficBox.everything(branch.family)
    udp.firstProtocol = IPProtocol.udp.rawValue
    udp.lastProtocol = IPProtocol.udp.rawValue
    var geneve = udp
    geneve.destinationPorts = PortRange(6081)
    divide(
      branch, branch.traffic.intersection(udp), .gwlbProtocolRestriction, component,
      "a Gateway Load Balancer sends to its appliances by GENEVE, which is UDP"
    ) { walker, branch in
      let isUDP = branch.traffic.isSubset(of: udp)
      walker.divide(
        branch, isUDP ? branch.traffic.intersection(geneve) : branch.traffic, .gwlbDestinationPortRestriction,
        component,
        "a Gateway Load Balancer sends to its appliances on port 6081 only", then: then)
    }
  }

  private mutating func divide(
    _ branch: Branch, _ allowed: TrafficSet, _ code: Code, _ component: ComponentReference, _ message: String,
    then: (inout Walker, Branch) -> Void
  ) {
    split(branch, allowed: allowed, refused: branch.traffic.subtracting(allowed)) { _, _ in
    } refuse: {
      $1.block(code, component, message)
    } then: {
      then(&$0, $1)
    }
  }
}

/// The addresses and ports that a load balancer sends to: those of its targets, and of their health checks.
private struct RegisteredTargets {
  private struct Place {
    var range: AddressRange
    var family: AddressFamily
    var ports: [UInt16]
    /// Whether the node sends there: it is in the node's zone, or zones do not count.
    var isNear: Bool
  }

  private var places: [Place] = []
  private(set) var isVisible = true

  init(_ position: Int, node: Int, _ network: Network, _ asked: Asked) {
    let balancer = network.topology.loadBalancers[position]
    let follower = Follower(network, asked)
    guard let listeners = balancer.listeners else {
      isVisible = false
      return
    }
    if balancer.type == .classic {
      guard let instances = balancer.instances else {
        isVisible = false
        return
      }
      let ports = listeners.map { $0.instancePort ?? $0.port } + [balancer.healthCheck?.port].compactMap { $0 }
      for instance in instances {
        var member = Member(target: instance, port: nil, ends: [], zone: nil, state: .healthy, failure: nil)
        follower.place(instance: instance, in: network.index.vpcs[balancer.vpcId], .ipv4, &member)
        let isCrossZone = balancer.attributes?["load_balancing.cross_zone.enabled"] == "true"
        add(member.ends, ports, isNear: isCrossZone || member.isServed(from: follower.zone(of: node)))
      }
      return
    }
    for arn in Set(listeners.flatMap(\.targetGroupArns)).sorted() {
      guard let group = network.fronts.targetGroups[arn].map({ network.topology.targetGroups[$0] }),
        let targets = group.targets
      else {
        isVisible = false
        continue
      }
      for target in targets {
        let member = follower.member(target, group, position, node: node)
        let port = balancer.type == .gateway ? 6081 : member.port
        let isCrossZone = follower.crossesZones(group, balancer).value
        add(
          member.ends, [port, group.healthCheck?.port].compactMap { $0 },
          isNear: isCrossZone || member.isServed(from: follower.zone(of: node)))
      }
    }
  }

  private mutating func add(_ ends: [End], _ ports: [UInt16], isNear: Bool) {
    for end in ends {
      switch end {
      case .interface(_, let address, _), .nobody(let address, _):
        places.append(Place(range: AddressRange(address), family: end.family, ports: ports, isNear: isNear))
      case .site(_, _, let ranges), .internet(_, let ranges):
        for range in ranges.ranges {
          places.append(Place(range: range, family: end.family, ports: ports, isNear: isNear))
        }
      }
    }
  }

  var portsText: String { Set(places.flatMap(\.ports)).sorted().map(String.init).joined(separator: ", ") }

  /// The packets to an address of a target.
  func addressed(_ traffic: TrafficSet) -> TrafficSet { part(of: traffic) { _ in [.all] } }

  /// Those that are not to a target which only nodes of other zones send to.
  func near(_ traffic: TrafficSet) -> TrafficSet {
    let far = part(of: traffic) { $0.isNear ? [] : $0.ports.map { PortRange($0) } }
    return traffic.subtracting(far.subtracting(part(of: traffic) { $0.isNear ? $0.ports.map { PortRange($0) } : [] }))
  }

  /// The packets to an address and a port of a target.
  func admitted(_ traffic: TrafficSet) -> TrafficSet { part(of: traffic) { $0.ports.map { PortRange($0) } } }

  private func part(of traffic: TrafficSet, _ ranges: (Place) -> [PortRange]) -> TrafficSet {
    var boxes: [TrafficBox] = []
    for place in places where place.family == traffic.family {
      for range in ranges(place) {
        var box = TrafficBox.everything(place.family)
        box.destination = place.range
        box.destinationPorts = range
        boxes += traffic.intersection(box).boxes
      }
    }
    return TrafficSet(traffic.family, union: boxes)
  }
}

extension TrafficSet {
  /// The packets with one of these source ports; those without ports stay.
  func intersecting(sourcePorts: PortRange) -> TrafficSet {
    TrafficSet(
      family,
      disjoint: boxes.compactMap { box in
        guard box.singleProtocol?.hasPorts ?? false else { return box }
        var box = box
        guard let common = box.sourcePorts.intersection(sourcePorts) else { return nil }
        box.sourcePorts = common
        return box
      })
  }
}
