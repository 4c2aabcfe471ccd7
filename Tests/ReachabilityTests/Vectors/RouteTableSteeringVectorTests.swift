import Reachability
import TestKit
import Testing

/// The vectors of routes through middleboxes, of several blocks, and of addresses no table routes.
/// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
@Suite("Vectors: route tables, steering")
struct RouteTableSteeringVectorTests {
  @Test("RT-09: a whole-subnet route steers between subnets, never inside one")
  func wholeSubnetRoute() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "a3", "10.0.3.4")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["10.0.2.0/24": .vpcEndpoint("gwlbe-1")])
      t.routeTable("rtb-a2", in: "vpc-a", subnets: ["a2"], ["10.0.1.0/24": .vpcEndpoint("gwlbe-1")])
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("e9", in: "a1", "10.0.1.9")
      t.interface("e5", in: "a2", "10.0.2.5")
    }
    let steered = expect(network, "e1 -> 10.0.2.5 tcp/443", .reachable)
    #expect(steered.rules(of: "rtb-a1").first == "10.0.2.0/24 → gwlbe-1")
    #expect(steered.forwardPath.contains("gwlbe-1"))
    #expect(steered.returnPath.contains("gwlbe-1"))
    #expect(steered.assumptions.map(\.code) == ["PATH_THROUGH_GWLB_NOT_CHECKED"])
    let direct = expect(network, "e1 -> 10.0.1.9 tcp/443", .reachable)
    #expect(!direct.forwardPath.contains("rtb-a1"))
    #expect(direct.assumptions.isEmpty)
  }

  @Test("RT-10: an appliance that checks source and destination forwards nothing")
  func sourceDestinationCheck() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("eni-fw", in: "a2", "10.0.2.10", publicIP: "198.51.100.1", sourceDestCheck: true)
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .networkInterface("eni-fw")])
      t.routeTable("rtb-a2", in: "vpc-a", subnets: ["a2"], ["0.0.0.0/0": .internetGateway("igw-a")])
    }
    expect(
      network, "e1 -> 8.8.8.8 tcp/443", .blocked("ENI_SOURCE_DEST_CHECK_RESTRICTION", at: "eni-fw", .ingress))
  }

  @Test("RT-11: a subnet behind a middlebox cannot answer by its own route to the internet gateway")
  func edgeRedirection() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.interface("eni-fw", in: "a1", "10.0.1.10", publicIP: "198.51.100.1", sourceDestCheck: false)
      t.interface("e2", in: "a2", "10.0.2.10", publicIP: "198.51.100.2")
      t.edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.2.0/24": .networkInterface("eni-fw")])
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.routeTable("rtb-a2", in: "vpc-a", subnets: ["a2"], ["0.0.0.0/0": .internetGateway("igw-a")])
    }
    let outcome = expect(
      network, "internet -> e2! tcp/443",
      .blocked("INGRESS_RTB_TRAFFIC_REDIRECTION", at: "rtb-a2", way: .return))
    #expect(outcome.forwardPath.contains("eni-fw"))
  }

  @Test("RT-12: every block of the VPC has a local route")
  func secondaryBlock() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "10.2.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.2.1.0/24")
      t.interface("e1", in: "a1", "10.0.1.5")
      t.interface("e2", in: "a2", "10.2.1.5")
    }
    let outcome = expect(network, "10.0.1.5 -> 10.2.1.5 tcp/443", .reachable)
    #expect(outcome.rules(of: "rtb-main-vpc-a").first == "10.2.0.0/16 → local")
  }

  @Test("RT-13: the instance metadata service is reached past groups, ACLs and routes")
  func linkService() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.networkACL("acl-closed", in: "vpc-a", subnets: ["a1"], [])
      t.securityGroup("sg-empty", in: "vpc-a", egress: [])
      t.interface("e1", in: "a1", "10.0.1.10", groups: ["sg-empty"])
    }
    expect(network, "e1 -> 169.254.169.254 tcp/80", .reachable)
  }
}
