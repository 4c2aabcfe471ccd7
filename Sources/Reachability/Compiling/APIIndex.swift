import NetworkModel

/// APIs and domain names of API Gateway by the names that requests have for them.
struct APIIndex: Sendable {
  private struct Entry: Sendable {
    var id: String
    var region: String
    var component: ComponentReference
  }

  private var entries: [String: [Entry]] = [:]
  /// By name, APIs that AWS has given no id yet: what stands for one is an address of Terraform.
  private var pending: [String: [Entry]] = [:]
  private var domainsByRegion: [String: [Int]] = [:]
  private var domainNames: [String]
  private var regionsByTarget: [String: String] = [:]
  /// Whether an API that is not here does not exist.
  let areAllSeen: Bool

  init(_ topology: Topology) {
    domainNames = topology.apiDomainNames.map { $0.domainName.lowercased() }
    areAllSeen = topology.visibility.isWhole
    for (position, api) in topology.restAPIs.enumerated() {
      add(api.identity, ComponentReference(kind: .restApi, position: position))
    }
    for (position, api) in topology.httpAPIs.enumerated() {
      add(api.identity, ComponentReference(kind: .api, position: position))
    }
    for (position, domain) in topology.apiDomainNames.enumerated() {
      domainsByRegion[domain.identity.region, default: []].append(position)
      if let target = domain.targetName?.lowercased() { regionsByTarget[target] = domain.identity.region }
    }
  }

  private mutating func add(_ identity: Identity, _ component: ComponentReference) {
    let entry = Entry(id: identity.id, region: identity.region, component: component)
    entries[identity.id.lowercased(), default: []].append(entry)
    if identity.id.contains("."), let name = identity.name { pending[name.lowercased(), default: []].append(entry) }
  }

  /// The API with an id; one that is made now has none yet, and its name stands for it.
  func api(called id: String, in region: String) -> ComponentReference? {
    let known = entries[id.lowercased()] ?? pending[id.lowercased()]
    return known?.first { $0.region == region }?.component
  }

  /// The Regions that have an API of an id, sorted.
  func regions(ofAPICalled id: String) -> [String] { entries[id.lowercased()]?.map(\.region).sorted() ?? [] }

  /// The ids of a Region's APIs, sorted.
  func ids(in region: String) -> [String] {
    entries.values.joined().filter { $0.region == region }.map(\.id).sorted()
  }

  /// The domain names of a Region.
  func domains(in region: String) -> [Int] { domainsByRegion[region] ?? [] }

  /// The Region of the public domain name whose records point to `name`, which is CloudFront's of an edge-optimized one.
  func regionOfDomain(at name: String?) -> String? { name.flatMap { regionsByTarget[$0.lowercased()] } }

  /// The domain names of a Region, or of any, that a host is served by: its own before a wildcard.
  func domains(serving host: String, in region: String? = nil) -> [Int] {
    let host = host.lowercased()
    let all = region.map { domains(in: $0) } ?? Array(domainNames.indices)
    let fitting = all.filter { CertificateName(domainNames[$0]).covers(host) }
    return fitting.filter { domainNames[$0] == host } + fitting.filter { domainNames[$0] != host }
  }
}
