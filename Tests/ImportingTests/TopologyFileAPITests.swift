import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: APIs and what stands around them") struct TopologyFileAPITests {
  private static let network = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
        endpoints: {edge: {service: execute-api, subnets: [a, b]}}
        loadBalancers:
          nlb: {type: network, subnets: a, listeners: {port: 443, protocol: TLS, certificates: [corp, other]}}
          alb: {subnets: a, listeners: {port: 443, protocol: HTTPS, certificates: corp, sslPolicy: P}}
        vpcLinks:
          v1: {loadBalancers: nlb}
          v2: {subnets: [a, b]}

    """

  @Test("statements of a policy that is a mapping have places of their own; those of a text have not")
  func policyPlaces() throws {
    let topology = readTopology(
      """
      apis:
        a:
          policy:
            Statement:
              - {Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: execute-api:/*}
              - Effect: Deny
                Principal: "*"
                Action: execute-api:Invoke
                Resource: execute-api:/*
          deployedPolicy: '{"Statement": []}'
          methods: {GET /x: mock}
      """)
    let api = try #require(topology.restAPIs.first)
    #expect(api.policySource?.place.line == 4)
    #expect(api.policySource?.statements.map(\.line) == [6, 7])
    let deployed = try #require(api.deployments?.first?.policySource)
    #expect(deployed.place.line == 11 && deployed.statements == [])
  }

  @Test("a private API in a few lines")
  func short() throws {
    let topology = readTopology(
      """
      account: "111111111111"
      \(Self.network)
      certificates: {corp: "*.corp.example", other: {names: [a.example], notAfter: "2027-01-01T00:00:00Z"}}
      functions: {orders-fn: {invokedBy: orders}}
      apis:
        orders:
          allow: [edge, app]
          methods: {GET /orders: orders-fn, POST /orders: mock, ANY /: "https://backend.example.com/"}
      """)
    let api = try #require(topology.restAPIs.first)
    #expect(api.id == "orders" && api.endpointType == .private && api.vpcEndpointIds == [])
    #expect(
      api.policyDocument
        == #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","#
        + #""Resource":"execute-api:/*","Condition":{"StringEquals":{"aws:SourceVpce":["edge"]}}},"#
        + #"{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*","#
        + #""Condition":{"StringEquals":{"aws:SourceVpc":["app"]}}}]}"#)
    #expect(api.policySource?.place.description == "t.yaml:19:5")
    #expect(topology.managedResources.first?.policySource?.place.description == "t.yaml:16:25")
    #expect(api.resources?.map(\.path) == ["/orders", "/"])
    let methods = try #require(api.resources?.first?.methods)
    #expect(methods.map(\.httpMethod) == ["GET", "POST"])
    #expect(methods.allSatisfy { $0.authorizationType == "NONE" && !$0.apiKeyRequired })
    #expect(
      methods[0].integration
        == APIIntegration(
          type: "AWS_PROXY", httpMethod: "POST",
          uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/orders-fn/invocations",
          timeoutMilliseconds: 29000))
    #expect(methods[1].integration?.type == "MOCK")
    let root = try #require(api.resources?.last?.methods.first)
    #expect(root.integration?.type == "HTTP_PROXY" && root.integration?.httpMethod == nil)
    let stage = try #require(api.stages?.first)
    #expect(stage.name == "prod" && api.deployment(of: stage)?.policy == .asSaved)
    #expect(
      topology.managedResources.first?.policyDocument?
        .contains(#""AWS:SourceArn":"arn:aws:execute-api:us-east-1:111111111111:orders/*""#) == true)
    #expect(topology.certificates.map(\.names) == [["*.corp.example"], ["a.example"]])
    #expect(topology.certificates.map(\.notAfter) == [nil, 1_798_761_600])
  }

  @Test("links, and the certificates of listeners")
  func links() throws {
    let topology = readTopology(
      """
      \(Self.network)
      certificates: {corp: "*.corp.example", other: a.example}
      apis:
        orders:
          methods:
            GET /v1: {uri: "http://nlb:8080/", vpcLink: v1}
            GET /v2: {uri: "https://b.corp.example/", vpcLink: v2, target: "alb:443", overridesPath: true}
            GET /v3: {uri: "https://b.corp.example/", vpcLink: "${stageVariables.link}", timeout: 5000}
          stages: {prod: {variables: {link: v1}}}
      httpApis:
        web: {routes: {$default: {vpcLink: v2, target: "alb:443", serverNameToVerify: b.corp.example}}}
      """)
    #expect(topology.vpcLinks.map(\.version) == [.v1, .v2])
    #expect(topology.vpcLinks[0].targetArns == ["nlb"])
    #expect(topology.vpcLinks[1].networkInterfaceIds == ["v2/eth0", "v2/eth1"])
    #expect(topology.vpcLinks[1].groupIds == ["app/default"])
    let interface = try #require(topology.networkInterfaces.first { $0.id == "v2/eth1" })
    #expect(interface.interfaceType == .apiGatewayManaged && interface.subnetId == "b")
    let integrations = (topology.restAPIs.first?.resources ?? []).compactMap(\.methods.first?.integration)
    #expect(integrations.map(\.connectionType) == ["VPC_LINK", "VPC_LINK", "VPC_LINK"])
    #expect(integrations.map(\.connectionId) == ["v1", "v2", "${stageVariables.link}"])
    #expect(integrations.map(\.target) == [nil, "alb/443", nil])
    #expect(integrations.map(\.overridesPath) == [false, true, false])
    #expect(integrations[2].timeoutMilliseconds == 5000)
    #expect(topology.restAPIs.first?.stages?.first?.variables == ["link": "v1"])
    let route = try #require(topology.httpAPIs.first?.routes?.first)
    #expect(route.key == "$default" && route.integration?.uri == "alb/443")
    let listeners = topology.loadBalancers.compactMap(\.listeners?.first)
    #expect(listeners.map(\.certificateArn) == ["corp", "corp"])
    #expect(listeners.map(\.additionalCertificateArns) == [["other"], []])
    #expect(listeners.map(\.sslPolicy) == ["ELBSecurityPolicy-2016-08", "P"])
  }

  @Test("authorizers, keys, CORS, a policy that was saved after the deployment")
  func written() throws {
    let topology = readTopology(
      """
      \(Self.network)
      certificates: {corp: "*.corp.example", other: a.example}
      functions: {fn: {}, judge: {policy: {Version: "2012-10-17", Statement: []}}}
      userPools: {staff: {domains: staff}}
      apiKeys: {partner: secret, old: {enabled: false}}
      usagePlans: {gold: {stages: orders/test, keys: partner}}
      apis:
        orders:
          policy: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: "*", Action: "a\\"b"}]}
          deployedPolicy: none
          vpcEndpoints: edge
          securityPolicy: SecurityPolicy_TLS13_1_3_2025_09
          endpointAccessMode: STRICT
          disableExecuteApiEndpoint: true
          cors: {origins: "https://app.example", headers: [x-id, authorization]}
          authorizers:
            judge: {function: judge, ttl: 0}
            staff: {userPools: staff}
          methods:
            GET /orders: {function: fn, auth: judge, apiKey: true}
            PUT /orders: {function: fn, auth: staff, scopes: [orders/write]}
            DELETE /orders: {function: fn, auth: iam, proxy: false}
          stages: [prod, test]
      """)
    #expect(topology.managedResources.map(\.policyDocument) == [nil, #"{"Version":"2012-10-17","Statement":[]}"#])
    let api = try #require(topology.restAPIs.first)
    #expect(
      api.policyDocument
        == #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"a\"b"}]}"#)
    #expect(api.deployments?.map(\.policy) == [.document(nil)])
    #expect(api.vpcEndpointIds == ["edge"] && api.endpointAccessMode == "STRICT" && api.disablesDefaultEndpoint)
    let methods = try #require(api.resources?.first?.methods)
    #expect(methods.map(\.httpMethod) == ["DELETE", "GET", "OPTIONS", "PUT"])
    #expect(methods.map(\.authorizationType) == ["AWS_IAM", "CUSTOM", "NONE", "COGNITO_USER_POOLS"])
    #expect(methods.map(\.authorizerId) == [nil, "judge", nil, "staff"])
    #expect(methods[0].integration?.type == "AWS" && methods[1].apiKeyRequired)
    #expect(
      methods[2].integration?.responseHeaders == [
        .init("Access-Control-Allow-Headers", "'x-id,authorization'"),
        .init("Access-Control-Allow-Methods", "'DELETE,GET,PUT'"),
        .init("Access-Control-Allow-Origin", "'https://app.example'"),
      ])
    #expect(api.gatewayResponses?.map(\.responseType) == ["DEFAULT_4XX", "DEFAULT_5XX"])
    #expect(api.authorizers?.map(\.type) == ["TOKEN", "COGNITO_USER_POOLS"])
    #expect(api.authorizers?.map(\.resultTTLSeconds) == [0, 300])
    #expect(api.authorizers?[1].providerArns == ["staff"])
    #expect(topology.apiKeys.map(\.value) == ["secret", nil] && topology.apiKeys.map(\.isEnabled) == [true, false])
    #expect(topology.usagePlans.first?.stages == [.init(apiId: "orders", stage: "test")])
    #expect(topology.usagePlans.first?.keyIds == ["partner"])
    #expect(topology.userPools.first?.domains == ["staff"])
  }

  @Test("domain names: private ones with the endpoints that are associated, public ones")
  func domains() throws {
    let topology = readTopology(
      """
      \(Self.network)
      certificates: {corp: "*.corp.example", other: a.example}
      apis: {orders: {}, web: {type: regional}}
      domainNames:
        api.corp.example:
          certificate: corp
          allow: anyone
          vpcEndpoints: edge
          domainNameId: abcd1234
          mappings: {v1: orders/prod, /: orders}
          rules:
            - {basePaths: beta, headers: {x-version: "beta*"}, to: orders/prod, stripBasePath: true}
            - {to: orders/prod}
        a.example: {type: regional, certificate: other, truststore: "s3://b/t.pem", mappings: {/: web/prod}}
      """)
    let domain = try #require(topology.apiDomainNames.first)
    #expect(domain.domainName == "api.corp.example" && domain.endpointType == .private)
    #expect(domain.certificateArn == "corp" && domain.domainNameId == "abcd1234")
    #expect(domain.policyDocument?.hasSuffix(#""Resource":"execute-api:/*"}]}"#) == true)
    #expect(
      domain.mappings == [
        .init(basePath: "v1", apiId: "orders", stage: "prod"), .init(basePath: "", apiId: "orders", stage: nil),
      ])
    #expect(domain.routingMode == .ruleThenMapping && domain.rules?.map(\.priority) == [1, 2])
    #expect(domain.rules?.first?.headers == [.init(anyOf: [.init(name: "x-version", valueGlob: "beta*")])])
    let association = try #require(topology.domainNameAccessAssociations.first)
    #expect(association.domainNameArn == domain.id && association.vpcEndpointId == "edge")
    let open = try #require(topology.apiDomainNames.last)
    #expect(open.endpointType == .regional && open.truststoreURI == "s3://b/t.pem" && open.routingMode == .mappingOnly)
  }

  @Test(
    "mistakes are named with what is right",
    arguments: [
      ("apis: {a: {methods: {orders: mock}}}", "`orders` is not a verb and a path"),
      ("apis: {a: {methods: {GET /: {auth: jugde}}, authorizers: {judge: {userPools: x}}}}", "no authorizer `jugde`"),
      ("apis: {a: {methods: {GET /: {verb: GET}}}}", "needs `uri`"),
      ("apis: {a: {type: regional, vpcEndpoints: edge}}", "`vpcEndpoints` is of a private API"),
      ("apis: {a: {cors: {origins: [x, y]}}}", "a mock method answers one origin, found 2"),
      ("apis: {a: {}}\ndomainNames: {d.example: {mappings: {/: a/live}}}", "the API `a` has no stage `live`"),
      ("apis: {a: {}}\nusagePlans: {u: {stages: a}}", "a usage plan opens stages"),
      ("certificates: {c: {names: x, notAfter: soon}}", "`soon` is not a moment"),
      ("domainNames: {d.example: {type: edge, allow: anyone}}", "`allow` is of a private domain name"),
      ("vpcs: {v: {cidr: 10.0.0.0/16, vpcLinks: {l: {}}}}", "needs `loadBalancers`"),
    ])
  func mistakes(_ text: String, _ message: String) {
    let (_, diagnostics) = TopologyFileReader.read("canreach: 1\n\(text)\n", file: "t.yaml")
    #expect(diagnostics.contains { $0.message.contains(message) }, "\(diagnostics)")
  }
}
