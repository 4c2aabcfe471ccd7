import NetworkModel
import Reachability
import TestKit
import Testing

/// Parts of load balancers that the input does not show: the verdict is open where they could turn it, and the call
/// that would settle it is named.
@Suite("Behaviour: load balancers that are not visible")
struct InvisibleBalancerTests {
  private static let calls: Set = [
    "ec2 describe-vpcs", "ec2 describe-subnets", "ec2 describe-route-tables", "ec2 describe-network-acls",
    "ec2 describe-security-groups", "ec2 describe-network-interfaces", "ec2 describe-internet-gateways",
    "ec2 describe-instances", "ec2 describe-vpc-endpoints", "ec2 describe-vpc-block-public-access-options",
    "ec2 describe-vpc-block-public-access-exclusions", "elb describe-load-balancers",
    "elbv2 describe-load-balancers", "elbv2 describe-target-groups",
  ]

  /// A snapshot without what `call` would have shown.
  private func snapshot(
    without call: String, closed: Bool = false, _ write: (inout TopologyBuilder) -> Void,
    _ remove: (inout Topology) -> Void
  ) -> Network {
    var t = TopologyBuilder()
    t.shop(client: closed ? ["sg-shut"] : nil)
    t.securityGroup("sg-shut", in: "vpc-a", egress: [])
    write(&t)
    var topology = t.build()
    remove(&topology)
    topology.visibility.wholeScopes = []
    topology.visibility.readCalls[Scope(account: t.account, region: t.region)] =
      InvisibleBalancerTests.calls.subtracting([call])
    return Network(topology)
  }

