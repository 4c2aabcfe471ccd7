import Addressing
import NetworkModel

// Near misses: the rules that would have let the packets pass but for one field (DESIGN, decision 3).

/// A rule that misses by one field, before it is put into words.
private struct NearRule {
  var group = 0
  var position: Int
  var field: String
  /// The protocols and the ports (of ICMP the types) that the rule lets pass.
  var protocols: ClosedRange<UInt8>
  var ports: PortRange
  var types: PortRange

  /// Less is more to the point: what differs only in the end comes before what is about another port, and that before
  /// what is about another protocol; of equals, what names the port before what spans many.
  var rank: (Int, Int) {
    switch field {
    case "ruleNumber": (0, 0)
    case "source", "destination": (1, Int(ports.upper) - Int(ports.lower) + (protocols.count == 1 ? 0 : 1 << 16))
    case "port", "icmpType": (2, 0)
    default: (3, 0)
    }
  }
}

extension [NearRule] {
  /// The most relevant, of equals the first.
  fileprivate var best: [NearRule] {
    enumerated().sorted { left, right in
      let (a, b) = (left.element.rank, right.element.rank)
      return (a.0, a.1, left.offset) < (b.0, b.1, right.offset)
    }.prefix(5).map(\.element)
  }
}

extension Walker {
  /// Rules of security groups that miss the packets by one field, the most relevant first.
  func nearMisses(_ groups: [Int], _ direction: Blocker.Direction, _ branch: Branch) -> [NearMiss] {
    guard let wanted = branch.traffic.boxes.first else { return [] }
    var near: [NearRule] = []
    for group in groups {
      for (index, rule) in network.groups[group].rules(direction).enumerated() {
        let fields = missed(rule, direction, wanted, branch)
        guard fields.count == 1 else { continue }
        near.append(
          NearRule(
            group: group, position: index, field: fields[0], protocols: rule.firstProtocol...rule.lastProtocol,
            ports: rule.destinationPorts, types: rule.sourcePorts))
      }
    }
    return near.best.compactMap { rule in
      network.groupRule(rule.group, direction, rule.position).map { written in
        NearMiss(
          component: network.groups[rule.group].id, rule: network.text(of: written, direction), field: rule.field,
          message: missText(rule, wanted, branch.traffic), source: written.source)
      }
    }
  }

  private func missed(
    _ rule: CompiledGroupRule, _ direction: Blocker.Direction, _ wanted: TrafficBox, _ branch: Branch
  ) -> [String] {
    var fields = missedPorts(
      rule.firstProtocol, rule.lastProtocol, rule.sourcePorts, rule.destinationPorts, wanted)
    let side = direction == .ingress ? "source" : "destination"
    let peer = direction == .ingress ? wanted.source : wanted.destination
    switch rule.peer {
    case .addresses(let family, let range):
      if family != branch.family || !range.contains(peer) { fields.append(side) }
    case .prefixList(let list):
      if list < 0 || !network.prefixLists[list].ranges(branch.family).ranges.contains(where: { $0.contains(peer) }) {
        fields.append(side)
      }
    case .group(let group, let isStale):
      switch referenceState(group, direction, branch) {
      case .counts where !isStale: break
      default: fields.append(side)
      }
    }
    return fields
  }

  private func missedPorts(
    _ first: UInt8, _ last: UInt8, _ sourcePorts: PortRange, _ destinationPorts: PortRange, _ wanted: TrafficBox
  ) -> [String] {
    if first > wanted.firstProtocol || last < wanted.lastProtocol { return ["protocol"] }
    if wanted.singleProtocol?.isICMP ?? false {
      return sourcePorts.contains(wanted.sourcePorts) && destinationPorts.contains(wanted.destinationPorts)
        ? [] : ["icmpType"]
    }
    return destinationPorts.contains(wanted.destinationPorts) ? [] : ["port"]
  }

  /// Entries of a network ACL that would allow the packets but for one field, or but for a lower-numbered denial, the
  /// most relevant first.
  func nearMisses(acl: Int, _ direction: Blocker.Direction, _ branch: Branch) -> [NearMiss] {
    guard let wanted = branch.traffic.boxes.first else { return [] }
    var near: [NearRule] = []
    for entry in network.acls[acl].entries(direction, branch.family) where entry.allows {
      let box = entry.box
      var fields = missedPorts(box.firstProtocol, box.lastProtocol, box.sourcePorts, box.destinationPorts, wanted)
      if direction == .ingress {
        if !box.source.contains(wanted.source) { fields.append("source") }
      } else if !box.destination.contains(wanted.destination) {
        fields.append("destination")
      }
      guard fields.count < 2 else { continue }
      near.append(
        NearRule(
          position: entry.position, field: fields.first ?? "ruleNumber",
          protocols: box.firstProtocol...box.lastProtocol,
          ports: box.destinationPorts, types: box.sourcePorts))
    }
    let resource = topology.networkACLs[acl]
    return near.best.map { rule in
      let entry = resource.entries[rule.position]
      return NearMiss(
        component: resource.id, rule: network.text(of: entry), field: rule.field,
        message: missText(rule, wanted, branch.traffic), source: entry.source)
    }
  }

  private func missText(_ rule: NearRule, _ wanted: TrafficBox, _ traffic: TrafficSet) -> String {
    switch rule.field {
    case "ruleNumber": return "a lower number denies it first"
    case "port": return "the traffic goes to \(portText(traffic.boxes.map(\.destinationPorts))), not \(rule.ports)"
    case "protocol":
      let own = rule.protocols.count == 1 ? IPProtocol(rawValue: rule.protocols.lowerBound).description : nil
      return "the traffic is \(wanted.singleProtocol?.description ?? "of any protocol")"
        + (own.map { ", not \($0)" } ?? "")
    case "icmpType": return "the traffic has type \(wanted.sourcePorts), not \(rule.types)"
    case "source": return "the traffic comes from \(endText(traffic.boxes.map(\.source), traffic.family))"
    default: return "the traffic goes to \(endText(traffic.boxes.map(\.destination), traffic.family))"
    }
  }

  func portText(_ ports: [PortRange]) -> String {
    let ranges = AddressRanges(
      ports.map { AddressRange(UInt128($0.lower), UInt128($0.upper)) }
    ).ranges.map { PortRange(UInt16(clamping: $0.lower), UInt16(clamping: $0.upper)) }
    if ranges == [.all] { return "any port" }
    let rest = ranges.count > 2 ? " and \(ranges.count - 2) more" : ""
    let isOne = ranges.count == 1 && ranges[0].lower == ranges[0].upper
    return (isOne ? "port " : "ports ") + ranges.prefix(2).map(\.description).joined(separator: ", ") + rest
  }

  func endText(_ ranges: [AddressRange], _ family: AddressFamily) -> String {
    let (whole, internet) = (AddressRanges(ranges), network.internetAddresses(family))
    if whole == internet { return "the internet" }
    if whole.ranges.count > 2, whole.subtracting(internet).isEmpty { return "part of the internet" }
    let rest = whole.ranges.count > 2 ? " and \(whole.ranges.count - 2) more" : ""
    return whole.ranges.prefix(2).map { $0.text(family) }.joined(separator: ", ") + rest
  }
}
