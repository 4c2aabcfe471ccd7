import NetworkModel
import Reachability
import TestKit
import Testing

/// Rules of API Gateway that no golden row has, each by a call (AG 1 to 8).
@Suite("AG: rules, by URL")
struct APIRuleTests {
  typealias Fixture = PrivateAPIFixture

  private let url = Fixture.name("a") + "/prod/x"
  private let domain = "https://api.corp.example"

  private func network(
    _ policy: String? = Fixture.everyone, _ method: String = "GET /x", authorizers: [APIAuthorizer] = [],
    _ more: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.apiVPCs()
      t.apiA(policy, method, authorizers: authorizers)
      more(&t)
    }
  }

  private func byEndpoint(_ endpoint: String) -> String {
    "https://\(endpoint)-x.execute-api.us-east-1.vpce.amazonaws.com/prod/x"
  }

  // MARK: Endpoints

  @Test("P-3, CL-3: an endpoint of another account serves, if the policy admits it", arguments: ["vpce-2", "vpce-1"])
  func otherAccount(admitted: String) throws {
    let network = world { t in
      t.account = "222222222222"
      t.vpc("vpc-2", "10.2.0.0/16")
      t.dns("vpc-2")
      t.subnet("s2", in: "vpc-2", "10.2.1.0/24")
      t.interface("caller", in: "s2", "10.2.1.10")
      t.interfaceEndpoint("vpce-2", in: ["s2": "10.2.1.50"], service: "com.amazonaws.us-east-1.execute-api")
      t.privateDNS("vpce-2")
      t.account = "111111111111"
      t.apiA(Fixture.policy(Fixture.allow("{\"StringEquals\":{\"aws:SourceVpce\":\"\(admitted)\"}}")))
    }
    #expect(try network.call(url, from: "caller").codes == (admitted == "vpce-2" ? [] : ["X_POLICY_RESOURCE"]))
  }

  @Test("EP-2: endpoint policy and resource policy both have to allow")
  func bothPolicies() throws {
    let other = Fixture.policy(Fixture.allow(resource: "arn:aws:execute-api:us-east-1:111111111111:b/*"))
    func codes(endpoint: String, resource: String) throws -> [String] {
      try network(resource) { $0.topology.vpcEndpoints[0].policyDocument = endpoint }.call(url).codes
    }
    #expect(try codes(endpoint: Fixture.everyone, resource: Fixture.everyone) == [])
    #expect(try codes(endpoint: other, resource: Fixture.everyone) == ["X_POLICY_ENDPOINT"])
    #expect(try codes(endpoint: Fixture.everyone, resource: Fixture.p3) == ["X_POLICY_RESOURCE"])
    #expect(try codes(endpoint: other, resource: Fixture.p3) == ["X_POLICY_ENDPOINT", "X_POLICY_RESOURCE"])
  }

  // MARK: TLS

  private static let only13 = "SecurityPolicy_TLS13_1_3_2025_09"

  private func withDomain(
    api: String? = nil, domain policy: String? = nil, type: RestAPI.EndpointType = .private,
    access mode: String? = nil, client: TLSAbilities? = nil
  ) -> Network {
    network { t in
      t.topology.restAPIs[0].securityPolicy = api
      t.topology.restAPIs[0].endpointAccessMode = mode
      t.certificate("cert", "api.corp.example")
      t.domainName(
        "api.corp.example", type, certificate: "cert", policy: type == .private ? Fixture.everyone : nil,
        mappings: ["v1": "a/prod"], securityPolicy: policy)
      if type == .private { t.association("api.corp.example", "vpce-1") }
      t.zone("corp", "corp.example", in: ["vpc-1"], ["api A 10.1.1.50"])
      if let client { t.topology.networkInterfaces[0].tlsAbilities = client }
    }
  }

  @Test("TLS-1, TLS-2: a private API takes TLS 1.2 and 1.3; a policy of 1.3 refuses 1.2")
  func versions() throws {
    func codes(_ policy: String?, _ versions: ClosedRange<TLSVersion>) throws -> [String] {
      try withDomain(api: policy, client: TLSAbilities(versions: versions)).call(url).codes
    }
    #expect(try codes(nil, .tls12...(.tls12)) == [])
    #expect(try codes(nil, .tls10...(.tls11)) == ["X_TLS_VERSION"])
    #expect(try codes(Self.only13, .tls12...(.tls12)) == ["X_TLS_VERSION"])
    #expect(try codes(Self.only13, .tls12...(.tls13)) == [])
  }

  @Test("TLS-4: by a custom domain name the API's policy counts, not the domain's")
  func policyOfTheAPI() throws {
    let client = TLSAbilities(versions: .tls12...(.tls12))
    #expect(try withDomain(api: nil, domain: Self.only13, client: client).call("\(domain)/v1/x").verdict == .reachable)
    #expect(
      try withDomain(api: Self.only13, domain: "TLS_1_2", client: client).call("\(domain)/v1/x").codes
        == ["X_TLS_VERSION"])
  }

  @Test(
    "C-7, MR-17: a Regional domain name leads to a private API by its endpoint, unless STRICT",
    arguments: ["BASIC", "STRICT"])
  func regionalDomain(mode: String) throws {
    let answer = try withDomain(type: .regional, access: mode).call("\(domain)/v1/x")
    #expect(answer.codes == (mode == "BASIC" ? [] : ["X_TLS_STRICT"]), "\(answer.summary)")
  }

  @Test("D-6: the endpoint's own name with the API's in Host, refused where the access mode is STRICT")
  func hostHeader() throws {
    let host = ["Host: a.execute-api.us-east-1.amazonaws.com"]
    #expect(try network().call(byEndpoint("vpce-1"), headers: host).verdict == .reachable)
    let strict = network { $0.topology.restAPIs[0].endpointAccessMode = "STRICT" }
    #expect(try strict.call(byEndpoint("vpce-1"), headers: host).codes == ["X_TLS_STRICT"])
  }

  // MARK: Authorizers and policies

  private let lambda = APIAuthorizer(
    id: "z", name: "z", type: "REQUEST", uri: nil, identitySources: ["method.request.header.Authorization"])
  private let bearer = ["Authorization: Bearer token"]

  @Test("AG 13-7: the policy's denial is what the client sees, whatever the authorizer would say")
  func authorizerNotAsked() throws {
    let network = network(Fixture.p1, "GET /x auth=z", authorizers: [lambda])
    let named = ["x-apigw-api-id: a"]
    let denied = try network.call(byEndpoint("vpce-9"), from: "client-9", headers: named + bearer)
    #expect(denied.codes == ["X_POLICY_RESOURCE"])
    #expect(denied.blockers.first?.rule == "statement 2")
    #expect(denied.symptom?.hasSuffix("with an explicit deny") == true)
    // The token that is missing would be the next thing to change.
    let without = try network.call(byEndpoint("vpce-9"), from: "client-9", headers: named)
    #expect(without.codes == ["X_POLICY_RESOURCE", "X_AUTH_TOKEN"])
    #expect(without.symptom?.hasSuffix("with an explicit deny") == true, "\(without.symptom ?? "")")
  }

  @Test("AG 13-8: what the policy allows passes whether the authorizer is silent or allows")
  func silentAuthorizer() throws {
    let answer = try network(Fixture.p2, "GET /x auth=z", authorizers: [lambda]).call(url, headers: bearer)
    #expect(answer.verdict == .reachable)
  }

  @Test("AG 13-18: a policy that is silent leaves it to the identity side in one account, and denies across accounts")
  func silentPolicy() throws {
    func answer(_ account: String) throws -> Answer {
      try network(Fixture.p2, "GET /x iam").call(
        byEndpoint("vpce-9"), from: "client-9", headers: ["x-apigw-api-id: a"],
        as: "arn:aws:iam::\(account):role/r")
    }
    let own = try answer("111111111111")
    #expect(own.verdict == .undetermined)
    #expect(own.assumptions.filter(\.decides).map(\.code) == ["X_POLICY_IDENTITY"])
    #expect(try answer("222222222222").codes == ["X_POLICY_RESOURCE"])
  }

  @Test("AG 13-25, AG 13-26: a key of principals is absent for a call that nobody signs")
  func principalKeys() throws {
    func codes(_ condition: String, action: String = "Deny") throws -> [String] {
      try network(Fixture.policy(Fixture.allow(), Fixture.allow(condition, action: action))).call(url).codes
    }
    #expect(
      try codes("{\"StringNotEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-1\"}}") == ["X_POLICY_RESOURCE"])
    #expect(try codes("{\"ForAnyValue:StringNotLike\":{\"aws:PrincipalOrgPaths\":\"o-1/*\"}}") == [])
  }

  @Test("AG 13-24, AG 13-27: several values, and ForAllValues over nothing")
  func severalValues() throws {
    let either = Fixture.policy(
      Fixture.allow(),
      Fixture.allow("{\"StringNotEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-9\"]}}", action: "Deny"))
    #expect(
      try network(either).call(byEndpoint("vpce-9"), from: "client-9", headers: ["x-apigw-api-id: a"]).verdict
        == .reachable)
    let all = Fixture.policy(Fixture.allow("{\"ForAllValues:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-1/*\"}}"))
    #expect(try network(all).call(url).verdict == .reachable)
  }

  // MARK: Browsers

  @Test("CO-5: the alias of API and endpoint names the API, so that the preflight finds it")
  func browserByAlias() throws {
    let leave = APIIntegration.mock.with {
      $0.responseHeaders = [
        .init("Access-Control-Allow-Origin", "'*'"), .init("Access-Control-Allow-Methods", "'PUT'"),
      ]
    }
    let network = world { t in
      t.apiVPCs()
      t.restAPI("a", policy: Fixture.everyone, endpoints: ["vpce-1"], ["PUT /x": leave, "OPTIONS /x": leave])
    }
    let alias = "https://a-vpce-1.execute-api.us-east-1.amazonaws.com/prod/x"
    #expect(try network.call(alias, method: "PUT", origin: "https://app.example").verdict == .reachable)
  }

  @Test("CO-8: a preflight carries no token and no key", arguments: ["auth=z", "key", "iam"])
  func guardedPreflight(guarding word: String) throws {
    let leave = APIIntegration.mock.with {
      $0.responseHeaders = [
        .init("Access-Control-Allow-Origin", "'*'"), .init("Access-Control-Allow-Methods", "'PUT'"),
        .init("Access-Control-Allow-Headers", "'authorization,x-api-key'"),
      ]
    }
    let network = world { t in
      t.apiVPCs()
      t.restAPI(
        "a", policy: Fixture.everyone, authorizers: [lambda], ["PUT /x": leave, "OPTIONS /x \(word)": leave])
    }
    let answer = try network.call(
      url, method: "PUT", headers: bearer + ["x-api-key: k"], origin: "https://app.example")
    #expect(answer.codes == ["X_HTTP_CORS_PREFLIGHT"], "\(answer.codes)")
  }
}
