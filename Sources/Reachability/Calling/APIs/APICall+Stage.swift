import NetworkModel

// Which stage of which API answers a path (AG 1.5 step 8, CD-9).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html

/// A stage of an API, and the path that is left for it.
struct APIRoute: Sendable {
  var api: ComponentReference
  var stage: String
  var variables: [String: String] = [:]
  /// Of a REST API.
  var deployment: RestAPI.Deployment?
  /// Begins with a slash.
  var path: String
  /// The custom domain name, where one was used.
  var domain: Int?
  var webACL: String?
}

extension APICall {
  /// The stage that answers, with what leads to it.
  mutating func findStage(_ address: APIAddress) -> APIRoute? {
    if case .domain(let domain) = address.form { return route(domain) }
    guard let api = address.api else { return nil }
    let target = APITarget(api: id(api), path: request.path)
    if let http = httpAPI(api) {
      guard let stages = http.stages else { return unseenStages(api) }
      if let target, let named = stages.first(where: { $0.name == target.stage }) {
        return APIRoute(api: api, stage: named.name, variables: named.variables, path: target.path)
      }
      guard let standard = stages.first(where: { $0.name == "$default" }) else {
        refuseStage(target?.stage, api, stages.map(\.name))
        return nil
      }
      return APIRoute(api: api, stage: standard.name, variables: standard.variables, path: request.path)
    }
    guard let target else {
      refuseStage(nil, api, restAPI(api)?.stages?.map(\.name) ?? [])
      return nil
    }
    return stage(target.stage, of: api, target.path)
  }

  /// A stage of an API by its name.
  private mutating func stage(
    _ name: String, of api: ComponentReference, _ path: String, domain: Int? = nil
  ) -> APIRoute? {
    if let http = httpAPI(api) {
      guard let stages = http.stages else { return unseenStages(api) }
      guard let stage = stages.first(where: { $0.name == name }) else {
        refuseStage(name, api, stages.map(\.name))
        return nil
      }
      return APIRoute(api: api, stage: name, variables: stage.variables, path: path, domain: domain)
    }
    guard let rest = restAPI(api), let stages = rest.stages else { return unseenStages(api) }
    guard let stage = stages.first(where: { $0.name == name }) else {
      refuseStage(name, api, stages.map(\.name))
      return nil
    }
    if let canary = stage.canary {
      assume(
        .httpNoMethod, rest.id, decides: false,
        "a share of the calls of stage \(name) goes to deployment \(canary.deploymentId), which is not looked at")
    }
    return APIRoute(
      api: api, stage: name, variables: stage.variables, deployment: rest.deployment(of: stage), path: path,
      domain: domain, webACL: stage.webACLArn)
  }

  private mutating func unseenStages(_ api: ComponentReference) -> APIRoute? {
    assume(
      .httpNoStage, id(api), decides: true,
      "the stages of \(label(api)) are not in the input; `apigateway get-stages` would show them")
    return nil
  }

  private mutating func refuseStage(_ name: String?, _ api: ComponentReference, _ known: [String]) {
    let near = known.sorted().prefix(3).map {
      NearMiss(component: id(api), rule: $0, field: "stage", message: "the path begins with `\(name ?? "nothing")`")
    }
    let stages = known.isEmpty ? "it has none" : "it has \(known.sorted().joined(separator: ", "))"
    let symptom = Symptom.fromAPIGateway(403, "Forbidden or Missing Authentication Token")
    refuse(
      .httpNoStage, api, rule: name, near: Array(near), symptom: symptom,
      name.map { "\(label(api)) has no stage \($0); \(stages)" }
        ?? "the path names no stage of \(label(api)); \(stages)")
  }

  // MARK: Custom domain names

  /// What a custom domain name makes of the path.
  private mutating func route(_ position: Int) -> APIRoute? {
    let domain = topology.apiDomainNames[position]
    let reference = ComponentReference.domainName(position)
    checkStrict(APIAddress(form: .domain(position), api: nil), reference, domain.endpointAccessMode)
    let found = domain.target(of: request)
    if let unseen = unseenRouting(domain, isFound: found != nil) {
      assume(
        .httpNoStage, domain.id, decides: true,
        "the \(unseen.what) of domain name \(domain.domainName) are not in the input; `\(unseen.call)` would show them")
      return nil
    }
    guard let target = found else {
      let known = (domain.mappings ?? []).map { $0.basePath.isEmpty ? "/" : $0.basePath }.sorted()
      refuse(
        .httpNoStage, reference, rule: request.path,
        near: known.prefix(3).map {
          NearMiss(
            component: domain.id, rule: $0, field: "basePath", message: "the path is \(request.path)",
            source: domain.identity.source)
        },
        symptom: Symptom.missingToken,
        "no \(domain.rules?.isEmpty == false ? "routing rule or " : "")base path mapping of \(request.host) takes "
          + "\(request.path)")
      return nil
    }
    guard let api = network.apis.api(called: target.api, in: region) else {
      assume(
        .httpNoApi, target.api, decides: true,
        "API \(target.api), which \(request.host) maps to, is not in the input; `apigateway get-rest-apis` would show it"
      )
      return nil
    }
    self.api = api
    pass(reference, .forwarded, "\(target.rule ?? "") → \(target.api)/\(target.stage)")
    guard checkMapped(api, position) else { return nil }
    return stage(target.stage, of: api, target.path, domain: position)
  }

  /// What would have to be seen of a domain name to say where a path leads: its rules, and where none of them takes the
  /// path, its mappings.
  private func unseenRouting(_ domain: APIDomainName, isFound: Bool) -> (what: String, call: String)? {
    if domain.routingMode != .mappingOnly, domain.rules == nil {
      return ("routing rules", "apigatewayv2 list-routing-rules")
    }
    if domain.routingMode != .ruleOnly, domain.mappings == nil, !isFound {
      return ("mappings", "apigateway get-base-path-mappings")
    }
    return nil
  }

  /// Through an endpoint only a private API answers, and a private name leads to nothing else (AG CD-9, C-7).
  private mutating func checkMapped(_ api: ComponentReference, _ position: Int) -> Bool {
    guard checkKind(APIAddress(form: .defaultName, api: api)) else { return false }
    let mode = restAPI(api)?.endpointAccessMode
    checkStrict(APIAddress(form: .domain(position), api: api), api, mode)
    let domain = topology.apiDomainNames[position]
    if endpoint != nil, domain.endpointType != .private, mode != "STRICT" {
      assume(
        .httpApiNotPrivate, domain.id, decides: false,
        "a Regional domain name is taken to lead to a private API through an endpoint, as AWS's white paper has it; the "
          + "page on routing does not mention it")
    }
    return true
  }
}
