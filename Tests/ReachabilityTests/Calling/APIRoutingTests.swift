import NetworkModel
import Reachability
import TestKit
import Testing

@testable import struct Reachability.PathTemplate

/// Which API, stage and method a request comes to (AG 1.5).
@Suite("API routing")
struct APIRoutingTests {
  typealias Fixture = PrivateAPIFixture

  private func network(_ change: (inout TopologyBuilder) -> Void = { _ in }) -> Network {
    world { t in
      t.apiVPCs()
      t.restAPI(
        "a", policy: Fixture.everyone,
        ["GET /orders": .mock, "ANY /orders/{id}": .mock, "GET /files/{proxy+}": .mock])
      change(&t)
    }
  }

  private func url(_ path: String, api: String = "a") -> String { Fixture.name(api) + path }

  @Test(
    "paths: text before a parameter before the rest",
    arguments: [
      ("/orders", "/orders", [0]), ("/orders/{id}", "/orders/7", [0, 1]), ("/{proxy+}", "/orders/7", [2]),
      ("/orders/{id}", "/orders", nil), ("/files/{proxy+}", "/files", nil), ("/", "/", []),
      ("/orders", "/orders/7", nil),
    ])
  func templates(_ template: String, _ path: String, _ rank: [Int]?) {
    #expect(PathTemplate(template).rank(of: path) == rank)
  }

  @Test(
    "a method by its path and verb, ANY for every verb",
    arguments: [
      ("/prod/orders", "GET", nil), ("/prod/orders/7", "DELETE", nil), ("/prod/files/a/b", "GET", nil),
      ("/prod/orders", "POST", "X_HTTP_NO_METHOD"), ("/prod/nothing", "GET", "X_HTTP_NO_METHOD"),
      ("/test/orders", "GET", "X_HTTP_NO_STAGE"), ("/", "GET", "X_HTTP_NO_STAGE"),
    ])
  func methods(_ path: String, _ verb: String, _ code: String?) throws {
    #expect(try network().call(url(path), method: verb).codes == [code].compactMap { $0 })
  }

