import AccessPolicies
import NetworkModel
import Testing

@testable import Importing

/// Policies of which a plan does not know everything: what does not hang on it is decided.
@Suite struct TerraformPolicyTests {
  private func says(_ document: String?, endpoint: String) throws -> Evaluation {
    let api = ExecuteAPI(region: "us-east-1", account: "111111111111", id: "a")
    let policy = try #require(PolicyDocument(document ?? "", kind: .resource).policy)
    return policy.expandingShortForms(of: .api(api)).evaluate(
      PrivateAPICall(
        api, stage: "prod", verb: "GET", path: "/orders", vpcEndpointId: endpoint, vpcId: "aws_vpc.main",
        sourceAddress: "10.0.1.5"
      ).apiRequest(signatureCounts: false))
  }

  /// The API with a policy that lets one endpoint in.
  private func plan(values: [String], reference: [String: Any]) -> PlanText {
    var plan = PlanText.network
    let statement: [String: Any] = [
      "effect": "Allow", "actions": ["execute-api:Invoke"], "resources": ["execute-api:/*"],
      "principals": [["type": "*", "identifiers": ["*"]]],
      "condition": [["test": "StringEquals", "variable": "aws:SourceVpce", "values": values]],
    ]
    plan.add(
      "aws_iam_policy_document", "p", ["statement": [statement]], unknown: ["id", "json"],
      references: [
        "statement": [
          ["condition": [["variable": ["constant_value": "aws:SourceVpce"], "values": reference] as [String: Any]]]
        ]
      ], isData: true)
    plan.mark("data.aws_iam_policy_document.p", "statement", [["condition": [["values": [true]]]]])
    plan.add(
      "aws_api_gateway_rest_api", "a", ["name": "a", "endpoint_configuration": [["types": ["PRIVATE"]]]],
      unknown: ["id", "policy"],
      references: ["policy": ["data.aws_iam_policy_document.p.json", "data.aws_iam_policy_document.p"]])
    plan.add(
      "aws_vpc_endpoint", "e",
      ["vpc_endpoint_type": "Interface", "service_name": "com.amazonaws.us-east-1.execute-api"],
      unknown: ["id", "vpc_id"], references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    return plan
  }

  @Test("a document that is put together while applying, with what its values refer to")
  func document() throws {
    let plan = plan(values: [], reference: ["references": ["aws_vpc_endpoint.e.id", "aws_vpc_endpoint.e"]])
    let document = try plan.load().topology.restAPIs.first?.policyDocument
    #expect(try says(document, endpoint: "aws_vpc_endpoint.e").possible.isAllowed == .yes)
    #expect(try says(document, endpoint: "aws_vpc_endpoint.other").possible.isAllowed == .no)
  }

  @Test("a value that is not told leaves its condition open, under its name")
  func openValue() throws {
    let plan = plan(values: [], reference: ["references": ["local.endpoint"]])
    let document = try plan.load().topology.restAPIs.first?.policyDocument
    let evaluation = try says(document, endpoint: "aws_vpc_endpoint.e")
    #expect(evaluation.possible.isAllowed == .unknown)
    #expect(
      evaluation.unknownKeys == ["data.aws_iam_policy_document.p.statement[0].condition[0].values"])
  }

  @Test("a policy that is not known at all may allow and may deny, under its name")
  func openPolicy() throws {
    var plan = PlanText.network
    plan.add(
      "aws_api_gateway_rest_api", "a", ["name": "a", "endpoint_configuration": [["types": ["PRIVATE"]]]],
      unknown: ["id", "policy"], references: ["policy": ["aws_vpc.main.id", "aws_vpc.main"]])
    let topology = try plan.load().topology
    let evaluation = try says(topology.restAPIs.first?.policyDocument, endpoint: "e")
    #expect(evaluation.possible.isAllowed == .unknown)
    #expect(evaluation.unknownKeys == ["aws_api_gateway_rest_api.a.policy"])
    #expect(topology.visibility.unknownValues.contains("aws_api_gateway_rest_api.a.policy"))
  }

  @Test("a policy that nobody sets is none")
  func none() throws {
    var plan = PlanText.network
    plan.add("aws_api_gateway_rest_api", "a", ["name": "a"], unknown: ["id", "policy"])
    #expect(try plan.load().topology.restAPIs.first?.policyDocument == nil)
  }

