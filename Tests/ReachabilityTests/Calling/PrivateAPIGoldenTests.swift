import NetworkModel
import Reachability
import TestKit
import Testing

/// The golden rows of the rules for API Gateway (AG 13), asked as whole calls: the policies of rows 1 to 28 are tried by
/// themselves in the tests of access policies.
@Suite("AG 13: golden rows, by URL")
struct PrivateAPIGoldenTests {
  typealias Fixture = PrivateAPIFixture

  private let url = Fixture.name("a") + "/prod/x"
  private let header = ["x-apigw-api-id: a"]

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

  /// The API by the address of an endpoint, whichever it is: with the header that names it.
  private func by(_ endpoint: String) -> String {
    "https://\(endpoint)-x.execute-api.us-east-1.vpce.amazonaws.com/prod/x"
  }

  private let lambda = APIAuthorizer(
    id: "z", name: "z", type: "REQUEST", uri: nil, identitySources: ["method.request.header.Authorization"])
  private let cognito = APIAuthorizer(
    id: "c", name: "c", type: "COGNITO_USER_POOLS", identitySources: ["method.request.header.Authorization"])
  private let bearer = ["Authorization: Bearer token"]

  @Test("AG 13-1: the endpoint that the policy names")
  func row1() throws {
    #expect(try network(Fixture.p1).call(url).verdict == .reachable)
  }

  @Test("AG 13-2: another endpoint is denied explicitly")
  func row2() throws {
    let answer = try network(Fixture.p1).call(by("vpce-9"), from: "client-9", headers: header)
    #expect(answer.codes == ["X_POLICY_RESOURCE"])
    #expect(answer.blockers.first?.rule == "statement 2")
    #expect(answer.symptom?.hasSuffix("with an explicit deny") == true)
  }

  @Test("AG 13-3, AG 13-4: a client of a peered VPC comes by the endpoint's VPC", arguments: [Fixture.p1, Fixture.p2])
  func rows3And4(_ policy: String) throws {
    let answer = try network(policy).call(by("vpce-1"), from: "client-9", headers: header)
    #expect(answer.verdict == .reachable, "\(answer.summary)")
  }

  @Test("AG 13-5: the client's VPC is not what aws:SourceVpc is about")
  func row5() throws {
    let answer = try network(Fixture.p2).call(by("vpce-9"), headers: header)
    #expect(answer.codes == ["X_POLICY_RESOURCE"])
    #expect(answer.blockers.first?.rule == nil)
    #expect(answer.blockers.first?.near.map(\.field) == ["StringEquals aws:SourceVpc"])
    #expect(answer.symptom?.contains("User: anonymous is not authorized") == true)
    #expect(answer.symptom?.hasSuffix("a/prod/GET/x") == true)
  }

