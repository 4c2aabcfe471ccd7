import Reachability
import TestKit
import Testing

/// The vectors of VPC Block Public Access.
/// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
@Suite("Vectors: Block Public Access")
struct BlockPublicAccessVectorTests {
  /// A public and a private instance, a NAT gateway in subnet `an`.
  private func egress(_ write: (inout TopologyBuilder) -> Void) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("ap", in: "vpc-a", "10.0.3.0/24")
      t.subnet("an", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.natGateway("nat-a", in: "an", "10.0.2.5", publicIP: "198.51.100.5")
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("ep", in: "ap", "10.0.3.10", publicIP: "198.51.100.6")
      t.routeTable("rtb-a1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .natGateway("nat-a")])
      t.routeTable("rtb-public", in: "vpc-a", main: true, ["0.0.0.0/0": .internetGateway("igw-a")])
      write(&t)
    }
  }

  private let blocked = Expectation.blocked("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", at: "vpc-a")

  @Test("BPA-01: block-ingress stops what comes in, and leaves NAT gateways alone")
  func blockIngress() {
    let network = egress { t in t.blockPublicAccess(.blockIngress) }
    expect(network, "internet -> ep! tcp/443", blocked)
    expect(network, "e1 -> internet tcp/443", .reachable)
  }

  @Test("BPA-02: what counts is the subnet at the gateway: the NAT gateway's")
  func exclusion() {
    let excluded = egress { t in t.blockPublicAccess(.blockBidirectional, exclusions: ["an": .allowBidirectional]) }
    expect(excluded, "e1 -> internet tcp/443", .reachable)
    expect(excluded, "ep -> internet tcp/443", blocked)
    let other = egress { t in t.blockPublicAccess(.blockBidirectional, exclusions: ["a1": .allowBidirectional]) }
    expect(other, "e1 -> internet tcp/443", blocked)
  }

  @Test("BPA-03: the way through a Network Firewall stays blocked although its subnet is excluded")
  func firewall() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("app", in: "vpc-a", "10.0.1.0/24")
      t.subnet("fw", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.gatewayLoadBalancerEndpoint("fwe-1", in: "fw", "10.0.2.4")
      t.networkFirewall("nfw-1", in: "vpc-a", endpoints: ["fwe-1"])
      t.edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.1.0/24": .vpcEndpoint("fwe-1")])
      t.routeTable("rtb-app", in: "vpc-a", subnets: ["app"], ["0.0.0.0/0": .vpcEndpoint("fwe-1")])
      t.routeTable("rtb-fw", in: "vpc-a", subnets: ["fw"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.interface("e1", in: "app", "10.0.1.10", publicIP: "198.51.100.1")
      t.blockPublicAccess(.blockBidirectional, exclusions: ["fw": .allowBidirectional])
    }
    expect(network, "internet -> e1! tcp/443", blocked)
  }
}
