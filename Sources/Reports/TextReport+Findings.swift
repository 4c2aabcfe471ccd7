import NetworkModel
import Reachability

extension TextReport {
  func blockers(_ blockers: [Blocker]) -> [String] {
    if blockers.isEmpty { return [] }
    return [palette.bold("What blocks it")] + blockers.enumerated().flatMap { blocker($0.element, $0.offset + 1) }
  }

  private func blocker(_ blocker: Blocker, _ number: Int) -> [String] {
    var place = TextReport.named(blocker.component)
    if let direction = blocker.direction { place += ", \(direction.rawValue)" }
    if blocker.way == .return { place += ", on the way back" }
    let rest = "     "
    var lines = TextLayout.wrapped("\(blocker.code.rawValue) at \(place)", first: "  \(number). ", rest: rest)
    lines += TextLayout.wrapped(blocker.message, first: rest, rest: rest)
    if let rule = blocker.rule { lines += TextLayout.wrapped("rule: \(rule)", first: rest, rest: rest + "  ") }
    if !blocker.traffic.isEmpty {
      lines += TextLayout.wrapped("refuses: \(blocker.traffic)", first: rest, rest: rest + "  ")
    }
    if let source = blocker.source ?? blocker.component.source { lines.append("\(rest)written at \(source)") }
    for near in blocker.near {
      lines += TextLayout.wrapped(
        "nearly: \(near.rule) of \(near.component) \(near.message)", first: rest,
        rest: rest + "  ")
    }
    return lines
  }

  func fixes(_ fixes: [Fix]) -> [String] {
    if fixes.isEmpty { return [] }
    return [palette.bold("What would open it")]
      + fixes.enumerated().flatMap { position, fix -> [String] in
        var lines: [String] = []
        if fixes.count > 1 { lines.append("  \(position == 0 ? "either" : "or"):") }
        for change in fix.changes {
          lines += TextLayout.wrapped(change.summary, first: "  - ", rest: "    ")
          if let cli = change.cli { lines.append("      \(cli)") }
        }
        return lines
      }
  }

  func assumptions(_ assumptions: [Assumption]) -> [String] {
    if assumptions.isEmpty { return [] }
    return [palette.bold("What this rests on")]
      + assumptions.flatMap { assumption in
        TextLayout.wrapped(
          "\(assumption.component): \(assumption.message) (\(assumption.code))",
          first: assumption.decides ? "  ? " : "  - ", rest: "    ")
      }
  }

  func pairs(_ pairs: PairCounts) -> [String] {
    if pairs.asked < 2 { return [] }
    let counts = [
      (pairs.reachable, "reachable"), (pairs.unreachable, "unreachable"), (pairs.partial, "partial"),
      (pairs.undetermined, "undetermined"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return TextLayout.wrapped(
      "\(pairs.asked) pairs were asked: \(parts). One of them is shown.", first: "", rest: "")
  }
}
