import NetworkModel
import Reachability
import TestKit
import Testing

/// Interfaces and gateways whose subnet or VPC is not in the input: open, never a crash, and what is certain still counts.
@Suite("Behaviour: interfaces in places that are not visible")
struct UnplacedTests {
  private func network(ingress: [String], _ remove: (inout Topology) -> Void) -> Network {
    var t = TopologyBuilder()
    t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    t.securityGroup("sg-1", in: "vpc-a", egress: ["tcp 22 to sg-2", "tcp 443 to 0.0.0.0/0"])
    t.securityGroup("sg-2", in: "vpc-a", ingress: ingress)
    t.home(groups: ["sg-1"], serverGroups: ["sg-2"], ["0.0.0.0/0": .internetGateway("igw-a")])
    t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
    var topology = t.build()
    remove(&topology)
    return Network(topology)
  }

  @Test(
    "subnets or VPCs that no call shows leave every way open", arguments: ["subnets", "sender", "receiver", "vpcs"])
  func open(missing: String) {
    let network = network(ingress: ["all from 0.0.0.0/0"]) { topology in
      switch missing {
      case "subnets": topology.subnets = []
      case "sender": topology.subnets.removeAll { $0.id == "a1" }
      case "receiver": topology.subnets.removeAll { $0.id == "a2" }
      default: topology.vpcs = []
      }
    }
    for question in ["e1 -> e2 tcp/443", "e1 -> e2 tcp/443 one-way"] {
      expect(network, question, .undetermined("UNKNOWN_RESOURCE"))
    }
    // A reference in an outbound rule is settled by the way, which is not visible.
    #expect(ask(network, "e1 -> e2 tcp/22").verdict != .reachable)
    if missing != "receiver" {
      #expect(ask(network, "e1 -> internet tcp/443").verdict == .undetermined)
      #expect(ask(network, "internet -> e1! tcp/443").verdict == .undetermined)
    }
  }

  @Test("a group of the receiver that certainly refuses outweighs it", arguments: ["subnets", "vpcs"])
  func closed(missing: String) {
    let network = network(ingress: ["tcp 80 from 0.0.0.0/0"]) { topology in
      if missing == "subnets" { topology.subnets = [] } else { topology.vpcs = [] }
    }
    expect(network, "e1 -> e2 tcp/443", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress))
  }

  @Test("a NAT gateway whose subnet is not visible is no regional one")
  func natGateway() {
    let network = network(ingress: []) { topology in
      topology.natGateways[0].subnetId = "subnet-unseen"
      topology.routeTables[0].routes = topology.routeTables[0].routes.map { route in
        var route = route
        if case .internetGateway = route.target { route.target = .natGateway("nat-a") }
        return route
      }
    }
    expect(network, "e1 -> internet tcp/443", .undetermined("UNKNOWN_RESOURCE"))
  }
}
