import Addressing
import NetworkModel

// Near misses: the rules that would have let the packets pass but for one field (DESIGN, decision 3).

extension Walker {
  private static let limit = 5

  /// Rules of security groups that miss the packets by one field.
  func nearMisses(_ groups: [Int], _ direction: Blocker.Direction, _ branch: Branch) -> [NearMiss] {
    guard let wanted = branch.traffic.boxes.first else { return [] }
    var near: [NearMiss] = []
    for group in groups {
      for (index, rule) in network.groups[group].rules(direction).enumerated() {
        guard near.count < Walker.limit else { return near }
        let fields = missed(rule, direction, wanted, branch)
        guard fields.count == 1, let written = network.groupRule(group, direction, index) else { continue }
        near.append(
          NearMiss(
            component: network.groups[group].id, rule: network.text(of: written, direction), field: fields[0],
            message: missText(fields[0], wanted, branch.family, direction)))
      }
    }
    return near
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

  /// Entries of a network ACL that would allow the packets but for one field, or but for a lower-numbered denial.
  func nearMisses(acl: Int, _ direction: Blocker.Direction, _ branch: Branch) -> [NearMiss] {
    guard let wanted = branch.traffic.boxes.first else { return [] }
    var near: [NearMiss] = []
    let side = direction == .ingress ? "source" : "destination"
    for entry in network.acls[acl].entries(direction, branch.family) where entry.allows {
      guard near.count < Walker.limit else { return near }
      let box = entry.box
      var fields = missedPorts(box.firstProtocol, box.lastProtocol, box.sourcePorts, box.destinationPorts, wanted)
      let covers =
        direction == .ingress ? box.source.contains(wanted.source) : box.destination.contains(wanted.destination)
      if !covers { fields.append(side) }
      guard fields.count < 2 else { continue }
      let resource = topology.networkACLs[acl]
      let text = network.text(of: resource.entries[entry.position])
      if fields.isEmpty {
        near.append(
          NearMiss(
            component: resource.id, rule: text, field: "ruleNumber",
            message: "would allow it, but a lower number denies it first"))
      } else {
        near.append(
          NearMiss(
            component: resource.id, rule: text, field: fields[0],
            message: missText(fields[0], wanted, branch.family, direction)))
      }
    }
    return near
  }

  private func missText(
    _ field: String, _ wanted: TrafficBox, _ family: AddressFamily, _ direction: Blocker.Direction
  ) -> String {
    switch field {
    case "port": return "misses by the port: the traffic goes to \(wanted.destinationPorts)"
    case "protocol":
      return "misses by the protocol: the traffic is \(wanted.singleProtocol?.description ?? "of several")"
    case "icmpType": return "misses by the ICMP type: the traffic has type \(wanted.sourcePorts)"
    case "source": return "misses by the source: the traffic comes from \(wanted.source.text(family))"
    default: return "misses by the destination: the traffic goes to \(wanted.destination.text(family))"
    }
  }
}
