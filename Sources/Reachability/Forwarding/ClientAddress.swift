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
    let home = network.index.vpcs[balancer.vpcId]
    switch end {
    case .interface(let interface, _, _):
      let resource = topology.networkInterfaces[interface]
      if isSame(interface, journey.connections[0].pair.from) {
        return impossible("a client that is its own target gets no answer from itself")
      }
      if resource.interfaceType == .vpcEndpoint || resource.interfaceType == .networkLoadBalancer {
        return impossible("an endpoint's or another Network Load Balancer's interface does not take it")
      }
      let vpc = network.vpc(of: interface)
      if vpc == home || home.map({ arePeered($0, vpc) }) ?? false {
        return .kept(Preservation(node: front.node, targetGroup: position))
      }
      return impossible(
        "the target has to be in the load balancer's VPC or one peered with it in the same Region", isReplyOnly: isUDP)
    case .nobody(_, let vpc?) where vpc == home:
      return .kept(Preservation(node: front.node, targetGroup: position))
    case .nobody, .site, .internet:
      return impossible("the target has to be in the load balancer's VPC or a peered one", isReplyOnly: isUDP)
    }
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

  /// Whether a peering inside one Region joins two VPCs.
  private func arePeered(_ one: Int, _ other: Int) -> Bool {
    guard one >= 0, other >= 0, topology.vpcs[one].identity.region == topology.vpcs[other].identity.region else {
      return false
    }
    let ids = Set([topology.vpcs[one].id, topology.vpcs[other].id])
    return topology.vpcPeeringConnections.contains { Set([$0.requester.vpcId, $0.accepter.vpcId]) == ids }
  }
}

extension TargetGroup {
  /// Whether the client's address is kept whatever the attributes say.
  var alwaysPreserves: Bool { ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(`protocol`) || targetType == "alb" }

  /// Whether targets see the client's address; where the attribute is not set or not visible, as AWS sets it at first.
  var preservesClientAddress: Bool {
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
