import NetworkModel
import Reachability
import TestKit
import Testing

/// Rules of gateways that no vector shows.
@Suite("Behaviour: rules of gateways")
struct GatewayRuleTests {
  @Test("block-ingress stops an instance's own way out by an internet gateway (7.4)")
  func blockIngressOutbound() {
    let network = world { t in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.blockPublicAccess(.blockIngress)
    }
    expect(network, "e1 -> internet tcp/443", .blocked("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", at: "vpc-a"))
  }

  @Test("an allow-egress exclusion lets connections out, none in (7.4)")
  func allowEgress() {
    let network = world { t in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.blockPublicAccess(.blockBidirectional, exclusions: ["vpc-a": .allowEgress])
    }
    expect(network, "e1 -> internet tcp/443", .reachable)
    expect(network, "internet -> e1! tcp/443", .blocked("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", at: "vpc-a"))
  }

  @Test("an automatic regional NAT gateway serves a zone it has no address in yet (7.1, C2)")
  func automaticRegional() {
    let network = world { t in
      t.home(publicIP: nil, ["0.0.0.0/0": .natGateway("nat-r")])
      t.routeTable("rtb-r", in: "vpc-a", ["0.0.0.0/0": .internetGateway("igw-a")])
      t.regionalNatGateway("nat-r", in: "vpc-a", ["az2": "198.51.100.5"], table: "rtb-r")
    }
    let outcome = expect(network, "e1 -> internet tcp/443", .reachable)
    #expect(outcome.assumptions.map(\.code) == ["REGIONAL_NGW_ROUTE_AZ_RESTRICTION"])
  }

  @Test("a public NAT gateway translates towards a transit gateway too (7.1.3)")
  func natTowardsTransit() {
    let network = world { t in
      t.home(publicIP: nil, ["10.9.0.0/16": .natGateway("nat-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
      t.route(in: "rtb-a2", "10.9.0.0/16", .transitGateway("tgw-1"))
      t.transit()
    }
    let outcome = expect(network, "e1 -> eb tcp/22", .reachable)
    #expect(outcome.legs.first?.forward.last?.traffic == "tcp 10.0.2.5:1024-65535 → 10.9.1.10:22")
  }

  @Test("a propagated route's rank goes by its attachment: VPC before VPN (5.1.4)", arguments: ["att-b", "att-v"])
  func transitRank(first: String) {
    let network = world { t in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      let second = first == "att-b" ? "att-v" : "att-b"
      t.transit(propagating: ["att-a"], ["10.9.0.0/16": .propagated(first), "10.9.0.0/16": .propagated(second)])
      t.branchOffice(overTransit: true)
    }
    let outcome = expect(network, "e1 -> eb tcp/22", .reachable)
    #expect(outcome.rules(of: "tgw-rtb").first == "10.9.0.0/16 → att-b")
  }

  @Test("a prefix list reference comes after a static route and before a propagated one (5.1.4)")
  func transitPrefixList() {
    let network = world { t in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.prefixList("pl-b", ["10.9.0.0/16"])
      t.transit(propagating: ["att-a"], ["10.9.0.0/16": .propagated("att-v"), "pl-b": .static("att-b")])
      t.branchOffice(overTransit: true)
    }
    let outcome = expect(network, "e1 -> eb tcp/22", .reachable)
    #expect(outcome.rules(of: "tgw-rtb").first == "pl-b → att-b")
  }

  @Test("a firewall of a site that keeps no state is asked for the replies as well (6.2)", arguments: [true, false])
  func siteFirewall(stateful: Bool) {
    let network = world { t in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.site("dc", "192.168.0.0/16", firewall: ["in allow tcp 22", "out allow tcp 443"], stateful: stateful)
      t.customerGateway("cgw", site: "dc")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["192.168.0.0/16"])
    }
    expect(
      network, "e1 -> dc/192.168.0.9 tcp/22",
      stateful ? .reachable : .blocked("X_ONPREM_FIREWALL", at: "dc", way: .return, .egress))
  }

  /// Two sites with a VPN connection each, on one virtual private gateway or one transit gateway.
  private func twoSites(overTransit: Bool) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      if overTransit { t.transitGateway("tgw-1") } else { t.vpnGateway("vgw-a", in: "vpc-a") }
      for (number, prefix) in [("1", "192.168.1.0/24"), ("2", "192.168.2.0/24")] {
        t.site("dc\(number)", prefix, routes: ["192.168.0.0/16": "vpn-\(number)"])
        t.customerGateway("cgw-\(number)", site: "dc\(number)")
        t.vpnConnection(
          "vpn-\(number)", customerGateway: "cgw-\(number)", vpnGateway: overTransit ? nil : "vgw-a",
          transitGateway: overTransit ? "tgw-1" : nil, advertised: [prefix])
        if overTransit { t.attachment("att-\(number)", to: "tgw-1", vpn: "vpn-\(number)", table: "tgw-rtb") }
      }
      if overTransit { t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-1", "att-2"]) }
    }
  }

  @Test("sites reach one another through a transit gateway")
  func betweenSites() {
    expect(twoSites(overTransit: true), "dc1/192.168.1.9 -> dc2/192.168.2.9 tcp/22", .reachable)
  }

  @Test("sites reach one another through a virtual private gateway (6.1.6)")
  func cloudHub() {
    expect(twoSites(overTransit: false), "dc1/192.168.1.9 -> dc2/192.168.2.9 tcp/22", .reachable)
  }

  @Test("two public addresses of one VPC meet at the internet gateway, each ACL on both sides (7.2.5)")
  func publicToPublic() {
    let network = world { t in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.interface("e3", in: "a2", "10.0.2.30", publicIP: "198.51.100.3")
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
      t.networkACL(
        "acl-2", in: "vpc-a", subnets: ["a2"], ["in 100 allow tcp 22 10.0.0.0/16", "out 100 allow all 0.0.0.0/0"])
    }
    expect(network, "e1 -> e3 tcp/22", .reachable)
    expect(network, "e1 -> e3! tcp/22", .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "* deny all", .ingress))
  }
}
