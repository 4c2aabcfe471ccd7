import Addressing
import NetworkModel

/// A network interface as it is to be made, before its addresses are known.
struct InterfacePlan {
  enum PublicAddressWish {
    case none
    case any
    case this(Located<IPAddress>)
  }

  var identity: Identity
  var type = NetworkInterface.InterfaceType.interface
  var subnet: Subnet
  var place: Place
  var groupIds: [String] = []
  /// IPv4; the next free address where there are none.
  var privateAddresses: [Located<IPAddress>] = []
  var wantsIPv6 = false
  var ipv6Addresses: [Located<IPAddress>] = []
  var publicAddress = PublicAddressWish.none
  var isManaged = false
  var description = ""
}

extension TopologyFileContext {
  /// Adds an interface; addresses that are not written are assigned when the file is read.
  ///
  /// - Returns: its position in the topology.
  @discardableResult
  func add(_ plan: InterfacePlan) -> Int {
    let owner = plan.identity.id
    let index = topology.networkInterfaces.count
    for address in plan.privateAddresses + plan.ipv6Addresses { claim(address, in: plan.subnet, for: owner) }
    topology.networkInterfaces.append(
      NetworkInterface(
        plan.identity, interfaceType: plan.type, vpcId: plan.subnet.vpcId, subnetId: plan.subnet.id,
        privateAddresses: (plan.privateAddresses + plan.ipv6Addresses).map(\.value), groupIds: plan.groupIds,
        sourceDestCheck: !plan.isManaged || plan.type == .lambda, requesterManaged: plan.isManaged,
        interfaceDescription: plan.description))
    let ipv4 = plan.subnet.cidrBlocks.first { $0.family == .ipv4 }
    let ipv6 = plan.subnet.cidrBlocks.first { $0.family == .ipv6 }
    if plan.privateAddresses.isEmpty, let ipv4 {
      request(ipv4, plan) { [unowned self] address in
        topology.networkInterfaces[index].privateAddresses.insert(address, at: 0)
      }
    }
    if plan.ipv6Addresses.isEmpty, plan.wantsIPv6 || ipv4 == nil {
      if let ipv6 {
        request(ipv6, plan) { [unowned self] address in
          topology.networkInterfaces[index].privateAddresses.append(address)
        }
      } else if plan.wantsIPv6 {
        error(
          plan.place,
          "`\(owner)` wants an IPv6 address, and the subnet `\(plan.subnet.identity.shortLabel)` has no IPv6 block",
          remedy: "add one to the subnet's `cidr`")
      }
    }
    givePublicAddress(plan, at: index, hasIPv4: ipv4 != nil)
    return index
  }

  private func request(_ block: Prefix, _ plan: InterfacePlan, _ apply: @escaping (IPAddress) -> Void) {
    addresses.privateRequests.append(.init(place: plan.place, vpcId: plan.subnet.vpcId, block: block, apply: apply))
  }

  private func givePublicAddress(_ plan: InterfacePlan, at index: Int, hasIPv4: Bool) {
    let apply: (IPAddress) -> Void = { [unowned self] address in
      guard let own = topology.networkInterfaces[index].privateAddresses.first(where: { $0.family == .ipv4 }) else {
        return
      }
      topology.networkInterfaces[index].publicAddresses = [PublicAddress(address, for: own)]
    }
    switch plan.publicAddress {
    case .none: break
    case .any where hasIPv4: addresses.publicRequests.append((plan.place, apply))
    case .any: error(plan.place, "`\(plan.identity.id)` wants a public IPv4 address, and its subnet has no IPv4 block")
    case .this(let address):
      claimPublic(address, for: plan.identity.id)
      deferred.append { apply(address.value) }
    }
  }

  /// The groups under `securityGroups`, or the VPC's default group.
  func groupIds(_ fields: Fields, _ scope: VPCScope) -> [String] {
    let words = fields.texts("securityGroups")
    if fields.has("securityGroups") {
      return resolve(words, [.securityGroup], in: scope.name, isBound: false).filter { symbol in
        guard let container = symbol.container, container != scope.name else { return true }
        let isAssociated = topology.securityGroups.contains {
          $0.id == symbol.id && $0.associatedVpcIds.contains(scope.vpc.id)
        }
        if !isAssociated {
          let place =
            words.first { [symbol.name, symbol.id, symbol.qualifiedName].contains($0.value) }?.place ?? fields.place
          error(
            place, "the security group `\(symbol.name)` belongs to the VPC `\(container)`, which is another",
            remedy: "write a group of `\(scope.name)`, or `vpcAssociations` in that group")
        }
        return isAssociated
      }.map(\.id)
    }
    return symbols.named("default", .securityGroup, in: scope.name).map { [$0.id] } ?? []
  }

