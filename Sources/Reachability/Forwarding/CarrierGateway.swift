import Addressing
import NetworkModel

// Carrier gateways of Wavelength Zones (dataplane 1.4).
// https://docs.aws.amazon.com/wavelength/latest/developerguide/how-wavelengths-work.html

extension Walker {
  /// Packets leave for the carrier's network and, through it, the internet: out only, with a carrier IP.
  mutating func leaveByCarrierGateway(_ id: String, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    guard let position = network.index.carrierGateways[id] else {
      return unknownTarget(.carrierGateway(id), place, branch)
    }
    let gateway = topology.carrierGateways[position]
    let component = ComponentReference(kind: .carrierGateway, position: position)
    guard branch.family == .ipv4 else {
      branch.block(.protocolRestriction, component, "\(gateway.identity.label) carries IPv4 only")
      return end(branch, .deadEnd)
    }
    if gateway.state != "available" {
      branch.block(.badState, component, "\(gateway.identity.label) is \(gateway.state)")
    }
    if gateway.vpcId != topology.vpcs[place.vpc].id {
      branch.block(
        .badStateAttachment, component,
        "\(gateway.identity.label) is not attached to \(topology.vpcs[place.vpc].identity.label)")
    }
    checkBlockPublicAccess(publicEdge(place), .egress, &branch)
    if branch.way == .return {
      branch.block(
        .asymmetricStateful, component, direction: .egress,
        "connections from the internet do not come in through a carrier gateway")
    }
    if refuseUnroutable(component, &branch) { return end(branch, .deadEnd) }
    if let source = branch.source, let owner = network.owner(of: source, inVPC: place.vpc),
      let carrier = topology.networkInterfaces[owner].publicAddresses.first(where: {
        $0.isCarrier && $0.privateAddress == source
      })
    {
      branch.traffic = branch.traffic.map { box in
        var box = box
        box.source = AddressRange(carrier.publicAddress)
        return box
      }
      branch.hop(component, .translated, .text("\(source) → \(carrier.publicAddress)"))
    } else {
      branch.block(
        .igwPublicIpAssociationForEgress, component, direction: .egress,
        "the source has no carrier IP address, so \(gateway.identity.label) cannot send it out")
    }
    if branch.way == .forward { branch.memory.append(.carrierGateway(position)) }
    branch.lose(.lost)
    enterInternet(branch, fromVPC: place.vpc)
  }

  /// The carrier gateway that a reply comes back by: the one that the request left by.
  func carrierGatewayToReturnBy(_ branch: Branch) -> Int? {
    guard branch.way == .return else { return nil }
    return branch.memory.lazy.compactMap { memory -> Int? in
      if case .carrierGateway(let position) = memory { return position }
      return nil
    }.last
  }

  /// A reply comes back to the interface whose carrier IP the request had.
  mutating func returnByCarrierGateway(_ position: Int, for interface: Int, _ branch: Branch) {
    var branch = branch
    let component = ComponentReference(kind: .carrierGateway, position: position)
    let edge = PublicEdge(vpc: network.vpc(of: interface), subnet: network.subnet(of: interface))
    checkBlockPublicAccess(edge, .ingress, &branch)
    mapDestination(component, interface, &branch)
    arrive(at: interface, from: nil, branch)
  }
}
