import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("AWS snapshot: load balancers") struct SnapshotLoadBalancerTests {
  let topology: Topology

  init() throws { topology = try fixture("services") }

  private func balancer(_ name: String) throws -> LoadBalancer {
    try #require(topology.loadBalancers.first { $0.identity.name == name })
  }

  private func group(_ name: String) throws -> TargetGroup {
    try #require(topology.targetGroups.first { $0.identity.name == name })
  }

  private static func arn(_ group: String) -> String {
    let id = String(repeating: String(group.prefix(1)), count: 16)
    return "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/\(group)/\(id)"
  }

  @Test("default actions are what settles a request that no rule matches")
  func defaultActions() throws {
    let listeners = try #require(balancer("front").listeners)
    #expect(listeners.map(\.port) == [80, 443])
    #expect(
      listeners.map(\.defaultActions) == [
        [
          .redirect(
            status: 301, protocol: "HTTPS", host: "#{host}", port: "443", path: "/#{path}", query: "#{query}")
        ], [.fixedResponse(status: 404)],
      ])
    #expect(listeners[0].rules == [], "the default rule is no rule")
  }

  @Test("rules stand by priority, with conditions, actions in their order, and weights")
  func rules() throws {
    let rules = try #require(balancer("front").listeners?[1].rules)
    #expect(rules.map(\.priority) == [10, 20, 30, 40])
    #expect(rules.map { $0.arn.suffix(6) } == ["bbbb/1", "bbbb/2", "bbbb/3", "bbbb/4"])
    #expect(
      rules.map(\.conditions) == [
        [.hostHeader(["api.example.com"])],
        [.pathPattern(["/img/*", "/css/*"]), .httpRequestMethod(["GET", "HEAD"])],
        [
          .httpHeader(name: "X-Env", ["test*"]),
          .queryString([.init(key: "v", value: "2"), .init(key: nil, value: "beta")]),
          .sourceIP([Prefix("10.0.0.0/8")!, Prefix("2001:db8::/32")!]),
        ],
        [.other("host-header")],
      ])
    #expect(
      rules.map(\.actions) == [
        [.authenticate("authenticate-oidc"), .forward([.init(Self.arn("web"))])],
        [.forward([.init(Self.arn("web"), weight: 90), .init(Self.arn("canary"), weight: 10)])],
        [.forward([.init(Self.arn("fn"))])],
        [.authenticate("jwt-validation"), .forward([.init(Self.arn("web"))])],
      ])
  }

  @Test("what no call shows is nil: the rules of an application load balancer, the listeners of any")
  func unseen() throws {
    let blind = try balancer("blind")
    #expect(blind.listeners?.map(\.rules) == [nil])
    #expect(try balancer("edge").listeners?.map(\.rules) == [[]], "a network load balancer has none")
    #expect(try balancer("dark").listeners == nil)
    #expect(blind.attributes == nil)
    let calls = topology.coverage.calls.filter { $0.state == .notVisible }.map(\.call)
    #expect(calls.contains("elbv2 describe-rules listener_app_blind_0000000000000000_cccc"))
    #expect(!calls.contains { $0.hasPrefix("elbv2 describe-rules listener_net") })
    #expect(calls.contains("elbv2 describe-listeners loadbalancer_net_dark_0000000000000000"))
    #expect(calls.contains("elb describe-instance-health older"))
    #expect(!calls.contains("elb describe-instance-health old"))
  }

  @Test("a Gateway Load Balancer listens everywhere")
  func gateway() throws {
    let listener = try #require(balancer("wall").listeners?.first)
    #expect(listener.port == 0 && listener.protocol == "")
    #expect(listener.targetGroupArns == [Self.arn("wall")])
  }

  @Test("whether security groups hold for PrivateLink")
  func privateLink() throws {
    #expect(try balancer("edge").enforcesGroupsOnPrivateLink == false)
    #expect(try balancer("dark").enforcesGroupsOnPrivateLink == nil)
  }

  @Test("target groups with health checks and families")
  func targetGroups() throws {
    let web = try group("web")
    #expect(web.healthCheck == HealthCheck(protocol: "HTTP", port: 8081, path: "/health", matcher: "200-299"))
    #expect(
      web.targets == [
        .init(id: "i-0b00000000000000a1", port: 80, health: "healthy"),
        .init(id: "i-0b00000000000000a2", port: 8080, health: "unused"),
      ])
    #expect(try group("canary").healthCheck?.matcher == "0-99")
    #expect(try group("canary").healthCheck?.port == nil, "the port of the traffic")
    #expect(try group("tcp").healthCheck == HealthCheck(protocol: "TCP"))
    #expect(try group("fn").healthCheck == HealthCheck(protocol: "", path: "/", matcher: "200", isEnabled: false))
    #expect(try group("fn").protocol == "" && group("fn").port == nil)
    #expect(try group("six").addressFamily == .ipv6)
    #expect(try group("wall").healthCheck?.port == 80)
    #expect(try group("canary").targets == nil)
    let older = try fixture("real-aws").targetGroups
    #expect(older.allSatisfy { $0.healthCheck == nil }, "no field shows it")
  }

  @Test("a Classic Load Balancer with instances, their health, its check and its attributes")
  func classic() throws {
    let old = try balancer("old")
    #expect(
      old.instances == [
        .init(id: "i-0b00000000000000a1", port: nil, health: "healthy"),
        .init(id: "i-0b00000000000000a2", port: nil, health: "unhealthy"),
      ])
    #expect(old.healthCheck == HealthCheck(protocol: "HTTP", port: 8080, path: "/health", matcher: "200"))
    #expect(
      old.attributes == [
        "load_balancing.cross_zone.enabled": "true", "idle_timeout.timeout_seconds": "60",
        "elb.http.desyncmitigationmode": "defensive",
      ])
    #expect(old.listeners?.map(\.instancePort) == [8080] && old.listeners?[0].instanceProtocol == "HTTP")
    let older = try balancer("older")
    #expect(older.instances?.map(\.health) == [nil, nil])
    #expect(older.healthCheck == HealthCheck(protocol: "TCP", port: 22))
    #expect(older.attributes == nil)
  }

  @Test(
    "health checks of Classic Load Balancers that are none", arguments: ["", "TCP", "TCP:", "HTTP:x/", "HTTP:70000/"])
  func classicHealthCheck(_ text: String) { #expect(HealthCheck(classic: text) == nil) }
}
