import Testing

@Suite("lint: TLS at API Gateway") struct TLSRulesTests {
  private let edge = "https://edge.execute-api.us-east-1.vpce.amazonaws.com/prod/items"
  private let orders = "https://orders.execute-api.us-east-1.amazonaws.com/prod/items"
  private let strict = plainAPI + "vpcEndpoints: edge\nendpointAccessMode: STRICT\n"

  @Test("AGW-060: STRICT")
  func accessMode() {
    let header = #"header: "x-apigw-api-id: orders""#
    expectFinding(
      "AGW-060", at: "orders", saying: "orders is STRICT", "the endpoint's own name",
      in: network(strict, rest: call(edge, header)))
    expectFinding(
      "AGW-060", at: "orders", saying: "an alias name",
      in: network(strict, rest: call("https://orders-edge.execute-api.us-east-1.amazonaws.com/prod/items")))
    let balanced = """
      domainNames: {api.corp.example: {type: regional, mappings: {/: orders/prod}}}
      hostedZones: {corp.example: {vpcs: app, records: {api: {alias: edge}}}}

      """
    expectFinding(
      "AGW-060", at: "orders", saying: "`api.corp.example` leads the public custom domain name", "edge",
      in: network(strict, rest: balanced))
    // Of two domain names of one name, the one of the endpoint's Region is meant.
    let two = balanced.replacing(
      "domainNames: {",
      with: "domainNames: {far: {domainName: api.corp.example, type: regional, region: eu-west-1}, ")
    expectFinding("AGW-060", at: "orders", saying: "`api.corp.example`", in: network(strict, rest: two))
    expectNothing("AGW-060", in: network(strict, rest: call(orders)))
    expectNothing("AGW-060", in: network(plainAPI, rest: call(edge, header)))
    expectNothing("AGW-060", in: network(plainAPI, rest: balanced))
  }

  @Test("AGW-061: a name of one's own without a custom domain")
  func certificate() {
    func world(_ domains: String, _ record: String = "alias: edge") -> String {
      network(rest: domains + "hostedZones: {corp.example: {vpcs: app, records: {api: {\(record)}}}}\n")
    }
    expectFinding("AGW-061", at: "corp.example", saying: "`api.corp.example` leads to edge", in: world(""))
    expectFinding(
      "AGW-061", at: "corp.example", saying: "`api.corp.example`",
      in: world("", "cname: edge.execute-api.us-east-1.vpce.amazonaws.com"))
    let own = "domainNames: {api.corp.example: {vpcEndpoints: edge, allow: edge, mappings: {/: orders/prod}}}\n"
    expectNothing("AGW-061", in: world(own))
    expectNothing("AGW-061", in: world("", "value: 10.0.9.9"))
  }

  @Test("AGW-062: TLS 1.3 alone, called by API Gateway")
  func versions() {
    func world(_ policy: String) -> String {
      network(
        plainAPI,
        rest: """
            shop: {type: regional, securityPolicy: \(policy), endpointAccessMode: BASIC, methods: {GET /: mock}}
            front:
              type: regional
              methods: {GET /: "https://shop.execute-api.us-east-1.amazonaws.com/prod/"}

          """)
    }
    expectFinding(
      "AGW-062", at: "shop", saying: "`SecurityPolicy_TLS13_1_3_2025_09`", "GET / of front",
      "https://shop.execute-api.us-east-1.amazonaws.com/prod/", in: world("SecurityPolicy_TLS13_1_3_2025_09"))
    expectNothing("AGW-062", in: world("SecurityPolicy_TLS13_1_2_2021_06"))
    func client(_ tls: String) -> String {
      network(
        plainAPI + "securityPolicy: SecurityPolicy_TLS13_1_3_2025_09\nendpointAccessMode: BASIC\n", rest: call(orders)
      ).replacing("{subnet: a, securityGroups: client}", with: "{subnet: a, securityGroups: client, tls: \(tls)}")
    }
    expectFinding(
      "AGW-062", at: "orders", saying: "`web-1` calls", "TLS 1.2 at most", in: client("\"1.2\""))
    expectNothing("AGW-062", in: client("[\"1.2\", \"1.3\"]"))
  }
}
