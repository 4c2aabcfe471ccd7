import NetworkModel

/// What a host name is to API Gateway (AG 1.2).
package enum APIHost: Sendable, Hashable {
  /// A name of AWS's own.
  case aws(ExecuteAPIName)
  /// A custom domain name of the input, by its position in ``Topology/apiDomainNames`` (N5, N7).
  case domain(Int)
  case other

  /// The API that a name of AWS's own is for.
  package var api: String? { if case .aws(let name) = self { name.api } else { nil } }

  /// The endpoint that a name of AWS's own leads to.
  package var endpoint: String? { if case .aws(let name) = self { name.endpoint } else { nil } }
}

extension Network {
  /// - Parameter region: where the request comes in; of several domain names of one name that of the Region counts.
  package func apiHost(_ host: String, in region: String? = nil) -> APIHost {
    if let name = executeAPIName(DomainName(host)) { return .aws(name) }
    let own = region.flatMap { apis.domains(serving: host, in: $0).first }
    return (own ?? apis.domains(serving: host).first).map { .domain($0) } ?? .other
  }
}
