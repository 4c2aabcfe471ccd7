import Addressing
import NetworkModel

// Network interfaces: where packets begin and end (dataplane 11.1, 11.7, 1.3).
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html

extension Walker {
  /// The sender's own packets leave its interface: state, security groups, then the subnet (11.1).
  mutating func leave(_ interface: Int, _ branch: Branch) {
    var branch = branch
    branch.origin = interface
    if let hidden = endWithoutAddress(from: interface) { return endUnplaced(hidden, branch) }
    checkState(of: interface, &branch)
    let resource = topology.networkInterfaces[interface]
    if resource.interfaceType == .vpcEndpoint {
      branch.block(
        .vpceIntraVpcTraffic, endpoint(of: interface).map(ComponentReference.endpoint) ?? .interface(interface),
        "an endpoint answers connections, it cannot open them; ask for the other direction")
    } else if [.natGateway, .transitGateway, .gatewayLoadBalancerEndpoint].contains(resource.interfaceType) {
      let owner = natGateway(of: interface).map(ComponentReference.natGateway) ?? .interface(interface)
      branch.block(
        .noPath, owner, "the interface belongs to a gateway, which passes traffic on and opens no connection of its own"
      )
      return end(branch, .deadEnd)
    }
    if let destination = branch.destination, isLinkService(destination, inVPC: network.vpc(of: interface)) {
      branch.hop(.interface(interface), .delivered, .text("link-local service: no group, ACL or route applies"))
      return end(branch, .delivered)
    }
    checkGroups(of: interface, .egress, branch) { $0.departFrom(interface, $1) }
  }

  /// An end of which no address is known, so that no rule can be asked about it.
  private func endWithoutAddress(from interface: Int) -> Int? {
    if topology.visibility.caveats.isEmpty { return nil }
    var ends = [interface]
    if case .interface(let receiver, _, _) = pair.to { ends.append(receiver) }
    return ends.first { topology.visibility.hides(.address, of: topology.networkInterfaces[$0].id) }
  }

  /// The reply of an admitted flow leaves the receiver's interface: its groups let it pass (SG 3.1.6).
  mutating func leaveWithReply(_ interface: Int, _ branch: Branch) {
    var branch = branch
    branch.origin = interface
    departFrom(interface, branch)
  }

  private mutating func departFrom(_ interface: Int, _ branch: Branch) {
    let subnet = network.subnet(of: interface)
    if subnet < 0 { return askReceiver(branch) { $0.endUnplaced(interface, $1) } }
    depart(.interface(interface), subnet: subnet, branch)
  }

  /// Packets come to the interface that has their destination: network ACL, security groups, then the end (11.7).
  ///
  /// - Parameter subnet: the subnet they come from; nil from a gateway. Packets inside one subnet meet no ACL.
  mutating func arrive(at interface: Int, from subnet: Int?, _ branch: Branch, isExempt: Bool = false) {
    let own = network.subnet(of: interface)
    if own < 0 { return askReceiver(branch) { $0.endUnplaced(interface, $1) } }
    if isExempt || subnet == own { return enter(interface, branch) }
    checkACL(of: own, .ingress, branch) { $0.enter(interface, $1) }
  }

  /// Where the way to the receiver is not visible: what its groups certainly refuse stays refused.
  private mutating func askReceiver(_ branch: Branch, then: (inout Walker, Branch) -> Void) {
    guard branch.way == .forward, case .interface(let receiver, _, false) = pair.to else { return then(&self, branch) }
    checkGroups(of: receiver, .ingress, branch) { then(&$0, $1) }
  }

  /// The input does not show which subnet an interface is in, so neither what guards it nor which way leads there.
  mutating func endUnplaced(_ interface: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.networkInterfaces[interface]
    branch.hop(.interface(interface), .assumed, code: .unknownResource)
    branch.assume(
      .unknownResource, resource.id, decides: true,
      caveat(resource.id, .address)
        ?? "subnet \(resource.subnetId) of VPC \(resource.vpcId), where \(resource.identity.label) is, is not in the input; "
        + "`ec2 describe-subnets` and `ec2 describe-vpcs` would show it")
    end(branch, .unknown)
  }

  private mutating func enter(_ interface: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.networkInterfaces[interface]
    if branch.way == .return {
      if resource.interfaceType == .natGateway, let nat = natGateway(of: interface) {
        return returnToNAT(nat, branch)
      }
      if case .interface(interface, _, _) = pair.from { return finish(interface, branch) }
      return end(branch, .misdirected)
    }
    if refusesConnections(interface, resource, &branch) { return end(branch, .deadEnd) }
    checkState(of: interface, &branch)
    let isGoal: Bool
    switch pair.to {
    case .interface(let wanted, _, _): isGoal = wanted == interface
    // Asked for by an address: whatever has it is what was asked for.
    case .internet, .nobody: isGoal = true
    case .site: isGoal = false
    }
    loseAtFileSystem(interface, &branch)
    checkGroups(of: interface, .ingress, branch) { walker, branch in
      if isGoal { walker.finish(interface, branch) } else { walker.end(branch, .misdirected) }
    }
  }

