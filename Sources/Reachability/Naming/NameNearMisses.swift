import NetworkModel

// Records that would have answered but for one thing.

extension NameResolver {
  /// Names of the zone that are nearly the one asked for, and the same name in other zones.
  func near(missing zone: CompiledZone, _ trail: Trail) -> [NearMiss] {
    let wanted = Array(trail.name.text.utf8)
    let limit = max(1, wanted.count / 8)
    let similar = zone.names.map { (distance: editDistance(wanted, Array($0.text.utf8)), name: $0) }
      .filter { $0.distance <= limit }.sorted { $0 < $1 }.prefix(3)
    var found = similar.flatMap { entry in
      rules(zone, entry.name).prefix(1).map { record in
        NearMiss(
          component: zone.component.id, rule: RecordText.rule(record), field: "name",
          message: "the query is for \(trail.name)", source: record.source)
      }
    }
    for other in index.zones where other.hostedZoneId != zone.hostedZoneId && trail.name.isWithin(other.domain) {
      for record in rules(other, trail.name).prefix(1) {
        found.append(
          NearMiss(
            component: other.component.id, rule: RecordText.rule(record), field: "zone",
            message: "zone \(zone.domain) is asked and not \(other.domain)", source: record.source))
      }
    }
    return found
  }

  /// Records of the same name and another type.
  func near(otherTypes types: [RecordType], _ zone: CompiledZone, _ trail: Trail) -> [NearMiss] {
    types.filter { [.a, .aaaa].contains($0) }.flatMap { zone.records(trail.name, $0) }.prefix(3).map { record in
      NearMiss(
        component: zone.component.id, rule: RecordText.rule(record), field: "type",
        message: "the query is for \(trail.type.rawValue)", source: record.source)
    }
  }

  /// Records for other places than the asker's.
  func near(otherLocations group: [RecordSet], _ zone: CompiledZone) -> [NearMiss] {
    group.prefix(5).map { record in
      NearMiss(
        component: zone.component.id, rule: RecordText.rule(record), field: "location",
        message: "the query comes from another place", source: record.source)
    }
  }

  private func rules(_ zone: CompiledZone, _ name: DomainName) -> [RecordSet] {
    zone.types(of: name).flatMap { zone.records(name, $0) }
  }
}
