import Addressing
import NetworkModel

// The step from a subnet's router to the next hop of a route (dataplane 1.4, 11.1 steps 7 to 9, 11.2).

extension Walker {
  /// Goes to the target of a route. The network ACL of the subnet is asked where the packets leave it (NACL 2.2).
  mutating func step(to target: Route.Target, _ place: RouterPlace, _ branch: Branch) {
    switch target {
    case .local:
      deliverLocally(vpc: place.vpc, from: place.subnet, branch)
    case .networkInterface(let id):
      guard let interface = network.index.interfaces[id] else { return unknownTarget(target, place, branch) }
      enterAppliance(interface, place, branch)
    case .instance(let id):
      guard let interface = soleInterface(ofInstance: id) else { return unknownTarget(target, place, branch) }
      enterAppliance(interface, place, branch)
    case .natGateway(let id):
      guard let gateway = network.index.natGateways[id] else { return unknownTarget(target, place, branch) }
      enterNAT(gateway, place, branch)
    case .vpcEndpoint(let id):
      guard let endpoint = network.index.endpoints[id] else { return unknownTarget(target, place, branch) }
      if topology.vpcEndpoints[endpoint].endpointType == .gateway {
        leaveSubnet(place, branch) { $0.enterGatewayEndpoint(endpoint, place, $1) }
      } else {
        enterInspection(endpoint, place, branch)
      }
    case .internetGateway(let id):
      guard let gateway = network.index.internetGateways[id] else { return unknownTarget(target, place, branch) }
      leaveSubnet(place, branch) { $0.leaveByInternetGateway(gateway, place, $1) }
    case .egressOnlyInternetGateway(let id):
      guard let gateway = network.index.egressOnlyInternetGateways[id] else {
        return unknownTarget(target, place, branch)
      }
      leaveSubnet(place, branch) { $0.leaveByEgressOnlyGateway(gateway, place, $1) }
    case .vpcPeeringConnection(let id):
      guard let peering = network.index.peerings[id] else { return unknownTarget(target, place, branch) }
      leaveSubnet(place, branch) { $0.crossPeering(peering, from: place, $1) }
    case .transitGateway(let id):
      leaveSubnet(place, branch) { $0.enterTransitGateway(id, place, $1) }
    case .vpnGateway(let id):
      guard let gateway = network.index.vpnGateways[id] else { return unknownTarget(target, place, branch) }
      leaveSubnet(place, branch) { $0.leaveByVPNGateway(gateway, place, $1) }
    case .carrierGateway(let id):
      leaveSubnet(place, branch) { $0.leaveByCarrierGateway(id, place, $1) }
    case .coreNetwork, .localGateway, .odbNetwork, .unknown:
      leaveSubnet(place, branch) { $0.unknownTarget(target, place, $1) }
    }
  }

  /// Packets leave the subnet for a gateway: its network ACL decides about their destination.
  mutating func leaveSubnet(_ place: RouterPlace, _ branch: Branch, then: (inout Walker, Branch) -> Void) {
    guard let subnet = place.subnet else { return then(&self, branch) }
    checkACL(of: subnet, .egress, branch) { then(&$0, $1) }
  }

  /// Packets go to the interface that has their destination in the VPC (11.2).
  mutating func deliverLocally(vpc: Int, from subnet: Int?, _ branch: Branch) {
    guard let destination = branch.destination else { return deliverRange(vpc: vpc, from: subnet, branch) }
    guard let interface = network.owner(of: destination, inVPC: vpc) else {
      return missingHost(destination, vpc, branch)
    }
    let receiver = network.subnet(of: interface)
    guard let subnet, subnet != receiver else { return arrive(at: interface, from: subnet, branch) }
    checkACL(of: subnet, .egress, branch) { $0.arrive(at: interface, from: subnet, $1) }
  }

  /// Packets to a whole range inside a VPC: to each interface that has an address in it, and to nobody.
  private mutating func deliverRange(vpc: Int, from subnet: Int?, _ branch: Branch) {
    var rest = branch.traffic
    let slice = branch.family == .ipv4 ? network.vpcs[vpc].ipv4Owners : network.vpcs[vpc].ipv6Owners
    for owner in network.owners[slice] {
      var box = TrafficBox.everything(branch.family)
      box.destination = AddressRange(owner.address, owner.address)
      let part = rest.intersection(box)
      if part.isEmpty { continue }
      rest = rest.subtracting(box)
      var single = branch
      single.traffic = part
      deliverLocally(vpc: vpc, from: subnet, single)
    }
    if rest.isEmpty { return }
    var lost = branch
    lost.traffic = rest
    lost.block(.noSuchHost, .vpc(vpc), "no interface of the VPC has these addresses")
    end(lost, .deadEnd)
  }

  mutating func missingHost(_ destination: IPAddress, _ vpc: Int, _ branch: Branch) {
    var branch = branch
    let identity = topology.vpcs[vpc].identity
    let sees = topology.visibility.sees(
      "ec2 describe-network-interfaces", account: identity.account, region: identity.region)
    guard sees else {
      branch.hop(.vpc(vpc), .assumed, code: .unknownDestination)
      branch.assume(
        .unknownDestination, identity.id, decides: true,
        "the network interfaces of \(identity.label) are not in the input, so whether one has \(destination) is open; "
          + "`ec2 describe-network-interfaces` would show it")
      return end(branch, .unknown)
    }
    branch.block(.noSuchHost, .vpc(vpc), "no network interface of \(identity.label) has the address \(destination)")
    // The sender has the address, so a reply that misses it is in another network of the same addresses (PCX-05).
    end(branch, branch.way == .return ? .misdirected : .deadEnd)
  }

  /// A target that is not in the input, or of a kind whose inside is not visible: the verdict stays open.
  mutating func unknownTarget(_ target: Route.Target, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let hint: String
    switch target {
    case .coreNetwork(let id):
      hint =
        "the routes of core network \(id) are not in the input; `networkmanager get-network-routes` would show them"
    case .localGateway(let id):
      hint = "what lies behind local gateway \(id) is not in the input"
    case .odbNetwork(let id):
      hint = "what lies behind ODB network \(id) is not in the input"
    default:
      let call = target.call.map { "; `\($0)` would show it" } ?? ""
      hint = "the target \(target.id) of the route is not in the input" + call
    }
    branch.hop(place.component, .assumed, .text(target.id), code: .unknownDestination)
    branch.assume(.unknownDestination, target.id, decides: true, hint)
    end(branch, .unknown)
  }

  private func soleInterface(ofInstance id: String) -> Int? {
    guard let instance = network.index.instances[id] else { return nil }
    return network.interfaces.firstIndex { Int($0.instance) == instance }
  }
}
