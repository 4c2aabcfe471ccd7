import Addressing
import NetworkModel

/// Addresses that Terraform does not know yet, and what hangs on them: given once all inputs are one topology, because
/// the subnet that an interface is put into may be another's.
struct TerraformAddressing {
  var addresses = AddressJoins()
  var gateway = GatewayJoins()
  var loadBalancer = TerraformLoadBalancerJoins()
  private var topology = Topology()

  init(_ joins: TerraformJoins) {
    addresses = joins.addresses
    gateway = joins.gateway
    loadBalancer = joins.loadBalancer
  }

  /// Completes what the input holds.
  func complete(_ topology: inout Topology) {
    var giving = self
    swap(&giving.topology, &topology)
    giving.placeInterfaces()
    var pool = AddressPool(giving.topology)
    giving.giveAddresses(&pool)
    giving.bindElasticAddresses(&pool)
    giving.finishNATGateways()
    giving.finishTargetGroups()
    giving.finishResolverEndpoints()
    giving.finishRecords()
    swap(&giving.topology, &topology)
  }

  /// The VPC of each interface is its subnet's, and its group the VPC's default one where it has none.
  private mutating func placeInterfaces() {
    let vpcs = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    let defaults = Dictionary(
      topology.securityGroups.filter { $0.groupName == "default" }.map { ($0.vpcId, $0.id) },
      uniquingKeysWith: { first, _ in first })
    for index in topology.networkInterfaces.indices {
      let interface = topology.networkInterfaces[index]
      if interface.vpcId.isEmpty { topology.networkInterfaces[index].vpcId = vpcs[interface.subnetId] ?? "" }
      if addresses.withoutGroup.contains(interface.id) {
        let vpc = topology.networkInterfaces[index].vpcId
        topology.networkInterfaces[index].groupIds.insert(
          defaults[vpc] ?? "the default security group of \(vpc)", at: 0)
      }
    }
  }

