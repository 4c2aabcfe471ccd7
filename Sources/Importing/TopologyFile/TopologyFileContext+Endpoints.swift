import Addressing
import NetworkModel

extension TopologyFileContext {
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
      let own = ownService(service)
      let configuration = own == nil ? ownResourceConfiguration(service) : nil
      let type = endpointType(fields, service.value, own, configuration)
      var endpoint = VPCEndpoint(
        identity(symbol, fields), endpointType: type, vpcId: scope.vpc.id,
        serviceName: own?.serviceName ?? configuration?.id ?? serviceName(service.value, region: symbol.region),
        state: fields.text("state")?.value ?? "available",
        privateDnsEnabled: fields.boolean("privateDnsEnabled") ?? (type == .interface && own == nil),
        dnsNames: fields.texts("dnsNames").map(\.value), policyDocument: policy(fields, "policy"),
        policySource: policySource(fields, "policy"),
        serviceRegion: fields.text("serviceRegion")?.value
          ?? own.flatMap { $0.identity.region == symbol.region ? nil : $0.identity.region })
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

  private func endpointType(
    _ fields: Fields, _ service: String, _ own: VPCEndpointService?, _ configuration: Symbol?
  ) -> VPCEndpoint.EndpointType {
    let words: [EndpointWord] = [.gateway, .interface, .gatewayLoadBalancer, .resource, .serviceNetwork]
    switch fields.choice("type", words) {
    case .gateway: return .gateway
    case .interface: return .interface
    case .gatewayLoadBalancer: return .gatewayLoadBalancer
    case .resource: return .resource
    case .serviceNetwork: return .serviceNetwork
    case nil: break
    }
    if configuration != nil { return .resource }
    if let own {
      let balancers = topology.loadBalancers.filter { own.loadBalancerArns.contains($0.id) }
      return balancers.contains { $0.type == .gateway } ? .gatewayLoadBalancer : .interface
    }
    let isOfGateways = ["s3", "dynamodb"].contains { service == $0 || service.hasSuffix(".\($0)") }
    return isOfGateways && !fields.has("subnets") ? .gateway : .interface
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

  /// `s3` stands for `com.amazonaws.us-east-1.s3`.
  private func serviceName(_ word: String, region: String) -> String {
    let isWhole = ["com.", "aws.", "arn:"].contains { word.hasPrefix($0) }
    return isWhole ? word : "com.amazonaws.\(region).\(word)"
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
}
