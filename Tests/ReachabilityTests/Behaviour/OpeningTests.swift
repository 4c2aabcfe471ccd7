import NetworkModel
import Reachability
import TestKit
import Testing

/// What opens no connections of its own, and what stands in front of something else.
@Suite("Behaviour: who may open")
struct OpeningTests {
  @Test("the interface of a NAT gateway opens no connection; an instance's beside it does")
  func natInterface() {
    let network = world { t in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.9")
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
    }
    expect(network, "nat-a-eni -> internet tcp/443", .blocked("NO_PATH", at: "nat-a"))
    expect(network, "e1 -> internet tcp/443", .reachable)
  }

  @Test("what is behind a load balancer's node is open where the load balancer is not in the input")
  func loadBalancerNode() {
    let network = world { t in
      t.home([:])
      t.interface("e3", in: "a2", "10.0.2.30")
      t.interface("node", in: "a2", "10.0.2.40", kind: .networkLoadBalancer)
    }
    expect(network, "e1 -> node tcp/443", .undetermined("UNKNOWN_DESTINATION"))
    #expect(expect(network, "e1 -> e3 tcp/443", .reachable).assumptions.isEmpty)
  }
}
