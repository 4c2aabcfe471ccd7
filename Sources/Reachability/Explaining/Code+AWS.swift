// AWS Reachability Analyzer's codes, in the order of its pages, with their meaning in our own words.

private let explanationCodes = "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html"
private let detailCodes = "https://docs.aws.amazon.com/vpc/latest/reachability/additional-detail-codes.html"

private func blocker(_ code: Code, _ stage: Code.Stage, _ meaning: String) -> Code.Entry {
  Code.Entry(
    code: code, stage: stage, meaning: meaning, awsCode: code, rules: nil, page: explanationCodes, isBlocker: true)
}

private func detail(_ code: Code, _ page: String, _ meaning: String) -> Code.Entry {
  Code.Entry(code: code, stage: .network, meaning: meaning, awsCode: code, rules: nil, page: page, isBlocker: false)
}

extension Code {
  public static let badState = Code(rawValue: "BAD_STATE")
  public static let badStateAttachment = Code(rawValue: "BAD_STATE_ATTACHMENT")
  public static let badStateRoute = Code(rawValue: "BAD_STATE_ROUTE")
  public static let badStateVpn = Code(rawValue: "BAD_STATE_VPN")
  public static let cannotRoute = Code(rawValue: "CANNOT_ROUTE")
  public static let elbAclRestriction = Code(rawValue: "ELB_ACL_RESTRICTION")
  public static let elbInstalledAzRestriction = Code(rawValue: "ELB_INSTALLED_AZ_RESTRICTION")
  public static let elbListenerPortRestriction = Code(rawValue: "ELB_LISTENER_PORT_RESTRICTION")
  public static let elbListenersMismatch = Code(rawValue: "ELB_LISTENERS_MISMATCH")
  public static let elbNotCrosszone = Code(rawValue: "ELB_NOT_CROSSZONE")
  public static let elbv2ListenerHasNoTg = Code(rawValue: "ELBV2_LISTENER_HAS_NO_TG")
  public static let elbv2ListenerPortRestriction = Code(rawValue: "ELBV2_LISTENER_PORT_RESTRICTION")
  public static let elbv2ListenerRequiresTgAccept = Code(rawValue: "ELBV2_LISTENER_REQUIRES_TG_ACCEPT")
  public static let elbv2ListenersMismatch = Code(rawValue: "ELBV2_LISTENERS_MISMATCH")
  public static let elbv2NoTargetsInAz = Code(rawValue: "ELBV2_NO_TARGETS_IN_AZ")
  public static let elbv2SourceAddressPreservation = Code(rawValue: "ELBV2_SOURCE_ADDRESS_PRESERVATION")
  public static let eniAddressRestriction = Code(rawValue: "ENI_ADDRESS_RESTRICTION")
  public static let eniSgRulesMismatch = Code(rawValue: "ENI_SG_RULES_MISMATCH")
  public static let eniSourceDestCheckRestriction = Code(rawValue: "ENI_SOURCE_DEST_CHECK_RESTRICTION")
  public static let firewallRulesRestriction = Code(rawValue: "FIREWALL_RULES_RESTRICTION")
  public static let gatewayRejectsSpoofedTraffic = Code(rawValue: "GATEWAY_REJECTS_SPOOFED_TRAFFIC")
  public static let gwlbDestinationPortRestriction = Code(rawValue: "GWLB_DESTINATION_PORT_RESTRICTION")
  public static let gwlbProtocolRestriction = Code(rawValue: "GWLB_PROTOCOL_RESTRICTION")
  public static let higherPriorityRoute = Code(rawValue: "HIGHER_PRIORITY_ROUTE")
  public static let igwDestinationAddressInVpcCidrs = Code(rawValue: "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS")
  public static let igwDestinationAddressNotInRfc1918Egress = Code(
    rawValue: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS")
  public static let igwDestinationAddressNotInRfc6598Egress = Code(
    rawValue: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS")
  public static let igwNatReflection = Code(rawValue: "IGW_NAT_REFLECTION")
  public static let igwPrivateIpAssociationForIngress = Code(rawValue: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
  public static let igwPublicIpAssociationForEgress = Code(rawValue: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
  public static let igwSourceAddressNotInRfc1918Ingress = Code(rawValue: "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS")
  public static let igwSourceAddressNotInRfc6598Ingress = Code(rawValue: "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS")
  public static let ingressRtbNoPublicIp = Code(rawValue: "INGRESS_RTB_NO_PUBLIC_IP")
  public static let ingressRtbTrafficRedirection = Code(rawValue: "INGRESS_RTB_TRAFFIC_REDIRECTION")
  public static let moreSpecificRoute = Code(rawValue: "MORE_SPECIFIC_ROUTE")
  public static let ngwDestAddressPreservation = Code(rawValue: "NGW_DEST_ADDRESS_PRESERVATION")
  public static let ngwRequiresSourceInVpc = Code(rawValue: "NGW_REQUIRES_SOURCE_IN_VPC")
  public static let ngwSourceAddressReassign = Code(rawValue: "NGW_SOURCE_ADDRESS_REASSIGN")
  public static let noPossibleDestination = Code(rawValue: "NO_POSSIBLE_DESTINATION")
  public static let noRouteToDestination = Code(rawValue: "NO_ROUTE_TO_DESTINATION")
  public static let pcxRequiresAddressInVpcCidr = Code(rawValue: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")
  public static let protocolRestriction = Code(rawValue: "PROTOCOL_RESTRICTION")
  public static let regionalNgwRouteAzRestriction = Code(rawValue: "REGIONAL_NGW_ROUTE_AZ_RESTRICTION")
  public static let remapEphemeralPort = Code(rawValue: "REMAP_EPHEMERAL_PORT")
  public static let sgHasNoRules = Code(rawValue: "SG_HAS_NO_RULES")
  public static let sgReferencesNotPreserved = Code(rawValue: "SG_REFERENCES_NOT_PRESERVED")
  public static let sgReferencingSupport = Code(rawValue: "SG_REFERENCING_SUPPORT")
  public static let subnetAclRestriction = Code(rawValue: "SUBNET_ACL_RESTRICTION")
  public static let targetAddressRestriction = Code(rawValue: "TARGET_ADDRESS_RESTRICTION")
  public static let targetPortRestriction = Code(rawValue: "TARGET_PORT_RESTRICTION")
  public static let tgwAttachMissingTgwRtbAssociation = Code(rawValue: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION")
  public static let tgwAttachVpcAzRestriction = Code(rawValue: "TGW_ATTACH_VPC_AZ_RESTRICTION")
  public static let tgwBadStateVpn = Code(rawValue: "TGW_BAD_STATE_VPN")
  public static let tgwRouteAzRestriction = Code(rawValue: "TGW_ROUTE_AZ_RESTRICTION")
  public static let tgwRtbBadStateRoute = Code(rawValue: "TGW_RTB_BAD_STATE_ROUTE")
  public static let tgwRtbCannotRoute = Code(rawValue: "TGW_RTB_CANNOT_ROUTE")
  public static let tgwRtbHigherPriorityRoute = Code(rawValue: "TGW_RTB_HIGHER_PRIORITY_ROUTE")
  public static let tgwRtbMoreSpecificRoute = Code(rawValue: "TGW_RTB_MORE_SPECIFIC_ROUTE")
  public static let tgwRtbNoRouteToTgwAttachment = Code(rawValue: "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT")
  public static let tgwRtbRoutesAreUnknown = Code(rawValue: "TGW_RTB_ROUTES_ARE_UNKNOWN")
  public static let unknownDestination = Code(rawValue: "UNKNOWN_DESTINATION")
  public static let unknownPeeredSgs = Code(rawValue: "UNKNOWN_PEERED_SGS")
  public static let unknownResource = Code(rawValue: "UNKNOWN_RESOURCE")
  public static let vgwPrivateIpAssociationForEgress = Code(rawValue: "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS")
  public static let vgwPrivateIpAssociationForIngress = Code(rawValue: "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
  public static let vpcBlockPublicAccessEnabled = Code(rawValue: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED")
  public static let vpcLocalRouteCidrRestriction = Code(rawValue: "VPC_LOCAL_ROUTE_CIDR_RESTRICTION")
  public static let vpceGatewayEgressSourceAddressRestriction = Code(
    rawValue: "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION")
  public static let vpceGatewayProtocolRestriction = Code(rawValue: "VPCE_GATEWAY_PROTOCOL_RESTRICTION")
  public static let vpceIntraVpcTraffic = Code(rawValue: "VPCE_INTRA_VPC_TRAFFIC")
  public static let vpceServiceNotInstalledInAz = Code(rawValue: "VPCE_SERVICE_NOT_INSTALLED_IN_AZ")
  public static let disconnectedVpcs = Code(rawValue: "DISCONNECTED_VPCS")
  public static let noPath = Code(rawValue: "NO_PATH")
  public static let noSourceOrDestination = Code(rawValue: "NO_SOURCE_OR_DESTINATION")
  public static let unassociatedComponent = Code(rawValue: "UNASSOCIATED_COMPONENT")
  public static let unsupportedComponent = Code(rawValue: "UNSUPPORTED_COMPONENT")
  public static let componentFilterRestriction = Code(rawValue: "COMPONENT_FILTER_RESTRICTION")
  public static let componentFilterRestrictionRemovedComponent = Code(
    rawValue: "COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT")
  public static let filterAtDestinationDestinationAddress = Code(rawValue: "FILTER_AT_DESTINATION_DESTINATION_ADDRESS")
  public static let filterAtDestinationDestinationPortRange = Code(
    rawValue: "FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE")
  public static let filterAtDestinationProtocol = Code(rawValue: "FILTER_AT_DESTINATION_PROTOCOL")
  public static let filterAtDestinationSourceAddress = Code(rawValue: "FILTER_AT_DESTINATION_SOURCE_ADDRESS")
  public static let filterAtDestinationSourcePortRange = Code(rawValue: "FILTER_AT_DESTINATION_SOURCE_PORT_RANGE")
  public static let filterAtSourceDestinationAddress = Code(rawValue: "FILTER_AT_SOURCE_DESTINATION_ADDRESS")
  public static let filterAtSourceDestinationPortRange = Code(rawValue: "FILTER_AT_SOURCE_DESTINATION_PORT_RANGE")
  public static let filterAtSourceProtocol = Code(rawValue: "FILTER_AT_SOURCE_PROTOCOL")
  public static let filterAtSourceSourceAddress = Code(rawValue: "FILTER_AT_SOURCE_SOURCE_ADDRESS")
  public static let filterAtSourceSourcePortRange = Code(rawValue: "FILTER_AT_SOURCE_SOURCE_PORT_RANGE")
  public static let igwExpectsPublicAddress = Code(rawValue: "IGW_EXPECTS_PUBLIC_ADDRESS")
  public static let assumptionPreserveClientIpIsDisabled = Code(rawValue: "ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED")
  public static let assumptionPreserveClientIpIsEnabled = Code(rawValue: "ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED")
  public static let availabilityZoneCrossed = Code(rawValue: "AVAILABILITY_ZONE_CROSSED")
  public static let firewallUnsupportedHigherPriorityRuleGroupType = Code(
    rawValue: "FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE")
  public static let firewallUnsupportedHigherPriorityRules = Code(
    rawValue: "FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES")
  public static let firewallUnsupportedRuleOptions = Code(rawValue: "FIREWALL_UNSUPPORTED_RULE_OPTIONS")
  public static let missingTargetGroupAttributes = Code(rawValue: "MISSING_TARGET_GROUP_ATTRIBUTES")
  public static let pathThroughGwlbNotChecked = Code(rawValue: "PATH_THROUGH_GWLB_NOT_CHECKED")
  public static let responseRtbHasNoRouteToTransitGateway = Code(
    rawValue: "RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY")
  public static let transitGatewayApplianceModeRecommended = Code(
    rawValue: "TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED")
  public static let unidirectionalPathAnalysisOnly = Code(rawValue: "UNIDIRECTIONAL_PATH_ANALYSIS_ONLY")

  static let awsEntries: [Entry] = [
    blocker(.badState, .network, "Some resource on the way is not up/usable (e.g. stopped, deleting, pending)"),
    blocker(.badStateAttachment, .network, "The attachment joining two resources is not in a working state"),
    blocker(.badStateRoute, .network, "The VPC route exists but is not active (blackhole)"),
    blocker(.badStateVpn, .network, "The VPN connection is down / not usable"),
    blocker(
      .cannotRoute, .network,
      "Route looks relevant but its CIDR / prefix list does not contain the packet's destination"),
    blocker(
      .elbAclRestriction, .target,
      "Classic LB: NACL is evaluated on the LB's outbound leg even when the target sits in the LB's own subnet, and it blocks"
    ),
    blocker(.elbInstalledAzRestriction, .target, "LB may only forward to targets whose AZ is enabled on the LB"),
    blocker(
      .elbListenerPortRestriction, .target,
      "Classic LB listener: wrong front-end port inbound, or wrong back-end port outbound"),
    blocker(.elbListenersMismatch, .target, "Classic LB has no listener at all that takes this traffic"),
    blocker(.elbNotCrosszone, .target, "Target is in another AZ and cross-zone balancing is off"),
    blocker(.elbv2ListenerHasNoTg, .target, "Listener's target groups contain no targets"),
    blocker(.elbv2ListenerPortRestriction, .target, "Packet's destination port is not the listener port"),
    blocker(.elbv2ListenerRequiresTgAccept, .target, "None of the listener's target groups takes this traffic"),
    blocker(.elbv2ListenersMismatch, .target, "Load balancer has no listener that takes this traffic"),
    blocker(.elbv2NoTargetsInAz, .target, "No targets registered in the AZ(s) this packet may be sent to"),
    blocker(
      .elbv2SourceAddressPreservation, .target,
      "NLB keeps the client's source address, so a path needing a rewritten source is impossible"),
    blocker(.eniAddressRestriction, .network, "Address in the packet is not one of this ENI's private addresses"),
    blocker(.eniSgRulesMismatch, .network, "No rule in the security groups on the ENI matches in this direction"),
    blocker(
      .eniSourceDestCheckRestriction, .network,
      "Source/destination check is on and the ENI is neither source nor destination of the packet"),
    blocker(
      .firewallRulesRestriction, .network, "A Network Firewall 5-tuple rule that matched drops/rejects the packet"),
    blocker(
      .gatewayRejectsSpoofedTraffic, .network,
      "Gateway refuses packets leaving the VPC with a source that does not belong to it"),
    blocker(.gwlbDestinationPortRestriction, .target, "GWLB→target leg must be UDP/6081; asked port differs"),
    blocker(.gwlbProtocolRestriction, .target, "GWLB→target leg must be GENEVE (UDP); asked protocol differs"),
    blocker(.higherPriorityRoute, .network, "Same-CIDR route with higher priority (e.g. static over propagated) wins"),
    blocker(
      .igwDestinationAddressInVpcCidrs, .network,
      "IGW takes a packet only if its destination lies in the VPC's CIDRs (we read this as the ingress side, after translation)"
    ),
    blocker(
      .igwDestinationAddressNotInRfc1918Egress, .network, "Outbound through IGW to an RFC 1918 address is refused"),
    blocker(.igwDestinationAddressNotInRfc6598Egress, .network, "Outbound through IGW to 100.64/10 is refused"),
    blocker(
      .igwNatReflection, .network,
      "Path would hairpin through the IGW (VPC → IGW → VPC); RA cannot model IGW mid-path, says to split in two analyses"
    ),
    blocker(
      .igwPrivateIpAssociationForIngress, .network,
      "Inbound destination is not a public IP mapped to an attached ENI in this VPC"),
    blocker(
      .igwPublicIpAssociationForEgress, .network,
      "Outbound source has no public IP mapping, or is not an attached ENI of this VPC"),
    blocker(
      .igwSourceAddressNotInRfc1918Ingress, .network, "Inbound from the internet with an RFC 1918 source is refused"),
    blocker(
      .igwSourceAddressNotInRfc6598Ingress, .network, "Inbound from the internet with a 100.64/10 source is refused"),
    blocker(.ingressRtbNoPublicIp, .network, "Edge (ingress) route table points at a middlebox that has no public IP"),
    blocker(
      .ingressRtbTrafficRedirection, .network,
      "Edge route table sends the subnet's traffic to a middlebox, so the subnet's direct IGW route is not usable"),
    blocker(.moreSpecificRoute, .network, "A longer-prefix route takes the packet elsewhere"),
    blocker(
      .ngwDestAddressPreservation, .network,
      "NAT gateway never rewrites the destination, so a path needing that is impossible"),
    blocker(
      .ngwRequiresSourceInVpc, .network, "NAT gateway serves only ENIs of its own VPC (not peering / VPN / DX arrivals)"
    ),
    blocker(
      .ngwSourceAddressReassign, .network,
      "NAT gateway replaces the source with its own private address; the asked source cannot survive"),
    blocker(
      .noPossibleDestination, .network,
      "Component has nowhere to deliver to, or hands over to another account/Region that is not visible"),
    blocker(.noRouteToDestination, .network, "Route table holds no applicable route"),
    blocker(
      .pcxRequiresAddressInVpcCidr, .network,
      "Peering passes a packet only when source/destination lie in the far VPC's CIDR (no transitive routing)"),
    blocker(.protocolRestriction, .network, "Component accepts only certain protocols"),
    blocker(.regionalNgwRouteAzRestriction, .network, "Regional NAT gateway has no presence in the source's AZ"),
    blocker(
      .remapEphemeralPort, .network,
      "NAT gateway / LB re-maps the source port into 1024–65535; asked source port impossible after it"),
    blocker(.sgHasNoRules, .network, "Security group is empty in this direction"),
    blocker(
      .sgReferencesNotPreserved, .network, "An intermediate hop strips SG identity, so \"from sg-x\" rules cannot match"
    ),
    blocker(
      .sgReferencingSupport, .network, "TGW VPC attachment has SG referencing switched off, so SG identity is lost"),
    blocker(.subnetAclRestriction, .network, "Subnet NACL denies (explicit or implicit) in this direction"),
    blocker(.targetAddressRestriction, .target, "LB will only send to a registered target's address"),
    blocker(.targetPortRestriction, .target, "LB will only send to a target's registered port"),
    blocker(.tgwAttachMissingTgwRtbAssociation, .network, "TGW attachment has no valid route-table association"),
    blocker(
      .tgwAttachVpcAzRestriction, .network,
      "AZ affinity: default mode keeps the packet in its arrival AZ when the attachment has an ENI there; appliance mode pins the return to the forward AZ"
    ),
    blocker(.tgwBadStateVpn, .network, "VPN attached to the TGW is down"),
    blocker(.tgwRouteAzRestriction, .network, "TGW VPC attachment has no subnet in the AZ where the packet starts"),
    blocker(.tgwRtbBadStateRoute, .network, "TGW route is not active (blackhole)"),
    blocker(.tgwRtbCannotRoute, .network, "TGW route's CIDR does not contain the packet's destination"),
    blocker(
      .tgwRtbHigherPriorityRoute, .network, "Same-CIDR TGW route of higher priority wins (static over propagated, …)"),
    blocker(.tgwRtbMoreSpecificRoute, .network, "Longer-prefix TGW route takes the packet elsewhere"),
    blocker(.tgwRtbNoRouteToTgwAttachment, .network, "TGW route table has no route to the needed attachment"),
    detail(
      .tgwRtbRoutesAreUnknown, explanationCodes,
      "TGW routes cannot be read (other account's table, or internal failure)"),
    detail(.unknownDestination, explanationCodes, "Too little is known about the next destination to continue"),
    detail(
      .unknownPeeredSgs, explanationCodes,
      "One side of a peering is invisible, so SG references across it are treated as denying"),
    detail(.unknownResource, explanationCodes, "Resource could not be described, so not analysed"),
    blocker(
      .vgwPrivateIpAssociationForEgress, .network,
      "VGW refuses outbound packets whose source is not an attached ENI of the VPC"),
    blocker(
      .vgwPrivateIpAssociationForIngress, .network,
      "VGW refuses inbound packets whose destination is not a private IP of an attached ENI"),
    blocker(.vpcBlockPublicAccessEnabled, .network, "VPC Block Public Access blocks the internet traffic"),
    blocker(.vpcLocalRouteCidrRestriction, .network, "The local route only serves destinations inside the VPC's CIDRs"),
    blocker(
      .vpceGatewayEgressSourceAddressRestriction, .network,
      "Traffic coming out of a gateway endpoint must have a source in the service's prefix list"),
    blocker(
      .vpceGatewayProtocolRestriction, .network,
      "Gateway endpoint takes only TCP or ICMP echo, and returns only TCP or ICMP echo reply"),
    blocker(
      .vpceIntraVpcTraffic, .endpoint,
      "An endpoint cannot open connections into its own VPC; analyse the other way round"),
    blocker(.vpceServiceNotInstalledInAz, .endpoint, "Endpoint service is not offered in that AZ"),
    blocker(.disconnectedVpcs, .network, "The two ends are in different VPCs and no supported resource links them"),
    blocker(
      .noPath, .network,
      "Catch-all: nothing found. Documented causes — filters exclude everything; an end is isolated (e.g. no ENI yet); the source cannot initiate (endpoint into own VPC); feature or component not supported (IPv6 is the example given)"
    ),
    blocker(.noSourceOrDestination, .network, "Source or destination does not exist"),
    blocker(
      .unassociatedComponent, .network,
      "Component is in no VPC of the account (e.g. just terminated), or none of its ENIs has IPv4"),
    blocker(.unsupportedComponent, .network, "Component type is not supported"),
    blocker(.componentFilterRestriction, .network, "No path goes through the component asked for (include filter)"),
    blocker(
      .componentFilterRestrictionRemovedComponent, .network,
      "No path through it because another intermediate-component filter (exclude) removed it"),
    blocker(
      .filterAtDestinationDestinationAddress, .network, "Destination IP asked for *at the destination* never arrives"),
    blocker(.filterAtDestinationDestinationPortRange, .network, "Destination port range at the destination unmatched"),
    blocker(.filterAtDestinationProtocol, .network, "Protocol at the destination unmatched"),
    blocker(.filterAtDestinationSourceAddress, .network, "Source IP as seen at the destination unmatched"),
    blocker(.filterAtDestinationSourcePortRange, .network, "Source port range as seen at the destination unmatched"),
    blocker(.filterAtSourceDestinationAddress, .network, "Destination IP in the packet leaving the source unmatched"),
    blocker(.filterAtSourceDestinationPortRange, .network, "Destination port range leaving the source unmatched"),
    blocker(.filterAtSourceProtocol, .network, "Protocol leaving the source unmatched"),
    blocker(.filterAtSourceSourceAddress, .network, "Source IP leaving the source unmatched"),
    blocker(.filterAtSourceSourcePortRange, .network, "Source port range leaving the source unmatched"),
    blocker(.igwExpectsPublicAddress, .network, "The end is an internet gateway, so the address given must be public"),
    detail(
      .assumptionPreserveClientIpIsDisabled, detailCodes,
      "Could not read the target group's attributes; assumed client-IP preservation off"),
    detail(.assumptionPreserveClientIpIsEnabled, detailCodes, "Same, assumed on"),
    detail(.availabilityZoneCrossed, detailCodes, "Path changes AZ (cost/resilience hint)"),
    detail(
      .firewallUnsupportedHigherPriorityRuleGroupType, detailCodes,
      "A higher-priority firewall rule group of an unmodelled kind (domain list / Suricata) was ignored"),
    detail(
      .firewallUnsupportedHigherPriorityRules, detailCodes,
      "A higher-priority firewall rule with unmodelled options was ignored"),
    detail(
      .firewallUnsupportedRuleOptions, detailCodes,
      "The matched firewall rule itself has options that were not modelled"),
    detail(.missingTargetGroupAttributes, detailCodes, "Target-group attributes unavailable, so not considered"),
    detail(
      .pathThroughGwlbNotChecked, detailCodes, "Inspection leg (endpoint → GWLB → appliance → back) was not analysed"),
    detail(
      .responseRtbHasNoRouteToTransitGateway, detailCodes,
      "TGW → endpoint forward works but the endpoint subnet has no way back to the TGW; replies may be lost"),
    detail(
      .transitGatewayApplianceModeRecommended, detailCodes,
      "Network Firewall sits behind a TGW attachment with appliance mode off (asymmetry risk)"),
    detail(
      .unidirectionalPathAnalysisOnly, detailCodes, "Only forward direction checked; a reverse-path block could exist"),
  ]
}