  /// Open without the call, and closed all the same where something else certainly closes it.
  private func open(
    without call: String, _ question: String, _ write: @escaping (inout TopologyBuilder) -> Void,
    _ remove: @escaping (inout Topology) -> Void, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let outcome = ask(snapshot(without: call, write, remove), question)
    #expect(outcome.verdict == .undetermined, "\(outcome.digest)", sourceLocation: sourceLocation)
    #expect(
      outcome.assumptions.contains { $0.decides && $0.message.contains(call) },
      "no assumption names `\(call)`\n\(outcome.digest)", sourceLocation: sourceLocation)
    let closed = ask(snapshot(without: call, closed: true, write, remove), question)
    #expect(closed.verdict == .unreachable, "\(closed.digest)", sourceLocation: sourceLocation)
    #expect(closed.blockers.first?.component.id == "sg-shut", sourceLocation: sourceLocation)
  }

  private static func nlb(_ t: inout TopologyBuilder) {
    t.nlb()
    t.tg(["i-1"])
  }

  private static func alb(_ t: inout TopologyBuilder) {
    t.alb([.listen("HTTP:80", actions: [.fixedResponse(status: 404)])])
    t.webGroup(["i-1"])
  }

  @Test("the load balancer")
  func balancer() {
    open(without: "elbv2 describe-load-balancers", "client -> nlb-a1 tcp/80", Self.nlb) { $0.loadBalancers = [] }
  }

  @Test("its listeners")
  func listeners() {
    open(without: "elbv2 describe-listeners", "client -> nlb-a1 tcp/80", Self.nlb) {
      $0.loadBalancers[0].listeners = nil
    }
  }

  @Test("the rules of a listener")
  func rules() {
    open(without: "elbv2 describe-rules", "client -> alb-a1 http://www.example.com/", Self.alb) {
      $0.loadBalancers[0].listeners?[0].rules = nil
    }
  }

  @Test("the target group")
  func group() {
    open(without: "elbv2 describe-target-groups", "client -> nlb-a1 tcp/80", Self.nlb) { $0.targetGroups = [] }
  }

  @Test("its targets")
  func targets() {
    open(without: "elbv2 describe-target-health", "client -> nlb-a1 tcp/80", Self.nlb) {
      $0.targetGroups[0].targets = nil
    }
  }

  @Test("the instances of a Classic Load Balancer, by their health")
  func classicInstances() {
    open(without: "elb describe-instance-health", "client -> clb-a1 tcp/80") {
      $0.classic(in: ["a1": "10.0.1.7"])
    } _: {
      $0.loadBalancers[0].instances = nil
    }
  }

  @Test(
    "whether the client's address is kept: AWS's default, as an assumption that does not decide",
    arguments: [
      ("instance", "ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED", "10.0.21.4/32", "10.0.1.5/32"),
      ("ip", "ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED", "10.0.1.5/32", "10.0.21.4/32"),
    ])
  func preservation(type: String, code: String, seen: String, unseen: String) {
    func network(admits source: String) -> Network {
      snapshot(without: "elbv2 describe-target-group-attributes") { t in
        t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(source)"])
        t.interface("e-i3", in: "t1", "10.0.11.30", groups: ["sg-t"])
        t.instance("i-3", interfaces: ["e-i3"])
        t.nlb()
        t.targetGroup("tg", in: "vpc-a", type: type, targets: [type == "ip" ? "10.0.11.30" : "i-3"], attributes: nil)
      } _: { _ in
      }
    }
    let open = expect(network(admits: seen), "client -> nlb-a1 tcp/80", .reachable)
    #expect(open.assumes(code, at: "tg"), "\(open.digest)")
    #expect(open.assumptions.contains { $0.message.contains("elbv2 describe-target-group-attributes") })
    let closed = expect(
      network(admits: unseen), "client -> nlb-a1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 1, .ingress))
    #expect(closed.assumes(code, at: "tg"), "\(closed.digest)")
  }

  @Test("whether an Application Load Balancer's group crosses zones counts only where it could turn the answer")
  func missingAttributes() {
    func network(_ targets: [String], other: [String]? = nil) -> Network {
      world { t in
        t.shop(second: other)
        t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
        t.applicationLoadBalancer(
          "alb", in: ["a1": "10.0.1.6", "a2": "10.0.2.6"], listeners: [.listen("HTTP:80", to: "tg")], attributes: nil)
        t.webGroup(targets, attributes: nil)
      }
    }
    expect(network(["i-1"]), "client -> alb-a1 tcp/80", .reachable, "the target is in the node's zone")
    let both = expect(network(["i-1", "i-2"]), "client -> alb-a1 tcp/80", .reachable, "both targets pass")
    #expect(both.assumes("MISSING_TARGET_GROUP_ATTRIBUTES", at: "tg"), "\(both.digest)")
    expect(
      network(["i-1", "i-2"], other: ["sg-shut"]), "client -> alb-a2 tcp/80",
      .undetermined("MISSING_TARGET_GROUP_ATTRIBUTES"), "without cross-zone balancing nothing would pass")
  }

  @Test("a UDP group needs no attribute to keep the client's address")
  func datagrams() {
    let network = snapshot(without: "elbv2 describe-target-group-attributes") { t in
      t.nlb([.listen("UDP:53", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", "UDP", 53, targets: ["i-1"], attributes: nil)
    } _: { _ in
    }
    let outcome = expect(network, "client -> nlb-a1 udp/53", .reachable)
    #expect(!outcome.assumptions.contains { $0.code.hasPrefix("ASSUMPTION_PRESERVE") }, "\(outcome.digest)")
  }

  @Test("cross-zone balancing is off unless somebody turns it on, and the answer says that it was not seen")
  func crossZoneAttribute() {
    let network = snapshot(without: "elbv2 describe-load-balancer-attributes") { t in
      t.nlb(attributes: nil)
      t.tg(["i-1"])
    } _: { _ in
    }
    expect(network, "client -> nlb-a1 tcp/80", .reachable)
    let outcome = expect(network, "client -> nlb-a2 tcp/80", .blocked("ELBV2_NO_TARGETS_IN_AZ"))
    #expect(
      outcome.assumptions.contains { $0.message.contains("elbv2 describe-load-balancer-attributes") },
      "\(outcome.digest)")
  }

  @Test("a health check that is not visible predicts nothing, and states that are not visible count as well")
  func health() {
    let network = snapshot(without: "elbv2 describe-target-health") { t in
      t.nlb()
      t.tg(["i-1/unknown"])
    } _: { _ in
    }
    expect(network, "client -> nlb-a1 tcp/80", .reachable)
  }
}
