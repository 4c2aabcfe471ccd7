import Reachability
import TestKit
import Testing

/// All blockers are listed, each needs removing, and removing all opens the way (the contract's section 4).
@Suite("Behaviour: all blockers")
struct AllBlockersTests {
  /// Five places that block, in the order of the way; those in `removed` are mended.
  private static let places = [
    Block("SG_HAS_NO_RULES", at: "sg-1", .egress),
    Block("NO_ROUTE_TO_DESTINATION", at: "rtb-a1"),
    Block("SUBNET_ACL_RESTRICTION", at: "acl-1", rule: "#90 deny tcp 22 10.9.0.0/16", .egress),
    Block("ENI_SG_RULES_MISMATCH", at: "sg-b", .ingress),
    Block("SUBNET_ACL_RESTRICTION", at: "acl-b", way: .return, rule: "* deny all", .egress),
  ]

  private func network(removed: Set<Int>) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56")
      t.securityGroup("sg-1", in: "vpc-a", egress: removed.contains(0) ? nil : [])
      t.securityGroup(
        "sg-b", in: "vpc-b", ingress: [removed.contains(3) ? "tcp 22 from 10.0.0.0/8" : "tcp 80 from 10.0.0.0/8"])
      t.home(groups: ["sg-1"], removed.contains(1) ? ["10.9.0.0/16": .peering("pcx-1")] : [:])
      t.other(groups: ["sg-b"], ["10.0.0.0/16": .peering("pcx-1")])
      t.peering("pcx-1", "vpc-a", "vpc-b")
      let denial = removed.contains(2) ? [] : ["out 90 deny tcp 22 10.9.0.0/16"]
      t.networkACL(
        "acl-1", in: "vpc-a", subnets: ["a1"], ["in 100 allow all 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"] + denial)
      t.networkACL(
        "acl-b", in: "vpc-b", subnets: ["b1"],
        ["in 100 allow all 0.0.0.0/0"] + (removed.contains(4) ? ["out 100 allow all 0.0.0.0/0"] : []))
    }
  }

  @Test("whatever is removed of five blockers, exactly the others are left", arguments: 0..<32)
  func subsets(bits: Int) {
    let removed = Set((0..<5).filter { bits & (1 << $0) != 0 })
    let left = AllBlockersTests.places.indices.filter { !removed.contains($0) }.map { AllBlockersTests.places[$0] }
    expect(network(removed: removed), "e1 -> eb tcp/22", left.isEmpty ? .reachable : .unreachable(left))
  }

  @Test("a closed group behind a missing internet gateway is listed too")
  func behindMissingGateway() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.securityGroup("sg-1", in: "vpc-a", ingress: [])
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"])
      t.interface("e1", in: "a1", "10.0.1.10", groups: ["sg-1"], publicIP: "198.51.100.1")
    }
    expect(
      network, "internet -> e1! tcp/22",
      .unreachable([
        Block("NO_PATH", at: "vpc-a"), Block("SG_HAS_NO_RULES", at: "sg-1", .ingress),
        Block("NO_ROUTE_TO_DESTINATION", at: "rtb-a1", way: .return),
      ]))
  }

  @Test("the same question gives the same outcome")
  func deterministic() {
    let network = network(removed: [])
    #expect(ask(network, "e1 -> eb tcp/22").digest == ask(network, "e1 -> eb tcp/22").digest)
    #expect(ask(network, "e1 -> eb tcp/22").digest == ask(self.network(removed: []), "e1 -> eb tcp/22").digest)
  }

  @Test("a chain of entries is tried by number, not in the order of the input")
  func entriesByNumber() {
    let network = world { t in
      t.home()
      t.networkACL(
        "acl-2", in: "vpc-a", subnets: ["a2"],
        ["in 200 deny tcp 22 10.0.0.0/16", "in 100 allow tcp 22 10.0.1.0/24", "out 100 allow all 0.0.0.0/0"])
    }
    expect(network, "e1 -> e2 tcp/22", .reachable)
  }

  @Test(
    "a host of the same address in the own subnet gets the packets, whatever its group says", arguments: [true, false])
  func sameAddress(admits: Bool) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("b1", in: "vpc-b", "10.0.1.0/24")
      t.securityGroup("sg-other", in: "vpc-a", ingress: admits ? ["all from 0.0.0.0/0"] : ["tcp 22 from 10.0.9.0/24"])
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("other", in: "a1", "10.0.1.20", groups: ["sg-other"])
      t.interface("wanted", in: "b1", "10.0.1.20")
    }
    let group = Block("ENI_SG_RULES_MISMATCH", at: "sg-other", .ingress)
    expect(network, "e1 -> wanted tcp/443", .unreachable((admits ? [] : [group]) + [Block("NO_PATH")]))
  }
}