  @Test("what is nearest is named, and a path that has the stage once more is told without it")
  func remedies() throws {
    #expect(
      try network().call(url("/test/orders")).remedies
        == ["call a stage or base path that REST API a has, such as `prod`, or add this one"])
    #expect(try network().call(url("/prod/prod/orders")).remedies == ["ask for `/prod/orders`, without the stage"])
    let answer = try domain().call("https://api.corp.example/v1/prod/orders")
    #expect(answer.remedies == ["ask for `/v1/orders`, without the stage"])
    let header = ["x-apigw-api-id: none"]
    let endpoint = "https://vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com/prod/orders"
    #expect(try network().call(endpoint, headers: header).remedies == ["call an API that exists there"])
    #expect(try network().call(endpoint).remedies.first?.hasPrefix("send the API's own name as `Host`") == true)
  }

  @Test("a missing method and a policy that refuses: the client sees either (U-7)")
  func missingAndRefused() throws {
    let network = network { $0.topology.restAPIs[0].policyDocument = Fixture.p3 }
    let answer = try network.call(url("/prod/nothing"))
    #expect(answer.codes == ["X_POLICY_RESOURCE", "X_HTTP_NO_METHOD"])
    #expect(answer.symptom?.contains(" or HTTP 403 from API Gateway: Missing Authentication Token") == true)
  }

  @Test("a method that was added after the last deployment is not there")
  func notDeployed() throws {
    let network = network { t in
      t.topology.restAPIs[0].resources?[0].methods.append(
        APIMethod(httpMethod: "POST", authorizationType: "NONE", integration: .mock))
    }
    let answer = try network.call(url("/prod/orders"), method: "POST")
    #expect(answer.codes == ["X_HTTP_NO_METHOD"])
    #expect(answer.blockers[0].message.contains("added after the last deployment"))
  }

  @Test("the policy that counts is the deployed one (P-7)")
  func deployedPolicy() throws {
    let network = network { $0.topology.restAPIs[0].deployments?[0].policy = .document(nil) }
    let refused = try network.call(url("/prod/orders"))
    #expect(refused.codes == ["X_POLICY_RESOURCE"])
    #expect(
      refused.summary.hasSuffix(
        ": the resource policy of REST API a as last deployed to prod does not let the request pass, and the one that is "
          + "saved does."), "\(refused.summary)")
    #expect(refused.remedies == ["deploy REST API a with the policy that it has now"])
    let unseen = self.network { $0.topology.restAPIs[0].deployments?[0].policy = .notShown }
    let answer = try unseen.call(url("/prod/orders"))
    #expect(answer.verdict == .reachable)
    #expect(answer.assumptions.contains { $0.code == "X_POLICY_RESOURCE" && !$0.decides })
  }

  @Test("the default name may be switched off")
  func defaultNameOff() throws {
    let network = network { $0.topology.restAPIs[0].disablesDefaultEndpoint = true }
    #expect(try network.call(url("/prod/orders")).codes == ["X_HTTP_DEFAULT_ENDPOINT_DISABLED"])
  }

  @Test("an API of another Region does not answer here, and one that is nowhere does not either")
  func otherRegion() throws {
    let header = ["x-apigw-api-id: far"]
    let endpoint = "https://vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com/prod/orders"
    let network = network { t in
      t.topology.restAPIs.append(
        RestAPI(Identity("far", account: "111111111111", region: "eu-west-1"), endpointType: .private))
    }
    #expect(try network.call(endpoint, headers: header).codes == ["X_ENDPOINT_REGION"])
    #expect(try self.network().call(endpoint, headers: header).codes == ["X_HTTP_NO_API"])
    // What a snapshot does not have may be another account's.
    let snapshot = self.network { t in
      t.topology.visibility.readCalls[Scope(account: "222222222222", region: "us-east-1")] = ["ec2 describe-vpcs"]
    }
    #expect(try snapshot.call(endpoint, headers: header).verdict == .undetermined)
  }

  @Test("a Regional API does not answer through an endpoint")
  func notPrivate() throws {
    let network = network { $0.restAPI("pub", .regional, ["GET /x": .mock]) }
    let endpoint = "https://vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com/prod/x"
    let answer = try network.call(endpoint, headers: ["x-apigw-api-id: pub"])
    #expect(answer.codes == ["X_HTTP_API_NOT_PRIVATE"])
    #expect(answer.symptom == "HTTP 403 from API Gateway: Forbidden")
  }

  @Test("Host and header that name two APIs are not told apart (U-2)")
  func twoNames() throws {
    let answer = try network().call(url("/prod/orders"), headers: ["x-apigw-api-id: b"])
    #expect(answer.verdict == .undetermined)
  }

  // MARK: Custom domain names

  private func domain(
    mappings: KeyValuePairs<String, String> = ["v1": "a/prod"], rules: [APIDomainName.Rule] = [],
    isAssociated: Bool = true, policy: String? = Fixture.everyone, status: String = "AVAILABLE",
    names: String = "*.corp.example", _ change: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    network { t in
      change(&t)
      t.certificate("cert", names)
      t.domainName(
        "api.corp.example", certificate: "cert", policy: policy, mappings: mappings, rules: rules, status: status)
      if isAssociated { t.association("api.corp.example", "vpce-1") }
      t.zone("corp", "corp.example", in: ["vpc-1"], ["api A 10.1.1.50", "own A 10.1.1.50"])
    }
  }

  @Test("a private domain name leads to the API of the base path")
  func mapped() throws {
    let answer = try domain().call("https://api.corp.example/v1/orders")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    let rules = answer.legs.last?.forward.compactMap(\.rule) ?? []
    #expect(rules.contains("base path /v1 → a/prod"), "\(rules)")
    #expect(rules.contains("certificate cert, which covers api.corp.example"), "\(rules)")
  }

  @Test(
    "CD-14: a path that no mapping takes, and the stage once more",
    arguments: [
      ("/v2/orders", "X_HTTP_NO_STAGE"), ("/v1/prod/orders", "X_HTTP_NO_METHOD"),
    ])
  func unmapped(_ path: String, _ code: String) throws {
    let answer = try domain().call("https://api.corp.example\(path)")
    #expect(answer.codes == [code])
    #expect(answer.symptom == "HTTP 403 from API Gateway: Missing Authentication Token")
  }

  @Test("without an association, or with a policy that refuses, the domain name is not served")
  func notAssociated() throws {
    let answer = try domain(isAssociated: false).call("https://api.corp.example/v1/orders")
    #expect(answer.codes == ["X_HTTP_DOMAIN_NOT_ASSOCIATED"])
    let without = try domain(policy: nil).call("https://api.corp.example/v1/orders")
    #expect(without.codes == ["X_POLICY_DOMAIN"])
    #expect(
      without.blockers[0].message == "domain name api.corp.example has no policy, so nothing allows the request")
    let pending = try domain(status: "UPDATING").call("https://api.corp.example/v1/orders")
    #expect(pending.verdict == .undetermined)
  }

  @Test("own names without a domain name, and certificates that do not cover it")
  func names() throws {
    let own = try domain().call("https://own.corp.example/v1/orders")
    #expect(own.codes == ["X_TLS_NAME_MISMATCH"], "\(own.codes)")
    let wrong = try domain(names: "other.example").call("https://api.corp.example/v1/orders")
    #expect(wrong.codes == ["X_TLS_NAME_MISMATCH"])
  }

  @Test("versions of TLS are the API's to change, also behind a domain name (TLS-4)")
  func tlsVersions() throws {
    func old(_ policy: String?) -> (inout TopologyBuilder) -> Void {
      { t in
        t.topology.restAPIs[0].securityPolicy = policy
        for index in t.topology.networkInterfaces.indices where t.topology.networkInterfaces[index].id == "client" {
          t.topology.networkInterfaces[index].tlsAbilities = TLSAbilities(versions: .tls12 ... .tls12)
        }
      }
    }
    let policy = "SecurityPolicy_TLS13_1_3_2025_09"
    let direct = try network(old(policy)).call(url("/prod/orders"))
    for answer in [direct, try domain(old(policy)).call("https://api.corp.example/v1/orders")] {
      #expect(answer.codes == ["X_TLS_VERSION"])
      #expect(answer.blockers.map(\.component.id) == ["a"])
      #expect(answer.blockers.map(\.rule) == [policy])
      #expect(answer.fixes.first?.changes.first?.summary.hasPrefix("set a security policy of REST API a ") == true)
    }
    #expect(try network(old(nil)).call(url("/prod/orders")).verdict == .reachable, "the default takes TLS 1.2")
    let unread = try network(old("SecurityPolicy_new")).call(url("/prod/orders"))
    #expect(unread.assumptions.filter { $0.code == "X_TLS_VERSION" }.map(\.component) == ["a"])
  }

  @Test("routing rules are tried before mappings, by priority, with headers")
  func rules() throws {
    let beta = APIDomainName.Rule(
      priority: 1, headers: [.init(anyOf: [.init(name: "x-version", valueGlob: "beta*")])], apiId: "gone", stage: "prod"
    )
    let deep = APIDomainName.Rule(
      priority: 2, basePaths: ["shop/v1"], apiId: "a", stage: "prod", stripsBasePath: true)
    let network = domain(rules: [beta, deep])
    #expect(try network.call("https://api.corp.example/shop/v1/orders").verdict == .reachable)
    #expect(try network.call("https://api.corp.example/v1/orders").verdict == .reachable)
    let other = try network.call("https://api.corp.example/v1/orders", headers: ["x-version: beta2"])
    #expect(other.verdict == .undetermined, "the rule's API is not in the input")
  }

  // MARK: Public APIs

  private func publicly(_ api: (inout TopologyBuilder) -> Void) -> Network {
    network { t in
      t.apiVPCsWayOut()
      api(&t)
    }
  }

  @Test("an HTTP API by its public name: routes, $default stage, 404 for what it has not")
  func httpAPI() throws {
    let network = publicly { $0.httpAPI("h", ["GET /items/{id}": .mock, "ANY /items/special": .mock]) }
    #expect(try network.call(url("/items/7", api: "h"), from: "client-out").verdict == .reachable)
    let missing = try network.call(url("/nothing", api: "h"), from: "client-out")
    #expect(missing.codes == ["X_HTTP_NO_METHOD"])
    #expect(missing.symptom == "HTTP 404 from API Gateway: Not Found")
  }

  @Test("a public REST API sees the public address, and needs no policy")
  func regional() throws {
    let open = publicly { $0.restAPI("r", .regional, ["GET /x": .mock]) }
    #expect(try open.call(url("/prod/x", api: "r"), from: "client-out").verdict == .reachable)
    let own = Fixture.policy(Fixture.allow("{\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.11\"}}"))
    let allowing = publicly { $0.restAPI("r", .regional, policy: own, ["GET /x": .mock]) }
    #expect(try allowing.call(url("/prod/x", api: "r"), from: "client-out").verdict == .reachable)
    let others = Fixture.policy(Fixture.allow("{\"IpAddress\":{\"aws:SourceIp\":\"198.51.100.0/24\"}}"))
    let refusing = publicly { $0.restAPI("r", .regional, policy: others, ["GET /x": .mock]) }
    #expect(try refusing.call(url("/prod/x", api: "r"), from: "client-out").codes == ["X_POLICY_RESOURCE"])
  }

  @Test("DNS-7: a private API's name outside the endpoint's VPC leads to the public front door")
  func publicAnswer() throws {
    let network = publicly { _ in }
    let answer = try network.call(url("/prod/orders"), from: "client-out")
    #expect(answer.codes == ["X_DNS_PUBLIC_ANSWER"])
    #expect(answer.symptom == "HTTP 403 from API Gateway's public front door, or the name does not exist (NXDOMAIN)")
  }

  @Test("CL-2: a function outside VPCs calls from the internet")
  func functionOutside() throws {
    let network = publicly { t in
      t.function("f")
      t.restAPI("r", .regional, ["GET /x": .mock])
    }
    #expect(try network.call(url("/prod/orders"), from: "f").codes == ["X_DNS_PUBLIC_ANSWER"])
    #expect(try network.call(url("/prod/x", api: "r"), from: "f").verdict == .reachable)
  }
}

extension TopologyBuilder {
  /// A VPC `vpc-out` without endpoints, with `client-out` (203.0.113.11) on the internet.
  mutating func apiVPCsWayOut() {
    vpc("vpc-out", "10.7.0.0/16")
    dns("vpc-out")
    subnet("out", in: "vpc-out", "10.7.1.0/24")
    routeTable("rtb-out", in: "vpc-out", subnets: ["out"])
    internetGateway("igw", in: "vpc-out")
    route(in: "rtb-out", "0.0.0.0/0", .internetGateway("igw"))
    interface("client-out", in: "out", "10.7.1.11", publicIP: "203.0.113.11")
  }
}
