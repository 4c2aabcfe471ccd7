import Addressing
import NetworkModel

extension Walker {
  /// Sets out from the first end with everything that is asked.
  mutating func start() {
    setOut()
    settle()
  }

  /// Opens a connection from an interface with these packets.
  mutating func open(from interface: Int, _ branch: Branch) {
    leave(interface, branch)
    finishOpening()
  }

  /// Gives what is lost its blocker, when all of a connection is followed.
  mutating func finishOpening() {
    blameLost()
    settle()
  }

  private mutating func settle() {
    // INVARIANT: what is lost has a blocker, even where no component on the way refuses it.
    for index in leaves.indices where leaves[index].branch.hops.last?.decision != .blocked {
      blameLastTable(&leaves[index].branch, leaves[index].ending)
    }
  }

  private mutating func setOut() {
    var branch = Branch(traffic: askedTraffic())
    switch pair.from {
    case .interface(let interface, _, _):
      if let balancer = network.fronts.loadBalancerOfNode[interface] {
        leaveLoadBalancer(balancer, node: interface, branch)
      } else {
        leave(interface, branch)
      }
    case .internet: leaveInternet(branch)
    case .site(let site, _, _): leaveSite(site, branch)
    case .nobody(let address, let vpc):
      branch.block(
        .noSourceOrDestination, vpc.map(ComponentReference.vpc) ?? .internet,
        "nothing in the input has the address \(address), so nothing can send from it")
      end(branch, .deadEnd)
    }
    blameLost()
  }

  private mutating func blameLost() {
    for index in leaves.indices where leaves[index].isLost {
      // What refuses packets at another place than the one asked for is not all that has to change.
      let isElsewhere =
        leaves[index].ending == .misdirected && leaves[index].branch.way == .forward
        && leaves[index].branch.hops.last?.decision == .blocked
      guard isElsewhere || leaves[index].branch.blockers.isEmpty else { continue }
      let place = leaves[index].branch.hops.last?.component ?? .internet
      leaves[index].branch.block(.noPath, place, "the packets come to another place than the one asked for")
    }
  }

  /// The packets of the question. Protocols that have ports get the client's ephemeral ports (NACL 2.1.7); ICMP is
  /// an echo request.
  private func askedTraffic() -> TrafficSet {
    let family = pair.from.family
    var boxes: [TrafficBox] = []
    for source in ranges(of: pair.from).ranges {
      for destination in ranges(of: pair.to).ranges {
        for protocols in askedProtocols(family) {
          boxes.append(box(source, destination, protocols, family))
        }
      }
    }
    return TrafficSet(family, disjoint: boxes)
  }

  private func askedProtocols(_ family: AddressFamily) -> [ClosedRange<UInt8>] {
    switch asked.protocols {
    case .one(let proto): return [proto.rawValue...proto.rawValue]
    case .any:
      // ICMP stands alone, so that types and ports never mix in one box.
      return family == .ipv4
        ? [0...0, 1...1, 2...5, 6...6, 7...16, 17...17, 18...255]
        : [0...5, 6...6, 7...16, 17...17, 18...57, 58...58, 59...255]
    }
  }

  private func box(
    _ source: AddressRange, _ destination: AddressRange, _ protocols: ClosedRange<UInt8>, _ family: AddressFamily
  ) -> TrafficBox {
    var box = TrafficBox(
      source: source, destination: destination, firstProtocol: protocols.lowerBound, lastProtocol: protocols.upperBound)
    guard let proto = box.singleProtocol else { return box }
    if proto.hasPorts {
      box.sourcePorts = asked.sourcePorts ?? ephemeralPorts
      box.destinationPorts = asked.ports
    } else if proto.isICMP {
      box.sourcePorts = PortRange(proto == .icmp ? 8 : 128)
      box.destinationPorts = PortRange(0)
    }
    return box
  }

  private func ranges(of end: End) -> AddressRanges {
    switch end {
    case .interface(let interface, let address, let publicly):
      if publicly, let mapped = network.publicAddress(of: interface, address) {
        return AddressRanges([AddressRange(mapped)])
      }
      return AddressRanges([AddressRange(address)])
    case .site(_, _, let ranges), .internet(_, let ranges): return ranges
    case .nobody(let address, _): return AddressRanges([AddressRange(address)])
    }
  }

  /// The ports that the client's system picks from.
  private var ephemeralPorts: PortRange {
    guard case .interface(let interface, _, _) = pair.from else { return PortRange(1024, 65535) }
    let instance = Int(network.interfaces[interface].instance)
    if instance >= 0 {
      return topology.instances[instance].isWindows ? PortRange(49152, 65535) : PortRange(32768, 61000)
    }
    let resource = topology.networkInterfaces[interface]
    // Containers have an interface of the plain kind without an instance of their own.
    let isContainer = resource.interfaceType == .branch || resource.interfaceDescription.contains("ecs")
    return isContainer ? PortRange(32768, 61000) : PortRange(1024, 65535)
  }
}