  @Test("AG 13-6, AG 13-7: a Lambda authorizer's allowance is enough, unless the policy denies")
  func rows6And7() throws {
    let silent = network(Fixture.p2, "GET /x auth=z", authorizers: [lambda])
    #expect(try silent.call(by("vpce-9"), headers: header + bearer).verdict == .reachable)
    let denied = network(Fixture.p1, "GET /x auth=z", authorizers: [lambda])
    #expect(
      try denied.call(by("vpce-9"), from: "client-9", headers: header + bearer).codes == ["X_POLICY_RESOURCE"])
  }

  @Test("AG 13-9: a valid token is not enough where the resource policy is silent")
  func row9() throws {
    let answer = try network(Fixture.p2, "GET /x auth=c", authorizers: [cognito]).call(
      by("vpce-9"), from: "client-9", headers: header + bearer)
    #expect(answer.codes == ["X_POLICY_RESOURCE"])
  }

  @Test("AG 13-10, AG 13-11: aws:SourceIp is absent: nobody matches IpAddress, everybody NotIpAddress")
  func rows10And11() throws {
    #expect(try network(Fixture.p3).call(url).blockers.map(\.rule) == [nil])
    #expect(try network(Fixture.p4).call(url).blockers.map(\.rule) == ["statement 2"])
  }

  @Test("AG 13-12: aws:VpcSourceIp is the client's address")
  func row12() throws {
    #expect(try network(Fixture.p4ByVPCSource).call(url).verdict == .reachable)
  }

  @Test("AG 13-13: behind a load balancer aws:VpcSourceIp is the load balancer's")
  func row13() throws {
    let network = network(Fixture.p4ByVPCSource) { t in
      t.vpc("vpc-lb", "192.168.0.0/16")
      t.dns("vpc-lb")
      t.subnet("lb", in: "vpc-lb", "192.168.0.0/24")
      t.routeTable("rtb-lb", in: "vpc-lb", subnets: ["lb"])
      t.peering("pcx-lb", "vpc-lb", "vpc-1")
      t.route(in: "rtb-lb", "10.1.0.0/16", .peering("pcx-lb"))
      t.route(in: "rtb-1", "192.168.0.0/16", .peering("pcx-lb"))
      t.networkLoadBalancer(
        "nlb", in: ["lb": "192.168.0.5"], listeners: [.listen("TCP:443", to: "tg")])
      t.targetGroup(
        "tg", in: "vpc-lb", type: "ip", "TCP", 443, targets: ["10.1.1.50/healthy"],
        attributes: preserving(false))
      t.zone("z", "a.execute-api.us-east-1.amazonaws.com", in: ["vpc-1"], ["@ A 192.168.0.5"])
    }
    let answer = try network.call(url)
    #expect(answer.codes == ["X_POLICY_RESOURCE"], "\(answer.codes) \(answer.summary)")
    #expect(answer.blockers.first?.rule == "statement 2")
    #expect(answer.symptom?.hasSuffix("with an explicit deny") == true)
  }

  private func namesRole(_ account: String) -> String {
    Fixture.policy(
      "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::\(account):role/r\"},"
        + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\"}")
  }

  @Test("AG 13-14: who signs does not count for a method without AWS_IAM")
  func row14() throws {
    let answer = try network(namesRole("222222222222")).call(url, as: "arn:aws:iam::222222222222:role/r")
    #expect(answer.codes == ["X_POLICY_RESOURCE"])
    #expect(answer.symptom?.contains("User: anonymous") == true)
  }

  @Test("AG 13-15, AG 13-16: across accounts both sides have to allow, and one is not in the input")
  func rows15And16() throws {
    let answer = try network(namesRole("222222222222"), "GET /x iam").call(url, as: "arn:aws:iam::222222222222:role/r")
    #expect(answer.verdict == .undetermined)
    let open = answer.assumptions.filter(\.decides)
    #expect(open.map(\.code) == ["X_POLICY_IDENTITY"])
    #expect(open.first?.message.contains("iam get-account-authorization-details") == true)
  }

  @Test("AG 13-17: in one account the resource policy is enough")
  func row17() throws {
    let answer = try network(namesRole("111111111111"), "GET /x iam").call(url, as: "arn:aws:iam::111111111111:role/r")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.assumptions.contains { $0.code == "X_POLICY_IDENTITY" && !$0.decides })
  }

  private func withEndpointPolicy(_ policy: String) -> Network {
    network { t in t.topology.vpcEndpoints[0].policyDocument = policy }
  }

  @Test("AG 13-19: the endpoint's default policy lets everybody pass")
  func row19() throws {
    let answer = try network().call(url)
    #expect(answer.verdict == .reachable)
    #expect(answer.legs.last?.forward.contains { $0.rule == "endpoint policy: full access" } == true)
  }

  @Test("AG 13-20: a bearer token is nobody to the endpoint's policy")
  func row20() throws {
    let answer = try withEndpointPolicy(namesRole("111111111111")).call(url, headers: bearer)
    #expect(answer.codes == ["X_POLICY_ENDPOINT"])
    #expect(answer.blockers.first?.component.id == "vpce-1")
  }

  @Test("AG 13-21: an endpoint policy for another API")
  func row21() throws {
    let other = Fixture.policy(Fixture.allow(resource: "arn:aws:execute-api:us-east-1:111111111111:b/*"))
    #expect(try withEndpointPolicy(other).call(url).codes == ["X_POLICY_ENDPOINT"])
    let own = Fixture.policy(Fixture.allow(resource: "arn:aws:execute-api:us-east-1:111111111111:a/*"))
    #expect(try withEndpointPolicy(own).call(url).verdict == .reachable)
  }

  @Test("AG 13-22, AG 13-23: execute-api:viaDomainArn is there only by the domain name")
  func rows22And23() throws {
    let viaDomain = Fixture.policy(
      Fixture.allow(
        "{\"ArnEquals\":{\"execute-api:viaDomainArn\":\"arn:aws:execute-api:us-east-1:111111111111:/domainnames/api.corp.example\"}}",
        resource: "*"))
    let network = network { t in
      t.topology.vpcEndpoints[0].policyDocument = viaDomain
      t.certificate("cert", "api.corp.example")
      t.domainName("api.corp.example", certificate: "cert", policy: Fixture.everyone, mappings: ["v1": "a/prod"])
      t.association("api.corp.example", "vpce-1")
      t.zone("corp", "corp.example", in: ["vpc-1"], ["api A 10.1.1.50"])
    }
    #expect(try network.call(url).codes == ["X_POLICY_ENDPOINT"])
    let answer = try network.call("https://api.corp.example/v1/x")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
  }

  @Test("AG 13-28: a preflight is a call of its own")
  func row28() throws {
    let getOnly = Fixture.policy(Fixture.allow(resource: "execute-api:/prod/GET/*"))
    let network = world { t in
      t.apiVPCs()
      t.restAPI("a", policy: getOnly, ["GET /x": .mock, "OPTIONS /x": .mock])
    }
    #expect(try network.call(url, method: "OPTIONS").codes == ["X_POLICY_RESOURCE"])
    #expect(try network.call(url).verdict == .reachable)
  }

  // MARK: Names

  private func withPublicAPI(_ more: (inout TopologyBuilder) -> Void = { _ in }) -> Network {
    network { t in
      t.restAPI("pub", .regional, ["GET /x": .mock])
      t.internetGateway("igw", in: "vpc-1")
      t.route(in: "rtb-1", "0.0.0.0/0", .internetGateway("igw"))
      t.interface("public-client", in: "s1", "10.1.1.11", publicIP: "203.0.113.11")
      more(&t)
    }
  }

  @Test("AG 13-29: private DNS answers for a public API of the Region, which does not answer there")
  func row29() throws {
    let answer = try withPublicAPI().call(Fixture.name("pub") + "/prod/x", from: "public-client")
    #expect(answer.codes == ["X_DNS_SHADOWED"])
    #expect(answer.blockers.first?.component.id == "vpce-1")
    #expect(answer.blockers.first?.leg == 0)
    #expect(answer.symptom == "HTTP 403 from API Gateway: Forbidden")
  }

  @Test("AG 13-30: an API of another Region is asked publicly")
  func row30() throws {
    let network = withPublicAPI { t in
      t.topology.restAPIs.append(
        RestAPI(
          Identity("far", account: "111111111111", region: "eu-west-1"), endpointType: .regional,
          resources: [
            APIResource(
              id: "r", path: "/x",
              methods: [APIMethod(httpMethod: "GET", authorizationType: "NONE", integration: .mock)])
          ],
          stages: [RestAPI.Stage(name: "prod", deploymentId: "d")]))
    }
    let answer = try network.call(Fixture.name("far", region: "eu-west-1") + "/prod/x", from: "public-client")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.legs.last?.to == "internet")
  }

  @Test("AG 13-31: a zone for the API's own name is more specific than private DNS")
  func row31() throws {
    let network = network { t in
      t.zone("z", "a.execute-api.us-east-1.amazonaws.com", in: ["vpc-1"], ["@ A 10.9.1.50"])
    }
    let answer = try network.call(url)
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.legs.last?.forward.contains { $0.component.id == "vpce-9" } == true)
  }

  @Test("AG 13-32: a zone made by hand answers for every API of the Region")
  func row32() throws {
    let network = world { t in
      t.apiVPCs(privateDNS: false)
      t.apiA()
      t.restAPI("pub", .regional, ["GET /x": .mock])
      t.zone("z", "execute-api.us-east-1.amazonaws.com", in: ["vpc-1"], ["a A 10.1.1.50"])
    }
    let answer = try network.call(Fixture.name("pub") + "/prod/x")
    #expect(answer.codes == ["X_DNS_NXDOMAIN"])
    #expect(answer.symptom == "the name does not exist (NXDOMAIN)")
    #expect(try network.call(url).verdict == .reachable)
  }

  private func withRegionalDomain(_ record: String) -> Network {
    withPublicAPI { t in
      t.certificate("cert", "api.corp.example")
      t.domainName(
        "api.corp.example", .regional, certificate: "cert", mappings: ["": "pub/prod"],
        target: "d-x.execute-api.us-east-1.amazonaws.com")
      t.zone("corp", "corp.example", in: nil, [record])
    }
  }

  @Test("AG 13-33: a CNAME to a Regional domain name falls into private DNS")
  func row33() throws {
    let answer = try withRegionalDomain("api CNAME d-x.execute-api.us-east-1.amazonaws.com.").call(
      "https://api.corp.example/x", from: "public-client")
    #expect(answer.verdict == .unreachable)
    #expect(answer.codes == ["X_DNS_SHADOWED"])
    // AWS's pages differ on what the client sees (U-8).
    for symptom in ["the name does not resolve", "the certificate does not match", "HTTP 403"] {
      #expect(answer.symptom?.contains(symptom) == true, "\(answer.symptom ?? "")")
    }
  }

  @Test("AG 13-34: an alias to a Regional domain name is resolved publicly, past private DNS")
  func row34() throws {
    let answer = try withRegionalDomain("api A alias d-x.execute-api.us-east-1.amazonaws.com").call(
      "https://api.corp.example/x", from: "public-client")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.legs.last?.to == "internet")
  }

  @Test("AG 13-35: the alias of API and endpoint is public")
  func row35() throws {
    let network = world { t in
      t.apiVPCs(privateDNS: false)
      t.apiA(endpoints: ["vpce-1"])
    }
    let answer = try network.call("https://a-vpce-1.execute-api.us-east-1.amazonaws.com/prod/x")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    let without = try network.call("https://a-vpce-9.execute-api.us-east-1.amazonaws.com/prod/x")
    #expect(without.codes == ["X_DNS_NXDOMAIN"])
    #expect(without.blockers.first?.component.id == "a")
  }

  @Test("AG 13-36: STRICT refuses the alias, and takes the private name")
  func row36() throws {
    let network = world { t in
      t.apiVPCs()
      t.apiA(endpoints: ["vpce-1"])
      t.topology.restAPIs[0].endpointAccessMode = "STRICT"
    }
    #expect(
      try network.call("https://a-vpce-1.execute-api.us-east-1.amazonaws.com/prod/x").codes == ["X_TLS_STRICT"])
    #expect(try network.call(by("vpce-1"), headers: header).codes == ["X_TLS_STRICT"])
    #expect(try network.call(url).verdict == .reachable)
  }

  @Test("AG 13-37: the endpoint's own name with the header that names the API")
  func row37() throws {
    #expect(try network().call(by("vpce-1"), headers: header).verdict == .reachable)
    let without = try network().call(by("vpce-1"))
    #expect(without.codes == ["X_HTTP_NO_API"])
    #expect(without.symptom == "HTTP 403 from API Gateway: Forbidden")
  }

  @Test("AG 13-38: a browser's preflight cannot carry that header")
  func row38() throws {
    let answer = try network(Fixture.everyone, "POST /x").call(
      by("vpce-1"), method: "POST", headers: header + ["Content-Type: application/json"],
      origin: "https://app.example")
    #expect(answer.codes.contains("X_HTTP_CORS_PREFLIGHT"))
    #expect(answer.symptom?.hasPrefix("the browser reports a CORS error") == true)
  }

  // MARK: Several Regions

  /// `api.corp.example` by failover: `vpce-1` first, then `vpce-9`, both of which serve it.
  private func failover(_ primary: String, _ secondary: String, _ more: (inout TopologyBuilder) -> Void) -> Network {
    network { t in
      t.certificate("cert", "api.corp.example")
      t.domainName("api.corp.example", certificate: "cert", policy: Fixture.everyone, mappings: ["": "a/prod"])
      t.association("api.corp.example", "vpce-1")
      t.association("api.corp.example", "vpce-9")
      more(&t)
      t.zone("corp", "corp.example", in: ["vpc-1"], [primary, secondary])
    }
  }

  @Test("AG 13-39: where neither record is healthy, the primary answers")
  func row39() throws {
    let network = failover(
      "api A 10.1.1.50 primary check=one", "api A 10.9.1.50 secondary check=two"
    ) { t in
      t.healthCheck("one", .unhealthy)
      t.healthCheck("two", .unhealthy)
    }
    let answer = try network.call("https://api.corp.example/x")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.legs.last?.forward.contains { $0.component.id == "vpce-1" } == true)
  }

  @Test("AG 13-40: an alias to a load balancer without a healthy target gives way to the secondary")
  func row40() throws {
    let network = failover("api A alias! alb.elb.example primary", "api A 10.9.1.50 secondary") { t in
      t.subnet("s1b", in: "vpc-1", "10.1.2.0/24", zone: "az2")
      t.applicationLoadBalancer(
        "alb", in: ["s1": "10.1.1.60", "s1b": "10.1.2.60"], listeners: [.listen("HTTPS:443", to: "tg")])
      t.targetGroup("tg", in: "vpc-1", type: "ip", "HTTPS", 443, targets: ["10.1.1.50/unhealthy"])
    }
    let answer = try network.call("https://api.corp.example/x")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.legs.last?.forward.contains { $0.component.id == "vpce-9" } == true)
  }
}
