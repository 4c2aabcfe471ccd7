import NetworkModel

extension RandomTopology {
  /// Endpoint services in front of Network Load Balancers, and endpoints of them wherever there is a VPC.
  mutating func makeEndpointServices() {
    var count = 0
    for balancer in builder.topology.loadBalancers where balancer.type == .network && random.chance(70) {
      let id = "svc-\(balancer.id)"
      let regions = ["us-east-1", "eu-west-1"].filter { _ in random.chance(30) }
      builder.endpointService(
        id, in: balancer.vpcId, loadBalancers: [balancer.id],
        zones: random.chance(60) ? [] : balancer.subnetIds.map { builder[subnet: $0].availabilityZone },
        supportedRegions: regions,
        state: breaks() ? "Pending" : "Available")
      let name = builder.topology.vpcEndpointServices[builder.topology.vpcEndpointServices.count - 1].serviceName
      for _ in 0..<(1 + random.below(2)) {
        count += 1
        let network = random.pick(networks)
        let first = random.pick(network.subnets)
        let state = breaks() ? random.pick(["pendingAcceptance", "rejected"]) : "available"
        let groups = random.chance(50) ? [random.pick(network.groups)] : nil
        let other = network.subnets.first {
          builder[subnet: $0].availabilityZone != builder[subnet: first].availabilityZone
        }
        let last = 60 + count
        if let other, random.chance(50) {
          builder.interfaceEndpoint(
            "vpce-\(count)", in: [first: address(last, in: first), other: address(last, in: other)], service: name,
            groups: groups, state: state)
        } else {
          builder.interfaceEndpoint(
            "vpce-\(count)", in: [first: address(last, in: first)], service: name, groups: groups, state: state)
        }
      }
    }
  }
}
