import Addressing
import NetworkModel

// NAT gateways: public, private and regional; NAT64 (dataplane 7.1, 11.4).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html

extension Walker {
  /// A route leads to a NAT gateway.
  mutating func enterNAT(_ nat: Int, _ place: RouterPlace, _ branch: Branch) {
    let gateway = topology.natGateways[nat]
    // A NAT gateway that sends to itself, or to one that sent to it, never lets the packets go (NAT-05).
    if remembersNAT(nat, branch), branch.way == .forward { return end(branch, .loop) }
    if branch.way == .return, !remembersNAT(nat, branch) {
      var stopped = branch
      stopped.block(
        .natUnsolicited, .natGateway(nat),
        "the reply is routed to \(gateway.identity.label), which did not see the request")
      return end(stopped, .deadEnd)
    }
    guard let own = gateway.subnetId.flatMap({ network.index.subnets[$0] }) else {
      return leaveSubnet(place, branch) { $0.translate(nat, place, $1) }
    }
    if let subnet = place.subnet {
      cross(from: subnet, to: own, branch) { $0.translate(nat, place, $1) }
    } else {
      checkACL(of: own, .ingress, branch) { $0.translate(nat, place, $1) }
    }
  }

  private func remembersNAT(_ nat: Int, _ branch: Branch) -> Bool {
    branch.memory.contains { if case .natGateway(nat, _, _, undone: false) = $0 { true } else { false } }
  }

  private mutating func translate(_ nat: Int, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let gateway = topology.natGateways[nat]
    let component = ComponentReference.natGateway(nat)
    let name = gateway.identity.label
    if gateway.state != "available" { branch.block(.badState, component, "\(name) is \(gateway.state)") }
    if gateway.subnetId == nil { checkRegionalZone(nat, place, &branch) }
    if branch.family == .ipv6 {
      guard let nat64 = AddressSpace.nat64,
        branch.traffic.boxes.allSatisfy({ nat64.range.contains($0.destination) })
      else {
        branch.block(
          .protocolRestriction, component,
          "\(name) takes IPv6 only for the NAT64 prefix 64:ff9b::/96")
        return end(branch, .deadEnd)
      }
    }
    let translatable = translatableProtocols(branch.traffic)
    split(branch, allowed: translatable, refused: branch.traffic.subtracting(translatable)) { _, _ in
    } refuse: {
      $1.block(.protocolRestriction, component, "\(name) translates TCP, UDP and ICMP only")
    } then: { walker, branch in
      walker.sendTranslated(nat, place, branch)
    }
  }

  /// TCP, UDP, ICMP and, for NAT64, ICMPv6.
  private func translatableProtocols(_ traffic: TrafficSet) -> TrafficSet {
    let icmp: IPProtocol = traffic.family == .ipv4 ? .icmp : .icmpv6
    let boxes = [IPProtocol.tcp, .udp, icmp].flatMap { proto -> [TrafficBox] in
      var box = TrafficBox.everything(traffic.family)
      box.firstProtocol = proto.rawValue
      box.lastProtocol = proto.rawValue
      return traffic.intersection(box).boxes
    }
    return TrafficSet(traffic.family, disjoint: boxes)
  }

  private mutating func sendTranslated(_ nat: Int, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let gateway = topology.natGateways[nat]
    let before = branch.traffic
    let address = gateway.addresses.first?.privateAddress ?? gateway.addresses.first?.publicAddress
    guard let address else {
      branch.block(.badState, .natGateway(nat), "\(gateway.identity.label) has no address")
      return end(branch, .deadEnd)
    }
    branch.traffic = TrafficSet(.ipv4, union: before.boxes.map { translated($0, to: address, from: before.family) })
    branch.memory.append(.natGateway(nat, before: before, origin: branch.origin, undone: false))
    branch.hop(.natGateway(nat), .translated, .text("source → \(address)"))
    branch.origin = gateway.networkInterfaceIds.first.flatMap { network.index.interfaces[$0] }
    branch.lose(.lost)
    departFromNAT(nat, place.vpc, branch)
  }

  private func translated(_ box: TrafficBox, to address: IPAddress, from family: AddressFamily) -> TrafficBox {
    var box = box
    box.source = AddressRange(address)
    if family == .ipv6 {
      box.destination = AddressRange(box.destination.lower & 0xffff_ffff, box.destination.upper & 0xffff_ffff)
      if box.singleProtocol == .icmpv6 {
        box.firstProtocol = IPProtocol.icmp.rawValue
        box.lastProtocol = IPProtocol.icmp.rawValue
        if box.sourcePorts == PortRange(128) { box.sourcePorts = PortRange(8) }
      }
    }
    if box.singleProtocol?.hasPorts ?? false { box.sourcePorts = PortRange(1024, 65535) }
    return box
  }

