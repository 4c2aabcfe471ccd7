import Reachability
import TestKit
import Testing

/// The vectors of central egress and inspection behind a transit gateway.
/// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
@Suite("Vectors: transit gateways, egress and inspection")
struct TransitGatewayEgressVectorTests {
  /// A spoke and an egress VPC whose attachment subnet sends to `egress`.
  private func egress(_ egress: RouteSpec, natReturns: Bool = true) -> Network {
    world { t in
      t.vpc("vpc-s", "10.1.0.0/16")
      t.vpc("vpc-e", "172.20.0.0/16")
      t.subnet("s1", in: "vpc-s", "10.1.1.0/24")
      t.subnet("et", in: "vpc-e", "172.20.1.0/24")
      t.subnet("en", in: "vpc-e", "172.20.2.0/24")
      t.interface("es", in: "s1", "10.1.1.10")
      t.internetGateway("igw-e", in: "vpc-e")
      t.natGateway("nat-e", in: "en", "172.20.2.5", publicIP: "198.51.100.5")
      t.transitGateway("tgw-1")
      t.attachment("att-s", to: "tgw-1", vpc: "vpc-s", subnets: ["s1"], table: "tgw-rtb-s")
      t.attachment("att-e", to: "tgw-1", vpc: "vpc-e", subnets: ["et"], table: "tgw-rtb-e")
      t.transitGatewayRouteTable("tgw-rtb-s", of: "tgw-1", ["0.0.0.0/0": .static("att-e")])
      t.transitGatewayRouteTable("tgw-rtb-e", of: "tgw-1", propagating: ["att-s"])
      t.routeTable("rtb-s", in: "vpc-s", main: true, ["0.0.0.0/0": .transitGateway("tgw-1")])
      t.routeTable("rtb-et", in: "vpc-e", subnets: ["et"], ["0.0.0.0/0": egress])
      t.routeTable("rtb-en", in: "vpc-e", subnets: ["en"], ["0.0.0.0/0": .internetGateway("igw-e")])
      if natReturns { t.route(in: "rtb-en", "10.0.0.0/8", .transitGateway("tgw-1")) }
    }
  }

  @Test("TGW-06: a spoke gets out through the NAT gateway of the egress VPC")
  func centralEgress() {
    let outcome = expect(egress(.natGateway("nat-e")), "es -> 8.8.8.8 tcp/443", .reachable)
    #expect(outcome.legs.first?.forward.last?.traffic == "tcp 198.51.100.5:1024-65535 → 8.8.8.8:443")
  }

  @Test("TGW-07: without a route back to the spoke the reply goes to the internet gateway and dies")
  func noRouteBack() {
    let outcome = expect(
      egress(.natGateway("nat-e"), natReturns: false), "es -> 8.8.8.8 tcp/443",
      .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-en", way: .return))
    #expect(outcome.blockers.first?.message.contains("igw-e") == true)
  }

  @Test("TGW-11: an internet gateway maps no address of a spoke")
  func noNAT() {
    expect(
      egress(.internetGateway("igw-e")), "es -> 8.8.8.8 tcp/443",
      .blocked("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "igw-e", .egress))
  }

  @Test("TGW-08: without appliance mode the reply meets the firewall of another zone", arguments: [false, true])
  func applianceMode(appliance: Bool) {
    let network = world { t in
      t.vpc("vpc-a", "10.1.0.0/16")
      t.vpc("vpc-b", "10.2.0.0/16")
      t.vpc("vpc-i", "100.64.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.1.1.0/24", zone: "az1")
      t.subnet("b2", in: "vpc-b", "10.2.2.0/24", zone: "az2")
      t.interface("ea", in: "a1", "10.1.1.10")
      t.interface("eb", in: "b2", "10.2.2.10")
      t.transitGateway("tgw-1")
      for zone in ["1", "2"] {
        t.subnet("t\(zone)", in: "vpc-i", "100.64.\(zone).0/28", zone: "az\(zone)")
        t.subnet("f\(zone)", in: "vpc-i", "100.64.\(zone).16/28", zone: "az\(zone)")
        t.gatewayLoadBalancerEndpoint("fwe-\(zone)", in: "f\(zone)", "100.64.\(zone).20")
        t.routeTable("rtb-t\(zone)", in: "vpc-i", subnets: ["t\(zone)"], ["0.0.0.0/0": .vpcEndpoint("fwe-\(zone)")])
        t.routeTable("rtb-f\(zone)", in: "vpc-i", subnets: ["f\(zone)"], ["0.0.0.0/0": .transitGateway("tgw-1")])
      }
      t.networkFirewall("nfw-1", in: "vpc-i", endpoints: ["fwe-1", "fwe-2"])
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb-s")
      t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b2"], table: "tgw-rtb-s")
      t.attachment("att-i", to: "tgw-1", vpc: "vpc-i", subnets: ["t1", "t2"], table: "tgw-rtb-i", appliance: appliance)
      t.transitGatewayRouteTable("tgw-rtb-s", of: "tgw-1", ["0.0.0.0/0": .static("att-i")])
      t.transitGatewayRouteTable("tgw-rtb-i", of: "tgw-1", propagating: ["att-a", "att-b"])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.0.0.0/8": .transitGateway("tgw-1")])
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/8": .transitGateway("tgw-1")])
    }
    let outcome = expect(
      network, "ea -> eb tcp/443", appliance ? .reachable : .blocked("X_ASYMMETRIC_STATEFUL", way: .return))
    if !appliance {
      #expect(outcome.forwardPath.contains("rtb-f1"))
      #expect(outcome.returnPath.contains("rtb-f2"))
    }
  }
}