  /// The packets are where they were sent to.
  private mutating func finish(_ interface: Int, _ branch: Branch) {
    var branch = branch
    if branch.way == .forward {
      checkEndpoint(of: interface, branch) { walker, branch in
        walker.checkListening(at: interface, branch) { walker, branch in
          var branch = branch
          branch.hop(.interface(interface), .delivered)
          walker.enterFront(interface, branch) { $0.answer(from: interface, $1) }
        }
      }
    } else {
      branch.hop(.interface(interface), .delivered)
      finishReply(branch)
    }
  }

  private mutating func answer(from interface: Int, _ branch: Branch) {
    sendReply(branch) { walker, reply in
      if let preservation = reply.preservation {
        walker.returnToNode(preservation.node, from: interface, reply)
      } else {
        walker.leaveWithReply(interface, reply)
      }
    }
  }

  /// Where the input says on which ports something listens, nothing answers on others (11.7.4).
  private mutating func checkListening(
    at interface: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    guard let ports = topology.networkInterfaces[interface].listeningPorts else { return then(&self, branch) }
    var refused = branch.traffic
    for proto in [IPProtocol.tcp, .udp] {
      for range in ports {
        var box = TrafficBox.everything(branch.family)
        box.firstProtocol = proto.rawValue
        box.lastProtocol = proto.rawValue
        box.destinationPorts = range
        refused = refused.subtracting(box)
      }
    }
    refused = TrafficSet(branch.family, disjoint: refused.boxes.filter { $0.singleProtocol?.hasPorts ?? false })
    let name = topology.networkInterfaces[interface].identity.label
    let isTCP = refused.boxes.allSatisfy { $0.singleProtocol == .tcp }
    split(branch, allowed: branch.traffic.subtracting(refused), refused: refused) { _, _ in
    } refuse: {
      $1.block(
        .targetNotListening, .interface(interface), symptom: isTCP ? Symptom.reset : nil,
        "nothing behind \(name) listens on \($0.portText(refused.boxes.map(\.destinationPorts))), as far as the input says"
      )
    } then: {
      then(&$0, $1)
    }
  }

  /// A stopped instance or an interface that is attached to nothing neither sends nor receives (11.1.1).
  func checkState(of interface: Int, _ branch: inout Branch) {
    noteCaveat(topology.networkInterfaces[interface].id, .address, &branch)
    let position = Int(network.interfaces[interface].instance)
    if position >= 0 {
      let instance = topology.instances[position]
      if instance.state != "running" {
        branch.block(
          .badState, .instance(position),
          "instance \(instance.identity.label) is \(instance.state): only a running instance sends and receives")
      }
    } else {
      let resource = topology.networkInterfaces[interface]
      if let instance = resource.instanceId {
        branch.assume(
          .unknownResource, instance, decides: false,
          "the state of instance \(instance) is not in the input, it is taken to run; `ec2 describe-instances` would show it"
        )
      }
      if resource.status == "available", resource.instanceId == nil, !isOfService(resource) {
        branch.block(
          .badState, .interface(interface),
          "network interface \(resource.identity.label) is attached to nothing (status available)")
      }
    }
  }

  /// Whether an AWS service made the interface for itself: its status says nothing about the service.
  private func isOfService(_ interface: NetworkInterface) -> Bool {
    if interface.requesterManaged || interface.interfaceType != .interface { return true }
    return [
      "Route 53 Resolver:", "ELB ", "VPC Endpoint Interface", "AWS Lambda VPC ENI", "RDSNetworkInterface",
      "ElastiCache", "EFS mount target", "AWS created network interface", "arn:aws:ecs:",
    ].contains { interface.interfaceDescription.hasPrefix($0) }
  }

  /// Kinds of interfaces that nothing can open a connection to.
  private func refusesConnections(
    _ interface: Int, _ resource: NetworkInterface, _ branch: inout Branch
  ) -> Bool {
    let crossedPeering = branch.memory.contains { if case .peering = $0 { true } else { false } }
    switch resource.interfaceType {
    case .natGateway:
      let nat = natGateway(of: interface).map(ComponentReference.natGateway) ?? .interface(interface)
      if crossedPeering {
        branch.block(.ngwRequiresSourceInVpc, nat, "a NAT gateway serves its own VPC, not packets from a peering")
      } else {
        branch.block(.natUnsolicited, nat, "a NAT gateway takes no connections, it only opens them")
      }
      return true
    case .transitGateway, .gatewayLoadBalancerEndpoint:
      branch.block(
        .edgeToEdge, .interface(interface), "the interface belongs to a gateway, nothing can connect to its address")
      return true
    case .lambda:
      branch.block(
        .targetNotListening, .interface(interface),
        "the interface only carries what the function sends, nothing can connect to the function through it")
      return true
    default:
      return false
    }
  }

  /// The services that every interface reaches whatever groups, ACLs and routes say (RT 1.1.10, NACL 2.3).
  func isLinkService(_ destination: IPAddress, inVPC vpc: Int) -> Bool {
    switch destination.family {
    case .ipv4:
      if AddressSpace.linkServiceIPv4.contains(destination.value) { return true }
      guard vpc >= 0, let primary = topology.vpcs[vpc].cidrBlocks.first(where: { $0.family == .ipv4 }) else {
        return false
      }
      return destination.value == primary.address.value + 2 && network.owner(of: destination, inVPC: vpc) == nil
    case .ipv6:
      return AddressSpace.linkServiceIPv6?.contains(destination) ?? false
    }
  }
}
