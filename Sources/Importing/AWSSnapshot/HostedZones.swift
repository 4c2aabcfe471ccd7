import Addressing
import NetworkModel

/// What Route 53's calls about one zone or check say of what others list.
struct HostedZoneJoins {
  /// By the id of the zone.
  var vpcIds: [String: [String]] = [:]
  var recordSets: [String: [RecordSet]] = [:]
  /// Zones of any account that a VPC has, by their id.
  var byVPC: [String: HostedZone] = [:]
  /// By the id of the health check, how many checkers found it healthy, and how many there are.
  var observations: [String: (healthy: Int, all: Int)] = [:]
}

extension ScopeReading {
  /// `/hostedzone/Z0A1B` and the form of it in file names, `hostedzone_Z0A1B`.
  private static func zoneId(_ text: String) -> String {
    String(text.split(whereSeparator: { $0 == "/" || $0 == "_" }).last ?? Substring(text))
  }

  /// `route53 list-hosted-zones`.
  func readHostedZone(_ record: JSONValue) throws(JSONError) {
    let name = DomainName(try record.string("Name"))
    let isPrivate = try record.value("Config")?.boolean("PrivateZone") ?? false
    topology.hostedZones.append(
      HostedZone(
        try identity(Self.zoneId(record.string("Id")), record, name: name.text, region: ""), domainName: name,
        isPrivate: isPrivate, recordSets: nil))
  }

  /// `route53 get-hosted-zone`: the VPCs of one zone.
  func readHostedZoneVPCs(_ document: JSONValue) throws(JSONError) {
    let id = Self.zoneId(try document.object("HostedZone").string("Id"))
    joins.hostedZone.vpcIds[id] = try document.ids("VPCs", each: "VPCId")
  }

  /// `route53 list-hosted-zones-by-vpc`: the zones of one VPC, whosever they are.
  func readHostedZoneOfVPC(_ record: JSONValue) throws(JSONError) {
    guard let vpcId = parameter else { return }
    let id = Self.zoneId(try record.string("HostedZoneId"))
    if joins.hostedZone.byVPC[id] == nil {
      let name = DomainName(try record.string("Name"))
      joins.hostedZone.byVPC[id] = HostedZone(
        try identity(
          id, record, name: name.text, owner: try record.value("Owner")?.optionalId("OwningAccount"), region: ""),
        domainName: name, isPrivate: true, recordSets: nil)
    }
    joins.hostedZone.byVPC[id]?.vpcIds.append(vpcId)
  }

  /// `route53 list-resource-record-sets` of one zone.
  func readRecordSets(_ document: JSONValue) throws(JSONError) {
    guard let parameter else { return }
    var records: [RecordSet] = []
    for record in try document.elements("ResourceRecordSets") { records.append(try recordSet(record)) }
    joins.hostedZone.recordSets[Self.zoneId(parameter), default: []] += records
  }

  private func recordSet(_ record: JSONValue) throws(JSONError) -> RecordSet {
    var set = RecordSet(
      DomainName(try record.string("Name")), RecordType(rawValue: try record.string("Type")),
      values: try record.ids("ResourceRecords", each: "Value"), routing: try routing(record),
      setIdentifier: try record.text("SetIdentifier"), healthCheckId: try record.optionalId("HealthCheckId"),
      source: source(record))
    if let alias = record.value("AliasTarget") {
      set.alias = RecordSet.AliasTarget(
        DomainName(try alias.string("DNSName")), hostedZoneId: try alias.optionalId("HostedZoneId"),
        evaluateTargetHealth: try alias.boolean("EvaluateTargetHealth") ?? false)
    }
    return set
  }

  private func routing(_ record: JSONValue) throws(JSONError) -> RecordSet.RoutingPolicy {
    if let weight = try record.integer("Weight") { return .weighted(weight) }
    if let text = try record.text("Failover") {
      guard let role = RecordSet.Failover(rawValue: text) else {
        throw JSONError(token: record.token, message: "expected PRIMARY or SECONDARY, found `\(text)`")
      }
      return .failover(role)
    }
    if let region = try record.text("Region") { return .latency(region: region) }
    if let location = record.value("GeoLocation") {
      // AWS writes the default location as the country `*`.
      let country = try location.text("CountryCode")
      return .geolocation(
        .init(
          continentCode: try location.text("ContinentCode"), countryCode: country == "*" ? nil : country,
          subdivisionCode: try location.text("SubdivisionCode")))
    }
    if record.value("GeoProximityLocation") != nil { return .geoproximity }
    if record.value("CidrRoutingConfig") != nil { return .ipBased }
    return try record.boolean("MultiValueAnswer") ?? false ? .multivalue : .simple
  }

  /// `route53 list-health-checks`.
  func readHealthCheck(_ record: JSONValue) throws(JSONError) {
    let configuration = try record.object("HealthCheckConfig")
    let type: Route53HealthCheck.CheckType
    switch try configuration.string("Type") {
    case "CALCULATED":
      type = .calculated(
        children: try configuration.ids("ChildHealthChecks"),
        threshold: try configuration.integer("HealthThreshold") ?? 0)
    case "CLOUDWATCH_METRIC":
      type = .cloudWatchMetric(insufficientData: try configuration.text("InsufficientDataHealthStatus"))
    case "RECOVERY_CONTROL": type = .recoveryControl
    case let other: type = .endpoint(other)
    }
    topology.healthChecks.append(
      Route53HealthCheck(
        try identity(record.id("Id"), record, region: ""), type: type,
        isInverted: try configuration.boolean("Inverted") ?? false,
        isDisabled: try configuration.boolean("Disabled") ?? false,
        address: try configuration.text("IPAddress").flatMap { IPAddress($0) },
        domainName: try configuration.text("FullyQualifiedDomainName"),
        alarmRegion: try configuration.value("AlarmIdentifier")?.text("Region")))
  }

  /// `route53 get-health-check-status` of one check: what each checker found.
  func readHealthCheckStatus(_ document: JSONValue) throws(JSONError) {
    guard let parameter else { return }
    var counts = (healthy: 0, all: 0)
    for observation in try document.elements("HealthCheckObservations") {
      counts.all += 1
      if try observation.value("StatusReport")?.text("Status")?.hasPrefix("Success") ?? false { counts.healthy += 1 }
    }
    joins.hostedZone.observations[parameter] = counts
  }

  func finishHostedZones() {
    for index in topology.hostedZones.indices {
      let id = topology.hostedZones[index].id
      topology.hostedZones[index].vpcIds = joins.hostedZone.vpcIds[id] ?? []
      topology.hostedZones[index].recordSets = joins.hostedZone.recordSets[id]
    }
    for (_, zone) in joins.hostedZone.byVPC.sorted(by: { $0.key < $1.key }) {
      if let index = topology.hostedZones.firstIndex(where: { $0.id == zone.id }) {
        topology.hostedZones[index].vpcIds += zone.vpcIds.filter { !topology.hostedZones[index].vpcIds.contains($0) }
      } else {
        topology.hostedZones.append(zone)
      }
    }
    for index in topology.healthChecks.indices {
      guard let counts = joins.hostedZone.observations[topology.healthChecks[index].id], counts.all > 0 else {
        continue
      }
      // Healthy where more than 18 % of the checkers say so (NL B2, 7).
      topology.healthChecks[index].status = counts.healthy * 100 > counts.all * 18 ? .healthy : .unhealthy
    }
  }
}
