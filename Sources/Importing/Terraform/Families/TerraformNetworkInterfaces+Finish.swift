import Addressing
import NetworkModel

extension TerraformReading {
  /// Completes interfaces: VPC, groups, attachments, and addresses that are not known yet.
  func finishInterfaces() {
    let vpcs = Dictionary(topology.subnets.map { ($0.id, $0.vpcId) }, uniquingKeysWith: { first, _ in first })
    let defaults = Dictionary(
      joins.vpc.managed.map { ($0.id, $0.defaultGroupId) }, uniquingKeysWith: { first, _ in first })
    let attached = Dictionary(
      joins.addresses.attachments.map { ($0.interfaceId, $0.instanceId) }, uniquingKeysWith: { first, _ in first })
    var groups: [String: [String]] = [:]
    for (group, interface) in joins.securityGroup.interfaces { groups[interface, default: []].append(group) }
    for index in topology.networkInterfaces.indices {
      var interface = topology.networkInterfaces[index]
      interface.vpcId = vpcs[interface.subnetId] ?? interface.vpcId
      if joins.addresses.withoutGroup.contains(interface.id) {
        // A VPC that Terraform does not make has a default group that is not in the input.
        interface.groupIds = [defaults[interface.vpcId] ?? "the default security group of \(interface.vpcId)"]
      }
      for group in groups[interface.id] ?? [] where !interface.groupIds.contains(group) {
        interface.groupIds.append(group)
      }
      if let instance = attached[interface.id] {
        interface.instanceId = instance
        interface.status = "in-use"
      }
      topology.networkInterfaces[index] = interface
    }
    var addresses = AddressPool(topology)
    giveAddresses(&addresses)
    bindElasticAddresses(&addresses)
    finishNATGateways()
  }

  /// Gives an address that AWS might choose to every interface whose own is not known yet.
  private func giveAddresses(_ addresses: inout AddressPool) {
    let subnets = Dictionary(topology.subnets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in topology.networkInterfaces.indices {
      let interface = topology.networkInterfaces[index]
      guard let subnet = subnets[interface.subnetId] else {
        // Whatever is asked of it stays open: it needs an address to be asked of.
        if interface.privateAddresses.isEmpty, let address = addresses.nextPublic() {
          topology.networkInterfaces[index].privateAddresses = [address]
          topology.visibility.caveats[Caveat.Subject(interface.id, .address)] = Caveat(
            .hidden,
            topology.visibility.unknownValues.contains(interface.subnetId)
              ? Self.openText(interface.subnetId) : "subnet \(interface.subnetId) is not in the input")
        }
        continue
      }
      if let attribute = joins.addresses.open[interface.id],
        !interface.privateAddresses.contains(where: { $0.family == .ipv4 }),
        let block = subnet.cidrBlocks.first(where: { $0.family == .ipv4 }),
        let address = addresses.next(in: block)
      {
        topology.networkInterfaces[index].privateAddresses.insert(address, at: 0)
        note(address, of: interface, attribute, addresses.isSplit(block))
      }
      let wantsIPv6 =
        joins.addresses.needsIPv6.contains(interface.id)
        || (joins.addresses.ipv6Subnets.contains(subnet.id) && joins.addresses.open[interface.id] != nil)
      if wantsIPv6, let block = subnet.cidrBlocks.first(where: { $0.family == .ipv6 }),
        let address = addresses.next(in: block)
      {
        topology.networkInterfaces[index].privateAddresses.append(address)
      }
      let isPublic =
        joins.addresses.needsPublic.contains(interface.id)
        || (joins.addresses.publicIfSubnet.contains(interface.id) && subnet.mapPublicIpOnLaunch)
      if isPublic { givePublicAddress(nil, to: index, for: nil, &addresses) }
    }
  }

  private func note(_ address: IPAddress, of interface: NetworkInterface, _ attribute: String, _ isSplit: Bool) {
    let subject = Caveat.Subject(interface.id, .address)
    let text = "\(Self.openText(attribute)); \(address) stands for it"
    topology.visibility.caveats[subject] =
      isSplit
      ? Caveat(.decides, "\(text), and rules or routes tell addresses of its subnet apart")
      : Caveat(.noted, "\(text), as any address of its subnet would")
  }

  private func givePublicAddress(
    _ known: IPAddress?, to index: Int, for privateAddress: IPAddress?, _ addresses: inout AddressPool
  ) {
    let primary = topology.networkInterfaces[index].privateAddresses.first { $0.family == .ipv4 }
    guard let own = privateAddress ?? primary, let address = known ?? addresses.nextPublic() else { return }
    topology.networkInterfaces[index].publicAddresses.removeAll { $0.privateAddress == own }
    topology.networkInterfaces[index].publicAddresses.append(PublicAddress(address, for: own))
  }

  private func bindElasticAddresses(_ addresses: inout AddressPool) {
    for id in joins.addresses.elastic.keys.sorted() where joins.addresses.elastic[id]?.address == nil {
      joins.addresses.elastic[id]?.address = addresses.nextPublic()
    }
    for (elastic, target, privateAddress) in joins.addresses.elasticBindings {
      guard let address = joins.addresses.elastic[elastic]?.address,
        let index = topology.networkInterfaces.firstIndex(where: { $0.id == target })
          ?? topology.networkInterfaces.firstIndex(where: { $0.instanceId == target })
      else { continue }
      givePublicAddress(address, to: index, for: privateAddress, &addresses)
    }
  }

  /// A NAT gateway's addresses are its interface's and its Elastic IP's.
  private func finishNATGateways() {
    for index in topology.natGateways.indices {
      let gateway = topology.natGateways[index]
      guard gateway.addresses.isEmpty,
        let interface = topology.networkInterfaces.firstIndex(where: { gateway.networkInterfaceIds.contains($0.id) }),
        let own = topology.networkInterfaces[interface].privateAddresses.first
      else { continue }
      let elastic = joins.gateway.elasticOfNAT[gateway.id].flatMap { joins.addresses.elastic[$0]?.address }
      topology.natGateways[index].addresses = [
        NATGateway.Address(privateAddress: own, publicAddress: joins.gateway.publicOfNAT[gateway.id] ?? elastic)
      ]
    }
  }
}

/// Addresses that stand for those that AWS has not given yet.
struct AddressPool {
  private var used: Set<IPAddress>
  private var cursors: [Prefix: UInt128] = [:]
  /// Prefixes of rules and routes, sorted.
  private let prefixes: [Prefix]
  private let owned: Set<IPAddress>
  private var publicCursor: UInt128 = 1

