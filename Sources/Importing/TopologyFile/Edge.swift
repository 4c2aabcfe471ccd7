import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads what leads out of the VPCs, but for the tables of transit gateways.
  func readEdge(_ file: Fields) {
    each(file, "coreNetworks", .coreNetwork) { symbol, pair in
      guard let fields = Fields(pair.value, .coreNetwork, at: pair.place, in: self) else { return }
      topology.coreNetworks.append(
        CoreNetwork(identity(symbol, fields), state: fields.text("state")?.value ?? "AVAILABLE"))
    }
    each(file, "sites", .site) { symbol, pair in readSite(symbol, pair) }
    readVPNGateways(file)
    readCustomerGateways(file)
    each(file, "vpnConnections", .vpnConnection) { symbol, pair in readVPNConnection(symbol, pair) }
    readTransitGateways(file)
    for connection in topology.vpnConnections where connection.vpnGatewayId == nil && connection.transitGatewayId == nil
    {
      guard let source = connection.identity.source else { continue }
      warning(
        place(source),
        "the VPN connection `\(connection.identity.shortLabel)` ends on no gateway",
        remedy: "write `vpnGateway`, or attach it to a transit gateway")
    }
    readDirectConnect(file)
    checkSiteRoutes()
  }

  /// What the far end of a connection advertises: as written, else what its site has.
  func advertised(_ fields: Fields, site: String?) -> [Prefix] {
    if fields.has("advertisedPrefixes") { return fields.prefixes("advertisedPrefixes").map(\.value) }
    return topology.sites.first { $0.id == site }?.prefixes ?? []
  }

  private func readVPNGateways(_ file: Fields) {
    var attached: [String: Symbol] = [:]
    each(file, "vpnGateways", .vpnGateway) { symbol, pair in
      guard let fields = Fields(longForm(pair, "vpc"), .vpnGateway, at: pair.place, in: self) else { return }
      let vpc = fields.text("vpc").flatMap { resolve($0, [.vpc]) }
      if let vpc, let other = attached.updateValue(symbol, forKey: vpc.id) {
        error(pair.place, "the VPC `\(vpc.name)` already has the virtual private gateway `\(other.name)`")
      }
      topology.vpnGateways.append(
        VPNGateway(identity(symbol, fields), state: fields.text("state")?.value ?? "available", vpcId: vpc?.id))
    }
  }

  private func readCustomerGateways(_ file: Fields) {
    each(file, "customerGateways", .customerGateway) { symbol, pair in
      guard let fields = Fields(pair.value, .customerGateway, at: pair.place, in: self) else { return }
      let address = fields.address("ipAddress")
      if let address { claimPublic(address, for: symbol.id) }
      topology.customerGateways.append(
        CustomerGateway(
          identity(symbol, fields), state: fields.text("state")?.value ?? "available", ipAddress: address?.value,
          siteId: fields.text("site").flatMap { resolve($0, [.site]) }?.id))
    }
  }

  private func readVPNConnection(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .vpnConnection, at: pair.place, in: self) else { return }
    var customerGatewayId: String?
    var site: String?
    if let word = fields.text("customerGateway") {
      guard let found = resolve(word, [.customerGateway]) else { return }
      customerGatewayId = found.id
      site = topology.customerGateways.first { $0.id == found.id }?.siteId
      refuse(["site"], of: fields, "is already said by the customer gateway")
    } else if let word = fields.text("site") {
      guard let found = resolve(word, [.site]) else { return }
      site = found.id
      var identity = identity(symbol, nil)
      identity.id = "\(symbol.id)/customer-gateway"
      topology.customerGateways.append(CustomerGateway(identity, siteId: site))
      customerGatewayId = identity.id
    } else {
      fields.missing("customerGateway", "the far end, or `site`")
    }
    let vpnGateway = fields.text("vpnGateway").flatMap { resolve($0, [.vpnGateway]) }
    let transitGateway = fields.text("transitGateway").flatMap { resolve($0, [.transitGateway]) }
    if vpnGateway != nil {
      refuse(["transitGateway"], of: fields, "cannot be beside `vpnGateway`: a connection ends on one")
    }
    guard let customerGatewayId else { return }
    let staticRoutes = fields.prefixes("staticRoutes").map(\.value)
    let isStatic = fields.boolean("staticRoutesOnly") ?? fields.has("staticRoutes")
    enum Tunnel: String { case up, down }
    var tunnels = [true, true]
    if fields.has("tunnels") {
      tunnels = fields.items("tunnels").map { item in
        if let text = item.text, let tunnel = Tunnel(rawValue: text) { return tunnel == .up }
        error(item.place, "a tunnel is \(item.found), expected `up` or `down`")
        return false
      }
    }
    topology.vpnConnections.append(
      VPNConnection(
        identity(symbol, fields), state: fields.text("state")?.value ?? "available",
        customerGatewayId: customerGatewayId, vpnGatewayId: vpnGateway?.id, transitGatewayId: transitGateway?.id,
        staticRoutesOnly: isStatic, staticRoutes: staticRoutes,
        advertisedPrefixes: isStatic && !fields.has("advertisedPrefixes") ? [] : advertised(fields, site: site),
        tunnelsUp: tunnels))
  }

  /// The routes that virtual private gateways propagate: what their connections and virtual interfaces tell them (6.1.1).
  func propagatedRoutes(_ gatewayIds: [String]) -> [Route] {
    gatewayIds.flatMap { id in
      var prefixes: [Prefix] = []
      for interface in topology.virtualInterfaces where interface.type == .private {
        let isOwn = interface.vpnGatewayId == id
        let isThrough = topology.directConnectGateways.contains { gateway in
          gateway.id == interface.directConnectGatewayId && gateway.associations.contains { $0.gatewayId == id }
        }
        if isOwn || isThrough { prefixes += interface.advertisedPrefixes ?? [] }
      }
      for connection in topology.vpnConnections where connection.vpnGatewayId == id {
        prefixes += connection.staticRoutes + (connection.advertisedPrefixes ?? [])
      }
      var seen: Set<Prefix> = []
      let gateway = topology.vpnGateways.first { $0.id == id }
      return prefixes.filter { seen.insert($0).inserted }.map {
        Route(.prefix($0), .vpnGateway(id), origin: .enableVgwRoutePropagation, source: gateway?.identity.source)
      }
    }
  }
}
