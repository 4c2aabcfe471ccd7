import NetworkModel
import Reachability
import TestKit
import Testing

/// What is not visible is neither open nor closed, and a certain blocker outweighs it.
@Suite("Behaviour: undetermined")
struct UndeterminedTests {
  private static let scope = Scope(account: "111111111111", region: "us-east-1")
  private static let calls: Set = [
    "ec2 describe-vpcs", "ec2 describe-subnets", "ec2 describe-route-tables", "ec2 describe-network-acls",
    "ec2 describe-security-groups", "ec2 describe-network-interfaces", "ec2 describe-internet-gateways",
    "ec2 describe-transit-gateway-attachments", "ec2 describe-vpc-block-public-access-options",
  ]

  /// A topology as a snapshot that lacks the answer of `call`.
  private func snapshot(
    without call: String?, closed: Bool = false, _ write: (inout TopologyBuilder) -> Void = { _ in },
    _ remove: (inout Topology) -> Void
  ) -> Network {
    var t = TopologyBuilder()
    t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    t.securityGroup("sg-1", in: "vpc-a", egress: closed ? [] : nil)
    t.securityGroup("sg-2", in: "vpc-a", ingress: ["all from 10.0.0.0/8"])
    t.home(
      groups: ["sg-1"], serverGroups: ["sg-2"],
      ["10.9.0.0/16": .transitGateway("tgw-1"), "0.0.0.0/0": .internetGateway("igw-a")])
    t.transit()
    write(&t)
    var topology = t.build()
    remove(&topology)
    topology.visibility.wholeScopes = []
    topology.visibility.readCalls[UndeterminedTests.scope] = UndeterminedTests.calls.subtracting([call ?? ""])
    return Network(topology)
  }

  private func open(_ network: Network, _ question: String, _ code: String, names call: String) {
    let outcome = expect(network, question, .undetermined(code))
    #expect(
      outcome.assumptions.contains { $0.decides && $0.message.contains(call) }, "no assumption names `\(call)`")
  }

  @Test("route tables", arguments: [false, true])
  func routeTables(closed: Bool) {
    let network = snapshot(without: "ec2 describe-route-tables", closed: closed) { $0.routeTables = [] }
    if closed {
      expect(network, "e1 -> e2 tcp/22", .blocked("SG_HAS_NO_RULES", at: "sg-1"))
    } else {
      open(network, "e1 -> e2 tcp/22", "UNKNOWN_RESOURCE", names: "ec2 describe-route-tables")
    }
  }

  @Test("network ACLs", arguments: [false, true])
  func networkACLs(closed: Bool) {
    let network = snapshot(without: "ec2 describe-network-acls", closed: closed) { $0.networkACLs = [] }
    if closed {
      expect(network, "e1 -> e2 tcp/22", .blocked("SG_HAS_NO_RULES", at: "sg-1"))
    } else {
      open(network, "e1 -> e2 tcp/22", "UNKNOWN_RESOURCE", names: "ec2 describe-network-acls")
    }
  }

  @Test("security groups", arguments: [false, true])
  func securityGroups(closed: Bool) {
    let network = snapshot(without: "ec2 describe-security-groups") { topology in
      topology.securityGroups.removeAll { $0.id == "sg-1" }
      if closed { topology.securityGroups[0].ingress = [] }
    }
    if closed {
      expect(network, "e1 -> e2 tcp/22", .blocked("SG_HAS_NO_RULES", at: "sg-2"))
    } else {
      open(network, "e1 -> e2 tcp/22", "UNKNOWN_RESOURCE", names: "ec2 describe-security-groups")
    }
  }

  @Test("one visible group that allows settles it, whatever the invisible one says")
  func oneVisibleGroup() {
    let network = snapshot(without: "ec2 describe-security-groups") { topology in
      topology.networkInterfaces[0].groupIds = ["sg-1", "sg-unseen"]
    }
    expect(network, "e1 -> e2 tcp/22", .reachable)
  }

  @Test("routes of a transit gateway", arguments: [false, true])
  func transitRoutes(closed: Bool) {
    let network = snapshot(without: nil, closed: closed) { topology in
      topology.transitGatewayRouteTables[0].routes = nil
    }
    if closed {
      expect(network, "e1 -> eb tcp/22", .blocked("SG_HAS_NO_RULES", at: "sg-1"))
    } else {
      open(network, "e1 -> eb tcp/22", "TGW_RTB_ROUTES_ARE_UNKNOWN", names: "ec2 search-transit-gateway-routes")
    }
  }

  @Test("network interfaces")
  func interfaces() {
    let network = snapshot(without: "ec2 describe-network-interfaces") { _ in }
    open(network, "e1 -> 10.0.2.77 tcp/22", "UNKNOWN_DESTINATION", names: "ec2 describe-network-interfaces")
  }

  @Test("internet gateways")
  func internetGateways() {
    let network = snapshot(without: "ec2 describe-internet-gateways") { $0.internetGateways = [] }
    open(network, "internet -> e1! tcp/22", "UNKNOWN_RESOURCE", names: "ec2 describe-internet-gateways")
    expect(network, "e1 -> internet tcp/22", .undetermined("UNKNOWN_DESTINATION"))
  }

  @Test("the entries of a prefix list", arguments: [true, false])
  func prefixList(inRoute: Bool) {
    let network = snapshot(without: nil) { t in
      t.prefixList("pl-1", nil)
      t.securityGroup("sg-3", in: "vpc-a", ingress: ["tcp 22 from pl-1"])
      if inRoute {
        t.subnet("a3", in: "vpc-a", "10.0.3.0/24", zone: "az1")
        t.interface("e3", in: "a3", "10.0.3.10")
        t.routeTable("rtb-a3", in: "vpc-a", subnets: ["a3"], ["pl-1": .transitGateway("tgw-1")])
      } else {
        t.interface("e3", in: "a2", "10.0.2.30", groups: ["sg-3"])
      }
    } _: { _ in
    }
    open(
      network, inRoute ? "e3 -> eb tcp/22" : "e1 -> e3 tcp/22", "UNKNOWN_RESOURCE",
      names: "ec2 get-managed-prefix-list-entries")
  }

  @Test("an outbound reference to a group of a VPC that is not in the input (UNKNOWN_PEERED_SGS)")
  func unseenPeer() {
    var t = TopologyBuilder()
    t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    t.securityGroup("sg-1", in: "vpc-a", egress: ["tcp 443 to 222222222222/sg-far"])
    t.home(groups: ["sg-1"], ["10.9.0.0/16": .peering("pcx-1")])
    t.account = "222222222222"
    t.vpc("vpc-b", "10.9.0.0/16")
    t.account = "111111111111"
    t.peering("pcx-1", "vpc-a", "vpc-b")
    var topology = t.build()
    topology.vpcs.removeAll { $0.id == "vpc-b" }
    topology.visibility.wholeScopes = [UndeterminedTests.scope]
    let network = Network(topology)
    expect(network, "e1 -> 10.9.1.10 tcp/443", .undetermined("UNKNOWN_PEERED_SGS"))
    expect(network, "e1 -> 10.9.1.10 tcp/80", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-1", .egress))
  }

  @Test("the assumptions of a certain verdict decide nothing")
  func certain() {
    let network = snapshot(without: "ec2 describe-network-acls", closed: true) { $0.networkACLs = [] }
    #expect(ask(network, "e1 -> e2 tcp/22").assumptions.allSatisfy { !$0.decides })
  }
}
