import Testing

@Suite("lint: custom domain names") struct DomainNameRulesTests {
  /// A private custom domain name with these keys, and a record that leads it to `edge`.
  private func domain(
    _ keys: String, _ api: String = plainAPI, endpoint: String = "", name: String = "api.corp.example",
    zone: String = "hostedZones: {corp.example: {vpcs: app, records: {api: {alias: edge}}}}", rest: String = ""
  ) -> String {
    network(
      api, endpoint: endpoint,
      rest: "domainNames: {\"\(name)\": {\(keys)}}\n\(zone)\n" + rest)
  }
  private let right = "vpcEndpoints: edge, allow: edge, mappings: {/: orders/prod}"

  /// A policy that lets another endpoint in.
  private let stranger =
    #"policy: {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "#
    + #""Condition": {"StringEquals": {"aws:SourceVpce": "vpce-9"}}}]}"#

  @Test("AGW-050: no association")
  func noAssociation() {
    expectFinding(
      "AGW-050", at: "edge", saying: "`api.corp.example` leads to edge",
      in: domain("allow: edge, mappings: {/: orders/prod}"))
    expectFinding(
      "AGW-050", at: "edge", saying: "`web-1` calls `https://edge.execute-api.us-east-1.vpce.amazonaws.com/items`",
      in: domain(
        "allow: edge, mappings: {/: orders/prod}", zone: "",
        rest: call(
          "https://edge.execute-api.us-east-1.vpce.amazonaws.com/items", #"header: "Host: api.corp.example""#)))
    expectNothing("AGW-050", in: domain(right))
    expectNothing("AGW-050", in: domain("allow: edge, mappings: {/: orders/prod}", zone: ""))
  }

  @Test("AGW-051: the domain name's policy")
  func domainPolicy() {
    let mapped = "vpcEndpoints: edge, mappings: {/: orders/prod}"
    expectFinding(
      "AGW-051", at: "api.corp.example", saying: "has no policy", "edge is associated", in: domain(mapped))
    let deny =
      #", policy: {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}]}"#
    expectFinding("AGW-051", at: "api.corp.example", saying: "statement 1 denies", in: domain(mapped + deny))
    expectFinding(
      "AGW-051", at: "api.corp.example", saying: "does not let edge in", in: domain(mapped + ", " + stranger))
    expectNothing("AGW-051", in: domain(right))
  }

  @Test("AGW-052: the API behind it")
  func apiPolicy() {
    expectFinding(
      "AGW-052", at: "orders", saying: "api.corp.example lets edge in", "orders behind it does not",
      in: domain(right, stranger + "\nmethods: {GET /items: mock}\n"))
    expectNothing("AGW-052", in: domain(right))
    expectNothing(
      "AGW-052",
      in: domain(
        right,
        stranger + "\nauthorizers: {check: {function: fn}}\nmethods: {GET /items: {mock: true, auth: check}}\n"))
  }

  @Test("AGW-053: two of one name")
  func twoNames() {
    func two(_ second: String) -> String {
      network(
        rest: """
          domainNames:
            api.corp.example: {\(right)}
            other: {domainName: api.corp.example, vpcEndpoints: \(second), allow: edge, mappings: {/: orders/prod}}

          """)
    }
    expectFinding("AGW-053", at: "edge", saying: "2 domain names `api.corp.example`", in: two("edge"))
    expectNothing("AGW-053", in: two("[]"))
  }

  @Test("AGW-054: a public and a private one at one endpoint")
  func publicAndPrivate() {
    func world(_ record: String) -> String {
      network(
        rest: """
          domainNames:
            api.corp.example: {\(right)}
            www.corp.example: {type: regional, mappings: {/: orders/prod}}
          hostedZones: {corp.example: {vpcs: app, records: {api: {alias: edge}\(record)}}}

          """)
    }
    expectFinding(
      "AGW-054", at: "edge", saying: "`api.corp.example`", "`www.corp.example` leads to it",
      in: world(", www: {alias: edge}"))
    expectNothing("AGW-054", in: world(""))
  }

  @Test("AGW-055: an association of another Region, or of an account that nothing is shared with")
  func elsewhere() {
    expectFinding(
      "AGW-055", at: "api.corp.example/edge", saying: "of eu-west-1", "edge of us-east-1",
      in: domain("region: eu-west-1, " + right))
    expectNothing("AGW-055", in: domain(right))
    func shared(_ principals: String?) -> String {
      let statement = principals.map {
        #"{"Effect": "Allow", "Principal": {"AWS": \#($0)}, "Action": "apigateway:CreateAccessAssociation", "Resource": "*"}"#
      }
      let policy = statement.map { #", managementPolicy: {"Version": "2012-10-17", "Statement": [\#($0)]}"# } ?? ""
      return domain("account: \"222222222222\", " + right + policy)
    }
    expectFinding(
      "AGW-055", at: "api.corp.example/edge", saying: "edge of account 111111111111", "of account 222222222222",
      "has no management policy", in: shared(nil))
    expectFinding(
      "AGW-055", at: "api.corp.example/edge", saying: "does not name that account", in: shared(#""333333333333""#))
    expectNothing("AGW-055", in: shared(#"["333333333333", "arn:aws:iam::111111111111:role/network"]"#))
  }

  @Test("AGW-056: an API that nothing leads to")
  func unreachable() {
    let off = plainAPI + "disableExecuteApiEndpoint: true\n"
    expectFinding(
      "AGW-056", at: "orders", saying: "disableExecuteApiEndpoint", "no private custom domain name", in: network(off))
    expectFinding(
      "AGW-056", at: "web",
      in: network(
        rest: "httpApis: {web: {disableExecuteApiEndpoint: true, routes: {$default: \"https://a.example/\"}}}\n"))
    expectNothing("AGW-056", in: domain(right, off))
    expectNothing("AGW-056", in: network())
  }

  @Test("AGW-057: wildcards and long base paths")
  func unsupported() {
    expectFinding(
      "AGW-057", at: "*.corp.example", saying: "`*.corp.example` has a wildcard",
      in: domain(right, name: "*.corp.example", zone: ""))
    expectFinding(
      "AGW-057", at: "api.corp.example", saying: "`v1/orders`", "several levels",
      in: domain("vpcEndpoints: edge, allow: edge, mappings: {v1/orders: orders/prod}"))
    expectNothing("AGW-057", in: domain(right))
    expectNothing("AGW-057", in: domain("vpcEndpoints: edge, allow: edge, mappings: {v1: orders/prod}"))
  }
}
