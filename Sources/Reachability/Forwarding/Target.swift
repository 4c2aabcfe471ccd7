import Addressing
import NetworkModel

// Targets: where the next connection goes (names-and-load-balancers C1 step 7, C2 step 8).

/// A target with what stands for it in the network.
struct Member: Sendable {
  enum State: Sendable, Hashable {
    case healthy, unhealthy
    /// Takes no new connections, also where all others are unhealthy.
    case draining
    case unused
    /// AWS does not say.
    case open
  }

  var target: TargetGroup.Target
  var port: UInt16?
  /// Where the packets go; empty for what the input does not hold, and for a function.
  var ends: [End]
  /// The zone it serves; nil for what every zone's node serves.
  var zone: Int?
  var state: State
  /// What its health check cannot pass.
  var failure: BlockerRecord?

  /// What it is registered as: one thing may be registered with several ports.
  var name: String { target.port.map { "\(target.id):\($0)" } ?? target.id }

  /// Whether the node of a zone sends to it without crossing zones; a zone below 0 is not known.
  func isServed(from zone: Int) -> Bool { self.zone == nil || zone < 0 || self.zone == zone }
}

extension Follower {
  /// What stands for a target, seen from a node of a load balancer.
  func member(_ target: TargetGroup.Target, _ group: TargetGroup, _ loadBalancer: Int, node: Int) -> Member {
    let balancer = topology.loadBalancers[loadBalancer]
    let vpc = group.vpcId.flatMap { network.index.vpcs[$0] } ?? network.index.vpcs[balancer.vpcId]
    var member = Member(
      target: target, port: target.port ?? group.port, ends: [], zone: nil, state: .healthy, failure: nil)
    switch group.targetType {
    case "instance": place(instance: target, in: vpc, group.addressFamily, &member)
    case "ip": place(address: target, in: vpc, &member)
    case "alb": placeLoadBalancer(target, group, loadBalancer, node, &member)
    default: break
    }
    return member
  }

  func place(
    instance target: TargetGroup.Target, in vpc: Int?, _ family: AddressFamily, _ member: inout Member
  ) {
    // A load balancer sends to the primary address of the primary interface.
    let interfaces = network.endpoints.members.interfaces(in: .instance, target.id)
    guard let interface = interfaces.first(where: { vpc == nil || network.vpc(of: $0) == vpc }),
      let address = topology.networkInterfaces[interface].privateAddresses.first(where: { $0.family == family })
    else { return }
    member.ends = [.interface(interface, address: address, publicly: false)]
    member.zone = zone(of: interface) >= 0 ? zone(of: interface) : nil
  }

  private func place(address target: TargetGroup.Target, in vpc: Int?, _ member: inout Member) {
    guard let address = IPAddress(target.id) else { return }
    let vantage: EndpointResolver.Vantage = vpc.map { .vpc($0) } ?? .elsewhere
    // Where several networks have the address, the routes say which of them is meant.
    member.ends = [(try? network.endpoints.end(at: address, from: vantage, .to)) ?? .nobody(address, vpc: nil)]
    if target.availabilityZone == "all" { return }
    let home = topology.subnets.indices.first {
      network.subnets[$0].vpc == vpc && network.subnets[$0].ranges(address.family).contains(address.value)
    }
    if let home {
      member.zone = network.subnets[home].zone >= 0 ? network.subnets[home].zone : nil
    } else if let name = target.availabilityZone {
      member.zone = topology.subnets.indices.first {
        topology.subnets[$0].availabilityZone == name && (vpc == nil || network.subnets[$0].vpc == vpc)
      }.map { network.subnets[$0].zone }
    }
  }

  /// An Application Load Balancer as a target is asked in the zones that the Network Load Balancer's node serves.
  private func placeLoadBalancer(
    _ target: TargetGroup.Target, _ group: TargetGroup, _ loadBalancer: Int, _ node: Int, _ member: inout Member
  ) {
    guard let behind = network.fronts.loadBalancers[target.id] else { return }
    let attributes = topology.loadBalancers[loadBalancer].attributes
    let isCrossZone = attributes?["load_balancing.cross_zone.enabled"] == "true"
    let enabled = enabledZones(of: loadBalancer)
    let nodes = network.fronts.nodes[behind]
    let served = nodes.filter { zone(of: $0) < 0 || enabled.contains(zone(of: $0)) }
    let near = isCrossZone ? served : served.filter { zone(of: $0) == zone(of: node) }
    // What no node of this one serves stands for its own zone, which says why it is not asked.
    if near.isEmpty { member.zone = (served.first ?? nodes.first).map { zone(of: $0) } }
    for node in near.isEmpty ? nodes : near {
      if let address = topology.networkInterfaces[node].privateAddresses.first(where: {
        $0.family == group.addressFamily
      }) {
        member.ends.append(.interface(node, address: address, publicly: false))
      }
    }
  }

