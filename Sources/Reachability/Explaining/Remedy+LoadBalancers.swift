extension Remedy {
  var ofLoadBalancer: String? {
    switch blocker.code {
    case .elbv2ListenersMismatch, .elbListenersMismatch:
      "add a listener to \(component) for \(blocker.refused?.what ?? blocker.traffic), or ask for a port that it "
        + "listens on"
    case .elbv2ListenerPortRestriction, .elbListenerPortRestriction:
      "set the port of the target group to one that \(component) listens on"
    case .elbv2ListenerHasNoTg: "register a target that is in use with \(component)"
    case .elbv2ListenerRequiresTgAccept:
      "forward from the listener to a target group that takes this traffic (\(component))"
    case .elbv2NoTargetsInAz:
      "register a target with \(component) in the zone of the node, or turn cross-zone load balancing on"
    case .elbNotCrosszone:
      "register a target with \(component) in the zone of the node, or turn cross-zone load balancing on"
    case .elbInstalledAzRestriction:
      "enable the zone of the targets of \(component) on the load balancer, or register targets in a zone it serves"
    case .elbv2SourceAddressPreservation:
      "turn `preserve_client_ip.enabled` of \(component) off, where its protocol lets you, or move the targets"
    case .targetNoHealthy: "bring a target of \(component) into health: this load balancer does not fail open"
    case .targetNotListening where blocker.leg > 0:
      "start what should listen there, or register a port that \(component) listens on"
    case .targetNotListening: "start what should listen there, or ask for a port that \(component) listens on"
    case .targetProxyProtocol:
      "turn `proxy_protocol_v2.enabled` of \(component) off, or register targets that read its header"
    case .targetAddressRestriction: "register the address as a target of \(component)"
    case .targetPortRestriction where blocker.component.kind == .resourceConfiguration:
      "add the port to \(component), or ask for one that it is for"
    case .targetPortRestriction: "register the target with that port at \(component)"
    case .gwlbProtocolRestriction, .gwlbDestinationPortRestriction:
      "ask for udp/6081, the only traffic that \(component) sends to its appliances"
    case .httpAnsweredByLoadBalancer: "add a rule to the listener of \(component) that forwards this request"
    default: nil
    }
  }
}
