import Addressing
import NetworkModel

// Load balancers before endpoints (AG 7).

/// A target group of which an endpoint's interfaces are targets.
struct FrontedGroup: Sendable {
  var balancer: LoadBalancer
  var listener: Listener
  var group: TargetGroup
  /// The endpoints that have one of the addresses, in the order of the input.
  var endpoints: [VPCEndpoint]
}

extension LintIndex {
  /// Every target group of a load balancer that leads to interface endpoints, of any service.
  func frontedGroups(_ topology: Topology) -> [FrontedGroup] {
    topology.loadBalancers.flatMap { balancer in
      (balancer.listeners ?? []).flatMap { listener in
        listener.targetGroupArns.compactMap { arn -> FrontedGroup? in
          guard let group = targetGroups[arn], group.targetType == "ip" else { return nil }
          let ids = Set(
            (group.targets ?? []).compactMap { IPAddress($0.id) }
              .compactMap { endpoint(at: $0, from: group.vpcId ?? balancer.vpcId)?.id })
          let endpoints = topology.vpcEndpoints.filter { ids.contains($0.id) }
          return endpoints.isEmpty
            ? nil : FrontedGroup(balancer: balancer, listener: listener, group: group, endpoints: endpoints)
        }
      }
    }
  }

}

extension Linter {
  /// The endpoints of execute-api that a load balancer leads to.
  func fronted(by balancer: LoadBalancer) -> [VPCEndpoint] {
    var found: [VPCEndpoint] = []
    for group in frontedGroups where group.balancer.id == balancer.id {
      found += group.endpoints.filter { endpoint in
        endpoint.apiRegion != nil && !found.contains { $0.id == endpoint.id }
      }
    }
    return found
  }
}
