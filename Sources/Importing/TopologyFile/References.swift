import NetworkModel

/// Following a name to the resource that it stands for.
extension TopologyFileContext {
  /// - Parameters:
  ///   - kinds: what may stand there.
  ///   - container: the VPC or transit gateway whose names go first.
  ///   - isBound: whether only a resource of `container`, or of none, may stand there.
  /// - Returns: nil where there is none or more than one, which is reported.
  func resolve(
    _ word: Located<String>, _ kinds: [ResourceKind], in container: String? = nil, isBound: Bool = true
  ) -> Symbol? {
    let found = symbols.find(word.value, kinds)
    let near = found.filter { $0.container == nil || $0.container == container }
    let fitting = near.isEmpty && (!isBound || container == nil) ? found : near
    let own = fitting.filter { $0.container != nil && $0.container == container }
    let best = own.isEmpty ? fitting : own
    if best.count == 1 { return best[0] }
    if best.count > 1 {
      let candidates = best.map { "the \($0.kind.noun) `\($0.container == container ? $0.name : $0.qualifiedName)`" }
      error(
        word.place, "`\(word.value)` may be \(candidates.joined(separator: " or "))",
        remedy: best.contains { $0.container != nil && $0.container != container }
          ? "write the VPC's name and a slash before it" : "rename one of them")
      return nil
    }
    let expected = kinds.count > 3 ? "no target" : "no " + kinds.map(\.noun).joined(separator: " or ")
    let place = container.map { " in `\($0)`" } ?? ""
    if let other = found.first, let owner = other.container {
      error(
        word.place, "the \(other.kind.noun) `\(word.value)` stands in `\(owner)`, expected one of `\(container ?? "")`")
      return nil
    }
    let names = symbols.names(kinds, in: container)
    var remedy = Nearest.question(word.value, among: names)
    if remedy == nil, !names.isEmpty {
      remedy = names.count == 1 ? "the only one is `\(names[0])`" : "there are \(Fields.someOf(names))"
    }
    if let gateway = Declarations.gateways.first(where: { $0.name == word.value && kinds.contains($0.kind) }),
      let container
    {
      remedy = "write `\(gateway.key): true` in `\(container)`"
    }
    error(word.place, "there is \(expected) `\(word.value.shortened)`\(place)", remedy: remedy)
    return nil
  }

  func resolve(
    _ words: [Located<String>], _ kinds: [ResourceKind], in container: String? = nil, isBound: Bool = true
  ) -> [Symbol] {
    var symbols: [Symbol] = []
    for word in words {
      guard let symbol = resolve(word, kinds, in: container, isBound: isBound) else { continue }
      if symbols.contains(symbol) {
        error(word.place, "`\(word.value)` is written twice", remedy: "remove one of them")
      } else {
        symbols.append(symbol)
      }
    }
    return symbols
  }
}
