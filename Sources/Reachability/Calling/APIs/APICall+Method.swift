import NetworkModel

// Which method or route takes a request (AG 1.5 step 10).

extension APICall {
  /// The method that takes the request; nil where there is none.
  func findMethod(_ route: APIRoute) -> APIMethodMatch? {
    if let http = httpAPI(route.api) { return findRoute(http, route) }
    guard let rest = restAPI(route.api) else { return nil }
    return methods(of: rest, route).closest(to: route.path).taking(request.method)
  }

  /// What the stage serves: the methods of the deployment, with what the API has of them now.
  private func methods(of rest: RestAPI, _ route: APIRoute) -> [APIMethodMatch] {
    let own = rest.methods
    guard let deployed = route.deployment?.methods else { return own }
    return deployed.map { summary in
      let now = own.first { $0.path == summary.path && $0.method.httpMethod == summary.httpMethod }
      var method = now?.method ?? APIMethod(httpMethod: summary.httpMethod, authorizationType: nil)
      method.authorizationType = summary.authorizationType
      method.apiKeyRequired = summary.apiKeyRequired
      return APIMethodMatch(path: summary.path, method: method)
    }
  }

  private func findRoute(_ http: HTTPAPI, _ route: APIRoute) -> APIMethodMatch? {
    var best: (rank: [Int], any: Bool, match: APIMethodMatch)?
    for candidate in http.routes ?? [] {
      let match = APIMethodMatch(path: candidate.key, method: candidate.asMethod)
      let words = candidate.key.split(separator: " ").map(String.init)
      guard words.count == 2, words[0] == request.method || words[0] == "ANY",
        let rank = PathTemplate(words[1]).rank(of: route.path)
      else { continue }
      let isAny = words[0] == "ANY"
      if let known = best, !rank.lexicographicallyPrecedes(known.rank), !(rank == known.rank && known.any && !isAny) {
        continue
      }
      best = (rank, isAny, APIMethodMatch(path: words[1], method: match.method))
    }
    return best?.match
      ?? http.routes?.first { $0.key == "$default" }.map { APIMethodMatch(path: "$default", method: $0.asMethod) }
  }

  /// Notes that nothing takes the request.
  mutating func refuseMethod(_ route: APIRoute) {
    let wanted = "\(request.method) \(route.path)"
    let rest = restAPI(route.api)
    if rest?.resources == nil && route.deployment?.methods == nil && httpAPI(route.api)?.routes == nil {
      return assume(
        .httpNoMethod, id(route.api), decides: true,
        "the methods of \(label(route.api)) are not in the input; `apigateway get-resources` would show them")
    }
    let own = rest?.resources?.contains { resource in
      PathTemplate(resource.path).rank(of: route.path) != nil
        && resource.methods.contains { [request.method, "ANY"].contains($0.httpMethod) }
    }
    var message = "\(label(route.api)) has no \(rest == nil ? "route" : "method") that takes \(wanted)"
    if own == true {
      message = "\(wanted) of \(label(route.api)) was added after the last deployment of \(route.stage)"
    }
    var better: String?
    if route.path.split(separator: "/").first.map(String.init) == route.stage, request.path.hasSuffix(route.path) {
      message += "; the path has stage \(route.stage) once more"
      better = String(request.path.dropLast(route.path.count) + route.path.dropFirst(route.stage.count + 1))
    }
    // Which of the two the client sees where a policy refuses as well is not documented (AG U-7).
    for index in findings.indices {
      guard case .refused(var refusal) = findings[index], refusal.code.stage == .policy else { continue }
      refusal.symptom += " or " + missing(route)
      findings[index] = .refused(refusal)
    }
    refuse(
      .httpNoMethod, route.api, rule: wanted, near: nearMethods(route), missing: better, symptom: missing(route),
      message)
  }

  private func missing(_ route: APIRoute) -> String {
    httpAPI(route.api) == nil ? Symptom.missingToken : Symptom.fromAPIGateway(404, "Not Found")
  }

  /// Methods of the same path with another verb, and those of the same verb whose path is nearest.
  private func nearMethods(_ route: APIRoute) -> [NearMiss] {
    let all: [(verb: String, path: String, source: SourceLocation?)] =
      restAPI(route.api).map { rest in
        methods(of: rest, route).map { ($0.method.httpMethod, $0.path, $0.method.source) }
      }
      ?? (httpAPI(route.api)?.routes ?? []).compactMap { route in
        let words = route.key.split(separator: " ").map(String.init)
        return words.count == 2 ? (words[0], words[1], route.source) : nil
      }
    let samePath = all.filter { PathTemplate($0.path).rank(of: route.path) != nil }
    let found = samePath.isEmpty ? all.filter { $0.verb == request.method || $0.verb == "ANY" } : samePath
    return found.prefix(3).map { candidate in
      NearMiss(
        component: id(route.api), rule: "\(candidate.verb) \(candidate.path)",
        field: samePath.isEmpty ? "path" : "method",
        message: samePath.isEmpty ? "the path is \(route.path)" : "the method is \(request.method)",
        source: candidate.source)
    }
  }
}

extension HTTPAPI.Route {
  /// The route as a method, which has the same parts.
  var asMethod: APIMethod {
    APIMethod(
      httpMethod: key.split(separator: " ").first.map(String.init) ?? key, authorizationType: authorizationType,
      authorizerId: authorizerId, authorizationScopes: authorizationScopes, apiKeyRequired: apiKeyRequired,
      integration: integration, source: source)
  }
}
