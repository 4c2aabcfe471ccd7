import NetworkModel

// Egress-only internet gateways: IPv6, opened from inside only, stateful (dataplane 7.3).
// https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html

extension Walker {
  /// IPv6 packets leave a VPC for the internet.
  mutating func leaveByEgressOnlyGateway(_ gateway: Int, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let resource = topology.egressOnlyInternetGateways[gateway]
    let component = ComponentReference.egressOnly(gateway)
    guard branch.family == .ipv6 else {
      branch.block(.protocolRestriction, component, "\(resource.identity.label) carries IPv6 only")
      return end(branch, .deadEnd)
    }
    if resource.vpcId != topology.vpcs[place.vpc].id {
      branch.block(
        .badStateAttachment, component,
        "\(resource.identity.label) is not attached to \(topology.vpcs[place.vpc].identity.label)")
    }
    if case .inspection(let endpoint) = place.sender, inspectionComponent(endpoint).kind == .vpcEndpoint {
      branch.block(
        .gwlbEigwIpv6, component, direction: .egress,
        "IPv6 from a Gateway Load Balancer endpoint is dropped at an egress-only internet gateway")
    }
    checkBlockPublicAccess(publicEdge(place, isEgressOnly: true), .egress, &branch)
    checkGlobalSource(component, vpc: place.vpc, &branch)
    if branch.way == .return {
      // Where the gateway refused the request itself, that is the one thing to change (EIGW-01).
      let knows = branch.memory.contains { if case .egressOnly(gateway) = $0 { true } else { false } }
      if !knows {
        branch.block(
          .asymmetricStateful, component, direction: .egress,
          "the request did not come through \(resource.identity.label), which only knows connections opened from inside"
        )
        return end(branch, .deadEnd)
      }
    } else {
      branch.memory.append(.egressOnly(gateway))
    }
    branch.hop(component, .forwarded)
    branch.lose(.lost)
    enterInternet(branch, fromVPC: place.vpc)
  }

  /// IPv6 packets come from the internet: replies pass, connections do not (EIGW-01).
  mutating func enterByEgressOnlyGateway(_ gateway: Int, for interface: Int, _ branch: Branch) {
    var branch = branch
    let component = ComponentReference.egressOnly(gateway)
    var edge = PublicEdge(
      vpc: network.vpc(of: interface), subnet: network.subnet(of: interface), isEgressOnly: true)
    edge.usesNAT = false
    checkBlockPublicAccess(edge, .ingress, &branch)
    let knowsFlow = branch.memory.contains { if case .egressOnly(gateway) = $0 { true } else { false } }
    if branch.way == .return, knowsFlow {
      branch.hop(component, .forwarded)
    } else {
      branch.block(
        .eigwInbound, component, direction: .ingress,
        "\(topology.egressOnlyInternetGateways[gateway].identity.label) lets no connection in, only replies")
      if branch.way == .return { return end(branch, .deadEnd) }
      branch.memory.append(.egressOnly(gateway))
    }
    arrive(at: interface, from: nil, branch)
  }
}
