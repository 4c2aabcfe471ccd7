import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// Whether targets see the client's address or the node's, and what follows from it (NL C1, dataplane 8.4).
@Suite("Behaviour: client addresses")
struct ClientAddressTests {
  /// `nlb` before `i-1`, whose group admits `source`.
  private func network(
    admits source: String, preserve: Bool, _ write: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.shop(targets: ["sg-t"], client: ["sg-client"])
      t.securityGroup("sg-client", in: "vpc-a")
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(source)"])
      t.nlb()
      t.tg(["i-1"], preserve: preserve)
      write(&t)
    }
  }

  private static let refused = Expectation.blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress)

  @Test("the target's group sees the client with, and the node without preservation")
  func group() {
    expect(network(admits: "10.0.21.4/32", preserve: true), "client -> nlb-a1 tcp/80", .reachable)
    expect(network(admits: "10.0.21.4/32", preserve: false), "client -> nlb-a1 tcp/80", Self.refused)
    expect(network(admits: "10.0.1.5/32", preserve: true), "client -> nlb-a1 tcp/80", Self.refused)
    expect(network(admits: "10.0.1.5/32", preserve: false), "client -> nlb-a1 tcp/80", .reachable)
  }

  @Test("a reference to the client's group never counts behind a balancer", arguments: [true, false])
  func clientGroup(preserve: Bool) {
    expect(network(admits: "sg-client", preserve: preserve), "client -> nlb-a1 tcp/80", Self.refused)
    expect(network(admits: "sg-client", preserve: preserve), "client -> e-i1 tcp/80", .reachable, "but directly")
  }

  @Test("a UDP group keeps the client's address, whatever its targets are", arguments: ["instance", "ip"])
  func datagrams(type: String) {
    func network(admits source: String) -> Network {
      world { t in
        t.shop(targets: ["sg-t"])
        t.securityGroup("sg-t", in: "vpc-a", ingress: ["udp 53 from \(source)"])
        t.nlb([.listen("UDP:53", to: "tg")])
        t.targetGroup("tg", in: "vpc-a", type: type, "UDP", 53, targets: [type == "ip" ? "10.0.11.10" : "i-1"])
      }
    }
    expect(network(admits: "10.0.21.4/32"), "client -> nlb-a1 udp/53", .reachable)
    expect(network(admits: "10.0.1.5/32"), "client -> nlb-a1 udp/53", Self.refused)
  }

  @Test("the target's network ACL sees the same address, both ways")
  func networkACL() {
    func network(_ entry: String, preserve: Bool) -> Network {
      self.network(admits: "0.0.0.0/0", preserve: preserve) { t in
        t.networkACL(
          "acl-t", in: "vpc-a", subnets: ["t1"], [entry, "in 100 allow all 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"])
      }
    }
    let inward = Expectation.blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", leg: 1, .ingress)
    let back = Expectation.blocked("SUBNET_ACL_RESTRICTION", at: "acl-t", leg: 1, way: .return, .egress)
    let rows: [(String, Bool, Expectation)] = [
      ("in 50 deny all 10.0.21.0/24", true, inward), ("in 50 deny all 10.0.21.0/24", false, .reachable),
      ("in 50 deny all 10.0.1.0/24", true, .reachable), ("in 50 deny all 10.0.1.0/24", false, inward),
      ("out 50 deny all 10.0.21.0/24", true, back), ("out 50 deny all 10.0.21.0/24", false, .reachable),
      ("out 50 deny all 10.0.1.0/24", true, .reachable), ("out 50 deny all 10.0.1.0/24", false, back),
    ]
    for (entry, preserve, expectation) in rows {
      expect(network(entry, preserve: preserve), "client -> nlb-a1 tcp/80", expectation, "\(entry), \(preserve)")
    }
  }

  @Test("between IPv6 and IPv4 the node's address counts, whatever the attribute says")
  func families() {
    func network(admits source: String, group: AddressFamily) -> Network {
      world { t in
        t.shop(targets: ["sg-t"])
        t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(source)"])
        t.nlb(nodes: ["a1": "10.0.1.5 2001:db8:a:1::5"])
        t.targetGroup(
          "tg", in: "vpc-a", type: "ip", targets: [group == .ipv4 ? "10.0.11.10" : "2001:db8:a:11::10"],
          attributes: preserving(true), family: group)
      }
    }
    let six = "client@2001:db8:a:21::4 -> nlb-a1@2001:db8:a:1::5 tcp/80"
    let four = "client -> nlb-a1 tcp/80"
    expect(network(admits: "10.0.1.5/32", group: .ipv4), six, .reachable)
    expect(network(admits: "10.0.1.5/32", group: .ipv4), four, Self.refused)
    expect(network(admits: "10.0.21.4/32", group: .ipv4), four, .reachable)
    expect(network(admits: "10.0.21.4/32", group: .ipv4), six, Self.refused)
    expect(network(admits: "2001:db8:a:21::4/128", group: .ipv6), six, .reachable)
    expect(network(admits: "2001:db8:a:1::5/128", group: .ipv6), six, Self.refused)
    expect(network(admits: "2001:db8:a:1::5/128", group: .ipv6), four, .reachable)
  }

  @Test("a target that its own balancer sends back to itself is lost with its address kept", arguments: [true, false])
  func hairpin(preserve: Bool) {
    let network = world { t in
      t.shop()
      t.nlb()
      t.tg(["i-1"], preserve: preserve)
    }
    expect(
      network, "e-i1 -> nlb-a1 tcp/80",
      preserve ? .blocked("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg") : .reachable)
    expect(network, "e-i2 -> nlb-a1 tcp/80", .reachable)
  }
}
