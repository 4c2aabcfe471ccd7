import Addressing
import NetworkModel

/// Which nodes of a load balancer its name leads to: DNS failover by the health of the target groups (NL B2, C0).
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
struct LoadBalancerHealth {
  private let type: LoadBalancer.LoadBalancerType
  /// Those with targets in the input; functions have no health to lose.
  let groups: [Group]

  /// A target group as far as its health goes.
  struct Group {
    var members: [Member]
    var isCrossZone: Bool
    /// How many healthy targets, and which part of all, DNS asks for.
    var leastCount: Int
    var leastPercentage: Int

    /// Whether the group counts as healthy for DNS: in one zone, or in all.
    func isHealthy(in zone: Int?) -> Bool {
      let scope = isCrossZone || zone == nil ? members : members.filter { $0.zone == nil || $0.zone == zone }
      let healthy = scope.count { $0.state == .healthy }
      return healthy >= leastCount && healthy * 100 >= leastPercentage * scope.count
    }
  }

  /// - Parameter balancer: its position.
  init(_ network: Network, _ balancer: Int) {
    let resource = network.topology.loadBalancers[balancer]
    type = resource.type
    guard let node = network.fronts.nodes[balancer].first else {
      groups = []
      return
    }
    var follower = Follower(network, Asked())
    let front = Front(
      node: node, loadBalancer: balancer, listener: 0, arrived: TrafficSet(.ipv4), privateLink: .none)
    let ids = Set((resource.listeners ?? []).flatMap(\.targetGroupArns))
    groups = network.topology.targetGroups.filter { ids.contains($0.id) && $0.targetType != "lambda" }.compactMap {
      group in
      guard let targets = group.targets else { return nil }
      let members = targets.map { target in
        var member = follower.member(target, group, balancer, node: node)
        follower.judgeHealth(of: &member, group.healthCheck, front)
        return member
      }
      let prefix = "target_group_health.dns_failover.minimum_healthy_targets."
      // `off` asks for nothing.
      return Group(
        members: members, isCrossZone: follower.crossesZones(group, resource).value,
        leastCount: Int(group.attribute(prefix + "count") ?? "1") ?? 0,
        leastPercentage: Int(group.attribute(prefix + "percentage") ?? "off") ?? 0)
    }
  }

  /// Whether DNS leaves out the nodes of a zone, as long as others remain.
  func withdraws(_ zone: Int) -> Bool {
    if groups.isEmpty { return false }
    switch type {
    case .network: return groups.contains { !$0.isHealthy(in: zone) }
    case .application: return groups.allSatisfy { !$0.isHealthy(in: zone) }
    case .gateway, .classic: return false
    }
  }
}
