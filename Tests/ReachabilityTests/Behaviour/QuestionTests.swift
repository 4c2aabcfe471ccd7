import Addressing
import Reachability
import TestKit
import Testing

/// What can be asked: one way, ICMP, both families.
@Suite("Behaviour: questions")
struct QuestionTests {
  private func server(ingress: [String], entries: [String]) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-2", in: "vpc-a", ingress: ingress)
      t.home(serverGroups: ["sg-2"])
      t.networkACL("acl-2", in: "vpc-a", subnets: ["a2"], entries)
    }
  }

  @Test("one way, the reply is not followed")
  func oneWay() {
    let network = server(ingress: ["all from 10.0.0.0/8"], entries: ["in 100 allow all 0.0.0.0/0"])
    expect(network, "e1 -> e2 tcp/22", .blocked("SUBNET_ACL_RESTRICTION", at: "acl-2", way: .return))
    let outcome = expect(network, "e1 -> e2 tcp/22 one-way", .reachable)
    #expect(outcome.returnPath.isEmpty)
  }

  @Test("a ping is an echo request and its reply, in either family")
  func ping() {
    let open = server(
      ingress: ["icmp 8 from 10.0.0.0/8", "icmpv6 128 from ::/0"],
      entries: [
        "in 100 allow icmp 8 0.0.0.0/0", "in 110 allow icmpv6 128 ::/0", "out 100 allow icmp 0 0.0.0.0/0",
        "out 110 allow icmpv6 129 ::/0",
      ])
    let ping = expect(open, "e1 -> e2 icmp", .reachable)
    #expect(ping.legs.first?.forward.last?.traffic == "icmp echo-request 10.0.1.10 → 10.0.2.10")
    #expect(ping.legs.first?.return.last?.traffic == "icmp echo-reply 10.0.2.10 → 10.0.1.10")
    expect(open, "e1@2001:db8:a:1::10 -> e2@2001:db8:a:2::10 icmpv6", .reachable)
    expect(
      open, "e1 -> e2 tcp/22",
      .unreachable([
        Block("SUBNET_ACL_RESTRICTION", at: "acl-2", .ingress), Block("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress),
        Block("SUBNET_ACL_RESTRICTION", at: "acl-2", way: .return, .egress),
      ]))
  }

  @Test("the families are asked apart")
  func families() {
    let network = server(
      ingress: ["tcp 22 from 10.0.0.0/8"],
      entries: [
        "in 100 allow all 0.0.0.0/0", "in 110 allow all ::/0", "out 100 allow all 0.0.0.0/0", "out 110 allow all ::/0",
      ])
    expect(network, "e1 -> e2 tcp/22", .reachable)
    let other = expect(
      network, "e1@2001:db8:a:1::10 -> e2@2001:db8:a:2::10 tcp/22", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-2"))
    #expect(other.blockers.first?.traffic == "tcp [2001:db8:a:1::10]:1024-65535 → [2001:db8:a:2::10]:22")
  }

  @Test("no packet has addresses of two families")
  func mixedFamilies() {
    let network = server(
      ingress: ["all from 0.0.0.0/0", "all from ::/0"],
      entries: [
        "in 100 allow all 0.0.0.0/0", "in 110 allow all ::/0", "out 100 allow all 0.0.0.0/0", "out 110 allow all ::/0",
      ])
    let ends = (IPAddress("10.0.1.10")!, IPAddress("2001:db8:a:2::10")!)
    let pairs = [
      Pair(from: .interface(0, address: ends.0, publicly: false), to: .interface(1, address: ends.1, publicly: false)),
      Pair(from: .interface(1, address: ends.1, publicly: false), to: .interface(0, address: ends.0, publicly: false)),
    ]
    for pair in pairs {
      #expect(network.follow(pair, Asked(ports: PortRange(22))).verdict == .unreachable)
    }
  }

  @Test("the ephemeral ports are those of the client", arguments: [true, false])
  func windows(isWindows: Bool) {
    let network = world { t in
      t.home()
      t.instance("i-1", isWindows: isWindows, interfaces: ["e1"])
    }
    let ports = isWindows ? "49152-65535" : "32768-61000"
    #expect(
      ask(network, "e1 -> e2 tcp/22").legs.first?.forward.last?.traffic == "tcp 10.0.1.10:\(ports) → 10.0.2.10:22")
  }

  @Test("a network ACL stops what returns to its sender without a route")
  func returnToSender() {
    let network = world { t in
      t.home(publicIP: nil, ["10.9.0.0/16": .natGateway("nat-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", private: true)
      t.route(in: "rtb-a2", "10.9.0.0/16", .peering("pcx-1"))
      t.other([:])
      t.peering("pcx-1", "vpc-a", "vpc-b")
      t.networkACL("acl-b", in: "vpc-b", subnets: ["b1"], ["in 100 allow all 0.0.0.0/0"])
    }
    expect(network, "e1 -> eb tcp/22", .blocked("SUBNET_ACL_RESTRICTION", at: "acl-b", way: .return, .egress))
  }

  @Test("two transit gateways that send to one another never deliver")
  func transitLoop() {
    let network = world { t in
      t.home(["10.7.0.0/16": .transitGateway("tgw-1")])
      t.transitGateway("tgw-1")
      t.transitGateway("tgw-2")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb-1")
      t.transitGatewayPeering("att-p", "tgw-1", table: "tgw-rtb-1", "tgw-2", peerTable: "tgw-rtb-2")
      t.transitGatewayRouteTable("tgw-rtb-1", of: "tgw-1", ["10.7.0.0/16": .static("att-p")])
      t.transitGatewayRouteTable("tgw-rtb-2", of: "tgw-2", ["10.7.0.0/16": .static("att-p")])
    }
    let outcome = ask(network, "e1 -> 10.7.0.9 tcp/22")
    #expect(outcome.verdict == .unreachable)
    #expect(outcome.blockers.map(\.code.rawValue) == ["X_ROUTE_LOOP"])
  }
}
