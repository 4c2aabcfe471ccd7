import Addressing
import NetworkModel

/// A query after its ends are resolved: the traffic that is asked about, and the pairs of ends.
struct Question: Sendable {
  /// The query, with the port of TO's `:N` in its place.
  var query: Query
  var asked: Asked
  /// What the ends are called in sentences.
  var fromLabel: String
  var toLabel: String
  /// In the order of ids.
  var from: [End]
  /// The lists of receiving ends: an address stands for another one as it is seen from another network.
  var receivers: [[End]]
  /// For each of `from`, the position of its list in `receivers`.
  var receiversOf: [Int]

  /// Calls `body` with every pair: families apart, pairs of a thing with itself left out.
  func forEachPair(in topology: Topology, _ body: (Pair) throws(QueryError) -> Void) throws(QueryError) {
    for (position, sender) in from.enumerated() where asks(sender.family) {
      let own = Question.thing(sender, in: topology)
      for receiver in receivers[receiversOf[position]] where receiver.family == sender.family {
        if Question.thing(receiver, in: topology) != own { try body(Pair(from: sender, to: receiver)) }
      }
    }
  }

  /// How many pairs there are.
  func pairCount(in topology: Topology) throws(QueryError) -> Int {
    var count = 0
    try forEachPair(in: topology) { _ throws(QueryError) in count += 1 }
    return count
  }

  /// Whether the protocol exists in the family.
  func asks(_ family: AddressFamily) -> Bool {
    switch asked.protocols {
    case .one(.icmp): family == .ipv4
    case .one(.icmpv6): family == .ipv6
    default: true
    }
  }

  /// What an end is a part of: traffic inside one thing never reaches a network.
  enum Thing: Hashable {
    case instance(String)
    case interface(Int)
    case site(Int)
    case internet
    case address(IPAddress)
  }

  static func thing(_ end: End, in topology: Topology) -> Thing {
    switch end {
    case .interface(let index, _, _):
      topology.networkInterfaces[index].instanceId.map { .instance($0) } ?? .interface(index)
    case .site(let index, _, _): .site(index)
    case .internet: .internet
    case .nobody(let address, _): .address(address)
    }
  }

  /// Why there is no pair at all.
  func noPair(in topology: Topology) -> QueryError {
    let families = Set(from.map(\.family))
    let others = Set(receivers.joined().map(\.family))
    let message: String
    if families.isDisjoint(with: others) {
      message =
        "`\(query.from)` has only \(Question.names(families)) and `\(query.to)` only \(Question.names(others)): "
        + "no address family in common"
    } else if families.intersection(others).contains(where: asks) {
      message = "`\(query.from)` and `\(query.to)` are the same thing: there is nothing to ask"
    } else {
      let common = Question.names(families.intersection(others))
      message =
        "`\(query.protocol)` does not exist in \(common), which is all that `\(query.from)` and "
        + "`\(query.to)` have in common"
    }
    return QueryError(status: 66, message: message)
  }

  private static func names(_ families: Set<AddressFamily>) -> String {
    families.sorted().map { "IPv\($0.rawValue)" }.joined(separator: " and ")
  }
}
