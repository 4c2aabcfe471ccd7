import Addressing
import NetworkModel

// Load balancers as a connection comes to them: the node, then the listener (names-and-load-balancers C1, C2, C3).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html

extension Walker {
  /// The packets have come to an interface: if it stands in front of something, that has to take them.
  mutating func enterFront(_ interface: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void) {
    if let balancer = network.fronts.loadBalancerOfNode[interface] {
      return listen(balancer, node: interface, .none, branch, then: then)
    }
    let resource = topology.networkInterfaces[interface]
    switch resource.interfaceType {
    case .vpcEndpoint:
      guard let endpoint = endpoint(of: interface) else { return then(&self, branch) }
      enterService(endpoint, interface, branch, then: then)
    case .loadBalancer, .networkLoadBalancer, .gatewayLoadBalancer:
      unseenLoadBalancer(resource, branch, then: then)
    case .interface where resource.interfaceDescription.hasPrefix("ELB "):
      unseenLoadBalancer(resource, branch, then: then)
    default: then(&self, branch)
    }
  }

  private mutating func unseenLoadBalancer(
    _ node: NetworkInterface, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    var branch = branch
    branch.assume(
      .unknownDestination, node.id, decides: true,
      "the load balancer that \(node.identity.label) is a node of is not in the input; "
        + "`elbv2 describe-load-balancers` would show it")
    then(&self, branch)
  }

  /// A load balancer's listeners take what is sent to their ports (C1 step 3, C2 step 2).
  mutating func listen(
    _ position: Int, node: Int, _ privateLink: Front.PrivateLinkArrival, _ branch: Branch,
    then: (inout Walker, Branch) -> Void
  ) {
    var branch = branch
    let balancer = topology.loadBalancers[position]
    let component = ComponentReference.loadBalancer(position)
    if balancer.state != "active" && balancer.state != "active_impaired" {
      branch.block(.badState, component, "load balancer \(balancer.identity.label) is \(balancer.state)")
    }
    guard let listeners = balancer.listeners else {
      branch.hop(component, .assumed, code: .unknownResource)
      branch.assume(
        .unknownResource, balancer.id, decides: true,
        "the listeners of load balancer \(balancer.identity.label) are not in the input; "
          + "`elbv2 describe-listeners` would show them")
      return then(&self, branch)
    }
    var rest = branch.traffic
    for (index, listener) in listeners.enumerated() where balancer.type != .gateway {
      rulesTried += 1
      var taken: [TrafficBox] = []
      for box in listener.boxes(branch.family) { taken += rest.intersection(box).boxes }
      if taken.isEmpty { continue }
      var part = branch
      part.traffic = TrafficSet(branch.family, union: taken)
      rest = rest.subtracting(part.traffic)
      part.hop(component, .allowed, .text(listener.text))
      part.front = Front(
        node: node, loadBalancer: position, listener: index, arrived: part.traffic, privateLink: privateLink)
      then(&self, part)
    }
    if rest.isEmpty { return }
    branch.traffic = rest
    refuseToListen(balancer, component, listeners, &branch)
    then(&self, branch)
  }

  private func refuseToListen(
    _ balancer: LoadBalancer, _ component: ComponentReference, _ listeners: [Listener], _ branch: inout Branch
  ) {
    let name = balancer.identity.label
    if balancer.type == .gateway {
      return branch.block(
        .elbv2ListenersMismatch, component,
        "Gateway Load Balancer \(name) takes packets from its endpoints only, nothing connects to it")
    }
    // Another load balancer sends to the port that its target group names: that one has to be a listener's.
    var isBehindAnother = false
    if case .interface(let sender, _, _) = pair.from {
      isBehindAnother = network.fronts.loadBalancerOfNode[sender] != nil
    }
    let code: Code =
      switch (balancer.type, isBehindAnother) {
      case (.classic, true): .elbListenerPortRestriction
      case (.classic, false): .elbListenersMismatch
      case (_, true): .elbv2ListenerPortRestriction
      case (_, false): .elbv2ListenersMismatch
      }
    let ports = listeners.map(\.text)
    branch.block(
      code, component, near: nearListeners(balancer, listeners, branch.traffic),
      symptom: balancer.type == .network ? nil : Symptom.timeoutOrReset,
      "load balancer \(name) listens on \(ports.isEmpty ? "no port" : ports.joined(separator: ", ")), "
        + "not on \(portText(branch.traffic.boxes.map(\.destinationPorts)))")
  }

  /// Listeners that miss by their port or their protocol only.
  private func nearListeners(
    _ balancer: LoadBalancer, _ listeners: [Listener], _ traffic: TrafficSet
  ) -> [NearMiss] {
    guard let asked = traffic.boxes.first, traffic.boxes.allSatisfy({ $0.destinationPorts == asked.destinationPorts })
    else { return [] }
    return listeners.compactMap { listener in
      func takes(_ open: (inout TrafficBox) -> Void) -> Bool {
        listener.boxes(traffic.family).contains { box in
          var box = box
          open(&box)
          return traffic.isSubset(of: box)
        }
      }
      if takes({ $0.destinationPorts = .all }) {
        return NearMiss(
          component: balancer.id, rule: listener.text, field: "port",
          message: "the traffic goes to port \(asked.destinationPorts), not \(listener.port)")
      }
      if let proto = asked.singleProtocol, takes({ ($0.firstProtocol, $0.lastProtocol) = (0, 255) }) {
        return NearMiss(
          component: balancer.id, rule: listener.text, field: "protocol",
          message: "the traffic is \(proto), not \(listener.protocol)")
      }
      return nil
    }
  }
}

extension Listener {
  /// `TCP:443`.
  var text: String { "\(`protocol`):\(port)" }

  /// The packets that the listener takes.
  func boxes(_ family: AddressFamily) -> [TrafficBox] {
    transportProtocols(of: `protocol`).map { proto in
      var box = TrafficBox.everything(family)
      box.firstProtocol = proto.rawValue
      box.lastProtocol = proto.rawValue
      box.destinationPorts = PortRange(port)
      return box
    }
  }
}

/// The protocols of layer 4 that carry what a listener or a target group is set to.
func transportProtocols(of word: String) -> [IPProtocol] {
  switch word.uppercased() {
  case "UDP", "QUIC": [.udp]
  case "TCP_UDP", "TCP_QUIC": [.tcp, .udp]
  case "GENEVE": [.udp]
  default: [.tcp]
  }
}
