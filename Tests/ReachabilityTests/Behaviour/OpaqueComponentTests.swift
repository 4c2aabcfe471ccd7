import NetworkModel
import Reachability
import TestKit
import Testing

/// Components whose inside no input shows, and references to groups that they strip.
@Suite("Behaviour: components that are not seen through")
struct OpaqueComponentTests {
  @Test("a stopped appliance forwards nothing, either way (1.2)")
  func stoppedAppliance() {
    let network = world { t in
      t.home(["10.0.2.0/24": .networkInterface("e-fw")])
      t.route(in: "rtb-a2", "10.0.1.0/24", .networkInterface("e-fw"))
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.interface("e-fw", in: "a3", "10.0.3.10", sourceDestCheck: false)
      t.instance("i-fw", state: "stopped", interfaces: ["e-fw"])
    }
    expect(
      network, "e1 -> e2 tcp/22",
      .unreachable([Block("BAD_STATE", at: "i-fw"), Block("BAD_STATE", at: "i-fw", way: .return)]))
  }

  @Test("an appliance is taken to let pass, and to keep state only where it sees both ways", arguments: [true, false])
  func appliance(bothWays: Bool) {
    let network = world { t in
      t.home(["10.0.2.0/24": .networkInterface("e-fw")])
      if bothWays { t.route(in: "rtb-a2", "10.0.1.0/24", .networkInterface("e-fw")) }
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.interface("e-fw", in: "a3", "10.0.3.10", sourceDestCheck: false)
    }
    expect(network, "e1 -> e2 tcp/22", bothWays ? .reachable : .undetermined("X_ASYMMETRIC_STATEFUL"))
  }

  @Test("the routes of a core network are not in any input (DEC-11)")
  func coreNetwork() {
    let network = world { t in
      t.home(["10.9.0.0/16": .to(.coreNetwork("core-network-1"))])
      t.other(["10.0.0.0/16": .to(.coreNetwork("core-network-1"))])
    }
    let outcome = expect(network, "e1 -> eb tcp/22", .undetermined("UNKNOWN_DESTINATION"))
    #expect(outcome.assumptions.contains { $0.message.contains("networkmanager get-network-routes") })
  }

  @Test("a peered VPC of an account that is not in the input")
  func unseenPeer() {
    var t = TopologyBuilder()
    t.home(["10.9.0.0/16": .peering("pcx-1")])
    t.peer()
    var topology = t.build()
    topology.vpcs.removeAll { $0.id == "vpc-b" }
    topology.subnets.removeAll { $0.vpcId == "vpc-b" }
    topology.routeTables.removeAll { $0.vpcId == "vpc-b" }
    topology.networkInterfaces.removeAll { $0.vpcId == "vpc-b" }
    expect(Network(topology), "e1 -> 10.9.1.10 tcp/22", .undetermined("UNKNOWN_DESTINATION"))
  }

  @Test("a stopped receiver is no receiver")
  func stoppedReceiver() {
    let network = world { t in
      t.home()
      t.instance("i-2", state: "stopped", interfaces: ["e2"])
    }
    expect(network, "e1 -> e2 tcp/22", .blocked("BAD_STATE", at: "i-2"))
  }

