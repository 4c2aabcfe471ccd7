import Addressing
import NetworkModel

extension RandomTopology {
  mutating func makeTransitGateways() {
    let tables = (1...(1 + random.below(3))).map { "tgw-rtb-\($0)" }
    builder.transitGateway("tgw-1", groupReferencing: random.chance(45))
    let hasPeer = networks.count > 1 && random.chance(20)
    if hasPeer { builder.transitGateway("tgw-2", groupReferencing: true) }
    var attachments: [String] = []
    var taken: Set<Int> = []
    for index in networks.indices {
      let isOnPeer = hasPeer && index == networks.count - 1
      guard random.chance(85), taken.insert(networks[index].number).inserted else { continue }
      let gateway = isOnPeer ? "tgw-2" : "tgw-1"
      let id = "att-\(networks[index].id)"
      let table = isOnPeer ? "tgw-rtb-peer" : random.pick(tables)
      builder.attachment(
        id, to: gateway, vpc: networks[index].id, subnets: oneSubnetAZone(networks[index]),
        table: breaks() ? nil : table, appliance: random.chance(15), ipv6: random.chance(70),
        groupReferencing: !breaks(), state: breaks() ? "pending-acceptance" : "available")
      networks[index].transitGateway = gateway
      if !isOnPeer { attachments.append(id) }
    }
    for table in tables { makeTransitTable(table, attachments) }
    if hasPeer { makeTransitPeering(tables) }
  }

  private mutating func oneSubnetAZone(_ network: Network) -> [String] {
    var zones: Set<String> = []
    let all = network.subnets.filter { zones.insert(builder[subnet: $0].availabilityZone).inserted }
    return all.count > 1 && random.chance(35) ? [random.pick(all)] : all
  }

  private mutating func makeTransitTable(_ table: String, _ attachments: [String]) {
    let propagating = attachments.filter { _ in !random.chance(20) }
    builder.transitGatewayRouteTable(table, of: "tgw-1", propagating: propagating)
    guard !attachments.isEmpty else { return }
    if random.chance(40) { builder.transitRoute(in: table, "0.0.0.0/0", .static(random.pick(attachments))) }
    if options.ipv6, random.chance(20) { builder.transitRoute(in: table, "::/0", .static(random.pick(attachments))) }
    let network = random.pick(networks)
    if random.chance(10) { builder.transitRoute(in: table, network.blocks[0], .blackhole) }
    if random.chance(10) {
      builder.transitRoute(in: table, "10.\(network.number).1.0/24", .static(random.pick(attachments)))
    }
  }

  private mutating func makeTransitPeering(_ tables: [String]) {
    let last = networks[networks.count - 1]
    let isAttached = last.transitGateway == "tgw-2"
    builder.transitGatewayPeering(
      "att-peer", "tgw-1", table: random.pick(tables), "tgw-2", peerTable: "tgw-rtb-peer",
      state: breaks() ? "pendingAcceptance" : "available")
    builder.transitGatewayRouteTable("tgw-rtb-peer", of: "tgw-2", propagating: isAttached ? ["att-\(last.id)"] : [])
    if !breaks() { builder.transitRoute(in: "tgw-rtb-peer", "10.0.0.0/8", .static("att-peer")) }
    for table in tables where !breaks() { builder.transitRoute(in: table, last.blocks[0], .static("att-peer")) }
  }
}
