import NetworkModel

extension TerraformResourceType {
  static let hostedZones: [TerraformResourceType] =
    [
      .resource("aws_route53_zone", TerraformReading.readHostedZone),
      .part("aws_route53_zone_association", TerraformReading.readZoneAssociation),
      .part("aws_route53_record", TerraformReading.readRecord),
      .resource("aws_route53_health_check", TerraformReading.readHealthCheck),
    ]
    + ignored(
      "it lets another account associate its VPC; the association itself decides",
      "aws_route53_vpc_association_authorization")
    + ignored(
      "it signs, logs or delegates, and answers no name itself", "aws_route53_delegation_set",
      "aws_route53_hosted_zone_dnssec", "aws_route53_key_signing_key", "aws_route53_query_log")
}

/// What resources of their own add to hosted zones.
struct HostedZoneTerraformJoins {
  var vpcs: [(zoneId: String, vpcId: String)] = []
  var records: [(zoneId: String, record: RecordSet)] = []
  /// By what stands for it, the name of a record as it is written.
  var names: [String: (zoneId: String, name: String)] = [:]
}

extension TerraformReading {
  /// `aws_route53_zone`: private where it has a VPC.
  func readHostedZone(_ block: TerraformBlock) throws(JSONError) {
    let name = DomainName(try block.text("name") ?? "")
    var identity = try identity(block, name: name.text)
    identity.name = name.text
    identity.region = ""
    var vpcs: [String] = []
    for vpc in try block.blocks("vpc") {
      if let id = try link(vpc, "vpc_id", .vpc) { vpcs.append(id) }
    }
    topology.hostedZones.append(
      HostedZone(identity, domainName: name, isPrivate: !vpcs.isEmpty, vpcIds: vpcs))
  }

  /// `aws_route53_zone_association`.
  func readZoneAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let zone = try link(block, "zone_id", .hostedZone), let vpc = try link(block, "vpc_id", .vpc) else { return }
    joins.hostedZone.vpcs.append((zone, vpc))
  }

  /// `aws_route53_record`.
  func readRecord(_ block: TerraformBlock) throws(JSONError) {
    guard let zone = try link(block, "zone_id", .hostedZone), let type = try block.text("type"),
      let name = try block.text("name", or: "fqdn") ?? (block.lacks("name") ? nil : "")
    else { return }
    joins.hostedZone.names["\(id(of: block.instance)).fqdn"] = (zone, name)
    var record = RecordSet(
      DomainName(name), RecordType(rawValue: type), values: try links(block, "records", .recordValue),
      routing: try routing(block), setIdentifier: try block.text("set_identifier"),
      healthCheckId: try link(block, "health_check_id", .healthCheck), source: source(of: block.instance))
    if let alias = try block.block("alias") {
      record.alias = RecordSet.AliasTarget(
        DomainName(try link(alias, "name", .dnsName) ?? ""), hostedZoneId: try alias.text("zone_id"),
        evaluateTargetHealth: try alias.boolean("evaluate_target_health") ?? false)
    }
    joins.hostedZone.records.append((zone, record))
  }

  private func routing(_ block: TerraformBlock) throws(JSONError) -> RecordSet.RoutingPolicy {
    if let policy = try block.block("weighted_routing_policy") { return .weighted(try policy.integer("weight") ?? 0) }
    if let policy = try block.block("failover_routing_policy") {
      return .failover(try policy.text("type") == "SECONDARY" ? .secondary : .primary)
    }
    if let policy = try block.block("latency_routing_policy") {
      return .latency(region: try policy.text("region") ?? "")
    }
    if let policy = try block.block("geolocation_routing_policy") {
      let country = try policy.text("country")
      return .geolocation(
        .init(
          continentCode: try policy.text("continent"), countryCode: country == "*" ? nil : country,
          subdivisionCode: try policy.text("subdivision")))
    }
    if try block.block("geoproximity_routing_policy") != nil { return .geoproximity }
    if try block.block("cidr_routing_policy") != nil { return .ipBased }
    return try block.boolean("multivalue_answer_routing_policy") ?? false ? .multivalue : .simple
  }

  /// `aws_route53_health_check`.
  func readHealthCheck(_ block: TerraformBlock) throws(JSONError) {
    let type: Route53HealthCheck.CheckType
    switch try block.text("type") ?? "" {
    case "CALCULATED":
      type = .calculated(
        children: try links(block, "child_healthchecks", .healthCheck),
        threshold: try block.integer("child_health_threshold") ?? 0)
    case "CLOUDWATCH_METRIC":
      type = .cloudWatchMetric(insufficientData: try block.text("insufficient_data_health_status"))
    case "RECOVERY_CONTROL": type = .recoveryControl
    case let other: type = .endpoint(other)
    }
    var identity = try identity(block)
    identity.region = ""
    topology.healthChecks.append(
      Route53HealthCheck(
        identity, type: type, isInverted: try block.boolean("invert_healthcheck") ?? false,
        isDisabled: try block.boolean("disabled") ?? false))
  }

  /// Puts VPCs and records into their zones; those of zones that are made elsewhere wait for the other inputs.
  func finishHostedZones() {
    let names = joins.hostedZone.names.mapValues { zone, name in
      DomainName(name).whole(in: topology.hostedZones.first { $0.id == zone }?.domainName ?? .root)
    }
    let targets = Dictionary(names.map { (DomainName($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    for (zone, record) in joins.hostedZone.records {
      var record = record
      if let name = record.alias?.dnsName, let target = targets[name] { record.alias?.dnsName = target }
      record.values = record.values.map { names[$0]?.text ?? $0 }
      if let index = topology.hostedZones.firstIndex(where: { $0.id == zone }) {
        record.name = record.name.whole(in: topology.hostedZones[index].domainName)
        topology.hostedZones[index].recordSets?.append(record)
      } else {
        joins.additions.records.append((zone, record))
      }
    }
    for (zone, vpc) in joins.hostedZone.vpcs {
      guard let index = topology.hostedZones.firstIndex(where: { $0.id == zone }) else {
        joins.additions.zoneVPCs.append((zone, vpc))
        continue
      }
      topology.hostedZones[index].isPrivate = true
      if !topology.hostedZones[index].vpcIds.contains(vpc) { topology.hostedZones[index].vpcIds.append(vpc) }
    }
  }
}

extension DomainName {
  /// The name in a zone: one that does not end with the zone's is below it.
  func whole(in zone: DomainName) -> DomainName {
    if isWithin(zone) { return self }
    return DomainName(text.isEmpty ? zone.text : "\(text).\(zone.text)")
  }
}
