import Addressing
import NetworkModel

// Network Load Balancers that keep the client's address (names-and-load-balancers C1, dataplane 8.4).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html

/// Whose address a target sees.
enum Keeping: Sendable {
  /// The node's own.
  case off
  /// The client's.
  case kept(Preservation)
  /// The client's should be kept and cannot. `isReplyOnly`: what is sent arrives, and no answer comes back.
  case impossible(targetGroup: Int, String, isReplyOnly: Bool)

  var isKept: Bool { if case .kept = self { true } else { false } }
}

extension Follower {
  /// Whether the client's address is kept on the way to a target.
  mutating func preservation(to end: End, _ group: TargetGroup, _ front: Front, _ journey: Journey) -> Keeping {
    let balancer = topology.loadBalancers[front.loadBalancer]
    guard balancer.type == .network, front.privateLink == .none, end.family == front.arrived.family,
      let position = network.fronts.targetGroups[group.id], group.preservesClientAddress
    else { return .off }
    let isUDP = front.arrived.boxes.allSatisfy { $0.singleProtocol == .udp }
    let name = group.identity.label
    func impossible(_ why: String, isReplyOnly: Bool = false) -> Keeping {
      .impossible(
        targetGroup: position, "target group \(name) keeps the client's address: \(why)", isReplyOnly: isReplyOnly)
    }
    if case .interface(let interface, _, _) = end {
      let resource = topology.networkInterfaces[interface]
      if isSame(interface, client(of: journey)) {
        return impossible("a client that is its own target gets no answer from itself")
      }
      if resource.interfaceType == .vpcEndpoint || resource.interfaceType == .networkLoadBalancer {
        return impossible("an endpoint's or another Network Load Balancer's interface does not take it")
      }
    }
    if isDirect(end, from: front.node) { return .kept(Preservation(node: front.node, targetGroup: position)) }
    return impossible(
      "the target has to be in the load balancer's VPC, or in one that is peered with it in the same Region and that "
        + "the route leads to", isReplyOnly: isUDP)
  }

  /// Whose address came to the last load balancer: the client's of its connection, or of the one before where that kept
  /// the address too.
  private func client(of journey: Journey) -> End {
    let last = journey.connections.lastIndex { $0.leaf.branch.preservation == nil } ?? 0
    return journey.connections[last].pair.from
  }

  /// Whether packets go from a node to a target inside its VPC or over a peering of one Region. Where nothing leads
  /// there, or the table is not visible, that is what is wrong, not the client's address.
  private func isDirect(_ end: End, from node: Int) -> Bool {
    let address: IPAddress
    switch end {
    case .interface(_, let target, _), .nobody(let target, _): address = target
    case .site(_, let family, let ranges), .internet(let family, let ranges):
      guard let first = ranges.ranges.first else { return false }
      address = IPAddress(family: family, value: first.lower)
    }
    let (vpc, subnet) = (network.vpc(of: node), network.subnet(of: node))
    if vpc >= 0, network.vpcs[vpc].ranges(address.family).contains(address.value) { return true }
    guard subnet >= 0, network.subnets[subnet].table >= 0 else { return true }
    let table = network.subnets[subnet].table
    guard let route = network.routeTables[table].routes(for: address).first else { return true }
    guard case .vpcPeeringConnection(let id) = topology.routeTables[table].routes[route].target,
      let peering = network.index.peerings[id]
    else { return false }
    return walker(Pair(from: end, to: end)).isSameRegion(peering)
  }

  /// What is assumed where a group's attributes are not visible.
  func notePreservation(_ group: TargetGroup, _ front: Front, _ branch: inout Branch) {
    guard topology.loadBalancers[front.loadBalancer].type == .network, front.privateLink == .none,
      group.attributes == nil, !group.alwaysPreserves
    else { return }
    let isOn = group.preservesClientAddress
    branch.assume(
      isOn ? .assumptionPreserveClientIpIsEnabled : .assumptionPreserveClientIpIsDisabled, group.id, decides: false,
      "whether \(group.identity.label) keeps the client's address is not in the input, it is taken to "
        + "\(isOn ? "do so" : "not do so"), as AWS sets it at first; `elbv2 describe-target-group-attributes` would show it"
    )
  }

  private func isSame(_ interface: Int, _ client: End) -> Bool {
    guard case .interface(let sender, _, _) = client else { return false }
    return Question.thing(
      .interface(sender, address: IPAddress(family: .ipv4, value: 0), publicly: false), in: topology)
      == Question.thing(
        .interface(interface, address: IPAddress(family: .ipv4, value: 0), publicly: false), in: topology)
  }
}

extension TargetGroup {
  /// Whether the client's address is kept whatever the attributes say.
  var alwaysPreserves: Bool { ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(`protocol`) || targetType == "alb" }

  /// Whether targets see the client's address; where the attribute is not set or not visible, as AWS sets it at first.
  package var preservesClientAddress: Bool {
    if alwaysPreserves { return true }
    switch attribute("preserve_client_ip.enabled") {
    case "true": return true
    case "false": return false
    default: return targetType == "instance"
    }
  }
}

extension Walker {
  /// The reply of a connection that keeps the client's address goes back to the node by what the load balancer
  /// remembers, whatever the routes say (8.4); the network ACLs see the client's address.
  mutating func returnToNode(_ node: Int, from target: Int, _ branch: Branch) {
    var branch = branch
    branch.origin = target
    let (own, near) = (network.subnet(of: target), network.subnet(of: node))
    guard own >= 0, near >= 0 else { return endUnplaced(own < 0 ? target : node, branch) }
    cross(from: own, to: near, branch) { walker, branch in
      var branch = branch
      branch.hop(.interface(node), .delivered)
      walker.finishReply(branch)
    }
  }
}
