import Addressing
import NetworkModel

/// Compiles subnets: which table and ACL each uses, and which zone it is in.
enum SubnetCompiler {
  static func compile(_ topology: Topology, _ index: NetworkIndex) -> [CompiledSubnet] {
    var explicitTable: [String: Int] = [:]
    var mainTable: [String: Int] = [:]
    for (position, table) in topology.routeTables.enumerated() {
      for subnet in table.subnetIds where explicitTable[subnet] == nil { explicitTable[subnet] = position }
      if table.isMain, mainTable[table.vpcId] == nil { mainTable[table.vpcId] = position }
    }
    var aclOfSubnet: [String: Int] = [:]
    for (position, acl) in topology.networkACLs.enumerated() {
      for subnet in acl.subnetIds where aclOfSubnet[subnet] == nil { aclOfSubnet[subnet] = position }
    }
    var zones = ZoneNames(topology.subnets)
    return topology.subnets.map { subnet in
      let hidesTable = topology.visibility.hides(.routeTable, of: subnet.id)
      let hidesACL = topology.visibility.hides(.networkACL, of: subnet.id)
      return CompiledSubnet(
        vpc: index.vpcs[subnet.vpcId] ?? -1,
        table: hidesTable ? -1 : explicitTable[subnet.id] ?? mainTable[subnet.vpcId] ?? -1,
        acl: hidesACL ? -1 : aclOfSubnet[subnet.id] ?? -1, zone: zones.zone(of: subnet),
        ipv4: AddressRanges(subnet.cidrBlocks.filter { $0.family == .ipv4 }.map(\.range)),
        ipv6: AddressRanges(subnet.cidrBlocks.filter { $0.family == .ipv6 }.map(\.range)))
    }
  }
}

/// Zones as numbers: by zone id where one is known, else by name (section 10: names differ between accounts).
private struct ZoneNames {
  private var idOfName: [String: String] = [:]
  private var numbers: [String: Int] = [:]

  init(_ subnets: [Subnet]) {
    for subnet in subnets {
      if let id = subnet.availabilityZoneId { idOfName[ZoneNames.key(subnet)] = id }
    }
  }

  mutating func zone(of subnet: Subnet) -> Int {
    if subnet.availabilityZone.isEmpty, subnet.availabilityZoneId == nil { return -1 }
    let zone = subnet.availabilityZoneId ?? idOfName[ZoneNames.key(subnet)] ?? subnet.availabilityZone
    if let number = numbers[zone] { return number }
    numbers[zone] = numbers.count
    return numbers.count - 1
  }

  private static func key(_ subnet: Subnet) -> String { "\(subnet.identity.account)/\(subnet.availabilityZone)" }
}
