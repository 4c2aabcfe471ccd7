import NetworkModel
import Reachability
import TestKit
import Testing

/// Balancers that lead to themselves: the questions end, and nothing is reached (dataplane 11.9).
@Suite("Behaviour: circular load balancers")
struct CircularBalancerTests {
  @Test("a balancer whose target is its own node")
  func itself() {
    let network = world { t in
      t.shop()
      t.nlb(nodes: ["a1": "10.0.1.5"])
      t.tg(["10.0.1.5"], type: "ip")
    }
    #expect(ask(network, "client -> nlb-a1 tcp/80").verdict == .unreachable)
  }

  @Test("two balancers that are each other's target")
  func each() {
    let network = world { t in
      t.shop()
      t.nlb(nodes: ["a1": "10.0.1.5"])
      t.tg(["10.0.2.8"], type: "ip")
      t.networkLoadBalancer("back", in: ["a2": "10.0.2.8"], listeners: [.listen("TCP:80", to: "tg-back")])
      t.targetGroup(
        "tg-back", in: "vpc-a", type: "ip", targets: ["10.0.1.5"],
        attributes: preserving(false).merging(crossZone(true)) { $1 })
    }
    #expect(ask(network, "client -> nlb-a1 tcp/80").verdict == .unreachable)
  }

  @Test("an endpoint of the balancer's own service as its target")
  func throughService() {
    let network = world { t in
      t.shop()
      t.nlb(nodes: ["a1": "10.0.1.5"])
      t.tg(["10.0.21.20"], type: "ip")
      t.endpointService("svc", in: "vpc-a", loadBalancers: ["nlb"], zones: ["az1"])
      t.interfaceEndpoint("vpce", in: ["c1": "10.0.21.20"], service: "svc")
    }
    #expect(ask(network, "client -> nlb-a1 tcp/80").verdict == .unreachable)
    #expect(ask(network, "client -> vpce-c1 tcp/80").verdict == .unreachable)
  }
}
