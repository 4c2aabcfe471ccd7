import Reachability
import TestKit
import Testing

/// The vectors of VPC route tables.
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
@Suite("Vectors: route tables")
struct RouteTableVectorTests {
  @Test("RT-01: the longest prefix chooses among local, peering and internet gateway")
  func longestPrefix() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "172.31.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a9", in: "vpc-a", "10.0.9.0/24")
      t.subnet("b5", in: "vpc-b", "172.31.5.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.peering("pcx-1", "vpc-a", "vpc-b")
      t.routeTable(
        "rtb-a", in: "vpc-a", subnets: ["a1", "a9"],
        ["172.31.0.0/16": .peering("pcx-1"), "0.0.0.0/0": .internetGateway("igw-a")])
      t.routeTable("rtb-b", in: "vpc-b", subnets: ["b5"], ["10.0.0.0/16": .peering("pcx-1")])
      t.interface("e1", in: "a1", "10.0.1.10", publicIP: "198.51.100.1")
      t.interface("e9", in: "a9", "10.0.9.9")
      t.interface("eb", in: "b5", "172.31.5.5")
    }
    let peer = expect(network, "e1 -> 172.31.5.5 tcp/443", .reachable)
    #expect(peer.rules(of: "rtb-a") == ["172.31.0.0/16 → pcx-1"])
    let local = expect(network, "e1 -> 10.0.9.9 tcp/443", .reachable)
    #expect(local.rules(of: "rtb-a").first == "10.0.0.0/16 → local")
    let internet = expect(network, "e1 -> 8.8.8.8 tcp/443", .reachable)
    #expect(internet.rules(of: "rtb-a") == ["0.0.0.0/0 → igw-a"])
  }

  @Test("RT-02: a static route beats a propagated one of the same prefix", arguments: [true, false])
  func staticBeatsPropagated(gatewayLeads: Bool) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.interface("e1", in: "a1", "10.0.1.10", publicIP: "198.51.100.1")
      t.internetGateway("igw-a", in: "vpc-a")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.routeTable(
        "rtb-a", in: "vpc-a", subnets: ["a1"],
        ["172.31.0.0/24": .vpnGateway("vgw-a").propagated, "172.31.0.0/24": .internetGateway("igw-a")])
      if gatewayLeads {
        t.site("dc", "172.31.0.0/24")
        t.customerGateway("cgw", site: "dc")
        t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["172.31.0.0/24"])
      }
    }
    let outcome = expect(
      network, "e1 -> 172.31.0.7 tcp/443",
      gatewayLeads
        ? .blocked("HIGHER_PRIORITY_ROUTE", at: "rtb-a", rule: "172.31.0.0/24 → igw-a")
        : .blocked("IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", at: "igw-a"))
    #expect(outcome.rules(of: "rtb-a").first == "172.31.0.0/24 → igw-a")
  }

  @Test("RT-03: a propagated route inside the VPC loses to local, however specific")
  func localBeatsPropagated() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a5", in: "vpc-a", "10.0.5.0/24")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("e5", in: "a5", "10.0.5.9")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"], ["10.0.5.0/24": .vpnGateway("vgw-a").propagated])
    }
    let outcome = expect(network, "e1 -> 10.0.5.9 tcp/443", .reachable)
    #expect(outcome.rules(of: "rtb-a") == ["10.0.0.0/16 → local"])
  }

  /// A prefix list to a transit gateway beside what a virtual private gateway propagates.
  private func listAndPropagated(_ alsoPropagated: String?) -> TopologyBuilder {
    var t = TopologyBuilder()
    t.vpc("vpc-a", "10.0.0.0/16")
    t.vpc("vpc-b", "203.0.113.0/24")
    t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
    t.subnet("b1", in: "vpc-b", "203.0.113.0/25")
    t.interface("e1", in: "a1", "10.0.1.10")
    t.interface("eb", in: "b1", "203.0.113.5")
    t.transitGateway("tgw-1")
    t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb")
    t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb")
    t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
    t.site("dc", "203.0.113.0/25")
    t.customerGateway("cgw", site: "dc")
    t.vpnGateway("vgw-a", in: "vpc-a")
    t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["203.0.113.0/25"])
    t.prefixList("pl-1", ["203.0.113.0/24"])
    t.routeTable(
      "rtb-a", in: "vpc-a", subnets: ["a1"],
      ["pl-1": .transitGateway("tgw-1"), "203.0.113.0/24": .vpnGateway("vgw-a").propagated])
    t.routeTable("rtb-b", in: "vpc-b", subnets: ["b1"], ["10.0.0.0/16": .transitGateway("tgw-1")])
    if let alsoPropagated { t.route(in: "rtb-a", alsoPropagated, .vpnGateway("vgw-a").propagated) }
    return t
  }

  @Test("RT-04a: a prefix list beats a propagated route of the same prefix")
  func listBeatsPropagated() {
    let outcome = expect(Network(listAndPropagated(nil).build()), "e1 -> eb tcp/443", .reachable)
    #expect(outcome.rules(of: "rtb-a") == ["pl-1 → tgw-1"])
  }

  @Test("RT-04b: a longer propagated route beats a prefix list")
  func longerBeatsClass() {
    let network = Network(listAndPropagated("203.0.113.0/25").build())
    let outcome = expect(network, "e1 -> dc/203.0.113.5 tcp/443", .reachable)
    #expect(outcome.rules(of: "rtb-a") == ["203.0.113.0/25 → vgw-a"])
  }

  /// Two prefix lists with one prefix, to a transit gateway and to a NAT gateway of the VPC.
  private func twoLists(_ write: (inout TopologyBuilder) -> Void) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.internetGateway("igw-a", in: "vpc-a")
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.200")
      t.prefixList("pl-1", ["198.51.100.0/24"])
      t.prefixList("pl-2", ["198.51.100.0/24"])
      t.routeTable(
        "rtb-a1", in: "vpc-a", subnets: ["a1"], ["pl-1": .transitGateway("tgw-1"), "pl-2": .natGateway("nat-a")])
      t.routeTable("rtb-a2", in: "vpc-a", subnets: ["a2"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.transitGateway("tgw-1")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb")
      write(&t)
    }
  }

  @Test("RT-05: two prefix lists of one prefix: differing verdicts leave it open, equal ones stand")
  func equalLists() {
    let differing = twoLists { t in
      t.vpc("vpc-b", "198.51.100.0/25")
      t.subnet("b1", in: "vpc-b", "198.51.100.0/25")
      t.interface("eb", in: "b1", "198.51.100.9")
      t.routeTable("rtb-b", in: "vpc-b", subnets: ["b1"], ["10.0.0.0/16": .transitGateway("tgw-1")])
      t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
    }
    expect(differing, "e1 -> eb tcp/443", .undetermined("X_NONDETERMINISTIC_ROUTE"))
    let equal = twoLists { t in
      t.vpc("vpc-e", "10.9.0.0/16")
      t.subnet("et", in: "vpc-e", "10.9.1.0/24")
      t.subnet("en", in: "vpc-e", "10.9.2.0/24")
      t.internetGateway("igw-e", in: "vpc-e")
      t.natGateway("nat-e", in: "en", "10.9.2.5", publicIP: "203.0.113.200")
      t.routeTable("rtb-et", in: "vpc-e", subnets: ["et"], ["0.0.0.0/0": .natGateway("nat-e")])
      t.routeTable(
        "rtb-en", in: "vpc-e", subnets: ["en"],
        ["0.0.0.0/0": .internetGateway("igw-e"), "10.0.0.0/8": .transitGateway("tgw-1")])
      t.attachment("att-e", to: "tgw-1", vpc: "vpc-e", subnets: ["et"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a"], ["0.0.0.0/0": .static("att-e")])
    }
    expect(equal, "e1 -> 198.51.100.9 tcp/443", .reachable)
  }

  @Test("RT-06: a chosen blackhole drops, without falling back to a shorter prefix")
  func blackhole() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.interface("e1", in: "a1", "10.0.1.10", publicIP: "198.51.100.1")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable(
        "rtb-a", in: "vpc-a", subnets: ["a1"],
        ["0.0.0.0/0": .internetGateway("igw-a"), "8.8.8.0/24": .natGateway("nat-1").blackhole])
    }
    expect(
      network, "e1 -> 8.8.8.8 tcp/443", .blocked("BAD_STATE_ROUTE", at: "rtb-a", rule: "8.8.8.0/24 → nat-1"))
    expect(network, "e1 -> 9.9.9.9 tcp/443", .reachable)
  }

  @Test("RT-07: a subnet without a table of its own uses the main one")
  func mainTable() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("s1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("s2", in: "vpc-a", "10.0.2.0/24")
      t.interface("e1", in: "s1", "10.0.1.10", publicIP: "198.51.100.1")
      t.interface("e2", in: "s2", "10.0.2.10", publicIP: "198.51.100.2")
      t.internetGateway("igw-a", in: "vpc-a")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.routeTable("rtb-M", in: "vpc-a", main: true, ["0.0.0.0/0": .vpnGateway("vgw-a")])
      t.routeTable("rtb-C", in: "vpc-a", subnets: ["s1"], ["0.0.0.0/0": .internetGateway("igw-a")])
    }
    let outcome = expect(network, "e2 -> 8.8.8.8 tcp/443", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-M"))
    #expect(outcome.rules(of: "rtb-M").first == "0.0.0.0/0 → vgw-a")
    expect(network, "e1 -> 8.8.8.8 tcp/443", .reachable)
  }

  @Test("RT-08: a default route of IPv4 says nothing about IPv6")
  func familiesApart() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:1::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:1::/64")
      t.interface("e1", in: "a1", "10.0.1.10", "2001:db8:1::10", publicIP: "198.51.100.1")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .internetGateway("igw-a")])
    }
    expect(
      network, "e1@2001:db8:1::10 -> 2606:4700::1 tcp/443", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-a"))
    expect(network, "e1 -> 8.8.8.8 tcp/443", .reachable)
  }
}
