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

  /// An interface endpoint with an interface `id-subnet` in each subnet, `[subnet: address]`.
  public mutating func interfaceEndpoint(
    _ id: String, in subnets: KeyValuePairs<String, String>, service: String, groups: [String]? = nil,
    state: String = "available"
  ) {
    addEndpoint(
      id, .interface, in: subnets, service: service, groups: groups, state: state, kind: .vpcEndpoint)
  }

  /// A Gateway Load Balancer endpoint with its interface `id-subnet`.
  public mutating func gatewayLoadBalancerEndpoint(
    _ id: String, in subnet: String, _ address: String, service: String = "gwlb", state: String = "available"
  ) {
    addEndpoint(
      id, .gatewayLoadBalancer, in: [subnet: address], service: service, groups: [], state: state,
      kind: .gatewayLoadBalancerEndpoint)
  }

  private mutating func addEndpoint(
    _ id: String, _ type: VPCEndpoint.EndpointType, in subnets: KeyValuePairs<String, String>, service: String,
    groups: [String]?, state: String, kind: NetworkInterface.InterfaceType
  ) {
    guard let first = subnets.first else { Shorthand.refuse("an endpoint with a subnet", id) }
    let vpc = self[subnet: first.key].vpcId
    for (subnet, address) in subnets {
      addInterface(
        "\(id)-\(subnet)", in: subnet, [address], groups: groups, kind: kind,
        sourceDestCheck: type == .interface, denyAllIgwTraffic: true)
    }
    topology.vpcEndpoints.append(
      VPCEndpoint(
        identity(id, inVPC: vpc), endpointType: type, vpcId: vpc, serviceName: service, state: state,
        subnetIds: subnets.map(\.key), networkInterfaceIds: subnets.map { "\(id)-\($0.key)" },
        groupIds: groups ?? []))
  }
}
