import NetworkModel

/// Takes away from a topology what a failure does not need, so that a person can read what is left.
public enum TopologyShrinker {
  /// The topology without the routes, rules, entries and resources that can go while `fails` stays true.
  ///
  /// Network interfaces and sites keep their positions, so that a question about them stays the same; only the
  /// interfaces behind the last that `keeping` names go. What rules and interfaces refer to is emptied, not removed,
  /// so that nothing becomes invisible.
  ///
  /// - Parameter attempts: how many smaller topologies are tried at most.
  public static func shrink(
    _ topology: Topology, keeping: [Int], attempts: Int = 500, while fails: (Topology) -> Bool
  ) -> Topology {
    var smallest = topology
    var isShrinking = true
    var left = attempts
    while isShrinking {
      isShrinking = false
      func attempt(_ change: (inout Topology) -> Void) {
        left -= 1
        if left < 0 { return }
        var smaller = smallest
        change(&smaller)
        if fails(smaller) {
          isShrinking = isShrinking || smaller.compact != smallest.compact
          smallest = smaller
        }
      }
      while smallest.networkInterfaces.count - 1 > keeping.max() ?? -1 {
        let before = smallest.networkInterfaces.count
        attempt { $0.networkInterfaces.removeLast() }
        if smallest.networkInterfaces.count == before { break }
      }
      each(smallest.routeTables.count) { index in attempt { $0.routeTables.remove(at: index) } }
      each(smallest.networkACLs.count) { index in
        attempt { $0.networkACLs[index].entries = [] }
      }
      each(smallest.securityGroups.count) { index in
        attempt {
          $0.securityGroups[index].ingress = []
          $0.securityGroups[index].egress = []
        }
      }
      each(smallest.vpcPeeringConnections.count) { index in attempt { $0.vpcPeeringConnections.remove(at: index) } }
      each(smallest.transitGatewayAttachments.count) { index in
        attempt { $0.transitGatewayAttachments.remove(at: index) }
      }
      each(smallest.transitGatewayRouteTables.count) { index in
        attempt { $0.transitGatewayRouteTables.remove(at: index) }
      }
      each(smallest.vpcEndpoints.count) { index in
        if smallest.vpcEndpoints[index].networkInterfaceIds.isEmpty { attempt { $0.vpcEndpoints.remove(at: index) } }
      }
      each(smallest.natGateways.count) { index in attempt { $0.natGateways.remove(at: index) } }
      each(smallest.internetGateways.count) { index in attempt { $0.internetGateways.remove(at: index) } }
      each(smallest.blockPublicAccess.count) { index in attempt { $0.blockPublicAccess.remove(at: index) } }
      each(smallest.vpnGateways.count) { index in attempt { $0.vpnGateways.remove(at: index) } }
      each(smallest.prefixLists.count) { index in attempt { $0.prefixLists[index].entries = [] } }
      for (balancer, value) in smallest.loadBalancers.enumerated() {
        each(value.listeners?.count ?? 0) { index in
          attempt { $0.loadBalancers[balancer].listeners?[index].rules = [] }
          attempt { $0.loadBalancers[balancer].listeners?.remove(at: index) }
        }
        each(value.instances?.count ?? 0) { index in
          attempt { $0.loadBalancers[balancer].instances?.remove(at: index) }
        }
        attempt { $0.loadBalancers[balancer].attributes = [:] }
        attempt { $0.loadBalancers[balancer].enforcesGroupsOnPrivateLink = nil }
      }
      for (group, value) in smallest.targetGroups.enumerated() {
        each(value.targets?.count ?? 0) { index in attempt { $0.targetGroups[group].targets?.remove(at: index) } }
        attempt { $0.targetGroups[group].attributes = [:] }
      }
      for table in smallest.routeTables.indices {
        each(smallest.routeTables[table].routes.count) { index in
          attempt { $0.routeTables[table].routes.remove(at: index) }
        }
      }
      for acl in smallest.networkACLs.indices {
        each(smallest.networkACLs[acl].entries.count) { index in
          attempt { $0.networkACLs[acl].entries.remove(at: index) }
        }
      }
      for group in smallest.securityGroups.indices {
        each(smallest.securityGroups[group].ingress.count) { index in
          attempt { $0.securityGroups[group].ingress.remove(at: index) }
        }
        each(smallest.securityGroups[group].egress.count) { index in
          attempt { $0.securityGroups[group].egress.remove(at: index) }
        }
      }
      for table in smallest.transitGatewayRouteTables.indices {
        each(smallest.transitGatewayRouteTables[table].routes?.count ?? 0) { index in
          attempt { $0.transitGatewayRouteTables[table].routes?.remove(at: index) }
        }
      }
    }
    return smallest
  }

  /// From the last to the first, so that what is taken away does not move the rest.
  private static func each(_ count: Int, _ body: (Int) -> Void) {
    for index in (0..<count).reversed() { body(index) }
  }
}
