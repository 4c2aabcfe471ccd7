import NetworkModel

extension TopologyFileContext {
  /// What `canreach lint` is to keep quiet about, in a topology or in a suite.
  func readLint(_ file: Fields) {
    guard let pair = file.pair("lint"), let fields = Fields(pair.value, .lint, at: pair.place, in: self) else { return }
    guard let node = fields.node("silence") else { return fields.missing("silence", "a list of findings") }
    guard let items = node.items else {
      return error(node.place, "`silence` is \(node.found), expected a list", remedy: "begin each silence with `- `")
    }
    for item in items {
      guard let silence = Fields(item, .lintSilence, at: item.place, in: self) else { continue }
      for (key, meaning) in [("rule", "`AGW-048`"), ("because", "why the finding is accepted")]
      where !silence.has(key) { silence.missing(key, meaning) }
      guard let rule = silence.text("rule")?.value, let reason = silence.text("because")?.value else { continue }
      topology.lintSilences.append(
        LintSilence(
          rule: rule, component: silence.text("component")?.value, reason: reason, source: source(silence.place)))
    }
  }
}