  /// Routes the translated packets by the table of the gateway's subnet, or by a regional gateway's own.
  private mutating func departFromNAT(_ nat: Int, _ vpc: Int, _ branch: Branch) {
    let gateway = topology.natGateways[nat]
    if let id = gateway.subnetId {
      if let own = network.index.subnets[id] { return depart(.natGateway(nat), subnet: own, branch) }
      return endUnplaced(nat, in: id, branch)
    }
    guard vpc >= 0 else { return endUnplaced(nat, in: gateway.vpcId, branch) }
    let table = gateway.routeTableId.flatMap { network.index.routeTables[$0] } ?? -1
    if table < 0, let internetGateway = network.vpcs[vpc].internetGateway {
      // Without a visible table of its own a regional gateway has the preset route to the internet gateway.
      let place = RouterPlace(vpc: vpc, subnet: nil, table: -1, sender: .natGateway(nat))
      return leaveByInternetGateway(internetGateway, place, branch)
    }
    route(RouterPlace(vpc: vpc, subnet: nil, table: table, sender: .natGateway(nat)), branch)
  }

  /// The input does not show the subnet, or the VPC, that a gateway is in.
  private mutating func endUnplaced(_ nat: Int, in place: String, _ branch: Branch) {
    var branch = branch
    let gateway = topology.natGateways[nat]
    branch.hop(.natGateway(nat), .assumed, code: .unknownResource)
    branch.assume(
      .unknownResource, gateway.id, decides: true,
      "\(place), where \(gateway.identity.label) is, is not in the input, so how it sends on is not visible")
    end(branch, .unknown)
  }

  /// Whether a regional gateway serves the sender's zone (7.1, C2).
  private func checkRegionalZone(_ nat: Int, _ place: RouterPlace, _ branch: inout Branch) {
    let gateway = topology.natGateways[nat]
    guard let subnet = place.subnet else { return }
    let zones = gateway.addresses.compactMap(\.availabilityZone)
    let own = topology.subnets[subnet]
    if zones.isEmpty || zones.contains(own.availabilityZone) || own.availabilityZoneId.map(zones.contains) ?? false {
      return
    }
    if gateway.isAutomatic {
      branch.assume(
        .regionalNgwRouteAzRestriction, gateway.id, decides: false,
        "\(gateway.identity.label) has no address in \(own.availabilityZone) yet; "
          + "another zone is taken to serve it meanwhile")
    } else {
      branch.block(
        .regionalNgwRouteAzRestriction, .natGateway(nat),
        "\(gateway.identity.label) is managed by hand and has no address in \(own.availabilityZone)")
    }
  }

  /// Packets from the internet come to an address of a NAT gateway: replies of its flows only (NAT-02).
  mutating func enterNATFromInternet(_ nat: Int, _ branch: Branch) {
    let gateway = topology.natGateways[nat]
    guard let vpc = network.index.vpcs[gateway.vpcId] else { return end(branch, .unknown) }
    if branch.way == .return || isGoal(nat) {
      if let interface = gateway.networkInterfaceIds.first.flatMap({ network.index.interfaces[$0] }) {
        return enterByInternetGateway(vpc: vpc, for: interface, branch)
      }
      var branch = branch
      if let internetGateway = network.vpcs[vpc].internetGateway {
        branch.hop(.internetGateway(internetGateway), .forwarded)
      }
      if branch.way == .return {
        guard let own = gateway.subnetId.flatMap({ network.index.subnets[$0] }) else {
          return returnToNAT(nat, branch)
        }
        return checkACL(of: own, .ingress, branch) { $0.returnToNAT(nat, $1) }
      }
    }
    var stopped = branch
    stopped.block(
      .natUnsolicited, .natGateway(nat), direction: .ingress,
      "\(gateway.identity.label) takes no connections, it only opens them")
    end(stopped, .deadEnd)
  }

  private func isGoal(_ nat: Int) -> Bool {
    guard case .interface(let interface, _, _) = pair.to else { return false }
    return natGateway(of: interface) == nat
  }

  /// A reply is back at the gateway that translated its request: the translation is undone (11.4).
  mutating func returnToNAT(_ nat: Int, _ branch: Branch) {
    var branch = branch
    let gateway = topology.natGateways[nat]
    for index in branch.memory.indices.reversed() {
      guard case .natGateway(nat, let before, let origin, undone: false) = branch.memory[index] else { continue }
      branch.memory[index] = .natGateway(nat, before: before, origin: origin, undone: true)
      branch.traffic = restored(branch.traffic, before)
      branch.hop(.natGateway(nat), .translated, .text("destination → the client"))
      if branch.traffic.isEmpty { return end(branch, .deadEnd) }
      return departFromNAT(nat, network.index.vpcs[gateway.vpcId] ?? -1, branch)
    }
    branch.block(.natUnsolicited, .natGateway(nat), "\(gateway.identity.label) knows no flow that this is a reply to")
    end(branch, .deadEnd)
  }

  /// The reply with the addresses and ports from before the translation.
  private func restored(_ reply: TrafficSet, _ before: TrafficSet) -> TrafficSet {
    let original = before.reply
    if original.family == reply.family {
      let boxes = original.boxes.flatMap { wanted in
        reply.boxes.compactMap { got -> TrafficBox? in
          var box = got
          box.destination = wanted.destination
          box.destinationPorts = wanted.destinationPorts
          return box.intersection(wanted)
        }
      }
      return TrafficSet(original.family, union: boxes)
    }
    return original
  }

  /// The NAT gateway that an interface belongs to.
  func natGateway(of interface: Int) -> Int? {
    network.index.natGatewayOfInterface[interface]
  }
}