  /// Opens the connection to a target.
  mutating func connect(to member: Member, of group: TargetGroup, _ front: Front, _ journey: Journey) {
    if group.targetType == "lambda" { return invoke(member.target.id, of: group, front, journey) }
    guard let port = member.port, !member.ends.isEmpty else {
      return stop(journey) {
        $0.assume(
          .unknownResource, member.target.id, decides: true,
          "target \(member.target.id) of \(group.identity.label) is not in the input, or has no address of this family; "
            + "`ec2 describe-network-interfaces` would show it")
      }
    }
    for end in member.ends {
      let keeping = preservation(to: end, group, front, journey)
      var journey = journey
      noteProxyHeader(to: end, port, of: group, front, &journey)
      noteChangingAddress(of: end, in: group, &journey.branch)
      connect(to: end, port, over: group.protocol, keeping, front, journey)
    }
  }

  /// Nodes of Application and Classic Load Balancers get other addresses now and then, of which a target group that has
  /// them by address learns nothing (DEC-6).
  private func noteChangingAddress(of end: End, in group: TargetGroup, _ branch: inout Branch) {
    guard group.targetType == "ip", case .interface(let interface, let address, _) = end,
      let behind = network.fronts.loadBalancerOfNode[interface],
      [.application, .classic].contains(topology.loadBalancers[behind].type)
    else { return }
    branch.assume(
      .noSuchHost, group.id, decides: false,
      "\(topology.loadBalancers[behind].identity.label) is taken to keep the address \(address), by which it is "
        + "registered; AWS may change it")
  }

  /// Opens a connection from a node to an end behind it.
  ///
  /// - Parameter protocol: what the target group, or a Classic Load Balancer's listener, says the connection is for.
  mutating func connect(
    to end: End, _ port: UInt16, over protocol: String, _ keeping: Keeping, _ front: Front, _ journey: Journey
  ) {
    let family = end.family
    guard
      let address = topology.networkInterfaces[front.node].privateAddresses.first(where: { $0.family == family })
    else {
      let node = topology.networkInterfaces[front.node].id
      return stop(journey) {
        $0.assume(
          .unknownResource, node, decides: true,
          "the load balancer's node has no address of the target's family in the input")
      }
    }
    let arrived = journey.request
    var walker = walker(
      Pair(from: .interface(front.node, address: address, publicly: false), to: end),
      network.endsConnection(front) ? arrived?.forwarded(over: `protocol`) : arrived)
    var branch = Branch(traffic: traffic(to: end, port, from: keeping.isKept ? nil : address, front))
    if front.privateLink == .unenforced { branch.lose(.stripped(by: .loadBalancer(front.loadBalancer))) }
    switch keeping {
    case .off: break
    case .kept(let preservation): branch.preservation = preservation
    case .impossible(let group, let why, let isReplyOnly):
      if !isReplyOnly {
        branch.block(.elbv2SourceAddressPreservation, .targetGroup(group), why)
      }
    }
    if topology.loadBalancers[front.loadBalancer].type == .classic {
      walker.openClassic(from: front.node, to: end, branch)
    } else {
      walker.open(from: front.node, branch)
    }
    if case .impossible(let group, let why, true) = keeping, !asked.oneWay {
      for index in walker.leaves.indices {
        walker.leaves[index].branch.blockReply(.elbv2SourceAddressPreservation, .targetGroup(group), why)
      }
    }
    goOn(from: walker, journey.connections)
  }

  /// The packets of the next connection.
  ///
  /// - Parameter source: the node's own address; nil where the client's is kept.
  private func traffic(to end: End, _ port: UInt16, from source: IPAddress?, _ front: Front) -> TrafficSet {
    let destination: AddressRange? =
      switch end {
      case .interface(_, let address, _), .nobody(let address, _): AddressRange(address)
      case .site(_, _, let ranges), .internet(_, let ranges): ranges.ranges.first
      }
    let boxes = front.arrived.boxes.map { arrived in
      var box = arrived
      if let destination { box.destination = destination }
      box.destinationPorts = PortRange(port)
      if let source {
        box.source = AddressRange(source)
        box.sourcePorts = PortRange(1024, 65535)
      }
      return box
    }
    return TrafficSet(end.family, union: boxes)
  }
}

extension Branch {
  /// Notes that the replies of a connection cannot come back.
  mutating func blockReply(_ code: Code, _ component: ComponentReference, _ message: String) {
    let start = returnStart ?? hops.count
    let record = BlockerRecord(
      code: code, component: component, rule: .none, way: .return,
      traffic: hops.count > start ? hops[start].traffic : traffic.reply, message: message, near: [], place: 0)
    hops.insert(
      HopRecord(component: component, decision: .blocked, rule: .none, traffic: record.traffic, code: code), at: start)
    returnStart = start
    blockers.append(record)
  }
}
