import Addressing
import NetworkModel
import TestKit

/// The attribute that keeps the client's address.
func preserving(_ isOn: Bool) -> [String: String] { ["preserve_client_ip.enabled": "\(isOn)"] }

/// The attribute that lets every node send to every zone, of a load balancer or a target group.
func crossZone(_ isOn: Bool) -> [String: String] { ["load_balancing.cross_zone.enabled": "\(isOn)"] }

extension TopologyBuilder {
  /// How another network hangs on `vpc-a`.
  enum Link { case peering, transit }

  /// `vpc-a` in two zones: `a1` and `a2` for nodes, `t1` with `i-1` (`e-i1`, 10.0.11.10) and `t2` with `i-2` (`e-i2`,
  /// 10.0.12.10) for targets, `c1` with `client` (10.0.21.4). Nodes, targets and clients each have their table.
  ///
  /// - Parameters:
  ///   - targets: the groups of `e-i1` and `e-i2`.
  ///   - second: the groups of `e-i2`, where they are others.
  mutating func shop(targets: [String]? = nil, second: [String]? = nil, client: [String]? = nil) {
    vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    for (name, number, zone) in [("a1", 1, "az1"), ("a2", 2, "az2"), ("t1", 11, "az1"), ("t2", 12, "az2")] {
      subnet(name, in: "vpc-a", "10.0.\(number).0/24", "2001:db8:a:\(number)::/64", zone: zone)
    }
    subnet("c1", in: "vpc-a", "10.0.21.0/24", "2001:db8:a:21::/64", zone: "az1")
    interface("client", in: "c1", "10.0.21.4", "2001:db8:a:21::4", groups: client)
    interface("e-i1", in: "t1", "10.0.11.10", "2001:db8:a:11::10", groups: targets)
    interface("e-i2", in: "t2", "10.0.12.10", "2001:db8:a:12::10", groups: second ?? targets)
    instance("i-1", interfaces: ["e-i1"])
    instance("i-2", interfaces: ["e-i2"])
    routeTable("rtb-a", in: "vpc-a", subnets: ["a1", "a2"])
    routeTable("rtb-t", in: "vpc-a", subnets: ["t1", "t2"])
    routeTable("rtb-c", in: "vpc-a", subnets: ["c1"])
  }

  /// `nlb` with the nodes `nlb-a1` (10.0.1.5) and `nlb-a2` (10.0.2.5); every node sends to every zone.
  mutating func nlb(
    _ listeners: [Listener]? = [.listen("TCP:80", to: "tg")], groups: [String]? = nil,
    nodes: KeyValuePairs<String, String> = ["a1": "10.0.1.5", "a2": "10.0.2.5"],
    attributes: [String: String]? = crossZone(true), enforcesPrivateLink: Bool = true
  ) {
    networkLoadBalancer(
      "nlb", in: nodes, groups: groups, listeners: listeners, attributes: attributes,
      enforcesPrivateLink: enforcesPrivateLink)
  }

  /// `alb` with the nodes `alb-a1` (10.0.1.6) and `alb-a2` (10.0.2.6).
  mutating func alb(
    _ listeners: [Listener]? = [.listen("HTTP:80", to: "tg")], groups: [String]? = nil,
    nodes: KeyValuePairs<String, String> = ["a1": "10.0.1.6", "a2": "10.0.2.6"]
  ) {
    applicationLoadBalancer("alb", in: nodes, groups: groups, listeners: listeners)
  }

  /// The target group `tg` on tcp/80.
  mutating func tg(
    _ targets: [String]?, type: String = "instance", preserve: Bool = false, healthCheck: HealthCheck? = nil
  ) {
    targetGroup(
      "tg", in: "vpc-a", type: type, targets: targets, attributes: preserving(preserve), healthCheck: healthCheck)
  }

  /// The target group `tg` of an Application Load Balancer.
  mutating func webGroup(
    _ targets: [String]?, type: String = "instance", _ proto: String = "HTTP", _ port: UInt16 = 80,
    attributes: [String: String]? = [:], healthCheck: HealthCheck? = nil
  ) {
    targetGroup(
      "tg", in: "vpc-a", type: type, proto, port, targets: targets, attributes: attributes, healthCheck: healthCheck)
  }

  /// `vpc-b` with `far` (10.9.0.4). The nodes have a route to it, the targets in `vpc-a` have none.
  mutating func farVPC(over link: Link = .peering, region other: String? = nil, groups: [String]? = nil) {
    let home = region
    region = other ?? home
    vpc("vpc-b", "10.9.0.0/16")
    subnet("b1", in: "vpc-b", "10.9.0.0/24", zone: "az1")
    interface("far", in: "b1", "10.9.0.4", groups: groups)
    region = home
    let route = link == .peering ? RouteSpec.peering("pcx-1") : .transitGateway("tgw-1")
    self.route(in: "rtb-a", "10.9.0.0/16", route)
    routeTable("rtb-b", in: "vpc-b", subnets: ["b1"], ["10.0.0.0/16": route])
    guard link == .transit else { return peering("pcx-1", "vpc-a", "vpc-b") }
    transitGateway("tgw-1")
    attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1", "a2"], table: "tgw-rtb")
    attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb")
    transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
  }

  /// The site `dc` (192.168.0.0/16) behind a virtual private gateway of `vpc-a`, to which the nodes have a route.
  mutating func dataCenter() {
    branchOffice()
    route(in: "rtb-a", "192.168.0.0/16", .vpnGateway("vgw-a"))
  }
}
