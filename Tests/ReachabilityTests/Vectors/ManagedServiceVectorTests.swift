import Reachability
import TestKit
import Testing

/// The vectors of shared VPCs and managed services.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
@Suite("Vectors: managed services")
struct ManagedServiceVectorTests {
  @Test("MGD-01: a function in a public subnet has no public address")
  func functionInPublicSubnet() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.lambda("fn", in: ["a1": "10.0.1.10"])
    }
    expect(
      network, "fn-a1 -> internet tcp/443", .blocked("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "igw-a", .egress))
  }

  @Test("MGD-02: a bridge-mode task is asked at its host's port, which the host's group has to admit")
  func bridgeMode() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.securityGroup("sg-host", in: "vpc-a", ingress: ["tcp 3000 from 0.0.0.0/0"])
      t.interface("e-host", in: "a1", "10.0.1.10", groups: ["sg-host"])
      t.interface("e-client", in: "a1", "10.0.1.11")
    }
    expect(network, "e-client -> e-host tcp/47760", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-host", .ingress))
    expect(network, "e-client -> e-host tcp/3000", .reachable)
  }

  @Test("MGD-03: participants of a shared VPC refer to one another's groups")
  func sharedVPC() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.securityGroup("sg-b", in: "vpc-a")
      t.securityGroup("sg-c", in: "vpc-a", ingress: ["tcp 443 from 222222222222/sg-b"])
      t.interface("eb", in: "a1", "10.0.1.10", groups: ["sg-b"])
      t.interface("ec", in: "a2", "10.0.2.10", groups: ["sg-c"])
      for (index, account) in ["222222222222", "333333333333"].enumerated() {
        t.topology.securityGroups[index].identity.account = account
        t.topology.networkInterfaces[index].identity.account = account
      }
    }
    expect(network, "eb -> ec tcp/443", .reachable)
  }

  @Test("MGD-04: a publicly accessible database in a subnet without a route to the gateway never answers")
  func databaseWithoutRoute() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"])
      t.interface("e-db", in: "a1", "10.0.1.10", publicIP: "198.51.100.1")
      t.topology.networkInterfaces[0].requesterManaged = true
    }
    expect(
      network, "internet -> e-db! tcp/5432", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-a", way: .return))
  }

  @Test("MGD-05: a function's interfaces may differ, so some of its calls get out")
  func functionInTwoSubnets() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", zone: "az1")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24", zone: "az2")
      t.subnet("an", in: "vpc-a", "10.0.3.0/24", zone: "az1")
      t.internetGateway("igw-a", in: "vpc-a")
      t.natGateway("nat-a", in: "an", "10.0.3.5", publicIP: "198.51.100.5")
      t.routeTable("rtb-1", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .natGateway("nat-a")])
      t.routeTable("rtb-2", in: "vpc-a", subnets: ["a2"])
      t.routeTable("rtb-n", in: "vpc-a", subnets: ["an"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.lambda("fn", in: ["a1": "10.0.1.10", "a2": "10.0.2.10"])
    }
    var pairs = PairCounts()
    pairs.count(expect(network, "fn-a1 -> internet tcp/443", .reachable).verdict)
    pairs.count(
      expect(network, "fn-a2 -> internet tcp/443", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-2")).verdict)
    #expect(pairs.verdict == .partial)
  }
}
