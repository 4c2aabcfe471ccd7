import Addressing
import NetworkModel

/// Direct Connect writes its keys with a small beginning; Batfish's copies of its answers with a capital one.
extension JSONValue {
  fileprivate func value(_ key: StaticString, or other: StaticString) -> JSONValue? { value(key) ?? value(other) }

  fileprivate func text(_ key: StaticString, or other: StaticString) throws(JSONError) -> String? {
    guard let text = try value(key, or: other)?.interned(), !text.isEmpty else { return nil }
    return text
  }

  fileprivate func prefixes(_ key: StaticString, or other: StaticString) throws(JSONError) -> [Prefix] {
    guard let list = value(key, or: other) else { return [] }
    var prefixes: [Prefix] = []
    for element in try list.elements() {
      if let prefix = try element.prefix("cidr", or: "Cidr") { prefixes.append(prefix) }
    }
    return prefixes
  }

  fileprivate func id(_ key: StaticString, or other: StaticString) throws(JSONError) -> String {
    guard let id = try text(key, or: other) else {
      throw JSONError(token: token, message: "expected `\(key)`, found nothing")
    }
    return id
  }
}

extension ScopeReading {
  /// `directconnect describe-virtual-interfaces`.
  func readVirtualInterface(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("virtualInterfaceId", or: "VirtualInterfaceId")
    let type = try record.id("virtualInterfaceType", or: "VirtualInterfaceType")
    guard let parsed = VirtualInterface.InterfaceType(rawValue: type) else {
      throw JSONError(token: record.token, message: "expected `private`, `public` or `transit`, found `\(type)`")
    }
    var bgpUp: Bool?
    if let peers = record.value("bgpPeers", or: "BgpPeers") {
      for peer in try peers.elements() {
        guard let status = try peer.text("bgpStatus", or: "BgpStatus"), status != "unknown" else { continue }
        bgpUp = bgpUp == true || status == "up"
      }
    }
    let key: StaticString = record.value("tags") == nil ? "Tags" : "tags"
    topology.virtualInterfaces.append(
      VirtualInterface(
        try identity(
          id, record, name: record.text("virtualInterfaceName", or: "VirtualInterfaceName"),
          owner: record.text("ownerAccount", or: "OwnerAccount"), tags: key),
        type: parsed, state: try record.text("virtualInterfaceState", or: "VirtualInterfaceState") ?? "available",
        directConnectGatewayId: try record.text("directConnectGatewayId", or: "DirectConnectGatewayId"),
        vpnGatewayId: try record.text("virtualGatewayId", or: "VirtualGatewayId"),
        connectionId: try record.text("connectionId", or: "ConnectionId"), bgpUp: bgpUp,
        advertisedPrefixes: parsed == .public
          ? try record.prefixes("routeFilterPrefixes", or: "RouteFilterPrefixes") : nil))
  }

  /// `directconnect describe-direct-connect-gateways`. A Direct Connect gateway has no Region.
  func readDirectConnectGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("directConnectGatewayId", or: "DirectConnectGatewayId")
    topology.directConnectGateways.append(
      DirectConnectGateway(
        try identity(
          id, record, name: record.text("directConnectGatewayName", or: "DirectConnectGatewayName"),
          owner: record.text("ownerAccount", or: "OwnerAccount"), region: ""),
        state: try record.text("directConnectGatewayState", or: "DirectConnectGatewayState") ?? "available"))
  }

  /// `directconnect describe-direct-connect-gateway-associations`: a gateway and the prefixes it is allowed.
  func readDirectConnectGatewayAssociation(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("directConnectGatewayId", or: "DirectConnectGatewayId")
    guard let gateway = record.value("associatedGateway", or: "AssociatedGateway") else {
      throw JSONError(token: record.token, message: "expected `associatedGateway`, found nothing")
    }
    joins.directConnectAssociations[id, default: []].append(
      DirectConnectGateway.Association(
        gatewayId: try gateway.id("id", or: "Id"),
        isTransitGateway: try gateway.text("type", or: "Type") == "transitGateway",
        state: try record.text("associationState", or: "AssociationState") ?? "associated",
        allowedPrefixes: try record.prefixes(
          "allowedPrefixesToDirectConnectGateway", or: "AllowedPrefixesToDirectConnectGateway")))
  }

  func finishDirectConnect() {
    for index in topology.directConnectGateways.indices {
      topology.directConnectGateways[index].associations =
        joins.directConnectAssociations[topology.directConnectGateways[index].id] ?? []
    }
  }
}
