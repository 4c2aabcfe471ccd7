import NetworkModel

/// A zone, whoever answers for it, ready to be looked up in.
struct CompiledZone: Sendable {
  struct Key: Hashable {
    var name: DomainName
    var type: RecordType
  }

  /// What a zone has for a name and type (NL A5).
  enum Finding: Sendable {
    /// Records of one name and type, among which their policy chooses.
    case records([RecordSet])
    /// The name is the business of these name servers.
    case delegation(at: DomainName, servers: [DomainName])
    /// The name has records of these types, or names below it (none).
    case noData([RecordType])
    case nxDomain
    /// The zone is there, its records are not in the input.
    case unseen
  }

  var domain: DomainName
  /// What the zone is a part of.
  var component: Component
  /// The id of a hosted zone; nil for a zone of a name server.
  var hostedZoneId: String?
  var isPublic: Bool
  private var groups: [Key: [RecordSet]] = [:]
  private var types: [DomainName: [RecordType]] = [:]
  /// Names with records and everything between them and the apex.
  private var existing: Set<DomainName>
  private var isVisible: Bool

  init(
    _ domain: DomainName, _ component: Component, hostedZoneId: String? = nil, isPublic: Bool = false,
    _ recordSets: [RecordSet]?
  ) {
    self.domain = domain
    self.component = component
    self.hostedZoneId = hostedZoneId
    self.isPublic = isPublic
    isVisible = recordSets != nil
    existing = [domain]
    for record in recordSets ?? [] {
      groups[Key(name: record.name, type: record.type), default: []].append(record)
      if !types[record.name, default: []].contains(record.type) { types[record.name, default: []].append(record.type) }
      var name = record.name
      while name != domain, existing.insert(name).inserted, let parent = name.parent { name = parent }
    }
  }

  func records(_ name: DomainName, _ type: RecordType) -> [RecordSet] { groups[Key(name: name, type: type)] ?? [] }

  /// The names that have records, for near misses.
  var names: [DomainName] { types.keys.sorted() }

  func types(of name: DomainName) -> [RecordType] { types[name] ?? [] }

  /// Whether the zone certainly answers the name, itself or by a wildcard.
  func has(_ name: DomainName) -> Bool {
    switch find(name, .a) {
    case .records, .delegation: true
    case .noData(let types): !types.isEmpty
    case .nxDomain, .unseen: false
    }
  }

  /// NL A5: delegations first, then the name, then the wildcard of its closest ancestor that exists (RFC 4592).
  func find(_ name: DomainName, _ type: RecordType) -> Finding {
    guard isVisible else { return .unseen }
    if let delegation = delegation(of: name) { return delegation }
    if existing.contains(name) { return finding(at: name, type) }
    var ancestor = name.parent
    while let closest = ancestor, closest.isWithin(domain) {
      if existing.contains(closest) {
        return types[closest.wildcard] == nil ? .nxDomain : finding(at: closest.wildcard, type)
      }
      ancestor = closest.parent
    }
    return .nxDomain
  }

  /// The highest cut at or above the name that is below the apex.
  private func delegation(of name: DomainName) -> Finding? {
    var found: Finding?
    var at: DomainName? = name
    while let candidate = at, candidate != domain, candidate.isWithin(domain) {
      let servers = records(candidate, .ns).flatMap(\.values).map { DomainName($0) }
      if !servers.isEmpty { found = .delegation(at: candidate, servers: servers) }
      at = candidate.parent
    }
    return found
  }

  private func finding(at name: DomainName, _ type: RecordType) -> Finding {
    // A CNAME answers every type (NL B1).
    for answering in [type, .cname] {
      let group = records(name, answering)
      if !group.isEmpty { return .records(group) }
    }
    return .noData(types[name] ?? [])
  }
}
