import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: load balancers and target groups")
struct TopologyFileLoadBalancerTests {
  private static let hosts = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
        instances: {web-1: a, web-2: b}

    """

  @Test("listeners with rules by priority, weights, fixed responses and redirects")
  func rules() throws {
    let topology = readTopology(
      Self.hosts + """
            loadBalancers:
              front:
                subnets: [a, b]
                listeners:
                  - {port: 80, redirect: https}
                  - port: 443
                    protocol: https
                    rules:
                      - {host: [api.example.com, "*.api.example.com"], path: /v1/*, forward: {web: 90, canary: 10}}
                      - {method: GET, header: {X-Env: [a*, b]}, query: ["v=2", beta], sourceIp: 10.0.0.0/8, authenticate: oidc, forward: web}
                      - {priority: 1000, path: /old, redirect: {host: "new.#{host}", status: 302}}
                      - {priority: 50, path: /teapot, fixedResponse: 418}
                    fixedResponse: 404
            targetGroups: {web: , canary: }
        """)
    let listeners = try #require(topology.loadBalancers[0].listeners)
    #expect(
      listeners[0].defaultActions == [
        .redirect(status: 301, protocol: "HTTPS", host: nil, port: "443", path: nil, query: nil)
      ])
    #expect(listeners[1].defaultActions == [.fixedResponse(status: 404)] && listeners[1].protocol == "HTTPS")
    let rules = try #require(listeners[1].rules)
    #expect(rules.map(\.priority) == [1, 2, 50, 1000])
    #expect(
      rules.map(\.conditions) == [
        [.hostHeader(["api.example.com", "*.api.example.com"]), .pathPattern(["/v1/*"])],
        [
          .httpRequestMethod(["GET"]), .httpHeader(name: "X-Env", ["a*", "b"]),
          .queryString([.init(key: "v", value: "2"), .init(key: nil, value: "beta")]),
          .sourceIP([Prefix("10.0.0.0/8")!]),
        ],
        [.pathPattern(["/teapot"])], [.pathPattern(["/old"])],
      ])
    #expect(
      rules.map(\.actions) == [
        [.forward([.init("web", weight: 90), .init("canary", weight: 10)])],
        [.authenticate("authenticate-oidc"), .forward([.init("web")])], [.fixedResponse(status: 418)],
        [.redirect(status: 302, protocol: nil, host: "new.#{host}", port: nil, path: nil, query: nil)],
      ])
    #expect(rules[0].arn == "front/443/1")
    #expect(listeners[1].targetGroupArns == ["web", "canary"])
  }

  @Test("a target group that says nothing is what its targets and its listener make of it")
  func inference() throws {
    let topology = readTopology(
      Self.hosts + """
            loadBalancers:
              nlb: {type: network, subnets: [a, b], listeners: [{port: 443, protocol: tls, forward: hosts}, {port: 53, protocol: udp, forward: dns}, {port: 80, forward: through}]}
              alb: {subnets: [a, b], listeners: {port: 80, forward: [pages, fn, ends]}}
              wall: {type: gateway, subnets: a, listeners: {forward: appliances}}
            endpoints: {api: {service: execute-api, subnets: [a, b]}}
            functions: {f: {subnets: a}}
            targetGroups:
              hosts: {targets: web-1}
              dns: {targets: [10.9.0.1]}
              through: {targets: alb}
              pages: {targets: [web-1, "web-2:8080"]}
              fn: {targets: f}
              ends: {protocol: https, targets: api}
              appliances: {targets: web-2}
              lonely:
        """)
    let groups = topology.targetGroups
    #expect(groups.map(\.targetType) == ["instance", "ip", "alb", "instance", "lambda", "ip", "instance", "instance"])
    #expect(groups.map(\.protocol) == ["TCP", "UDP", "TCP", "HTTP", "", "HTTPS", "GENEVE", "HTTP"])
    #expect(groups.map(\.port) == [443, 53, 80, 80, nil, 443, 6081, 80])
    #expect(
      groups.map { $0.targets?.map(\.id) } == [
        ["web-1"], ["10.9.0.1"], ["alb"], ["web-1", "web-2"], ["f"], ["10.0.1.8", "10.0.2.7"], ["web-2"], [],
      ])
    #expect(groups[3].targets?.map(\.port) == [80, 8080] && groups[4].targets?.map(\.port) == [nil])
    #expect(groups.allSatisfy { $0.targets?.allSatisfy { $0.health == nil } == true }, "not said: to be predicted")
    #expect(topology.loadBalancers[2].listeners?.map(\.port) == [0])
    #expect(
      groups.map { $0.healthCheck?.protocol } == ["TCP", "TCP", "HTTP", "HTTP", "", "HTTP", "TCP", "HTTP"])
    #expect(groups.map { $0.healthCheck?.matcher } == [nil, nil, "200-399", "200", "200", "200", nil, "200"])
    #expect(groups[6].healthCheck?.port == 80 && groups[4].healthCheck?.isEnabled == false)
  }

  @Test("health checks in short and in full; attributes with keys of their own; targets in full")
  func written() throws {
    let topology = readTopology(
      Self.hosts + """
            loadBalancers:
              nlb: {type: network, subnets: a, crossZone: true, securityGroups: default, enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: off}
            targetGroups:
              short: {protocol: tcp, port: 80, healthCheck: "HTTP:8080/health", preserveClientIp: no, crossZone: off}
              traffic: {protocol: http, healthCheck: "HTTPS:/ping"}
              full: {healthCheck: {port: 8081, path: /x, matcher: 200-499}}
              off: {healthCheck: {enabled: false}}
              far: {protocol: tcp, port: 80, targets: {id: 192.168.0.1, availabilityZone: all, health: unhealthy}}
              six: {ipAddressType: ipv6}
        """)
    let groups = topology.targetGroups
    #expect(
      groups.prefix(4).map(\.healthCheck) == [
        HealthCheck(protocol: "HTTP", port: 8080, path: "/health", matcher: "200-399"),
        HealthCheck(protocol: "HTTPS", path: "/ping", matcher: "200"),
        HealthCheck(protocol: "HTTP", port: 8081, path: "/x", matcher: "200-499"),
        HealthCheck(protocol: "HTTP", path: "/", matcher: "200", isEnabled: false),
      ])
    #expect(
      groups[0].attributes == [
        "preserve_client_ip.enabled": "false", "load_balancing.cross_zone.enabled": "false",
      ])
    #expect(groups[4].targets == [.init(id: "192.168.0.1", port: 80, availabilityZone: "all", health: "unhealthy")])
    #expect(groups[5].addressFamily == .ipv6)
    let balancer = topology.loadBalancers[0]
    #expect(balancer.attributes == ["load_balancing.cross_zone.enabled": "true"])
    #expect(balancer.enforcesGroupsOnPrivateLink == false)
  }

  @Test("a Classic Load Balancer with its instances")
  func classic() throws {
    let topology = readTopology(
      Self.hosts + """
            loadBalancers:
              old: {type: classic, subnets: [a, b], instances: [web-1, {id: web-2, health: unhealthy}], listeners: {port: 80, instancePort: 8080}}
              older: {type: classic, subnets: a, instances: web-1, healthCheck: "HTTP:80/", listeners: [{port: 443, protocol: ssl, instanceProtocol: tcp}]}
        """)
    let (old, older) = (topology.loadBalancers[0], topology.loadBalancers[1])
    #expect(
      old.instances == [.init(id: "web-1", port: nil), .init(id: "web-2", port: nil, health: "unhealthy")])
    #expect(old.listeners?.map(\.instancePort) == [8080] && old.listeners?[0].instanceProtocol == "HTTP")
    #expect(old.healthCheck == HealthCheck(protocol: "TCP", port: 8080))
    #expect(older.healthCheck == HealthCheck(protocol: "HTTP", port: 80, path: "/", matcher: "200"))
    #expect(older.listeners?[0].instancePort == 443 && older.listeners?[0].instanceProtocol == "TCP")
  }

  @Test(
    "what is a health check in short, and what is none",
    arguments: [
      ("TCP", HealthCheck(protocol: "TCP")), ("tcp:80", HealthCheck(protocol: "TCP", port: 80)),
      ("HTTP:/a:b", HealthCheck(protocol: "HTTP", path: "/a:b")),
      ("HTTPS:8443/", HealthCheck(protocol: "HTTPS", port: 8443, path: "/")),
      ("SSL:1", HealthCheck(protocol: "SSL", port: 1)),
      ("", nil), ("UDP:53", nil), ("TCP:0", nil), ("TCP:70000", nil), ("TCP:80/x", nil), ("8080", nil),
    ] as [(String, HealthCheck?)])
  func healthCheckText(_ row: (String, HealthCheck?)) { #expect(HealthCheck(text: row.0) == row.1, "\(row.0)") }
}
