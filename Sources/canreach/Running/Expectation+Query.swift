import Importing
import Reachability

extension Expectation {
  /// The question, with the verdict that is expected.
  var query: Query {
    var query = Query(
      from: from, to: to, protocol: self.protocol ?? "tcp", port: port ?? "any", sourcePort: sourcePort,
      oneWay: oneWay, via: via, avoid: avoid, expect: Reachability.Verdict(verdict))
    query.method = method
    query.headers = headers
    query.origin = origin
    query.principal = principal
    return query
  }

  /// Why the question is refused whatever the topology is; nil where it is not.
  var refusal: QueryError? {
    let given = [
      ("method", method != nil), ("header", !headers.isEmpty), ("origin", origin != nil), ("as", principal != nil),
    ]
    guard let key = given.first(where: \.1)?.0, !EndpointForm.isURL(to) else { return nil }
    return QueryError(status: 64, message: "`\(key)` belongs to a request: TO has to be a URL")
  }
}

extension Reachability.Verdict {
  init(_ verdict: Expectation.Verdict) {
    switch verdict {
    case .reachable: self = .reachable
    case .unreachable: self = .unreachable
    case .partial: self = .partial
    case .undetermined: self = .undetermined
    }
  }
}
