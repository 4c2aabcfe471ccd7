import NetworkModel

/// A file that a topology file names as its base and that cannot be read.
struct UnreadBase {
  var path: String
  var failure: MappedFile.Failure
  /// Where it is named.
  var origin: SourceLocation
}

/// A topology that is another one with changes: a merge patch (RFC 7396) over the file that stands under `base`.
extension TopologyFileContext {
  private static let keysBesideBase = ["canreach", "base", "changes", "expect", "lint"]

  /// The topology that a file describes: its own mapping, or that of its base with the changes made.
  ///
  /// - Parameter layer: which file it is, as in ``Place``.
  /// - Returns: nil where there is none, which is reported.
  func whole(_ root: YAMLNode, layer: Int = 0) -> YAMLNode? {
    let pairs = root.pairs ?? []
    let changes = pairs.first { $0.key == "changes" }
    guard let base = pairs.first(where: { $0.key == "base" }) else {
      guard let changes else { return root }
      error(changes.place, "`changes` stands without `base`", remedy: "name under `base` the topology that it changes")
      return nil
    }
    checkBeside(pairs)
    guard let under = baseTopology(base, layer: layer - 1) else { return nil }
    guard let changes, !changes.value.isNull else { return under }
    guard changes.value.pairs != nil else {
      error(changes.value.place, "`changes` is \(changes.value.found), expected a mapping with the keys of a topology")
      return nil
    }
    for pair in changes.value.pairs ?? [] where Self.keysBesideBase.contains(pair.key) || pair.key == "topology" {
      error(pair.place, "`\(pair.key)` stands under `changes`, and is no part of a topology")
    }
    return merge(under, changes.value)
  }

  private func checkBeside(_ pairs: [YAMLPair]) {
    for pair in pairs
    where !Self.keysBesideBase.contains(pair.key) && Shape.file.keys.contains(where: { $0.name == pair.key }) {
      error(
        pair.place,
        "`\(pair.key)` stands beside `base`: such a file has \(Fields.list(Self.keysBesideBase)) only",
        remedy: "write it under `changes`")
    }
  }

  /// What stands in the base, without its expectations.
  private func baseTopology(_ base: YAMLPair, layer: Int) -> YAMLNode? {
    guard let name = base.value.text, !name.isEmpty else {
      error(base.value.place, "`base` is \(base.value.found), expected the path of a topology file")
      return nil
    }
    let origin = source(base.value.place)
    let path = Folder.sibling(name, of: origin.file)
    guard begin(path) else {
      error(base.value.place, "`base` leads back to `\(path)`", remedy: "name a topology file that is whole")
      return nil
    }
    let text: String
    do { text = try readText(path) } catch {
      unreadBases.append(UnreadBase(path: path, failure: error, origin: origin))
      return nil
    }
    if let diagnostic = YAMLInput.strangeness(text, file: path) {
      report(diagnostic, at: Place(layer: layer, line: diagnostic.line ?? 1, column: 1))
      return nil
    }
    let (root, mistakes) = YAMLNode.compose(text, layer: layer)
    for mistake in mistakes { error(mistake.place, mistake.message, remedy: mistake.remedy) }
    guard let root, let fields = Fields(root, .file, at: Place(layer: layer, line: 1, column: 1), in: self) else {
      return nil
    }
    checkVersion(root, fields)
    if fields.has("topology") {
      error(base.value.place, "the base `\(path)` is a suite", remedy: "name a topology file")
      return nil
    }
    guard var topology = whole(root, layer: layer) else { return nil }
    topology.content = .mapping((topology.pairs ?? []).filter { $0.key != "expect" })
    return topology
  }

  /// Mappings merge, null takes away, everything else is replaced.
  private func merge(_ base: YAMLNode, _ changes: YAMLNode) -> YAMLNode {
    guard let changed = changes.pairs else { return changes }
    let under = base.pairs
    var pairs: [YAMLPair?] = under ?? []
    var indices: [String: Int] = [:]
    for (index, pair) in (under ?? []).enumerated() { indices[pair.key] = index }
    for pair in changed {
      if let index = indices[pair.key], let old = pairs[index] {
        if pair.value.isNull {
          pairs[index] = nil
        } else if pair.value.pairs != nil, old.value.pairs != nil {
          pairs[index]?.value = merge(old.value, pair.value)
        } else {
          pairs[index] = added(pair)
        }
      } else if pair.value.isNull {
        let near = Nearest.question(pair.key, among: (under ?? []).map(\.key))
        error(
          pair.place, "there is no `\(pair.key.shortened)` to take away",
          remedy: near ?? "to add one whose keys all have defaults, write `{}`")
      } else {
        pairs.append(added(pair))
      }
    }
    return YAMLNode(place: under == nil ? changes.place : base.place, content: .mapping(pairs.compactMap { $0 }))
  }

  /// What the base does not have: nothing in it can be taken away.
  private func added(_ pair: YAMLPair) -> YAMLPair {
    var pair = pair
    pair.value = merge(YAMLNode(place: pair.value.place, content: .sequence([])), pair.value)
    return pair
  }
}
