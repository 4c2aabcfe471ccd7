import Foundation
import NetworkModel
import Testing

@testable import Importing

/// APIs of the emulator's snapshots.
@Suite("AWS snapshot: APIs of the architectures") struct SnapshotArchitectureAPITests {
  @Test("a private API: policy, methods, stage, what its deployment captured is not shown")
  func basic() throws {
    let topology = try fixture("snapshots/01-basic")
    let api = try #require(topology.restAPIs.first)
    #expect(topology.restAPIs.count == 1, "two calls show one API")
    #expect(api.id == "fvgfiwkj31" && api.identity.name == "basic-private-api")
    #expect(api.identity.tags.map(\.key) == ["Architecture", "ManagedBy"])
    #expect(api.endpointType == .private && api.vpcEndpointIds == [] && !api.disablesDefaultEndpoint)
    #expect(api.policyDocument?.hasPrefix(#"{"Statement":[{"Action":"execute-api:Invoke","#) == true)
    #expect(api.policyDocument?.contains("\\") == false)
    let policy = try #require(api.policySource)
    let own = try #require(api.identity.source)
    #expect(policy.place.file == own.file && policy.place.line > own.line && policy.statements == [])
    let orders = try #require(api.resources?.first { $0.path == "/orders" })
    let method = try #require(orders.methods.first)
    #expect(method.httpMethod == "GET" && method.authorizationType == "AWS_IAM" && !method.apiKeyRequired)
    #expect(method.integration?.type == "AWS_PROXY" && method.integration?.timeoutMilliseconds == 29000)
    #expect(method.integration?.uri?.hasSuffix(":function:basic-backend/invocations") == true)
    let stage = try #require(api.stages?.first)
    #expect(stage.name == "prod")
    #expect(api.deployment(of: stage)?.created == 1_795_361_430)
    #expect(api.deployment(of: stage)?.policy == .notShown)
    #expect(api.authorizers == [])
    #expect(api.gatewayResponses == nil, "no call shows them")
    let missing = topology.coverage.calls.filter { $0.state == .notVisible }.map(\.call)
    #expect(missing.contains("apigateway get-gateway-responses fvgfiwkj31"))
    #expect(missing.contains("apigateway get-usage-plans"))
  }

  @Test("a VPC link leads to its load balancer; integrations name it")
  func link() throws {
    let topology = try fixture("snapshots/06-cross-account-privatelink")
    let link = try #require(topology.vpcLinks.first)
    #expect(link.version == .v1 && link.status == "AVAILABLE")
    #expect(topology.loadBalancers.contains { link.targetArns == [$0.id] })
    let api = try #require(topology.restAPIs.first)
    let integrations = (api.resources ?? []).flatMap(\.methods).compactMap(\.integration)
    #expect(integrations.filter { $0.connectionType == "VPC_LINK" }.allSatisfy { $0.connectionId == link.id })
    #expect(integrations.filter { $0.connectionType == "VPC_LINK" }.count == 2)
  }

