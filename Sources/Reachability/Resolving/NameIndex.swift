import NetworkModel

/// Everything that a resource can be called by: its id, its name, its ARN, a security group's name.
struct NameIndex: Sendable {
  private var byWord: Multimap<String, Place>

  init(_ topology: Topology) {
    byWord = Multimap(minimumCapacity: 2 * topology.networkInterfaces.count + 1024)
    var words = byWord
    topology.forEachResource { place, row in
      for word in NameIndex.words(of: place, row, in: topology) { words.add(place, for: word) }
    }
    byWord = words
  }

  /// What the resource can be called by, each once.
  static func words(of place: Place, _ row: ShelfRow, in topology: Topology) -> [String] {
    let identity = row.identity
    var words = [identity.id]
    if let name = identity.name, name != identity.id { words.append(name) }
    if let arn = identity.arn, arn != identity.id { words.append(arn) }
    if place.shelf == .securityGroup {
      let groupName = topology.securityGroups[Int(place.index)].groupName
      if !words.contains(groupName) { words.append(groupName) }
    }
    return words
  }

  /// The resources that can be called so.
  subscript(word: String) -> [Place] { byWord[word] }
}