  @Test("a deployment that is made behind the policy has it; one that may be made before it may not")
  func deployed() throws {
    func policy(_ dependsOn: [String]?) throws -> RestAPI.DeployedPolicy? {
      var plan = PlanText.api
      plan.add(
        "aws_api_gateway_rest_api_policy", "p", ["policy": "{}"], unknown: ["id", "rest_api_id"],
        references: ["rest_api_id": PlanText.inAPI])
      if let dependsOn {
        plan.add(
          "aws_api_gateway_deployment", "v1", unknown: ["id", "rest_api_id"],
          references: ["rest_api_id": PlanText.inAPI, "triggers": dependsOn])
      }
      return try plan.load().topology.restAPIs.first?.deployments?.first?.policy
    }
    #expect(try PlanText.api.load().topology.restAPIs.first?.deployments?.first?.policy == .asSaved)
    #expect(try policy(nil) == .notShown)
    #expect(
      try policy(["aws_api_gateway_rest_api_policy.p.policy", "aws_api_gateway_rest_api_policy.p"]) == .asSaved)
  }

  @Test("a policy is written with the resource that sets it")
  func places() throws {
    var plan = PlanText.api
    plan.add(
      "aws_api_gateway_rest_api_policy", "p", ["policy": "{}"], unknown: ["id", "rest_api_id"],
      references: ["rest_api_id": PlanText.inAPI])
    #expect(
      try plan.load().topology.restAPIs.first?.policySource?.place.address == "aws_api_gateway_rest_api_policy.p")
  }

  // MARK: Functions

  private func invocation(_ plan: PlanText, by api: String, _ options: LoadOptions = LoadOptions()) throws -> Evaluation
  {
    let topology = try plan.load(options).topology
    let function = try #require(topology.managedResources.first)
    let policy = try #require(PolicyDocument(function.policyDocument ?? "", kind: .resource).policy)
    let source = "arn:aws:execute-api:us-east-1:111111111111:\(api)/prod/GET/orders"
    return policy.evaluate(.invokingFunction(function.id, by: .apiGateway(sourceARN: source)))
  }

  @Test("a function that is made without a permission lets nobody call it")
  func withoutPermission() throws {
    #expect(try invocation(PlanText.api, by: "x").possible.isAllowed == .no)
  }

  @Test("a permission is a statement of the function's policy")
  func permission() throws {
    var plan = PlanText.api
    plan.add(
      "aws_lambda_permission", "api",
      [
        "function_name": "orders", "action": "lambda:InvokeFunction", "principal": "apigateway.amazonaws.com",
        "source_arn": "arn:aws:execute-api:us-east-1:111111111111:abc/*",
      ])
    #expect(try invocation(plan, by: "abc").possible.isAllowed == .yes)
    #expect(try invocation(plan, by: "def").possible.isAllowed == .no)
  }

  @Test("a source that is made up of others is known where the module's files tell how, and open otherwise")
  func composedSource() throws {
    var plan = PlanText.api
    plan.add(
      "aws_lambda_permission", "api",
      [
        "function_name": "orders", "action": "lambda:InvokeFunction", "principal": "apigateway.amazonaws.com",
      ], unknown: ["id", "source_arn"],
      references: [
        "source_arn": ["aws_api_gateway_rest_api.orders.execution_arn", "aws_api_gateway_rest_api.orders"]
      ])
    let open = try invocation(plan, by: "aws_api_gateway_rest_api.orders")
    #expect(open.possible.isAllowed == .unknown)
    #expect(open.unknownKeys == ["aws_lambda_permission.api.source_arn"])
    let folder = try TemporaryFolder()
    try folder.write(
      "main.tf",
      """
      resource "aws_lambda_permission" "api" {
        source_arn = "${aws_api_gateway_rest_api.orders.execution_arn}/*"
      }
      """)
    var options = LoadOptions()
    options.sourceRoot = folder.path
    #expect(try invocation(plan, by: "aws_api_gateway_rest_api.orders", options).possible.isAllowed == .yes)
    #expect(try invocation(plan, by: "other", options).possible.isAllowed == .no)
  }
}
