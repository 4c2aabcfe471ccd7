import Addressing
import NetworkModel

extension TopologyBuilder {
  /// A VPC with its blocks of both families, in the current account and Region.
  public mutating func vpc(_ id: String, _ cidrBlocks: String...) {
    topology.vpcs.append(VPC(identity(id), cidrBlocks: cidrBlocks.map { Shorthand.prefix($0) }))
  }

  /// A subnet. `zone` is both the zone's name and its id.
  public mutating func subnet(_ id: String, in vpc: String, _ cidrBlocks: String..., zone: String = "az1") {
    topology.subnets.append(
      Subnet(
        identity(id, inVPC: vpc), vpcId: vpc, cidrBlocks: cidrBlocks.map { Shorthand.prefix($0) },
        availabilityZone: zone, availabilityZoneId: zone))
  }

  /// A prefix list; nil for entries that are not visible.
  public mutating func prefixList(_ id: String, _ entries: [String]?) {
    topology.prefixLists.append(PrefixList(identity(id), entries: entries?.map { Shorthand.prefix($0) }))
  }

  /// A network interface. Without `groups` everything passes; `publicIP` belongs to the first IPv4 address.
  public mutating func interface(
    _ id: String, in subnet: String, _ addresses: String..., groups: [String]? = nil, publicIP: String? = nil,
    kind: NetworkInterface.InterfaceType = .interface, sourceDestCheck: Bool = true, instance: String? = nil,
    delegated: [String] = [], denyAllIgwTraffic: Bool = false, status: String = "in-use"
  ) {
    addInterface(
      id, in: subnet, addresses, groups: groups, publicIP: publicIP, kind: kind, sourceDestCheck: sourceDestCheck,
      instance: instance, delegated: delegated, denyAllIgwTraffic: denyAllIgwTraffic, status: status)
  }

  mutating func addInterface(
    _ id: String, in subnet: String, _ addresses: [String], groups: [String]? = nil, publicIP: String? = nil,
    kind: NetworkInterface.InterfaceType = .interface, sourceDestCheck: Bool = true, instance: String? = nil,
    delegated: [String] = [], denyAllIgwTraffic: Bool = false, status: String = "in-use"
  ) {
    let home = self[subnet: subnet]
    let privateAddresses = addresses.map(Shorthand.address)
    var publicAddresses: [PublicAddress] = []
    if let publicIP, let first = privateAddresses.first(where: { $0.family == .ipv4 }) {
      publicAddresses = [PublicAddress(Shorthand.address(publicIP), for: first)]
    }
    let plain: Set<NetworkInterface.InterfaceType> = [.interface, .efa, .efaOnly, .branch, .trunk]
    if groups == nil, kind != .natGateway, kind != .transitGateway, kind != .gatewayLoadBalancerEndpoint,
      kind != .gatewayLoadBalancer
    {
      openInterfaces.append(topology.networkInterfaces.count)
    }
    topology.networkInterfaces.append(
      NetworkInterface(
        identity(id, inVPC: home.vpcId), interfaceType: kind, vpcId: home.vpcId, subnetId: subnet,
        privateAddresses: privateAddresses, delegatedPrefixes: delegated.map { Shorthand.prefix($0) },
        publicAddresses: publicAddresses, groupIds: groups ?? [], instanceId: instance,
        sourceDestCheck: sourceDestCheck, requesterManaged: !plain.contains(kind),
        denyAllIgwTraffic: denyAllIgwTraffic, status: status))
  }

  /// An instance, attached to `interfaces` that are there already; others name it themselves.
  public mutating func instance(
    _ id: String, state: String = "running", isWindows: Bool = false, interfaces: [String] = []
  ) {
    topology.instances.append(Instance(identity(id), state: state, isWindows: isWindows))
    for name in interfaces {
      guard let index = topology.networkInterfaces.firstIndex(where: { $0.id == name }) else {
        missing("network interface", name)
      }
      topology.networkInterfaces[index].instanceId = id
    }
  }

  /// A function with an interface in each subnet, `[subnet: address]`; the interfaces are named `id-subnet`.
  public mutating func lambda(_ id: String, in subnets: KeyValuePairs<String, String>, groups: [String]? = nil) {
    for (subnet, address) in subnets {
      addInterface("\(id)-\(subnet)", in: subnet, [address], groups: groups, kind: .lambda)
    }
    guard let first = subnets.first else { return }
    let vpc = self[subnet: first.key].vpcId
    topology.managedResources.append(
      ManagedResource(
        identity(id, inVPC: vpc), resourceKind: .function, vpcId: vpc, subnetIds: subnets.map(\.key),
        groupIds: groups ?? [], networkInterfaceIds: subnets.map { "\(id)-\($0.key)" }))
  }
}
