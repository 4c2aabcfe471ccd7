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
    checkBlockPublicAccess(publicEdge(place), .egress, &branch)
    if branch.way == .return {
      branch.block(
        .asymmetricStateful, component, direction: .egress,
        "connections from the internet do not come in through a carrier gateway")
    }
    if let source = branch.source, let owner = network.owner(of: source, inVPC: place.vpc),
      let carrier = topology.networkInterfaces[owner].publicAddresses.first(where: {
        $0.isCarrier && $0.privateAddress == source
      })
    {
      branch.hop(component, .translated, .text("\(source) → \(carrier.publicAddress)"))
    } else {
      branch.block(
        .igwPublicIpAssociationForEgress, component, direction: .egress,
        "the source has no carrier IP address, so \(gateway.identity.label) cannot send it out")
    }
    branch.memory.append(.internetGateway(position))
    branch.lose(.lost)
    enterInternet(branch, fromVPC: place.vpc)
  }
}
