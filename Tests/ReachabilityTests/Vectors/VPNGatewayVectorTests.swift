import Reachability
import TestKit
import Testing

/// The vectors of virtual private gateways and their VPN connections.
/// https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
@Suite("Vectors: virtual private gateways")
struct VPNGatewayVectorTests {
  @Test("VGW-01: the gateway forwards the prefixes it knows, whatever the VPC's route says")
  func knownPrefixes() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.site("dc", "192.168.0.0/16")
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", staticRoutes: ["192.168.1.0/24"])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["192.168.0.0/16": .vpnGateway("vgw-a")])
    }
    expect(network, "e1 -> 192.168.1.9 tcp/443", .reachable)
    expect(network, "e1 -> 192.168.9.9 tcp/443", .blocked("X_VGW_UNKNOWN_PREFIX", at: "vgw-a", .egress))
  }

  @Test("VGW-02: Direct Connect goes before a VPN of the same prefix")
  func directConnectFirst() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.site("dc", "10.50.0.0/16")
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["10.50.0.0/16"])
      t.virtualInterface("vif-1", vpnGateway: "vgw-a", site: "dc", advertised: ["10.50.0.0/16"])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.50.0.0/16": .vpnGateway("vgw-a").propagated])
    }
    let outcome = expect(network, "e1 -> 10.50.1.1 tcp/443", .reachable)
    #expect(outcome.forwardPath.contains("vif-1"))
    #expect(!outcome.forwardPath.contains("vpn-1"))
  }

  @Test("VGW-03: a site gets no further than the VPC's own addresses")
  func noTransit() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("an", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.natGateway("nat-a", in: "an", "10.0.2.5", publicIP: "198.51.100.5")
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["0.0.0.0/0": .internetGateway("igw-a")])
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.site("dc", "192.168.0.0/16", routes: ["8.8.8.8/32": "vpn-1", "10.0.0.0/16": "vpn-1"])
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["192.168.0.0/16"])
    }
    expect(
      network, "dc/192.168.1.9 -> 8.8.8.8 tcp/443",
      .blocked("VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: "vgw-a", .ingress))
  }

  /// The reply meets the same connection, in the other direction.
  @Test("VGW-04: a VPN on a virtual private gateway carries no IPv6")
  func noIPv6() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:a:1::/64")
      t.interface("e1", in: "a1", "10.0.1.10", "2001:db8:a:1::10")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.site("dc", "fd00:50::/32", "192.168.0.0/16", routes: ["2001:db8:a::/56": "vpn-1", "10.0.0.0/16": "vpn-1"])
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection(
        "vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["192.168.0.0/16", "fd00:50::/32"])
      t.routeTable(
        "rtb-a", in: "vpc-a", main: true,
        ["192.168.0.0/16": .vpnGateway("vgw-a"), "fd00:50::/32": .vpnGateway("vgw-a")])
    }
    let both = [Block("X_VGW_VPN_NO_IPV6"), Block("X_VGW_VPN_NO_IPV6", way: .return)]
    expect(network, "e1@2001:db8:a:1::10 -> dc/fd00:50::9 tcp/443", .unreachable(both))
    expect(network, "dc/fd00:50::9 -> e1@2001:db8:a:1::10 tcp/443", .unreachable(both))
    expect(network, "e1 -> dc/192.168.1.9 tcp/443", .reachable)
  }
}
