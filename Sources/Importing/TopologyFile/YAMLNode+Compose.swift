import Yams

/// What stands in the way of reading a text as YAML.
struct YAMLMistake: Error {
  var place: Place
  var message: String
  var remedy: String?
}

extension YAMLNode {
  /// The most values a document may have once its aliases are written out.
  static let maximumNodeCount = 500_000
  static let maximumDepth = 64

  /// Reads one YAML document.
  ///
  /// - Parameter layer: which of the files that build on one another it is, as in ``Place``.
  /// - Returns: the document's value (nil where it is empty or not YAML), and every mistake that was found.
  static func compose(_ text: String, layer: Int = 0) -> (root: YAMLNode?, mistakes: [YAMLMistake]) {
    var (root, mistakes) = document(text, layer: layer)
    for index in mistakes.indices { mistakes[index].place.layer = layer }
    return (root, mistakes)
  }

  private static func document(_ text: String, layer: Int) -> (root: YAMLNode?, mistakes: [YAMLMistake]) {
    if let place = YAMLScan.aliasWithCompoundKey(text) {
      let mistake = YAMLMistake(
        place: place, message: "a key is an alias, a list or a mapping, in a file with aliases",
        remedy: "write the key out as plain text")
      return (nil, [mistake])
    }
    var mistakes: [YAMLMistake] = []
    var source = text
    // The parser stops at the first mapping with a repeated key. The repetition is made unlike, in place and of the
    // same length, so that every other mistake keeps its line and column.
    for _ in 0..<100 {
      do {
        let parser = try Parser(yaml: source, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else { return (nil, mistakes) }
        var conversion = Conversion(layer: layer)
        let node = conversion.node(root, depth: 0)
        return (conversion.mistakes.isEmpty ? node : nil, mistakes + conversion.mistakes)
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        let first = Place(line: context.mark.line, column: context.mark.column)
        let name = names.first ?? ""
        guard let second = YAMLScan.repetition(of: name, after: first, in: source) else {
          mistakes.append(YAMLMistake(place: first, message: "the key `\(name)` is written twice in this mapping"))
          return (nil, mistakes)
        }
        mistakes.append(
          YAMLMistake(
            place: second, message: "the key `\(name)` is already written at line \(first.line)",
            remedy: "rename or remove one of them"))
        source = YAMLScan.marking(source, at: second)
      } catch let error as YamlError {
        return (nil, mistakes + [YAMLMistake(error)])
      } catch {
        return (nil, mistakes + [YAMLMistake(place: .start, message: "not YAML")])
      }
    }
    return (nil, mistakes)
  }
}

extension YAMLMistake {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      guard !problem.contains("yaml_set_max_nest_level") else {
        self.init(
          place: Place(line: mark.line, column: mark.column), message: "nested too deeply", remedy: "flatten it")
        return
      }
      let doing = context.map { " \($0.text)" } ?? ""
      self.init(
        place: Place(line: mark.line, column: mark.column), message: "not YAML:\(doing) \(problem)",
        remedy: problem.contains("cannot start any token") ? "indent with blanks, and quote a text that begins so" : nil
      )
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      let line = before.split(separator: "\n", omittingEmptySubsequences: false)
      let place = Place(line: max(1, line.count), column: (line.last?.unicodeScalars.count ?? 0) + 1)
      self.init(place: place, message: "not YAML: \(problem)")
    case .memory:
      self.init(place: .start, message: "nested too deeply", remedy: "flatten it")
    default:
      self.init(place: .start, message: "not YAML")
    }
  }
}

/// Turns the parser's nodes into ours, within bounds: an alias costs as much as what it stands for.
private struct Conversion {
  let layer: Int
  var count = 0
  var mistakes: [YAMLMistake] = []

  private func place(_ mark: Mark?) -> Place {
    Place(layer: layer, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  mutating func node(_ node: Node, depth: Int) -> YAMLNode {
    let place = place(node.mark)
    let empty = YAMLNode(place: place, content: .scalar("", isPlain: true))
    guard mistakes.isEmpty else { return empty }
    count += 1
    guard count <= YAMLNode.maximumNodeCount, depth <= YAMLNode.maximumDepth else {
      let message =
        depth > YAMLNode.maximumDepth
        ? "nested more than \(YAMLNode.maximumDepth) deep"
        : "more than \(YAMLNode.maximumNodeCount) values once the aliases are written out"
      mistakes.append(YAMLMistake(place: place, message: message, remedy: "write it out, or split the file"))
      return empty
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return YAMLNode(place: place, content: .scalar(scalar.string, isPlain: isPlain))
    case .sequence(let sequence):
      return YAMLNode(place: place, content: .sequence(sequence.map { self.node($0, depth: depth + 1) }))
    case .mapping(let mapping):
      return YAMLNode(place: place, content: .mapping(pairs(mapping, depth: depth + 1)))
    case .alias:
      return empty
    }
  }

  /// The pairs of a mapping; `<<` adds those of another that are not written here.
  private mutating func pairs(_ mapping: Node.Mapping, depth: Int) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    var merged: [YAMLPair] = []
    for (key, value) in mapping {
      let place = place(key.mark)
      guard case .scalar(let scalar) = key else {
        mistakes.append(YAMLMistake(place: place, message: "a key is a list or a mapping, expected text"))
        continue
      }
      let converted = node(value, depth: depth)
      if scalar.string.unicodeScalars.first == YAMLScan.repetitionMark { continue }
      if scalar.string == "<<", scalar.style == .plain {
        for source in converted.items ?? [converted] { merged += source.pairs ?? [] }
      } else {
        pairs.append(YAMLPair(key: scalar.string, place: place, value: converted))
      }
    }
    guard !merged.isEmpty else { return pairs }
    var keys = Set(pairs.map(\.key))
    for pair in merged where keys.insert(pair.key).inserted { pairs.append(pair) }
    return pairs
  }
}
