import NetworkModel
import TestKit

extension CodeCase {
  /// Codes of targets, and of what is asked from a load balancer.
  static let targetCases: [CodeCase] = [
    CodeCase("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg", "client -> nlb-a1 tcp/80") { t, mended in
      t.shop()
      t.farVPC(over: .transit)
      t.nlb()
      t.tg(["10.9.0.4:80@all"], type: "ip", preserve: !mended)
    },
    CodeCase(
      "ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg", way: .return, "client -> nlb-a1 udp/53",
      mended: "client -> nlb-a1 udp/53 one-way"
    ) { t, _ in
      t.shop()
      t.dataCenter()
      t.nlb([.listen("UDP:53", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", type: "ip", "UDP", 53, targets: ["192.168.0.9:53@all"])
    },
    CodeCase("TARGET_ADDRESS_RESTRICTION", at: "nlb", "nlb-a1 -> e-i2 tcp/80") { t, mended in
      t.shop()
      t.nlb()
      t.tg(mended ? ["i-1", "i-2"] : ["i-1"])
    },
    CodeCase("TARGET_PORT_RESTRICTION", at: "nlb", "nlb-a1 -> e-i1 tcp/443", mended: "nlb-a1 -> e-i1 tcp/80") { t, _ in
      t.shop()
      t.nlb()
      t.tg(["i-1"])
    },
    CodeCase("TARGET_PORT_RESTRICTION", at: "alb", "alb-a1 -> e-i1 tcp/80") { t, mended in
      t.shop()
      t.alb()
      t.webGroup([mended ? "i-1" : "i-1:8080"])
    },
    CodeCase("TARGET_ADDRESS_RESTRICTION", at: "clb", "clb-a1 -> e-i2 tcp/8080", mended: "clb-a1 -> e-i1 tcp/8080") {
      t, _ in
      t.shop()
      t.classic(in: ["a1": "10.0.1.7"])
    },
    CodeCase(
      "REMAP_EPHEMERAL_PORT", at: nil, "alb-a1 -> e-i1 tcp/80 from 500", mended: "alb-a1 -> e-i1 tcp/80 from 5000"
    ) { t, _ in
      t.shop()
      t.alb()
      t.webGroup(["i-1"])
    },
    CodeCase(
      "GWLB_PROTOCOL_RESTRICTION", at: nil, "gwlb-f1 -> e-fw1 tcp/6081", mended: "gwlb-f1 -> e-fw1 udp/6081"
    ) { t, _ in t.inspected(["fw-1"]) },
    CodeCase(
      "GWLB_DESTINATION_PORT_RESTRICTION", at: nil, "gwlb-f1 -> e-fw1 udp/4789", mended: "gwlb-f1 -> e-fw1 udp/6081"
    ) { t, _ in t.inspected(["fw-1"]) },
    CodeCase("X_TARGET_NOT_LISTENING", at: "e-i1", leg: 1, "client -> nlb-a1 tcp/80") { t, mended in
      t.shop()
      t.listens("e-i1", mended ? "1-100" : "8080")
      t.nlb()
      t.tg(["i-1"])
    },
    CodeCase("X_TARGET_PROXY_PROTOCOL", at: "tg-alb", leg: 0, "client -> nlb-a1 http://api.example.com/") { t, mended in
      t.shop()
      t.nlb([.listen("TCP:80", to: "tg-alb")])
      t.alb()
      t.webGroup(["i-1"])
      t.targetGroup(
        "tg-alb", in: "vpc-a", type: "ip", targets: ["10.0.1.6:80", "10.0.2.6:80"],
        attributes: mended ? [:] : ["proxy_protocol_v2.enabled": "true"])
    },
    CodeCase("X_TARGET_NOT_LISTENING", at: "e-i1", leg: 0, "client -> e-i1 tcp/80") { t, mended in
      t.shop()
      t.listens("e-i1", "22", mended ? "80" : "8080")
    },
  ]
}
