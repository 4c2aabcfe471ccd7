import NetworkModel

/// The API and stage that a path leads to, and what is left of the path for the stage (AG 1.5 step 8).
package struct APITarget: Sendable {
  package var api: String
  package var stage: String
  /// Begins with a slash.
  package var path: String
  /// What of a custom domain name leads there, in words; nil for another name.
  package var rule: String?

  init(api: String, stage: String, path: some Sequence<String>, rule: String? = nil) {
    self.api = api
    self.stage = stage
    self.path = "/" + path.joined(separator: "/")
    self.rule = rule
  }

  /// Of a REST API that is named itself: the first part of the path is the stage. Nil where there is none.
  package init?(api: String, path: String) {
    let segments = APITarget.segments(path)
    guard let stage = segments.first else { return nil }
    self.init(api: api, stage: stage, path: segments.dropFirst())
  }

  static func segments(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }
}

extension APIDomainName {
  /// Where a request leads: rules by priority, then the mapping with the longest base path (AG CD-9). Nil where nothing
  /// takes it.
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html
  package func target(of request: HTTPRequest) -> APITarget? {
    let segments = APITarget.segments(request.path)
    if routingMode != .mappingOnly {
      for rule in (rules ?? []).sorted(by: { $0.priority < $1.priority }) {
        if let target = rule.target(of: request, segments) { return target }
      }
    }
    guard routingMode != .ruleOnly else { return nil }
    let fitting = (mappings ?? []).filter { segments.starts(with: APITarget.segments($0.basePath)) }
      .max { APITarget.segments($0.basePath).count < APITarget.segments($1.basePath).count }
    guard let mapping = fitting else { return nil }
    var rest = segments.dropFirst(APITarget.segments(mapping.basePath).count)
    // A mapping without a stage leaves it to the path.
    guard let stage = mapping.stage ?? rest.popFirst() else { return nil }
    return APITarget(api: mapping.apiId, stage: stage, path: rest, rule: "base path /\(mapping.basePath)")
  }
}

extension APIDomainName.Rule {
  fileprivate func target(of request: HTTPRequest, _ segments: [String]) -> APITarget? {
    let base = basePaths.first { segments.starts(with: APITarget.segments($0)) }
    guard base != nil || basePaths.isEmpty else { return nil }
    let fits = headers.allSatisfy { condition in
      condition.anyOf.contains { glob in request.values(of: glob.name).contains { glob.fits($0) } }
    }
    guard fits else { return nil }
    let stripped = stripsBasePath ? base.map { APITarget.segments($0).count } ?? 0 : 0
    return APITarget(api: apiId, stage: stage, path: segments.dropFirst(stripped), rule: "routing rule \(priority)")
  }
}

extension APIDomainName.HeaderGlob {
  /// `*` stands for any characters at an end.
  fileprivate func fits(_ value: String) -> Bool {
    let core = valueGlob.filter { $0 != "*" }
    switch (valueGlob.hasPrefix("*"), valueGlob.hasSuffix("*")) {
    case (true, true): return core.isEmpty || value.firstRange(of: core) != nil
    case (true, false): return value.hasSuffix(core)
    case (false, true): return value.hasPrefix(core)
    case (false, false): return value == valueGlob
    }
  }
}
