import NetworkModel
import Reachability
import TestKit
import Testing

/// Target groups that send the header of proxy protocol v2 (AG BE-7).
@Suite("Behaviour: proxy protocol")
struct ProxyProtocolTests {
  private func network(
    _ targets: [String], type: String = "ip", port: UInt16 = 80, healthCheck: HealthCheck? = nil, sends: Bool = true,
    _ write: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.shop()
      t.nlb([.listen("TCP:80", to: "tg-p"), .listen("TCP:443", to: "tg-p")])
      t.targetGroup(
        "tg-p", in: "vpc-a", type: type, "TCP", port, targets: targets,
        attributes: preserving(false).merging(["proxy_protocol_v2.enabled": sends ? "true" : "false"]) { $1 },
        healthCheck: healthCheck)
      write(&t)
    }
  }

  @Test("whether an instance reads it is not visible: taken to do so, and said")
  func instance() {
    let outcome = expect(network(["i-1"], type: "instance"), "client -> nlb-a1 http://api.example.com/", .reachable)
    #expect(outcome.assumes("X_TARGET_PROXY_PROTOCOL"), "\(outcome.digest)")
    let without = ask(network(["i-1"], type: "instance", sends: false), "client -> nlb-a1 http://api.example.com/")
    #expect(!without.assumes("X_TARGET_PROXY_PROTOCOL"), "\(without.digest)")
  }

  @Test("a Classic Load Balancer's TCP listener passes it on unread, its HTTP listener does not know it")
  func classic() {
    func behind(_ listener: Listener) -> Network {
      network(["10.0.1.7"]) { t in
        t.classicLoadBalancer("clb", in: ["a1": "10.0.1.7"], listeners: [listener], instances: ["i-1"])
      }
    }
    expect(behind(.classic("TCP:80", "TCP:80")), "client -> nlb-a1 http://api.example.com/", .reachable)
    expect(
      behind(.classic("HTTP:80", "HTTP:80")), "client -> nlb-a1 http://api.example.com/",
      .blocked("X_TARGET_PROXY_PROTOCOL", at: "tg-p", leg: 0), symptom: .http(400))
  }

  @Test("a connection without a request opens")
  func connection() {
    let network = network(["10.0.1.6"]) { t in
      t.alb()
      t.webGroup(["i-1"])
    }
    let outcome = expect(network, "client -> nlb-a1 tcp/80", .reachable)
    #expect(outcome.assumes("X_TARGET_PROXY_PROTOCOL"), "\(outcome.digest)")
  }

  @Test("health checks over HTTP carry it too, those over TCP end before anybody reads")
  func healthCheck() {
    func checked(_ check: HealthCheck) -> Network {
      network(["10.0.1.6"], healthCheck: check) { t in
        t.alb()
        t.webGroup(["i-1"])
      }
    }
    let http = ask(checked(HealthCheck(protocol: "HTTP", path: "/")), "client -> nlb-a1 tcp/80")
    #expect(http.assumptions.contains { $0.message.contains("health check cannot pass") }, "\(http.digest)")
    let tcp = ask(checked(HealthCheck(protocol: "TCP")), "client -> nlb-a1 tcp/80")
    #expect(!tcp.assumptions.contains { $0.message.contains("health check") }, "\(tcp.digest)")
  }
}
