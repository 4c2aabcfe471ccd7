import Addressing
import NetworkModel

extension ScopeReading {
  /// `ec2 describe-managed-prefix-lists` and `ec2 describe-prefix-lists`, which share their top-level key. The second
  /// shows AWS's own lists with their `Cidrs`; a list that both show is one.
  func readPrefixList(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("PrefixListId")
    let name = try record.text("PrefixListName")
    if record.value("Cidrs") != nil {
      var entries: [Prefix] = []
      for block in try record.elements("Cidrs") { entries.append(try block.prefix()) }
      joins.prefixListEntries[id] = joins.prefixListEntries[id] ?? entries
    }
    let list = PrefixList(
      try identity(id, record, name: name, owner: record.optionalId("OwnerId"), arn: record.text("PrefixListArn")),
      entries: nil)
    if let index = topology.prefixLists.firstIndex(where: { $0.id == id }) {
      if record.value("OwnerId") != nil { topology.prefixLists[index].identity = list.identity }
    } else {
      topology.prefixLists.append(list)
    }
    // A list is known to rules and endpoints by its own name, whatever its tag says.
    if let name, let index = topology.prefixLists.firstIndex(where: { $0.id == id }) {
      topology.prefixLists[index].identity.name = name
    }
  }

  /// `ec2 get-managed-prefix-list-entries` of one list.
  func readPrefixListEntries(_ document: JSONValue) throws(JSONError) {
    guard let list = parameter else { return }
    joins.prefixListEntries[list] = try document.prefixes("Entries", each: "Cidr")
  }

  func finishPrefixLists() {
    for index in topology.prefixLists.indices {
      topology.prefixLists[index].entries = joins.prefixListEntries[topology.prefixLists[index].id]
    }
  }
}
