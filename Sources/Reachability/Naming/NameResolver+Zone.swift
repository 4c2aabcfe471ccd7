import Addressing
import NetworkModel

// What a zone answers (NL A5, B1). A zone that matches is the only one that is asked: what it lacks does not exist.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html

extension NameResolver {
  /// Looks the name up in a zone, on behalf of who goes on where a CNAME leads out of it.
  func lookUp(_ zone: CompiledZone, _ asker: Asker, _ trail: Trail) -> [Trail] {
    switch zone.find(trail.name, trail.type) {
    case .records(let group): return answer(from: group, zone, asker, trail)
    case .delegation(let cut, let servers): return delegate(cut, servers, zone, asker, trail)
    case .unseen:
      return [
        trail.unknown(
          zone.component.id,
          "the records of \(zone.component.title) are not in the input; `route53 list-resource-record-sets` would show them"
        )
      ]
    case .noData(let types):
      let has = types.isEmpty ? "only names below it" : types.map(\.rawValue).joined(separator: ", ")
      return [
        trail.refused(
          .dnsNodata, zone.component, as: .noData, near: near(otherTypes: types, zone, trail),
          "zone \(zone.domain) has no \(trail.type.rawValue) record for \(trail.name): it has \(has)")
      ]
    case .nxDomain:
      if let shadowed = shadowedZone(trail.name, by: zone) {
        return [
          trail.refused(
            .dnsShadowed, zone.component, as: .nxDomain,
            "private zone \(zone.domain) answers for \(trail.name) and has no such name; the public zone \(shadowed) has it, "
              + "and is not asked")
        ]
      }
      return [
        trail.refused(
          .dnsNxdomain, zone.component, as: .nxDomain, near: near(missing: zone, trail),
          "zone \(zone.domain) has no name \(trail.name), and no other zone is asked")
      ]
    }
  }

  /// The public zone that has a name which a private one hides.
  private func shadowedZone(_ name: DomainName, by zone: CompiledZone) -> DomainName? {
    zone.isPublic ? nil : publicZone(of: name).flatMap { $0.has(name) ? $0.domain : nil }
  }

  // MARK: Records

  /// One of the records of a name and type answers, as their policy says.
  func answer(from group: [RecordSet], _ zone: CompiledZone, _ asker: Asker, _ trail: Trail) -> [Trail] {
    let selection = RecordSelection(self, zone, region: region(of: asker))
    let choices = selection.choices(group)
    if choices.isEmpty {
      return [
        trail.refused(
          .dnsNodata, zone.component, as: .noData, near: near(otherLocations: group, zone),
          "no record of \(trail.name) is for where the query comes from\(region(of: asker).map { " (\($0))" } ?? ""), "
            + "and there is no default")
      ]
    }
    let outages = selection.outages(group)
    return choices.flatMap { choice -> [Trail] in
      var trail = trail
      for assumption in choice.assumptions + outages where !trail.assumptions.contains(assumption) {
        trail.assumptions.append(assumption)
      }
      if let share = choice.share { trail.share = trail.share.map { $0 * share } ?? share }
      if choice.standing != .possible { trail.standing = choice.standing }
      if group.count > 1, let role = RecordText.policy(choice.records[0].routing) { trail.roles.append(role) }
      return choice.records.count == 1
        ? answer(with: choice.records[0], zone, asker, trail) : answer(withAll: choice.records, zone, trail)
    }
  }

  private func answer(with record: RecordSet, _ zone: CompiledZone, _ asker: Asker, _ trail: Trail) -> [Trail] {
    var trail = trail
    let rule = RecordText.rule(record)
    if let alias = record.alias {
      trail.hop(zone.component, .forwarded, rule)
      return answer(alias, record, zone, asker, trail)
    }
    if record.type == .cname, trail.type != .cname {
      trail.hop(zone.component, .forwarded, rule)
      let target = DomainName(record.values.first ?? "")
      return follow(target, zone.component, trail) { next in
        target.isWithin(zone.domain) ? lookUp(zone, asker, next) : ask(asker, next)
      }
    }
    trail.hop(zone.component, .answered, rule)
    return [trail.ended(.answer, addresses(of: [record]))]
  }

