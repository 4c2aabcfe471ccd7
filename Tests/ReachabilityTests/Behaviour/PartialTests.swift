import Reachability
import TestKit
import Testing

/// Where a part of the traffic, or one of several ways, does not pass.
@Suite("Behaviour: partial")
struct PartialTests {
  private func server(ingress: [String], _ entries: [String]? = nil) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-2", in: "vpc-a", ingress: ingress)
      t.home(
        groups: ["sg-2"], serverGroups: ["sg-2"],
        ["0.0.0.0/0": .internetGateway("igw-a"), "::/0": .internetGateway("igw-a")])
      t.instance("i-1", interfaces: ["e1"])
      if let entries { t.networkACL("acl-2", in: "vpc-a", subnets: ["a2"], entries) }
    }
  }

  @Test("the internet is a set: a group that admits one /24 of it")
  func internetAsSet() {
    let network = server(ingress: ["tcp 443 from 203.0.113.0/24"])
    let outcome = expect(
      network, "internet -> e1! tcp/443", .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress)]))
    #expect(outcome.blockers.first?.traffic.contains("203.0.113.") == false)
    expect(network, "internet/203.0.113.0/24 -> e1! tcp/443", .reachable)
    expect(network, "internet/203.0.112.0/23 -> e1! tcp/443", .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-2")]))
    expect(
      network, "internet/203.0.114.0/24 -> e1! tcp/443", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress))
  }

  @Test("an ACL that lets a part of the ephemeral ports back names the rest")
  func ephemeralPorts() {
    let network = server(
      ingress: ["all from 0.0.0.0/0"], ["in 100 allow all 0.0.0.0/0", "out 100 allow tcp 50000-61000 0.0.0.0/0"])
    let outcome = expect(
      network, "e1 -> e2 tcp/443", .partial([Block("SUBNET_ACL_RESTRICTION", at: "acl-2", way: .return)]))
    #expect(outcome.blockers.map(\.traffic) == ["tcp 10.0.2.10:443 → 10.0.1.10:32768-49999"])
    expect(network, "e1 -> e2 tcp/443 from 50000-61000", .reachable)
  }

  @Test("asked for any port, the open ones are a part")
  func anyPort() {
    let network = server(ingress: ["tcp 22 from 10.0.0.0/16", "tcp 443 from 10.0.0.0/16"])
    let outcome = expect(network, "e1 -> e2 tcp", .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-2")]))
    #expect(
      outcome.blockers.map(\.traffic) == [
        "tcp 10.0.1.10:32768-61000 → 10.0.2.10:0-21; tcp 10.0.1.10:32768-61000 → 10.0.2.10:23-442; "
          + "tcp 10.0.1.10:32768-61000 → 10.0.2.10:444-65535"
      ])
  }

  @Test("asked for any protocol, the open one is a part")
  func anyProtocol() {
    expect(server(ingress: ["all from 10.0.0.0/16"]), "e1 -> e2 any", .reachable)
    expect(
      server(ingress: ["tcp from 10.0.0.0/16"]), "e1 -> e2 any", .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-2")]))
    expect(
      server(ingress: ["all from 10.7.0.0/16"]), "e1 -> e2 any", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-2"))
  }

  @Test("traffic shared among several attachments needs them all", arguments: [true, false])
  func equalCost(bothUp: Bool) {
    let network = world { t in
      t.home(["192.168.0.0/16": .transitGateway("tgw-1")])
      t.transitGateway("tgw-1")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb")
      t.site("dc", "192.168.0.0/16")
      t.customerGateway("cgw", site: "dc")
      for (name, up) in [("1", true), ("2", bothUp)] {
        t.vpnConnection(
          "vpn-\(name)", customerGateway: "cgw", transitGateway: "tgw-1", advertised: ["192.168.0.0/16"],
          up: [up, false])
        t.attachment("att-\(name)", to: "tgw-1", vpn: "vpn-\(name)", table: "tgw-rtb")
      }
      t.transitGatewayRouteTable(
        "tgw-rtb", of: "tgw-1", propagating: ["att-a"], ["192.168.0.0/16": .propagated("att-1", "att-2")])
    }
    expect(
      network, "e1 -> dc/192.168.0.9 tcp/22",
      bothUp ? .reachable : .partial([Block("TGW_BAD_STATE_VPN", at: "vpn-2")]))
  }

  @Test("a packet from a zone that the far attachment lacks comes out in any of its zones", arguments: [true, false])
  func zones(bothRouted: Bool) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", zone: "az1")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.vpc("vpc-b", "10.9.0.0/16")
      t.subnet("t2", in: "vpc-b", "10.9.2.0/24", zone: "az2")
      t.subnet("t3", in: "vpc-b", "10.9.3.0/24", zone: "az3")
      t.subnet("b2", in: "vpc-b", "10.9.4.0/24", zone: "az2")
      t.interface("eb", in: "b2", "10.9.4.10")
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .transitGateway("tgw-1")])
      t.networkACL(
        "acl-t3", in: "vpc-b", subnets: ["t3"],
        ["in 100 allow all 0.0.0.0/0", "out 100 \(bothRouted ? "allow" : "deny") all 0.0.0.0/0"])
      t.transitGateway("tgw-1")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb")
      t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["t2", "t3"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
    }
    expect(
      network, "e1 -> eb tcp/22",
      bothRouted ? .reachable : .partial([Block("SUBNET_ACL_RESTRICTION", at: "acl-t3", .egress)]))
  }

  @Test("a whole site is asked part by part")
  func wholeSite() {
    let whole = world { t in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice()
    }
    expect(whole, "e1 -> dc tcp/22", .reachable)
    expect(whole, "dc -> e1 tcp/22", .reachable)
    let half = world { t in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice(advertised: ["192.168.0.0/17"])
    }
    let outcome = expect(half, "e1 -> dc tcp/22", .partial([Block("X_VGW_UNKNOWN_PREFIX", at: "vgw-a")]))
    #expect(outcome.blockers.first?.traffic == "tcp 10.0.1.10:1024-65535 → 192.168.128.0/17:22")
  }
}
