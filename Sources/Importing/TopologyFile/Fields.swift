import Addressing
import NetworkModel

/// A mapping of the file, asked key by key. Keys that its shape does not know are reported when it is made.
struct Fields {
  let context: TopologyFileContext
  let shape: Shape
  /// Where the mapping begins, or the key that it stands under.
  let place: Place
  private let pairs: [YAMLPair]

  /// - Returns: nil where `node` is no mapping, which is reported.
  init?(_ node: YAMLNode, _ shape: Shape, at place: Place, in context: TopologyFileContext) {
    guard let pairs = node.pairs ?? (node.isNull ? [] : nil) else {
      context.error(
        node.place, "found \(node.found) where \(shape.noun) is described, expected a mapping",
        remedy: "its keys are \(Fields.someOf(shape.keys.map(\.name)))")
      return nil
    }
    self.context = context
    self.shape = shape
    self.place = place
    self.pairs = pairs
    let known = shape.keys.map(\.name)
    for pair in pairs where !known.contains(pair.key) {
      context.error(
        pair.place, "\(shape.noun) has no key `\(pair.key.shortened)`",
        remedy: Nearest.question(pair.key, among: known) ?? "its keys are \(Fields.someOf(known))")
    }
  }

  static func list(_ words: some Collection<String>) -> String {
    let quoted = words.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The first of many words, and how many more there are.
  static func someOf(_ words: [String]) -> String {
    words.count > 8
      ? words.prefix(7).map { "`\($0)`" }.joined(separator: ", ") + " and \(words.count - 7) more" : list(words)
  }

  /// The value under `key`; nil where it is absent or null.
  func node(_ key: String) -> YAMLNode? { pair(key)?.value }

  func pair(_ key: String) -> YAMLPair? {
    assert(shape.keys.contains { $0.name == key }, "\(shape.name) does not declare \(key)")
    return pairs.first { $0.key == key && !$0.value.isNull }
  }

  /// The pair under either name of one thing. Both at once is a mistake.
  func pair(_ key: String, or other: String) -> YAMLPair? {
    if let first = pair(key), let second = pair(other) {
      context.error(second.place, "`\(key)` and `\(other)` say the same", remedy: "keep one of them")
      return first
    }
    return pair(key) ?? pair(other)
  }

  func missing(_ key: String, _ expected: String) {
    context.error(place, "\(shape.noun) needs `\(key)`: \(expected)")
  }

  func has(_ key: String) -> Bool { pair(key) != nil }

  // MARK: Scalars

  func text(_ key: String) -> Located<String>? {
    guard let node = node(key) else { return nil }
    return context.text(node, of: "`\(key)`")
  }

  func boolean(_ key: String) -> Bool? {
    guard let node = node(key) else { return nil }
    if let value = context.boolean(node) { return value }
    context.error(node.place, "`\(key)` is \(node.found), expected true or false")
    return nil
  }

  func integer(_ key: String, in range: ClosedRange<Int>) -> Located<Int>? {
    guard let node = node(key) else { return nil }
    if let text = node.text, let value = Int(text), range.contains(value) {
      return Located(value: value, place: node.place)
    }
    context.error(
      node.place, "`\(key)` is \(node.found), expected a number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  func choice<Choice: RawRepresentable<String>>(_ key: String, _ choices: [Choice]) -> Choice? {
    guard let node = node(key) else { return nil }
    if let text = node.text, let choice = choices.first(where: { $0.rawValue == text }) { return choice }
    let words = choices.map(\.rawValue)
    context.error(
      node.place, "`\(key)` is \(node.found), expected one of \(Fields.list(words))",
      remedy: node.text.flatMap { Nearest.question($0, among: words) })
    return nil
  }

  func address(_ key: String, _ family: AddressFamily? = nil) -> Located<IPAddress>? {
    guard let node = node(key) else { return nil }
    return context.address(node, family)
  }

  // MARK: Lists

  /// The items under `key`: those of a list, or the one value that stands there.
  func items(_ key: String) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    return node.items ?? [node]
  }

  func texts(_ key: String) -> [Located<String>] {
    items(key).compactMap { context.text($0, of: "an item of `\(key)`") }
  }

  func prefixes(_ key: String) -> [Located<Prefix>] {
    items(key).compactMap { context.prefix($0) }
  }

  func addresses(_ key: String, _ family: AddressFamily? = nil) -> [Located<IPAddress>] {
    items(key).compactMap { context.address($0, family) }
  }

  /// The pairs of a mapping of names.
  func named(_ key: String) -> [YAMLPair] {
    guard let node = node(key) else { return [] }
    if let pairs = node.pairs { return pairs.filter { context.isName($0) } }
    context.error(node.place, "`\(key)` is \(node.found), expected a mapping from names")
    return []
  }
}