  /// Multivalue answers: the values of all of them together (NL B3).
  private func answer(withAll records: [RecordSet], _ zone: CompiledZone, _ trail: Trail) -> [Trail] {
    var trail = trail
    trail.hop(zone.component, .answered, records.map(RecordText.rule).joined(separator: "; "))
    if records.count > 8 {
      trail.assume(
        .unknownResource, zone.component.id, decides: false,
        "\(trail.name) has \(records.count) multivalue records, of which each answer holds eight")
    }
    return [trail.ended(.answer, addresses(of: records))]
  }

  private func addresses(of records: [RecordSet]) -> [ResolvedAddress] {
    records.flatMap(\.values).compactMap { IPAddress($0) }.map { .address($0, of: nil) }
  }

  // MARK: Aliases

  /// An alias answers with what its target has of its type (NL B1).
  private func answer(
    _ alias: RecordSet.AliasTarget, _ record: RecordSet, _ zone: CompiledZone, _ asker: Asker, _ trail: Trail
  ) -> [Trail] {
    if let known = awsName(alias.dnsName, trail.type) {
      if case .addresses(let found, let component, _) = known, component.kind == .vpcEndpoint, trail.type == .aaaa,
        !found.isEmpty
      {
        var open = trail
        open.assume(
          .unknownResource, component.id, decides: true,
          "AWS's pages disagree on whether an AAAA alias may stand for an endpoint")
        return answer(known, open)
      }
      return answer(known, trail)
    }
    if alias.dnsName.isWithin(zone.domain) {
      let group = zone.records(alias.dnsName, trail.type)
      if group.isEmpty {
        return [
          trail.refused(
            .dnsNodata, zone.component, RecordText.rule(record), as: .noData, source: record.source,
            "the alias of \(trail.name) stands for \(alias.dnsName), which has no \(trail.type.rawValue) record")
        ]
      }
      return follow(alias.dnsName, zone.component, trail) { answer(from: group, zone, asker, $0) }
    }
    return [
      trail.unknown(
        zone.component.id, "what the alias of \(trail.name) stands for, \(alias.dnsName), is not in the input")
    ]
  }

  /// Answers with what a name of AWS's stands for.
  func answer(_ known: AWSName, _ trail: Trail) -> [Trail] {
    var trail = trail
    switch known {
    case .addresses(let found, let component, let note):
      if found.isEmpty {
        return [
          trail.refused(
            .dnsNodata, component, as: .noData,
            "\(component.title) has no \(trail.type == .aaaa ? "IPv6" : "IPv4") address under this name")
        ]
      }
      trail.hop(
        component, .answered, note ?? "\(trail.type.rawValue) \(found.map(\.description).joined(separator: ", "))")
      return [trail.ended(.answer, found)]
    case .service(let name, let region):
      trail.hop(
        Component("internet", kind: .internet), .answered, "public DNS: \(name)\(region.map { " in \($0)" } ?? "")")
      return [trail.ended(.answer, [.service(name, region: region)])]
    case .missing(let component, let message):
      return [trail.refused(.dnsNxdomain, component, as: .nxDomain, message)]
    case .unseen(let component, let message): return [trail.unknown(component, message)]
    }
  }
}

/// A record as people read it.
public enum RecordText {
  /// `api.example.com A 10.0.0.5, weight 10`, `… A alias of vpce-…`.
  static func rule(_ record: RecordSet) -> String {
    let what = record.alias.map { "alias of \($0.dnsName)" } ?? record.values.joined(separator: ", ")
    return "\(record.name) \(record.type.rawValue) \(what)" + (policy(record.routing).map { ", \($0)" } ?? "")
  }

  static let multivalue = "multivalue"

  /// `primary`, `weight 10`, `for EU`: which of several records of a name it is; nil for the only one.
  public static func policy(_ routing: RecordSet.RoutingPolicy) -> String? {
    switch routing {
    case .simple: nil
    case .weighted(let weight): "weight \(weight)"
    case .failover(let role): role == .primary ? "primary" : "secondary"
    case .latency(let region): "for \(region)"
    case .geolocation(let place):
      (place.subdivisionCode ?? place.countryCode ?? place.continentCode).map { "for \($0)" } ?? "for everywhere else"
    case .geoproximity: "by nearness"
    case .multivalue: multivalue
    case .ipBased: "by the client's address"
    }
  }
}
