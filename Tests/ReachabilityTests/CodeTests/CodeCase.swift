import Reachability
import TestKit
import Testing

/// A topology and a question that give a code, and the one change after which the way is open.
struct CodeCase: Sendable, CustomTestStringConvertible {
  var code: String
  var question: String
  /// The question of the twin, where that is what changes.
  var mendedQuestion: String
  var blocks: [Block]
  /// Writes the topology, or its twin.
  var write: @Sendable (inout TopologyBuilder, _ mended: Bool) -> Void

  /// - Parameters:
  ///   - component: nil where the documents do not name the component.
  ///   - others: further blockers that the configuration implies.
  init(
    _ code: String, at component: String?, leg: Int? = nil, way: Blocker.Way = .forward, _ question: String,
    mended: String? = nil, others: [Block] = [], _ write: @escaping @Sendable (inout TopologyBuilder, Bool) -> Void
  ) {
    self.code = code
    self.question = question
    self.mendedQuestion = mended ?? question
    blocks = [Block(code, at: component, leg: leg, way: way)] + others
    self.write = write
  }

  var testDescription: String { "\(code) @ \(blocks[0].component ?? "?"): \(question)" }

  static let all =
    vpcCases + internetCases + transitCases + siteCases + endpointCases + loadBalancerCases + targetCases
    + privateLinkCases + firewallCases
}

extension TopologyBuilder {
  /// `vpc-a` of both families with `e1` in `a1` and `e2` in `a2`, each subnet with its table, and an internet gateway.
  mutating func home(
    publicIP: String? = "198.51.100.1", groups: [String]? = nil, serverGroups: [String]? = nil, gateway: Bool = true,
    _ routes: KeyValuePairs<String, RouteSpec> = [:]
  ) {
    if topology.vpcs.isEmpty { vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56") }
    subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:a:1::/64", zone: "az1")
    subnet("a2", in: "vpc-a", "10.0.2.0/24", "2001:db8:a:2::/64", zone: "az1")
    interface("e1", in: "a1", "10.0.1.10", "2001:db8:a:1::10", groups: groups, publicIP: publicIP)
    interface("e2", in: "a2", "10.0.2.10", "2001:db8:a:2::10", groups: serverGroups)
    if gateway { internetGateway("igw-a", in: "vpc-a") }
    routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], routes)
    routeTable("rtb-a2", in: "vpc-a", subnets: ["a2"])
  }

  /// `vpc-b` with `eb` in `b1`, and its table.
  mutating func other(groups: [String]? = nil, _ routes: KeyValuePairs<String, RouteSpec>) {
    if !topology.vpcs.contains(where: { $0.id == "vpc-b" }) { vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56") }
    subnet("b1", in: "vpc-b", "10.9.1.0/24", "2001:db8:b:1::/64", zone: "az1")
    interface("eb", in: "b1", "10.9.1.10", "2001:db8:b:1::10", groups: groups)
    routeTable("rtb-b", in: "vpc-b", subnets: ["b1"], routes)
  }

  /// `vpc-b` peered with `vpc-a`, with its route.
  mutating func peer(status: String = "active") {
    other(["10.0.0.0/16": .peering("pcx-1")])
    peering("pcx-1", "vpc-a", "vpc-b", status: status)
  }

  /// Both VPCs on a transit gateway; `table` is the association of `att-a`.
  mutating func transit(
    table: String? = "tgw-rtb", state: String = "available", ipv6: Bool = true, referencing: Bool = true,
    groups: [String]? = nil, propagating: [String] = ["att-a", "att-b"],
    _ routes: KeyValuePairs<String, TransitRouteSpec>? = [:]
  ) {
    other(groups: groups, ["10.0.0.0/8": .transitGateway("tgw-1"), "2001:db8:a::/56": .transitGateway("tgw-1")])
    transitGateway("tgw-1", groupReferencing: referencing)
    attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: table, ipv6: ipv6)
    attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb", ipv6: true, state: state)
    transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: propagating, routes)
  }

  /// A site behind a virtual private gateway of `vpc-a`, or behind `tgw-1`.
  mutating func branchOffice(
    overTransit: Bool = false, attached: Bool = true, advertised: [String] = ["192.168.0.0/16"],
    routes: KeyValuePairs<String, String>? = nil, firewall: [String] = [], up: [Bool] = [true, true]
  ) {
    site("dc", "192.168.0.0/16", routes: routes, firewall: firewall)
    customerGateway("cgw", site: "dc")
    if overTransit {
      vpnConnection("vpn-1", customerGateway: "cgw", transitGateway: "tgw-1", advertised: advertised, up: up)
      attachment("att-v", to: "tgw-1", vpn: "vpn-1", table: "tgw-rtb")
    } else {
      vpnGateway("vgw-a", in: attached ? "vpc-a" : nil)
      vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: advertised, up: up)
    }
  }
}
