import Testing

@Suite("lint: names") struct NamingRulesTests {
  private let orders = "https://orders.execute-api.us-east-1.amazonaws.com/prod/items"
  private let edge = "https://edge.execute-api.us-east-1.vpce.amazonaws.com/prod/items"
  private let spoke = """
    spoke:
      cidr: 10.1.0.0/16
      enableDnsHostnames: true
      subnets: {c: 10.1.1.0/24}
      instances: {far-1: c}
    """

  @Test("AGW-020: private DNS and the VPC's attributes")
  func attributes() {
    expectFinding(
      "AGW-020", at: "edge", saying: "private DNS of edge is on", "`enableDnsHostnames` of app is off",
      in: network(hostnames: false))
    expectFinding(
      "AGW-020", at: "edge", saying: "`enableDnsSupport` of app is off", in: network(app: "enableDnsSupport: false"))
    expectNothing("AGW-020", in: network())
    expectNothing("AGW-020", in: network(endpoint: "privateDnsEnabled: false", hostnames: false))
  }

  @Test("AGW-021: a public API behind private DNS")
  func shadowed() {
    let shop = "  shop: {type: regional, methods: {GET /: mock}}\n"
    let url = "https://shop.execute-api.us-east-1.amazonaws.com/prod"
    expectFinding(
      "AGW-021", at: "shop", saying: "`web-1`", url, "in VPC app", "private DNS of edge",
      in: network(rest: shop + call(url)))
    expectFinding(
      "AGW-021", at: "web", saying: "private DNS of edge",
      in: network(
        rest: "httpApis: {web: {routes: {$default: \"https://a.example/\"}}}\n"
          + call("https://web.execute-api.us-east-1.amazonaws.com/")))
    expectNothing("AGW-021", in: network(endpoint: "privateDnsEnabled: false", rest: shop + call(url)))
    let zone =
      "hostedZones: {shop.execute-api.us-east-1.amazonaws.com: {vpcs: app, records: {\"@\": {alias: edge}}}}\n"
    expectFinding(
      "AGW-021", at: "shop", saying: "a private zone leads it to edge",
      in: network(endpoint: "privateDnsEnabled: false", rest: shop + zone + call(url)))
    expectNothing("AGW-021", in: network(rest: call(orders)))
    // What is not in the input may well be a private API.
    expectNothing("AGW-021", in: network(rest: call(url)))
  }

  @Test("AGW-022: a CNAME into the hidden zone")
  func shadowedCNAME() {
    func zone(_ record: String) -> String {
      """
      domainNames:
        api.shop.example: {type: regional, targetName: d-abc.execute-api.us-east-1.amazonaws.com}
      hostedZones: {shop.example: {records: {api: {\(record)}}}}

      """
    }
    let cname = "cname: d-abc.execute-api.us-east-1.amazonaws.com"
    expectFinding(
      "AGW-022", at: "shop.example", saying: "`api.shop.example`", "`d-abc.execute-api.us-east-1.amazonaws.com`",
      "edge in app", in: network(rest: zone(cname)))
    expectNothing(
      "AGW-022", in: network(rest: zone("alias: d-abc.execute-api.us-east-1.amazonaws.com")))
    expectNothing("AGW-022", in: network(endpoint: "privateDnsEnabled: false", rest: zone(cname)))
    expectNothing("AGW-022", in: network(rest: zone("cname: d-abc.execute-api.eu-west-1.amazonaws.com")))
  }

  @Test("AGW-023: name servers that do not forward")
  func nameServers() {
    func servers(_ forwarders: String) -> String {
      """
      dhcpOptions: {own: {domainNameServers: 10.0.1.53}}
      dnsServers: {bind: {address: 10.0.1.53\(forwarders)}}

      """
    }
    let app = "dhcpOptions: own\nnetworkInterfaces: {bind-eni: {subnet: a, privateIp: 10.0.1.53}}"
    expectFinding(
      "AGW-023", at: "edge", saying: "app asks 10.0.1.53, which does not", "`execute-api.us-east-1.amazonaws.com`",
      in: network(app: app, rest: servers("") + call(orders)))
    expectNothing(
      "AGW-023", in: network(app: app, rest: servers(", forwarders: {amazonaws.com: 10.0.0.2}") + call(orders)))
    expectNothing("AGW-023", in: network(rest: call(orders)))
  }

  @Test("AGW-024: two endpoints with private DNS in one VPC")
  func twoEndpoints() {
    let endpoint = "edge-2: {service: execute-api, subnets: a, securityGroups: edge"
    func two(_ more: String) -> String {
      network().replacing("securityGroups: edge}}\n", with: "securityGroups: edge}, \(endpoint)\(more)}}\n")
    }
    expectFinding("AGW-024", at: "edge-2", saying: "edge-2 and edge in app", in: two(""))
    expectNothing("AGW-024", in: two(", privateDnsEnabled: false"))
    expectNothing("AGW-024", in: network())
  }

  @Test("AGW-025: the private name outside the endpoint's VPC")
  func elsewhere() {
    expectFinding(
      "AGW-025", at: "orders", saying: "`far-1`", "from VPC spoke",
      in: network(vpcs: spoke, rest: call(orders, from: "far-1")))
    expectFinding(
      "AGW-025", at: "orders", saying: "`office`", "from no VPC",
      in: network(
        rest: "sites: {office: 192.168.0.0/16}\ndnsServers: {bind: {address: 192.168.0.53, site: office}}\n"
          + call(orders, from: "office")))
    expectNothing("AGW-025", in: network(vpcs: spoke, rest: call(orders)))
    expectNothing(
      "AGW-025",
      in: network(
        app: "resolverEndpoints: {inbound: {direction: inbound, subnets: [a, b]}}",
        rest: """
          sites: {office: 192.168.0.0/16}
          dnsServers: {bind: {address: 192.168.0.53, site: office, forwarders: {amazonaws.com: inbound}}}

          """ + call(orders, from: "office")))
  }

