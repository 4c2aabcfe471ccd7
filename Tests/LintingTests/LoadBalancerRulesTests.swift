import Testing

@Suite("lint: load balancers before endpoints") struct LoadBalancerRulesTests {
  /// A load balancer whose targets are the interfaces of `edge`.
  private func fronted(
    _ group: String = "protocol: TCP, port: 443", listener: String = "port: 443, protocol: TCP",
    type: String = "network", targets: String = "[10.0.1.10, 10.0.2.10]", endpoint: String = "", app: String = ""
  ) -> String {
    network(
      endpoint: "privateIp: [10.0.1.10, 10.0.2.10]" + (endpoint.isEmpty ? "" : ", " + endpoint),
      app: """
        loadBalancers: {lb: {type: \(type), subnets: [a, b], listeners: {\(listener), forward: edge-ips}}}
        targetGroups: {edge-ips: {targetType: ip, targets: \(targets), \(group)}}
        \(app)
        """, rest: "certificates: {corp: \"*.corp.example\"}\n")
  }

  @Test("AGW-040: the load balancer is a client, by its traffic and its health check")
  func client() {
    expectFinding(
      "AGW-040", at: "edge", saying: "client of edge does not admit TCP 443 from load balancer lb",
      in: fronted(endpoint: "securityGroups: client"))
    expectNothing("AGW-040", in: fronted())
  }

  @Test("AGW-090: client IP preservation")
  func preservation() {
    expectFinding(
      "AGW-090", at: "edge-ips", saying: "edge-ips preserves", "interfaces of edge",
      in: fronted("protocol: TCP, port: 443, preserveClientIp: true"))
    expectNothing("AGW-090", in: fronted())
    // Some protocols keep it whatever the attribute says.
    expectFinding("AGW-090", at: "edge-ips", saying: "edge-ips preserves", in: fronted("protocol: TCP_UDP, port: 443"))
  }

  @Test("AGW-091: the health check")
  func healthCheck() {
    func check(_ text: String) -> String { fronted("protocol: TCP, port: 443, healthCheck: \(text)") }
    expectFinding(
      "AGW-091", at: "edge-ips", saying: "interfaces of edge", "asks for `/health`", in: check("HTTPS:/health"))
    expectFinding("AGW-091", at: "edge-ips", saying: "speaks HTTP", in: check("HTTP:/ping"))
    expectFinding(
      "AGW-091", at: "edge-ips", saying: "expects `403`",
      in: check("{protocol: HTTPS, path: /ping, matcher: \"403\"}"))
    expectNothing("AGW-091", in: check("HTTPS:/ping"))
    expectNothing("AGW-091", in: check("HTTPS:/sping"))
    expectNothing("AGW-091", in: check("{protocol: HTTPS, path: /ping, matcher: \"200,403\"}"))
    expectNothing("AGW-091", in: check("TCP"))
  }

  @Test("AGW-092: plaintext to port 443")
  func plaintext() {
    let tls = "port: 443, protocol: TLS, certificates: corp"
    expectFinding(
      "AGW-092", at: "edge-ips", saying: "TLS listener on port 443 of lb", "by TCP to edge",
      in: fronted("protocol: TCP, port: 443", listener: tls))
    expectNothing("AGW-092", in: fronted("protocol: TLS, port: 443", listener: tls))
    expectNothing("AGW-092", in: fronted())
  }

  @Test("AGW-093: stale and missing targets")
  func stale() {
    expectFinding(
      "AGW-093", at: "edge-ips", saying: "10.0.2.99 is no interface", "10.0.2.10 in us-east-1b of it is no target",
      in: fronted(targets: "[10.0.1.10, 10.0.2.99]"))
    expectNothing("AGW-093", in: fronted())
    // The endpoint was made anew, and none of the targets is its own.
    expectFinding(
      "AGW-093", at: "edge-ips", saying: "nothing has 10.0.1.98 and 10.0.2.99", "of edge", "10.0.1.10 and 10.0.2.10",
      in: fronted(targets: "[10.0.1.98, 10.0.2.99]"))
    expectNothing("AGW-093", in: fronted("protocol: TCP, port: 8443", targets: "[10.0.1.98, 10.0.2.99]"))
  }

  @Test("AGW-100: targets out of range, and in two ranges")
  func ranges() {
    expectFinding(
      "AGW-100", at: "edge-ips", saying: "203.0.113.9 is neither in app",
      in: fronted(targets: "[10.0.1.10, {id: 203.0.113.9, availabilityZone: all}]"))
    expectNothing("AGW-100", in: fronted(targets: "[10.0.1.10, {id: 100.64.0.9, availabilityZone: all}]"))
    func twin(_ cidr: String, _ address: String) -> String {
      fronted(targets: "[10.0.1.10, \(address)]")
        .replacing(
          "vpcs:\n",
          with: """
            transitGateways: {tgw: {attachments: {att-a: {vpc: app, subnets: a}, att-b: {vpc: twin, subnets: t}}}}
            vpcs:
              twin:
                cidr: \(cidr)
                subnets: {t: \(cidr.replacing("/16", with: "/24"))}
                instances: {backend: {subnet: t, privateIp: \(address)}}

            """)
    }
    expectFinding(
      "AGW-100", at: "edge-ips", saying: "10.0.0.77 is an interface of twin", "app",
      in: twin("10.0.0.0/16", "10.0.0.77"))
    expectNothing("AGW-100", in: twin("10.7.0.0/16", "10.7.0.77"))
  }

  @Test("AGW-118: a policy by address behind a load balancer")
  func addressCondition() {
    let byAddress =
      #"policy: {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "#
      + #""Condition": {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}}]}"#
    expectFinding(
      "AGW-118", at: "orders", saying: "`IpAddress aws:VpcSourceIp`", "load balancer lb", "before edge",
      in: fronted().replacing("allow: edge", with: byAddress))
    expectNothing("AGW-118", in: fronted())
    expectNothing("AGW-118", in: network(byAddress + "\nmethods: {GET /items: mock}\n"))
  }
}
