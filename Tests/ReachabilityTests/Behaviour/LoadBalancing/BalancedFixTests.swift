import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// What a fix says of rules about load balancers, and that it opens the way for every node.
@Suite("Behaviour: fixes where a load balancer sends or receives")
struct BalancedFixTests {
  private func fixes(_ network: Network, _ query: Query) throws -> [String] {
    try network.answer(query).fixes.flatMap(\.changes).map(\.summary)
  }

  private func shop(
    target ingress: [String], groups: [String]? = ["sg-lb"], application: Bool = false, preserve: Bool = false
  ) -> Network {
    world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ingress)
      t.securityGroup("sg-lb", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"])
      if application {
        t.alb(groups: groups)
        t.webGroup(["i-1"])
      } else {
        t.nlb(groups: groups)
        t.tg(["i-1"], preserve: preserve)
      }
    }
  }

  @Test("targets admit the load balancer's group, which stands for all of its nodes", arguments: [false, true])
  func group(application: Bool) throws {
    let query = Query(from: "client", to: application ? "alb" : "nlb", port: "80")
    #expect(
      try fixes(shop(target: ["tcp 22 from 10.0.0.0/8"], application: application), query)
        == ["add an ingress rule to security group sg-t that allows tcp 80 from security group sg-lb"])
    #expect(
      try fixes(shop(target: [], application: application), query)
        == ["add an ingress rule to security group sg-t that allows tcp 80 from security group sg-lb"])
    let opened = shop(target: ["tcp 80 from sg-lb"], application: application)
    #expect(try opened.answer(query).pairs == PairCounts(asked: 2, reachable: 2))
  }

  @Test("so do targets that see the client's address")
  func preserved() throws {
    let query = Query(from: "client", to: "nlb", port: "80")
    let shut = shop(target: ["tcp 22 from 10.0.0.0/8"], preserve: true)
    #expect(
      try fixes(shut, query) == [
        "add an ingress rule to security group sg-t that allows tcp 80 from security group sg-lb"
      ])
    #expect(try shop(target: ["tcp 80 from sg-lb"], preserve: true).answer(query).verdict == .reachable)
  }

  @Test("without groups, they admit the subnets of the load balancer; where they see the client's address, that")
  func subnets() throws {
    let query = Query(from: "client", to: "nlb", port: "80")
    #expect(
      try fixes(shop(target: ["tcp 22 from 10.0.0.0/8"], groups: []), query)
        == ["add an ingress rule to security group sg-t that allows tcp 80 from 10.0.1.0/24 and 10.0.2.0/24"])
    let opened = shop(target: ["tcp 80 from 10.0.1.0/24", "tcp 80 from 10.0.2.0/24"], groups: [])
    #expect(try opened.answer(query).pairs == PairCounts(asked: 2, reachable: 2))
    #expect(
      try fixes(shop(target: ["tcp 22 from 10.0.0.0/8"], groups: [], preserve: true), query)
        == ["add an ingress rule to security group sg-t that allows tcp 80 from 10.0.21.4/32"])
  }

  @Test("network ACLs and the client's groups name the subnets, on both ways")
  func lists() throws {
    let network = world { t in
      t.shop(client: ["sg-c"])
      t.securityGroup("sg-c", in: "vpc-a", egress: ["tcp 22 to 0.0.0.0/0"])
      t.networkACL("acl-t", in: "vpc-a", subnets: ["t1"], ["in 100 allow tcp 22 0.0.0.0/0"])
      t.alb()
      t.webGroup(["i-1"])
    }
    #expect(
      try fixes(network, Query(from: "client", to: "alb-a1", port: "80")) == [
        "add an egress rule to security group sg-c that allows tcp 80 to 10.0.1.0/24 and 10.0.2.0/24",
        "add an ingress rule to network ACL acl-t that allows tcp 80 from 10.0.1.0/24 and 10.0.2.0/24",
        "add an egress rule to network ACL acl-t that allows tcp 1024-65535 to 10.0.1.0/24 and 10.0.2.0/24",
      ])
  }

  @Test("the port of a target that does not listen is the registration's to change, not the client's")
  func notListening() throws {
    func network(_ port: String) -> Network {
      var t = TopologyBuilder()
      t.shop()
      t.nlb()
      t.tg(["i-1:\(port)"])
      for index in t.topology.networkInterfaces.indices where t.topology.networkInterfaces[index].id == "e-i1" {
        t.topology.networkInterfaces[index].listeningPorts = [PortRange(8080)]
      }
      return Network(t.build())
    }
    #expect(
      try fixes(network("80"), Query(from: "client", to: "nlb-a1", port: "80"))
        == ["start what should listen there, or register a port that network interface e-i1 listens on"])
    #expect(try network("8080").answer(Query(from: "client", to: "nlb-a1", port: "80")).verdict == .reachable)
    #expect(
      try fixes(network("80"), Query(from: "client", to: "i-1", port: "80"))
        == ["start what should listen there, or ask for a port that network interface e-i1 listens on"])
  }
}
