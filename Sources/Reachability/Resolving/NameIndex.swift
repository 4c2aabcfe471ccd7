import NetworkModel

/// Everything that a resource can be called by: its id, its name, its ARN, a security group's name.
struct NameIndex: Sendable {
  private var byWord: Multimap<String, Place>

  init(_ topology: Topology) {
    var words = Multimap<String, Place>(minimumCapacity: 2 * topology.networkInterfaces.count + 1024)
    topology.forEachIdentity { place, identity in
      NameIndex.forEachWord(of: place, identity, in: topology) { words.add(place, for: $0) }
    }
    byWord = words
  }

  /// Calls `body` with what the resource can be called by, each once.
  static func forEachWord(
    of place: Place, _ identity: Identity, in topology: Topology, _ body: (String) -> Void
  ) {
    body(identity.id)
    if let name = identity.name, name != identity.id { body(name) }
    if let arn = identity.arn, arn != identity.id { body(arn) }
    if place.shelf == .securityGroup {
      let groupName = topology.securityGroups[Int(place.index)].groupName
      if groupName != identity.id && groupName != identity.name { body(groupName) }
    }
  }

  /// The resources that can be called so.
  subscript(word: String) -> [Place] { byWord[word] }
}
