extension Remedy {
  var ofTransitGateway: String? {
    switch blocker.code {
    case .tgwAttachMissingTgwRtbAssociation:
      "associate \(component) with a route table of its transit gateway"
    case .tgwAttachVpcAzRestriction, .tgwRouteAzRestriction:
      "add a subnet of the sender's Availability Zone to \(component)"
    case .tgwBadStateVpn, .badStateVpn:
      "bring the tunnels of \(component) up"
    case .tgwRtbBadStateRoute:
      if let attachment = blocker.towards, blocker.refused?.destinationNetwork != nil {
        "add a static route to \(component) for \(network) through \(attachment), which goes before the blackhole"
          + " route\(named), or replace that"
      } else {
        "replace the blackhole route\(named) of \(component) by one"
          + (blocker.towards == nil ? " to an attachment that exists" : through)
      }
    case .tgwRtbNoRouteToTgwAttachment where isOwnRoute:
      "point the route\(named) of \(component) to \(blocker.towards ?? "an attachment that leads there") instead"
    case .tgwRtbCannotRoute, .tgwRtbNoRouteToTgwAttachment:
      "add a static route to \(component) for \(network)\(through), or propagate "
        + (blocker.towards ?? "the attachment that leads there") + " into it"
    case .tgwRtbMoreSpecificRoute:
      "remove the route\(named) of \(component), or add one for \(network)\(through), which is more specific"
    case .tgwRtbHigherPriorityRoute:
      "remove the route\(named) of \(component), which outranks the one that leads there"
    case .tgwIpv6Disabled:
      "turn IPv6 support of \(component) on"
    default: nil
    }
  }

  private var named: String { blocker.rule.map { " `\($0)`" } ?? "" }

  var ofGateway: String? {
    switch blocker.code {
    case .badState where blocker.component.kind == .vpcEndpoint:
      "bring \(component) into the state `available`; while it is pending, the owner of its service has to accept it"
    case .badState: "bring \(component) into a state in which it works"
    case .badStateAttachment: "attach \(component) again: its attachment is not in a working state"
    case .pcxRequiresAddressInVpcCidr:
      "connect the two networks directly: \(component) carries only traffic between the blocks of its own two VPCs"
    case .igwPublicIpAssociationForEgress:
      "give \(sender) a public address, or route it through a NAT gateway: \(component) passes only what has one"
    case .igwPrivateIpAssociationForIngress:
      "give the receiver a public address: \(component) delivers only to what has one"
    case .igwDestinationAddressInVpcCidrs:
      "ask for an address that the VPC of \(component) has"
    case .igwDestinationAddressNotInRfc1918Egress, .igwDestinationAddressNotInRfc6598Egress:
      "route \(destination) to a private connection: \(component) does not pass private addresses"
    case .igwSourceAddressNotInRfc1918Ingress, .igwSourceAddressNotInRfc6598Ingress:
      "ask from a public address: \(component) does not pass private ones"
    case .igwNatReflection:
      "use the private address of the receiver instead of its public one at \(component)"
    case .igwPrivateIpv6:
      "use a public IPv6 address: \(component) does not pass private ones"
    case .gatewayRejectsSpoofedTraffic:
      "send from an address of the VPC: \(component) refuses any other"
    case .ngwRequiresSourceInVpc:
      "give \(sender) a NAT gateway in its own VPC: \(component) serves only its own"
    case .ngwSourceAddressReassign, .ngwDestAddressPreservation, .natUnsolicited:
      "reach the receiver without \(component): nobody can open a connection through a NAT gateway"
    case .regionalNgwRouteAzRestriction: "extend \(component) to the sender's Availability Zone"
    case .remapEphemeralPort: "ask with a source port from 1024 up: \(component) gives its own"
    case .eigwInbound: "route through an internet gateway: \(component) passes only connections that begin inside"
    case .gwlbEigwIpv6: "route IPv6 through an internet gateway: \(component) cannot follow an appliance's endpoint"
    case .vgwPrivateIpAssociationForEgress, .vgwPrivateIpAssociationForIngress:
      "use an address of an interface in the VPC: \(component) passes no other"
    case .vgwUnknownPrefix:
      "advertise \(network) over a connection of \(component), or add a static route to it there"
    case .vgwVpnNoIpv6: "move the VPN connection to a transit gateway: \(component) carries no IPv6"
    case .vpcBlockPublicAccessEnabled:
      "exclude the VPC or the subnet from VPC Block Public Access, or turn it off (\(component))"
    default: nil
    }
  }

  var ofEndpoint: String? {
    switch blocker.code {
    case .eniSourceDestCheckRestriction: "turn the source/destination check of \(component) off"
    case .eniAddressRestriction: "give \(component) the address, or ask for one that it has"
    case .noSuchHost where blocker.component.kind == .vpc:
      "give an interface of \(component) the address \(receiver), or ask for an address that exists"
    case .noSuchHost, .noPossibleDestination:
      "give an interface the address \(receiver), or ask for an address that exists (\(component))"
    case .gatewayEndpointRemote: "use an interface endpoint: \(component) serves only its own VPC"
    case .vpceGatewayEgressSourceAddressRestriction:
      "ask for an address of the service: \(component) carries nothing else"
    case .vpceIntraVpcTraffic: "ask the other way round: \(component) opens no connections into its VPC"
    case .vpceServiceNotInstalledInAz:
      "offer the service in the Availability Zone of \(component), or move the endpoint to another"
    case .endpointRegion: "make an endpoint in the Region of the service: \(component) is in another"
    case .noPath where blocker.component.kind == .vpc && blocker.direction == .ingress:
      "attach an internet gateway to \(component), or come to it by a way that it has"
    case .noPath: "ask for an address that \(component) has a way to"
    case .noSourceOrDestination, .unassociatedComponent, .unsupportedComponent:
      "attach \(component) to a VPC"
    default: nil
    }
  }
}
