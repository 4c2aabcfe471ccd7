import Reachability
import TestKit
import Testing

/// The vectors of transit gateways.
/// https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
@Suite("Vectors: transit gateways")
struct TransitGatewayVectorTests {
  /// A and B in zone az1 on one transit gateway; the closure writes its tables.
  private func pair(
    tables: (a: String, b: String) = ("tgw-rtb", "tgw-rtb"), _ write: (inout TopologyBuilder) -> Void
  ) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.vpc("vpc-b", "10.2.0.0/16", "2001:db8:b::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:a:1::/64", zone: "az1")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24", zone: "az2")
      t.subnet("b1", in: "vpc-b", "10.2.0.0/24", "2001:db8:b:1::/64", zone: "az1")
      t.interface("ea", in: "a1", "10.0.1.10", "2001:db8:a:1::10")
      t.interface("ea2", in: "a2", "10.0.2.10")
      t.interface("eb", in: "b1", "10.2.0.5", "2001:db8:b:1::5")
      t.transitGateway("tgw-1")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: tables.a, ipv6: true)
      t.routeTable(
        "rtb-a", in: "vpc-a", main: true,
        ["10.2.0.0/16": .transitGateway("tgw-1"), "2001:db8:b::/56": .transitGateway("tgw-1")])
      t.routeTable(
        "rtb-b", in: "vpc-b", main: true,
        ["10.0.0.0/16": .transitGateway("tgw-1"), "2001:db8:a::/56": .transitGateway("tgw-1")])
      write(&t)
      if !t.topology.transitGatewayAttachments.contains(where: { $0.id == "att-b" }) {
        t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: tables.b, ipv6: true)
      }
    }
  }

  @Test("TGW-01: two VPCs, one table, routes on both sides")
  func oneTable() {
    let network = pair { t in
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
    }
    expect(network, "ea -> eb tcp/443", .reachable)
    expect(network, "ea@2001:db8:a:1::10 -> eb@2001:db8:b:1::5 tcp/443", .reachable)
  }

  @Test("TGW-02: the reply is looked up in the table of the far attachment")
  func twoTables() {
    let network = pair(tables: ("tgw-rtb-a", "tgw-rtb-b")) { t in
      t.transitGatewayRouteTable("tgw-rtb-a", of: "tgw-1", propagating: ["att-b"])
      t.transitGatewayRouteTable("tgw-rtb-b", of: "tgw-1")
    }
    expect(
      network, "ea -> eb tcp/443",
      .blocked("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", at: "tgw-rtb-b", way: .return))
  }

  /// The reply may come into any zone of the attachment, so only the way there is refused.
  @Test("TGW-03: a zone without an attachment subnet cannot reach the transit gateway")
  func zoneRestriction() {
    let network = pair { t in
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
    }
    expect(network, "ea2 -> eb tcp/443", .blocked("TGW_ROUTE_AZ_RESTRICTION", at: "att-a"))
  }

  @Test("TGW-04: a static blackhole beats a propagated route")
  func blackhole() {
    let network = pair(tables: ("tgw-rtb-a", "tgw-rtb-b")) { t in
      t.transitGatewayRouteTable(
        "tgw-rtb-a", of: "tgw-1", ["10.2.0.0/16": .blackhole, "10.2.0.0/16": .propagated("att-b")])
      t.transitGatewayRouteTable("tgw-rtb-b", of: "tgw-1", propagating: ["att-a"])
    }
    expect(
      network, "ea -> 10.2.0.5 tcp/443",
      .blocked("TGW_RTB_BAD_STATE_ROUTE", at: "tgw-rtb-a", rule: "10.2.0.0/16 → blackhole"))
  }

  @Test("TGW-05: a longer propagated route beats a static one")
  func longestPrefix() {
    let network = pair { t in
      t.site("dc", "10.8.0.0/16")
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection("vpn-1", customerGateway: "cgw", transitGateway: "tgw-1", advertised: ["10.8.0.0/16"])
      t.attachment("att-v", to: "tgw-1", vpn: "vpn-1", table: "tgw-rtb")
      t.transitGatewayRouteTable(
        "tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"], ["10.0.0.0/8": .static("att-v")])
    }
    let outcome = expect(network, "ea -> 10.2.0.5 tcp/443", .reachable)
    #expect(outcome.rules(of: "tgw-rtb").first == "10.2.0.0/16 → att-b")
  }

  @Test("TGW-09: IPv6 needs the attachment's support", arguments: [false, true])
  func ipv6Support(enabled: Bool) {
    let network = pair { t in
      t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb", ipv6: enabled)
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
    }
    // The reply enters by the same attachment, which refuses it as well.
    expect(
      network, "ea@2001:db8:a:1::10 -> eb@2001:db8:b:1::5 tcp/443",
      enabled
        ? .reachable
        : .unreachable([
          Block("X_TGW_IPV6_DISABLED", at: "att-b"), Block("X_TGW_IPV6_DISABLED", at: "att-b", way: .return),
        ]))
    expect(network, "ea -> eb tcp/443", .reachable)
  }

  @Test("TGW-10: over a peering of transit gateways the far table needs a static route back", arguments: [false, true])
  func peering(routeBack: Bool) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "10.2.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("b1", in: "vpc-b", "10.2.0.0/24")
      t.interface("ea", in: "a1", "10.0.1.10")
      t.interface("eb", in: "b1", "10.2.0.5")
      t.transitGateway("tgw-1")
      t.transitGateway("tgw-2")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb-1")
      t.attachment("att-b", to: "tgw-2", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb-2")
      t.transitGatewayPeering("att-p", "tgw-1", table: "tgw-rtb-1", "tgw-2", peerTable: "tgw-rtb-2")
      t.transitGatewayRouteTable(
        "tgw-rtb-1", of: "tgw-1", propagating: ["att-a"], ["10.2.0.0/16": .static("att-p")])
      t.transitGatewayRouteTable(
        "tgw-rtb-2", of: "tgw-2", propagating: ["att-b"], routeBack ? ["10.0.0.0/16": .static("att-p")] : [:])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.2.0.0/16": .transitGateway("tgw-1")])
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .transitGateway("tgw-2")])
    }
    expect(
      network, "ea -> eb tcp/443",
      routeBack
        ? .reachable : .blocked("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", at: "tgw-rtb-2", way: .return))
  }
}
