import AccessPolicies
import Addressing
import NetworkModel

/// What the rules look up: resources by id, and what belongs to private APIs.
struct LintIndex: Sendable {
  let vpcs: [String: VPC]
  let subnets: [String: Subnet]
  let interfaces: [String: NetworkInterface]
  let groups: [String: SecurityGroup]
  let endpoints: [String: VPCEndpoint]
  let loadBalancers: [String: LoadBalancer]
  let targetGroups: [String: TargetGroup]
  let certificates: [String: Certificate]
  let healthChecks: [String: Route53HealthCheck]
  let links: [String: VPCLink]
  /// REST APIs with their policies, in the order of the input.
  let apis: [LintedAPI]
  /// Interface endpoints of execute-api, in the order of the input.
  let apiEndpoints: [VPCEndpoint]
  /// Endpoints by the private addresses of their interfaces: the same address may be in several VPCs.
  let endpointsByAddress: [IPAddress: [VPCEndpoint]]

  init(_ topology: Topology) {
    func byId<Value: Resource>(_ values: [Value]) -> [String: Value] {
      Dictionary(values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    vpcs = byId(topology.vpcs)
    subnets = byId(topology.subnets)
    let interfaces = byId(topology.networkInterfaces)
    self.interfaces = interfaces
    groups = byId(topology.securityGroups)
    endpoints = byId(topology.vpcEndpoints)
    loadBalancers = byId(topology.loadBalancers)
    targetGroups = byId(topology.targetGroups)
    certificates = byId(topology.certificates)
    healthChecks = byId(topology.healthChecks)
    links = byId(topology.vpcLinks)
    apis = topology.restAPIs.map(LintedAPI.init)
    apiEndpoints = topology.vpcEndpoints.filter { $0.apiRegion != nil }
    var owners: [IPAddress: [VPCEndpoint]] = [:]
    for endpoint in topology.vpcEndpoints where endpoint.endpointType == .interface {
      for address in endpoint.networkInterfaceIds.compactMap({ interfaces[$0] }).flatMap(\.privateAddresses) {
        owners[address, default: []].append(endpoint)
      }
    }
    endpointsByAddress = owners
  }

  func api(_ id: String) -> LintedAPI? { apis.first { $0.api.id.lowercased() == id.lowercased() } }

  /// The endpoint that has an address, seen from a VPC: the VPC's own before others'.
  func endpoint(at address: IPAddress, from vpcId: String?) -> VPCEndpoint? {
    let owners = endpointsByAddress[address] ?? []
    return owners.first { $0.vpcId == vpcId } ?? owners.first
  }

  /// The zones of subnets; nil where one of them is not in the input.
  func zones(_ subnetIds: [String]) -> Set<String>? {
    let found = subnetIds.compactMap { subnets[$0]?.availabilityZone }
    return found.count == subnetIds.count ? Set(found) : nil
  }

  /// The interfaces of an endpoint that the input shows.
  func interfaces(of endpoint: VPCEndpoint) -> [NetworkInterface] {
    endpoint.networkInterfaceIds.compactMap { interfaces[$0] }
  }
}
