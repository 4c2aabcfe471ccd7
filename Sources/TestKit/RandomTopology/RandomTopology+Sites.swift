import Addressing
import NetworkModel

extension RandomTopology {
  mutating func makeSites() {
    for number in 1...(1 + random.below(2)) {
      let site = "site-\(number)"
      let prefix = "192.168.\(number).0/24"
      sitePrefixes.append((site, prefix))
      let firewall = random.pick(
        [
          [], [], ["allow tcp", "allow icmp"], ["in allow tcp 443", "out allow all"], ["in deny tcp 22", "allow all"],
        ])
      builder.site(site, prefix, firewall: firewall, stateful: !random.chance(20))
      let hasTransit = builder.topology.transitGateways.contains { $0.id == "tgw-1" }
      switch random.below(hasTransit ? 4 : 2) {
      case 0: makeVirtualVPN(site, prefix, number)
      case 1: makeVirtualDirectConnect(site, prefix, number)
      case 2: makeTransitVPN(site, prefix, number)
      default: makeTransitDirectConnect(site, prefix, number)
      }
    }
  }

  /// The virtual private gateway of some VPC.
  private mutating func vpnGateway() -> String {
    let index = random.below(networks.count)
    if let gateway = networks[index].vpnGateway { return gateway }
    let id = "vgw-\(networks[index].id)"
    builder.vpnGateway(id, in: networks[index].id)
    networks[index].vpnGateway = id
    return id
  }

  private mutating func makeVirtualVPN(_ site: String, _ prefix: String, _ number: Int) {
    builder.customerGateway("cgw-\(number)", site: site)
    let isStatic = random.chance(50)
    builder.vpnConnection(
      "vpn-\(number)", customerGateway: "cgw-\(number)", vpnGateway: vpnGateway(),
      staticRoutes: isStatic ? [prefix] : [], advertised: isStatic ? nil : [breaks() ? "192.168.200.0/24" : prefix],
      up: breaks() ? [false, false] : [true, random.chance(50)])
  }

  private mutating func makeVirtualDirectConnect(_ site: String, _ prefix: String, _ number: Int) {
    let gateway = vpnGateway()
    if random.chance(50) {
      builder.virtualInterface("vif-\(number)", vpnGateway: gateway, site: site, advertised: [prefix])
      return
    }
    let allowed = random.pick(["10.0.0.0/8", "0.0.0.0/0", "10.1.0.0/16", "10.1.1.0/24"])
    builder.directConnectGateway("dxgw-\(number)", vpnGateways: [gateway: [allowed]])
    builder.virtualInterface(
      "vif-\(number)", directConnectGateway: "dxgw-\(number)", site: site, advertised: [prefix],
      state: breaks() ? "down" : "available")
  }

  private mutating func makeTransitVPN(_ site: String, _ prefix: String, _ number: Int) {
    builder.customerGateway("cgw-\(number)", site: site)
    let isStatic = random.chance(50)
    builder.vpnConnection(
      "vpn-\(number)", customerGateway: "cgw-\(number)", transitGateway: "tgw-1",
      staticRoutes: isStatic ? [prefix] : [], advertised: isStatic ? nil : [prefix],
      up: breaks() ? [false, false] : [true, true])
    let tables = transitTables
    builder.attachment("att-vpn-\(number)", to: "tgw-1", vpn: "vpn-\(number)", table: random.pick(tables))
    for table in tables where !breaks() {
      let spec: TransitRouteSpec = isStatic ? .static("att-vpn-\(number)") : .propagated("att-vpn-\(number)")
      builder.transitRoute(in: table, prefix, spec)
    }
  }

  private mutating func makeTransitDirectConnect(_ site: String, _ prefix: String, _ number: Int) {
    let allowed = random.pick([["10.0.0.0/8"], ["10.1.0.0/16", "10.2.0.0/16"], ["10.1.1.0/24"]])
    builder.directConnectGateway("dxgw-\(number)", transitGateways: ["tgw-1": allowed])
    builder.virtualInterface(
      "vif-\(number)", .transit, directConnectGateway: "dxgw-\(number)", site: site, advertised: [prefix])
    let tables = transitTables
    builder.attachment(
      "att-dx-\(number)", to: "tgw-1", directConnectGateway: "dxgw-\(number)", table: random.pick(tables))
    for table in tables where !breaks() { builder.transitRoute(in: table, prefix, .propagated("att-dx-\(number)")) }
  }

  private var transitTables: [String] {
    builder.topology.transitGatewayRouteTables.filter { $0.transitGatewayId == "tgw-1" }.map(\.id)
  }
}
