import Testing

/// The policy that most tests compare with: everybody through `edge`, nobody through another endpoint.
private let confined = policy(
  #""Effect": "Allow""#, #""Effect": "Deny", "Condition": {"StringNotEquals": {"aws:SourceVpce": "edge"}}"#)

@Suite("lint: resource policies") struct PolicyRulesTests {
  private let get = "  methods: {GET /items: mock}\n"

  private func auth(_ type: String, _ verb: String = "GET") -> String {
    let authorizers = "  authorizers: {pool: {userPools: people}, check: {function: fn}}\n"
    return authorizers + "  methods: {\(verb) /items: {mock: true, auth: \(type)}}\n"
  }

  @Test("AGW-001: a private API without a policy")
  func noPolicy() {
    expectFinding("AGW-001", at: "orders", saying: "orders is private", in: network(get))
    expectNothing("AGW-001", in: network(get + confined))
    expectNothing("AGW-001", in: network("  type: regional\n" + get))
  }

  @Test("AGW-002: the policy is not the deployed one, whatever its layout")
  func notDeployed() {
    expectFinding(
      "AGW-002", at: "orders", saying: "stage `prod`", "another policy",
      in: network(get + confined + policy(#""Effect": "Allow""#).replacing("policy:", with: "deployedPolicy:")))
    expectFinding(
      "AGW-002", at: "orders", saying: "with no policy", in: network(get + confined + "  deployedPolicy: none\n"))
    expectNothing(
      "AGW-002", in: network(get + confined + confined.replacing("policy:", with: "deployedPolicy:  ")))
    expectNothing("AGW-002", in: network(get + confined))
  }

  @Test("AGW-003: the endpoints are not the deployed ones")
  func endpointsNotDeployed() {
    expectFinding(
      "AGW-003", at: "orders", saying: "stage `prod`", "`edge` added",
      in: network(get + confined + "  vpcEndpoints: edge\n  deployedVpcEndpoints: []\n"))
    expectFinding(
      "AGW-003", at: "orders", saying: "`edge` removed", in: network(get + confined + "  deployedVpcEndpoints: edge\n"))
    expectNothing(
      "AGW-003", in: network(get + confined + "  vpcEndpoints: edge\n  deployedVpcEndpoints: edge\n"))
    expectNothing("AGW-003", in: network(get + confined + "  vpcEndpoints: edge\n"))
  }

  @Test("AGW-004: everybody from everywhere")
  func open() {
    expectFinding(
      "AGW-004", at: "orders", saying: "statement 1", "allows everybody",
      in: network(get + policy(#""Effect": "Allow""#)))
    expectFinding(
      "AGW-004", at: "orders", saying: "statement 1 (`private`)",
      in: network(
        get
          + policy(
            #""Sid": "private", "Effect": "Allow", "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}"#)))
    expectNothing("AGW-004", in: network(get + confined))
    expectNothing("AGW-004", in: network(get + "  allow: edge\n"))
    expectNothing(
      "AGW-004",
      in: network(
        get
          + policy(
            #""Effect": "Allow", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#)))
  }

  @Test("AGW-005: Allow alone beside an authorizer")
  func allowList() {
    expectFinding(
      "AGW-005", at: "orders", saying: "statement 1", "`StringEquals aws:SourceVpce`", "`edge`", "GET /items",
      in: network(auth("check") + "  allow: edge\n"))
    expectFinding(
      "AGW-005", at: "orders", saying: "GET /items", in: network(auth("iam") + "  allow: edge\n"))
    expectNothing("AGW-005", in: network(auth("pool") + "  allow: edge\n"))
    expectNothing("AGW-005", in: network(auth("check") + confined))
  }

  @Test("AGW-006, AGW-007: keys that calls through an endpoint do not have")
  func keys() {
    func with(_ effect: String, _ condition: String) -> String {
      network(get + policy("\"Effect\": \"\(effect)\", \"Condition\": {\(condition)}"))
    }
    expectFinding(
      "AGW-006", at: "orders", saying: "statement 1", "`IpAddress aws:SourceIp`", "allows nobody",
      in: with("Allow", #""IpAddress": {"aws:SourceIp": "10.0.0.0/8"}"#))
    expectFinding(
      "AGW-006", at: "orders", saying: "`NotIpAddress aws:sourceip`", "denies whoever calls",
      in: with("Deny", #""NotIpAddress": {"aws:sourceip": "10.0.0.0/8"}"#))
    expectNothing("AGW-006", in: with("Allow", #""IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}"#))
    expectFinding(
      "AGW-007", at: "orders", saying: "`StringEquals aws:VpceOrgID`", "allows nobody",
      in: with("Allow", #""StringEquals": {"aws:VpceOrgID": "o-1"}"#))
    expectNothing("AGW-007", in: with("Allow", #""StringEquals": {"aws:SourceVpce": "edge"}"#))
  }

  @Test("what a statement says is told where the statement is written")
  func places() throws {
    let text = network(
      get + """
          policy:
            Statement:
              - {Effect: Allow, Principal: "*", Action: "*", Resource: "*"}
              - Effect: Deny
                Principal: "*"
                Action: "*"
                Resource: "*"
                Condition: {NotIpAddress: {"aws:SourceIp": 10.0.0.0/8}}

        """)
    let found = try #require(lint(text).findings.first { $0.rule.id == "AGW-006" })
    let lines = ("canreach: 1\n" + text).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(found.source?.line)
    #expect(lines[line - 1].contains("Effect: Deny"), "\(line)")
  }

  @Test("AGW-008: principals, and calls that nobody signs")
  func principals() {
    let role = #""Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:role/caller"}"#
    expectFinding(
      "AGW-008", at: "orders", saying: "role/caller", "GET /items", "NONE", in: network(get + policy(role)))
    expectFinding(
      "AGW-008", at: "orders", saying: "`StringEquals aws:PrincipalOrgID`",
      in: network(
        get + policy(#""Effect": "Allow", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#)))
    expectNothing("AGW-008", in: network(auth("iam") + policy(role)))
    expectNothing(
      "AGW-008",
      in: network(
        get
          + policy(role, #""Effect": "Allow", "Condition": {"StringEquals": {"aws:SourceVpce": "edge"}}"#)))
  }

  @Test("AGW-009: a Deny of whom no key describes")
  func absentPrincipal() {
    func deny(_ operation: String) -> String {
      policy(
        #""Effect": "Allow""#,
        #""Effect": "Deny", "Condition": {"\#(operation)": {"aws:PrincipalOrgID": "o-1"}}"#)
    }
    expectFinding(
      "AGW-009", at: "orders", saying: "statement 2", "`StringNotEquals aws:PrincipalOrgID`", "GET /items",
      in: network(get + deny("StringNotEquals")))
    expectNothing("AGW-009", in: network(auth("iam") + deny("StringNotEquals")))
    expectNothing("AGW-009", in: network(get + deny("ForAnyValue:StringNotEquals")))
    expectNothing(
      "AGW-009",
      in: network(
        get
          + policy(
            #""Effect": "Allow""#,
            #""Effect": "Deny", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}, "Null": {"aws:PrincipalOrgID": "false"}}"#
          )))
  }

  @Test("AGW-010, AGW-011: ids")
  func ids() {
    func vpc(_ id: String, _ key: String = "aws:SourceVpc") -> String {
      let text = network(
        get + policy("\"Effect\": \"Allow\", \"Condition\": {\"StringEquals\": {\"\(key)\": \"\(id)\"}}"))
      return text.replacing("vpcs:\n", with: "vpcs:\n  spoke: {cidr: 10.1.0.0/16, subnets: {c: 10.1.1.0/24}}\n")
    }
    expectFinding(
      "AGW-010", at: "orders", saying: "`StringEquals aws:SourceVpc` for `spoke`", "edge is in app", in: vpc("spoke"))
    expectNothing("AGW-010", in: vpc("app"))
    expectFinding("AGW-011", at: "orders", saying: "`vpc-1`", "no VPC of that id", in: vpc("vpc-1"))
    expectFinding(
      "AGW-011", at: "orders", saying: "`edg`", "no VPC endpoint of that id", in: vpc("edg", "aws:SourceVpce"))
    expectNothing("AGW-011", in: vpc("edge", "aws:SourceVpce"))
    expectNothing("AGW-011", in: vpc("spoke"))
  }

  @Test(
    "AGW-012: resources that are no methods",
    arguments: [
      ("execute-api:/prod", true), ("arn:aws:execute-api:us-east-1:111111111111:orders/", true),
      ("arn:aws:execute-api:us-east-1:111111111111:orders", true), ("execute-api:/prod/GET", true),
      ("execute-api:/*", false), ("execute-api:/prod/GET/", false), ("execute-api:/prod/GET/items", false),
      ("arn:aws:execute-api:us-east-1:111111111111:orders/*", false), ("*", false),
    ])
  func resources(resource: String, isWrong: Bool) {
    let text = network(get + policy("\"Effect\": \"Allow\", \"Resource\": \"\(resource)\""))
    if isWrong {
      expectFinding("AGW-012", at: "orders", saying: "statement 1", "`\(resource)`", in: text)
    } else {
      expectNothing("AGW-012", in: text)
    }
  }

  @Test("AGW-013: a preflight that the policy keeps out")
  func preflight() {
    func call(_ options: String, _ statement: String) -> String {
      network(
        get + policy(statement),
        rest: """
          expect:
            - {from: web-1, to: "https://orders.execute-api.us-east-1.amazonaws.com/prod/items", verdict: reachable\(options)}
          """)
    }
    let onlyGet = #""Effect": "Allow", "Resource": "execute-api:/prod/GET/*""#
    let browser = #", origin: "https://app.example", header: "x-token: 1""#
    expectFinding(
      "AGW-013", at: "orders", saying: "`web-1`", "`https://app.example`", "OPTIONS /items", "`prod`",
      in: call(browser, onlyGet))
    // A simple request is not asked for, and all of it is.
    expectNothing("AGW-013", in: call(#", origin: "https://app.example""#, onlyGet))
    expectNothing("AGW-013", in: call("", onlyGet))
    expectNothing("AGW-013", in: call(browser, #""Effect": "Allow""#))
  }

  @Test("AGW-014: Allow with what is not meant, wherever the policy is")
  func negations() {
    expectFinding(
      "AGW-014", at: "orders", saying: "the resource policy", "NotPrincipal",
      in: network(
        get + policy(#""Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::222222222222:role/r"}"#)))
    expectFinding(
      "AGW-014", at: "edge", saying: "the endpoint policy", "NotResource `x`",
      in: network(
        get + confined,
        endpoint: #"policy: {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "NotResource": "x"}]}"#)
    )
    expectNothing(
      "AGW-014", in: network(get + policy(#""Effect": "Deny", "NotResource": "execute-api:/prod/*""#)))
    expectNothing("AGW-014", in: network(get + confined))
  }

  @Test("AGW-015: Cognito, and nobody allowed")
  func cognito() {
    let post = policy(#""Effect": "Allow", "Resource": "execute-api:/*/POST/*""#)
    expectFinding("AGW-015", at: "orders", saying: "GET /items", in: network(auth("pool") + post))
    expectNothing("AGW-015", in: network(auth("check") + post))
    expectNothing("AGW-015", in: network(auth("pool") + confined))
  }

  @Test("AGW-016: a caller of another account")
  func crossAccount() {
    func call(_ account: String, _ auth: String, _ statement: String) -> String {
      network(
        auth + policy(statement),
        rest: """
          expect:
            - from: web-1
              to: https://orders.execute-api.us-east-1.amazonaws.com/prod/items
              verdict: reachable
              as: arn:aws:iam::\(account):role/caller
          """)
    }
    let own = #""Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:role/caller"}"#
    expectFinding(
      "AGW-016", at: "orders", saying: "account 222222222222", "GET /items", "account 111111111111",
      in: call("222222222222", auth("iam"), own))
    expectNothing("AGW-016", in: call("111111111111", auth("iam"), own))
    expectNothing("AGW-016", in: call("222222222222", auth("iam"), #""Effect": "Allow""#))
    expectNothing("AGW-016", in: call("222222222222", get, own))
  }
}
