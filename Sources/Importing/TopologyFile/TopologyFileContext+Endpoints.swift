import Addressing
import NetworkModel

extension TopologyFileContext {
  func readEndpointServices(_ scope: VPCScope) {
    each(scope.fields, "endpointServices", .vpcEndpointService, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .endpointService, at: pair.place, in: self) else { return }
      if !fields.has("loadBalancers") { fields.missing("loadBalancers", "the load balancers behind it") }
      let balancers = resolve(fields.texts("loadBalancers"), [.loadBalancer], in: scope.name)
      let subnetIds = topology.loadBalancers.filter { balancer in balancers.contains { $0.id == balancer.id } }
        .flatMap(\.subnetIds)
      var zones = fields.texts("availabilityZones").map { $0.value.count == 1 ? symbol.region + $0.value : $0.value }
      if zones.isEmpty { zones = Set(subnetIds.compactMap { subnets[$0]?.availabilityZone }).sorted() }
      topology.vpcEndpointServices.append(
        VPCEndpointService(
          identity(symbol, fields),
          serviceName: fields.text("serviceName")?.value ?? TopologyFileContext.serviceName(symbol),
          state: fields.text("state")?.value ?? "Available", loadBalancerArns: balancers.map(\.id),
          availabilityZones: zones, acceptanceRequired: fields.boolean("acceptanceRequired") ?? true,
          allowedPrincipals: fields.texts("allowedPrincipals").map(\.value)))
    }
  }

  private static func serviceName(_ symbol: Symbol) -> String {
    "com.amazonaws.vpce.\(symbol.region).\(symbol.id)"
  }

  private enum EndpointWord: String { case gateway, interface, gatewayLoadBalancer, resource, serviceNetwork }

  func readEndpoints(_ scope: VPCScope) {
    each(scope.fields, "endpoints", .vpcEndpoint, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .endpoint, at: pair.place, in: self) else { return }
      guard let service = fields.text("service") else {
        if !fields.has("service") {
          fields.missing("service", "`s3`, a service's name, or an endpoint service of the file")
        }
        return
      }
      let isOwn = !symbols.find(service.value, [.vpcEndpointService]).isEmpty
      let words: [EndpointWord] = [.gateway, .interface, .gatewayLoadBalancer, .resource, .serviceNetwork]
      let isGatewayService = ["s3", "dynamodb"].contains { service.value == $0 || service.value.hasSuffix(".\($0)") }
      let word = fields.choice("type", words) ?? (isGatewayService && !fields.has("subnets") ? .gateway : .interface)
      let type: VPCEndpoint.EndpointType =
        switch word {
        case .gateway: .gateway
        case .interface: .interface
        case .gatewayLoadBalancer: .gatewayLoadBalancer
        case .resource: .resource
        case .serviceNetwork: .serviceNetwork
        }
      var endpoint = VPCEndpoint(
        identity(symbol, fields), endpointType: type, vpcId: scope.vpc.id,
        serviceName: serviceName(service, isOwn: isOwn, region: symbol.region),
        state: fields.text("state")?.value ?? "available",
        privateDnsEnabled: fields.boolean("privateDnsEnabled") ?? (type == .interface && !isOwn),
        dnsNames: fields.texts("dnsNames").map(\.value), policyDocument: fields.text("policy")?.value,
        serviceRegion: fields.text("serviceRegion")?.value)
      if type == .gateway {
        readGatewayEndpoint(&endpoint, service, fields, scope)
      } else {
        refuse(["routeTables"], of: fields, "is of a gateway endpoint only")
        if type == .gatewayLoadBalancer {
          refuse(["securityGroups"], of: fields, "is not of a Gateway Load Balancer endpoint")
        }
        endpoint.groupIds = type == .gatewayLoadBalancer ? [] : groupIds(fields, scope)
        let made = managedInterfaces(
          fields, symbol, scope, type: type == .gatewayLoadBalancer ? .gatewayLoadBalancerEndpoint : .vpcEndpoint,
          groupIds: endpoint.groupIds, description: "VPC Endpoint Interface \(symbol.id)")
        endpoint.subnetIds = made.subnetIds
        endpoint.networkInterfaceIds = made.interfaceIds
        checkZones(fields, endpoint.subnetIds)
      }
      topology.vpcEndpoints.append(endpoint)
    }
  }

  private func readGatewayEndpoint(
    _ endpoint: inout VPCEndpoint, _ service: Located<String>, _ fields: Fields, _ scope: VPCScope
  ) {
    refuse(["subnets", "securityGroups", "privateIp", "ipv6"], of: fields, "is not of a gateway endpoint")
    let short = service.value.split(separator: ".").last.map(String.init) ?? ""
    guard let list = awsPrefixList("pl-\(short)", region: scope.symbol.region) else {
      error(
        service.place, "there is no gateway endpoint for `\(service.value.shortened)`",
        remedy: "write `s3` or `dynamodb`, or another `type`")
      return
    }
    endpoint.prefixListId = list.id
    for table in resolve(fields.texts("routeTables"), [.routeTable], in: scope.name) {
      let route = Route(.prefixList(list.id), .vpcEndpoint(endpoint.id), source: endpoint.identity.source)
      endpointRoutes[table.id, default: []].append(route)
      endpoint.routeTableIds.append(table.id)
    }
  }

  /// `s3` stands for `com.amazonaws.us-east-1.s3`; an endpoint service of the file for its own name.
  private func serviceName(_ word: Located<String>, isOwn: Bool, region: String) -> String {
    if isOwn, let symbol = resolve(word, [.vpcEndpointService], isBound: false) {
      let name = writtenServiceNames[symbol.id]
      return name ?? TopologyFileContext.serviceName(symbol)
    }
    if word.value.hasPrefix("com.") || word.value.hasPrefix("aws.") || word.value.hasPrefix("arn:") {
      return word.value
    }
    return "com.amazonaws.\(region).\(word.value)"
  }

  /// At most one subnet in each zone (8.2, 5.1.1).
  func checkZones(_ fields: Fields, _ subnetIds: [String]) {
    var seen: [String: String] = [:]
    for id in subnetIds {
      guard let subnet = subnets[id] else { continue }
      if let other = seen.updateValue(subnet.identity.shortLabel, forKey: subnet.availabilityZone),
        let pair = fields.pair("subnets")
      {
        error(
          pair.value.place,
          "`\(other)` and `\(subnet.identity.shortLabel)` are both in \(subnet.availabilityZone), expected one subnet in each zone"
        )
      }
    }
  }

  /// AWS Network Firewalls: an endpoint in each subnet, which routes name `FIREWALL/SUBNET` (9.2).
  func readFirewalls(_ scope: VPCScope) {
    each(scope.fields, "firewalls", .firewall, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .firewall, at: pair.place, in: self) else { return }
      if !fields.has("subnets") { fields.missing("subnets", "the subnets it has an endpoint in") }
      var endpointIds: [String] = []
      for found in resolve(fields.texts("subnets"), [.subnet], in: scope.name) {
        guard let subnet = subnets[found.id],
          let endpoint = symbols.named("\(symbol.name)/\(found.name)", .vpcEndpoint, in: scope.name)
        else { continue }
        var identity = identity(endpoint, nil)
        topology.vpcEndpoints.append(
          VPCEndpoint(
            identity, endpointType: .gatewayLoadBalancer, vpcId: scope.vpc.id,
            serviceName: "com.amazonaws.vpce.\(symbol.region).network-firewall", subnetIds: [subnet.id],
            networkInterfaceIds: ["\(endpoint.id)/eth0"]))
        identity.id = "\(endpoint.id)/eth0"
        var plan = InterfacePlan(
          identity: identity, type: .gatewayLoadBalancerEndpoint, subnet: subnet, place: fields.place)
        plan.isManaged = true
        plan.description = "VPC Endpoint Interface \(endpoint.id)"
        add(plan)
        endpointIds.append(endpoint.id)
      }
      checkZones(fields, topology.vpcEndpoints.filter { endpointIds.contains($0.id) }.flatMap(\.subnetIds))
      topology.networkFirewalls.append(
        NetworkFirewall(
          identity(symbol, fields), vpcId: scope.vpc.id, firewallPolicyArn: "\(symbol.id)/policy",
          endpointIds: endpointIds))
      var policy = FirewallPolicy(identity(symbol, fields))
      policy.identity.id = "\(symbol.id)/policy"
      if fields.boolean("passesEverything") == false { policy.statefulGroups = [.init("\(symbol.id)/rules")] }
      topology.firewallPolicies.append(policy)
    }
  }
}
