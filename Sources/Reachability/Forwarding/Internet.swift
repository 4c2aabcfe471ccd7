import Addressing
import NetworkModel

// The public internet: everything with a public address that no VPC of the topology has.

extension Walker {
  /// The internet opens a connection.
  mutating func leaveInternet(_ branch: Branch) {
    guard case .interface(let interface, let address, let publicly) = pair.to else {
      return reachFromInternet(branch)
    }
    var branch = branch
    if !publicly, address.family == .ipv4, let mapped = network.publicAddress(of: interface, address) {
      branch.traffic = branch.traffic.map { box in
        var box = box
        box.destination = AddressRange(mapped)
        return box
      }
    }
    enterByInternetGateway(vpc: network.vpc(of: interface), for: interface, branch)
  }

  /// The internet asks for something that is no interface.
  private mutating func reachFromInternet(_ branch: Branch) {
    var branch = branch
    switch pair.to {
    case .internet:
      branch.hop(.internet, .delivered)
      sendReply(branch) { $0.end($1, .delivered) }
    case .nobody(let address, let vpc)
    where vpc == nil && network.internetAddresses(address.family).contains(address.value):
      branch.hop(.internet, .delivered)
      sendReply(branch) { $0.end($1, .delivered) }
    default:
      branch.block(
        .noPath, .internet, direction: .egress,
        "the internet has no way to \(destinationText(branch)), which is a private address")
      end(branch, .deadEnd)
    }
  }

  /// Packets that left a VPC come to the internet: they are there, or go on into the VPC that has their address.
  mutating func enterInternet(_ branch: Branch, fromVPC vpc: Int) {
    if let destination = branch.destination, let holder = network.publicOwner(of: destination) {
      return enterFromInternet(holder, branch)
    }
    if branch.family == .ipv6, let destination = branch.destination,
      let owner = ownerOfGlobalAddress(destination)
    {
      // A flow that left by an egress-only gateway comes back by it.
      if branch.way == .return, let gateway = network.vpcs[owner.vpc].egressOnlyInternetGateway,
        branch.memory.contains(where: { if case .egressOnly(gateway) = $0 { true } else { false } })
      {
        return enterByEgressOnlyGateway(gateway, for: owner.interface, branch)
      }
      return enterByInternetGateway(vpc: owner.vpc, for: owner.interface, branch)
    }
    if branch.family == .ipv6, let destination = branch.destination,
      let vpc = network.vpcs.firstIndex(where: { $0.ipv6.contains(destination.value) })
    {
      return missingHost(destination, vpc, branch)
    }
    if branch.way == .return { return returnToInternet(branch) }
    var branch = branch
    let wanted: AddressRanges
    switch pair.to {
    case .internet(_, let ranges): wanted = ranges
    case .nobody(let address, nil): wanted = AddressRanges([AddressRange(address)])
    default: return end(branch, .deadEnd)
    }
    guard
      branch.traffic.boxes.allSatisfy({ wanted.contains($0.destination.lower) }) || branch.family == .ipv4 && isNAT64
    else { return end(branch, .misdirected) }
    branch.hop(.internet, .delivered)
    sendReply(branch) { walker, reply in walker.returnFromInternet(toVPC: vpc, reply) }
  }

  /// The question was asked of IPv6 addresses of the NAT64 prefix.
  private var isNAT64: Bool {
    guard let nat64 = AddressSpace.nat64 else { return false }
    switch pair.to {
    case .nobody(let address, _): return nat64.contains(address)
    case .internet(.ipv6, let ranges): return ranges.ranges.allSatisfy(nat64.range.contains)
    case .internet, .interface, .site: return false
    }
  }

  private mutating func enterFromInternet(_ holder: PublicOwner.Holder, _ branch: Branch) {
    switch holder {
    case .interface(let interface, _):
      if let gateway = carrierGatewayToReturnBy(branch) {
        return returnByCarrierGateway(gateway, for: interface, branch)
      }
      enterByInternetGateway(vpc: network.vpc(of: interface), for: interface, branch)
    case .natGateway(let nat):
      enterNATFromInternet(nat, branch)
    }
  }

  private func ownerOfGlobalAddress(_ address: IPAddress) -> (vpc: Int, interface: Int)? {
    for vpc in network.vpcs.indices where network.vpcs[vpc].ipv6.contains(address.value) {
      if let interface = network.owner(of: address, inVPC: vpc) { return (vpc, interface) }
    }
    return nil
  }

  /// A reply from the internet goes to the gateway that the request left by.
  private mutating func returnFromInternet(toVPC vpc: Int, _ branch: Branch) {
    if branch.family == .ipv6, case .egressOnly(let gateway)? = branch.memory.last(where: isGateway),
      let destination = branch.destination, let owner = network.owner(of: destination, inVPC: vpc)
    {
      return enterByEgressOnlyGateway(gateway, for: owner, branch)
    }
    if let destination = branch.destination, let holder = network.publicOwner(of: destination) {
      return enterFromInternet(holder, branch)
    }
    // The request had no public address and got out by imitation, or is IPv6.
    if let destination = branch.destination {
      if let owner = network.owner(of: destination, inVPC: vpc) {
        if let gateway = carrierGatewayToReturnBy(branch) {
          return returnByCarrierGateway(gateway, for: owner, branch)
        }
        return enterByInternetGateway(vpc: vpc, for: owner, branch)
      }
      if let nat = branch.memory.lazy.compactMap({ memory -> Int? in
        if case .natGateway(let nat, _, _, undone: false) = memory { return nat }
        return nil
      }).last {
        return enterNATFromInternet(nat, branch)
      }
    }
    // A source of another VPC that no gateway can carry: its refusal is noted, the way back is not known.
    end(branch, .delivered)
  }

  private func isGateway(_ memory: FlowMemory) -> Bool {
    switch memory {
    case .internetGateway, .egressOnly: true
    default: false
    }
  }

  private mutating func returnToInternet(_ branch: Branch) {
    var branch = branch
    guard case .internet(_, let ranges) = pair.from,
      branch.traffic.boxes.allSatisfy({ ranges.contains($0.destination.lower) })
    else { return end(branch, .misdirected) }
    branch.hop(.internet, .delivered)
    finishReply(branch)
  }
}
