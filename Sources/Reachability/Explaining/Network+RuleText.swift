import Addressing
import NetworkModel

extension Network {
  /// A rule as people read it; nil where no rule exists.
  func text(of rule: RuleReference) -> String? {
    switch rule {
    case .none: return nil
    case .text(let text): return text
    case .aclDefault: return "* deny all"
    case .route(let table, let index):
      let route = topology.routeTables[table].routes[index]
      return "\(destinationText(route.destination)) → \(route.target.id)"
    case .transitGatewayRoute(let table, let index):
      guard let route = topology.transitGatewayRouteTables[table].routes?[index] else { return nil }
      let target = route.state == .blackhole ? "blackhole" : route.attachmentIds.joined(separator: ", ")
      return "\(destinationText(route.destination)) → \(target)"
    case .aclEntry(let acl, let position):
      return text(of: topology.networkACLs[acl].entries[position])
    case .groupRule(let group, let direction, let index):
      return groupRule(group, direction, index).map { text(of: $0, direction) }
    case .siteRoute(let site, let index):
      return topology.sites[site].routes.map { route in
        "\(route[index].destination)" + (route[index].connectionId.map { " → \($0)" } ?? "")
      }
    case .siteFirewall(let site, let index):
      return text(of: topology.sites[site].firewall[index])
    }
  }

  /// Where a rule is written.
  func source(of rule: RuleReference) -> SourceLocation? {
    switch rule {
    case .none, .text, .aclDefault: nil
    case .route(let table, let index): topology.routeTables[table].routes[index].source
    case .transitGatewayRoute(let table, let index): topology.transitGatewayRouteTables[table].routes?[index].source
    case .aclEntry(let acl, let position): topology.networkACLs[acl].entries[position].source
    case .groupRule(let group, let direction, let index): groupRule(group, direction, index)?.source
    case .siteRoute(let site, let index): topology.sites[site].routes?[index].source
    case .siteFirewall(let site, let index): topology.sites[site].firewall[index].source
    }
  }

  func groupRule(_ group: Int, _ direction: Blocker.Direction, _ index: Int) -> SecurityGroupRule? {
    let position = groups[group].position
    guard position >= 0 else { return nil }
    let resource = topology.securityGroups[position]
    return direction == .ingress ? resource.ingress[index] : resource.egress[index]
  }

  private func destinationText(_ destination: Route.Destination) -> String {
    switch destination {
    case .prefix(let prefix): prefix.description
    case .prefixList(let id): prefixListText(id)
    }
  }

  private func destinationText(_ destination: TransitGatewayRoute.Destination) -> String {
    switch destination {
    case .prefix(let prefix): prefix.description
    case .prefixList(let id): prefixListText(id)
    }
  }

  private func prefixListText(_ id: String) -> String {
    index.prefixLists[id].map { topology.prefixLists[$0].identity.label } ?? id
  }

  /// `tcp 443 from 10.0.0.0/16`, `all to 0.0.0.0/0`, `icmp type 8 from web (sg-1)`.
  func text(of rule: SecurityGroupRule, _ direction: Blocker.Direction) -> String {
    let peer: String
    switch rule.peer {
    case .prefix(let prefix): peer = prefix.description
    case .prefixList(let id): peer = prefixListText(id)
    case .securityGroup(let reference):
      peer =
        groupPositions[reference.groupId].map { groups[$0].position }
        .flatMap { $0 < 0 ? nil : topology.securityGroups[$0].identity.label } ?? reference.groupId
    }
    let what = RuleText.protocolAndPorts(rule.ipProtocol, rule.portRange, rule.icmpType, rule.icmpCode)
    return "\(what) \(direction == .ingress ? "from" : "to") \(peer)"
  }

  /// `#100 deny tcp 5432 0.0.0.0/0`.
  func text(of entry: NetworkACLEntry) -> String {
    let what = RuleText.protocolAndPorts(entry.ipProtocol, entry.portRange, entry.icmpType, entry.icmpCode)
    return "#\(entry.ruleNumber) \(entry.action.rawValue) \(what) \(entry.cidrBlock)"
  }

  private func text(of rule: Site.FirewallRule) -> String {
    var parts = [rule.action.rawValue, RuleText.protocolAndPorts(rule.ipProtocol, rule.portRange, nil, nil)]
    if let from = rule.from { parts.append("from \(from)") }
    if let to = rule.to { parts.append("to \(to)") }
    return parts.joined(separator: " ")
  }
}

/// The protocol part of a rule's text.
enum RuleText {
  static func protocolAndPorts(
    _ ipProtocol: IPProtocol?, _ ports: PortRange?, _ icmpType: UInt8?, _ icmpCode: UInt8?
  ) -> String {
    guard let ipProtocol else { return "all" }
    if ipProtocol.hasPorts { return "\(ipProtocol) \(ports.map(\.description) ?? "any")" }
    guard ipProtocol.isICMP, let icmpType else { return ipProtocol.description }
    return "\(ipProtocol) type \(icmpType)" + (icmpCode.map { " code \($0)" } ?? "")
  }
}
