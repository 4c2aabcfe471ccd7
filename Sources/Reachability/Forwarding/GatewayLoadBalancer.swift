import Addressing
import NetworkModel

// Gateway Load Balancers: packets go from an endpoint to an appliance in GENEVE, and come back the same way
// (names-and-load-balancers C4, dataplane 9.1).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/introduction.html

extension Walker {
  /// Packets that came into a Gateway Load Balancer's endpoint go to an appliance and come back to the endpoint, each
  /// appliance a way of its own. What the appliance itself decides no configuration of AWS says.
  mutating func inspectByAppliances(_ endpoint: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void) {
    let resource = topology.vpcEndpoints[endpoint]
    var branch = branch
    branch.assume(
      .pathThroughGwlbNotChecked, resource.id, decides: false,
      "the appliances behind \(resource.identity.label) are taken to let the traffic pass")
    // A flow stays with its appliance; inside the tunnel to an appliance no other one is asked.
    let isKnown =
      branch.way == .return
      && branch.memory.contains {
        if case .inspection(endpoint) = $0 { true } else { false }
      }
    guard !isKnown, nesting == 0, let service = network.fronts.services[resource.serviceName] else {
      branch.hop(.endpoint(endpoint), .assumed, .text("inspection"), code: .pathThroughGwlbNotChecked)
      return then(&self, branch)
    }
    let balancers = topology.vpcEndpointServices[service].loadBalancerArns.compactMap {
      network.fronts.loadBalancers[$0]
    }
    for balancer in balancers { balance(balancer, endpoint, branch, then: then) }
    if balancers.isEmpty {
      branch.hop(.endpoint(endpoint), .assumed, .text("inspection"), code: .pathThroughGwlbNotChecked)
      then(&self, branch)
    }
  }

  private mutating func balance(
    _ balancer: Int, _ endpoint: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    var branch = branch
    let resource = topology.loadBalancers[balancer]
    branch.hop(.endpoint(endpoint), .forwarded, .text(topology.vpcEndpoints[endpoint].serviceName))
    let zone = subnet(ofEndpoint: endpoint).map { network.subnets[$0].zone } ?? -1
    let nodes = network.fronts.nodes[balancer]
    func zoneOfNode(_ node: Int) -> Int {
      network.subnet(of: node) >= 0 ? network.subnets[network.subnet(of: node)].zone : -1
    }
    guard let node = nodes.first(where: { zone < 0 || zoneOfNode($0) == zone }) ?? nodes.first else {
      branch.hop(.loadBalancer(balancer), .assumed, code: .pathThroughGwlbNotChecked)
      return then(&self, branch)
    }
    if zone >= 0, zoneOfNode(node) != zone {
      branch.block(
        .vpceServiceNotInstalledInAz, .endpoint(endpoint),
        "Gateway Load Balancer \(resource.identity.label) has no node in the zone of the endpoint")
    }
    for arn in Set((resource.listeners ?? []).flatMap(\.targetGroupArns)).sorted() {
      guard let group = network.fronts.targetGroups[arn] else { continue }
      send(to: group, balancer, node, branch, then: then)
    }
    if (resource.listeners ?? []).flatMap(\.targetGroupArns).allSatisfy({ network.fronts.targetGroups[$0] == nil }) {
      branch.assume(
        .unknownResource, resource.id, decides: true,
        "the listener or the target group of \(resource.identity.label) is not in the input; "
          + "`elbv2 describe-listeners` and `elbv2 describe-target-groups` would show them")
      then(&self, branch)
    }
  }

  private mutating func send(
    to position: Int, _ balancer: Int, _ node: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    var branch = branch
    let group = topology.targetGroups[position]
    let name = group.identity.label
    guard group.targets != nil else {
      branch.assume(
        .unknownResource, group.id, decides: true,
        "the targets of \(name) are not in the input; `elbv2 describe-target-health` would show them")
      return then(&self, branch)
    }
    var follower = Follower(network, asked)
    // The health check of an appliance asks no appliances on its way: they would be the ones that it is for.
    follower.nesting = nesting + 1
    let members = follower.members(of: position, balancer, node: node)
    follower.noteUnhealthy(members, group, &branch)
    let isCrossZone = follower.crossesZones(group, topology.loadBalancers[balancer]).value
    let zone = follower.zone(of: node)
    let scope = members.filter { isCrossZone || $0.zone == nil || zone < 0 || $0.zone == zone }
    let healthy = scope.filter { $0.state == .healthy || $0.state == .open }
    if healthy.isEmpty {
      let code: Code =
        members.isEmpty ? .elbv2ListenerHasNoTg : scope.isEmpty ? .elbv2NoTargetsInAz : .targetNoHealthy
      let why =
        members.isEmpty
        ? "has no appliance" : scope.isEmpty ? "has no appliance in the zone" : "has no healthy appliance"
      branch.block(code, .targetGroup(position), "target group \(name) \(why): what is sent there is lost")
      return then(&self, branch)
    }
    for member in healthy {
      var way = branch
      tunnel(to: member, from: node, &way)
      way.hop(.loadBalancer(balancer), .forwarded, .text("GENEVE to \(member.target.id)"))
      then(&self, way)
    }
  }

  /// The tunnel to an appliance is traffic of its own: UDP to port 6081 from the load balancer's node.
  private mutating func tunnel(to member: Member, from node: Int, _ branch: inout Branch) {
    guard let end = member.ends.first, case .interface(_, let target, _) = end,
      let address = topology.networkInterfaces[node].privateAddresses.first(where: { $0.family == target.family })
    else { return }
    var box = TrafficBox.everything(target.family)
    box.firstProtocol = IPProtocol.udp.rawValue
    box.lastProtocol = IPProtocol.udp.rawValue
    box.source = AddressRange(address)
    box.sourcePorts = PortRange(1024, 65535)
    box.destination = AddressRange(target)
    box.destinationPorts = PortRange(6081)
    var walker = Walker(
      network, Pair(from: .interface(node, address: address, publicly: false), to: end),
      Asked(protocols: .one(.udp), ports: PortRange(6081)))
    walker.nesting = nesting + 1
    walker.open(from: node, Branch(traffic: TrafficSet(target.family, box)))
    rulesTried += walker.rulesTried
    setOperations += walker.setOperations
    for leaf in walker.leaves where leaf.verdict != .reachable {
      for record in leaf.branch.blockers {
        branch.adopt(record, of: walker.pair, "the tunnel to appliance \(member.target.id): \(record.message)")
      }
      for assumption in leaf.branch.assumptions where !branch.assumptions.contains(assumption) {
        branch.assumptions.append(assumption)
      }
    }
  }
}
