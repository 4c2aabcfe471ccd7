import NetworkModel

/// Which of the records of one name and type answer (NL B3).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
struct RecordSelection {
  let resolver: NameResolver
  let zone: CompiledZone
  /// Where the query comes from; nil for outside AWS.
  let region: String?

  init(_ resolver: NameResolver, _ zone: CompiledZone, region: String?) {
    self.resolver = resolver
    self.zone = zone
    self.region = region
  }

  /// Records that answer together, and how often they do.
  struct Choice {
    var records: [RecordSet]
    var share: Share?
    var standing = NameAnswer.Standing.possible
    var assumptions: [Assumption] = []
  }

  /// A record with its health.
  private struct Member {
    var record: RecordSet
    var health: RecordHealth
  }

  /// Every choice that is possible; none where the policy has no record for who asks.
  func choices(_ group: [RecordSet]) -> [Choice] {
    guard let first = group.first else { return [] }
    if case .simple = first.routing { return [Choice(records: [first])] }
    let members = group.map { Member(record: $0, health: health(of: $0)) }
    switch first.routing {
    case .simple: return [Choice(records: [first])]
    case .weighted: return weighted(members)
    case .failover: return failover(members)
    case .latency: return latency(members)
    case .geolocation: return geolocation(members)
    case .multivalue: return [together(usable(members), of: members)]
    case .geoproximity, .ipBased: return usable(members).map { single($0, standing: .reading) }
    }
  }

  /// What may answer: the healthy ones and those that may be; where there is none, all (last resort).
  private func usable(_ members: [Member]) -> [Member] {
    if members.contains(where: { $0.health == .healthy }) { return members.filter { $0.health != .unhealthy } }
    return members
  }

  private func single(
    _ member: Member, share: Share? = nil, standing: NameAnswer.Standing = .possible
  ) -> Choice {
    guard case .unknown(let why) = member.health else {
      return Choice(records: [member.record], share: share, standing: standing)
    }
    return Choice(
      records: [member.record], share: nil, standing: standing == .possible && why.isReading ? .reading : standing,
      assumptions: [why.assumption])
  }

  private func together(_ members: [Member], of all: [Member]) -> Choice {
    var choice = Choice(records: members.map(\.record))
    for member in all {
      if case .unknown(let why) = member.health { choice.assumptions.append(why.assumption) }
    }
    return choice
  }

  // MARK: Policies

  private func weighted(_ members: [Member]) -> [Choice] {
    func weight(_ member: Member) -> Int {
      if case .weighted(let weight) = member.record.routing { return weight }
      return 0
    }
    var group = usable(members)
    let isCertain = !group.contains { if case .unknown = $0.health { true } else { false } }
    if group.contains(where: { weight($0) > 0 && $0.health != .unhealthy }) || !isCertain || areAll(group, .unhealthy) {
      let heavy = group.filter { weight($0) > 0 }
      if !heavy.isEmpty { group = heavy }
    }
    let total = group.reduce(0) { $0 + weight($1) }
    return group.map { member in
      let share = total > 0 ? Share(weight(member), of: total) : Share(1, of: group.count)
      return single(member, share: isCertain && group.count > 1 ? share : nil)
    }
  }

  private func areAll(_ members: [Member], _ health: RecordHealth) -> Bool {
    members.allSatisfy { $0.health == health }
  }

  /// The primary while it is healthy, or while neither is; then the secondary is on standby. A primary of which the
  /// input does not show it is taken to be healthy (DEC-2).
  private func failover(_ members: [Member]) -> [Choice] {
    func first(_ role: RecordSet.Failover) -> Member? {
      members.first { $0.record.routing == .failover(role) }
    }
    guard let primary = first(.primary) else { return first(.secondary).map { [single($0)] } ?? [] }
    guard let secondary = first(.secondary) else { return [single(primary)] }
    var standby = single(secondary)
    standby.standing = .standby
    switch primary.health {
    case .healthy: return [single(primary), standby]
    case .unhealthy: return [single(secondary.health == .unhealthy ? primary : secondary)]
    case .unknown(let why):
      if why.isReading {
        return [
          single(primary), Choice(records: [secondary.record], standing: .reading, assumptions: [why.assumption]),
        ]
      }
      return [single(primary), standby]
    }
  }

  /// The record of the asker's own Region where there is one; which of other Regions is nearest is not in any input.
  private func latency(_ members: [Member]) -> [Choice] {
    let group = usable(members)
    if let region, let own = group.first(where: { $0.record.routing == .latency(region: region) }) {
      if case .unknown = own.health { return group.map { single($0) } }
      return [single(own)]
    }
    return group.map { single($0) }
  }

