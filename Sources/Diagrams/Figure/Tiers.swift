import NetworkModel

/// Which row of its VPC a subnet stands in: what is public above, what has no way out below, and the same tier of
/// every zone in the same row.
struct Tiers {
  /// From above to below.
  enum Tier: Int, Comparable {
    case open, routed, isolated, transit

    var isPublic: Bool { self == .open }
    static func < (left: Tier, right: Tier) -> Bool { left.rawValue < right.rawValue }
  }

  private var subnetsByVPC: [String: [Subnet]] = [:]
  private var tiers: [String: Tier] = [:]
  private var rows: [String: Int] = [:]
  private var usedVPCs: Set<String> = []

  init(_ topology: Topology) {
    var explicit: [String: RouteTable] = [:]
    var main: [String: RouteTable] = [:]
    for table in topology.routeTables {
      if table.isMain { main[table.vpcId] = table }
      for subnet in table.subnetIds { explicit[subnet] = table }
    }
    let used = Set(topology.networkInterfaces.filter { $0.interfaceType != .transitGateway }.map(\.subnetId))
    let transit = Set(topology.transitGatewayAttachments.flatMap(\.subnetIds))
    let placed =
      topology.natGateways.compactMap(\.subnetId) + topology.vpcEndpoints.flatMap(\.subnetIds)
      + topology.loadBalancers.flatMap(\.subnetIds) + topology.managedResources.flatMap(\.subnetIds)
    let full = used.union(placed)
    for subnet in topology.subnets {
      subnetsByVPC[subnet.vpcId, default: []].append(subnet)
      let table = explicit[subnet.id] ?? main[subnet.vpcId]
      let isTransit = transit.contains(subnet.id) && !full.contains(subnet.id)
      tiers[subnet.id] = isTransit ? .transit : Tiers.tier(table)
      if full.contains(subnet.id) || transit.contains(subnet.id) { usedVPCs.insert(subnet.vpcId) }
    }
    for vpc in subnetsByVPC.keys {
      subnetsByVPC[vpc]?.sort(by: Tiers.isBefore)
      arrange(subnetsByVPC[vpc] ?? [])
    }
  }

  func subnets(of vpc: String) -> [Subnet] { subnetsByVPC[vpc] ?? [] }
  func tier(of subnet: String) -> Tier { tiers[subnet] ?? .isolated }
  func row(of subnet: String) -> Int { rows[subnet] ?? 0 }
  /// Whether anything is in the VPC's subnets.
  func isUsed(_ vpc: String) -> Bool { usedVPCs.contains(vpc) }

  /// A subnet is public where its table leads to an internet gateway.
  private static func tier(_ table: RouteTable?) -> Tier {
    guard let table else { return .isolated }
    var tier = Tier.isolated
    for route in table.routes where route.state == .active {
      if case .internetGateway = route.target { return .open }
      if case .prefix(let prefix) = route.destination, prefix.length == 0 { tier = .routed }
    }
    return tier
  }

  private static func isBefore(_ left: Subnet, _ right: Subnet) -> Bool {
    switch (left.cidrBlocks.first, right.cidrBlocks.first) {
    case (let first?, let second?) where first != second: first < second
    case (nil, .some): false
    case (.some, nil): true
    default: left.id < right.id
    }
  }

  /// Gives every subnet of a VPC its row.
  private mutating func arrange(_ subnets: [Subnet]) {
    var next = 0
    for tier in [Tier.open, .routed, .isolated, .transit] {
      let members = subnets.filter { tiers[$0.id] == tier }
      let zones = Dictionary(grouping: members, by: \.availabilityZone)
      let stems = Dictionary(grouping: members) { Tiers.stem(of: $0) }
      let isShared = stems.values.contains { group in Set(group.map(\.availabilityZone)).count > 1 }
      if isShared {
        // Names tell the tiers: `app-a` and `app-b` share a row.
        var order: [String] = []
        for subnet in members where !order.contains(Tiers.stem(of: subnet)) { order.append(Tiers.stem(of: subnet)) }
        for stem in order {
          var counts: [String: Int] = [:]
          for subnet in stems[stem] ?? [] {
            rows[subnet.id] = next + counts[subnet.availabilityZone, default: 0]
            counts[subnet.availabilityZone, default: 0] += 1
          }
          next += counts.values.max() ?? 0
        }
      } else {
        for zone in zones.values {
          for (position, subnet) in zone.enumerated() { rows[subnet.id] = next + position }
        }
        next += zones.values.map(\.count).max() ?? 0
      }
    }
  }

  /// The name without what tells the zone: `app-a`, `app-1`, `app-us-east-1a` and `app-use1-az1` are all `app`.
  private static func stem(of subnet: Subnet) -> String {
    var name = subnet.identity.name ?? subnet.id
    for zone in [subnet.availabilityZone, subnet.availabilityZoneId ?? ""] where !zone.isEmpty {
      if name.hasSuffix(zone) { name.removeLast(zone.count) }
      if name.hasPrefix(zone) { name.removeFirst(zone.count) }
    }
    while let last = name.last, last.isNumber || "-_ ".contains(last) { name.removeLast() }
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count > 1, let last = parts.last, last.count <= 3, last.count == 1 || last.lowercased().hasPrefix("az") {
      return parts.dropLast().joined(separator: "-")
    }
    return name
  }
}
