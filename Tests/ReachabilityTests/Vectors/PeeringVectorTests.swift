import Reachability
import TestKit
import Testing

/// The vectors of VPC peering.
/// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
@Suite("Vectors: VPC peering")
struct PeeringVectorTests {
  /// A 10.0/16 and B 172.31/16, peered, each with its main table.
  private func pair(
    status: String = "active", routeA: Bool = true, routeB: Bool = true,
    _ write: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "172.31.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("b1", in: "vpc-b", "172.31.1.0/24")
      t.interface("ea", in: "a1", "10.0.1.10")
      t.interface("eb", in: "b1", "172.31.1.10")
      t.peering("pcx-ab", "vpc-a", "vpc-b", status: status)
      t.routeTable("rtb-a", in: "vpc-a", main: true, routeA ? ["172.31.0.0/16": .peering("pcx-ab")] : [:])
      t.routeTable("rtb-b", in: "vpc-b", main: true, routeB ? ["10.0.0.0/16": .peering("pcx-ab")] : [:])
      write(&t)
    }
  }

  @Test("PCX-01: an active peering with routes on both sides carries both ways")
  func bothSides() {
    expect(pair(), "ea -> eb tcp/443", .reachable)
    expect(pair(), "eb -> ea tcp/443", .reachable)
  }

  @Test("PCX-02: the far side needs a route back")
  func noRouteBack() {
    expect(
      pair(routeB: false), "ea -> eb tcp/443", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-b", way: .return))
  }

  @Test("PCX-03: a peering does not lead on into another")
  func notTransitive() {
    let network = pair { t in
      t.vpc("vpc-c", "10.7.0.0/16")
      t.subnet("c1", in: "vpc-c", "10.7.1.0/24")
      t.interface("ec", in: "c1", "10.7.1.10")
      t.peering("pcx-ac", "vpc-a", "vpc-c")
      t.routeTable("rtb-c", in: "vpc-c", main: true, ["10.0.0.0/16": .peering("pcx-ac")])
      t.route(in: "rtb-a", "10.7.0.0/16", .peering("pcx-ac"))
      t.route(in: "rtb-b", "10.7.0.0/16", .peering("pcx-ab"))
    }
    expect(network, "eb -> ec tcp/443", .blocked("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: "pcx-ab"))
    expect(network, "ea -> ec tcp/443", .reachable)
  }

  @Test("PCX-04: a peering does not lead to the other VPC's internet gateway")
  func noInternetThroughPeer() {
    let network = pair { t in
      t.internetGateway("igw-a", in: "vpc-a")
      t.subnet("an", in: "vpc-a", "10.0.2.0/24")
      t.natGateway("nat-a", in: "an", "10.0.2.5", publicIP: "198.51.100.5")
      t.route(in: "rtb-a", "0.0.0.0/0", .internetGateway("igw-a"))
      t.route(in: "rtb-b", "0.0.0.0/0", .peering("pcx-ab"))
    }
    expect(network, "eb -> 8.8.8.8 tcp/443", .blocked("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: "pcx-ab"))
  }

  /// A peered with B and C, which have the same addresses; A's whole-block route leads to C.
  private func twins(hostInC: Bool, specificRoute: Bool) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "10.9.0.0/16")
      t.vpc("vpc-c", "10.9.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("b2", in: "vpc-b", "10.9.2.0/24")
      t.subnet("c2", in: "vpc-c", "10.9.2.0/24")
      t.interface("ea", in: "a1", "10.0.1.10")
      t.interface("eb", in: "b2", "10.9.2.5")
      if hostInC { t.interface("ec", in: "c2", "10.9.2.5") }
      t.peering("pcx-ab", "vpc-a", "vpc-b")
      t.peering("pcx-ac", "vpc-a", "vpc-c")
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.9.0.0/16": .peering("pcx-ac")])
      if specificRoute { t.route(in: "rtb-a", "10.9.2.0/24", .peering("pcx-ab")) }
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .peering("pcx-ab")])
      t.routeTable("rtb-c", in: "vpc-c", main: true, ["10.0.0.0/16": .peering("pcx-ac")])
    }
  }

  @Test(
    "PCX-05: the reply follows the longest prefix into another VPC of the same addresses", arguments: [true, false])
  func misdirectedReply(hostInC: Bool) {
    expect(
      twins(hostInC: hostInC, specificRoute: false), "eb -> ea tcp/443",
      .blocked("X_MISDIRECTED_REPLY", at: "rtb-a", way: .return, rule: "10.9.0.0/16 → pcx-ac"))
  }

  @Test("PCX-06: a more specific route brings the reply back", arguments: [true, false])
  func specificRoute(hostInC: Bool) {
    expect(twins(hostInC: hostInC, specificRoute: true), "eb -> ea tcp/443", .reachable)
  }

  @Test("PCX-07: flows of a NAT gateway over a peering get their reply back without a route")
  func returnToSender() {
    let network = pair(routeB: false) { t in
      t.subnet("a7", in: "vpc-a", "10.0.7.0/24")
      t.natGateway("nat-a", in: "a7", "10.0.7.5", private: true)
      t.subnet("a8", in: "vpc-a", "10.0.8.0/24")
      t.interface("e8", in: "a8", "10.0.8.10")
      t.routeTable("rtb-a8", in: "vpc-a", subnets: ["a8"], ["172.31.0.0/16": .natGateway("nat-a")])
    }
    expect(network, "e8 -> eb tcp/443", .reachable)
    expect(network, "ea -> eb tcp/443", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-b", way: .return))
  }

  /// Both ways cross the peering, so both are stopped there.
  @Test(
    "PCX-08: a peering that is not active carries nothing", arguments: ["pending-acceptance", "rejected", "deleted"])
  func state(status: String) {
    expect(
      pair(status: status), "ea -> eb tcp/443",
      .unreachable([Block("BAD_STATE", at: "pcx-ab"), Block("BAD_STATE", at: "pcx-ab", way: .return)]))
  }
}
