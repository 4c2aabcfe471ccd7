import Testing

@Suite("lint: VPC links") struct VPCLinkRulesTests {
  /// A Network Load Balancer behind a VPC link V1, with these keys of the load balancer and of the VPC.
  private func v1(
    _ balancer: String = "", app: String = "", groups: String = "", target: String = "securityGroups: client",
    listener: String = "port: 80, forward: web", rest: String = "",
    link: String = "vpcLinks: {link: {loadBalancers: nlb}}"
  ) -> String {
    network(
      "allow: edge\nmethods: {GET /items: {uri: \"http://nlb/\", vpcLink: link}}\n",
      app: """
        loadBalancers: {nlb: {type: network, subnets: [a, b], listeners: {\(listener)}\(balancer)}}
        targetGroups: {web: {targets: app-1, port: 8080, protocol: TCP, attributes: {preserve_client_ip.enabled: "false"}}}
        \(link)
        \(app)
        """, rest: rest
    ).replacing("client: []}", with: "client: []\(groups)}")
      .replacing("securityGroups: client}}\n", with: "securityGroups: client}, app-1: {subnet: a, \(target)}}\n")
  }

  @Test("AGW-070: groups enforced on PrivateLink")
  func enforced() {
    let narrow = ", nlb-sg: [tcp 80 from 10.0.0.0/8]"
    expectFinding(
      "AGW-070", at: "nlb", saying: "VPC link link", "enforces nlb-sg", "TCP 80",
      in: v1(", securityGroups: nlb-sg", groups: narrow))
    expectNothing(
      "AGW-070",
      in: v1(
        ", securityGroups: nlb-sg, enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false", groups: narrow))
    expectNothing("AGW-070", in: v1(", securityGroups: nlb-sg", groups: ", nlb-sg: [tcp 80 from 0.0.0.0/0]"))
    expectNothing("AGW-070", in: v1())
  }

  @Test("AGW-071: a load balancer that is taken")
  func taken() {
    expectFinding(
      "AGW-071", at: "link", saying: "link leads to nlb", "endpoint service svc",
      in: v1(app: "endpointServices: {svc: {loadBalancers: nlb}}"))
    expectFinding(
      "AGW-071", at: "link", saying: "VPC link link-2",
      in: v1(link: "vpcLinks: {link: {loadBalancers: nlb}, link-2: {loadBalancers: nlb}}"))
    expectNothing("AGW-071", in: v1())
  }

  @Test("AGW-072: several accounts")
  func accounts() {
    expectFinding(
      "AGW-072", at: "orders", saying: "the API in 111111111111", "load balancer nlb in 222222222222",
      in: v1(", account: \"222222222222\""))
    expectNothing("AGW-072", in: v1())
  }

  @Test("AGW-077: targets that do not admit the load balancer")
  func targets() {
    expectFinding(
      "AGW-077", at: "web", saying: "client of app-1", "TCP 8080", "nlb (10.0.1.", "10.0.2.", in: v1())
    expectNothing(
      "AGW-077",
      in: v1(groups: ", backend: [tcp 8080 from 10.0.0.0/16]", target: "securityGroups: backend"))
    // Also a target in another VPC.
    func remote(_ group: String) -> String {
      v1(rest: "peerings: {peer: [app, back]}\n").replacing("targets: app-1", with: "targets: 10.9.0.20")
        .replacing(
          "vpcs:\n",
          with: """
            vpcs:
              back:
                cidr: 10.9.0.0/16
                subnets: {back-a: 10.9.0.0/24}
                securityGroups: {task: [\(group)]}
                instances: {task-1: {subnet: back-a, privateIp: 10.9.0.20, securityGroups: task}}

            """)
    }
    expectFinding(
      "AGW-077", at: "web", saying: "task of 10.9.0.20", "TCP 8080", in: remote("tcp 8080 from 10.70.0.0/24"))
    expectNothing("AGW-077", in: remote("tcp 8080 from 10.0.0.0/16"))
    // A reference to the load balancer's group covers its health checks, and not what comes through PrivateLink where
    // the group is not enforced.
    func byReference(_ enforce: Bool) -> String {
      v1(
        ", securityGroups: nlb-sg, enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: \(enforce)",
        groups: ", nlb-sg: [tcp 80 from 0.0.0.0/0], backend: [tcp 8080 from nlb-sg]", target: "securityGroups: backend")
    }
    expectFinding(
      "AGW-077", at: "web", saying: "backend of app-1", "does not cover PrivateLink", in: byReference(false))
    expectNothing("AGW-077", in: byReference(true))
  }

  @Test("AGW-078: groups between a link V2 and its load balancer")
  func linkGroups() {
    func v2(_ link: String, _ balancer: String) -> String {
      network(
        "allow: edge\nmethods: {GET /items: {uri: \"http://alb:8080/\", vpcLink: link, target: alb}}\n",
        app: """
          loadBalancers: {alb: {subnets: [a, b], securityGroups: alb-sg, listeners: {port: 8080, forward: web}}}
          targetGroups: {web: {targets: web-1}}
          vpcLinks: {link: {subnets: [a, b], securityGroups: link-sg}}
          """
      ).replacing("client: []}", with: "client: [], link-sg: \(link), alb-sg: \(balancer)}")
    }
    let all = "[tcp 8080 from 10.0.0.0/16]"
    expectFinding(
      "AGW-078", at: "alb-sg", saying: "alb-sg of alb does not admit TCP 8080 from VPC link link",
      in: v2("[]", "[tcp 80 from 10.0.0.0/16]"))
    expectFinding(
      "AGW-078", at: "link-sg", saying: "link-sg of VPC link link does not send TCP 8080 to alb",
      in: v2("{egress: []}", all))
    expectNothing("AGW-078", in: v2("[]", all))
  }

  @Test("AGW-079: an inactive link")
  func inactive() {
    func v2(_ status: String) -> String {
      network(app: "vpcLinks: {link: {subnets: [a, b], status: \(status)}}")
    }
    expectFinding("AGW-079", at: "link", saying: "INACTIVE", in: v2("INACTIVE"))
    expectNothing("AGW-079", in: v2("AVAILABLE"))
  }

  @Test("AGW-080: a link V1 of a REST API")
  func legacy() {
    expectFinding("AGW-080", at: "link", saying: "GET /items of orders", in: v1())
    expectNothing(
      "AGW-080", in: v1().replacing("vpcLink: link}", with: "mock: true}").replacing("uri: \"http://nlb/\", ", with: "")
    )
  }
}
