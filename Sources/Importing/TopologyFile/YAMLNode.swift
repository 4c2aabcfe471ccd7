/// A line and a column, counted from 1, of the file that is read or of one that it builds on.
struct Place: Sendable, Hashable, Comparable {
  /// 0 is the file that is read, -1 its base, -2 the base of that: what a base says comes first.
  var layer = 0
  var line: Int
  var column: Int

  static let start = Place(line: 1, column: 1)

  static func < (left: Place, right: Place) -> Bool {
    (left.layer, left.line, left.column) < (right.layer, right.line, right.column)
  }
}

/// A value with the place it is written at.
struct Located<Value> {
  var value: Value
  var place: Place
}

extension Located: Sendable where Value: Sendable {}

/// A value of a YAML document with its place, aliases and merge keys resolved.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLPair])
  }

  var place: Place
  var content: Content

  /// The text of a scalar that is not null.
  var text: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  /// Nothing at all, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  var pairs: [YAMLPair]? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs
  }

  var items: [YAMLNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  subscript(key: String) -> YAMLNode? { pairs?.first { $0.key == key }?.value }

  /// What the node is, for a message: `the text `x``, `a list`, `a mapping`, `nothing`.
  var found: String {
    switch content {
    case .scalar(let text, _): isNull ? "nothing" : "`\(text.shortened)`"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key with its value.
struct YAMLPair: Sendable {
  var key: String
  var place: Place
  var value: YAMLNode
}

extension String {
  /// The text on one line and no longer than a message bears.
  var shortened: String {
    let line = String(map { $0.isNewline ? " " : $0 })
    return line.count > 60 ? line.prefix(57) + "…" : line
  }
}
