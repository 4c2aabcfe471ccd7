import NetworkModel

extension APIDomainName {
  /// Whether requests for a host are of this domain name: the name itself, or one below a wildcard.
  func covers(_ host: DomainName) -> Bool {
    let own = DomainName(domainName)
    return own == host || own.isWildcard && host.parent == own.parent && !host.isWildcard
  }
}

/// What a host name is to API Gateway (AG 1.2).
enum APIHost: Sendable, Hashable {
  /// `API.execute-api.REGION.amazonaws.com`: private DNS, or a public API's default name (N1).
  case api(String, region: String)
  /// An endpoint's own name, of all its zones or of one (N2, N3).
  case endpoint(String, region: String)
  /// `API-ENDPOINT.execute-api.REGION.amazonaws.com` (N4).
  case alias(api: String, endpoint: String, region: String)
  /// A custom domain name of the input, by its position in `apiDomainNames` (N5, N7).
  case domain(Int)
  case other

  init(_ host: String, _ topology: Topology) {
    let name = DomainName(host)
    if let found = APIHost.awsName(name, topology) {
      self = found
    } else if let position = APIHost.domain(name, topology) {
      self = .domain(position)
    } else {
      self = .other
    }
  }

  /// Of several domain names of one name, that of a Region.
  func inRegion(_ region: String?, _ topology: Topology) -> APIHost {
    guard case .domain(let position) = self, let region else { return self }
    let own = topology.apiDomainNames[position]
    let other = topology.apiDomainNames.firstIndex {
      $0.domainName == own.domainName && $0.identity.region == region
    }
    return .domain(other ?? position)
  }

  private static func domain(_ name: DomainName, _ topology: Topology) -> Int? {
    let domains = topology.apiDomainNames
    return domains.firstIndex { DomainName($0.domainName) == name } ?? domains.firstIndex { $0.covers(name) }
  }

  private static func awsName(_ name: DomainName, _ topology: Topology) -> APIHost? {
    var labels = name.labels.map(String.init)
    for suffix in [["amazonaws", "com", "cn"], ["amazonaws", "com"]] where labels.suffix(suffix.count) == suffix[...] {
      labels.removeLast(suffix.count)
      break
    }
    guard labels.count < name.labels.count else { return nil }
    let isOfEndpoint = labels.last == "vpce"
    if isOfEndpoint { labels.removeLast() }
    guard labels.count == 3, labels[1] == "execute-api" else { return nil }
    let (first, region) = (labels[0], labels[2])
    func owner(_ text: String) -> String? {
      topology.vpcEndpoints.map(\.id).filter { text == $0.lowercased() || text.hasPrefix($0.lowercased() + "-") }
        .max { $0.count < $1.count }
    }
    if isOfEndpoint {
      // What AWS adds to the id is one word, and the name of a zone.
      let parts = first.split(separator: "-").prefix(2)
      return .endpoint(owner(first) ?? parts.joined(separator: "-"), region: region)
    }
    for api in topology.restAPIs.map(\.id) where first.hasPrefix(api.lowercased() + "-") {
      let rest = String(first.dropFirst(api.utf8.count + 1))
      if let endpoint = topology.vpcEndpoints.first(where: { $0.id.lowercased() == rest }) {
        return .alias(api: api, endpoint: endpoint.id, region: region)
      }
      if rest.hasPrefix("vpce-") { return .alias(api: api, endpoint: rest, region: region) }
    }
    return .api(topology.restAPIs.first { $0.id.lowercased() == first }?.id ?? first, region: region)
  }
}
