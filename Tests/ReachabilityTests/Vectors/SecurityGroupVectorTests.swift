import Reachability
import TestKit
import Testing

/// The vectors of security groups; SG-11 needs load balancers.
/// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
@Suite("Vectors: security groups")
struct SecurityGroupVectorTests {
  /// Two subnets of one VPC, `e1` and `e2` with the groups that the closure writes.
  private func pair(_ client: [String]?, _ server: [String]?, _ write: (inout TopologyBuilder) -> Void) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "10.1.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.subnet("a3", in: "vpc-a", "10.1.1.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["0.0.0.0/0": .internetGateway("igw-a")])
      write(&t)
      t.interface("e1", in: "a1", "10.0.1.5", groups: client, publicIP: "198.51.100.1")
      t.interface("e2", in: "a2", "10.0.2.5", groups: server, publicIP: "198.51.100.2")
      t.interface("e3", in: "a3", "10.1.1.1")
    }
  }

  @Test("SG-01: the reply passes without any outbound rule")
  func stateful() {
    let network = pair(nil, ["sg-2"]) { t in
      t.securityGroup("sg-2", in: "vpc-a", ingress: ["tcp 22 from 10.0.1.0/24"], egress: [])
    }
    expect(network, "e1 -> e2 tcp/22", .reachable)
  }

  @Test("SG-02: a group without outbound rules sends nothing")
  func noOutboundRules() {
    let network = pair(["sg-1"], nil) { t in t.securityGroup("sg-1", in: "vpc-a", egress: []) }
    expect(network, "e1 -> e2 tcp/22", .blocked("SG_HAS_NO_RULES", at: "sg-1", .egress))
    expect(network, "e1 -> 8.8.8.8 udp/53", .blocked("SG_HAS_NO_RULES", at: "sg-1", .egress))
    expect(network, "e1 -> internet any", .blocked("SG_HAS_NO_RULES", at: "sg-1", .egress))
  }

  @Test("SG-03: the rules of all groups are united")
  func united() {
    let network = pair(nil, ["sg-a", "sg-b"]) { t in
      t.securityGroup("sg-a", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"])
      t.securityGroup("sg-b", in: "vpc-a", ingress: ["tcp 22 from 10.0.0.0/8"])
    }
    let outcome = expect(network, "10.1.1.1 -> e2 tcp/22", .reachable)
    #expect(outcome.rules(of: "sg-b") == ["tcp 22 from 10.0.0.0/8"])
  }

  @Test("SG-04: members of the default group reach one another")
  func selfReference() {
    let network = pair(["sg-default"], ["sg-default"]) { t in
      t.securityGroup("sg-default", in: "vpc-a", ingress: ["all from sg-default"])
    }
    expect(network, "e1 -> e2 any", .reachable)
  }

  @Test("SG-05: a reference never matches a public address")
  func publicSource() {
    let network = pair(["sg-app"], ["sg-db"]) { t in
      t.securityGroup("sg-app", in: "vpc-a")
      t.securityGroup("sg-db", in: "vpc-a", ingress: ["tcp 5432 from sg-app"])
    }
    expect(network, "e1 -> e2! tcp/5432", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-db", .ingress))
    expect(network, "e1 -> e2 tcp/5432", .reachable)
  }

  /// Two VPCs on one transit gateway; B takes tcp/443 from A's group.
  private func transit(referencing: Bool, egress: [String]? = nil) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "10.9.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("b1", in: "vpc-b", "10.9.1.0/24")
      t.securityGroup("sg-a", in: "vpc-a", egress: egress)
      t.securityGroup("sg-b", in: "vpc-b", ingress: ["tcp 443 from sg-a"])
      t.interface("ea", in: "a1", "10.0.1.10", groups: ["sg-a"])
      t.interface("eb", in: "b1", "10.9.1.10", groups: ["sg-b"])
      t.transitGateway("tgw-1", groupReferencing: referencing)
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb")
      t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .transitGateway("tgw-1")])
    }
  }

  @Test("SG-06: an inbound reference counts over a transit gateway that supports it")
  func transitReference() {
    expect(transit(referencing: true), "ea -> eb tcp/443", .reachable)
  }

  @Test("SG-07: with the transit gateway's flag off the reference is lost")
  func transitReferenceOff() {
    expect(transit(referencing: false), "ea -> eb tcp/443", .blocked("SG_REFERENCING_SUPPORT", at: "tgw-1", .ingress))
  }

  @Test("SG-08: outbound references never count over a transit gateway")
  func transitOutboundReference() {
    expect(
      transit(referencing: true, egress: ["tcp 443 to sg-b"]), "ea -> eb tcp/443",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-a", .egress))
  }

  @Test("SG-09: over a peering of two Regions only CIDRs count", arguments: ["sg-peer", "10.0.0.0/16"])
  func crossRegionPeering(peer: String) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.securityGroup("sg-peer", in: "vpc-a")
      t.interface("ea", in: "a1", "10.0.1.10", groups: ["sg-peer"])
      t.region = "eu-west-1"
      t.vpc("vpc-b", "10.9.0.0/16")
      t.subnet("b1", in: "vpc-b", "10.9.1.0/24")
      t.securityGroup("sg-b", in: "vpc-b", ingress: ["tcp 443 from \(peer)"])
      t.interface("eb", in: "b1", "10.9.1.10", groups: ["sg-b"])
      t.peering("pcx-1", "vpc-a", "vpc-b")
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.9.0.0/16": .peering("pcx-1")])
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .peering("pcx-1")])
    }
    expect(
      network, "ea -> eb tcp/443",
      peer == "sg-peer" ? .blocked("ENI_SG_RULES_MISMATCH", at: "sg-b", .ingress) : .reachable)
  }

  @Test("SG-10: a middlebox strips the reference", arguments: ["sg-1", "10.0.1.0/24"])
  func middlebox(peer: String) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "a3", "10.0.3.4")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["10.0.2.0/24": .vpcEndpoint("gwlbe-1")])
      t.routeTable("rtb-a2", in: "vpc-a", subnets: ["a2"], ["10.0.1.0/24": .vpcEndpoint("gwlbe-1")])
      t.securityGroup("sg-1", in: "vpc-a")
      t.securityGroup("sg-2", in: "vpc-a", ingress: ["all from \(peer)"])
      t.interface("e1", in: "a1", "10.0.1.10", groups: ["sg-1"])
      t.interface("e2", in: "a2", "10.0.2.10", groups: ["sg-2"])
    }
    expect(
      network, "e1 -> e2 tcp/443",
      peer == "sg-1" ? .blocked("SG_REFERENCES_NOT_PRESERVED", at: "sg-2", .ingress) : .reachable)
  }

  @Test(
    "SG-11: a target whose balancer keeps the client's address has to admit the client",
    arguments: ["10.0.1.5/32", "0.0.0.0/0"])
  func keptAddress(admitted: String) {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(admitted)"])
      t.internetGateway("igw-a", in: "vpc-a")
      t.route(in: "rtb-a", "0.0.0.0/0", .internetGateway("igw-a"))
      t.networkLoadBalancer(
        "nlb", in: ["a1": "10.0.1.5"], scheme: "internet-facing", publicIPs: ["198.51.100.5"],
        listeners: [.listen("TCP:80", to: "tg")])
      t.tg(["i-1"], preserve: true)
    }
    expect(
      network, "internet/203.0.113.9 -> nlb-a1! tcp/80",
      admitted == "0.0.0.0/0" ? .reachable : .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress))
  }

  /// The question is always an echo request, so another type is tried on the rule's side.
  @Test("SG-12: an ICMP rule is for its type", arguments: ["icmp 8 from 0.0.0.0/0", "icmp 13 from 0.0.0.0/0"])
  func icmpType(rule: String) {
    let network = pair(nil, ["sg-2"]) { t in t.securityGroup("sg-2", in: "vpc-a", ingress: [rule]) }
    expect(
      network, "e1 -> e2 icmp",
      rule.hasPrefix("icmp 8") ? .reachable : .blocked("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress))
  }

  @Test("SG-13: a prefix list stands for its entries, of their family only")
  func prefixList() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:1::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:1:1::/64")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable(
        "rtb-a", in: "vpc-a", main: true,
        ["0.0.0.0/0": .internetGateway("igw-a"), "::/0": .internetGateway("igw-a")])
      t.prefixList("pl-office", ["203.0.113.0/24"])
      t.securityGroup("sg-1", in: "vpc-a", ingress: ["tcp 443 from pl-office"])
      t.interface("e1", in: "a1", "10.0.1.10", "2001:db8:1:1::10", groups: ["sg-1"], publicIP: "198.51.100.1")
    }
    expect(network, "internet/203.0.113.9 -> e1! tcp/443", .reachable)
    expect(
      network, "internet/2606:4700::1 -> e1@2001:db8:1:1::10 tcp/443",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-1", .ingress))
  }
}
