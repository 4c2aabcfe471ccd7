import Foundation
import NetworkModel
import Testing

@testable import Importing

extension PlanText {
  /// A private API `orders` with `GET /orders`, a function behind it, a deployment and the stage `prod`.
  static var api: PlanText {
    var plan = PlanText.network
    plan.add(
      "aws_api_gateway_rest_api", "orders", ["name": "orders", "endpoint_configuration": [["types": ["PRIVATE"]]]],
      unknown: ["id", "arn", "execution_arn", "root_resource_id"])
    plan.add(
      "aws_lambda_function", "orders", ["function_name": "orders", "vpc_config": [Any]()], unknown: ["id", "arn"])
    plan.add(
      "aws_api_gateway_resource", "orders", ["path_part": "orders"],
      unknown: ["id", "path", "rest_api_id", "parent_id"],
      references: [
        "rest_api_id": inAPI,
        "parent_id": ["aws_api_gateway_rest_api.orders.root_resource_id", "aws_api_gateway_rest_api.orders"],
      ])
    plan.add(
      "aws_api_gateway_method", "get", ["http_method": "GET", "authorization": "AWS_IAM", "api_key_required": false],
      unknown: ["id", "rest_api_id", "resource_id"], references: onOrders)
    plan.add(
      "aws_api_gateway_integration", "get",
      ["http_method": "GET", "integration_http_method": "POST", "type": "AWS_PROXY", "timeout_milliseconds": 29000],
      unknown: ["id", "rest_api_id", "resource_id", "uri"],
      references: onOrders.merging([
        "uri": ["aws_lambda_function.orders.invoke_arn", "aws_lambda_function.orders"]
      ]) { $1 })
    plan.add(
      "aws_api_gateway_deployment", "v1", unknown: ["id", "rest_api_id", "created_date"],
      references: ["rest_api_id": inAPI])
    plan.add(
      "aws_api_gateway_stage", "prod", ["stage_name": "prod"], unknown: ["id", "rest_api_id", "deployment_id"],
      references: [
        "rest_api_id": inAPI,
        "deployment_id": ["aws_api_gateway_deployment.v1.id", "aws_api_gateway_deployment.v1"],
      ])
    return plan
  }

  static let inAPI = ["aws_api_gateway_rest_api.orders.id", "aws_api_gateway_rest_api.orders"]
  static var onOrders: [String: Any] {
    [
      "rest_api_id": inAPI, "resource_id": ["aws_api_gateway_resource.orders.id", "aws_api_gateway_resource.orders"],
    ]
  }
}