  /// The smallest area that matches and is healthy: state, country, continent, default.
  private func geolocation(_ members: [Member]) -> [Choice] {
    func area(_ member: Member) -> RecordSet.GeoLocation {
      if case .geolocation(let location) = member.record.routing { return location }
      return RecordSet.GeoLocation()
    }
    let group = usable(members)
    guard let region, let place = RegionLocation.of(region) else { return group.map { single($0) } }
    let fitting = group.filter { place.isIn(area($0)) }.sorted { size(area($0)) < size(area($1)) }
    guard let smallest = fitting.first else { return [] }
    // Where its health is not known, the next larger area may answer as well.
    guard case .unknown = smallest.health else { return [single(smallest)] }
    let end = fitting.firstIndex { $0.health == .healthy } ?? fitting.count - 1
    return fitting[...end].map { single($0) }
  }

  private func size(_ area: RecordSet.GeoLocation) -> Int {
    if area.subdivisionCode != nil { return 0 }
    if area.countryCode != nil && area.countryCode != "*" { return 1 }
    return area.continentCode == nil ? 3 : 2
  }

  // MARK: Health

  /// What is wrong with the records of a group that are not healthy: why another one answers, or one in spite of it.
  func outages(_ group: [RecordSet]) -> [Assumption] {
    guard let first = group.first, first.routing != .simple else { return [] }
    return group.filter { health(of: $0) == .unhealthy }.map { record in
      let (component, why) = outage(of: record)
      return Assumption(
        code: Code.targetNoHealthy.rawValue, component: component,
        message: "the record \(RecordText.rule(record)) is not healthy: \(why)", decides: false)
    }
  }

  private func outage(of record: RecordSet) -> (component: String, why: String) {
    if let check = record.healthCheckId, resolver.health(ofCheck: check) == .unhealthy {
      return (check, "its health check fails")
    }
    guard let alias = record.alias, zone.records(alias.dnsName, record.type).isEmpty else {
      return (zone.component.id, "none of the records that it stands for is")
    }
    return resolver.outage(ofTarget: alias.dnsName)
  }

  /// NL B2, rules 1 to 4.
  func health(of record: RecordSet, depth: Int = 0) -> RecordHealth {
    let check = record.healthCheckId.map { resolver.health(ofCheck: $0) } ?? .healthy
    guard let alias = record.alias, alias.evaluateTargetHealth else { return check }
    return check.and(health(of: alias, record.type, depth))
  }

  private func health(of alias: RecordSet.AliasTarget, _ type: RecordType, _ depth: Int) -> RecordHealth {
    let group = alias.dnsName.isWithin(zone.domain) ? zone.records(alias.dnsName, type) : []
    if group.isEmpty || depth > 8 { return resolver.health(ofTarget: alias.dnsName) }
    var best = RecordHealth.unhealthy
    for member in group {
      switch health(of: member, depth: depth + 1) {
      case .healthy: return .healthy
      case .unknown(let why): best = .unknown(why)
      case .unhealthy: break
      }
    }
    return best
  }
}

/// Where a Region is, as records for a location see the queries of its VPCs.
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo-phz.html
struct RegionLocation {
  var continent: String
  var country: String
  /// Of Regions in the United States.
  var state: String?

  func isIn(_ area: RecordSet.GeoLocation) -> Bool {
    if let state = area.subdivisionCode { return area.countryCode == country && state == self.state }
    if let country = area.countryCode { return country == "*" || country == self.country }
    return area.continentCode.map { $0 == continent } ?? true
  }

  /// Nil for a Region that is not known.
  static func of(_ region: String) -> RegionLocation? {
    places[region].map { text in
      let parts = text.split(separator: " ").map(String.init)
      return RegionLocation(continent: parts[0], country: parts[1], state: parts.count > 2 ? parts[2] : nil)
    }
  }

  private static let places = [
    "us-east-1": "NA US VA", "us-east-2": "NA US OH", "us-west-1": "NA US CA", "us-west-2": "NA US OR",
    "us-gov-east-1": "NA US OH", "us-gov-west-1": "NA US OR", "ca-central-1": "NA CA", "ca-west-1": "NA CA",
    "mx-central-1": "NA MX", "sa-east-1": "SA BR", "af-south-1": "AF ZA", "eu-west-1": "EU IE", "eu-west-2": "EU GB",
    "eu-west-3": "EU FR", "eu-central-1": "EU DE", "eu-central-2": "EU CH", "eu-north-1": "EU SE",
    "eu-south-1": "EU IT", "eu-south-2": "EU ES", "il-central-1": "AS IL", "me-south-1": "AS BH",
    "me-central-1": "AS AE", "ap-east-1": "AS HK", "ap-east-2": "AS TW", "ap-south-1": "AS IN", "ap-south-2": "AS IN",
    "ap-northeast-1": "AS JP", "ap-northeast-2": "AS KR", "ap-northeast-3": "AS JP", "ap-southeast-1": "AS SG",
    "ap-southeast-2": "OC AU", "ap-southeast-3": "AS ID", "ap-southeast-4": "OC AU", "ap-southeast-5": "AS MY",
    "ap-southeast-6": "OC NZ", "ap-southeast-7": "AS TH", "cn-north-1": "AS CN", "cn-northwest-1": "AS CN",
  ]
}
