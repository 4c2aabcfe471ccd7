import Testing

@Suite("lint: callers and browsers") struct CallerRulesTests {
  private let url = "https://orders.execute-api.us-east-1.amazonaws.com/prod/items"
  private let page = #"origin: "https://app.example""#
  private let authorizers = "authorizers: {pool: {userPools: people}, check: {function: fn}}\n"

  @Test("AGW-110: methods without authorization")
  func noAuthorization() {
    expectFinding("AGW-110", at: "orders", saying: "GET /items of orders has authorization NONE", in: network())
    expectNothing(
      "AGW-110",
      in: network("allow: edge\nmethods: {GET /items: {mock: true, auth: iam}, OPTIONS /items: mock}\n"))
  }

  @Test("AGW-111: a preflight that is asked who it is")
  func preflightAuthorized() {
    func api(_ method: String) -> String { "allow: edge\n" + authorizers + "methods: {GET /items: mock, \(method)}\n" }
    expectFinding(
      "AGW-111", at: "orders", saying: "OPTIONS /items", "authorization CUSTOM",
      in: network(api("OPTIONS /items: {mock: true, auth: check}")))
    expectFinding(
      "AGW-111", at: "orders", saying: "an API key", in: network(api("OPTIONS /items: {mock: true, apiKey: true}")))
    expectNothing("AGW-111", in: network(api("OPTIONS /items: mock")))
    let any = "allow: edge\n" + authorizers + "methods: {ANY /items: {mock: true, auth: check}}\n"
    expectFinding(
      "AGW-111", at: "orders", saying: "ANY /items takes the preflight",
      in: network(any, rest: call(url, page + ", method: PUT")))
    expectNothing("AGW-111", in: network(any, rest: call(url, "method: PUT")))
  }

  @Test("AGW-112: errors without CORS headers")
  func errors() {
    expectFinding(
      "AGW-112", at: "orders", saying: "DEFAULT_4XX and DEFAULT_5XX", "`https://app.example`",
      in: network(rest: call(url, page)))
    expectFinding(
      "AGW-112", at: "orders", saying: "preflights of /items",
      in: network("allow: edge\nmethods: {GET /items: mock, OPTIONS /items: mock}\n"))
    expectFinding(
      "AGW-112", at: "orders", saying: "DEFAULT_5XX of orders sets no",
      in: network(
        plainAPI + "gatewayResponses: {DEFAULT_4XX: {Access-Control-Allow-Origin: \"'*'\"}}\n", rest: call(url, page)))
    expectNothing("AGW-112", in: network(plainAPI + "cors: \"*\"\n", rest: call(url, page)))
    expectNothing("AGW-112", in: network(rest: call(url)))
  }

  @Test("AGW-113: no OPTIONS method")
  func noOptions() {
    let json = page + #", method: GET, header: "Content-Type: application/json""#
    expectFinding(
      "AGW-113", at: "orders", saying: "`web-1`", "/items has GET only", in: network(rest: call(url, json)))
    expectNothing("AGW-113", in: network(rest: call(url, page)))
    // A page of the API itself asks like anybody.
    expectNothing(
      "AGW-113",
      in: network(rest: call(url, json.replacing("app.example", with: "orders.execute-api.us-east-1.amazonaws.com"))))
    expectNothing("AGW-113", in: network(plainAPI + "cors: \"*\"\n", rest: call(url, json)))
    expectNothing("AGW-113", in: network("allow: edge\nmethods: {ANY /items: mock}\n", rest: call(url, json)))
  }

  @Test("AGW-114: no way to Cognito")
  func cognito() {
    let api = "allow: edge\n" + authorizers + "methods: {GET /items: {mock: true, auth: pool}}\n"
    let endpoint = "idp: {service: cognito-idp, subnets: a, securityGroups: edge}"
    func world(_ more: String = "", pool: String = "people: {}") -> String {
      network(api, rest: call(url)).replacing("userPools: {people: {}}", with: "userPools: {\(pool)}")
        .replacing("endpoints: {", with: "endpoints: {" + (more.isEmpty ? "" : more + ", "))
    }
    expectFinding("AGW-114", at: "orders", saying: "`web-1`", "app has no endpoint for cognito-idp", in: world())
    expectFinding(
      "AGW-114", at: "orders", saying: "user pool people has the domain `login.example`",
      in: world(endpoint, pool: "people: {domains: login.example}"))
    expectNothing("AGW-114", in: world(endpoint))
    expectNothing("AGW-114", in: network(rest: call(url)))
    expectNothing(
      "AGW-114",
      in: world().replacing(
        "instances: {web-1: {subnet: a, securityGroups: client}}",
        with: "internetGateway: true\n    routeTables: {main: {routes: {0.0.0.0/0: igw}}}\n"
          + "    instances: {web-1: {subnet: a, securityGroups: client, publicIp: true}}"))
  }

  @Test("AGW-115: a function outside VPCs")
  func function() {
    expectFinding(
      "AGW-115", at: "fn", saying: "`fn` calls `\(url)`", "attached to no VPC", in: network(rest: call(url, from: "fn"))
    )
    expectNothing(
      "AGW-115", in: network(app: "functions: {inside: {subnets: a}}", rest: call(url, from: "inside")))
    let shop = "  shop: {type: regional, methods: {GET /: mock}}\n"
    expectNothing(
      "AGW-115",
      in: network(rest: shop + call("https://shop.execute-api.us-east-1.amazonaws.com/prod", from: "fn")))
  }

  @Test("AGW-116: long headers")
  func headers() {
    func token(_ length: Int) -> String { "header: \"Authorization: \(String(repeating: "x", count: length))\"" }
    expectFinding(
      "AGW-116", at: "orders", saying: "`web-1`", "bytes of request line and headers", "`authorization`",
      in: network(rest: call(url, token(7500))))
    expectNothing("AGW-116", in: network(rest: call(url, token(5000))))
  }

  @Test("AGW-117: IPv4 only")
  func onlyIPv4() {
    func api(_ values: String) -> String {
      #"policy: {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "#
        + #""Condition": {"IpAddress": {"aws:VpcSourceIp": \#(values)}}}]}"# + "\nmethods: {GET /items: mock}\n"
    }
    expectFinding(
      "AGW-117", at: "orders", saying: "`10.0.0.0/8`", "edge has IPv6",
      in: network(api(#""10.0.0.0/8""#), endpoint: "ipv6: true"))
    expectNothing("AGW-117", in: network(api(#""10.0.0.0/8""#)))
    expectNothing("AGW-117", in: network(api(#"["10.0.0.0/8", "2600:1f00:1::/56"]"#), endpoint: "ipv6: true"))
  }
}
