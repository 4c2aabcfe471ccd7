import Reachability
import TestKit
import Testing

/// The vectors of network ACLs.
/// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
@Suite("Vectors: network ACLs")
struct NetworkACLVectorTests {
  /// A client subnet and a server subnet whose ACL has these entries.
  private func server(_ entries: [String]) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:1::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:1:1::/64")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24", "2001:db8:1:2::/64")
      t.subnet("a9", in: "vpc-a", "10.0.9.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["0.0.0.0/0": .internetGateway("igw-a")])
      t.interface("e1", in: "a1", "10.0.1.10", "2001:db8:1:1::10")
      t.interface("e9", in: "a9", "10.0.9.5")
      t.instance("i-1", interfaces: ["e1"])
      t.interface("e2", in: "a2", "10.0.2.10", "2001:db8:1:2::10", publicIP: "198.51.100.2")
      t.interface("e3", in: "a2", "10.0.2.11")
      t.networkACL("acl-2", in: "vpc-a", subnets: ["a2"], entries)
    }
  }

  @Test("NACL-01: the first entry that matches decides, and an implicit denial ends the list")
  func firstMatch() {
    let network = server([
      "in 100 allow tcp 80 0.0.0.0/0", "in 110 allow tcp 443 0.0.0.0/0", "out 100 allow all 0.0.0.0/0",
    ])
    let allowed = expect(network, "e1 -> e2 tcp/443", .reachable)
    #expect(allowed.rules(of: "acl-2").first == "#110 allow tcp 443 0.0.0.0/0")
    expect(
      network, "e1 -> e2 tcp/139", .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "* deny all", .ingress))
  }

  @Test("NACL-02: a denial with a lower number wins")
  func lowerNumber() {
    let network = server([
      "in 100 deny tcp 22 10.0.9.0/24", "in 110 allow tcp 22 10.0.0.0/16", "out 100 allow all 0.0.0.0/0",
    ])
    expect(
      network, "10.0.9.5 -> e2 tcp/22",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "#100 deny tcp 22 10.0.9.0/24", .ingress))
    expect(network, "e1 -> e2 tcp/22", .reachable)
  }

  @Test("NACL-03: the reply needs the client's ephemeral ports")
  func ephemeralPorts() {
    let network = server(["in 100 allow tcp 443 0.0.0.0/0", "out 100 allow tcp 32768-61000 0.0.0.0/0"])
    let denial = Block("SUBNET_ACL_RESTRICTION", at: "acl-2", way: .return, rule: "* deny all", .egress)
    expect(network, "e1 -> e2 tcp/443 from 50000", .reachable)
    expect(network, "e1 -> e2 tcp/443 from 1500", .unreachable([denial]))
    expect(network, "e1 -> e2 tcp/443", .reachable, "a Linux instance")
    let partial = expect(network, "internet/203.0.113.7 -> e2! tcp/443", .partial([denial]), "a bare address")
    #expect(
      partial.blockers.map(\.traffic) == [
        "tcp 10.0.2.10:443 → 203.0.113.7:1024-32767; tcp 10.0.2.10:443 → 203.0.113.7:61001-65535"
      ])
  }

  @Test("NACL-04: inside a subnet no ACL is asked")
  func sameSubnet() {
    expect(server([]), "e3 -> e2 tcp/22", .reachable)
  }

  /// An instance in `a1`, the attachment in `a1` or `a3`, whose ACL has these entries, and a remote VPC.
  private func transit(attachedIn subnet: String, _ entries: [String]) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "10.9.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.subnet("b1", in: "vpc-b", "10.9.1.0/24")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("eb", in: "b1", "10.9.1.10")
      t.transitGateway("tgw-1")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: [subnet], table: "tgw-rtb")
      t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .transitGateway("tgw-1")])
      t.networkACL("acl-t", in: "vpc-a", subnets: [subnet], entries)
    }
  }

  @Test("NACL-05: towards the transit gateway the attachment subnet's outbound rules are not used")
  func attachmentSubnetOutbound() {
    expect(
      transit(attachedIn: "a3", ["in 100 allow all 0.0.0.0/0"]), "e1 -> eb tcp/443",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", way: .return, rule: "* deny all", .egress))
  }

  @Test("NACL-06: towards the transit gateway the attachment subnet's inbound rules are used")
  func attachmentSubnetInbound() {
    expect(
      transit(attachedIn: "a3", ["out 100 allow all 0.0.0.0/0"]), "e1 -> eb tcp/443",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", rule: "* deny all", .ingress))
  }

  @Test("NACL-07: in the attachment's own subnet both lists are asked on the way out, none on the way in")
  func attachmentInSameSubnet() {
    let network = transit(attachedIn: "a1", ["out 100 allow all 0.0.0.0/0"])
    expect(
      network, "eb -> e1 tcp/443",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", way: .return, rule: "* deny all", .ingress))
    expect(
      network, "e1 -> eb tcp/443", .blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", rule: "* deny all", .ingress))
  }

  @Test("NACL-08: the echo reply has its own ICMP type")
  func echoReply() {
    let network = server(["in 100 allow icmp 8 0.0.0.0/0", "out 100 allow tcp all 0.0.0.0/0"])
    expect(
      network, "e1 -> e2 icmp",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", way: .return, rule: "* deny all", .egress))
  }

  @Test("NACL-09: entries of IPv4 say nothing about IPv6")
  func familiesApart() {
    let network = server(["in 100 allow all 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"])
    expect(
      network, "e1@2001:db8:1:1::10 -> e2@2001:db8:1:2::10 tcp/443",
      .unreachable([
        Block("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "* deny all", .ingress),
        Block("SUBNET_ACL_RESTRICTION", at: "acl-2", way: .return, rule: "* deny all", .egress),
      ]))
    expect(network, "e1 -> e2 tcp/443", .reachable)
  }

  @Test("NACL-10: a NAT gateway's subnet has to let the replies in")
  func natSubnet() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("an", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.natGateway("nat-a", in: "an", "10.0.2.5", publicIP: "198.51.100.5")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .natGateway("nat-a")])
      t.routeTable("rtb-an", in: "vpc-a", subnets: ["an"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.networkACL(
        "acl-n", in: "vpc-a", subnets: ["an"], ["in 100 allow tcp 443 10.0.0.0/16", "out 100 allow all 0.0.0.0/0"])
    }
    let outcome = expect(
      network, "e1 -> internet tcp/443",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-n", way: .return, rule: "* deny all", .ingress))
    #expect(outcome.blockers.map(\.traffic) == ["tcp internet:443 → 10.0.2.5:1024-65535"])
  }
}
