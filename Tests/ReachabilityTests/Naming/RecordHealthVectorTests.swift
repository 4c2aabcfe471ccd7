import NetworkModel
import Reachability
import TestKit
import Testing

/// Which records count as healthy (NL B2, rules 2 to 6).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
@Suite("Vectors: names, B2")
struct RecordHealthVectorTests {
  /// `a.example.com` with these records, the checks `ok` and `bad`, and the load balancer `lb` (10.0.1.30) with a
  /// listener and a target group for each list of targets.
  private func network(
    of type: LoadBalancer.LoadBalancerType = .application, groups: [[String]] = [["i-1"]], _ records: String...
  ) -> Network {
    oneVPC { t in
      t.interface("i1", in: "a1", "10.0.1.40")
      t.instance("i-1", interfaces: ["i1"])
      t.healthCheck("ok", .healthy)
      t.healthCheck("bad", .unhealthy)
      let listeners = groups.indices.map { index in
        Listener.listen("\(type == .network ? "TCP" : "HTTP"):\(80 + index)", to: "tg-\(index)")
      }
      switch type {
      case .network: t.networkLoadBalancer("lb", in: ["a1": "10.0.1.30"], listeners: listeners)
      case .classic:
        t.classicLoadBalancer(
          "lb", in: ["a1": "10.0.1.30"], listeners: [.classic("HTTP:80", "HTTP:80")], instances: groups[0])
      default: t.applicationLoadBalancer("lb", in: ["a1": "10.0.1.30"], listeners: listeners)
      }
      if type != .classic {
        for (index, targets) in groups.enumerated() {
          t.targetGroup("tg-\(index)", in: "vpc-a", type == .network ? "TCP" : "HTTP", targets: targets)
        }
      }
      t.zone("Z1", "example.com", in: ["vpc-a"], records)
    }
  }

  private let name = "e1 a.example.com"
  private let secondary = "a A 10.0.0.2 secondary"

  @Test("B2-2: an alias that does not look at its target's health has that of its check")
  func alias() {
    expect(network("a A alias lb.elb.example primary check=bad", secondary), name, "10.0.0.2")
    expect(network(groups: [["i-1!"]], "a A alias lb.elb.example primary check=ok", secondary), name, "10.0.1.30")
    expect(network(groups: [["i-1!"]], "a A alias lb.elb.example primary", secondary), name, "10.0.1.30")
  }

  @Test("B2-3: one that does needs both")
  func aliasWithTarget() {
    expect(network("a A alias! lb.elb.example primary check=bad", secondary), name, "10.0.0.2")
    expect(network(groups: [["i-1!"]], "a A alias! lb.elb.example primary check=ok", secondary), name, "10.0.0.2")
    expect(network("a A alias! lb.elb.example primary check=ok", secondary), name, "10.0.1.30")
  }

  @Test("B2-4: a group of records is healthy with one that is")
  func recordGroup() {
    func records(_ second: String) -> Network {
      network(
        "a A alias! b.example.com primary", secondary, "b A 10.0.0.8 w=1 check=bad", "b A 10.0.0.9 w=1 check=\(second)")
    }
    expect(records("ok"), name, "10.0.0.9")
    expect(records("bad"), name, "10.0.0.2")
  }

  @Test(
    "B2-5: a load balancer's health by its target groups",
    arguments: [
      (.classic, [["i-1"]], "10.0.1.30"), (.classic, [["i-1!"]], "10.0.0.2"), (.classic, [[]], "10.0.0.2"),
      (.application, [["i-1"], ["i-1"]], "10.0.1.30"), (.application, [["i-1"], ["i-1!"]], "10.0.0.2"),
      (.application, [[], []], "10.0.0.2"), (.network, [["i-1"], ["i-1"]], "10.0.1.30"),
      (.network, [["i-1!"], ["i-1!"]], "10.0.0.2"), (.network, [[], []], "10.0.0.2"),
    ] as [(LoadBalancer.LoadBalancerType, [[String]], String)])
  func loadBalancer(_ type: LoadBalancer.LoadBalancerType, _ groups: [[String]], _ address: String) {
    expect(network(of: type, groups: groups, "a A alias! lb.elb.example primary", secondary), name, address)
  }

  @Test(
    "B2-5, F: where AWS's pages disagree on the health of a load balancer the answer is open",
    arguments: [
      (.application, [["i-1"], []]), (.network, [["i-1"], ["i-1!"]]), (.network, [["i-1"], []]),
    ] as [(LoadBalancer.LoadBalancerType, [[String]])])
  func conflict(_ type: LoadBalancer.LoadBalancerType, _ groups: [[String]]) {
    let resolution = resolve(network(of: type, groups: groups, "a A alias! lb.elb.example primary", secondary), name)
    #expect(resolution.verdict == .undetermined, "\(resolution.digest)")
    #expect(Set(resolution.answers.map(\.short)) == ["10.0.1.30", "10.0.0.2"])
    #expect(resolution.answers.allSatisfy { $0.standing == .reading })
  }

  @Test("B2-6: an endpoint is always healthy")
  func endpoint() {
    let network = oneVPC { t in
      t.interfaceEndpoint("vpce-1", in: ["a1": "10.0.1.20"], service: "com.amazonaws.us-east-1.sqs", state: "failed")
      t.zone(
        "Z1", "example.com", in: ["vpc-a"],
        ["a A alias! vpce-1-x.sqs.us-east-1.vpce.amazonaws.com primary", secondary])
    }
    expect(network, name, "10.0.1.20")
  }
}
