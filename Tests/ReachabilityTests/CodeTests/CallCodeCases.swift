import NetworkModel
import TestKit

// Legs: the lookup of the name is 0, the connection that it leads to 1, an integration's own 2.

extension CallCodeCase {
  private typealias Fixture = PrivateAPIFixture

  private static let url = Fixture.name("a") + "/prod/x"
  private static let byEndpoint = "https://vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com/prod/x"
  private static let shop = CallRequest("https://shop.example.com/")

  /// Codes of TLS.
  static let tlsCases: [CallCodeCase] = [
    CallCodeCase("X_TLS_NAME_MISMATCH", at: "alb", remedy: "certificate", shop) { t, isMended in
      t.tlsFront(names: isMended ? "*.example.com" : "example.com")
    },
    CallCodeCase("X_TLS_CERTIFICATE_EXPIRED", at: "alb", remedy: "certificate", shop) { t, isMended in
      t.tlsFront(status: isMended ? "ISSUED" : "EXPIRED")
    },
    CallCodeCase("X_TLS_UNTRUSTED", at: "alb", remedy: "certificate", shop) { t, isMended in
      t.tlsFront(type: "PRIVATE", client: TLSAbilities(trustsPrivateAuthorities: isMended))
    },
    CallCodeCase("X_TLS_VERSION", at: "alb", remedy: "security policy", shop) { t, isMended in
      t.tlsFront(client: TLSAbilities(versions: .tls10...(isMended ? .tls12 : .tls11)))
    },
    CallCodeCase("X_TLS_CLIENT_CERTIFICATE", at: "alb", remedy: "certificate", shop) { t, isMended in
      t.tlsFront(mutual: "verify", client: TLSAbilities(showsCertificate: isMended))
    },
    CallCodeCase(
      "X_TLS_PLAINTEXT", at: "alb", remedy: "TLS", CallRequest("http://shop.example.com:443/"), mended: shop
    ) { t, _ in t.tlsFront() },
    CallCodeCase(
      "X_TLS_STRICT", remedy: "BASIC", CallRequest("https://a-vpce-1.execute-api.us-east-1.amazonaws.com/prod/x"),
      mended: CallRequest(url)
    ) { t, _ in
      t.apiVPCs()
      t.apiA(endpoints: ["vpce-1"])
      t.topology.restAPIs[0].endpointAccessMode = "STRICT"
    },
  ]

