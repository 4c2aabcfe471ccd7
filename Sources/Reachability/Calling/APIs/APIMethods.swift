import NetworkModel

/// A method of a REST API, or a route of an HTTP API, with its path.
package struct APIMethodMatch: Sendable {
  /// `/orders/{id}`; `$default` of a route for everything else.
  package var path: String
  package var method: APIMethod
}

extension RestAPI {
  /// The methods of the API as it is.
  package var methods: [APIMethodMatch] {
    (resources ?? []).flatMap { resource in
      resource.methods.map { APIMethodMatch(path: resource.path, method: $0) }
    }
  }
}

extension [APIMethodMatch] {
  /// Those of the path that fits a request's path most closely, whatever their verbs.
  package func closest(to path: String) -> [APIMethodMatch] {
    let fitting = compactMap { candidate in
      PathTemplate(candidate.path).rank(of: path).map { (rank: $0, candidate: candidate) }
    }
    let closest = fitting.map(\.rank).min { $0.lexicographicallyPrecedes($1) }
    return fitting.filter { $0.rank == closest }.map(\.candidate)
  }

  /// The one for a verb, before the one for ANY.
  package func taking(_ verb: String) -> APIMethodMatch? {
    first { $0.method.httpMethod == verb } ?? first { $0.method.httpMethod == "ANY" }
  }
}
