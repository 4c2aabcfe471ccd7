import NetworkModel
import Synchronization

/// Everything that a resource can be called by: its id, its name, its ARN, a security group's name.
///
/// The first few words are looked for in the topology itself, which for one question is several times as fast as to
/// index every word of it.
struct NameIndex: Sendable {
  private let topology: Topology
  private let byWord: Lazy<Multimap<String, Place>>
  private let lookUps = LookUps()

  private final class LookUps: Sendable {
    let count = Atomic<Int>(0)
  }

  private static let searches = 4

  init(_ topology: Topology) {
    self.topology = topology
    byWord = Lazy {
      var words = Multimap<String, Place>(minimumCapacity: 2 * topology.networkInterfaces.count + 1024)
      NameIndex.forEachWord(in: topology) { words.add($1, for: $0) }
      return words
    }
  }

  private static func forEachWord(in topology: Topology, _ body: (String, Place) -> Void) {
    topology.forEachIdentity { place, identity in
      forEachWord(of: place, identity, in: topology) { body($0, place) }
    }
  }

  /// Calls `body` with what the resource can be called by, each once.
  static func forEachWord(
    of place: Place, _ identity: Identity, in topology: Topology, _ body: (String) -> Void
  ) {
    body(identity.id)
    if let name = identity.name, name != identity.id { body(name) }
    if let arn = identity.arn, arn != identity.id { body(arn) }
    // What AWS makes with a resource is written where the resource is, and not called so.
    if let address = identity.source?.address, address != identity.id,
      topology.coverage.synthesized[identity.id] == nil
    {
      body(address)
    }
    if place.shelf == .securityGroup {
      let groupName = topology.securityGroups[Int(place.index)].groupName
      if groupName != identity.id && groupName != identity.name { body(groupName) }
    }
  }

  /// The resources that can be called so.
  subscript(word: String) -> [Place] {
    if lookUps.count.load(ordering: .relaxed) < NameIndex.searches {
      lookUps.count.add(1, ordering: .relaxed)
      var found: [Place] = []
      NameIndex.forEachWord(in: topology) { if $0 == word { found.append($1) } }
      return found
    }
    return byWord.value[word]
  }
}