  @Test("one domain name in two Regions is two; certificates of listeners")
  func multiRegion() throws {
    let topology = try fixture("snapshots/04-multi-region")
    #expect(
      topology.apiDomainNames.map(\.id) == [
        "arn:aws:apigateway:us-east-1::/domainnames/api.corp.example.com",
        "arn:aws:apigateway:us-west-2::/domainnames/api.corp.example.com",
      ])
    let domain = topology.apiDomainNames[0]
    #expect(domain.endpointType == .regional)
    #expect(domain.targetName == "d-wypzbqe7tf.execute-api.us-east-1.amazonaws.com")
    #expect(domain.mappings == [.init(basePath: "", apiId: "tpwd0kqjyu", stage: "prod")])
    #expect(domain.rules == [], "mappings alone are asked")
    let certificate = try #require(topology.certificates[id: domain.certificateArn ?? ""])
    #expect(certificate.names == ["api.corp.example.com"] && !certificate.hasAllNames)
    #expect(certificate.status == "ISSUED" && certificate.keyAlgorithm == "RSA_2048")
    #expect(certificate.notAfter == 1_826_897_400)
    let listener = try #require(
      topology.loadBalancers.first { $0.identity.name == "api-a" }?.listeners?.first { $0.port == 443 })
    #expect(listener.certificateArn == certificate.id)
    #expect(listener.additionalCertificateArns == [])
    #expect(listener.sslPolicy == "ELBSecurityPolicy-TLS13-1-2-2021-06")
  }

  @Test("what no call shows of an API is not visible, which is not the same as empty")
  func missing() throws {
    let api = try #require(
      try snapshot(["apigateway-get-rest-apis": #"{"items": [{"id": "a1", "name": "orders"}]}"#]).restAPIs.first)
    #expect(api.endpointType == .edge, "AWS's default")
    #expect(api.resources == nil && api.stages == nil && api.deployments == nil && api.authorizers == nil)
  }
}

/// Spellings that the emulator does not have.
@Suite("AWS snapshot: APIs as AWS writes them") struct SnapshotAPITests {
  private let list =
    #"{"items": [{"id": "a1", "name": "orders", "securityPolicy": "SecurityPolicy_TLS13_1_3_2025_09", "#
    + #""endpointAccessMode": "STRICT", "disableExecuteApiEndpoint": true, "endpointConfiguration": "#
    + #"{"types": ["PRIVATE"], "ipAddressType": "dualstack", "vpcEndpointIds": ["vpce-1"]}}]}"#

  @Test("methods with authorizers, private integrations, headers, path overrides")
  func methods() throws {
    let api = try #require(
      try snapshot([
        "apigateway-get-rest-apis": list,
        "apigateway-get-resources__a1":
          #"""
        {"items": [{"id": "r1", "path": "/", "resourceMethods": {
          "POST": {"httpMethod": "POST", "authorizationType": "COGNITO_USER_POOLS", "authorizerId": "z1",
            "authorizationScopes": ["orders/write"], "apiKeyRequired": true, "methodIntegration": {
              "type": "HTTP_PROXY", "uri": "https://backend.example.com/v1", "connectionType": "VPC_LINK",
              "connectionId": "${stageVariables.link}", "integrationTarget": "arn:aws:elasticloadbalancing:x:1:y/app/z",
              "requestTemplates": {"application/json": "#set($context.requestOverride.path = '/v1')"},
              "tlsConfig": {"insecureSkipVerification": true}}},
          "OPTIONS": {"httpMethod": "OPTIONS", "authorizationType": "NONE", "methodIntegration": {"type": "MOCK",
            "integrationResponses": {"200": {"statusCode": "200", "responseParameters": {
              "method.response.header.Access-Control-Allow-Origin": "'*'"}}}}},
          "GET": {}}}]}
        """#,
        "apigateway-get-authorizers__a1":
          #"""
        {"items": [{"id": "z1", "name": "pool", "type": "COGNITO_USER_POOLS", "authorizerResultTtlInSeconds": 0,
          "providerARNs": ["arn:aws:cognito-idp:eu-west-1:1:userpool/p"],
          "identitySource": "method.request.header.Authorization, method.request.querystring.token"}]}
        """#,
        "apigateway-get-gateway-responses__a1":
          #"""
        {"items": [{"responseType": "DEFAULT_4XX", "defaultResponse": false, "responseParameters": {
          "gatewayresponse.header.Access-Control-Allow-Origin": "'*'"}},
          {"responseType": "THROTTLED", "statusCode": "429", "defaultResponse": true}]}
        """#,
      ]).restAPIs.first)
    #expect(api.securityPolicy == "SecurityPolicy_TLS13_1_3_2025_09" && api.endpointAccessMode == "STRICT")
    #expect(api.disablesDefaultEndpoint && api.vpcEndpointIds == ["vpce-1"])
    let methods = try #require(api.resources?.first?.methods)
    #expect(methods.map(\.httpMethod) == ["GET", "OPTIONS", "POST"])
    #expect(methods[0].authorizationType == nil && methods[0].integration == nil, "asked without `--embed methods`")
    #expect(methods[1].integration?.responseHeaders == [.init("Access-Control-Allow-Origin", "'*'")])
    #expect(methods[2].authorizationScopes == ["orders/write"] && methods[2].apiKeyRequired)
    let integration = try #require(methods[2].integration)
    #expect(integration.connectionId == "${stageVariables.link}" && integration.target?.hasSuffix("/app/z") == true)
    #expect(integration.skipsCertificateAuthority && integration.overridesPath)
    let authorizer = try #require(api.authorizers?.first)
    #expect(authorizer.providerArns == ["arn:aws:cognito-idp:eu-west-1:1:userpool/p"])
    #expect(
      authorizer.identitySources == ["method.request.header.Authorization", "method.request.querystring.token"])
    #expect(authorizer.resultTTLSeconds == 0)
    #expect(
      api.gatewayResponses == [
        GatewayResponse(responseType: "DEFAULT_4XX", headers: [.init("Access-Control-Allow-Origin", "'*'")])
      ])
  }

  @Test("a stage's canary is another deployment, unless it gets nothing; methods of a deployment")
  func stages() throws {
    let api = try #require(
      try snapshot([
        "apigateway-get-rest-apis": list,
        "apigateway-get-stages__a1":
          #"""
        {"item": [{"deploymentId": "d1", "stageName": "prod", "variables": {"link": "l1"},
          "webAclArn": "arn:aws:wafv2:acl", "canarySettings": {"percentTraffic": 12.5, "deploymentId": "d2"}},
          {"deploymentId": "d1", "stageName": "test",
            "canarySettings": {"percentTraffic": 0.0, "deploymentId": "d2"}}]}
        """#,
        "apigateway-get-deployments__a1":
          #"""
        {"items": [{"id": "d1", "createdDate": "2026-11-24T15:41:16+01:00", "apiSummary": {"/orders": {
          "POST": {"authorizationType": "AWS_IAM", "apiKeyRequired": true}, "GET": {"authorizationType": "NONE"}}}}]}
        """#,
      ]).restAPIs.first)
    let stages = try #require(api.stages)
    #expect(stages[0].canary == .init(deploymentId: "d2") && stages[0].variables == ["link": "l1"])
    #expect(stages[0].webACLArn == "arn:aws:wafv2:acl")
    #expect(stages[1].canary == nil)
    let deployment = try #require(api.deployment(of: stages[0]))
    #expect(deployment.created == 1_795_531_276)
    #expect(
      deployment.methods == [
        .init(path: "/orders", httpMethod: "GET", authorizationType: "NONE"),
        .init(path: "/orders", httpMethod: "POST", authorizationType: "AWS_IAM", apiKeyRequired: true),
      ])
  }

  @Test("private custom domain names: policies, rules, mappings, access associations")
  func domains() throws {
    let topology = try snapshot([
      "apigateway-get-domain-names":
        #"""
      {"items": [{"domainName": "api.corp.example", "domainNameId": "abcd1234",
        "domainNameArn": "arn:aws:apigateway:us-east-1:111111111111:/domainnames/api.corp.example+abcd1234",
        "certificateArn": "arn:aws:acm:us-east-1:111111111111:certificate/c", "securityPolicy": "TLS_1_2",
        "policy": "{\\\"Version\\\":\\\"2012-10-17\\\"}", "managementPolicy": "{\"Version\":\"2012-10-17\"}",
        "endpointConfiguration": {"types": ["PRIVATE"], "ipAddressType": "dualstack"},
        "routingMode": "ROUTING_RULE_THEN_API_MAPPING", "domainNameStatus": "AVAILABLE"}]}
      """#,
      "apigateway-get-base-path-mappings__api.corp.example":
        #"{"items": [{"basePath": "v1", "restApiId": "a1", "stage": "prod"}, {"basePath": "(none)", "restApiId": "a2"}]}"#,
      "apigatewayv2-list-routing-rules__api.corp.example":
        #"""
      {"RoutingRules": [{"RoutingRuleId": "r2", "Priority": 20, "Conditions": [],
          "Actions": [{"InvokeApi": {"ApiId": "a2", "Stage": "prod"}}]},
        {"RoutingRuleId": "r1", "Priority": 10, "Conditions": [{"MatchBasePaths": {"AnyOf": ["orders"]}},
          {"MatchHeaders": {"AnyOf": [{"Header": "x-version", "ValueGlob": "beta*"}]}}],
          "Actions": [{"InvokeApi": {"ApiId": "a1", "Stage": "beta", "StripBasePath": true}}]}]}
      """#,
      "apigateway-get-domain-name-access-associations":
        #"""
      {"items": [{"domainNameAccessAssociationArn":
          "arn:aws:apigateway:us-east-1:222222222222:/domainnameaccessassociations/domainname/api.corp.example/vpcesource/vpce-1",
        "domainNameArn": "arn:aws:apigateway:us-east-1:111111111111:/domainnames/api.corp.example+abcd1234",
        "accessAssociationSourceType": "VPCE", "accessAssociationSource": "vpce-1"}]}
      """#,
    ])
    let domain = try #require(topology.apiDomainNames.first)
    #expect(domain.id == "arn:aws:apigateway:us-east-1:111111111111:/domainnames/api.corp.example+abcd1234")
    #expect(domain.endpointType == .private && domain.domainNameId == "abcd1234" && domain.targetName == nil)
    #expect(domain.certificateArn?.hasSuffix("certificate/c") == true)
    #expect(domain.policyDocument == #"{"Version":"2012-10-17"}"#, "escaped once more")
    #expect(domain.managementPolicyDocument == #"{"Version":"2012-10-17"}"#)
    #expect(domain.routingMode == .ruleThenMapping)
    #expect(
      domain.mappings == [
        .init(basePath: "v1", apiId: "a1", stage: "prod"), .init(basePath: "", apiId: "a2", stage: nil),
      ])
    #expect(domain.rules?.map(\.priority) == [10, 20])
    #expect(
      domain.rules?.first
        == .init(
          priority: 10, basePaths: ["orders"],
          headers: [.init(anyOf: [.init(name: "x-version", valueGlob: "beta*")])], apiId: "a1", stage: "beta",
          stripsBasePath: true))
    let association = try #require(topology.domainNameAccessAssociations.first)
    #expect(association.domainNameArn == domain.id && association.vpcEndpointId == "vpce-1")
    #expect(association.identity.account == "222222222222")
  }

  @Test("of two private domain names with one name the mappings cannot be told apart: not visible")
  func sameName() throws {
    let topology = try snapshot([
      "apigateway-get-domain-names":
        #"""
      {"items": [{"domainName": "a.corp", "domainNameId": "one", "endpointConfiguration": {"types": ["PRIVATE"]}},
        {"domainName": "a.corp", "domainNameId": "two", "endpointConfiguration": {"types": ["PRIVATE"]}}]}
      """#,
      "apigateway-get-base-path-mappings__a.corp": #"{"items": [{"basePath": "v1", "restApiId": "a1", "stage": "p"}]}"#,
    ])
    #expect(topology.apiDomainNames.map(\.domainNameId) == ["one", "two"])
    #expect(topology.apiDomainNames.allSatisfy { $0.mappings == nil })
  }

  @Test("a domain name that is shared is the provider's; AWS's security policies are there once")
  func shared() throws {
    let folder = try TemporaryFolder()
    let arn = "arn:aws:apigateway:us-east-1:222222222222:/domainnames/a.corp+one"
    let name = #""domainName": "a.corp", "domainNameId": "one", "domainNameArn": "\#(arn)""#
    let type = #""endpointConfiguration": {"types": ["PRIVATE"]}"#
    for (account, policy) in [("111111111111", ""), ("222222222222", #", "policy": "{}""#)] {
      let scope = "\(account)/us-east-1"
      try folder.write("\(scope)/apigateway-get-domain-names.json", #"{"items": [{\#(name), \#(type)\#(policy)}]}"#)
      try folder.write(
        "\(scope)/elbv2-describe-ssl-policies.json", #"{"SslPolicies": [{"Name": "P", "SslProtocols": ["TLSv1.2"]}]}"#)
    }
    let topology = try load(folder.path).topology
    #expect(topology.apiDomainNames.map(\.identity.account) == ["222222222222"])
    #expect(topology.apiDomainNames.map(\.policyDocument) == ["{}"])
    #expect(topology.sslPolicies.map(\.name) == ["P"])
  }

  @Test("HTTP APIs: routes with their integrations, CORS, JWT, a mapping that both services show")
  func httpAPI() throws {
    let topology = try snapshot([
      "apigatewayv2-get-apis":
        #"""
      {"Items": [{"ApiId": "h1", "Name": "web", "ProtocolType": "HTTP", "Tags": {"team": "x"},
        "CorsConfiguration": {"AllowOrigins": ["https://app.example"], "AllowMethods": ["GET"], "MaxAge": 60}}]}
      """#,
      "apigatewayv2-get-routes__h1":
        #"""
      {"Items": [{"RouteId": "r1", "RouteKey": "GET /orders", "Target": "integrations/i1",
        "AuthorizationType": "JWT", "AuthorizerId": "z1"}]}
      """#,
      "apigatewayv2-get-integrations__h1":
        #"""
      {"Items": [{"IntegrationId": "i1", "IntegrationType": "HTTP_PROXY", "IntegrationMethod": "GET",
        "IntegrationUri": "arn:aws:elasticloadbalancing:us-east-1:1:listener/app/a/b/c", "ConnectionType": "VPC_LINK",
        "ConnectionId": "l1", "TimeoutInMillis": 30000, "TlsConfig": {"ServerNameToVerify": "b.example"},
        "RequestParameters": {"overwrite:path": "$request.path"}}]}
      """#,
      "apigatewayv2-get-stages__h1": #"{"Items": [{"StageName": "$default", "AutoDeploy": true}]}"#,
      "apigatewayv2-get-authorizers__h1":
        #"""
      {"Items": [{"AuthorizerId": "z1", "Name": "jwt", "AuthorizerType": "JWT", "IdentitySource":
        ["$request.header.Authorization"], "JwtConfiguration": {"Audience": ["web"], "Issuer": "https://i.example"}}]}
      """#,
      "apigatewayv2-get-vpc-links":
        #"""
      {"Items": [{"VpcLinkId": "l1", "Name": "private", "SecurityGroupIds": ["sg-1"], "SubnetIds": ["subnet-1"],
        "VpcLinkStatus": "INACTIVE", "VpcLinkVersion": "V2"}]}
      """#,
      "ec2-describe-network-interfaces":
        #"""
      {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "InterfaceType": "api_gateway_managed", "VpcId": "vpc-1",
        "SubnetId": "subnet-1", "Groups": [{"GroupId": "sg-1"}], "Status": "in-use", "SourceDestCheck": true,
        "PrivateIpAddress": "10.0.0.5", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.5", "Primary": true}]}]}
      """#,
      "apigatewayv2-get-domain-names":
        #"""
      {"Items": [{"DomainName": "web.example", "MutualTlsAuthentication": {"TruststoreUri": "s3://b/t.pem"},
        "DomainNameConfigurations": [{"ApiGatewayDomainName": "d-1.execute-api.us-east-1.amazonaws.com",
          "EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2", "CertificateArn": "arn:aws:acm:::c"}]}]}
      """#,
      "apigateway-get-base-path-mappings__web.example":
        #"{"items": [{"basePath": "r", "restApiId": "a1", "stage": "prod"}]}"#,
      "apigatewayv2-get-api-mappings__web.example":
        #"""
      {"Items": [{"ApiMappingKey": "r", "ApiId": "a1", "Stage": "prod"},
        {"ApiMappingKey": "w/v1", "ApiId": "h1", "Stage": "$default"}]}
      """#,
    ])
    let api = try #require(topology.httpAPIs.first)
    #expect(api.cors == .init(allowOrigins: ["https://app.example"], allowMethods: ["GET"], maxAgeSeconds: 60))
    #expect(api.identity.tags == [Tag("team", "x")])
    let route = try #require(api.routes?.first)
    #expect(route.key == "GET /orders" && route.authorizationType == "JWT" && route.authorizerId == "z1")
    #expect(route.integration?.connectionId == "l1" && route.integration?.serverNameToVerify == "b.example")
    #expect(route.integration?.overridesPath == true)
    #expect(api.stages?.map(\.name) == ["$default"] && api.stages?.first?.deploysAutomatically == true)
    #expect(api.authorizers?.first?.issuer == "https://i.example" && api.authorizers?.first?.audience == ["web"])
    let link = try #require(topology.vpcLinks.first)
    #expect(link.version == .v2 && link.status == "INACTIVE" && link.groupIds == ["sg-1"])
    #expect(link.networkInterfaceIds == ["eni-1"])
    let domain = try #require(topology.apiDomainNames.first)
    #expect(domain.truststoreURI == "s3://b/t.pem" && domain.targetName?.hasPrefix("d-1.") == true)
    #expect(domain.mappings?.map(\.basePath) == ["r", "w/v1"])
  }

  @Test("usage plans, keys, certificates, user pools, security policies")
  func callers() throws {
    let arn = "arn:aws:acm:us-east-1:111111111111:certificate/c"
    let topology = try snapshot([
      "apigateway-get-usage-plans":
        #"{"items": [{"id": "u1", "name": "gold", "apiStages": [{"apiId": "a1", "stage": "prod"}]}, {"id": "u2"}]}"#,
      "apigateway-get-usage-plan-keys__u1": #"{"items": [{"id": "k1", "type": "API_KEY", "name": "partner"}]}"#,
      "apigateway-get-api-keys": #"{"items": [{"id": "k1", "name": "partner", "enabled": false}]}"#,
      "acm-list-certificates":
        #"{"CertificateSummaryList": [{"CertificateArn": "\#(arn)", "DomainName": "a.example", "Status": "ISSUED"}]}"#,
      "acm-describe-certificate__certificate_c":
        #"""
      {"Certificate": {"CertificateArn": "\#(arn)", "DomainName": "a.example", "Status": "ISSUED",
        "SubjectAlternativeNames": ["a.example", "*.b.example"], "KeyAlgorithm": "EC-prime256v1",
        "NotAfter": "2027-01-01T00:00:00.000Z", "Type": "IMPORTED"}}
      """#,
      "cognito-idp-list-user-pools": #"{"UserPools": [{"Id": "us-east-1_A", "Name": "staff"}, {"Id": "us-east-1_B"}]}"#,
      "cognito-idp-describe-user-pool__us-east-1_A": #"{"UserPool": {"Id": "us-east-1_A", "Domain": "staff"}}"#,
      "elbv2-describe-ssl-policies":
        #"{"SslPolicies": [{"Name": "ELBSecurityPolicy-TLS13-1-3-2021-06", "SslProtocols": ["TLSv1.3"]}]}"#,
    ])
    #expect(topology.usagePlans.map(\.keyIds) == [["k1"], nil])
    #expect(topology.usagePlans[0].stages == [.init(apiId: "a1", stage: "prod")])
    #expect(topology.apiKeys.map(\.isEnabled) == [false] && topology.apiKeys[0].value == nil)
    let certificate = try #require(topology.certificates.first)
    #expect(topology.certificates.count == 1)
    #expect(certificate.names == ["a.example", "*.b.example"] && certificate.hasAllNames)
    #expect(certificate.keyAlgorithm == "EC_prime256v1" && certificate.notAfter == 1_798_761_600)
    #expect(topology.userPools.map(\.domains) == [["staff"], nil])
    #expect(topology.userPools[0].identity.arn == "arn:aws:cognito-idp:us-east-1:111111111111:userpool/us-east-1_A")
    #expect(topology.sslPolicies == [SSLPolicy("ELBSecurityPolicy-TLS13-1-3-2021-06", protocols: ["TLSv1.3"])])
  }

  @Test("moments: numbers, and texts with zones")
  func moments() {
    #expect(Timestamp.seconds("1970-01-01T00:00:00Z") == 0)
    #expect(Timestamp.seconds("2000-02-29T12:00:00.5-05:30") == 951_845_400)
    for text in ["2026-11-24", "2026-13-01T00:00:00Z", "2026-11-24T15:41:16", "2026-11-24T15:41:16+1", "now"] {
      #expect(Timestamp.seconds(text) == nil, "\(text)")
    }
  }
}

/// What one account's Region holds, from the answers of calls.
private func snapshot(_ answers: [String: String]) throws -> Topology {
  let folder = try TemporaryFolder()
  for (call, answer) in answers { try folder.write("111111111111/us-east-1/\(call).json", answer) }
  return try load(folder.path).topology
}
