import NetworkModel
import Testing

@testable import Importing

/// What a plan makes in an API that it only looks up: it is the API of another input.
@Suite struct TerraformAdditionTests {
  /// A plan that adds `GET /orders/{id}` and the stage `next` to an API that a data source looks up.
  private func plan(api: String, root: String) -> PlanText {
    var plan = PlanText()
    plan.add(
      "aws_api_gateway_rest_api", "shared",
      [
        "id": api, "name": "shared", "root_resource_id": root, "endpoint_configuration": [["types": ["PRIVATE"]]],
        "execution_arn": "arn:aws:execute-api:us-east-1:111111111111:\(api)",
      ], unknown: [], isData: true)
    // Terraform writes what is below before what it is below.
    plan.add(
      "aws_api_gateway_resource", "a_one", ["rest_api_id": api, "path_part": "{id}"],
      unknown: ["id", "path", "parent_id"],
      references: ["parent_id": ["aws_api_gateway_resource.z_new.id", "aws_api_gateway_resource.z_new"]])
    plan.add(
      "aws_api_gateway_resource", "z_new", ["rest_api_id": api, "path_part": "new", "parent_id": root],
      unknown: ["id", "path"])
    plan.add(
      "aws_api_gateway_method", "get", ["rest_api_id": api, "http_method": "GET", "authorization": "NONE"],
      unknown: ["id", "resource_id"],
      references: ["resource_id": ["aws_api_gateway_resource.a_one.id", "aws_api_gateway_resource.a_one"]])
    plan.add(
      "aws_api_gateway_integration", "get", ["rest_api_id": api, "http_method": "GET", "type": "MOCK"],
      unknown: ["id", "resource_id"],
      references: ["resource_id": ["aws_api_gateway_resource.a_one.id", "aws_api_gateway_resource.a_one"]])
    plan.add("aws_api_gateway_deployment", "d", ["rest_api_id": api], unknown: ["id"])
    plan.add(
      "aws_api_gateway_stage", "next", ["rest_api_id": api, "stage_name": "next"], unknown: ["id", "deployment_id"],
      references: ["deployment_id": ["aws_api_gateway_deployment.d.id", "aws_api_gateway_deployment.d"]])
    return plan
  }

  @Test("beside the input that has the API it is there with what is added")
  func both() throws {
    let state = "\(terraformFixtures)/plans/01-basic.state.json"
    let api = try #require(try load(state).topology.restAPIs.first)
    let root = try #require(api.resources?.first { $0.path == "/" }?.id)
    let folder = try TemporaryFolder()
    let path = try plan(api: api.id, root: root).write("plan.json", in: folder)
    for inputs in [[state, path], [path, state]] {
      let topology = try Importer.load(inputs).topology
      let merged = try #require(topology.restAPIs.first)
      #expect(topology.restAPIs.count == 1)
      let added = Set(merged.resources?.map(\.path) ?? []).subtracting(api.resources?.map(\.path) ?? [])
      #expect(added == ["/new", "/new/{id}"])
      let method = merged.resources?.first { $0.path == "/new/{id}" }?.methods.first
      #expect(method?.httpMethod == "GET" && method?.integration?.type == "MOCK")
      #expect(Set(merged.stages?.map(\.name) ?? []) == Set(api.stages?.map(\.name) ?? []).union(["next"]))
      let stage = merged.stages?.first { $0.name == "next" }
      #expect(stage.flatMap { merged.deployment(of: $0) } != nil)
      #expect(merged.policyDocument == api.policyDocument)
    }
  }

  @Test("alone, what else the API has is not known")
  func alone() throws {
    let api = try #require(try plan(api: "abcdefghij", root: "root").load().topology.restAPIs.first)
    #expect(api.id == "abcdefghij" && api.endpointType == .private)
    #expect(api.resources == nil && api.stages == nil && api.deployments == nil)
  }

  @Test("routes of an HTTP API that another input has")
  func http() throws {
    let folder = try TemporaryFolder()
    var own = PlanText()
    own.add("aws_apigatewayv2_api", "h", ["id": "hhhhhhhhhh", "name": "h", "protocol_type": "HTTP"], unknown: [])
    own.add(
      "aws_apigatewayv2_route", "r",
      ["api_id": "hhhhhhhhhh", "route_key": "GET /a", "id": "r1", "target": "integrations/i1"],
      unknown: [])
    var other = PlanText()
    other.add(
      "aws_apigatewayv2_api", "h", ["id": "hhhhhhhhhh", "name": "h", "protocol_type": "HTTP"], unknown: [], isData: true
    )
    other.add(
      "aws_apigatewayv2_integration", "i",
      ["api_id": "hhhhhhhhhh", "integration_type": "HTTP_PROXY", "integration_uri": "https://x.example"])
    other.add(
      "aws_apigatewayv2_route", "s", ["api_id": "hhhhhhhhhh", "route_key": "GET /b"], unknown: ["id", "target"],
      references: ["target": ["aws_apigatewayv2_integration.i.id", "aws_apigatewayv2_integration.i"]])
    let inputs = [try own.write("own.json", in: folder), try other.write("other.json", in: folder)]
    let apis = try Importer.load(inputs).topology.httpAPIs
    #expect(apis.count == 1)
    #expect(apis.first?.routes?.map(\.key) == ["GET /a", "GET /b"])
    #expect(apis.first?.routes?.last?.integration?.uri == "https://x.example")
  }
}