  /// Gives an address that AWS might choose to every interface whose own is not known yet.
  private mutating func giveAddresses(_ pool: inout AddressPool) {
    let subnets = Dictionary(topology.subnets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in topology.networkInterfaces.indices {
      let interface = topology.networkInterfaces[index]
      guard let subnet = subnets[interface.subnetId] else {
        // Whatever is asked of it stays open: it needs an address to be asked of.
        if addresses.open[interface.id] != nil, interface.privateAddresses.isEmpty, let address = pool.nextPublic() {
          topology.networkInterfaces[index].privateAddresses = [address]
          topology.visibility.caveats[Caveat.Subject(interface.id, .address)] = Caveat(
            .hidden,
            topology.visibility.unknownValues.contains(interface.subnetId)
              ? TerraformReading.openText(interface.subnetId) : "subnet \(interface.subnetId) is not in the input")
        }
        continue
      }
      if let attribute = addresses.open[interface.id],
        !interface.privateAddresses.contains(where: { $0.family == .ipv4 }),
        let block = subnet.cidrBlocks.first(where: { $0.family == .ipv4 }),
        let address = pool.next(in: block)
      {
        topology.networkInterfaces[index].privateAddresses.insert(address, at: 0)
        note(address, of: interface, attribute, pool.isSplit(block))
      }
      let wantsIPv6 =
        addresses.needsIPv6.contains(interface.id)
        || (addresses.ipv6Subnets.contains(subnet.id) && addresses.open[interface.id] != nil)
      if wantsIPv6, let block = subnet.cidrBlocks.first(where: { $0.family == .ipv6 }),
        let address = pool.next(in: block)
      {
        topology.networkInterfaces[index].privateAddresses.append(address)
      }
      let isPublic =
        addresses.needsPublic.contains(interface.id)
        || (addresses.publicIfSubnet.contains(interface.id) && subnet.mapPublicIpOnLaunch)
      if isPublic { givePublicAddress(nil, to: index, for: nil, &pool) }
    }
  }

  private mutating func note(_ address: IPAddress, of interface: NetworkInterface, _ attribute: String, _ isSplit: Bool)
  {
    let subject = Caveat.Subject(interface.id, .address)
    let text = "Terraform does not know `\(attribute)`; \(address) stands for it"
    topology.visibility.caveats[subject] =
      isSplit
      ? Caveat(.decides, "\(text), and rules or routes tell addresses of its subnet apart")
      : Caveat(.noted, "\(text), as any address of its subnet would")
  }

  private mutating func givePublicAddress(
    _ known: IPAddress?, to index: Int, for privateAddress: IPAddress?, _ pool: inout AddressPool
  ) {
    let primary = topology.networkInterfaces[index].privateAddresses.first { $0.family == .ipv4 }
    guard let own = privateAddress ?? primary, let address = known ?? pool.nextPublic() else { return }
    topology.networkInterfaces[index].publicAddresses.removeAll { $0.privateAddress == own }
    topology.networkInterfaces[index].publicAddresses.append(PublicAddress(address, for: own))
  }

  private mutating func bindElasticAddresses(_ pool: inout AddressPool) {
    for id in addresses.elastic.keys.sorted() where addresses.elastic[id]?.address == nil {
      addresses.elastic[id]?.address = pool.nextPublic()
    }
    for (elastic, target, privateAddress) in addresses.elasticBindings {
      guard let address = addresses.elastic[elastic]?.address,
        let index = topology.networkInterfaces.firstIndex(where: { $0.id == target })
          ?? topology.networkInterfaces.firstIndex(where: { $0.instanceId == target })
      else { continue }
      givePublicAddress(address, to: index, for: privateAddress, &pool)
    }
  }

  /// A NAT gateway's addresses are its interface's and its Elastic IP's.
  private mutating func finishNATGateways() {
    for index in topology.natGateways.indices {
      let nat = topology.natGateways[index]
      guard nat.addresses.isEmpty,
        let interface = topology.networkInterfaces.firstIndex(where: { nat.networkInterfaceIds.contains($0.id) }),
        let own = topology.networkInterfaces[interface].privateAddresses.first
      else { continue }
      let elastic = gateway.elasticOfNAT[nat.id].flatMap { addresses.elastic[$0]?.address }
      topology.natGateways[index].addresses = [
        NATGateway.Address(privateAddress: own, publicAddress: gateway.publicOfNAT[nat.id] ?? elastic)
      ]
    }
  }

  /// The addresses of an endpoint of Resolver are its interfaces', and its VPC is theirs.
  private mutating func finishResolverEndpoints() {
    let interfaces = Dictionary(
      topology.networkInterfaces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in topology.resolverEndpoints.indices {
      let own = (addresses.resolverInterfaces[topology.resolverEndpoints[index].id] ?? []).compactMap { interfaces[$0] }
      if own.isEmpty { continue }
      if topology.resolverEndpoints[index].addresses?.isEmpty ?? true {
        topology.resolverEndpoints[index].addresses = own.flatMap(\.privateAddresses)
      }
      if topology.resolverEndpoints[index].vpcId.isEmpty {
        topology.resolverEndpoints[index].vpcId = own.lazy.map(\.vpcId).first { !$0.isEmpty } ?? ""
      }
    }
  }

  /// Records that hold the address of something that is made now. A zone with one whose value is not known yet does not
  /// show what it answers.
  private mutating func finishRecords() {
    guard topology.hostedZones.contains(where: { !($0.recordSets ?? []).isEmpty }) else { return }
    let known = knownAddresses()
    for index in topology.hostedZones.indices {
      for record in (topology.hostedZones[index].recordSets ?? []).indices {
        let values = topology.hostedZones[index].recordSets?[record].values.map { known[$0] ?? $0 } ?? []
        topology.hostedZones[index].recordSets?[record].values = values
        if values.contains(where: topology.visibility.unknownValues.contains) {
          topology.hostedZones[index].recordSets = nil
          break
        }
      }
    }
  }

  /// The address of each interface and instance, by what stands for it.
  private func knownAddresses() -> [String: String] {
    var known: [String: String] = [:]
    for interface in topology.networkInterfaces {
      guard let address = interface.privateAddresses.first?.description else { continue }
      // A plan that picks an instance by an index does not tell which of its attributes is taken.
      known[interface.id] = address
      for attribute in ["private_ip", "private_ips", "private_ip_list"] {
        known["\(interface.id).\(attribute)"] = address
        if let instance = interface.instanceId, known["\(instance).\(attribute)"] == nil {
          known["\(instance).\(attribute)"] = address
        }
      }
      guard let instance = interface.instanceId, let address = interface.publicAddresses.first else { continue }
      known["\(instance).public_ip"] = known["\(instance).public_ip"] ?? address.publicAddress.description
    }
    for (id, elastic) in addresses.elastic { known["\(id).public_ip"] = elastic.address?.description }
    return known
  }

  /// Completes target groups once addresses are given: a target may be the address of something that is made now.
  private mutating func finishTargetGroups() {
    let known = knownAddresses()
    for index in topology.targetGroups.indices {
      let id = topology.targetGroups[index].id
      if loadBalancer.openGroups.contains(id) {
        // Another input may show the targets.
        if topology.targetGroups[index].targets?.isEmpty ?? true { topology.targetGroups[index].targets = nil }
        continue
      }
      for (group, target) in loadBalancer.targets where group == id {
        var target = target
        let isAddress = topology.targetGroups[index].targetType == "ip"
        target.id = known[target.id] ?? (isAddress ? known["\(target.id).private_ip"] : nil) ?? target.id
        // What only AWS can say is no address yet: then the targets are open.
        if isAddress, IPAddress(target.id) == nil {
          topology.targetGroups[index].targets = nil
          break
        }
        let isKnown = topology.targetGroups[index].targets?.contains { $0.id == target.id && $0.port == target.port }
        if isKnown == false { topology.targetGroups[index].targets?.append(target) }
      }
    }
  }
}
