import Testing

@Suite("lint: integrations") struct IntegrationRulesTests {
  private func api(_ methods: String) -> String { "allow: edge\nmethods: {\(methods)}\n" }

  /// An Application Load Balancer behind a VPC link V2.
  private func application(_ method: String, listener: String, rest: String = "") -> String {
    network(
      api("GET /items: {\(method), vpcLink: link, target: alb}"),
      app: """
        loadBalancers: {alb: {subnets: [a, b], securityGroups: edge, listeners: {\(listener)}}}
        targetGroups: {web: {targets: web-1}}
        vpcLinks: {link: {subnets: [a, b], securityGroups: client}}
        """,
      rest: "certificates: {corp: \"*.corp.example\"}\n" + rest)
  }

  /// A Network Load Balancer behind a VPC link V1.
  private func networkBalancer(_ uri: String, listener: String, group: String) -> String {
    network(
      api("GET /items: {uri: \"\(uri)\", vpcLink: link}"),
      app: """
        loadBalancers: {nlb: {type: network, subnets: [a, b], listeners: {\(listener), forward: web}}}
        targetGroups: {web: {\(group)}}
        vpcLinks: {link: {loadBalancers: nlb}}
        """, rest: "certificates: {corp: \"*.corp.example\"}\n")
  }
  private let https = "port: 443, protocol: HTTPS, certificates: corp, forward: web"

  @Test("AGW-073: the host and the certificate")
  func certificate() {
    expectFinding(
      "AGW-073", at: "orders", saying: "GET /items of orders calls `api.other.example`", "alb on port 443",
      "`*.corp.example`", in: application("uri: \"https://api.other.example/\"", listener: https))
    expectNothing("AGW-073", in: application("uri: \"https://api.corp.example/\"", listener: https))
    let tls = "port: 443, protocol: TLS, certificates: corp"
    expectFinding(
      "AGW-073", at: "orders", saying: "`nlb`", "nlb on port 443",
      in: networkBalancer("https://nlb/", listener: tls, group: "protocol: TCP, port: 80, targets: web-1"))
    expectNothing(
      "AGW-073",
      in: networkBalancer(
        "https://b.corp.example/", listener: tls, group: "protocol: TCP, port: 80, targets: web-1"))
  }

  @Test("AGW-074: TLS on one side")
  func protocols() {
    expectFinding(
      "AGW-074", at: "orders", saying: "asks by http", "alb on port 443 speaks HTTPS",
      in: application("uri: \"http://api.corp.example:443/\"", listener: https))
    expectFinding(
      "AGW-074", at: "orders", saying: "asks by https", "alb on port 80 speaks HTTP",
      in: application("uri: \"https://api.corp.example:80/\"", listener: "port: 80, forward: web"))
    expectNothing("AGW-074", in: application("uri: \"https://api.corp.example/\"", listener: https))
    let plain = "protocol: TCP, port: 8080, targets: web-1, healthCheck: HTTP:/health"
    expectFinding(
      "AGW-074", at: "orders", saying: "asks by https", "passes it on by TCP", "web speaks HTTP",
      in: networkBalancer("https://nlb/", listener: "port: 443", group: plain))
    expectNothing("AGW-074", in: networkBalancer("http://nlb/", listener: "port: 80", group: plain))
    expectNothing(
      "AGW-074",
      in: networkBalancer("https://nlb/", listener: "port: 443", group: plain.replacing("HTTP:/", with: "HTTP:9000/")))
  }

  @Test("AGW-075: insecureSkipVerification")
  func verification() {
    let uri = "uri: \"https://b.example/\""
    expectFinding(
      "AGW-075", at: "orders", saying: "GET /items of orders",
      in: network(api("GET /items: {\(uri), insecureSkipVerification: true}")))
    expectNothing("AGW-075", in: network(api("GET /items: {\(uri)}")))
  }

  @Test("AGW-076: the stage in the path")
  func stage() {
    func listener(_ path: String) -> String {
      "port: 80, fixedResponse: 404, rules: [{path: \"\(path)\", forward: web}]"
    }
    let uri = "uri: \"http://api.corp.example/items\""
    expectFinding(
      "AGW-076", at: "orders", saying: "sends `/prod/items`", "alb has rules for `/items*`",
      in: application(uri, listener: listener("/items*")))
    expectNothing("AGW-076", in: application(uri, listener: listener("/prod/*")))
    expectNothing("AGW-076", in: application(uri + ", overridesPath: true", listener: listener("/items*")))
    // The path is the method's; AWS does not say what becomes of another one in the URI.
    expectFinding(
      "AGW-076", at: "orders", saying: "sends `/prod/items`",
      in: application("uri: \"http://api.corp.example\"", listener: listener("/items*")))
    let other = "uri: \"http://api.corp.example/v1\""
    expectFinding(
      "AGW-076", at: "orders", saying: "sends `/prod/items` or `/prod/v1`",
      in: application(other, listener: listener("/v1")))
    expectNothing("AGW-076", in: application(other, listener: listener("/prod/items")))
  }

  @Test("AGW-081: Cloud Map")
  func cloudMap() {
    let arn = "arn:aws:servicediscovery:us-east-1:111111111111:service/srv-1"
    func world(_ target: String) -> String {
      application("uri: \"http://a.example/\"", listener: https).replacing("target: alb", with: "target: alb")
        .replacing("uri: \"http://a.example/\"", with: target)
    }
    expectFinding(
      "AGW-081", at: "orders", saying: "`\(arn)`",
      in: network(api("GET /items: {uri: \"\(arn)\"}")))
    expectNothing(
      "AGW-081", in: network(rest: "httpApis: {web: {routes: {$default: {uri: \"\(arn)\"}}}}\n"))
    expectNothing("AGW-081", in: world("uri: \"http://a.example/\""))
  }

  @Test(
    "AGW-082: time-outs", arguments: [("private", 29_001, true), ("private", 29_000, false), ("edge", 30_000, true)])
  func timeout(type: String, milliseconds: Int, isLong: Bool) {
    let text = network(
      "type: \(type)\nmethods: {GET /items: {uri: \"https://b.example/\", timeout: \(milliseconds)}}\n")
    if isLong {
      expectFinding("AGW-082", at: "orders", saying: "\(milliseconds) ms, above 29000 ms", in: text)
    } else {
      expectNothing("AGW-082", in: text)
    }
  }

  @Test("AGW-083: TLS 1.3 alone at the backend")
  func backendTLS() {
    func world(_ policy: String) -> String {
      application("uri: \"https://api.corp.example/\"", listener: https + ", sslPolicy: \(policy)")
    }
    expectFinding(
      "AGW-083", at: "alb", saying: "port 443 of alb", "`ELBSecurityPolicy-TLS13-1-3-2021-06`", "GET /items of orders",
      in: world("ELBSecurityPolicy-TLS13-1-3-2021-06"))
    expectNothing("AGW-083", in: world("ELBSecurityPolicy-TLS13-1-2-2021-06"))
  }
}
