import Addressing
import NetworkModel

// Gateway Load Balancer endpoints and Network Firewall endpoints: packets go in, and come out of the same endpoint
// unchanged (dataplane section 9, 11.3).
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpce-gateway-load-balancer.html

extension Walker {
  /// A route leads to an endpoint that inspects. Its subnet's ACL is asked even for senders of the same subnet.
  mutating func enterInspection(_ endpoint: Int, _ place: RouterPlace, _ branch: Branch) {
    leaveSubnet(place, branch) { walker, branch in
      guard let own = walker.subnet(ofEndpoint: endpoint) else { return walker.passInspection(endpoint, branch) }
      walker.checkACL(of: own, .ingress, branch) { $0.passInspection(endpoint, $1) }
    }
  }

  /// What stands for the endpoint in an answer: the firewall it belongs to, or the endpoint itself.
  func inspectionComponent(_ endpoint: Int) -> ComponentReference {
    network.index.firewallOfEndpoint[topology.vpcEndpoints[endpoint].id].map(ComponentReference.firewall)
      ?? .endpoint(endpoint)
  }

  /// The packets are inspected and leave by the table of the endpoint's own subnet.
  mutating func passInspection(_ endpoint: Int, _ branch: Branch) {
    var branch = branch
    let resource = topology.vpcEndpoints[endpoint]
    if resource.state.lowercased() != "available" {
      branch.block(.badState, .endpoint(endpoint), "endpoint \(resource.identity.label) is \(resource.state)")
    }
    let component = inspectionComponent(endpoint)
    if let preservation = branch.preservation, branch.way == .forward {
      branch.block(
        .elbv2SourceAddressPreservation, .targetGroup(preservation.targetGroup),
        "target group \(topology.targetGroups[preservation.targetGroup].identity.label) keeps the client's address, "
          + "which does not work through endpoint \(resource.identity.label)")
    }
    if branch.way == .return, !remembersInspection(endpoint, branch) {
      missedRequest(endpoint, &branch)
    }
    if component.kind == .firewall {
      inspectByFirewall(component.position, at: endpoint, branch) { $0.leaveInspection(endpoint, $1) }
    } else {
      inspectByAppliances(endpoint, branch) { $0.leaveInspection(endpoint, $1) }
    }
  }

  /// Inspected packets come out of the endpoint that they went in by, unchanged.
  private mutating func leaveInspection(_ endpoint: Int, _ branch: Branch) {
    var branch = branch
    branch.lose(.stripped(by: inspectionComponent(endpoint)))
    if branch.way == .forward { branch.memory.append(.inspection(endpoint: endpoint)) }
    guard let own = subnet(ofEndpoint: endpoint) else {
      branch.assume(
        .unknownDestination, topology.vpcEndpoints[endpoint].id, decides: true,
        "the subnet of endpoint \(topology.vpcEndpoints[endpoint].identity.label) is not in the input")
      return end(branch, .unknown)
    }
    depart(.inspection(endpoint: endpoint), subnet: own, branch)
  }

  private func remembersInspection(_ endpoint: Int, _ branch: Branch) -> Bool {
    branch.memory.contains { if case .inspection(endpoint) = $0 { true } else { false } }
  }

  /// The reply comes to a device that never saw the request (9.1, 9.2).
  private func missedRequest(_ endpoint: Int, _ branch: inout Branch) {
    let name = network.component(inspectionComponent(endpoint)).label
    asymmetric(
      endpoint, &branch, "the reply comes through \(name) at \(topology.vpcEndpoints[endpoint].id), the request did not"
    )
  }

  /// The reply went past a device that saw the request.
  func missedReply(_ endpoint: Int, _ branch: inout Branch) {
    let name = network.component(inspectionComponent(endpoint)).label
    asymmetric(
      endpoint, &branch,
      "the request went through \(name) at \(topology.vpcEndpoints[endpoint].id), the reply does not come back through it"
    )
  }

  private func asymmetric(_ endpoint: Int, _ branch: inout Branch, _ message: String) {
    let component = inspectionComponent(endpoint)
    if component.kind == .firewall {
      branch.block(.asymmetricStateful, component, message)
    } else {
      branch.assume(
        .asymmetricStateful, topology.vpcEndpoints[endpoint].id, decides: true,
        message + "; whether the appliance keeps state is not visible")
    }
  }

  /// The subnet that an endpoint with one interface stands in.
  func subnet(ofEndpoint endpoint: Int) -> Int? {
    let resource = topology.vpcEndpoints[endpoint]
    if let subnet = resource.subnetIds.first.flatMap({ network.index.subnets[$0] }) { return subnet }
    guard let interface = resource.networkInterfaceIds.first.flatMap({ network.index.interfaces[$0] }) else {
      return nil
    }
    let subnet = network.subnet(of: interface)
    return subnet >= 0 ? subnet : nil
  }
}
