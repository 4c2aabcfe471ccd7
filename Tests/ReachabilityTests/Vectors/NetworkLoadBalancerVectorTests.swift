import NetworkModel
import Reachability
import TestKit
import Testing

/// The vectors of Network Load Balancers, but for those over PrivateLink.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
@Suite("Vectors: Network Load Balancers")
struct NetworkLoadBalancerVectorTests {
  @Test("C1-1: with the client's address kept, the nodes' addresses in the target's group are not enough")
  func keptAddress() {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from 10.0.1.0/24", "tcp 80 from 10.0.2.0/24"])
      t.farVPC()
      t.nlb()
      t.tg(["i-1/unknown"], preserve: true, healthCheck: HealthCheck(protocol: "TCP"))
    }
    let outcome = expect(
      network, "far -> nlb-a1 tcp/80", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress),
      symptom: .timesOut)
    #expect(outcome.blockers.first?.traffic.contains("10.9.0.4:") == true)
  }

  @Test("C1-2: the balancer's own group in the target's admits what comes through it")
  func ownGroup() {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-n", in: "vpc-a", ingress: ["tcp 80 from 10.9.0.0/16"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from sg-n"])
      t.farVPC()
      t.nlb(groups: ["sg-n"])
      t.tg(["i-1"], preserve: true)
    }
    let outcome = expect(network, "far -> nlb-a1 tcp/80", .reachable)
    #expect(outcome.legs.count == 2)
    #expect(outcome.legs.last?.from == "nlb")
    #expect(outcome.legs.last?.to == "i-1")
    expect(
      network, "client -> nlb-a1 tcp/80", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-n", leg: 0, .ingress),
      symptom: .timesOut)
  }

  @Test("C1-3: the client's address is not kept over a transit gateway", arguments: [true, false])
  func overTransitGateway(preserve: Bool) {
    let network = world { t in
      t.shop()
      t.farVPC(over: .transit, groups: ["sg-far"])
      t.securityGroup(
        "sg-far", in: "vpc-b",
        ingress: preserve ? ["all from 0.0.0.0/0"] : ["tcp 80 from 10.0.1.0/24", "tcp 80 from 10.0.2.0/24"])
      t.nlb()
      t.tg(["10.9.0.4:80@all"], type: "ip", preserve: preserve)
    }
    expect(
      network, "client -> nlb-a1 tcp/80",
      preserve ? .blocked("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg") : .reachable,
      symptom: preserve ? .timesOut : nil)
  }

  @Test("C1-4: without cross-zone balancing a zone without targets fails")
  func emptyZone() throws {
    let network = world { t in
      t.shop()
      t.nlb(attributes: crossZone(false))
      t.tg(["i-1"])
    }
    expect(network, "client -> nlb-a1 tcp/80", .reachable)
    expect(network, "client -> nlb-a2 tcp/80", .blocked("ELBV2_NO_TARGETS_IN_AZ", leg: 0))
    let whole = try network.answer(Query(from: "client", to: "nlb", port: "80"))
    #expect(whole.pairs == PairCounts(asked: 2, reachable: 1, unreachable: 1))
    #expect(whole.verdict == .partial)
  }

  @Test("C1-5: where every target is unhealthy every zone sends to them all the same")
  func failOpen() {
    let network = world { t in
      t.shop()
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24", zone: "az3")
      t.subnet("t3", in: "vpc-a", "10.0.13.0/24", zone: "az3")
      t.interface("e-i3", in: "t3", "10.0.13.10")
      t.instance("i-3", interfaces: ["e-i3"])
      t.nlb(nodes: ["a1": "10.0.1.5", "a2": "10.0.2.5", "a3": "10.0.3.5"], attributes: crossZone(false))
      t.tg(["i-1!", "i-2!", "i-3!"])
    }
    for node in ["nlb-a1", "nlb-a2", "nlb-a3"] { expect(network, "client -> \(node) tcp/80", .reachable) }
  }

  @Test("C1-8: a target that comes to itself over the balancer is lost; half of its connections do")
  func hairpin() {
    let network = world { t in
      t.shop()
      t.nlb()
      t.tg(["i-1", "i-2"], preserve: true)
    }
    expect(
      network, "e-i1 -> nlb-a1 tcp/80", .partial([Block("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg")]),
      symptom: .timesOut)
    expect(network, "client -> nlb-a1 tcp/80", .reachable)
  }

  @Test("C1-9: an endpoint's interfaces are targets only without the client's address", arguments: [true, false])
  func endpointTargets(preserve: Bool) {
    let network = world { t in
      t.shop()
      t.interfaceEndpoint("vpce-api", in: ["t1": "10.0.11.77"], service: "com.amazonaws.us-east-1.execute-api")
      t.nlb([.listen("TCP:443", to: "tg")])
      t.targetGroup(
        "tg", in: "vpc-a", type: "ip", "TCP", 443, targets: ["10.0.11.77"], attributes: preserving(preserve))
    }
    expect(
      network, "client -> nlb-a1 tcp/443",
      preserve ? .blocked("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg") : .reachable,
      symptom: preserve ? .timesOut : nil)
  }

  @Test("C1-10: a port without a listener is silent")
  func noListener() {
    let network = world { t in
      t.shop()
      t.nlb([.listen("TCP:443", to: "tg")])
      t.tg(["i-1"])
    }
    let outcome = expect(
      network, "client -> nlb-a1 tcp/8443", .blocked("ELBV2_LISTENERS_MISMATCH", at: "nlb", leg: 0),
      symptom: .timesOut)
    #expect(outcome.blockers.first?.near.map(\.field) == ["port"])
    expect(network, "client -> nlb-a1 tcp/443", .reachable)
  }

  @Test(
    "C1-11: a health check that cannot pass fails open, and is named whatever the state",
    arguments: ["i-1/unknown", "i-1", "i-1!"])
  func healthCheckPort(target: String) {
    func network(egress: [String]) -> Network {
      world { t in
        t.shop(targets: ["sg-t"])
        t.securityGroup("sg-n", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"], egress: egress)
        t.securityGroup("sg-t", in: "vpc-a", ingress: ["all from 10.0.0.0/16"])
        t.nlb(groups: ["sg-n"])
        t.tg([target], healthCheck: HealthCheck(protocol: "TCP", port: 8080))
      }
    }
    let fragile = expect(network(egress: ["tcp 80 to 10.0.0.0/16"]), "client -> nlb-a1 tcp/80", .reachable)
    #expect(fragile.assumes("ENI_SG_RULES_MISMATCH"), "\(fragile.digest)")
    let whole = expect(network(egress: ["tcp 1-8080 to 10.0.0.0/16"]), "client -> nlb-a1 tcp/80", .reachable)
    #expect(!whole.assumes("ENI_SG_RULES_MISMATCH"))
  }

  @Test("C1-12: a UDP target outside the VPC is reached and cannot answer")
  func udpOnPremises() {
    let network = world { t in
      t.shop()
      t.site("dc", "192.168.0.0/16")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.virtualInterface("vif-1", vpnGateway: "vgw-a", site: "dc", advertised: ["192.168.0.0/16"])
      t.route(in: "rtb-a", "192.168.0.0/16", .vpnGateway("vgw-a"))
      t.nlb([.listen("UDP:53", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", type: "ip", "UDP", 53, targets: ["192.168.0.9:53@all"])
    }
    expect(
      network, "client -> nlb-a1 udp/53", .blocked("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg", way: .return),
      symptom: .timesOut)
    expect(network, "client -> nlb-a1 udp/53 one-way", .reachable)
  }

  @Test("C1-14: the replies of a kept address need no route from the target's subnet")
  func noDefaultRoute() {
    let network = world { t in
      t.shop()
      t.internetGateway("igw-a", in: "vpc-a")
      t.route(in: "rtb-a", "0.0.0.0/0", .internetGateway("igw-a"))
      t.networkLoadBalancer(
        "nlb", in: ["a1": "10.0.1.5"], scheme: "internet-facing", publicIPs: ["198.51.100.5"],
        listeners: [.listen("TCP:80", to: "tg")])
      t.tg(["i-1"], preserve: true)
    }
    expect(network, "internet -> nlb-a1! tcp/80", .reachable)
  }
}
