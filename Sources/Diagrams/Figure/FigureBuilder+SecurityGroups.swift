import NetworkModel

extension FigureBuilder {
  /// A box around the nodes of a subnet that carry the same security groups.
  mutating func addSecurityGroups() {
    let names = Dictionary(
      topology.securityGroups.map { ($0.id, $0.identity.name ?? $0.groupName) }, uniquingKeysWith: { first, _ in first }
    )
    for subnet in figure.groups.indices where [.publicSubnet, .privateSubnet].contains(figure.groups[subnet].kind) {
      var sets: [[String]] = []
      for node in figure.groups[subnet].nodes {
        let ids = figure.nodes[node].groupIds
        if !ids.isEmpty, !sets.contains(ids) { sets.append(ids) }
      }
      for ids in sets {
        let members = figure.groups[subnet].nodes.filter { figure.nodes[$0].groupIds == ids }
        let title = ids.map { names[$0] ?? $0 }.joined(separator: ", ")
        let component = ids.count == 1 ? Figure.ComponentKey(kind: .securityGroup, id: ids[0]) : nil
        let group = figure.add(
          Figure.Group(
            kind: .securityGroup, component: component, title: title, detail: "",
            tooltip: "security group \(ids.joined(separator: ", "))", parent: subnet))
        figure.groups[group].nodes = members
        figure.groups[subnet].nodes.removeAll(where: members.contains)
        for node in members { figure.nodes[node].group = group }
      }
    }
  }
}
