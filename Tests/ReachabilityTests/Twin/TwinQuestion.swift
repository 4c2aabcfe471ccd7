import Addressing
import NetworkModel
import Reachability
import TestKit

/// A question of the twin as the engine is asked it.
extension NaiveQuestion {
  func pair(in topology: Topology) -> Pair {
    Pair(
      from: NaiveQuestion.end(from, packet.source, publicly: false, topology),
      to: NaiveQuestion.end(to, packet.destination, publicly: publicly, topology))
  }

  var asked: Asked {
    Asked(
      protocols: .one(packet.ipProtocol),
      ports: packet.ipProtocol.hasPorts ? PortRange(packet.destinationPort) : .all,
      sourcePorts: packet.ipProtocol.hasPorts ? PortRange(packet.sourcePort) : nil,
      request: request.map { HTTPRequest(isTLS: false, host: $0.host, method: $0.method, path: $0.path) })
  }

  private static func end(_ end: NaiveEnd, _ address: IPAddress, publicly: Bool, _ topology: Topology) -> End {
    let ranges = AddressRanges([AddressRange(address)])
    switch end {
    case .interface(let index):
      let mapping = topology.networkInterfaces[index].publicAddresses.first { $0.publicAddress == address }
      return .interface(index, address: mapping?.privateAddress ?? address, publicly: publicly)
    case .site(let index): return .site(index, family: address.family, ranges)
    case .internet: return .internet(address.family, ranges)
    case .nobody:
      let vpc = topology.vpcs.firstIndex { $0.cidrBlocks.contains { $0.contains(address) } }
      return .nobody(address, vpc: vpc)
    }
  }
}

extension Pair {
  /// The same two ends in another topology, where they stand elsewhere.
  func moved(from old: Topology, to new: Topology) -> Pair {
    func moved(_ end: End) -> End {
      switch end {
      case .interface(let index, let address, let publicly):
        let id = old.networkInterfaces[index].id
        return .interface(
          new.networkInterfaces.firstIndex { $0.id == id }!, address: address, publicly: publicly)
      case .site(let index, let family, let ranges):
        let id = old.sites[index].id
        return .site(new.sites.firstIndex { $0.id == id }!, family: family, ranges)
      case .nobody(let address, let vpc?):
        let id = old.vpcs[vpc].id
        return .nobody(address, vpc: new.vpcs.firstIndex { $0.id == id })
      case .internet, .nobody: return end
      }
    }
    return Pair(from: moved(from), to: moved(to))
  }
}
