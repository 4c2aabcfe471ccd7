import Addressing
import NetworkModel

// Gateway endpoints: S3 and DynamoDB by a route to their prefix list (dataplane 8.1).
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html

extension Walker {
  /// Packets of a VPC go to the service of a gateway endpoint.
  mutating func enterGatewayEndpoint(_ endpoint: Int, _ place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let resource = topology.vpcEndpoints[endpoint]
    let component = ComponentReference.endpoint(endpoint)
    let name = resource.identity.label
    // Nothing answers a sender outside the VPC, so the packets end here (EP-02).
    if case .transitGateway = place.sender {
      branch.block(
        .gatewayEndpointRemote, component, "\(name) serves its own VPC only, not packets from a transit gateway")
      return end(branch, .deadEnd)
    }
    if let source = branch.source, network.owner(of: source, inVPC: place.vpc) == nil {
      branch.block(.gatewayEndpointRemote, component, "\(name) serves its own VPC only; \(source) is not of it")
      return end(branch, .deadEnd)
    }
    if isForeign(to: place, branch) {
      branch.block(
        .gatewayEndpointRemote, component,
        "\(name) serves traffic that originates in the subnet whose table has the route, not what is forwarded to it")
      return end(branch, .deadEnd)
    }
    if resource.state.lowercased() != "available" {
      branch.block(.badState, component, "endpoint \(name) is \(resource.state)")
    }
    let served = servedProtocols(branch.traffic)
    split(branch, allowed: served, refused: branch.traffic.subtracting(served)) { _, _ in
    } refuse: {
      $1.block(.vpceGatewayProtocolRestriction, component, "\(name) takes only TCP and ICMP echo")
    } then: { walker, branch in
      var branch = branch
      branch.hop(component, .delivered, .text(resource.serviceName))
      branch.assume(
        .unknownResource, resource.id, decides: false,
        "the policy of endpoint \(name) is not evaluated: this answer is about the network")
      branch.memory.append(.gatewayEndpoint(endpoint))
      walker.sendReply(branch) { $0.returnFromGatewayEndpoint(endpoint, place.vpc, $1) }
    }
  }

  /// Whether a middlebox brings packets of another subnet (8.1).
  private func isForeign(to place: RouterPlace, _ branch: Branch) -> Bool {
    switch place.sender {
    case .interface, .natGateway, .transitGateway: return false
    case .appliance, .inspection:
      guard let subnet = place.subnet, let source = branch.source else { return false }
      return !network.subnets[subnet].ranges(branch.family).contains(source.value)
    }
  }

  private func servedProtocols(_ traffic: TrafficSet) -> TrafficSet {
    var tcp = TrafficBox.everything(traffic.family)
    tcp.firstProtocol = IPProtocol.tcp.rawValue
    tcp.lastProtocol = IPProtocol.tcp.rawValue
    var echo = TrafficBox.everything(traffic.family)
    let icmp: IPProtocol = traffic.family == .ipv4 ? .icmp : .icmpv6
    echo.firstProtocol = icmp.rawValue
    echo.lastProtocol = icmp.rawValue
    echo.sourcePorts = PortRange(traffic.family == .ipv4 ? 8 : 128)
    return TrafficSet(traffic.family, disjoint: traffic.intersection(tcp).boxes + traffic.intersection(echo).boxes)
  }

  /// Replies of the service come straight to the client's subnet.
  private mutating func returnFromGatewayEndpoint(_ endpoint: Int, _ vpc: Int, _ branch: Branch) {
    deliverLocally(vpc: vpc, from: nil, branch)
  }

  /// Whether an address belongs to the service of a gateway endpoint.
  func serves(_ endpoint: Int, _ address: IPAddress) -> Bool {
    guard let list = prefixList(of: endpoint) else { return false }
    return network.prefixLists[list].ranges(address.family).contains(address.value)
  }

  /// The prefix list of an endpoint's service: named by the endpoint, or called like the service.
  private func prefixList(of endpoint: Int) -> Int? {
    let resource = topology.vpcEndpoints[endpoint]
    if let id = resource.prefixListId { return network.index.prefixLists[id] }
    return topology.prefixLists.firstIndex {
      $0.identity.name == resource.serviceName && $0.identity.region == resource.identity.region
    }
  }
}
