import Addressing
import NetworkModel

// Classic Load Balancers: instances only, no fail-open, and a network ACL that is asked even inside one subnet
// (names-and-load-balancers C3).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ts-elb-error-message.html

extension Follower {
  /// Passes a connection on to the instances that are in service.
  mutating func passToInstances(_ front: Front, _ listener: Listener, _ journey: Journey) {
    let balancer = topology.loadBalancers[front.loadBalancer]
    let component = ComponentReference.loadBalancer(front.loadBalancer)
    let name = balancer.identity.label
    guard let instances = balancer.instances else {
      return stop(journey) {
        $0.assume(
          .unknownResource, balancer.id, decides: true,
          "the instances of \(name) are not in the input; `elb describe-instance-health` would show them")
      }
    }
    let vpc = network.index.vpcs[balancer.vpcId]
    var members: [Member] = []
    for instance in instances.sorted(by: { $0.id < $1.id }) {
      var member = Member(
        target: instance, port: listener.instancePort ?? listener.port, ends: [], zone: nil, state: .healthy,
        failure: nil)
      place(instance: instance, in: vpc, .ipv4, &member)
      judgeHealth(of: &member, balancer.healthCheck, front)
      members.append(member)
    }
    var journey = journey
    noteUnhealthy(members, of: balancer, &journey.branch)
    let healthy = members.filter { $0.state == .healthy }
    func none(_ code: Code, _ message: String) {
      let symptom = network.symptomWithoutTarget(front)
      stop(journey) {
        $0.blockAtFront(code, component, front.arrived, symptom: symptom, message)
      }
    }
    if healthy.isEmpty {
      return none(
        .targetNoHealthy,
        instances.isEmpty
          ? "load balancer \(name) has no instances" : "no instance of load balancer \(name) is in service")
    }
    let enabled = enabledZones(of: front.loadBalancer)
    let installed = healthy.filter { member in member.zone.map(enabled.contains) ?? true }
    if installed.isEmpty {
      return none(.elbInstalledAzRestriction, "the healthy instances of \(name) are in zones that it does not serve")
    }
    let zone = zone(of: front.node)
    let near = installed.filter { $0.zone == nil || zone < 0 || $0.zone == zone }
    let isCrossZone = balancer.attributes?["load_balancing.cross_zone.enabled"] == "true"
    if balancer.attributes == nil, near.count != installed.count {
      journey.branch.assume(
        .missingTargetGroupAttributes, balancer.id, decides: true,
        "whether \(name) crosses zones is not in the input; `elb describe-load-balancer-attributes` would show it")
    }
    let open = isCrossZone ? installed : near
    if open.isEmpty {
      return none(
        .elbNotCrosszone,
        "no healthy instance of \(name) is in the zone of the node, and cross-zone load balancing is off")
    }
    for member in open {
      guard let port = member.port, let end = member.ends.first else {
        stop(journey) {
          $0.assume(
            .unknownResource, member.target.id, decides: true,
            "instance \(member.target.id) is not in the input; `ec2 describe-network-interfaces` would show it")
        }
        continue
      }
      connect(to: end, port, .off, front, journey)
    }
  }

  private func noteUnhealthy(_ members: [Member], of balancer: LoadBalancer, _ branch: inout Branch) {
    for member in members {
      guard let failure = member.failure else { continue }
      branch.assume(
        failure.code, balancer.id, decides: false,
        "the health check of instance \(member.target.id) cannot pass: \(failure.message)")
    }
  }
}

extension Walker {
  /// A Classic Load Balancer's node asks its subnet's ACL also of packets that stay in the subnet.
  mutating func openClassic(from node: Int, to end: End, _ branch: Branch) {
    guard case .interface(let target, _, _) = end, network.subnet(of: node) >= 0,
      network.subnet(of: node) == network.subnet(of: target)
    else { return open(from: node, branch) }
    let before = branch.blockers.count
    checkACL(of: network.subnet(of: node), .egress, branch) { walker, branch in
      var branch = branch
      for index in branch.blockers.indices.dropFirst(before) { branch.blockers[index].code = .elbAclRestriction }
      for index in branch.hops.indices where branch.hops[index].code == .subnetAclRestriction {
        branch.hops[index].code = .elbAclRestriction
      }
      walker.leave(node, branch)
    }
    finishOpening()
  }
}
