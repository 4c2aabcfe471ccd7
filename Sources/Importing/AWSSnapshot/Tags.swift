import NetworkModel

/// Tags, as EC2 (`Key`, `Value`), newer services (`key`, `value`) and API Gateway (an object) write them.
enum Tags {
  /// The tags of a record in the order of their keys.
  static func read(_ record: JSONValue, _ key: StaticString) throws(JSONError) -> [Tag] {
    guard let value = record.value(key) else { return [] }
    var tags: [Tag] = []
    if value.kind == .object {
      for (name, value) in value.fields { tags.append(Tag(name, try value.string())) }
      return tags.sorted { $0.key < $1.key }
    }
    for element in try value.elements() {
      guard let name = element.value("Key") ?? element.value("key") else { continue }
      let value = try (element.value("Value") ?? element.value("value"))?.string() ?? ""
      tags.append(Tag(try name.interned(), value))
    }
    if tags.count > 1 { tags.sort { ($0.key, $0.value) < ($1.key, $1.value) } }
    return tags
  }

  /// The value of the tag `Name`.
  static func name(_ tags: [Tag]) -> String? {
    guard let tag = tags.first(where: { $0.key == "Name" }), !tag.value.isEmpty else { return nil }
    return tag.value
  }
}
