import NetworkModel

/// What calls about one API say of it, by its id.
struct RestAPIJoins {
  var resources: [String: [APIResource]] = [:]
  var stages: [String: [RestAPI.Stage]] = [:]
  var deployments: [String: [RestAPI.Deployment]] = [:]
  var authorizers: [String: [APIAuthorizer]] = [:]
  var gatewayResponses: [String: [GatewayResponse]] = [:]
}

// https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-rest-api.html

extension ScopeReading {
  /// `apigateway get-rest-apis`, and `get-rest-api` of one.
  func readRestAPI(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("id")
    let endpoint = record.value("endpointConfiguration")
    let api = RestAPI(
      try identity(
        id, record, name: record.text("name"),
        arn: "arn:\(ARN.partition(ofRegion: scope.region)):apigateway:\(scope.region)::/restapis/\(id)", tags: "tags"),
      endpointType: try endpointType(endpoint?.ids("types") ?? [], at: record),
      vpcEndpointIds: try endpoint?.ids("vpcEndpointIds") ?? [], policyDocument: try record.policy("policy"),
      policySource: policySource(record, "policy"),
      disablesDefaultEndpoint: try record.boolean("disableExecuteApiEndpoint") ?? false,
      securityPolicy: try record.text("securityPolicy"), endpointAccessMode: try record.text("endpointAccessMode"),
      apiKeySource: try record.text("apiKeySource") ?? "HEADER", resources: nil, authorizers: nil, stages: nil,
      deployments: nil, gatewayResponses: nil)
    if let index = topology.restAPIs.firstIndex(where: { $0.id == id }) {
      topology.restAPIs[index].fill(from: api)
    } else {
      topology.restAPIs.append(api)
    }
  }

  /// The one endpoint type of an API or a domain name; edge is the default of both.
  func endpointType(_ types: [String], at record: JSONValue) throws(JSONError) -> RestAPI.EndpointType {
    let type = types.first ?? "EDGE"
    guard let parsed = RestAPI.EndpointType(rawValue: type) else {
      throw JSONError(token: record.token, message: "expected a type of endpoint that is known, found `\(type)`")
    }
    return parsed
  }

  /// `apigateway get-stages` of one API.
  func readRestAPIStage(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    var canary: RestAPI.Canary?
    if let settings = record.value("canarySettings"), let deployment = try settings.optionalId("deploymentId"),
      settings.value("percentTraffic")?.isZero != true
    {
      canary = RestAPI.Canary(deploymentId: deployment, variables: try settings.texts("stageVariableOverrides"))
    }
    joins.restAPI.stages[api, default: []].append(
      RestAPI.Stage(
        name: try record.id("stageName"), deploymentId: try record.optionalId("deploymentId") ?? "",
        variables: try record.texts("variables"), canary: canary, webACLArn: try record.optionalId("webAclArn"),
        source: source(record)))
  }

  /// `apigateway get-deployments` of one API. What policy a deployment captured no call shows (AG P-7); its methods
  /// are there where it was asked with `--embed apisummary`.
  func readRestAPIDeployment(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    var methods: [RestAPI.MethodSummary]?
    for (path, verbs) in record.value("apiSummary")?.fields ?? [] {
      for (verb, method) in verbs.fields {
        methods = methods ?? []
        methods?.append(
          RestAPI.MethodSummary(
            path: path, httpMethod: verb, authorizationType: try method.text("authorizationType") ?? "NONE",
            apiKeyRequired: try method.boolean("apiKeyRequired") ?? false))
      }
    }
    methods?.sort { ($0.path, $0.httpMethod) < ($1.path, $1.httpMethod) }
    joins.restAPI.deployments[api, default: []].append(
      RestAPI.Deployment(
        id: try record.id("id"), created: try record.seconds("createdDate"), methods: methods, source: source(record)))
  }

  /// `apigateway get-authorizers` of one API.
  func readRestAPIAuthorizer(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter else { return }
    let sources = try record.text("identitySource") ?? ""
    joins.restAPI.authorizers[api, default: []].append(
      APIAuthorizer(
        id: try record.id("id"), name: try record.text("name") ?? "", type: try record.text("type") ?? "",
        uri: try record.text("authorizerUri"), credentials: try record.text("authorizerCredentials"),
        providerArns: try record.ids("providerARNs"),
        identitySources: sources.split(separator: ",").map { String($0.drop { $0 == " " }) },
        validationExpression: try record.text("identityValidationExpression"),
        resultTTLSeconds: try record.integer("authorizerResultTtlInSeconds"), source: source(record)))
  }

  /// `apigateway get-gateway-responses` of one API: those that are as AWS made them are left out.
  func readGatewayResponse(_ record: JSONValue) throws(JSONError) {
    guard let api = parameter, try record.boolean("defaultResponse") != true else { return }
    joins.restAPI.gatewayResponses[api, default: []].append(
      GatewayResponse(
        responseType: try record.id("responseType"), statusCode: try record.text("statusCode"),
        headers: try record.headers("responseParameters", after: "gatewayresponse.header.")))
  }

  /// Puts together what the calls about each API say; what none said stays nil.
  func finishRestAPIs() {
    for index in topology.restAPIs.indices {
      let id = topology.restAPIs[index].id
      func known<Value>(_ values: [Value]?, _ call: String) -> [Value]? { values ?? (hasRead(call, id) ? [] : nil) }
      topology.restAPIs[index].resources = known(joins.restAPI.resources[id], "apigateway get-resources")
      topology.restAPIs[index].stages = known(joins.restAPI.stages[id], "apigateway get-stages")
      topology.restAPIs[index].deployments = known(joins.restAPI.deployments[id], "apigateway get-deployments")
      topology.restAPIs[index].authorizers = known(joins.restAPI.authorizers[id], "apigateway get-authorizers")
      topology.restAPIs[index].gatewayResponses = known(
        joins.restAPI.gatewayResponses[id], "apigateway get-gateway-responses")
    }
  }
}
