import NetworkModel
import Reachability

extension TextReport {
  /// - Parameter isChain: whether there is more than one connection, so that a blocker says which it is of.
  func blockers(_ blockers: [Blocker], isChain: Bool) -> [String] {
    if blockers.isEmpty { return [] }
    return [palette.bold("What blocks it")]
      + blockers.enumerated().flatMap { blocker($0.element, $0.offset + 1, isChain: isChain) }
  }

  private func blocker(_ blocker: Blocker, _ number: Int, isChain: Bool) -> [String] {
    let motion = TextReport.motion(of: blocker.component.kind, blocker.direction) ?? blocker.direction?.rawValue
    var place = TextReport.named(blocker.component, motion)
    if isChain { place += ", connection \(blocker.leg + 1)" }
    if blocker.way == .return { place += ", on the way back" }
    let rest = "     "
    var lines = TextLayout.joined(blocker.code.rawValue, "at \(place)", first: "  \(number). ", rest: rest)
    lines += TextLayout.wrapped(blocker.message, first: rest, rest: rest)
    if let rule = blocker.rule, !blocker.message.contains(rule) {
      lines += TextLayout.wrapped("rule: \(rule)", first: rest, rest: rest + "  ")
    }
    if let refused = TextReport.refused(blocker) {
      lines += TextLayout.wrapped(refused, first: rest, rest: rest + "  ")
    }
    let source = blocker.source ?? blocker.component.source
    for near in blocker.near.prefix(isVerbose ? .max : TextReport.nearLimit) {
      lines += TextLayout.wrapped("nearly: \(text(near, blocker, source))", first: rest, rest: rest + "  ")
    }
    if let source { lines.append("\(rest)written at \(source)") }
    return lines
  }

  /// What is refused: a request, or packets; of a name what was asked, as a resolver that answers refuses nothing.
  private static func refused(_ blocker: Blocker) -> String? {
    if let request = blocker.request { return "refuses: \(request)" }
    if blocker.traffic.isEmpty { return nil }
    return "\(blocker.stage == .dns && blocker.refused == nil ? "asked" : "refuses"): \(blocker.traffic)"
  }

  /// More rules that missed are shown with --verbose only.
  private static var nearLimit: Int { 3 }

  /// The rule, whose it is and where, and what it misses by; what the blocker has said is not said again.
  private func text(_ near: NearMiss, _ blocker: Blocker, _ source: SourceLocation?) -> String {
    var about: [String] = []
    if ![blocker.component.id, near.rule].contains(near.component) { about.append(near.component) }
    if let place = near.source { about.append(place.file == source?.file ? "line \(place.line)" : "\(place)") }
    let rule = about.isEmpty ? near.rule : "\(near.rule) (\(about.joined(separator: ", ")))"
    return "\(rule): \(near.message)"
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
          if let terraform = change.terraform {
            lines += TextLayout.wrapped("in Terraform: \(terraform)", first: "    ", rest: "      ")
          }
        }
        return lines
      }
  }

  func assumptions(_ assumptions: [Assumption]) -> [String] {
    if assumptions.isEmpty { return [] }
    return [palette.bold("What this rests on")]
      + assumptions.flatMap { assumption -> [String] in
        // An ARN is too long to read; the message has the name.
        let isSaid = assumption.component.hasPrefix("arn:") || assumption.message.contains(assumption.component)
        let about = isSaid ? "" : "\(assumption.component): "
        return TextLayout.wrapped(
          "\(about)\(assumption.message) (\(assumption.code))", first: assumption.decides ? "  ? " : "  - ",
          rest: "    ")
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

/// A blocker with its number in the list of those that an answer has.
struct NumberedBlocker {
  var number: Int
  var blocker: Blocker

  /// Whether it is this hop that it blocks.
  func isAt(_ hop: Hop) -> Bool {
    guard hop.decision == .blocked else { return false }
    if isShadow { return hop.code == Code.httpApiNotPrivate.rawValue }
    return hop.code == blocker.code.rawValue && hop.component.id == blocker.component.id
      && hop.component.kind == blocker.component.kind && hop.rule == blocker.rule && hop.direction == blocker.direction
  }

  /// Whether it is an answer to a name that leads the request to an API which does not answer there: the hop that is
  /// blocked stands in a later connection.
  fileprivate var isShadow: Bool { blocker.code == .dnsShadowed && blocker.component.kind == .vpcEndpoint }
}

extension [Blocker] {
  /// Those of one way of a leg.
  func numbered(leg: Int, _ way: Blocker.Way) -> [NumberedBlocker] {
    enumerated().compactMap { position, blocker in
      let own = NumberedBlocker(number: position + 1, blocker: blocker)
      return blocker.leg == leg && blocker.way == way || own.isShadow ? own : nil
    }
  }
}
