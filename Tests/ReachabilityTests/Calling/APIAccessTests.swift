import NetworkModel
import Reachability
import TestKit
import Testing

/// What a method asks of a request beside the policies (AG 9, AU-7, P-9).
@Suite("API access")
struct APIAccessTests {
  typealias Fixture = PrivateAPIFixture

  private let url = Fixture.name("a") + "/prod/x"

  private func network(
    _ method: String, _ authorizers: [APIAuthorizer] = [], _ change: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.apiVPCs()
      t.apiA(Fixture.everyone, method, authorizers: authorizers)
      change(&t)
    }
  }

  private func authorizer(_ type: String, ttl: Int? = nil, uri: String? = nil) -> APIAuthorizer {
    APIAuthorizer(
      id: "z", name: "z", type: type, uri: uri, identitySources: ["method.request.header.Authorization"],
      resultTTLSeconds: ttl)
  }

  @Test(
    "a token that is missing is 401; one that is there is taken to be good",
    arguments: [
      "TOKEN", "REQUEST", "COGNITO_USER_POOLS",
    ])
  func tokens(_ type: String) throws {
    let network = network("GET /x auth=z", [authorizer(type)])
    let without = try network.call(url)
    #expect(without.codes == ["X_AUTH_TOKEN"])
    #expect(without.symptom == "HTTP 401 from API Gateway: Unauthorized")
    #expect(without.remedies == ["send the header Authorization for authorizer z (`--header`)"])
    #expect(without.blockers[0].request == "GET /prod/x")
    let with = try network.call(url, headers: ["Authorization: Bearer x"])
    #expect(with.verdict == .reachable)
    #expect(with.assumptions.contains { ["X_AUTH_TOKEN", "X_AUTH_DENIED"].contains($0.code) && !$0.decides })
  }

  @Test(
    "AU-3: a token that does not match the expression of a TOKEN authorizer is 401",
    arguments: [("^Bearer [A-Z]+$", .reachable), ("^Basic ", .unreachable), ("Bearer", .undetermined)]
      as [(
        String, Verdict
      )])
  func validationExpression(_ expression: String, _ verdict: Verdict) throws {
    var own = authorizer("TOKEN")
    own.validationExpression = expression
    let answer = try network("GET /x auth=z", [own]).call(url, headers: ["Authorization: Bearer ABC"])
    #expect(answer.verdict == verdict)
    #expect(answer.codes == (verdict == .unreachable ? ["X_AUTH_TOKEN"] : []))
  }

  @Test("AU-3: a REQUEST authorizer that keeps no answers is asked without its sources")
  func requestWithoutCache() throws {
    #expect(try network("GET /x auth=z", [authorizer("REQUEST", ttl: 0)]).call(url).verdict == .reachable)
  }

  @Test("an authorizer whose function does not let API Gateway call it is 500")
  func authorizerFunction() throws {
    let arn = "arn:aws:lambda:us-east-1:111111111111:function:judge"
    let uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\(arn)/invocations"
    func answer(_ source: String) throws -> Answer {
      try network("GET /x auth=z", [authorizer("TOKEN", uri: uri)]) { t in
        t.function(
          arn,
          policy: """
            {"Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},
             "Action":"lambda:InvokeFunction","Resource":"*","Condition":{"ArnLike":{"aws:SourceArn":"\(source)"}}}]}
            """)
      }.call(url, headers: ["Authorization: x"])
    }
    let refused = try answer("arn:aws:execute-api:us-east-1:111111111111:other/*")
    #expect(refused.codes == ["X_POLICY_TARGET"])
    #expect(refused.symptom == "HTTP 500 from API Gateway: Internal server error")
    #expect(
      refused.remedies[0].hasSuffix("--source-arn arn:aws:execute-api:us-east-1:111111111111:a/authorizers/z`"),
      "\(refused.remedies)")
    #expect(try answer("arn:aws:execute-api:us-east-1:111111111111:a/authorizers/*").verdict == .reachable)
  }

  @Test("AWS_IAM: unsigned, signed, and a signature that cannot be one")
  func signatures() throws {
    let network = network("GET /x iam")
    let unsigned = try network.call(url)
    #expect(unsigned.codes == ["X_AUTH_UNSIGNED"])
    #expect(unsigned.symptom == "HTTP 403 from API Gateway: Missing Authentication Token")
    #expect(try network.call(url, as: "arn:aws:iam::111111111111:user/u").verdict == .reachable)
    let broken = try network.call(url, headers: ["Authorization: AWS4-HMAC-SHA256 nonsense"])
    #expect(broken.codes.contains("X_AUTH_UNSIGNED"))
    #expect(broken.remedies.contains { $0.hasSuffix("else leave the header Authorization out") })
    #expect(unsigned.remedies == ["sign the request with Signature Version 4 (`--as ARN`)"])
    let whole =
      "Authorization: AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/execute-api/aws4_request, "
      + "SignedHeaders=host, Signature=00"
    #expect(try network.call(url, headers: [whole]).verdict == .undetermined)
  }

  private func withKeys(_ change: (inout TopologyBuilder) -> Void) throws -> (String?) throws -> Answer {
    let network = network("GET /x key", [], change)
    return { key in try network.call(url, headers: key.map { ["x-api-key: \($0)"] } ?? []) }
  }

  @Test("API keys: missing, unknown, not linked, switched off, good")
  func keys() throws {
    let ask = try withKeys { t in
      t.apiKey("k1", "good")
      t.apiKey("k2", "elsewhere")
      t.apiKey("k3", "off", isEnabled: false)
      t.usagePlan("plan", ["a/prod"], keys: ["k1", "k3"])
    }
    #expect(try ask("good").verdict == .reachable)
    for key in [nil, "unknown", "elsewhere", "off"] {
      let answer = try ask(key)
      #expect(answer.codes == ["X_HTTP_API_KEY"], "\(key ?? "none")")
      #expect(answer.symptom == "HTTP 403 from API Gateway: Forbidden")
    }
    #expect(try ask("elsewhere").blockers[0].component.id == "k2")
    #expect(
      try ask("elsewhere").remedies == [
        "add API key k2 to a usage plan of the stage, or send a key that is in one"
      ])
    #expect(try ask("off").remedies == ["switch API key k3 on, or send another key of the stage"])
    let planless = try withKeys { _ in }("good")
    #expect(planless.codes == ["X_HTTP_API_KEY"], "no usage plan")
    #expect(planless.remedies[0].hasPrefix("make a usage plan for the stage of REST API a"))
  }

  @Test("keys and usage plans that the input does not show")
  func unseenKeys() throws {
    let keyless = try withKeys { $0.usagePlan("plan", ["a/prod"], keys: ["k1"]) }("good")
    #expect(keyless.verdict == .reachable && keyless.assumptions.contains { $0.code == "X_HTTP_API_KEY" })
    let planless = try withKeys { t in
      let all = ["ec2 describe-vpc-endpoints", "route53 list-hosted-zones", "apigateway get-rest-apis"]
      t.topology.visibility.readCalls[Scope(account: "111111111111", region: "us-east-1")] = Set(all)
    }("good")
    #expect(planless.verdict == .undetermined)
    #expect(planless.assumptions.contains { $0.code == "X_HTTP_API_KEY" && $0.decides })
  }

  @Test("P-9: headers of more than 8000 bytes, and ARNs of more than 1600")
  func limits() throws {
    let network = network("GET /x")
    let long = String(repeating: "x", count: 8000)
    #expect(try network.call(url, headers: ["Cookie: \(long)"]).codes == ["X_HTTP_LIMIT"])
    #expect(try network.call(url, headers: ["Cookie: \(long.dropLast(100))"]).verdict == .reachable)
    let path = Fixture.name("a") + "/prod/" + String(repeating: "y", count: 1600)
    #expect(try network.call(path).codes.contains("X_HTTP_LIMIT"))
  }

  @Test("API Gateway speaks HTTPS only")
  func plaintext() throws {
    let answer = try network("GET /x").call("http://a.execute-api.us-east-1.amazonaws.com:443/prod/x")
    #expect(answer.codes == ["X_TLS_PLAINTEXT"])
  }

  // MARK: Browsers

  private func browser(
    _ method: String = "PUT", headers: [String] = [], preflight: APIIntegration?, answer: APIIntegration = .mock,
    policy: String = Fixture.everyone, responses: [GatewayResponse] = []
  ) throws -> Answer {
    let network = world { t in
      t.apiVPCs()
      if let preflight {
        t.restAPI("a", policy: policy, ["\(method) /x": answer, "OPTIONS /x": preflight])
      } else {
        t.restAPI("a", policy: policy, ["\(method) /x": answer])
      }
      t.topology.restAPIs[0].gatewayResponses = responses
    }
    return try network.call(url, method: method, headers: headers, origin: "https://app.example")
  }

  private func mock(_ headers: KeyValuePairs<String, String>) -> APIIntegration {
    .mock.with { integration in
      integration.responseHeaders = headers.map { .init("Access-Control-Allow-\($0.key)", "'\($0.value)'") }
    }
  }

  @Test("a preflight that is answered lets the request pass")
  func preflightPasses() throws {
    let open = mock(["Origin": "*"])
    let answer = try browser(
      headers: ["Content-Type: application/json"],
      preflight: mock(["Origin": "https://app.example", "Methods": "PUT", "Headers": "content-type"]), answer: open)
    #expect(answer.verdict == .reachable, "\(answer.codes)")
    let backend = try browser(
      preflight: mock(["Origin": "*", "Methods": "*"]),
      answer: .mock.with {
        $0.responseHeaders = [.init("Access-Control-Allow-Origin", "integration.response.header.o")]
      })
    #expect(backend.verdict == .reachable)
    #expect(backend.assumptions.contains { $0.code == "X_HTTP_CORS_HEADERS" && !$0.decides })
  }

  @Test("a preflight without a method for it, or without leave, is a CORS error")
  func preflightFails() throws {
    let open = mock(["Origin": "*"])
    let none = try browser(preflight: nil, answer: open)
    #expect(none.codes == ["X_HTTP_CORS_PREFLIGHT"])
    #expect(
      none.symptom
        == "the browser reports a CORS error (the preflight gets HTTP 403 from API Gateway: Missing Authentication Token)"
    )
    let others = try browser(preflight: mock(["Origin": "https://other.example", "Methods": "PUT"]), answer: open)
    #expect(others.codes == ["X_HTTP_CORS_HEADERS"])
    let verb = try browser(preflight: mock(["Origin": "*", "Methods": "GET"]), answer: open)
    #expect(verb.codes == ["X_HTTP_CORS_HEADERS"])
    let header = try browser(
      headers: ["x-a: 1"], preflight: mock(["Origin": "*", "Methods": "PUT"]), answer: open)
    #expect(header.codes == ["X_HTTP_CORS_HEADERS"])
  }

  @Test("a simple request needs no preflight, but its answer has to give leave")
  func simple() throws {
    #expect(try browser("GET", preflight: nil, answer: mock(["Origin": "*"])).verdict == .reachable)
    let silent = try browser("GET", preflight: nil, answer: .mock)
    #expect(silent.codes == ["X_HTTP_CORS_HEADERS"])
    #expect(silent.symptom == "the browser reports a CORS error")
    #expect(
      silent.remedies == [
        "let REST API a answer with `Access-Control-Allow-Origin: https://app.example`, and deploy it"
      ])
  }

  @Test("CO-9: a policy that leaves out OPTIONS stops the preflight")
  func preflightPolicy() throws {
    let answer = try browser(
      preflight: mock(["Origin": "*", "Methods": "*"]), answer: mock(["Origin": "*"]),
      policy: Fixture.policy(Fixture.allow(resource: "execute-api:/prod/PUT/*")))
    #expect(answer.codes == ["X_HTTP_CORS_PREFLIGHT"])
    #expect(answer.blockers[0].message.contains("no statement of the resource policy"))
  }

  @Test("CO-10: what API Gateway refuses is hidden by CORS unless a gateway response has the header")
  func hidden() throws {
    let hidden = try browser(
      "GET", preflight: nil, answer: mock(["Origin": "*"]), policy: Fixture.p3)
    #expect(hidden.codes == ["X_POLICY_RESOURCE"])
    #expect(hidden.symptom?.hasPrefix("the browser reports a CORS error, which hides HTTP 403") == true)
    let shown = try browser(
      "GET", preflight: nil, answer: mock(["Origin": "*"]), policy: Fixture.p3,
      responses: [GatewayResponse(responseType: "DEFAULT_4XX", headers: [.init("Access-Control-Allow-Origin", "'*'")])])
    #expect(shown.symptom?.hasPrefix("HTTP 403") == true)
  }

  @Test("a page of the API's own origin is no other origin")
  func sameOrigin() throws {
    let network = network("PUT /x")
    #expect(try network.call(url, method: "PUT", origin: Fixture.name("a")).verdict == .reachable)
  }
}
