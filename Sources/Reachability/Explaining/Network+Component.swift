import Addressing
import NetworkModel

extension Network {
  /// The resource that a reference means, as answers name it.
  func component(_ reference: ComponentReference) -> Component {
    let position = reference.position
    func of(_ resource: some Resource) -> Component { Component(resource.identity, kind: reference.kind) }
    switch reference.kind {
    case .vpc: return of(topology.vpcs[position])
    case .subnet: return of(topology.subnets[position])
    case .routeTable: return of(topology.routeTables[position])
    case .networkAcl: return of(topology.networkACLs[position])
    case .securityGroup:
      let group = groups[position]
      return group.position < 0
        ? Component(group.id, kind: .securityGroup) : of(topology.securityGroups[group.position])
    case .prefixList: return of(topology.prefixLists[position])
    case .dhcpOptions: return of(topology.dhcpOptions[position])
    case .networkInterface: return interfaceComponent(position)
    case .instance: return of(topology.instances[position])
    case .internetGateway: return of(topology.internetGateways[position])
    case .egressOnlyInternetGateway: return of(topology.egressOnlyInternetGateways[position])
    case .carrierGateway: return of(topology.carrierGateways[position])
    case .natGateway: return of(topology.natGateways[position])
    case .vpcPeeringConnection: return of(topology.vpcPeeringConnections[position])
    case .transitGateway: return of(topology.transitGateways[position])
    case .transitGatewayAttachment: return of(topology.transitGatewayAttachments[position])
    case .transitGatewayRouteTable: return of(topology.transitGatewayRouteTables[position])
    case .coreNetwork: return of(topology.coreNetworks[position])
    case .vpnGateway: return of(topology.vpnGateways[position])
    case .customerGateway: return of(topology.customerGateways[position])
    case .vpnConnection: return of(topology.vpnConnections[position])
    case .virtualInterface: return of(topology.virtualInterfaces[position])
    case .directConnectGateway: return of(topology.directConnectGateways[position])
    case .vpcEndpoint: return of(topology.vpcEndpoints[position])
    case .vpcEndpointService: return of(topology.vpcEndpointServices[position])
    case .loadBalancer: return of(topology.loadBalancers[position])
    case .targetGroup: return of(topology.targetGroups[position])
    case .firewall: return of(topology.networkFirewalls[position])
    case .vpcBlockPublicAccessOptions: return of(topology.blockPublicAccess[position])
    case .site: return of(topology.sites[position])
    case .siteHost: return of(topology.siteHosts[position])
    case .firewallPolicy: return of(topology.firewallPolicies[position])
    case .ruleGroup: return of(topology.firewallRuleGroups[position])
    case .resourceConfiguration: return of(topology.resourceConfigurations[position])
    case .restApi: return of(topology.restAPIs[position])
    case .api: return of(topology.httpAPIs[position])
    case .vpcLink: return of(topology.vpcLinks[position])
    case .domainName: return of(topology.apiDomainNames[position])
    case .domainNameAccessAssociation: return of(topology.domainNameAccessAssociations[position])
    case .usagePlan: return of(topology.usagePlans[position])
    case .apiKey: return of(topology.apiKeys[position])
    case .certificate: return of(topology.certificates[position])
    case .userPool: return of(topology.userPools[position])
    case .hostedZone: return of(topology.hostedZones[position])
    case .healthCheck: return of(topology.healthChecks[position])
    case .resolverRule: return of(topology.resolverRules[position])
    case .resolverEndpoint: return of(topology.resolverEndpoints[position])
    case .profile: return of(topology.route53Profiles[position])
    case .firewallRuleGroup: return of(topology.dnsFirewallRuleGroups[position])
    case .dnsServer: return of(topology.dnsServers[position])
    case .function, .service, .autoScalingGroup, .dbInstance, .dbCluster, .cacheCluster, .replicationGroup:
      return of(topology.managedResources[position])
    case .internet, .address: return Component("internet", kind: .internet)
    }
  }

  /// An interface is called after its instance where it has no name of its own.
  private func interfaceComponent(_ position: Int) -> Component {
    let interface = topology.networkInterfaces[position]
    var component = Component(interface.identity, kind: .networkInterface)
    if component.name == nil, Int(interfaces[position].instance) >= 0 {
      component.name = topology.instances[Int(interfaces[position].instance)].identity.name
    }
    return component
  }

  /// Hops as answers show them. Most let the packets pass as they came, and share their text with the one before.
  func hops(_ records: some Sequence<HopRecord>) -> [Hop] {
    var last: (traffic: TrafficSet, text: String)?
    return records.map { record in
      let known = last.flatMap { isSameCut($0.traffic, record.traffic) ? $0.text : nil }
      let traffic = known ?? text(of: record.traffic)
      last = (record.traffic, traffic)
      return Hop(
        component: component(record.component), decision: record.decision, rule: text(of: record.rule),
        traffic: traffic, code: record.code?.rawValue, direction: record.direction)
    }
  }

  private func isSameCut(_ left: TrafficSet, _ right: TrafficSet) -> Bool {
    left.family == right.family && left.boxes == right.boxes
  }

  /// - Parameter request: what is asked over the connection.
  func blocker(_ record: BlockerRecord, _ pair: Pair, leg: Int, request: HTTPRequest? = nil) -> Blocker {
    let component = component(record.component)
    let pair = record.pair ?? pair
    var refused = RefusedTraffic(record.traffic, internet: internetAddresses(record.traffic.family))
    refused.destinationNetwork = destinationNetwork(record, pair)?.description
    refused.senderInRules = senderInRules(record, pair)
    refused.receiverInRules = receiverInRules(record, pair)
    refused.hasOwnRoute = prefix(of: record.rule).map { refused.isTo($0) } ?? false
    return Blocker(
      code: record.code, component: component, rule: text(of: record.rule), direction: record.direction,
      way: record.way, leg: leg, traffic: text(of: record.traffic), refused: refused, towards: record.towards,
      missing: record.missing,
      request: record.code.stage.isOfRequests ? request.map { "\($0.method) \($0.path)" } : nil,
      message: record.message, near: record.near,
      source: record.source ?? source(of: record.rule) ?? component.source)
  }

  func text(of traffic: TrafficSet) -> String {
    traffic.text(naming: [(internetAddresses(traffic.family), "internet")])
  }
}
