import NetworkModel

/// What a name of API Gateway's own names, below `execute-api` of a Region (AG 1.2).
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
package enum ExecuteAPIName: Sendable, Hashable {
  /// `API.execute-api.REGION.amazonaws.com`: private DNS, or a public API's default name (N1).
  case api(String, region: String)
  /// `API-ENDPOINT.execute-api.REGION.amazonaws.com` (N4).
  case alias(api: String, endpoint: String, region: String)
  /// `ENDPOINT-SUFFIX[-ZONE].execute-api.REGION.vpce.amazonaws.com` (N2, N3): an endpoint's own, of all its zones or of
  /// one.
  case endpoint(String, region: String)

  package var region: String {
    switch self {
    case .api(_, let region), .alias(_, _, let region), .endpoint(_, let region): region
    }
  }

  /// The API that the name is for; nil for an endpoint's own.
  package var api: String? {
    switch self {
    case .api(let id, _), .alias(let id, _, _): id
    case .endpoint: nil
    }
  }

  /// The endpoint that the name leads to, wherever it is asked for; nil for an API's default name.
  package var endpoint: String? {
    switch self {
    case .endpoint(let id, _), .alias(_, let id, _): id
    case .api: nil
    }
  }

  /// `execute-api.REGION.amazonaws.com`.
  ///
  /// - Parameter part: `vpce`, below which endpoints have their own names.
  package static func domain(ofRegion region: String, below part: String? = nil) -> DomainName {
    let suffix = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    return DomainName("execute-api.\(region).\(part.map { "\($0)." } ?? "")\(suffix)")
  }
}

extension Network {
  /// What a name names to API Gateway; nil for one that is not API Gateway's own.
  package func executeAPIName(_ name: DomainName) -> ExecuteAPIName? {
    let labels = name.labels.map(String.init)
    guard labels.count >= 5, labels[1] == "execute-api" else { return nil }
    let (first, region) = (labels[0], labels[2])
    if labels[3] == "vpce" {
      guard name.parent == ExecuteAPIName.domain(ofRegion: region, below: "vpce") else { return nil }
      // What AWS adds to the id begins behind its second hyphen.
      let known = longestEndpoint { first == $0 || first.hasPrefix($0 + "-") }
      return .endpoint(known ?? first.split(separator: "-").prefix(2).joined(separator: "-"), region: region)
    }
    guard name.parent == ExecuteAPIName.domain(ofRegion: region) else { return nil }
    if apis.api(called: first, in: region) == nil {
      if let endpoint = longestEndpoint({ first.hasSuffix("-" + $0) }) {
        return .alias(api: String(first.dropLast(endpoint.utf8.count + 1)), endpoint: endpoint, region: region)
      }
      if let mark = first.firstRange(of: "-vpce-")?.lowerBound {
        let endpoint = String(first[first.index(after: mark)...])
        return .alias(api: String(first[..<mark]), endpoint: endpoint, region: region)
      }
    }
    return .api(first, region: region)
  }

  /// The endpoint with the longest of the ids that fit in small letters.
  private func longestEndpoint(_ fits: (String) -> Bool) -> String? {
    topology.vpcEndpoints.map(\.id).filter { fits($0.lowercased()) }.max { $0.utf8.count < $1.utf8.count }
  }
}
