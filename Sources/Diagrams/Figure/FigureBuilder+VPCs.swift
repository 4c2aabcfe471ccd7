import Addressing
import NetworkModel

extension FigureBuilder {
  /// The VPCs with their zones and subnets, in the order of accounts, Regions and names.
  mutating func addVPCs() {
    let tiers = Tiers(topology)
    let sorted = topology.vpcs.sorted { left, right in
      (left.identity.account, left.identity.region, left.identity.shortLabel, left.id)
        < (right.identity.account, right.identity.region, right.identity.shortLabel, right.id)
    }
    // Accounts before Regions, so that both come in the order of their names.
    for vpc in sorted { _ = scopeGroup(vpc.identity.account, "") }
    for vpc in sorted { add(vpc, tiers) }
  }

  private mutating func add(_ vpc: VPC, _ tiers: Tiers) {
    let scope = scopeGroup(of: vpc.identity)
    let blocks = vpc.cidrBlocks.map(\.description).joined(separator: ", ")
    let kept = tiers.subnets(of: vpc.id)
    // Every Region has a default VPC: where nobody uses it, one line says so.
    if vpc.isDefault, !tiers.isUsed(vpc.id) {
      let words = "default VPC \(blocks) unused"
      let others = figure.groups[scope].detail
      figure.groups[scope].detail = others.isEmpty ? words : "\(others), \(words)"
      return
    }
    var name = vpc.identity.name.flatMap { $0.isEmpty ? nil : $0 } ?? ShortName.of(vpc.id)
    if vpc.isDefault, vpc.identity.name == nil { name = "Default VPC" }
    let group = figure.add(
      Figure.Group(
        kind: .vpc, component: Figure.ComponentKey(kind: .vpc, id: vpc.id), title: name,
        detail: blocks,
        tooltip: "\(tooltip(vpc.identity, .vpc)), \(blocks)", parent: scope))
    vpcs[vpc.id] = group
    let zones = Set(kept.map(\.availabilityZone)).sorted()
    for zone in zones {
      let zoneGroup = figure.add(
        Figure.Group(
          kind: .zone, title: zone.isEmpty ? "zone not known" : zone, detail: "", tooltip: "Availability Zone \(zone)",
          parent: group))
      for subnet in kept where subnet.availabilityZone == zone { add(subnet, tiers, in: zoneGroup) }
    }
  }

  private mutating func add(_ subnet: Subnet, _ tiers: Tiers, in zone: Int) {
    let blocks = subnet.cidrBlocks.map(\.description).joined(separator: ", ")
    let isPublic = tiers.tier(of: subnet.id).isPublic
    subnets[subnet.id] = figure.add(
      Figure.Group(
        kind: isPublic ? .publicSubnet : .privateSubnet,
        component: Figure.ComponentKey(kind: .subnet, id: subnet.id),
        title: subnet.identity.name.flatMap { $0.isEmpty ? nil : $0 } ?? ShortName.of(subnet.id), detail: blocks,
        tooltip: "\(isPublic ? "public" : "private") \(tooltip(subnet.identity, .subnet)), \(blocks)", parent: zone,
        row: tiers.row(of: subnet.id)))
  }
}
