import NetworkModel

/// What `canreach test` reads of a file: the topologies that a suite names, and the expectations.
extension TopologyFileContext {
  /// The paths that stand under `topology`; nil where the file is no suite.
  func readSuite(_ root: YAMLNode) -> [Located<String>]? {
    guard let pairs = root.pairs, let named = pairs.first(where: { $0.key == "topology" }) else { return nil }
    let own = ["canreach", "topology", "expect", "lint"]
    for pair in pairs where !own.contains(pair.key) && Shape.file.keys.contains(where: { $0.name == pair.key }) {
      error(
        pair.place, "`\(pair.key)` stands beside `topology`: a suite has \(Fields.list(own)) only",
        remedy: "write it into a topology file, and name that under `topology`")
    }
    let items = named.value.items ?? [named.value]
    if items.isEmpty { error(named.place, "`topology` names nothing, expected a path") }
    return items.compactMap { item in
      if let text = item.text, !text.isEmpty { return Located(value: text, place: item.place) }
      error(item.place, "an item of `topology` is \(item.found), expected a path")
      return nil
    }
  }

  func readExpectations(_ fields: Fields) -> [Expectation] {
    guard let node = fields.node("expect") else { return [] }
    guard let items = node.items else {
      error(node.place, "`expect` is \(node.found), expected a list", remedy: "begin each expectation with `- `")
      return []
    }
    return items.compactMap { item in
      guard item.pairs != nil else {
        error(item.place, "an expectation is \(item.found), expected a mapping with `from`, `to` and `verdict`")
        return nil
      }
      return Fields(item, .expectation, at: item.place, in: self).flatMap(expectation)
    }
  }

  private func expectation(_ fields: Fields) -> Expectation? {
    for (key, meaning) in [
      ("from", "who opens the connection"), ("to", "who is to be reached"),
      ("verdict", Expectation.Verdict.allCases.map(\.rawValue).joined(separator: ", ")),
    ] where !fields.has(key) { fields.missing(key, meaning) }
    let from = fields.text("from")?.value
    let to = fields.text("to")?.value
    let verdict = fields.choice("verdict", Expectation.Verdict.allCases)
    let name = fields.text("name")?.value
    let transport = fields.text("protocol")?.value
    let port = fields.text("port")?.value
    let sourcePort = fields.text("sourcePort")?.value
    let oneWay = fields.boolean("oneWay") ?? false
    func texts(_ key: String) -> [String] { fields.texts(key).map(\.value) }
    let (via, avoid, because) = (texts("via"), texts("avoid"), texts("because"))
    let todo = fields.text("todo")?.value
    let (method, origin, principal) = (fields.text("method"), fields.text("origin"), fields.text("as"))
    let headers = texts("header")
    guard let from, let to, let verdict else { return nil }
    var expectation = Expectation(location: source(fields.place), from: from, to: to, verdict: verdict)
    expectation.name = name
    expectation.protocol = transport
    expectation.port = port
    expectation.sourcePort = sourcePort
    expectation.oneWay = oneWay
    expectation.via = via
    expectation.avoid = avoid
    expectation.method = method?.value
    expectation.headers = headers
    expectation.origin = origin?.value
    expectation.principal = principal?.value
    expectation.because = because
    expectation.todo = todo
    return expectation
  }
}