  @Test("AGW-026, AGW-027: the endpoint's own name")
  func endpointName() {
    expectFinding("AGW-026", at: "edge", saying: "`web-1`", edge, in: network(rest: call(edge)))
    expectNothing("AGW-026", in: network(rest: call(edge, #"header: "x-apigw-api-id: orders""#)))
    expectNothing(
      "AGW-026", in: network(rest: call(edge, #"header: "Host: orders.execute-api.us-east-1.amazonaws.com""#)))
    expectNothing("AGW-026", in: network(rest: call(orders)))
    expectFinding(
      "AGW-027", at: "edge", saying: "`https://app.example`", edge,
      in: network(rest: call(edge, #"header: "x-apigw-api-id: orders", origin: "https://app.example""#)))
    expectNothing("AGW-027", in: network(rest: call(edge, #"header: "x-apigw-api-id: orders""#)))
    expectNothing("AGW-027", in: network(rest: call(orders, #"origin: "https://app.example""#)))
  }

  @Test("AGW-028: an alias name that is not there")
  func alias() {
    let url = "https://orders-edge.execute-api.us-east-1.amazonaws.com/prod/items"
    expectFinding("AGW-028", at: "orders", saying: url, "VPC endpoints are none", in: network(rest: call(url)))
    expectNothing("AGW-028", in: network(plainAPI + "vpcEndpoints: edge\n", rest: call(url)))
    expectNothing("AGW-028", in: network(rest: call(orders)))
  }

  @Test("AGW-029: no endpoint associated, and no private DNS")
  func noneAssociated() {
    expectFinding("AGW-029", at: "orders", saying: "names edge", in: network(endpoint: "privateDnsEnabled: false"))
    expectNothing("AGW-029", in: network())
    expectNothing(
      "AGW-029", in: network(plainAPI + "vpcEndpoints: edge\n", endpoint: "privateDnsEnabled: false"))
  }

  @Test("AGW-030: the host and the header disagree")
  func disagree() {
    expectFinding(
      "AGW-030", at: "orders", saying: "API `orders`", "`other`",
      in: network(rest: call(orders, #"header: "x-apigw-api-id: other""#)))
    expectNothing("AGW-030", in: network(rest: call(orders, #"header: "X-Apigw-Api-Id: orders""#)))
    expectNothing("AGW-030", in: network(rest: call(edge, #"header: "x-apigw-api-id: other""#)))
  }

  @Test("AGW-031: a zone that covers an API's name and does not have it")
  func noRecord() {
    func zone(_ name: String, _ records: String, vpcs: String = "app") -> String {
      network(
        endpoint: "privateDnsEnabled: false",
        rest: "hostedZones: {\(name): {vpcs: \(vpcs), records: {\(records)}}}\n")
    }
    let own = "orders.execute-api.us-east-1.amazonaws.com"
    expectFinding("AGW-031", at: own, saying: "no A record", "`\(own)`", in: zone(own, "other: 10.0.1.4"))
    expectFinding(
      "AGW-031", at: "execute-api.us-east-1.amazonaws.com", saying: "associated with app", "`\(own)`",
      in: zone("execute-api.us-east-1.amazonaws.com", "other: 10.0.1.4"))
    expectNothing("AGW-031", in: zone(own, "\"@\": {alias: edge}"))
    expectNothing("AGW-031", in: zone("execute-api.us-east-1.amazonaws.com", "\"*\": {alias: edge}"))
    expectNothing("AGW-031", in: zone("execute-api.eu-west-1.amazonaws.com", "other: 10.0.1.4"))
    // A dual-stack endpoint needs both types.
    expectFinding(
      "AGW-031", at: own, saying: "no AAAA record",
      in: network(
        endpoint: "privateDnsEnabled: false, ipv6: true",
        rest: "hostedZones: {\(own): {vpcs: app, records: {\"@\": {alias: edge}}}}\n"))
    expectNothing(
      "AGW-031",
      in: network(
        endpoint: "privateDnsEnabled: false, ipv6: true",
        rest: "hostedZones: {\(own): {vpcs: app, records: {\"@\": {type: [A, AAAA], alias: edge}}}}\n"))
  }

  @Test("AGW-032: a Resolver rule for the zone's own name")
  func rule() {
    func rule(_ domain: String) -> String {
      network(
        app: "resolverEndpoints: {out: {direction: outbound, subnets: [a, b]}}",
        rest: """
          resolverRules: {corp: {domain: \(domain), targets: 192.168.0.53, endpoint: out, vpcs: app}}
          hostedZones: {corp.example: {vpcs: app, records: {api: {alias: edge}}}}

          """)
    }
    expectFinding(
      "AGW-032", at: "corp", saying: "`corp.example` for app", "192.168.0.53", "`api.corp.example`", "corp.example",
      in: rule("corp.example"))
    expectFinding(
      "AGW-032", at: "corp", saying: "`orders.execute-api.us-east-1.amazonaws.com`", "private DNS of edge",
      in: rule("execute-api.us-east-1.amazonaws.com"))
    expectFinding("AGW-032", at: "corp", saying: "`api.corp.example`", in: rule("api.corp.example"))
    expectNothing("AGW-032", in: rule("."))
    expectNothing("AGW-032", in: rule("amazonaws.com"))
    expectNothing("AGW-032", in: rule("other.corp.example"))
  }
}
