import Addressing
import NetworkModel

// Internet gateways: one-to-one address mapping for IPv4, none for IPv6 (dataplane 7.2, 7.5).
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html

extension Walker {
  /// Packets leave a VPC for the internet.
  mutating func leaveByInternetGateway(_ gateway: Int, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let resource = topology.internetGateways[gateway]
    let component = ComponentReference.internetGateway(gateway)
    if resource.vpcId != topology.vpcs[place.vpc].id {
      branch.block(
        .badStateAttachment, component,
        "\(resource.identity.label) is not attached to \(topology.vpcs[place.vpc].identity.label)")
    }
    checkBlockPublicAccess(publicEdge(place), .egress, &branch)
    if refuseUnroutable(component, &branch) { return end(branch, .deadEnd) }
    if branch.family == .ipv6 {
      checkGlobalSource(component, vpc: place.vpc, &branch)
    }
    checkRedirection(gateway, place, &branch)
    mapSource(component, place, &branch)
    if branch.way == .forward { branch.memory.append(.internetGateway(gateway)) }
    branch.lose(.lost)
    enterInternet(branch, fromVPC: place.vpc)
  }

  /// Where the packets of a place touch the gateway.
  func publicEdge(_ place: RouterPlace, isEgressOnly: Bool = false) -> PublicEdge {
    var edge = PublicEdge(vpc: place.vpc, subnet: place.subnet, isEgressOnly: isEgressOnly)
    switch place.sender {
    case .natGateway: edge.usesNAT = true
    case .inspection(let endpoint): edge.isFirewall = inspectionComponent(endpoint).kind == .firewall
    default: break
    }
    return edge
  }

  /// Private destinations are refused on the way out (IGW-03).
  func refuseUnroutable(_ component: ComponentReference, _ branch: inout Branch) -> Bool {
    guard branch.family == .ipv4, let destination = branch.destination else { return false }
    let name = network.component(component).label
    if AddressSpace.rfc1918.contains(destination.value) {
      branch.block(
        .igwDestinationAddressNotInRfc1918Egress, component, direction: .egress,
        "\(name) does not send packets to the private address \(destination)")
    } else if AddressSpace.rfc6598.contains(destination.value) {
      branch.block(
        .igwDestinationAddressNotInRfc6598Egress, component, direction: .egress,
        "\(name) does not send packets to the shared address \(destination)")
    } else {
      return false
    }
    return true
  }

  /// A private IPv6 source does not pass (IGW-04); neither does one of another VPC.
  func checkGlobalSource(_ component: ComponentReference, vpc: Int, _ branch: inout Branch) {
    if let destination = branch.destination, !AddressSpace.publicIPv6.contains(destination.value) {
      branch.block(
        .igwPrivateIpv6, component, direction: .egress,
        "\(network.component(component).label) does not pass packets to the private IPv6 address \(destination)")
    }
    guard let source = branch.source else { return }
    let name = network.component(component).label
    if !AddressSpace.publicIPv6.contains(source.value) {
      branch.block(
        .igwPrivateIpv6, component, direction: .egress, "\(name) does not pass the private IPv6 address \(source)")
    } else if !network.vpcs[vpc].ipv6.contains(source.value) {
      branch.block(
        .gatewayRejectsSpoofedTraffic, component, direction: .egress,
        "\(source) is no address of \(topology.vpcs[vpc].identity.label), so \(name) refuses it")
    }
  }

  /// IPv4 sources become the public address of their interface (IGW-01).
  private func mapSource(_ component: ComponentReference, _ place: RouterPlace, _ branch: inout Branch) {
    guard branch.family == .ipv4 else { return branch.hop(component, .forwarded) }
    guard let source = branch.source else { return branch.hop(component, .forwarded) }
    if let mapped = publicSource(source, place) {
      branch.traffic = branch.traffic.map { box in
        var box = box
        box.source = AddressRange(mapped)
        return box
      }
      return branch.hop(component, .translated, .text("\(source) → \(mapped)"))
    }
    let name = network.component(component).label
    // The request got in by imitation: the missing address is already noted.
    if branch.way == .return, branch.blockers.contains(where: { $0.code == .igwPrivateIpAssociationForIngress }) {
      return branch.hop(component, .forwarded)
    }
    if case .appliance(let interface) = place.sender,
      !topology.networkInterfaces[interface].publicAddresses.isEmpty,
      !network.interface(interface, has: source)
    {
      branch.hop(component, .assumed, code: .unknownResource)
      return branch.assume(
        .unknownResource, topology.networkInterfaces[interface].id, decides: true,
        "whether \(topology.networkInterfaces[interface].identity.label) translates the source \(source) "
          + "to its own address is not visible; untranslated it has no public address")
    }
    branch.block(
      .igwPublicIpAssociationForEgress, component, direction: .egress,
      "the source \(source) has no public IPv4 address, so \(name) cannot send it to the internet")
  }

  private func publicSource(_ source: IPAddress, _ place: RouterPlace) -> IPAddress? {
    if case .natGateway(let nat) = place.sender {
      let gateway = topology.natGateways[nat]
      if gateway.connectivityType == .private { return nil }
      return gateway.addresses.first { $0.privateAddress == source && $0.publicAddress != nil }?.publicAddress
        ?? gateway.addresses.first { $0.privateAddress == nil }?.publicAddress
    }
    guard let owner = network.owner(of: source, inVPC: place.vpc) else { return nil }
    return network.publicAddress(of: owner, source)
  }

