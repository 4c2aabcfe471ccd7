import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// Rules of security groups and network ACLs that no vector shows.
@Suite("Behaviour: rules of groups and ACLs")
struct GroupAndACLRuleTests {
  /// `e1` in `sg-1`, `eb` in `sg-b` of a peered VPC.
  private func peers(ingress: [String], egress: [String]? = nil) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56")
      t.securityGroup("sg-1", in: "vpc-a", egress: egress)
      t.securityGroup("sg-b", in: "vpc-b", ingress: ingress)
      t.home(groups: ["sg-1"], ["10.9.0.0/16": .peering("pcx-1")])
      t.other(groups: ["sg-b"], ["10.0.0.0/16": .peering("pcx-1")])
      t.peering("pcx-1", "vpc-a", "vpc-b")
    }
  }

  @Test("references count both ways over a peering of one Region (SG 3.2)")
  func peeringReferences() {
    expect(peers(ingress: ["tcp 22 from sg-1"]), "e1 -> eb tcp/22", .reachable)
    expect(peers(ingress: ["all from 0.0.0.0/0"], egress: ["tcp 22 to sg-b"]), "e1 -> eb tcp/22", .reachable)
  }

  @Test("a stale reference matches nothing (SG 3.2)")
  func staleReference() {
    expect(
      peers(ingress: ["tcp 22 from sg-1 over pcx-0 deleted"]), "e1 -> eb tcp/22",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-b", .ingress))
  }

  @Test("a NAT gateway hides the sender's group (SG 3.2)")
  func behindNAT() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56")
      t.securityGroup("sg-1", in: "vpc-a")
      t.securityGroup("sg-b", in: "vpc-b", ingress: ["tcp 22 from sg-1"])
      t.home(publicIP: nil, groups: ["sg-1"], ["10.9.0.0/16": .natGateway("nat-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", private: true)
      t.route(in: "rtb-a2", "10.9.0.0/16", .peering("pcx-1"))
      t.other(groups: ["sg-b"], ["10.0.0.0/16": .peering("pcx-1")])
      t.peering("pcx-1", "vpc-a", "vpc-b")
    }
    expect(network, "e1 -> eb tcp/22", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-b", .ingress))
  }

  @Test("groups are asked inside one subnet too (SG 3.1.4)")
  func sameSubnet() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-2", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"])
      t.home(serverGroups: ["sg-2"])
      t.interface("e3", in: "a2", "10.0.2.30")
    }
    expect(network, "e3 -> e2 tcp/22", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress))
  }

  @Test("addresses of a delegated prefix are the interface's own")
  func delegatedPrefix() {
    let network = world { t in
      t.home()
      t.interface("e3", in: "a2", "10.0.2.30", delegated: ["10.0.2.48/28"])
    }
    expect(network, "e1 -> 10.0.2.50 tcp/22", .reachable)
  }

  /// A server's ACL with these inbound entries; everything may leave.
  private func guarded(_ entries: [String]) -> Network {
    world { t in
      t.home()
      t.networkACL(
        "acl-2", in: "vpc-a", subnets: ["a2"], entries + ["out 100 allow all 0.0.0.0/0", "out 101 allow all ::/0"])
    }
  }

  @Test("the edges of a port range", arguments: [(79, false), (80, true), (90, true), (91, false)])
  func portEdges(port: Int, passes: Bool) {
    expect(
      guarded(["in 100 allow tcp 80-90 10.0.1.0/24"]), "e1 -> e2 tcp/\(port)",
      passes ? .reachable : .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "* deny all", .ingress))
  }

  @Test(
    "the edges of a block",
    arguments: [("10.0.1.8/29", true), ("10.0.1.10/32", true), ("10.0.1.11/32", false), ("10.0.1.0/29", false)])
  func blockEdges(block: String, passes: Bool) {
    expect(
      guarded(["in 100 allow tcp 22 \(block)"]), "e1 -> e2 tcp/22",
      passes ? .reachable : .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", .ingress))
  }

  @Test("AWS's own last entry counts as the implicit one (NACL 2.1.2)")
  func ownEntry() {
    expect(
      guarded(["in 32767 deny all 0.0.0.0/0"]), "e1 -> e2 tcp/22",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "* deny all", .ingress))
  }

  @Test(
    "an echo request is of type 8 and code 0 (NACL 2.1.4)",
    arguments: [("icmp 8/0", true), ("icmp 8", true), ("icmp", true), ("icmp 8/1", false), ("icmp 0", false)])
  func icmp(service: String, passes: Bool) {
    expect(
      guarded(["in 100 allow \(service) 0.0.0.0/0"]), "e1 -> e2 icmp",
      passes ? .reachable : .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", .ingress))
  }

  @Test("a protocol without ports is matched by its number alone")
  func otherProtocol() {
    expect(guarded(["in 100 allow 50 0.0.0.0/0"]), "e1 -> e2 esp", .reachable)
    expect(guarded(["in 100 allow 50 0.0.0.0/0"]), "e1 -> e2 47", .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2"))
  }

  @Test("a denial in the middle of an allowed range takes a part")
  func partialDenial() {
    let outcome = expect(
      guarded(["in 100 deny tcp 443 0.0.0.0/0", "in 110 allow all 0.0.0.0/0"]), "e1 -> e2 tcp/440-450",
      .partial([Block("SUBNET_ACL_RESTRICTION", at: "acl-2", rule: "#100 deny tcp 443 0.0.0.0/0", .ingress)]))
    #expect(outcome.blockers.map(\.traffic) == ["tcp 10.0.1.10:1024-65535 → 10.0.2.10:443"])
  }
}