  /// Codes of HTTP.
  static let httpCases: [CallCodeCase] = [
    CallCodeCase(
      "X_HTTP_NO_API", remedy: "x-apigw-api-id", CallRequest(byEndpoint),
      mended: CallRequest(byEndpoint, headers: ["x-apigw-api-id: a"])
    ) { t, _ in t.privateAPI() },
    CallCodeCase(
      "X_HTTP_API_NOT_PRIVATE", at: "b", remedy: "private", CallRequest(byEndpoint, headers: ["x-apigw-api-id: b"])
    ) { t, isMended in
      t.privateAPI()
      t.restAPI("b", isMended ? .private : .regional, policy: Fixture.everyone, ["GET /x": .mock])
    },
    CallCodeCase("X_HTTP_DEFAULT_ENDPOINT_DISABLED", at: "a", remedy: "custom domain", CallRequest(url)) {
      t, isMended in
      t.privateAPI()
      t.topology.restAPIs[0].disablesDefaultEndpoint = !isMended
    },
    CallCodeCase(
      "X_HTTP_DOMAIN_NOT_ASSOCIATED", remedy: "association", CallRequest("https://api.corp.example/v1/x")
    ) { t, isMended in
      t.privateAPI()
      t.privateDomain()
      if isMended { t.association("api.corp.example", "vpce-1") }
    },
    CallCodeCase(
      "X_HTTP_NO_STAGE", at: "a", remedy: "stage", CallRequest(Fixture.name("a") + "/test/x"), mended: CallRequest(url)
    ) { t, _ in t.privateAPI() },
    CallCodeCase(
      "X_HTTP_NO_METHOD", at: "a", remedy: "method", CallRequest(url, method: "POST"), mended: CallRequest(url)
    ) {
      t, _ in t.privateAPI()
    },
    CallCodeCase(
      "X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb", remedy: "rule", CallRequest("https://shop.example.com/none"),
      mended: CallRequest("https://shop.example.com/ok")
    ) { t, _ in
      t.tlsFront(rules: [.rule(1, .pathPattern(["/ok"]), then: .forward("tg"))])
    },
    CallCodeCase(
      "X_HTTP_API_KEY", remedy: "x-api-key", CallRequest(url), mended: CallRequest(url, headers: ["x-api-key: good"])
    ) { t, _ in
      t.privateAPI("GET /x key")
      t.apiKey("k1", "good")
      t.usagePlan("plan", ["a/prod"], keys: ["k1"])
    },
    CallCodeCase(
      "X_HTTP_LIMIT", at: "a", remedy: "less",
      CallRequest(url, headers: ["Cookie: \(String(repeating: "x", count: 8000))"]), mended: CallRequest(url)
    ) { t, _ in t.privateAPI() },
    CallCodeCase(
      "X_HTTP_CORS_PREFLIGHT", at: "a", remedy: "OPTIONS",
      CallRequest(url, method: "PUT", origin: "https://app.example")
    ) { t, isMended in
      t.apiVPCs()
      if isMended {
        t.restAPI("a", policy: Fixture.everyone, ["PUT /x": leave(), "OPTIONS /x": leave()])
      } else {
        t.restAPI("a", policy: Fixture.everyone, ["PUT /x": leave()])
      }
    },
    CallCodeCase(
      "X_HTTP_CORS_HEADERS", at: "a", remedy: "Access-Control-Allow-Origin",
      CallRequest(url, origin: "https://app.example")
    ) {
      t, isMended in
      t.apiVPCs()
      t.restAPI("a", policy: Fixture.everyone, ["GET /x": isMended ? leave() : .mock])
    },
  ]

  /// Codes of policies and authorizers.
  static let accessCases: [CallCodeCase] = [
    CallCodeCase("X_POLICY_ENDPOINT", at: "vpce-1", remedy: "of the policy of VPC endpoint", CallRequest(url)) {
      t, isMended in
      t.privateAPI()
      let api = "arn:aws:execute-api:us-east-1:111111111111:\(isMended ? "a" : "b")/*"
      t.topology.vpcEndpoints[0].policyDocument = Fixture.policy(Fixture.allow(resource: api))
    },
    CallCodeCase(
      "X_POLICY_DOMAIN", at: "api.corp.example", remedy: "policy of", CallRequest("https://api.corp.example/v1/x")
    ) { t, isMended in
      t.privateAPI()
      let other = Fixture.policy(Fixture.allow("{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-9\"}}"))
      t.privateDomain(policy: isMended ? Fixture.everyone : other)
      t.association("api.corp.example", "vpce-1")
    },
    CallCodeCase("X_POLICY_RESOURCE", at: "a", remedy: "resource policy", CallRequest(url)) { t, isMended in
      t.apiVPCs()
      t.apiA(isMended ? Fixture.everyone : Fixture.policy(Fixture.allow(resource: "execute-api:/test/*")))
    },
    CallCodeCase("X_POLICY_TARGET", at: function, leg: 2, remedy: "add-permission", CallRequest(url)) { t, isMended in
      t.privateAPI(integration: .lambda(function))
      let api = isMended ? "a" : "b"
      t.function(
        function,
        policy: """
          {"Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},
           "Action":"lambda:InvokeFunction","Resource":"*",
           "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:execute-api:us-east-1:111111111111:\(api)/*"}}}]}
          """)
    },
    CallCodeCase(
      "X_AUTH_UNSIGNED", at: "a", remedy: "sign", CallRequest(url),
      mended: CallRequest(url, as: "arn:aws:iam::111111111111:role/r")
    ) { t, _ in t.privateAPI("GET /x iam") },
    CallCodeCase(
      "X_AUTH_TOKEN", remedy: "--header", CallRequest(url),
      mended: CallRequest(url, headers: ["Authorization: Bearer x"])
    ) { t, _ in
      t.apiVPCs()
      t.apiA(
        Fixture.everyone, "GET /x auth=z",
        authorizers: [
          APIAuthorizer(
            id: "z", name: "z", type: "TOKEN", uri: nil, identitySources: ["method.request.header.Authorization"])
        ])
    },
  ]

