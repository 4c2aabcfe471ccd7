import Addressing
import NetworkModel

extension Walker {
  /// Rules of a firewall that would pass the packets but for one field, or but for a rule that comes before them; the
  /// most relevant first.
  ///
  /// - Parameter moment: when a stateful rule decided; nil for a stateless one.
  func nearMisses(
    _ firewall: CompiledFirewall, _ ruling: FirewallRuling, _ moment: FirewallMoment?, _ branch: Branch
  ) -> [NearMiss] {
    guard let wanted = branch.traffic.boxes.first else { return [] }
    let rules = moment == nil ? firewall.stateless : firewall.stateful
    var near: [(rule: FirewallRule, field: String)] = []
    for rule in rules where rule.ruling.action == .pass || (moment == nil && rule.ruling.action == .forward) {
      guard rule.ruling.doubt == nil, rule.ruling.component.kind == .ruleGroup,
        moment.map({ rule.condition.bearing(on: $0, asked.request) == .always }) ?? true
      else { continue }
      let fields = rule.fields.missed(wanted, branch.family)
      if fields.count < 2 { near.append((rule, fields.first ?? "order")) }
    }
    let relevance = ["order": 0, "source": 1, "destination": 1, "port": 2, "sourcePort": 2, "protocol": 3]
    let best = near.enumerated().sorted { left, right in
      (relevance[left.element.field] ?? 4, left.offset) < (relevance[right.element.field] ?? 4, right.offset)
    }
    return best.prefix(5).map { _, miss in
      let group = network.component(miss.rule.ruling.component)
      return NearMiss(
        component: group.id, rule: miss.rule.ruling.text, field: miss.field,
        message: missText(miss.rule.fields, miss.field, wanted, branch.traffic), source: group.source)
    }
  }

  private func missText(_ fields: FiveTuple, _ field: String, _ wanted: TrafficBox, _ traffic: TrafficSet) -> String {
    switch field {
    case "order": "another rule decides first"
    case "port": "the traffic goes to \(portText(traffic.boxes.map(\.destinationPorts)))"
    case "sourcePort": "the traffic comes from \(portText(traffic.boxes.map(\.sourcePorts)))"
    case "protocol": "the traffic is \(wanted.singleProtocol?.description ?? "of any protocol")"
    case "source": "the traffic comes from \(endText(traffic.boxes.map(\.source), traffic.family))"
    default: "the traffic goes to \(endText(traffic.boxes.map(\.destination), traffic.family))"
    }
  }
}

extension FiveTuple {
  /// The fields by which the rule misses packets; of a mirrored rule, those of the better way round.
  fileprivate func missed(_ wanted: TrafficBox, _ family: AddressFamily) -> [String] {
    let asWritten = missedAsWritten(wanted, family)
    if !isMirrored { return asWritten }
    let swapped = TrafficSet(family, wanted).swapped.boxes.first.map { missedAsWritten($0, family) } ?? asWritten
    if asWritten.count <= swapped.count { return asWritten }
    let names = ["source": "destination", "destination": "source", "port": "sourcePort", "sourcePort": "port"]
    return swapped.map { names[$0] ?? $0 }
  }

  private func missedAsWritten(_ wanted: TrafficBox, _ family: AddressFamily) -> [String] {
    var fields: [String] = []
    if !sources.ranges(family).ranges.contains(where: { $0.contains(wanted.source) }) { fields.append("source") }
    if !destinations.ranges(family).ranges.contains(where: { $0.contains(wanted.destination) }) {
      fields.append("destination")
    }
    let own = services.filter {
      $0.protocols.contains(wanted.firstProtocol) && $0.protocols.contains(wanted.lastProtocol)
    }
    guard let service = own.first else { return fields + ["protocol"] }
    if !service.sourcePorts.contains(where: { $0.contains(wanted.sourcePorts) }) { fields.append("sourcePort") }
    if !service.destinationPorts.contains(where: { $0.contains(wanted.destinationPorts) }) { fields.append("port") }
    return fields
  }
}