  /// The keys that instances, their interfaces and interfaces that stand alone have in common.
  func plan(_ fields: Fields, _ identity: Identity, _ scope: VPCScope) -> InterfacePlan? {
    guard let word = fields.text("subnet") else {
      if !fields.has("subnet") { fields.missing("subnet", "the subnet it stands in") }
      return nil
    }
    guard let symbol = resolve(word, [.subnet], in: scope.name), let subnet = subnets[symbol.id] else { return nil }
    var plan = InterfacePlan(identity: identity, subnet: subnet, place: fields.place)
    plan.groupIds = groupIds(fields, scope)
    plan.privateAddresses = fields.addresses("privateIp", .ipv4)
    plan.publicAddress = subnet.mapPublicIpOnLaunch && subnet.cidrBlocks.contains { $0.family == .ipv4 } ? .any : .none
    if let node = fields.node("publicIp") {
      if let wants = boolean(node) {
        plan.publicAddress = wants ? .any : .none
      } else if let address = address(node, .ipv4) {
        plan.publicAddress = .this(address)
      }
    }
    plan.wantsIPv6 = subnetsAssigningIPv6.contains(subnet.id)
    if let node = fields.node("ipv6") {
      if let wants = boolean(node) {
        plan.wantsIPv6 = wants
      } else {
        plan.ipv6Addresses = fields.addresses("ipv6", .ipv6)
      }
    }
    return plan
  }

  /// What an interface has beside its addresses.
  func finish(_ index: Int, _ fields: Fields) {
    topology.networkInterfaces[index].sourceDestCheck = fields.boolean("sourceDestCheck") ?? true
    topology.networkInterfaces[index].delegatedPrefixes = fields.prefixes("delegatedPrefixes").map(\.value)
    topology.networkInterfaces[index].denyAllIgwTraffic = fields.boolean("denyAllIgwTraffic") ?? false
    if fields.has("listens") {
      topology.networkInterfaces[index].listeningPorts = fields.texts("listens").compactMap { portRange($0) }
    }
    topology.networkInterfaces[index].spokenProtocols = spokenProtocols(fields)
    topology.networkInterfaces[index].tlsAbilities = tlsAbilities(fields)
  }

  /// One interface in each of the subnets of a managed thing: a function, a load balancer, an endpoint.
  ///
  /// - Returns: the subnets, and the ids of the interfaces.
  func managedInterfaces(
    _ fields: Fields, _ symbol: Symbol, _ scope: VPCScope, type: NetworkInterface.InterfaceType, groupIds: [String],
    description: String, isPublic: Bool = false, isRequired: Bool = true
  ) -> (subnetIds: [String], interfaceIds: [String]) {
    if !fields.has("subnets"), isRequired { fields.missing("subnets", "the subnets it stands in") }
    let places = fields.texts("subnets")
    let found = resolve(places, [.subnet], in: scope.name).compactMap { subnets[$0.id] }
    let written = fields.addresses("privateIp", .ipv4)
    if written.count > found.count, let extra = written.dropFirst(found.count).first, found.count == places.count {
      error(
        extra.place, "`privateIp` has \(written.count) addresses for \(found.count) subnets",
        remedy: "write one for each subnet")
    }
    var ids: [String] = []
    for (index, subnet) in found.enumerated() {
      var identity = identity(symbol, nil)
      identity.id = "\(symbol.id)/eth\(index)"
      var plan = InterfacePlan(identity: identity, type: type, subnet: subnet, place: fields.place, groupIds: groupIds)
      if index < written.count { plan.privateAddresses = [written[index]] }
      plan.wantsIPv6 = fields.boolean("ipv6") ?? false
      plan.publicAddress = isPublic ? .any : .none
      plan.isManaged = true
      plan.description = description
      add(plan)
      ids.append(identity.id)
    }
    return (found.map(\.id), ids)
  }
}