  init(_ topology: Topology) {
    owned = Set(topology.networkInterfaces.flatMap(\.privateAddresses))
    let elastic = topology.networkInterfaces.flatMap { $0.publicAddresses.map(\.publicAddress) }
    let gateways = topology.natGateways.flatMap { $0.addresses.compactMap(\.publicAddress) }
    used = owned.union(elastic).union(gateways)
    prefixes = Self.prefixes(topology).sorted()
  }

  /// Every prefix that decides something.
  private static func prefixes(_ topology: Topology) -> Set<Prefix> {
    var found: Set<Prefix> = []
    for group in topology.securityGroups {
      for case .prefix(let prefix) in (group.ingress + group.egress).map(\.peer) { found.insert(prefix) }
    }
    for acl in topology.networkACLs { for entry in acl.entries { found.insert(entry.cidrBlock) } }
    for table in topology.routeTables {
      for case .prefix(let prefix) in table.routes.map(\.destination) { found.insert(prefix) }
    }
    for table in topology.transitGatewayRouteTables {
      for case .prefix(let prefix) in (table.routes ?? []).map(\.destination) { found.insert(prefix) }
    }
    for list in topology.prefixLists { found.formUnion(list.entries ?? []) }
    return found
  }

  /// An address of a subnet that nothing has. AWS keeps the first four and the last (VPC 1.2.3).
  mutating func next(in block: Prefix) -> IPAddress? {
    var offset = cursors[block] ?? 4
    let size = block.range.upper - block.range.lower
    while offset < size {
      let address = IPAddress(family: block.family, value: block.range.lower + offset)
      offset += 1
      cursors[block] = offset
      if used.insert(address).inserted { return address }
    }
    return nil
  }

  /// Whether rules or routes tell addresses of a subnet apart, other than those that interfaces are known to have.
  func isSplit(_ block: Prefix) -> Bool {
    var low = 0
    var high = prefixes.count
    while low < high {
      let middle = (low + high) / 2
      if prefixes[middle].address < block.address { low = middle + 1 } else { high = middle }
    }
    while low < prefixes.count, prefixes[low].address.family == block.family, block.contains(prefixes[low].address) {
      let prefix = prefixes[low]
      let isOwned = prefix.length == block.family.bitWidth && owned.contains(prefix.address)
      if prefix.length > block.length, !isOwned { return true }
      low += 1
    }
    return false
  }

  /// A public address of the blocks for documentation (RFC 5737) that no rule or route names.
  mutating func nextPublic() -> IPAddress? {
    let blocks = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "192.88.99.0/24"].compactMap { Prefix($0) }
    while publicCursor < UInt128(blocks.count) * 256 {
      let address = IPAddress(
        family: .ipv4, value: blocks[Int(publicCursor / 256)].range.lower + publicCursor % 256)
      publicCursor += 1
      let isNamed = prefixes.contains { $0.length > 0 && $0.contains(address) }
      if !isNamed, used.insert(address).inserted { return address }
    }
    return nil
  }
}
