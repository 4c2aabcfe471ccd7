import NetworkModel

// How much a request may carry, and what else API Gateway asks of it (AG P-9, AU-7).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html

extension APICall {
  /// A request line and headers of more than 8000 bytes (10240 of an API that is not private) are refused.
  mutating func checkLimits(_ address: APIAddress) {
    let size = request.headBytes
    let most = endpoint == nil ? 10_240 : 8_000
    guard size > most else { return }
    refuse(
      .httpLimit, address.api ?? door, rule: "\(most) bytes of request line and headers",
      symptom: Symptom.fromAPIGateway(400, or: 431),
      "request line and headers are \(size) bytes, and \(endpoint == nil ? "an" : "a private") API takes \(most)")
  }

  /// The ARN of a call may have 1600 bytes.
  mutating func checkLength(_ arn: String, _ api: ComponentReference) {
    let size = arn.utf8.count
    guard size > 1600 else { return }
    refuse(
      .httpLimit, api, rule: "1600 bytes of method ARN", symptom: Symptom.fromAPIGateway(414, "Request URI too long"),
      "the ARN of the call is \(size) bytes long, and API Gateway takes 1600")
  }

  /// What is asked behind the policies: the API key, the web ACL.
  mutating func admit(_ route: APIRoute, _ match: APIMethodMatch) {
    let kind = match.method.authorizationType.map { ", authorization \($0)" } ?? ""
    pass(
      route.api, .forwarded,
      "\(match.method.httpMethod) \(match.path) of stage \(route.stage)\(kind)")
    if let acl = route.webACL {
      assume(
        .unknownResource, acl, decides: false, "web ACL \(acl) is taken to let the request pass")
    }
    if match.method.apiKeyRequired { checkKey(route) }
  }

  private mutating func checkKey(_ route: APIRoute) {
    if restAPI(route.api)?.apiKeySource == "AUTHORIZER" {
      return assume(
        .httpApiKey, id(route.api), decides: false, "the authorizer is taken to give an API key of the stage")
    }
    let symptom = Symptom.forbidden
    guard let value = request.values(of: "x-api-key").first else {
      return refuse(
        .httpApiKey, route.api, rule: "apiKeyRequired", symptom: symptom,
        "the method wants an API key, and the request has no header x-api-key")
    }
    let plans = topology.usagePlans.enumerated().filter { _, plan in
      plan.identity.region == region
        && plan.stages.contains { $0.apiId == id(route.api) && $0.stage == route.stage }
    }
    guard !plans.isEmpty else {
      let identity = network.component(route.api)
      if !topology.visibility.sees("apigateway get-usage-plans", account: identity.account, region: identity.region) {
        return assume(
          .httpApiKey, identity.id, decides: true,
          "the usage plans of stage \(route.stage) are not in the input; `apigateway get-usage-plans` would show them")
      }
      return refuse(
        .httpApiKey, route.api, rule: "no usage plan", symptom: symptom,
        "no usage plan opens stage \(route.stage) of \(label(route.api))")
    }
    let keys = topology.apiKeys.enumerated().filter { _, key in key.identity.region == region }
    let linked = keys.filter { _, key in plans.contains { $0.element.keyIds?.contains(key.id) ?? false } }
    if linked.contains(where: { $0.element.value == value && $0.element.isEnabled }) { return }
    if let known = keys.first(where: { $0.element.value == value }) {
      let isLinked = linked.contains { $0.offset == known.offset }
      return refuse(
        .httpApiKey, .init(kind: .apiKey, position: known.offset), rule: isLinked ? "enabled = false" : "no usage plan",
        symptom: symptom,
        isLinked
          ? "API key \(known.element.identity.label) is switched off"
          : "API key \(known.element.identity.label) is in no usage plan of stage \(route.stage)")
    }
    let isOpen =
      linked.contains { $0.element.value == nil }
      || plans.contains { _, plan in
        plan.keyIds?.contains { id in !keys.contains { $0.element.id == id } } ?? true
      }
    if isOpen {
      return assume(
        .httpApiKey, id(route.api), decides: false,
        "the API key of the request is taken to be one of the stage's; the input does not show the keys' values")
    }
    refuse(
      .httpApiKey, .init(kind: .usagePlan, position: plans[0].offset), rule: "no such key", symptom: symptom,
      "no API key of usage plan \(plans[0].element.identity.label) has the value that the request sends")
  }
}

extension HTTPRequest {
  /// How long the request line and the headers are, `Host` among them.
  package var headBytes: Int {
    let query = query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let target = query.isEmpty ? path : "\(path)?\(query)"
    let named = values(of: "Host").isEmpty ? [Field("Host", host)] : []
    return (headers + named).reduce("\(method) \(target) HTTP/1.1\r\n".utf8.count) {
      $0 + "\($1.name): \($1.value)\r\n".utf8.count
    }
  }
}
