import Addressing
import NetworkModel

extension TerraformReading {
  /// Completes load balancers: VPC, groups, listeners and nodes.
  func finishLoadBalancers() {
    let vpcs = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    let rules = Dictionary(grouping: joins.loadBalancer.rules, by: \.listener)
    for index in topology.loadBalancers.indices {
      var balancer = topology.loadBalancers[index]
      if let vpc = balancer.subnetIds.lazy.compactMap({ vpcs[$0] }).first { balancer.vpcId = vpc }
      let group = joins.vpc.managed.first { $0.id == balancer.vpcId }?.defaultGroupId
      balancer.groupIds = balancer.groupIds.map {
        $0 == Self.defaultGroup ? group ?? "the default security group of \(balancer.vpcId)" : $0
      }
      if balancer.type != .classic {
        balancer.listeners = joins.loadBalancer.listeners.filter { $0.loadBalancer == balancer.id }.map { _, listener in
          var whole = listener
          whole.rules = (rules[listener.arn] ?? []).map(\.rule).sorted { $0.priority < $1.priority }
          whole.additionalCertificateArns =
            joins.loadBalancer.certificates.filter { $0.listener == listener.arn && $0.arn != listener.certificateArn }
            .map(\.arn)
          return whole
        }
      }
      for (id, instance) in joins.loadBalancer.classicInstances where id == balancer.id {
        balancer.instances?.append(TargetGroup.Target(id: instance, port: nil))
      }
      topology.loadBalancers[index] = balancer
      addNodes(of: balancer)
    }
    for index in topology.vpcEndpointServices.indices { placeService(index) }
  }

  /// AWS makes an interface, the node, in each subnet of a load balancer.
  private func addNodes(of balancer: LoadBalancer) {
    if resources.position(of: resourceAddress(balancer.identity)).map({ resources.instances[$0].isData }) ?? false {
      return
    }
    for subnet in balancer.subnetIds {
      let id = "\(balancer.id)/\(subnet)"
      var interface = NetworkInterface(
        synthesized(id, for: balancer.identity, "AWS makes a node in each subnet of the load balancer"),
        interfaceType: Self.interfaceType(balancer.type), vpcId: balancer.vpcId, subnetId: subnet,
        privateAddresses: [], groupIds: balancer.groupIds, requesterManaged: true,
        interfaceDescription: Self.interfaceDescription(balancer))
      if let address = joins.loadBalancer.nodeAddresses[balancer.id]?[subnet] {
        interface.privateAddresses = [address]
      } else {
        joins.addresses.open[id] = "\(resourceAddress(balancer.identity)).subnet_mapping"
      }
      if balancer.scheme == "internet-facing", balancer.type != .gateway {
        if let elastic = joins.loadBalancer.nodeElastic[balancer.id]?[subnet] {
          joins.addresses.elasticBindings.append((elastic, id, nil))
        } else {
          joins.addresses.needsPublic.insert(id)
        }
      }
      topology.networkInterfaces.append(interface)
    }
  }

  private static func interfaceType(_ type: LoadBalancer.LoadBalancerType) -> NetworkInterface.InterfaceType {
    switch type {
    case .application, .classic: .interface
    case .network: .networkLoadBalancer
    case .gateway: .gatewayLoadBalancer
    }
  }

  /// AWS's own words: they tell whose node an interface is.
  private static func interfaceDescription(_ balancer: LoadBalancer) -> String {
    if let range = balancer.id.firstRange(of: ":loadbalancer/") { return "ELB \(balancer.id[range.upperBound...])" }
    switch balancer.type {
    case .application: return "ELB app/\(balancer.id)"
    case .network: return "ELB net/\(balancer.id)"
    case .gateway: return "ELB gwy/\(balancer.id)"
    case .classic: return "ELB \(balancer.id)"
    }
  }

  /// An endpoint service is in the zones of its load balancers.
  private func placeService(_ index: Int) {
    guard topology.vpcEndpointServices[index].availabilityZones.isEmpty else { return }
    let arns = Set(topology.vpcEndpointServices[index].loadBalancerArns)
    let subnets = Set(topology.loadBalancers.filter { arns.contains($0.id) }.flatMap(\.subnetIds))
    let zones = Set(topology.subnets.filter { subnets.contains($0.id) }.map(\.availabilityZone))
    topology.vpcEndpointServices[index].availabilityZones = zones.filter { !$0.isEmpty }.sorted()
  }
}
