import NetworkModel

/// Compiles security groups. Groups that are only referred to get a place of their own without rules.
struct GroupCompiler {
  private(set) var groups: [CompiledGroup] = []
  private(set) var positions: [String: Int] = [:]

  init(_ topology: Topology, _ index: NetworkIndex) {
    for (position, group) in topology.securityGroups.enumerated() where positions[group.id] == nil {
      positions[group.id] = groups.count
      groups.append(CompiledGroup(id: group.id, position: position))
    }
    for place in groups.indices {
      let group = topology.securityGroups[groups[place].position]
      groups[place].ingress = group.ingress.map { compile($0, index) }
      groups[place].egress = group.egress.map { compile($0, index) }
    }
  }

  /// The place of a group, made if it is new.
  mutating func place(of id: String) -> Int {
    if let place = positions[id] { return place }
    positions[id] = groups.count
    groups.append(CompiledGroup(id: id, position: -1))
    return groups.count - 1
  }

  private mutating func compile(_ rule: SecurityGroupRule, _ index: NetworkIndex) -> CompiledGroupRule {
    let peer: CompiledGroupRule.Peer
    switch rule.peer {
    case .prefix(let prefix): peer = .addresses(prefix.family, prefix.range)
    case .prefixList(let id): peer = .prefixList(index.prefixLists[id] ?? -1)
    case .securityGroup(let reference):
      let isStale = reference.peeringStatus.map { $0 != "active" } ?? false
      peer = .group(place(of: reference.groupId), isStale: isStale)
    }
    return CompiledGroupRule(rule, peer: peer)
  }
}
