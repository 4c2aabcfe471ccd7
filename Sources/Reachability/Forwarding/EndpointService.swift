import Addressing
import NetworkModel

// PrivateLink: an interface endpoint hands what it takes to the load balancer of its service, in the zone that both
// share (dataplane 8.3).
// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html

extension Walker {
  /// The packets go on to the service of an endpoint, if it is another account's or one's own, not AWS's.
  mutating func enterService(
    _ endpoint: Int, _ interface: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    let resource = topology.vpcEndpoints[endpoint]
    if resource.endpointType == .resource { return enterResource(endpoint, interface, branch, then: then) }
    guard resource.endpointType == .interface, resource.serviceName.contains(".vpce.") else {
      return then(&self, arriving(at: endpoint, branch))
    }
    guard let service = network.fronts.services[resource.serviceName] else {
      return unseenService(resource, branch, then: then)
    }
    var branch = branch
    checkService(service, resource, &branch)
    let zone = network.subnet(of: interface) >= 0 ? network.subnets[network.subnet(of: interface)].zone : -1
    let nodes = nodes(of: service, zone: zone, isSameRegion: isSameRegion(service, resource))
    if nodes.isMissingZone {
      let name = zoneName(of: interface)
      branch.block(
        .vpceServiceNotInstalledInAz, .endpoint(endpoint),
        "service \(resource.serviceName) is not offered in zone \(name), where the endpoint's interface is")
    }
    if nodes.all.isEmpty { return unseenBalancer(service, branch, then: then) }
    branch.lose(.stripped(by: .endpoint(endpoint)))
    branch.hop(.endpointService(service), .forwarded, .text(resource.serviceName))
    for node in nodes.all { hand(to: node, branch, then: then) }
  }

  private mutating func hand(to node: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void) {
    guard let balancer = network.fronts.loadBalancerOfNode[node] else { return }
    if topology.loadBalancers[balancer].enforcesGroupsOnPrivateLink != false {
      checkGroups(of: node, .ingress, branch) { $0.listen(balancer, node: node, .enforced, $1, then: then) }
    } else {
      listen(balancer, node: node, .unenforced, branch, then: then)
    }
  }

  private func checkService(_ position: Int, _ endpoint: VPCEndpoint, _ branch: inout Branch) {
    let service = topology.vpcEndpointServices[position]
    let name = service.identity.label
    if service.state.lowercased() != "available" {
      branch.block(.badState, .endpointService(position), "endpoint service \(name) is \(service.state)")
    }
    let region = endpoint.identity.region
    if !isSameRegion(position, endpoint), !service.supportedRegions.contains(region) {
      branch.block(
        .endpointRegion, network.index.endpoints[endpoint.id].map(ComponentReference.endpoint) ?? .internet,
        "endpoint service \(name) of \(service.identity.region) does not offer itself to \(region)")
    }
  }

  private func isSameRegion(_ service: Int, _ endpoint: VPCEndpoint) -> Bool {
    topology.vpcEndpointServices[service].identity.region == endpoint.identity.region
  }

  /// Zones in which endpoints of services of other Regions are not offered (8.3.5).
  private static let withoutCrossRegion: Set<String> = [
    "use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4",
  ]

  /// The nodes that a service can hand packets to that came in by a zone; a node of each load balancer of the service in
  /// the same zone, or any where the Regions differ or the zone is not known.
  private func nodes(of service: Int, zone: Int, isSameRegion: Bool) -> (all: [Int], isMissingZone: Bool) {
    let all = topology.vpcEndpointServices[service].loadBalancerArns
      .compactMap { network.fronts.loadBalancers[$0] }.flatMap { network.fronts.nodes[$0] }
    if zone < 0 { return (all, false) }
    if !isSameRegion {
      let isExcluded = topology.subnets.indices.contains {
        network.subnets[$0].zone == zone
          && topology.subnets[$0].availabilityZoneId.map(Walker.withoutCrossRegion.contains) ?? false
      }
      return (all, isExcluded)
    }
    let near = all.filter { network.subnet(of: $0) >= 0 && network.subnets[network.subnet(of: $0)].zone == zone }
    if !offers(service, zone) { return (near.isEmpty ? all : near, true) }
    return near.isEmpty ? (all, !all.isEmpty) : (near, false)
  }

  /// Whether a service names the zone among those it is offered in, by its id or by its name in the owner's account.
  private func offers(_ position: Int, _ zone: Int) -> Bool {
    let service = topology.vpcEndpointServices[position]
    if service.availabilityZones.isEmpty { return true }
    let known = topology.subnets.indices.filter { index in
      let subnet = topology.subnets[index]
      let isNamed = service.availabilityZones.contains(subnet.availabilityZone)
      return subnet.availabilityZoneId.map(service.availabilityZones.contains) ?? false
        || isNamed && subnet.identity.account == service.identity.account
    }
    // Names that no subnet of the owner's in the input has say nothing.
    return known.isEmpty || known.contains { network.subnets[$0].zone == zone }
  }

  func zoneName(of interface: Int) -> String {
    let subnet = network.subnet(of: interface)
    guard subnet >= 0 else { return "unknown" }
    let resource = topology.subnets[subnet]
    return resource.availabilityZone.isEmpty ? resource.availabilityZoneId ?? "unknown" : resource.availabilityZone
  }

  private mutating func unseenService(
    _ endpoint: VPCEndpoint, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    var branch = branch
    branch.assume(
      .unknownDestination, endpoint.id, decides: false,
      "the answer ends at endpoint \(endpoint.identity.label): its service \(endpoint.serviceName) belongs to an account "
        + "that is not in the input")
    then(&self, branch)
  }

  private mutating func unseenBalancer(
    _ service: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    var branch = branch
    let identity = topology.vpcEndpointServices[service].identity
    branch.hop(.endpointService(service), .assumed, code: .unknownDestination)
    branch.assume(
      .unknownDestination, identity.id, decides: true,
      "the load balancer of endpoint service \(identity.label) is not in the input; "
        + "`elbv2 describe-load-balancers` and `ec2 describe-network-interfaces` would show it")
    then(&self, branch)
  }
}
