import Addressing
import NetworkModel

extension TopologyBuilder {
  /// An on-premises site.
  ///
  /// - Parameters:
  ///   - routes: `[prefix: connection]`, an empty text for any connection; nil where the site knows what AWS
  ///     advertises to it.
  ///   - firewall: `in allow tcp 443 from 10.0.0.0/8 to 192.168.0.0/16`; direction, `from`, `to` may be left out.
  public mutating func site(
    _ id: String, _ prefixes: String..., routes: KeyValuePairs<String, String>? = nil, firewall: [String] = [],
    stateful: Bool = true
  ) {
    topology.sites.append(
      Site(
        identity(id), prefixes: prefixes.map { Shorthand.prefix($0) },
        routes: routes?.map {
          Site.Route(Shorthand.prefix($0.key), connectionId: $0.value.isEmpty ? nil : $0.value)
        }, firewall: firewall.map(Shorthand.firewallRule), isFirewallStateful: stateful))
  }

  /// What has a name at a site.
  public mutating func siteHost(_ id: String, in site: String, _ prefixes: String...) {
    topology.siteHosts.append(SiteHost(identity(id), siteId: site, prefixes: prefixes.map { Shorthand.prefix($0) }))
  }

  /// A virtual private gateway, attached to a VPC or to none.
  public mutating func vpnGateway(_ id: String, in vpc: String?, state: String = "available") {
    topology.vpnGateways.append(VPNGateway(identity(id, inVPC: vpc), state: state, vpcId: vpc))
  }

  /// A customer gateway that stands in a site, or in one that is not known.
  public mutating func customerGateway(_ id: String, site: String?) {
    topology.customerGateways.append(CustomerGateway(identity(id), siteId: site))
  }

  /// A VPN connection; static if it has no `advertised`.
  public mutating func vpnConnection(
    _ id: String, customerGateway: String, vpnGateway: String? = nil, transitGateway: String? = nil,
    staticRoutes: [String] = [], advertised: [String]? = nil, up: [Bool]? = [true, true],
    state: String = "available"
  ) {
    topology.vpnConnections.append(
      VPNConnection(
        identity(id), state: state, customerGatewayId: customerGateway, vpnGatewayId: vpnGateway,
        transitGatewayId: transitGateway, staticRoutesOnly: advertised == nil,
        staticRoutes: staticRoutes.map { Shorthand.prefix($0) },
        advertisedPrefixes: advertised?.map { Shorthand.prefix($0) }, tunnelsUp: up))
  }

  /// A virtual interface of Direct Connect; private unless said otherwise.
  public mutating func virtualInterface(
    _ id: String, _ type: VirtualInterface.InterfaceType = .private, directConnectGateway: String? = nil,
    vpnGateway: String? = nil, site: String?, advertised: [String]?, state: String = "available",
    bgpUp: Bool? = true
  ) {
    topology.virtualInterfaces.append(
      VirtualInterface(
        identity(id), type: type, state: state, directConnectGatewayId: directConnectGateway,
        vpnGatewayId: vpnGateway, bgpUp: bgpUp, advertisedPrefixes: advertised?.map { Shorthand.prefix($0) },
        siteId: site))
  }

  /// A Direct Connect gateway with the allowed prefixes of each associated gateway, `[gateway: prefixes]`.
  public mutating func directConnectGateway(
    _ id: String, vpnGateways: KeyValuePairs<String, [String]> = [:],
    transitGateways: KeyValuePairs<String, [String]> = [:]
  ) {
    let virtual = vpnGateways.map { gateway, prefixes in
      DirectConnectGateway.Association(
        gatewayId: gateway, isTransitGateway: false, allowedPrefixes: prefixes.map { Shorthand.prefix($0) })
    }
    let transit = transitGateways.map { gateway, prefixes in
      DirectConnectGateway.Association(
        gatewayId: gateway, isTransitGateway: true, allowedPrefixes: prefixes.map { Shorthand.prefix($0) })
    }
    topology.directConnectGateways.append(DirectConnectGateway(identity(id), associations: virtual + transit))
  }
}
