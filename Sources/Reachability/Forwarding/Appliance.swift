import Addressing
import NetworkModel

// Instances that forward packets of others: firewalls, routers, NAT instances (dataplane 1.3, 11.3).
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html

extension Walker {
  /// A route leads to an interface that is not the destination: it must be willing to forward.
  mutating func enterAppliance(_ interface: Int, _ place: RouterPlace, _ branch: Branch) {
    if let destination = branch.destination, network.interface(interface, has: destination) {
      return deliverLocally(vpc: place.vpc, from: place.subnet, branch)
    }
    let own = network.subnet(of: interface)
    guard own >= 0 else {
      return unknownTarget(.networkInterface(topology.networkInterfaces[interface].id), place, branch)
    }
    if let subnet = place.subnet {
      cross(from: subnet, to: own, branch) { $0.passAppliance(interface, $1) }
    } else {
      checkACL(of: own, .ingress, branch) { $0.passAppliance(interface, $1) }
    }
  }

  /// Packets enter an appliance from an edge table, and leave it again.
  mutating func passAppliance(_ interface: Int, _ branch: Branch) {
    if network.subnet(of: interface) < 0 { return endUnplaced(interface, branch) }
    var branch = branch
    checkState(of: interface, &branch)
    let resource = topology.networkInterfaces[interface]
    if resource.sourceDestCheck {
      branch.block(
        .eniSourceDestCheckRestriction, .interface(interface), direction: .ingress,
        "\(resource.identity.label) is neither source nor destination, and its source/destination check is on")
    }
    let isReply = branch.way == .return && remembers(interface, branch)
    if branch.way == .return, !isReply {
      branch.assume(
        .asymmetricStateful, resource.id, decides: true,
        "the reply comes through \(resource.identity.label), the request did not; "
          + "whether the appliance keeps state is not visible")
    }
    if isReply { return leaveAppliance(interface, branch) }
    checkGroups(of: interface, .ingress, branch) { walker, branch in
      var branch = branch
      branch.lose(.stripped(by: .interface(interface)))
      branch.memory.append(.appliance(interface: interface))
      walker.checkGroups(of: interface, .egress, branch) { $0.leaveAppliance(interface, $1) }
    }
  }

  private mutating func leaveAppliance(_ interface: Int, _ branch: Branch) {
    var branch = branch
    branch.hop(.interface(interface), .forwarded, .text("appliance"))
    branch.assume(
      .unknownResource, topology.networkInterfaces[interface].id, decides: false,
      "the rules of the appliance behind \(topology.networkInterfaces[interface].identity.label) are not visible; "
        + "it is taken to let the traffic pass")
    depart(.appliance(interface), subnet: network.subnet(of: interface), branch)
  }

  private func remembers(_ interface: Int, _ branch: Branch) -> Bool {
    branch.memory.contains { if case .appliance(interface) = $0 { true } else { false } }
  }
}
