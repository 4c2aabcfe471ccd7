import Addressing
import NetworkModel

// What calls that are not in the input would have shown: CONTRACT 1.1, not visible is not the same as empty.

extension Route.Target {
  /// The call that shows what the target is.
  var call: String? {
    switch self {
    case .networkInterface: "ec2 describe-network-interfaces"
    case .instance: "ec2 describe-instances"
    case .natGateway: "ec2 describe-nat-gateways"
    case .vpcEndpoint: "ec2 describe-vpc-endpoints"
    case .internetGateway: "ec2 describe-internet-gateways"
    case .egressOnlyInternetGateway: "ec2 describe-egress-only-internet-gateways"
    case .vpcPeeringConnection: "ec2 describe-vpc-peering-connections"
    case .transitGateway: "ec2 describe-transit-gateway-attachments"
    case .vpnGateway: "ec2 describe-vpn-gateways"
    case .carrierGateway: "ec2 describe-carrier-gateways"
    case .local, .coreNetwork, .localGateway, .odbNetwork, .unknown: nil
    }
  }
}

extension Walker {
  /// What the input leaves open about a part of a resource, in words.
  func caveat(_ id: String, _ part: Caveat.Subject.Part) -> String? {
    topology.visibility.caveats[Caveat.Subject(id, part)]?.message
  }

  /// The answer rests on a part of a resource that the input leaves open.
  func noteCaveat(_ id: String, _ part: Caveat.Subject.Part, _ branch: inout Branch) {
    if topology.visibility.caveats.isEmpty { return }
    guard let caveat = topology.visibility.caveats[Caveat.Subject(id, part)] else { return }
    branch.assume(.unknownResource, id, decides: caveat.weight != .noted, caveat.message)
  }

  private static let associationsCall = "directconnect describe-direct-connect-gateway-associations"

  private func sees(_ call: String, _ identity: Identity) -> Bool {
    topology.visibility.sees(call, account: identity.account, region: identity.region)
  }

  /// Why a virtual private gateway may know a path that the input does not show; nil where it shows all.
  func hiddenPath(_ gateway: Int, _ family: AddressFamily) -> String? {
    let identity = topology.vpnGateways[gateway].identity
    // A VPN connection on a virtual private gateway carries IPv4 only (6.1.4).
    let call = "ec2 describe-vpn-connections"
    if family == .ipv4, !sees(call, identity) {
      return "the VPN connections of \(identity.label) are not in the input; `\(call)` would show them"
    }
    return topology.virtualInterfaces.lazy.compactMap { self.hiddenAssociations(of: $0) }.first
  }

  /// Why AWS may advertise more to a site than the input shows; nil where it shows all.
  func hiddenAdvertisement(_ site: Int, _ connections: [SiteConnection]) -> String? {
    for connection in connections {
      switch connection.medium {
      case .vpn(let position):
        let vpn = topology.vpnConnections[position]
        if let hidden = hiddenTransitRoutes(vpn) ?? hiddenVPC(behind: vpn.vpnGatewayId) { return hidden }
      case .virtualInterface(let position):
        let interface = topology.virtualInterfaces[position]
        if let hidden = hiddenAssociations(of: interface) ?? hiddenVPC(behind: interface.vpnGatewayId) { return hidden }
      }
    }
    let call = "ec2 describe-vpn-connections"
    let id = topology.sites[site].id
    return topology.customerGateways.first { $0.siteId == id && !sees(call, $0.identity) }.map {
      "the VPN connections of customer gateway \($0.identity.label) are not in the input; `\(call)` would show them"
    }
  }

  /// The blocks of a VPC are what its virtual private gateway advertises.
  private func hiddenVPC(behind gateway: String?) -> String? {
    guard let gateway else { return nil }
    guard let position = network.index.vpnGateways[gateway] else {
      return "virtual private gateway \(gateway) is not in the input; `ec2 describe-vpn-gateways` would show it"
    }
    guard let vpc = topology.vpnGateways[position].vpcId, network.index.vpcs[vpc] == nil else { return nil }
    return "VPC \(vpc) of \(gateway) is not in the input; `ec2 describe-vpcs` would show it"
  }

  private func hiddenTransitRoutes(_ vpn: VPNConnection) -> String? {
    guard vpn.vpnGatewayId == nil, vpn.transitGatewayId != nil else { return nil }
    guard let attachment = topology.transitGatewayAttachments.first(where: { $0.resourceId == vpn.id }) else {
      let call = "ec2 describe-transit-gateway-attachments"
      return sees(call, vpn.identity)
        ? nil : "the attachment of \(vpn.identity.label) is not in the input; `\(call)` would show it"
    }
    guard let id = attachment.associatedRouteTableId else { return nil }
    if let table = network.index.transitGatewayTables[id], topology.transitGatewayRouteTables[table].routes != nil {
      return nil
    }
    return "the routes of \(id), which \(vpn.identity.label) learns, are not in the input; "
      + "`ec2 search-transit-gateway-routes` would show them"
  }

  /// Why a virtual interface may lead to more gateways than the input shows; nil where it shows all.
  func hiddenAssociations(of interface: VirtualInterface) -> String? {
    guard let id = interface.directConnectGatewayId else { return nil }
    let call = Walker.associationsCall
    let message = "what Direct Connect gateway \(id) is associated with is not in the input; `\(call)` would show it"
    guard let position = network.index.directConnectGateways[id] else { return message }
    let gateway = topology.directConnectGateways[position]
    let isSeen =
      !gateway.associations.isEmpty
      || topology.visibility.wholeScopes.contains { $0.account == gateway.identity.account }
      || topology.visibility.readCalls.values.contains { $0.contains(call) || $0.contains("\(call) \(id)") }
    return isSeen ? nil : message
  }

  /// An attachment of a VPC always has subnets: without, the call that shows them and its options is missing.
  func hidesOptions(_ position: Int) -> Bool {
    let attachment = topology.transitGatewayAttachments[position]
    return attachment.resourceType == .vpc && attachment.subnetIds.isEmpty
  }

  func assumeOptions(of position: Int, _ branch: inout Branch) {
    let attachment = topology.transitGatewayAttachments[position]
    branch.assume(
      .unknownResource, attachment.id, decides: true,
      "the subnets and options of attachment \(attachment.identity.label) are not in the input; "
        + "`ec2 describe-transit-gateway-vpc-attachments` would show them")
  }
}
