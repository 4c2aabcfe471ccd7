import Addressing
import NetworkModel

extension TopologyFileContext {
  func readDirectConnect(_ file: Fields) {
    each(file, "directConnectGateways", .directConnectGateway) { symbol, pair in
      guard let fields = Fields(pair.value, .directConnectGateway, at: pair.place, in: self) else { return }
      let associations = fields.named("associations").compactMap { association($0) }
      if Set(associations.map(\.isTransitGateway)).count > 1 {
        error(
          pair.place, "`\(symbol.name)` is associated with a transit gateway and a virtual private gateway",
          remedy: "AWS takes one kind for a Direct Connect gateway; write another gateway")
      }
      topology.directConnectGateways.append(
        DirectConnectGateway(
          identity(symbol, fields), state: fields.text("state")?.value ?? "available", associations: associations))
    }
    each(file, "virtualInterfaces", .virtualInterface) { symbol, pair in readVirtualInterface(symbol, pair) }
  }

  private func association(_ pair: YAMLPair) -> DirectConnectGateway.Association? {
    let word = Located(value: pair.key, place: pair.place)
    guard let gateway = resolve(word, [.transitGateway, .vpnGateway]) else { return nil }
    let isTransit = gateway.kind == .transitGateway
    var prefixes: [Located<Prefix>] = []
    var state = "associated"
    if pair.value.pairs != nil {
      guard let fields = Fields(pair.value, .association, at: pair.place, in: self) else { return nil }
      prefixes = fields.prefixes("allowedPrefixes")
      state = fields.text("state")?.value ?? state
    } else if !pair.value.isNull {
      prefixes = (pair.value.items ?? [pair.value]).compactMap { prefix($0) }
    }
    if prefixes.isEmpty, isTransit {
      error(
        pair.place,
        "the association with the transit gateway `\(gateway.name)` has no allowed prefixes: nothing is advertised",
        remedy: "write the blocks after it: `\(gateway.name): [10.0.0.0/8]`")
      return nil
    }
    var allowed = prefixes.map(\.value)
    if allowed.isEmpty, let vpcId = topology.vpnGateways.first(where: { $0.id == gateway.id })?.vpcId {
      allowed = topology.vpcs.first { $0.id == vpcId }?.cidrBlocks ?? []
    }
    return DirectConnectGateway.Association(
      gatewayId: gateway.id, isTransitGateway: isTransit, state: state, allowedPrefixes: allowed)
  }

  private func readVirtualInterface(_ symbol: Symbol, _ pair: YAMLPair) {
    guard let fields = Fields(pair.value, .virtualInterface, at: pair.place, in: self) else { return }
    let gateway = fields.text("directConnectGateway").flatMap { resolve($0, [.directConnectGateway]) }
    let vpnGateway = fields.text("vpnGateway").flatMap { resolve($0, [.vpnGateway]) }
    let site = fields.text("site").flatMap { resolve($0, [.site]) }
    if vpnGateway != nil {
      refuse(["directConnectGateway"], of: fields, "cannot be beside `vpnGateway`: an interface ends on one")
    }
    let isTransit = topology.directConnectGateways.contains {
      $0.id == gateway?.id && $0.associations.contains(where: \.isTransitGateway)
    }
    let types: [VirtualInterface.InterfaceType] = [.private, .public, .transit]
    let type = fields.choice("type", types) ?? (isTransit ? .transit : .private)
    if type == .public {
      refuse(["directConnectGateway", "vpnGateway"], of: fields, "is not of a public virtual interface")
    } else if !fields.has("directConnectGateway"), !fields.has("vpnGateway") {
      fields.missing("directConnectGateway", "the gateway it ends on, or `vpnGateway`")
    }
    enum Session: String { case up, down }
    topology.virtualInterfaces.append(
      VirtualInterface(
        identity(symbol, fields), type: type, state: fields.text("state")?.value ?? "available",
        directConnectGatewayId: gateway?.id, vpnGatewayId: vpnGateway?.id,
        connectionId: fields.text("connection")?.value,
        bgpUp: fields.choice("bgp", [Session.up, .down]) != .down,
        advertisedPrefixes: advertised(fields, site: site?.id), siteId: site?.id))
  }
}
