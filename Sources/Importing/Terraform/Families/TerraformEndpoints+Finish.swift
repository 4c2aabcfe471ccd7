import Addressing
import NetworkModel

extension TerraformReading {
  /// Completes endpoints: associations, interfaces, and the routes of gateway endpoints.
  func finishEndpoints() {
    for (service, principal) in joins.endpoint.principals {
      for index in topology.vpcEndpointServices.indices where topology.vpcEndpointServices[index].id == service {
        if topology.vpcEndpointServices[index].allowedPrincipals?.contains(principal) == false {
          topology.vpcEndpointServices[index].allowedPrincipals?.append(principal)
        }
      }
    }
    for index in topology.vpcEndpoints.indices
    where !joins.endpoint.complete.contains(topology.vpcEndpoints[index].id) {
      var endpoint = topology.vpcEndpoints[index]
      associate(&endpoint)
      accept(&endpoint)
      topology.vpcEndpoints[index] = endpoint
      switch topology.vpcEndpoints[index].endpointType {
      case .gateway: addRoutes(of: index)
      case .interface, .gatewayLoadBalancer, .resource, .serviceNetwork: addInterfaces(of: index)
      }
    }
  }

  private func associate(_ endpoint: inout VPCEndpoint) {
    for (id, subnet) in joins.endpoint.subnets where id == endpoint.id && !endpoint.subnetIds.contains(subnet) {
      endpoint.subnetIds.append(subnet)
    }
    for (id, table) in joins.endpoint.routeTables where id == endpoint.id && !endpoint.routeTableIds.contains(table) {
      endpoint.routeTableIds.append(table)
    }
    let groups = joins.endpoint.groups.filter { $0.endpointId == endpoint.id }
    // Without a group of its own an endpoint has the default group of its VPC.
    if endpoint.endpointType == .interface, endpoint.groupIds.isEmpty, !groups.contains(where: \.replacesDefault) {
      let vpc = endpoint.vpcId
      endpoint.groupIds = [
        joins.vpc.managed.first { $0.id == vpc }?.defaultGroupId ?? "the default security group of \(vpc)"
      ]
    }
    for group in groups where !endpoint.groupIds.contains(group.groupId) { endpoint.groupIds.append(group.groupId) }
    if let saved = joins.endpoint.policies[endpoint.id] {
      (endpoint.policyDocument, endpoint.policySource) = (saved.document, PolicySource(source(of: saved.instance)))
    }
  }

  /// An endpoint for a service of somebody else may have to wait until it is accepted.
  private func accept(_ endpoint: inout VPCEndpoint) {
    let name = endpoint.serviceName
    if joins.endpoint.accepted.contains(endpoint.id) || joins.endpoint.autoAccepted.contains(endpoint.id) {
      endpoint.state = "available"
    } else if joins.endpoint.withoutState.contains(endpoint.id),
      topology.vpcEndpointServices.first(where: { $0.serviceName == name })?.acceptanceRequired ?? false
    {
      endpoint.state = "pendingAcceptance"
    }
  }

  /// AWS adds a route to the service's prefix list to each table that a gateway endpoint names.
  private func addRoutes(of index: Int) {
    let endpoint = topology.vpcEndpoints[index]
    let list = endpoint.prefixListId ?? "\(endpoint.id).prefix_list_id"
    topology.vpcEndpoints[index].prefixListId = list
    let isKnown = topology.prefixLists.contains { $0.id == list || $0.identity.name == endpoint.serviceName }
    if !isKnown {
      topology.prefixLists.append(
        PrefixList(
          synthesized(
            list, for: endpoint.identity, "AWS keeps a prefix list for the service", name: endpoint.serviceName,
            isPresumed: true),
          entries: nil))
    }
    let named = topology.prefixLists.first { $0.identity.name == endpoint.serviceName }?.id ?? list
    topology.vpcEndpoints[index].prefixListId = named
    for table in endpoint.routeTableIds {
      joins.routeTable.routes.append(
        (table, Route(.prefixList(named), .vpcEndpoint(endpoint.id), source: endpoint.identity.source)))
    }
  }

  /// AWS makes an interface in each subnet of an endpoint.
  private func addInterfaces(of index: Int) {
    let endpoint = topology.vpcEndpoints[index]
    let known = joins.endpoint.knownInterfaces[endpoint.id] ?? []
    for subnet in endpoint.subnetIds {
      // A data source may have looked one up.
      let looked = topology.networkInterfaces.firstIndex { $0.subnetId == subnet && known.contains($0.id) }
      if let looked {
        topology.networkInterfaces[looked].interfaceType = .vpcEndpoint
        topology.networkInterfaces[looked].requesterManaged = true
        topology.networkInterfaces[looked].groupIds = endpoint.groupIds
        topology.networkInterfaces[looked].status = "in-use"
        topology.vpcEndpoints[index].networkInterfaceIds.append(topology.networkInterfaces[looked].id)
        continue
      }
      // Several interfaces that exist are not told apart by their subnets.
      let isKnown = known.count == 1 && endpoint.subnetIds.count == 1
      let id = isKnown ? known[0] : "\(endpoint.id)/\(subnet)"
      let own = synthesized(id, for: endpoint.identity, "AWS makes an interface in each subnet of the endpoint")
      let isGatewayLoadBalancer = endpoint.endpointType == .gatewayLoadBalancer
      var interface = NetworkInterface(
        own, interfaceType: isGatewayLoadBalancer ? .gatewayLoadBalancerEndpoint : .vpcEndpoint,
        vpcId: endpoint.vpcId, subnetId: subnet, privateAddresses: [],
        groupIds: isGatewayLoadBalancer ? [] : endpoint.groupIds, requesterManaged: true,
        interfaceDescription: "VPC Endpoint Interface \(endpoint.id)")
      if let address = joins.endpoint.addresses[endpoint.id]?[subnet] {
        interface.privateAddresses = [address]
      } else {
        joins.addresses.open[id] = "\(resourceAddress(endpoint.identity)).subnet_configuration"
      }
      topology.networkInterfaces.append(interface)
      topology.vpcEndpoints[index].networkInterfaceIds.append(id)
    }
  }

  /// The address of the resource that something stands for.
  func resourceAddress(_ identity: Identity) -> String { identity.source?.address ?? identity.id }
}