  /// Packets come from the internet into a VPC (7.5).
  ///
  /// - Parameter interface: the interface that the packets are for.
  mutating func enterByInternetGateway(vpc: Int, for interface: Int, _ branch: Branch) {
    var branch = branch
    if vpc < 0 { return endUnplaced(interface, branch) }
    guard let gateway = network.vpcs[vpc].internetGateway else { return enterWithoutGateway(vpc, interface, branch) }
    let component = ComponentReference.internetGateway(gateway)
    var mapped = branch
    refuseUnroutableSource(component, &mapped)
    mapDestination(component, interface, &mapped)
    let edge = edgeRoute(ofGateway: topology.internetGateways[gateway].id, mapped)
    var touching = PublicEdge(vpc: vpc, subnet: network.subnet(of: interface))
    touching.usesNAT = topology.networkInterfaces[interface].interfaceType == .natGateway
    if let edge { redirect(&touching, edge) }
    branch = mapped
    checkBlockPublicAccess(touching, .ingress, &branch)
    guard let edge else { return arrive(at: interface, from: nil, branch) }
    followEdge(edge.table, edge.route, interface, branch)
  }

  private func refuseUnroutableSource(_ component: ComponentReference, _ branch: inout Branch) {
    // What came out of another gateway was judged there.
    guard branch.family == .ipv4, branch.way == .forward,
      !branch.memory.contains(where: { if case .internetGateway = $0 { true } else { false } })
    else { return }
    let name = network.component(component).label
    if branch.traffic.boxes.allSatisfy({ AddressSpace.rfc1918.contains($0.source.lower) }) {
      branch.block(
        .igwSourceAddressNotInRfc1918Ingress, component, direction: .ingress,
        "\(name) refuses packets from the private addresses of RFC 1918")
    } else if branch.traffic.boxes.allSatisfy({ AddressSpace.rfc6598.contains($0.source.lower) }) {
      branch.block(
        .igwSourceAddressNotInRfc6598Ingress, component, direction: .ingress,
        "\(name) refuses packets from the shared addresses of RFC 6598")
    }
  }

  /// The public destination becomes the private address it is mapped to.
  func mapDestination(_ component: ComponentReference, _ interface: Int, _ branch: inout Branch) {
    let resource = topology.networkInterfaces[interface]
    guard let destination = branch.destination else { return }
    if branch.family == .ipv6 {
      if resource.denyAllIgwTraffic {
        branch.block(
          .igwPrivateIpAssociationForIngress, component, direction: .ingress,
          "\(resource.identity.label) takes no connections from the internet (denyAllIgwTraffic)")
      } else if branch.way == .forward, !AddressSpace.publicIPv6.contains(destination.value) {
        branch.block(
          .igwPrivateIpv6, component, direction: .ingress,
          "\(destination) is a private IPv6 address, unreachable from the internet")
      } else {
        branch.hop(component, .forwarded)
      }
      return
    }
    // A carrier IP is an address of the carrier's network, which an internet gateway knows nothing of.
    let isCarrier = component.kind == .carrierGateway
    if let mapping = resource.publicAddresses.first(where: {
      $0.publicAddress == destination && $0.isCarrier == isCarrier
    }) {
      translate(&branch, to: mapping.privateAddress)
      branch.hop(component, .translated, .text("\(destination) → \(mapping.privateAddress)"))
    } else if let nat = natGateway(of: interface),
      let address = topology.natGateways[nat].addresses.first(where: { $0.publicAddress == destination }),
      let privateAddress = address.privateAddress
    {
      translate(&branch, to: privateAddress)
      branch.hop(component, .translated, .text("\(destination) → \(privateAddress)"))
    } else if branch.way == .return {
      // The request got out by imitation: its refusal is already noted.
      branch.hop(component, .forwarded)
    } else {
      branch.block(
        .igwPrivateIpAssociationForIngress, component, direction: .ingress,
        "\(resource.identity.label) has no public IPv4 address for \(destination), so the internet cannot reach it")
    }
  }

  private func translate(_ branch: inout Branch, to address: IPAddress) {
    branch.traffic = branch.traffic.map { box in
      var box = box
      box.destination = AddressRange(address)
      return box
    }
  }

  /// A VPC without an internet gateway: an egress-only one refuses, else nothing on the internet leads there.
  private mutating func enterWithoutGateway(_ vpc: Int, _ interface: Int, _ branch: Branch) {
    var branch = branch
    if branch.family == .ipv6, let gateway = network.vpcs[vpc].egressOnlyInternetGateway {
      return enterByEgressOnlyGateway(gateway, for: interface, branch)
    }
    let identity = topology.vpcs[vpc].identity
    let sees = topology.visibility.sees(
      "ec2 describe-internet-gateways", account: identity.account, region: identity.region)
    if sees {
      // The request left by a gateway that is not attached, and was refused for it.
      let isKnown = branch.way == .return && branch.blockers.contains { $0.code == .badStateAttachment }
      if !isKnown {
        branch.block(
          .noPath, .vpc(vpc), direction: .ingress,
          "\(identity.label) has no internet gateway, so nothing on the internet reaches it")
      }
      if let mapping = topology.networkInterfaces[interface].publicAddresses.first(where: {
        $0.publicAddress == branch.destination
      }) {
        translate(&branch, to: mapping.privateAddress)
      }
      arrive(at: interface, from: nil, branch)
    } else {
      branch.assume(
        .unknownResource, identity.id, decides: true,
        "the internet gateways of \(identity.label) are not in the input; `ec2 describe-internet-gateways` "
          + "would show them")
      end(branch, .unknown)
    }
  }
}
