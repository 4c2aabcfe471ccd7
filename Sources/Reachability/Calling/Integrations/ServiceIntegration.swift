import AccessPolicies
import NetworkModel

// Integrations of the types AWS and AWS_PROXY: a function, or an action of another service. API Gateway calls them over
// AWS's own network (AG 6.3, BE-1).
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html

extension Follower {
  mutating func callService(_ work: Integrating, _ journey: Journey) {
    if !work.missingVariables.isEmpty { return refuseVariables(work, journey) }
    if let function = work.function {
      let call = FunctionCall(
        function: function, caller: work.call.api, behalf: work.title, invokers: work.invokers,
        role: work.integration.credentials, symptom: Symptom.fromAPIGateway(500))
      return invoke(call, Branch(traffic: journey.branch.forwardEndTraffic), journey)
    }
    let service = work.service
    var branch = Branch(traffic: journey.branch.forwardEndTraffic)
    branch.hop(work.call.api, .assumed, .text("calls \(service)"), code: .unknownResource)
    if let role = work.integration.credentials {
      branch.assume(
        .policyIdentity, role, decides: false,
        "role \(role) is taken to be allowed what \(work.title) does at \(service); "
          + "`iam get-account-authorization-details` would show it")
    } else {
      branch.assume(
        .policyIdentity, work.api.id, decides: true,
        "the integration of \(work.title) names no role, and whether \(service) lets API Gateway in without one is not in "
          + "the input")
    }
    let connection = Connection(
      pair: journey.connections[journey.connections.count - 1].pair, from: work.api.id, to: service,
      title: "\(work.api.title) to \(service)", leaf: Leaf(branch: branch, ending: .delivered))
    stop(Journey(connections: journey.connections + [connection])) { _ in }
  }

  /// A variable that the stage does not have leaves the integration without a backend.
  mutating func refuseVariables(_ work: Integrating, _ journey: Journey) {
    refuse(
      journey, work, .integrationUnsupported,
      rule: work.missingVariables.map { "stageVariables.\($0)" }.joined(separator: ", "),
      "the integration of \(work.title) refers to `\(work.missingVariables.joined(separator: "`, `"))`, which is no variable "
        + "of stage \(work.call.stage)")
  }
}

extension Integrating {
  /// The function that is called, by its ARN or id: of a REST API inside an ARN of API Gateway, of an HTTP API mostly by
  /// itself.
  var function: String? {
    guard let uri = integration.uri else { return nil }
    if let function = APICall.functionARN(in: uri) { return function }
    let parts = uri.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count >= 7 && parts[2] == "lambda" && parts[5] == "function" ? uri : nil
  }

  /// `dynamodb in us-east-1`, out of `arn:aws:apigateway:us-east-1:dynamodb:action/GetItem`.
  var service: String {
    let parts = (integration.uri ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 5, parts[2] == "apigateway" else { return integration.uri ?? "an AWS service" }
    return "\(parts[4].split(separator: ".").last ?? parts[4]) in \(parts[3])"
  }

  /// `aws:SourceArn` of the call of a function. AWS's pages show methods with their resource's path and with the one that
  /// is asked for, and ANY both by name and by the verb: where the function's policy tells them apart it is open.
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
  var invokers: [LambdaInvoker] {
    let execute = ExecuteAPI(
      partition: ExecuteAPI.partition(ofRegion: api.region), region: api.region, account: api.account, id: api.id)
    if call.resourcePath == "$default" { return [.apiGateway(sourceARN: "\(execute.arn)/\(call.stage)/$default")] }
    let verbs = call.method == "ANY" ? ["ANY", call.request.method] : [call.method]
    let paths = call.resourcePath == call.request.path ? [call.resourcePath] : [call.resourcePath, call.request.path]
    return verbs.flatMap { verb in
      paths.map { .apiGateway(sourceARN: execute.methodARN(stage: call.stage, verb: verb, path: $0)) }
    }
  }
}
