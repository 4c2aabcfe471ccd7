import Reachability
import TestKit
import Testing

/// The vectors of Direct Connect gateways.
/// https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
@Suite("Vectors: Direct Connect")
struct DirectConnectVectorTests {
  /// A VPC and its virtual private gateway on a Direct Connect gateway that allows `prefix`.
  private func private_(allowing prefix: String) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.directConnectGateway("dxgw", vpnGateways: ["vgw-a": [prefix]])
      t.site("dc", "172.16.0.0/16")
      t.virtualInterface("vif-1", directConnectGateway: "dxgw", site: "dc", advertised: ["172.16.0.0/16"])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["172.16.0.0/16": .vpnGateway("vgw-a").propagated])
    }
  }

  @Test("DX-01: an allowed prefix narrower than the VPC's block advertises nothing")
  func narrowFilter() {
    expect(
      private_(allowing: "10.0.0.0/24"), "e1 -> dc/172.16.0.9 tcp/443",
      .blocked("X_ONPREM_NO_ROUTE", at: "dc", way: .return))
  }

  @Test("DX-02: a wider allowed prefix advertises the VPC's block")
  func wideFilter() {
    let outcome = expect(private_(allowing: "10.0.0.0/15"), "e1 -> dc/172.16.0.9 tcp/443", .reachable)
    #expect(outcome.rules(of: "dc").contains { $0.hasPrefix("10.0.0.0/16") })
  }

  @Test("DX-03: for a transit gateway the allowed prefixes are what is advertised")
  func transitPrefixes() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a0", in: "vpc-a", "10.0.0.0/24")
      t.subnet("a5", in: "vpc-a", "10.0.5.0/24")
      t.interface("e0", in: "a0", "10.0.0.9")
      t.interface("e5", in: "a5", "10.0.5.9")
      t.transitGateway("tgw-1")
      t.directConnectGateway("dxgw", transitGateways: ["tgw-1": ["10.0.0.0/24"]])
      t.site("dc", "172.16.0.0/16")
      t.virtualInterface("vif-1", .transit, directConnectGateway: "dxgw", site: "dc", advertised: ["172.16.0.0/16"])
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a0"], table: "tgw-rtb")
      t.attachment("att-dx", to: "tgw-1", directConnectGateway: "dxgw", table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-dx"])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["172.16.0.0/16": .transitGateway("tgw-1")])
    }
    expect(network, "dc/172.16.0.9 -> 10.0.0.9 tcp/443", .reachable)
    expect(network, "dc/172.16.0.9 -> 10.0.5.9 tcp/443", .blocked("X_ONPREM_NO_ROUTE", at: "dc", .egress))
  }

  @Test("DX-04: a Direct Connect gateway does not route between its VPCs")
  func noRoutingBetweenVPCs() {
    let network = world { t in
      for number in ["1", "2"] {
        t.vpc("vpc-\(number)", "10.\(number).0.0/16")
        t.subnet("s\(number)", in: "vpc-\(number)", "10.\(number).1.0/24")
        t.interface("e\(number)", in: "s\(number)", "10.\(number).1.10")
        t.vpnGateway("vgw-\(number)", in: "vpc-\(number)")
        t.routeTable("rtb-\(number)", in: "vpc-\(number)", main: true, ["10.0.0.0/8": .vpnGateway("vgw-\(number)")])
      }
      t.directConnectGateway("dxgw", vpnGateways: ["vgw-1": ["10.1.0.0/16"], "vgw-2": ["10.2.0.0/16"]])
      t.site("dc", "172.16.0.0/16")
      t.virtualInterface("vif-1", directConnectGateway: "dxgw", site: "dc", advertised: ["172.16.0.0/16"])
    }
    expect(network, "e1 -> e2 tcp/443", .blocked("X_VGW_UNKNOWN_PREFIX", at: "vgw-1", .egress))
  }
}