  /// A reference from `sg-1` over one transit gateway, or over two that are peered.
  private func referenced(
    flags: (gateway: Bool, far: Bool), peered: Bool = false, zone: String = "az1", egress: [String]? = nil,
    kind: NetworkInterface.InterfaceType = .interface
  ) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56")
      t.securityGroup("sg-1", in: "vpc-a")
      t.securityGroup("sg-b", in: "vpc-b", ingress: ["tcp 22 from sg-1"], egress: egress)
      t.home(groups: ["sg-1"], ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.other(groups: ["sg-b"], ["10.0.0.0/8": .transitGateway(peered ? "tgw-2" : "tgw-1")])
      t.subnet("b3", in: "vpc-b", "10.9.3.0/24", zone: zone)
      t.interface("ek", in: "b1", "10.9.1.20", groups: ["sg-b"], kind: kind)
      t.transitGateway("tgw-1", groupReferencing: flags.gateway)
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a1"], table: "tgw-rtb")
      if peered { t.transitGateway("tgw-2", groupReferencing: true) }
      t.attachment(
        "att-b", to: peered ? "tgw-2" : "tgw-1", vpc: "vpc-b", subnets: zone == "az1" ? ["b1"] : ["b1", "b3"],
        table: peered ? "tgw-rtb-2" : "tgw-rtb",
        groupReferencing: flags.far)
      if peered {
        t.transitGatewayPeering("att-p", "tgw-1", table: "tgw-rtb", "tgw-2", peerTable: "tgw-rtb-2")
        t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a"], ["10.9.0.0/16": .static("att-p")])
        t.transitGatewayRouteTable("tgw-rtb-2", of: "tgw-2", propagating: ["att-b"], ["10.0.0.0/16": .static("att-p")])
      } else {
        t.transitGatewayRouteTable("tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"])
      }
    }
  }

  @Test("a reference over a transit gateway needs the flag of both attachments (SG 3.2)")
  func attachmentFlag() {
    expect(referenced(flags: (true, true)), "e1 -> eb tcp/22", .reachable)
    expect(
      referenced(flags: (true, false)), "e1 -> eb tcp/22", .blocked("SG_REFERENCING_SUPPORT", at: "att-b", .ingress))
  }

  @Test("an attachment in use1-az3 carries no references (SG 3.2)")
  func zoneWithoutReferences() {
    expect(referenced(flags: (true, true), zone: "az2"), "e1 -> eb tcp/22", .reachable)
    expect(
      referenced(flags: (true, true), zone: "use1-az3"), "e1 -> eb tcp/22",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-b", .ingress))
  }

  @Test("a mount target takes references over a transit gateway if its group lets everything out (SG 3.2)")
  func mountTarget() {
    expect(referenced(flags: (true, true), kind: .efs), "e1 -> ek tcp/22", .reachable)
    let closed = referenced(flags: (true, true), egress: ["tcp 443 to 0.0.0.0/0"], kind: .efs)
    expect(closed, "e1 -> ek tcp/22", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-b", .ingress))
    expect(closed, "e1 -> eb tcp/22", .reachable, "no mount target")
  }

  @Test("an EC2 Instance Connect endpoint ignores inbound rules (SG 3.3)")
  func instanceConnectEndpoint() {
    let network = referenced(flags: (true, true), egress: ["tcp 22 to 10.0.0.0/8"], kind: .instanceConnectEndpoint)
    expect(network, "e1 -> ek tcp/443", .reachable)
    #expect(ask(network, "ek -> e1 tcp/443").blockers.first?.component.id == "sg-b")
  }

  @Test("a peering of transit gateways strips references (SG 3.2, 3.5)")
  func transitPeering() {
    expect(
      referenced(flags: (true, true), peered: true), "e1 -> eb tcp/22",
      .blocked("SG_REFERENCES_NOT_PRESERVED", at: "sg-b", .ingress))
  }

  @Test("a group associated with several VPCs counts in each of them (SG 3.2)")
  func associatedGroup() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56")
      t.securityGroup("sg-shared", in: "vpc-b", ingress: ["tcp 22 from sg-shared"], associated: ["vpc-a"])
      t.home(groups: ["sg-shared"], serverGroups: ["sg-shared"])
    }
    expect(network, "e1 -> e2 tcp/22", .reachable)
  }

  @Test("an edge table of a virtual private gateway leads through an appliance (1.2, 6.1.13)")
  func edgeOfVPNGateway() {
    let network = world { t in
      t.home(["192.168.0.0/16": .networkInterface("e-fw")])
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.interface("e-fw", in: "a3", "10.0.3.10", sourceDestCheck: false)
      t.branchOffice()
      t.routeTable("rtb-a3", in: "vpc-a", subnets: ["a3"], ["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.edgeTable("rtb-edge", in: "vpc-a", gateway: "vgw-a", ["10.0.1.0/24": .networkInterface("e-fw")])
    }
    let outcome = expect(network, "dc/192.168.0.9 -> e1 tcp/22", .reachable)
    #expect(outcome.forwardPath.contains("e-fw"))
    #expect(outcome.returnPath.contains("e-fw"))
  }
}
