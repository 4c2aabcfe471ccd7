import NetworkModel
import Reachability

/// Which API, stage and method a call names (AG 1.5). Whether policies let it in is another question.
struct Router {
  private let topology: Topology
  private let index: LintIndex

  init(_ topology: Topology, _ index: LintIndex) {
    self.topology = topology
    self.index = index
  }

  func route(
    _ host: APIHost, _ hostHeader: APIHost?, _ headers: [HTTPRequest.Field], _ url: RequestURL, verb: String
  ) -> LintedCall.Route? {
    switch hostHeader ?? host {
    case .domain(let position): return route(domain: position, url.path, headers, verb)
    case .api(let id, _), .alias(let id, _, _): return route(api: id, url.path, verb)
    case .endpoint, .other:
      guard let id = headers.first(where: { $0.name == "x-apigw-api-id" })?.value else { return nil }
      return route(api: id, url.path, verb)
    }
  }

  /// The first part of the path is the stage.
  private func route(api id: String, _ path: String, _ verb: String) -> LintedCall.Route? {
    guard let api = index.api(id) else { return nil }
    let parts = path.split(separator: "/", maxSplits: 1)
    guard let stage = parts.first else { return nil }
    return route(api, domain: nil, String(stage), parts.count > 1 ? "/" + parts[1] : "/", verb)
  }

  /// Rules by priority, then the mapping with the longest base path.
  private func route(
    domain position: Int, _ path: String, _ headers: [HTTPRequest.Field], _ verb: String
  ) -> LintedCall.Route? {
    let domain = topology.apiDomainNames[position]
    if domain.routingMode != .mappingOnly {
      for rule in domain.rules ?? [] {
        guard rule.headers.isEmpty,
          let base = rule.basePaths.isEmpty ? "" : rule.basePaths.first(where: { Router.rest(path, below: $0) != nil }),
          let api = index.api(rule.apiId)
        else { continue }
        let rest = rule.stripsBasePath ? Router.rest(path, below: base) ?? path : path
        return route(api, domain: position, rule.stage, rest, verb)
      }
    }
    guard domain.routingMode != .ruleOnly else { return nil }
    for mapping in (domain.mappings ?? []).sorted(by: { $0.basePath.count > $1.basePath.count }) {
      guard let rest = Router.rest(path, below: mapping.basePath), let api = index.api(mapping.apiId) else { continue }
      if let stage = mapping.stage { return route(api, domain: position, stage, rest, verb) }
      guard var found = route(api: mapping.apiId, rest, verb) else { return nil }
      found.domain = position
      return found
    }
    return nil
  }

  /// The path behind a base path; nil where it does not begin with it.
  private static func rest(_ path: String, below base: String) -> String? {
    let base = base.split(separator: "/")
    let parts = path.split(separator: "/")
    guard parts.count >= base.count, parts.prefix(base.count).elementsEqual(base) else { return nil }
    return "/" + parts.dropFirst(base.count).joined(separator: "/")
  }

  private func route(
    _ api: LintedAPI, domain: Int?, _ stage: String, _ path: String, _ verb: String
  ) -> LintedCall.Route {
    let resource = Router.resource(of: api.api, path)
    let method = resource?.methods.first { $0.httpMethod == verb } ?? resource?.methods.first { $0.httpMethod == "ANY" }
    return LintedCall.Route(
      api: api, domain: domain, stage: stage, path: path, method: method, resource: resource)
  }

  /// The resource with a path: whole words before parameters, and those before `{proxy+}`.
  private static func resource(of api: RestAPI, _ path: String) -> APIResource? {
    let parts = path.split(separator: "/")
    func fit(_ resource: APIResource) -> Int? {
      let own = resource.path.split(separator: "/")
      if let last = own.last, last.hasSuffix("+}") {
        guard parts.count >= own.count, matches(own.dropLast(), parts.prefix(own.count - 1)) else { return nil }
        return 10_000 + parts.count - own.count
      }
      guard own.count == parts.count, matches(own[...], parts[...]) else { return nil }
      return own.count { $0.hasPrefix("{") }
    }
    return (api.resources ?? []).compactMap { resource in fit(resource).map { (resource, $0) } }
      .min { $0.1 < $1.1 }?.0
  }

  private static func matches(_ own: ArraySlice<Substring>, _ parts: ArraySlice<Substring>) -> Bool {
    zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }
}
