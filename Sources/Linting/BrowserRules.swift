import NetworkModel
import Reachability

// Rules about browsers (AG 8): AGW-111 to AGW-113.

extension Linter {
  mutating func checkBrowsers() {
    for api in topology.restAPIs {
      for resource in api.resources ?? [] {
        for method in resource.methods where method.httpMethod == "OPTIONS" {
          guard let wants = Linter.wants(method) else { continue }
          report(
            .preflightAuthorized, api, at: method.source,
            "OPTIONS \(resource.path) of \(api.identity.label) wants \(wants)")
        }
      }
      checkErrors(of: api)
    }
    for call in calls where call.needsPreflight { checkPreflight(of: call) }
  }

  /// What a preflight does not have; nil where nothing is asked of it.
  private static func wants(_ method: APIMethod) -> String? {
    let type = method.authorizationType.flatMap { $0 == "NONE" ? nil : $0 }
    let parts = [type.map { "authorization \($0)" }, method.apiKeyRequired ? "an API key" : nil].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " and ")
  }

  private mutating func checkErrors(of api: RestAPI) {
    guard let responses = api.gatewayResponses else { return }
    let page = calls.first { $0.isOfBrowser && $0.route?.api.api.id == api.id }?.query.origin
    let options = (api.resources ?? []).filter { $0.methods.contains { $0.httpMethod == "OPTIONS" } }.map(\.path)
    guard page != nil || !options.isEmpty else { return }
    let without = ["DEFAULT_4XX", "DEFAULT_5XX"].filter { type in
      !responses.contains { response in
        response.responseType == type
          && response.headers.contains { $0.name.lowercased() == "access-control-allow-origin" }
      }
    }
    guard !without.isEmpty else { return }
    let reason = page.map { "pages of `\($0)` call it" } ?? "it answers preflights of \(Words.list(options))"
    report(
      .errorsWithoutCORS, api,
      "\(Words.list(without)) of \(api.identity.label) \(without.count == 1 ? "sets" : "set") no "
        + "Access-Control-Allow-Origin, and \(reason)")
  }

  private mutating func checkPreflight(of call: LintedCall) {
    guard let route = call.route, let path = route.methods.first?.path else { return }
    let api = route.api.api
    guard let preflight = route.methods.taking("OPTIONS")?.method else {
      return report(
        .noPreflightMethod, api, at: call.source,
        "\(call.title) from a page of `\(call.query.origin ?? "")`, and \(path) has "
          + "\(Words.list(route.methods.map(\.method.httpMethod))) only")
    }
    guard preflight.httpMethod == "ANY", let wants = Linter.wants(preflight) else { return }
    report(
      .preflightAuthorized, api, at: call.source,
      "\(call.title) from a page of `\(call.query.origin ?? "")`: ANY \(path) takes the preflight, and wants \(wants)")
  }
}
