import Addressing
import NetworkModel

extension TopologyBuilder {
  /// A gateway endpoint; its route to the prefix list is added to `tables`.
  ///
  /// - Parameter service: `s3`, `dynamodb`.
  public mutating func gatewayEndpoint(
    _ id: String, in vpc: String, service: String, prefixList: String, tables: [String], state: String = "available"
  ) {
    topology.vpcEndpoints.append(
      VPCEndpoint(
        identity(id, inVPC: vpc), endpointType: .gateway, vpcId: vpc,
        serviceName: "com.amazonaws.\(self[vpc: vpc].identity.region).\(service)", state: state,
        routeTableIds: tables, prefixListId: prefixList))
    for table in tables { route(in: table, prefixList, .vpcEndpoint(id)) }
  }

  /// An interface endpoint with an interface `id-subnet` in each subnet, `[subnet: addresses]`.
  ///
  /// - Parameters:
  ///   - service: the name of a service, or the id of an endpoint service that is there already.
  ///   - region: the service's Region, where it is another one.
  public mutating func interfaceEndpoint(
    _ id: String, in subnets: KeyValuePairs<String, String>, service: String, groups: [String]? = nil,
    state: String = "available", region: String? = nil
  ) {
    addEndpoint(
      id, .interface, in: subnets, service: serviceName(service), groups: groups, state: state, kind: .vpcEndpoint)
    topology.vpcEndpoints[topology.vpcEndpoints.count - 1].serviceRegion = region
  }

  /// An endpoint for a resource configuration.
  public mutating func resourceEndpoint(
    _ id: String, in subnets: KeyValuePairs<String, String>, configuration: String, groups: [String]? = nil
  ) {
    addEndpoint(
      id, .resource, in: subnets, service: configuration, groups: groups, state: "available", kind: .vpcEndpoint)
  }

  /// A resource configuration with its resource gateway, which stands in `subnets`.
  ///
  /// - Parameter target: the resource's address or name.
  public mutating func resourceConfiguration(
    _ id: String, gateway subnets: [String], groups: [String], target: String, ports: [String]
  ) {
    guard let first = subnets.first else { Shorthand.refuse("a resource gateway with a subnet", id) }
    let vpc = self[subnet: first].vpcId
    topology.resourceConfigurations.append(
      ResourceConfiguration(
        identity(id, inVPC: vpc), vpcId: vpc, subnetIds: subnets, groupIds: groups, target: target, portRanges: ports))
  }

  private func serviceName(_ service: String) -> String {
    topology.vpcEndpointServices.first { $0.id == service }?.serviceName ?? service
  }

  /// A Gateway Load Balancer endpoint with its interface `id-subnet`.
  public mutating func gatewayLoadBalancerEndpoint(
    _ id: String, in subnet: String, _ address: String, service: String = "gwlb", state: String = "available"
  ) {
    addEndpoint(
      id, .gatewayLoadBalancer, in: [subnet: address], service: serviceName(service), groups: [], state: state,
      kind: .gatewayLoadBalancerEndpoint)
  }

  private mutating func addEndpoint(
    _ id: String, _ type: VPCEndpoint.EndpointType, in subnets: KeyValuePairs<String, String>, service: String,
    groups: [String]?, state: String, kind: NetworkInterface.InterfaceType
  ) {
    guard let first = subnets.first else { Shorthand.refuse("an endpoint with a subnet", id) }
    let vpc = self[subnet: first.key].vpcId
    for (subnet, addresses) in subnets {
      addInterface(
        "\(id)-\(subnet)", in: subnet, addresses.split(separator: " ").map(String.init), groups: groups, kind: kind,
        sourceDestCheck: type == .interface, denyAllIgwTraffic: true)
    }
    topology.vpcEndpoints.append(
      VPCEndpoint(
        identity(id, inVPC: vpc), endpointType: type, vpcId: vpc, serviceName: service, state: state,
        subnetIds: subnets.map(\.key), networkInterfaceIds: subnets.map { "\(id)-\($0.key)" },
        groupIds: groups ?? []))
  }
}