@Suite struct TerraformAPITests {
  @Test("a private API with its paths, methods and integrations, before AWS has given an id")
  func rest() throws {
    var plan = PlanText.api
    plan.add(
      "aws_api_gateway_resource", "one", ["path_part": "{id}"], unknown: ["id", "path", "rest_api_id", "parent_id"],
      references: [
        "rest_api_id": PlanText.inAPI,
        "parent_id": ["aws_api_gateway_resource.orders.id", "aws_api_gateway_resource.orders"],
      ])
    plan.add(
      "aws_api_gateway_integration_response", "get",
      [
        "http_method": "GET", "status_code": "200",
        "response_parameters": ["method.response.header.Access-Control-Allow-Origin": "'*'"],
      ], unknown: ["id", "rest_api_id", "resource_id"], references: PlanText.onOrders)
    let api = try #require(try plan.load().topology.restAPIs.first)
    #expect(api.id == "aws_api_gateway_rest_api.orders" && api.identity.name == "orders")
    #expect(api.endpointType == .private && api.identity.account == "111111111111")
    #expect(api.resources?.map(\.path) == ["/", "/orders", "/orders/{id}"])
    let method = try #require(api.resources?[1].methods.first)
    #expect(method.httpMethod == "GET" && method.authorizationType == "AWS_IAM")
    let integration = try #require(method.integration)
    #expect(integration.type == "AWS_PROXY" && integration.httpMethod == "POST")
    #expect(
      integration.uri
        == "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/aws_lambda_function.orders/invocations")
    #expect(integration.responseHeaders == [.init("Access-Control-Allow-Origin", "'*'")])
    #expect(api.stages?.map(\.name) == ["prod"])
    #expect(api.stages.flatMap { $0.first }.flatMap { api.deployment(of: $0) } != nil)
  }

  @Test("authorizers, gateway responses, keys and usage plans")
  func callers() throws {
    var plan = PlanText.api
    plan.add("aws_cognito_user_pool", "people", ["name": "people"], unknown: ["id", "arn"])
    plan.add(
      "aws_cognito_user_pool_domain", "people", ["domain": "log-in"], unknown: ["id", "user_pool_id"],
      references: ["user_pool_id": ["aws_cognito_user_pool.people.id", "aws_cognito_user_pool.people"]])
    plan.add(
      "aws_api_gateway_authorizer", "people", ["name": "people", "type": "COGNITO_USER_POOLS"],
      unknown: ["id", "rest_api_id", "provider_arns"],
      references: [
        "rest_api_id": PlanText.inAPI,
        "provider_arns": ["aws_cognito_user_pool.people.arn", "aws_cognito_user_pool.people"],
      ])
    plan.add(
      "aws_api_gateway_method", "post",
      ["http_method": "POST", "authorization": "COGNITO_USER_POOLS", "api_key_required": true],
      unknown: ["id", "rest_api_id", "resource_id", "authorizer_id"],
      references: PlanText.onOrders.merging([
        "authorizer_id": ["aws_api_gateway_authorizer.people.id", "aws_api_gateway_authorizer.people"]
      ]) { $1 })
    plan.add(
      "aws_api_gateway_gateway_response", "denied",
      [
        "response_type": "ACCESS_DENIED", "status_code": "404",
        "response_parameters": ["gatewayresponse.header.X-Why": "'no'"],
      ], unknown: ["id", "rest_api_id"], references: ["rest_api_id": PlanText.inAPI])
    plan.add("aws_api_gateway_api_key", "k", ["name": "k", "enabled": false])
    plan.add(
      "aws_api_gateway_usage_plan", "p", ["name": "p", "api_stages": [["stage": "prod"]]],
      references: ["api_stages": [["api_id": ["references": PlanText.inAPI]]]])
    plan.mark("aws_api_gateway_usage_plan.p", "api_stages", [["api_id": true]])
    plan.add(
      "aws_api_gateway_usage_plan_key", "k", unknown: ["id", "key_id", "usage_plan_id"],
      references: [
        "key_id": ["aws_api_gateway_api_key.k.id", "aws_api_gateway_api_key.k"],
        "usage_plan_id": ["aws_api_gateway_usage_plan.p.id", "aws_api_gateway_usage_plan.p"],
      ])
    let topology = try plan.load().topology
    let api = try #require(topology.restAPIs.first)
    let authorizer = try #require(api.authorizers?.first)
    #expect(authorizer.type == "COGNITO_USER_POOLS")
    #expect(authorizer.identitySources == ["method.request.header.Authorization"])
    let pool = try #require(topology.userPools.first)
    #expect(authorizer.providerArns == [pool.identity.arn] && pool.domains == ["log-in"])
    let post = try #require(api.resources?[1].methods.first { $0.httpMethod == "POST" })
    #expect(post.authorizerId == authorizer.id && post.apiKeyRequired)
    #expect(
      api.gatewayResponses == [
        GatewayResponse(responseType: "ACCESS_DENIED", statusCode: "404", headers: [.init("X-Why", "'no'")])
      ])
    #expect(topology.apiKeys.map(\.isEnabled) == [false])
    #expect(topology.usagePlans.first?.stages == [.init(apiId: api.id, stage: "prod")])
    #expect(topology.usagePlans.first?.keyIds == ["aws_api_gateway_api_key.k"])
  }

  @Test("VPC links: of version 1 to load balancers, of version 2 with interfaces; a variable may name one")
  func links() throws {
    var plan = PlanText.api
    plan.add(
      "aws_lb", "n", ["name": "n", "load_balancer_type": "network", "internal": true],
      unknown: ["id", "arn", "subnets"],
      references: ["subnets": ["aws_subnet.a.id", "aws_subnet.a"]])
    plan.add(
      "aws_api_gateway_vpc_link", "one", ["name": "one"], unknown: ["id", "target_arns"],
      references: ["target_arns": ["aws_lb.n.arn", "aws_lb.n"]])
    plan.add(
      "aws_apigatewayv2_vpc_link", "two", ["name": "two"], unknown: ["id", "subnet_ids", "security_group_ids"],
      references: [
        "subnet_ids": ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"],
        "security_group_ids": ["aws_security_group.open.id", "aws_security_group.open"],
      ])
    plan.add(
      "aws_api_gateway_stage", "test", ["stage_name": "test", "variables": ["colour": "blue"]],
      unknown: ["id", "rest_api_id", "deployment_id"],
      references: [
        "rest_api_id": PlanText.inAPI,
        "variables": ["aws_api_gateway_vpc_link.one.id", "aws_api_gateway_vpc_link.one"],
      ])
    plan.mark("aws_api_gateway_stage.test", "variables", ["link": true])
    let topology = try plan.load().topology
    let first = try #require(topology.vpcLinks.first { $0.version == .v1 })
    #expect(first.targetArns == ["aws_lb.n"] && first.status == "AVAILABLE")
    let second = try #require(topology.vpcLinks.first { $0.version == .v2 })
    #expect(second.vpcId == "aws_vpc.main" && second.networkInterfaceIds.count == 2)
    let own = topology.networkInterfaces.filter { second.networkInterfaceIds.contains($0.id) }
    #expect(own.allSatisfy { $0.interfaceType == .apiGatewayManaged && $0.groupIds == ["aws_security_group.open"] })
    #expect(own.allSatisfy { $0.privateAddresses.count == 1 && $0.vpcId == "aws_vpc.main" })
    #expect(own.allSatisfy { topology.coverage.synthesized[$0.id]?.contains("VPC link") == true })
    #expect(
      topology.restAPIs.first?.stages?.last?.variables == ["colour": "blue", "link": "aws_api_gateway_vpc_link.one"])
  }

  @Test("domain names, private ones too, their mappings and associations")
  func domains() throws {
    var plan = PlanText.api
    plan.add("aws_acm_certificate", "c", ["domain_name": "api.corp.example"], unknown: ["id", "arn"])
    plan.add(
      "aws_api_gateway_domain_name", "own",
      ["domain_name": "api.corp.example", "endpoint_configuration": [["types": ["PRIVATE"]]]],
      unknown: ["id", "arn", "domain_name_id", "certificate_arn"],
      references: ["certificate_arn": ["aws_acm_certificate.c.arn", "aws_acm_certificate.c"]])
    plan.add(
      "aws_api_gateway_base_path_mapping", "own",
      ["domain_name": "api.corp.example", "base_path": "v1", "stage_name": "prod"],
      unknown: ["id", "api_id", "domain_name_id"],
      references: [
        "api_id": PlanText.inAPI,
        "domain_name_id": [
          "aws_api_gateway_domain_name.own.domain_name_id", "aws_api_gateway_domain_name.own",
        ],
      ])
    plan.add(
      "aws_vpc_endpoint", "e",
      ["vpc_endpoint_type": "Interface", "service_name": "com.amazonaws.us-east-1.execute-api"],
      unknown: ["id", "vpc_id"], references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    plan.add(
      "aws_api_gateway_domain_name_access_association", "e", ["access_association_source_type": "VPCE"],
      unknown: ["id", "arn", "access_association_source", "domain_name_arn"],
      references: [
        "access_association_source": ["aws_vpc_endpoint.e.id", "aws_vpc_endpoint.e"],
        "domain_name_arn": ["aws_api_gateway_domain_name.own.arn", "aws_api_gateway_domain_name.own"],
      ])
    plan.add(
      "aws_apigatewayv2_domain_name", "open",
      ["domain_name": "open.example", "domain_name_configuration": [["endpoint_type": "REGIONAL"]]],
      unknown: ["id", "arn"])
    plan.add(
      "aws_apigatewayv2_api_mapping", "open",
      ["domain_name": "open.example", "api_mapping_key": "orders", "stage": "prod"], unknown: ["id", "api_id"],
      references: ["api_id": PlanText.inAPI])
    let topology = try plan.load().topology
    let own = try #require(topology.apiDomainNames.first { $0.endpointType == .private })
    #expect(own.certificateArn == "aws_acm_certificate.c" && own.targetName == nil)
    #expect(own.mappings == [.init(basePath: "v1", apiId: "aws_api_gateway_rest_api.orders", stage: "prod")])
    let association = try #require(topology.domainNameAccessAssociations.first)
    #expect(association.domainNameArn == own.id && association.vpcEndpointId == "aws_vpc_endpoint.e")
    let open = try #require(topology.apiDomainNames.first { $0.endpointType == .regional })
    #expect(open.targetName == "aws_apigatewayv2_domain_name.open.domain_name_configuration")
    #expect(open.mappings == [.init(basePath: "orders", apiId: "aws_api_gateway_rest_api.orders", stage: "prod")])
    #expect(open.rules == [])
  }

  @Test("an HTTP API: routes, integrations, authorizers, stages")
  func http() throws {
    var plan = PlanText.network
    plan.add(
      "aws_apigatewayv2_api", "h",
      ["name": "h", "protocol_type": "HTTP", "cors_configuration": [["allow_origins": ["https://app.example"]]]])
    let api = ["aws_apigatewayv2_api.h.id", "aws_apigatewayv2_api.h"]
    plan.add("aws_lambda_function", "f", ["function_name": "f"], unknown: ["id", "arn"])
    plan.add(
      "aws_apigatewayv2_integration", "f", ["integration_type": "AWS_PROXY", "payload_format_version": "2.0"],
      unknown: ["id", "api_id", "integration_uri"],
      references: ["api_id": api, "integration_uri": ["aws_lambda_function.f.invoke_arn", "aws_lambda_function.f"]])
    plan.add(
      "aws_apigatewayv2_authorizer", "jwt",
      [
        "name": "jwt", "authorizer_type": "JWT", "identity_sources": ["$request.header.Authorization"],
        "jwt_configuration": [["issuer": "https://issuer.example", "audience": ["a"]]],
      ], unknown: ["id", "api_id"], references: ["api_id": api])
    plan.add(
      "aws_apigatewayv2_route", "r", ["route_key": "GET /x", "authorization_type": "JWT"],
      unknown: ["id", "api_id", "target", "authorizer_id"],
      references: [
        "api_id": api, "target": ["aws_apigatewayv2_integration.f.id", "aws_apigatewayv2_integration.f"],
        "authorizer_id": ["aws_apigatewayv2_authorizer.jwt.id", "aws_apigatewayv2_authorizer.jwt"],
      ])
    plan.add(
      "aws_apigatewayv2_stage", "s", ["name": "$default", "auto_deploy": true], unknown: ["id", "api_id"],
      references: ["api_id": api])
    let made = try #require(try plan.load().topology.httpAPIs.first)
    #expect(made.cors?.allowOrigins == ["https://app.example"])
    let route = try #require(made.routes?.first)
    #expect(route.key == "GET /x" && route.authorizerId == "aws_apigatewayv2_authorizer.jwt")
    #expect(route.integration?.uri?.hasSuffix("/functions/aws_lambda_function.f/invocations") == true)
    #expect(made.authorizers?.first?.issuer == "https://issuer.example")
    #expect(made.stages?.map(\.name) == ["$default"])
  }

  @Test("quick create: a target makes a route, an integration and a stage")
  func quickCreate() throws {
    var plan = PlanText.network
    plan.add("aws_apigatewayv2_api", "q", ["name": "q", "protocol_type": "HTTP", "target": "https://example.com"])
    let made = try #require(try plan.load().topology.httpAPIs.first)
    #expect(made.routes?.map(\.key) == ["$default"] && made.stages?.map(\.name) == ["$default"])
    #expect(made.routes?.first?.integration?.type == "HTTP_PROXY")
    #expect(made.routes?.first?.integration?.uri == "https://example.com")
  }

  @Test("a state has AWS's ids, and the same links")
  func state() throws {
    let topology = try load("\(terraformFixtures)/plans/01-basic.state.json").topology
    let snapshot = try fixture("snapshots/01-basic")
    let api = try #require(topology.restAPIs.first)
    let shown = try #require(snapshot.restAPIs.first)
    #expect(api.id == shown.id && api.identity.account == shown.identity.account)
    #expect(Set(api.resources?.map(\.path) ?? []) == Set(shown.resources?.map(\.path) ?? []))
    #expect(
      api.resources?.flatMap(\.methods).map(\.integration) == shown.resources?.flatMap(\.methods).map(\.integration))
    #expect(api.stages?.map(\.deploymentId) == shown.stages?.map(\.deploymentId))
    #expect(api.deployments?.map(\.policy) == [.notShown], "AWS has no call that shows it")
    #expect(api.deployments?.map(\.created) == shown.deployments?.map(\.created))
  }
}
