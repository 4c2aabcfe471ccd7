import Addressing
import NetworkModel

/// Compiles network interfaces: dense positions, shared group sets, and who has which address.
struct InterfaceCompiler {
  private(set) var interfaces: [CompiledInterface] = []
  /// Groups that no input describes are added where an interface carries them.
  private(set) var groups: GroupCompiler
  private(set) var groupSets: [[Int]] = []
  private(set) var owners: [AddressOwner] = []
  private(set) var publicOwners: [PublicOwner] = []
  /// For each VPC and family the slice of `owners`.
  private(set) var slices: [(ipv4: Range<Int>, ipv6: Range<Int>)] = []
  private(set) var delegated: [Int: [(range: AddressRange, family: AddressFamily, interface: Int32)]] = [:]

  init(_ topology: Topology, _ index: NetworkIndex, groups: GroupCompiler) {
    self.groups = groups
    var setOfGroups: [[String]: Int32] = [:]
    var keyed: [(vpc: Int32, owner: AddressOwner, isIPv6: Bool)] = []
    interfaces.reserveCapacity(topology.networkInterfaces.count)
    keyed.reserveCapacity(topology.networkInterfaces.count)
    for (position, interface) in topology.networkInterfaces.enumerated() {
      let set: Int32
      if let known = setOfGroups[interface.groupIds] {
        set = known
      } else {
        set = Int32(groupSets.count)
        groupSets.append(interface.groupIds.map { self.groups.place(of: $0) })
        setOfGroups[interface.groupIds] = set
      }
      let vpc = Int32(index.vpcs[interface.vpcId] ?? -1)
      interfaces.append(
        CompiledInterface(
          vpc: vpc, subnet: Int32(index.subnets[interface.subnetId] ?? -1), groupSet: set,
          instance: Int32(interface.instanceId.flatMap { index.instances[$0] } ?? -1)))
      for address in interface.privateAddresses where vpc >= 0 {
        let owner = AddressOwner(address: address.value, interface: Int32(position))
        keyed.append((vpc, owner, address.family == .ipv6))
      }
      for prefix in interface.delegatedPrefixes where vpc >= 0 {
        delegated[Int(vpc), default: []].append((prefix.range, prefix.family, Int32(position)))
      }
      for mapping in interface.publicAddresses {
        publicOwners.append(
          PublicOwner(
            address: mapping.publicAddress, holder: .interface(position, privateAddress: mapping.privateAddress)))
      }
    }
    for (position, gateway) in topology.natGateways.enumerated() {
      for address in gateway.addresses {
        if let publicAddress = address.publicAddress {
          publicOwners.append(PublicOwner(address: publicAddress, holder: .natGateway(position)))
        }
      }
    }
    // A NAT gateway's address is also its interface's: the gateway, added last, is what the address stands for.
    publicOwners = Dictionary(publicOwners.map { ($0.address, $0) }, uniquingKeysWith: { _, last in last })
      .values.sorted { $0.address < $1.address }
    sortOwners(keyed, vpcs: topology.vpcs.count)
  }

  private mutating func sortOwners(_ keyed: [(vpc: Int32, owner: AddressOwner, isIPv6: Bool)], vpcs: Int) {
    let sorted = keyed.sorted {
      if $0.vpc != $1.vpc { return $0.vpc < $1.vpc }
      if $0.isIPv6 != $1.isIPv6 { return !$0.isIPv6 }
      return ($0.owner.address, $0.owner.interface) < ($1.owner.address, $1.owner.interface)
    }
    owners = sorted.map(\.owner)
    slices = Array(repeating: (0..<0, 0..<0), count: vpcs)
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].vpc == sorted[start].vpc, sorted[end].isIPv6 == sorted[start].isIPv6 {
        end += 1
      }
      if sorted[start].isIPv6 {
        slices[Int(sorted[start].vpc)].ipv6 = start..<end
      } else {
        slices[Int(sorted[start].vpc)].ipv4 = start..<end
      }
      start = end
    }
  }
}