  /// Codes of integrations.
  static let integrationCases: [CallCodeCase] = [
    CallCodeCase("X_INTEGRATION_LINK_STATE", at: "link", leg: nil, remedy: "new VPC link", CallRequest(url)) {
      t, isMended in
      t.privateAPI(integration: .link("link", "http://backend.example/x"))
      t.interface("backend", in: "s1", "10.1.1.80")
      t.networkLoadBalancer("nlb", in: ["s1": "10.1.1.70"], listeners: [.listen("TCP:80", to: "tg")])
      t.targetGroup(
        "tg", in: "vpc-1", type: "ip", targets: ["10.1.1.80/healthy"], attributes: preserving(false))
      t.vpcLink("link", to: "nlb", status: isMended ? "AVAILABLE" : "FAILED")
    },
    CallCodeCase("X_INTEGRATION_UNSUPPORTED", at: "lb", leg: nil, remedy: "load balancer", CallRequest(url)) {
      t, isMended in
      t.privateAPI(integration: .link("link", "http://backend.example/x"))
      t.interface("backend", in: "s1", "10.1.1.80")
      if isMended {
        t.networkLoadBalancer("lb", in: ["s1": "10.1.1.70"], listeners: [.listen("TCP:80", to: "tg")])
      } else {
        t.applicationLoadBalancer("lb", in: ["s1": "10.1.1.70"], listeners: [.listen("HTTP:80", to: "tg")])
      }
      t.targetGroup(
        "tg", in: "vpc-1", type: "ip", isMended ? "TCP" : "HTTP", targets: ["10.1.1.80/healthy"],
        attributes: preserving(false))
      t.vpcLink("link", to: "lb")
    },
  ]

  private static let function = "arn:aws:lambda:us-east-1:111111111111:function:fn"

  /// A MOCK that gives every origin leave for PUT.
  private static func leave() -> APIIntegration {
    .mock.with {
      $0.responseHeaders = [
        .init("Access-Control-Allow-Origin", "'*'"), .init("Access-Control-Allow-Methods", "'PUT'"),
      ]
    }
  }
}

extension TopologyBuilder {
  /// The private API `a` that everybody in `vpc-1` may call.
  fileprivate mutating func privateAPI(_ method: String = "GET /x", integration: APIIntegration = .mock) {
    apiVPCs()
    restAPI("a", policy: PrivateAPIFixture.everyone, [method: integration])
  }

  /// `api.corp.example` leads to the API's stage, and its name to `vpce-1`.
  fileprivate mutating func privateDomain(policy: String = PrivateAPIFixture.everyone) {
    certificate("cert", "api.corp.example")
    domainName("api.corp.example", certificate: "cert", policy: policy, mappings: ["v1": "a/prod"])
    zone("corp", "corp.example", in: ["vpc-1"], ["api A 10.1.1.50"])
  }

  /// `shop.example.com` is the HTTPS listener of `alb`, with the certificate `c`.
  fileprivate mutating func tlsFront(
    names: String = "shop.example.com", status: String = "ISSUED", type: String = "AMAZON_ISSUED",
    mutual: String = "off", rules: [Listener.Rule] = [], client abilities: TLSAbilities? = nil
  ) {
    shop()
    dns("vpc-a")
    certificate("c", names, status: status, type: type)
    var listener = Listener.listen(
      "HTTPS:443", rules: rules, actions: [rules.isEmpty ? .forward("tg") : .fixedResponse(status: 404)])
    listener.certificateArn = "c"
    listener.sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    listener.mutualAuthentication = mutual
    listener.additionalCertificateArns = []
    alb([listener])
    webGroup(["i-1"])
    zone("zone", "example.com", in: ["vpc-a"], ["shop A 10.0.1.6"])
    if let abilities, let index = topology.networkInterfaces.firstIndex(where: { $0.id == "client" }) {
      topology.networkInterfaces[index].tlsAbilities = abilities
    }
  }
}
