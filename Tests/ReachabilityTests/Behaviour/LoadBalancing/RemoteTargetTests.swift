import NetworkModel
import Reachability
import TestKit
import Testing

/// Targets outside the balancer's VPC, with and without the client's address (NL C1).
@Suite("Behaviour: remote targets")
struct RemoteTargetTests {
  private static let kept = Expectation.blocked("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg")

  private func peered(preserve: Bool, region: String? = nil, admits source: String = "0.0.0.0/0") -> TopologyBuilder {
    var t = TopologyBuilder()
    t.shop()
    t.farVPC(region: region, groups: ["sg-far"])
    t.securityGroup("sg-far", in: "vpc-b", ingress: ["tcp 80 from \(source)"])
    t.nlb()
    t.tg(["10.9.0.4:80@all"], type: "ip", preserve: preserve)
    return t
  }

  @Test("a peered VPC of the same Region keeps the address")
  func peering() {
    expect(Network(peered(preserve: true, admits: "10.0.21.4/32").build()), "client -> nlb-a1 tcp/80", .reachable)
    expect(Network(peered(preserve: false, admits: "10.0.1.5/32").build()), "client -> nlb-a1 tcp/80", .reachable)
    expect(
      Network(peered(preserve: true, admits: "10.0.1.5/32").build()), "client -> nlb-a1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-far", leg: 1, .ingress))
  }

  @Test("a peered VPC of another Region does not", arguments: [true, false])
  func otherRegion(preserve: Bool) {
    expect(
      Network(peered(preserve: preserve, region: "eu-west-1").build()), "client -> nlb-a1 tcp/80",
      preserve ? Self.kept : .reachable)
  }

  @Test("replies to the node's address need a route, those to a kept one do not", arguments: [true, false])
  func routeBack(preserve: Bool) {
    var t = peered(preserve: preserve)
    guard let table = t.topology.routeTables.firstIndex(where: { $0.id == "rtb-b" }) else { return }
    t.topology.routeTables[table].routes = []
    expect(
      Network(t.build()), "client -> nlb-a1 tcp/80",
      preserve ? .reachable : .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-b", leg: 1, way: .return))
  }

  @Test("addresses on premises are targets without the client's address", arguments: [true, false])
  func onPremises(preserve: Bool) {
    let network = world { t in
      t.shop()
      t.dataCenter()
      t.nlb()
      t.tg(["192.168.0.9:80@all"], type: "ip", preserve: preserve)
    }
    let outcome = expect(network, "client -> nlb-a1 tcp/80", preserve ? Self.kept : .reachable)
    if !preserve { #expect(outcome.legs.last?.forward.last?.traffic.hasSuffix("192.168.0.9:80") == true) }
  }

  @Test("targets outside the VPC are served by the nodes of every zone")
  func everyZone() {
    let network = world { t in
      t.shop()
      t.dataCenter()
      t.nlb(attributes: crossZone(false))
      t.tg(["192.168.0.9:80@all"], type: "ip")
    }
    for node in ["nlb-a1", "nlb-a2"] { expect(network, "client -> \(node) tcp/80", .reachable) }
  }

  @Test("the way to a site that has no route back fails in the second leg", arguments: [80, 443])
  func siteWithoutRoute(port: UInt16) {
    let network = world { t in
      t.shop()
      t.branchOffice(firewall: ["in allow tcp 80"])
      t.route(in: "rtb-a", "192.168.0.0/16", .vpnGateway("vgw-a"))
      t.alb()
      t.webGroup(["192.168.0.9:\(port)@all"], type: "ip")
    }
    expect(
      network, "client -> alb-a1 tcp/80", port == 80 ? .reachable : .blocked("X_ONPREM_FIREWALL", at: "dc", leg: 1),
      symptom: port == 80 ? nil : .http(504))
  }

  @Test("an endpoint of a Gateway Load Balancer in between loses the client's address", arguments: [true, false])
  func inspectedTargets(preserve: Bool) {
    let network = world { t in
      t.shop()
      t.subnet("ae", in: "vpc-a", "10.0.9.0/24", zone: "az1")
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "ae", "10.0.9.4")
      t.route(in: "rtb-a", "10.0.11.0/24", .vpcEndpoint("gwlbe-1"))
      t.route(in: "rtb-t", "10.0.1.0/24", .vpcEndpoint("gwlbe-1"))
      t.nlb()
      t.tg(["i-1"], preserve: preserve)
    }
    expect(network, "client -> nlb-a1 tcp/80", preserve ? Self.kept : .reachable)
  }

  @Test("nodes of another Network Load Balancer are targets without the client's address", arguments: [true, false])
  func otherBalancer(preserve: Bool) {
    let network = world { t in
      t.shop()
      t.networkLoadBalancer("back", in: ["t1": "10.0.11.5"], listeners: [.listen("TCP:80", to: "tg-back")])
      t.targetGroup("tg-back", in: "vpc-a", targets: ["i-1"], attributes: preserving(false))
      t.nlb()
      t.tg(["10.0.11.5"], type: "ip", preserve: preserve)
    }
    let outcome = expect(network, "client -> nlb-a1 tcp/80", preserve ? Self.kept : .reachable)
    if !preserve { #expect(outcome.legs.map(\.to).last == "i-1") }
  }
}
