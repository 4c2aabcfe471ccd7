import NetworkModel
import TestKit

extension CodeCase {
  /// Codes of load balancers themselves: listeners, zones, what may be asked from one.
  static let loadBalancerCases: [CodeCase] = [
    CodeCase(
      "ELBV2_LISTENERS_MISMATCH", at: "nlb", leg: 0, "client -> nlb-a1 tcp/81", mended: "client -> nlb-a1 tcp/80"
    ) { t, _ in
      t.shop()
      t.nlb()
      t.tg(["i-1"])
    },
    CodeCase("ELBV2_LISTENER_PORT_RESTRICTION", at: "alb", leg: 1, "client -> nlb-a1 tcp/80") { t, mended in
      t.shop()
      t.nlb([.listen("TCP:80", to: "tg-alb")])
      t.targetGroup("tg-alb", in: "vpc-a", type: "alb", "TCP", mended ? 80 : 81, targets: ["alb"])
      t.alb()
      t.webGroup(["i-1"])
    },
    CodeCase("ELBV2_LISTENER_REQUIRES_TG_ACCEPT", at: nil, leg: 0, "client -> nlb-a1 udp/53") { t, mended in
      t.shop()
      t.nlb([.listen("UDP:53", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", mended ? "UDP" : "TCP", 53, targets: ["i-1"])
    },
    CodeCase("ELBV2_LISTENER_HAS_NO_TG", at: "tg", leg: 0, "client -> nlb-a1 tcp/80") { t, mended in
      t.shop()
      t.nlb()
      t.tg(mended ? ["i-1"] : ["i-1/unused"])
    },
    CodeCase("ELBV2_NO_TARGETS_IN_AZ", at: nil, leg: 0, "client -> nlb-a2 tcp/80") { t, mended in
      t.shop()
      t.nlb(attributes: crossZone(mended))
      t.tg(["i-1"])
    },
    CodeCase("ELB_INSTALLED_AZ_RESTRICTION", at: nil, leg: 0, "client -> nlb-a1 tcp/80") { t, mended in
      t.shop()
      if mended { t.nlb() } else { t.nlb(nodes: ["a1": "10.0.1.5"]) }
      t.tg(["i-2/unknown"])
    },
    CodeCase("ELB_LISTENERS_MISMATCH", at: "clb", leg: 0, "client -> clb-a1 tcp/81", mended: "client -> clb-a1 tcp/80")
    {
      t, _ in
      t.shop()
      t.classic(in: ["a1": "10.0.1.7"])
    },
    CodeCase("ELB_LISTENER_PORT_RESTRICTION", at: "clb", leg: 1, "client -> nlb-a1 tcp/80") { t, mended in
      t.shop()
      t.nlb()
      t.targetGroup("tg", in: "vpc-a", type: "ip", "TCP", 80, targets: ["10.0.1.7:\(mended ? 80 : 81)"])
      t.classic(in: ["a1": "10.0.1.7"])
    },
    CodeCase("ELB_NOT_CROSSZONE", at: "clb", leg: 0, "client -> clb-a2 tcp/80") { t, mended in
      t.shop()
      t.classic(in: ["a1": "10.0.1.7", "a2": "10.0.2.7"], attributes: crossZone(mended))
    },
    CodeCase("ELB_NOT_CROSSZONE", at: nil, "nlb-a1 -> e-i2 tcp/80") { t, mended in
      t.shop()
      t.nlb(attributes: crossZone(mended))
      t.tg(["i-1", "i-2"])
    },
    CodeCase("ELB_ACL_RESTRICTION", at: "acl-t", leg: 1, "client -> clb-t1 tcp/80") { t, mended in
      t.shop()
      t.networkACL(
        "acl-t", in: "vpc-a", subnets: ["t1"],
        [
          "in 100 allow all 0.0.0.0/0", "out 90 \(mended ? "allow" : "deny") tcp 81 0.0.0.0/0",
          "out 100 allow all 0.0.0.0/0",
        ])
      t.classic(in: ["t1": "10.0.11.7"], instancePort: 81)
    },
    CodeCase("X_TARGET_NO_HEALTHY", at: "clb", "client -> clb-a1 tcp/80") { t, mended in
      t.shop()
      t.classic(in: ["a1": "10.0.1.7"], instances: mended ? ["i-1"] : ["i-1!"])
    },
    CodeCase("X_TARGET_NO_HEALTHY", at: "tg-fw", "e1 -> internet tcp/443 one-way") { t, mended in
      t.inspected(mended ? ["fw-1"] : ["fw-1!"])
    },
    CodeCase(
      "X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb", "client -> alb-a1 http://www.example.com/",
      mended: "client -> alb-a1 http://api.example.com/"
    ) { t, _ in
      t.shop()
      t.alb([
        .listen(
          "HTTP:80", rules: [.rule(1, .hostHeader(["api.example.com"]), then: .forward("tg"))],
          actions: [.fixedResponse(status: 404)])
      ])
      t.webGroup(["i-1"])
    },
  ]
}

extension TopologyBuilder {
  /// The Classic Load Balancer `clb` from http/80 to a port of its instances.
  mutating func classic(
    in nodes: KeyValuePairs<String, String>, instances: [String] = ["i-1"], instancePort: Int = 8080,
    attributes: [String: String] = crossZone(true)
  ) {
    classicLoadBalancer(
      "clb", in: nodes, listeners: [.classic("HTTP:80", "HTTP:\(instancePort)")], instances: instances,
      attributes: attributes)
  }
}
