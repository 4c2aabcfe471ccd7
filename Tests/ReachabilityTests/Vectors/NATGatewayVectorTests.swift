import Reachability
import TestKit
import Testing

/// The vectors of NAT gateways.
/// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
@Suite("Vectors: NAT gateways")
struct NATGatewayVectorTests {
  /// A private subnet and a NAT gateway in another.
  private func egress(private isPrivate: Bool = false, _ write: (inout TopologyBuilder) -> Void = { _ in }) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:1::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a6", in: "vpc-a", "2001:db8:1:6::/64")
      t.subnet("an", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.natGateway("nat-a", in: "an", "10.0.2.5", publicIP: isPrivate ? nil : "198.51.100.5", private: isPrivate)
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("e6", in: "a6", "2001:db8:1:6::10")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .natGateway("nat-a")])
      t.routeTable("rtb-a6", in: "vpc-a", subnets: ["a6"], ["64:ff9b::/96": .natGateway("nat-a")])
      t.routeTable("rtb-an", in: "vpc-a", subnets: ["an"], ["0.0.0.0/0": .internetGateway("igw-a")])
      write(&t)
    }
  }

  @Test("NAT-01: TCP gets out from the Elastic IP, GRE does not")
  func protocols() {
    let outcome = expect(egress(), "e1 -> 8.8.8.8 tcp/443", .reachable)
    #expect(outcome.legs.first?.forward.last?.traffic == "tcp 198.51.100.5:1024-65535 → 8.8.8.8:443")
    expect(egress(), "e1 -> internet tcp", .reachable)
    expect(egress(), "e1 -> internet 47", .blocked("PROTOCOL_RESTRICTION", at: "nat-a"))
  }

  @Test("NAT-02: nothing opens a connection to a NAT gateway")
  func unsolicited() {
    expect(egress(), "internet -> nat-a-eni! tcp/443", .blocked("X_NAT_UNSOLICITED", at: "nat-a"))
  }

  @Test("NAT-03: a private NAT gateway has no public address for the internet gateway")
  func privateToInternet() {
    expect(
      egress(private: true), "e1 -> 8.8.8.8 tcp/443",
      .blocked("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "igw-a", .egress))
  }

  @Test("NAT-04: a site uses the VPC's NAT gateway through a transit gateway, not through a virtual private one")
  func fromSite() {
    let overVPNGateway = egress { t in
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.site("dc", "192.168.0.0/16", routes: ["0.0.0.0/0": "vpn-1"])
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["192.168.0.0/16"])
    }
    expect(
      overVPNGateway, "dc/192.168.1.9 -> 8.8.8.8 tcp/443",
      .blocked("VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: "vgw-a", .ingress))
    let overTransit = egress { t in
      t.subnet("at", in: "vpc-a", "10.0.3.0/24")
      t.routeTable("rtb-at", in: "vpc-a", subnets: ["at"], ["0.0.0.0/0": .natGateway("nat-a")])
      t.route(in: "rtb-an", "192.168.0.0/16", .transitGateway("tgw-1"))
      t.transitGateway("tgw-1")
      t.site("dc", "192.168.0.0/16", routes: ["0.0.0.0/0": "vpn-1"])
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection("vpn-1", customerGateway: "cgw", transitGateway: "tgw-1", advertised: ["192.168.0.0/16"])
      t.attachment("att-v", to: "tgw-1", vpn: "vpn-1", table: "tgw-rtb")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["at"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-v"], ["0.0.0.0/0": .static("att-a")])
    }
    expect(overTransit, "dc/192.168.1.9 -> 8.8.8.8 tcp/443", .reachable)
  }

  @Test("NAT-05: a NAT gateway whose subnet routes to itself never lets the packets go", arguments: [true, false])
  func loop(withInternetGateway: Bool) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("an", in: "vpc-a", "10.0.2.0/24")
      if withInternetGateway { t.internetGateway("igw-a", in: "vpc-a") }
      t.natGateway("nat-a", in: "an", "10.0.2.5", publicIP: "198.51.100.5")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .natGateway("nat-a")])
      t.routeTable("rtb-an", in: "vpc-a", subnets: ["an"], ["0.0.0.0/0": .natGateway("nat-a")])
    }
    expect(network, "e1 -> internet tcp/443", .blocked("X_ROUTE_LOOP", at: "rtb-an"))
  }

  @Test("NAT-06: an IPv6-only subnet reaches IPv4 by NAT64")
  func nat64() {
    let outcome = expect(egress(), "e6 -> 64:ff9b::808:808 tcp/443", .reachable)
    #expect(outcome.legs.first?.forward.last?.traffic == "tcp 198.51.100.5:1024-65535 → 8.8.8.8:443")
  }
}
