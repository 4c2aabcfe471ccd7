import Addressing
import NetworkModel

// Internet gateways: one-to-one address mapping for IPv4, none for IPv6, edge route tables (dataplane 7.2, 7.5, 1.2).
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
  private func refuseUnroutable(_ component: ComponentReference, _ branch: inout Branch) -> Bool {
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

  /// The subnet's arriving traffic goes through a middlebox, so its direct route to the gateway is not usable (1.2).
  private func checkRedirection(_ gateway: Int, _ place: RouterPlace, _ branch: inout Branch) {
    guard let edge = network.edgeTables[topology.internetGateways[gateway].id], let source = branch.source,
      let route = network.routeTables[edge].routes(for: source).first
    else { return }
    let target = topology.routeTables[edge].routes[route].target
    if target == .local || cameFrom(target, place.sender) { return }
    // The table that may not be used directly; a table that is not visible is named by its subnet.
    let router = place.component
    branch.block(
      .ingressRtbTrafficRedirection, router, .route(table: edge, route), direction: .egress,
      "\(topology.routeTables[edge].identity.label) sends what arrives for \(source) through \(target.id), "
        + "so the direct route of \(network.component(router).label) to the gateway cannot be used")
  }

  private func cameFrom(_ target: Route.Target, _ sender: Sender) -> Bool {
    switch (target, sender) {
    // A middlebox does not go through itself.
    case (.networkInterface(let id), .interface(let interface)): topology.networkInterfaces[interface].id == id
    case (.networkInterface(let id), .appliance(let interface)): topology.networkInterfaces[interface].id == id
    case (.instance(let id), .appliance(let interface)): topology.networkInterfaces[interface].instanceId == id
    case (.vpcEndpoint(let id), .inspection(let endpoint)): topology.vpcEndpoints[endpoint].id == id
    default: false
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

  /// The route of a gateway's edge table for the packets, if it has one.
  func edgeRoute(ofGateway id: String, _ branch: Branch) -> (table: Int, route: Int)? {
    guard let table = network.edgeTables[id], let destination = branch.destination,
      let route = network.routeTables[table].routes(for: destination).first
    else { return nil }
    return (table, route)
  }

  /// The middlebox of an edge route is what touches the gateway, not the subnet behind it (7.4).
  private func redirect(_ touching: inout PublicEdge, _ edge: (table: Int, route: Int)) {
    switch topology.routeTables[edge.table].routes[edge.route].target {
    case .networkInterface(let id):
      if let middlebox = network.index.interfaces[id] { touching.subnet = network.subnet(of: middlebox) }
    case .vpcEndpoint(let id):
      guard let endpoint = network.index.endpoints[id] else { return }
      touching.subnet = subnet(ofEndpoint: endpoint)
      touching.isFirewall = inspectionComponent(endpoint).kind == .firewall
    default:
      return
    }
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
  private func mapDestination(_ component: ComponentReference, _ interface: Int, _ branch: inout Branch) {
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
    if let mapping = resource.publicAddresses.first(where: { $0.publicAddress == destination }) {
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

  /// An edge route table sends arriving packets to their subnet or through a middlebox (1.2).
  mutating func followEdge(
    _ edge: Int, _ route: Int, _ interface: Int, _ branch: Branch, fromInternet: Bool = true
  ) {
    var branch = branch
    let chosen = topology.routeTables[edge].routes[route]
    branch.hop(.routeTable(edge), .forwarded, .route(table: edge, route))
    switch chosen.target {
    case .networkInterface(let id):
      guard let middlebox = network.index.interfaces[id], middlebox != interface else { break }
      if fromInternet, topology.networkInterfaces[middlebox].publicAddresses.isEmpty {
        branch.block(
          .ingressRtbNoPublicIp, .routeTable(edge), .route(table: edge, route), direction: .ingress,
          "\(topology.networkInterfaces[middlebox].identity.label) stands behind the gateway "
            + "but has no public IP address")
      }
      return checkACL(of: network.subnet(of: middlebox), .ingress, branch) { $0.passAppliance(middlebox, $1) }
    case .vpcEndpoint(let id):
      guard let endpoint = network.index.endpoints[id] else { break }
      guard let own = subnet(ofEndpoint: endpoint) else { return passInspection(endpoint, branch) }
      return checkACL(of: own, .ingress, branch) { $0.passInspection(endpoint, $1) }
    default:
      break
    }
    arrive(at: interface, from: nil, branch)
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
