import NetworkModel
import Reachability

/// An answer for people: the verdict first, then the way, what blocks it, and what would open it.
public struct TextReport: Sendable {
  /// Whether to use the colours of the terminal.
  public var isColored: Bool
  /// Whether to show the way back even where nothing on it blocks.
  public var isVerbose: Bool

  public init(isColored: Bool = false, isVerbose: Bool = false) {
    self.isColored = isColored
    self.isVerbose = isVerbose
  }

  /// The report, lines of at most 80 characters where its words allow it.
  public func text(_ answer: Answer) -> String {
    var sections = [head(answer)]
    var isNoted = false
    for (position, leg) in answer.legs.enumerated() {
      sections += way(of: leg, position, answer, &isNoted)
    }
    sections.append(blockers(answer.blockers, isChain: answer.legs.count > 1))
    sections.append(fixes(answer.fixes))
    sections.append(assumptions(answer.assumptions))
    sections.append(pairs(answer.pairs))
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  var palette: Palette { Palette(isColored: isColored) }

  // MARK: The verdict

  private func head(_ answer: Answer) -> [String] {
    let (mark, color) = TextReport.mark(answer.verdict)
    let title = palette.colored("\(mark) \(answer.verdict.rawValue)", color, isBold: true)
    var lines = [title] + TextLayout.wrapped(answer.summary, first: "", rest: "")
    if let symptom = answer.symptom {
      lines += TextLayout.wrapped(
        "\(answer.verdict == .partial ? "What the client sees of the rest" : "What the client sees"): \(symptom).",
        first: "", rest: "")
    }
    return lines
  }

  private static func mark(_ verdict: Verdict) -> (String, Palette.Color) {
    switch verdict {
    case .reachable: ("✓", .green)
    case .unreachable: ("✗", .red)
    case .partial: ("!", .yellow)
    case .undetermined: ("?", .magenta)
    }
  }

  // MARK: The way

  private func way(of leg: Leg, _ position: Int, _ answer: Answer, _ isNoted: inout Bool) -> [[String]] {
    var sections: [[String]] = []
    if answer.legs.count > 1 {
      let heading = "Connection \(position + 1): \(leg.title)"
      sections.append(TextLayout.wrapped(heading, first: "", rest: "  ").map { palette.bold($0) })
    }
    let isBlocked = leg.return.contains { $0.decision == .blocked }
    if !leg.forward.isEmpty {
      let lines = hops(
        leg.forward, of: answer.blockers.numbered(leg: position, .forward), goesOn: !leg.return.isEmpty, &isNoted)
      sections.append([palette.bold("The way")] + lines)
    }
    guard !leg.return.isEmpty else { return sections }
    if isBlocked || isVerbose {
      let lines = hops(leg.return, of: answer.blockers.numbered(leg: position, .return), goesOn: false, &isNoted)
      sections.append([palette.bold("The way back")] + lines)
    } else {
      let count = leg.return.count
      sections.append(["The way back: \(count) \(count == 1 ? "hop" : "hops"), nothing on it blocks."])
    }
    return sections
  }

  /// The hops of one way; behind the first of an answer that blocks stands, once, what that means for the others.
  private func hops(
    _ hops: [Hop], of blockers: [NumberedBlocker], goesOn: Bool, _ isNoted: inout Bool
  ) -> [String] {
    var lines: [String] = []
    for (position, hop) in hops.enumerated() {
      lines += self.hop(hop, blockers.first { $0.isAt(hop) }?.number)
      if !isNoted, hop.decision == .blocked, goesOn || position + 1 < hops.count {
        lines.append("      (from here on the way is shown as if it had passed)")
        isNoted = true
      }
    }
    return lines
  }

  /// - Parameter number: that of the blocker below, which says the rest.
  private func hop(_ hop: Hop, _ number: Int?) -> [String] {
    let (mark, color) = TextReport.mark(hop.decision)
    var what = TextReport.named(hop.component, TextReport.motion(of: hop.component.kind, hop.direction))
    what += ": \(hop.decision.rawValue)"
    var rule = hop.rule
    if let number {
      what += ", see \(number) below"
      rule = nil
    } else if let code = hop.code {
      what += " \(code)"
    }
    var lines = TextLayout.joined(
      what, rule.map { "\(TextReport.preposition(hop)) \($0)" }, first: "  \(mark) ", rest: "      ")
    if isColored, let first = lines.first {
      lines[0] = "  " + palette.colored(mark, color) + first.dropFirst(2 + mark.count)
    }
    if hop.decision == .blocked && number == nil || hop.decision == .translated || isVerbose {
      lines += TextLayout.wrapped(hop.traffic, first: "      ", rest: "        ")
    }
    return lines
  }

  /// What joins a decision and its rule.
  private static func preposition(_ hop: Hop) -> String {
    switch hop.decision {
    case .translated: "as"
    case .forwarded where hop.component.kind == .transitGatewayAttachment: "through"
    default: "by"
    }
  }

  /// Which side of a filter the packets meet; nil for what has no sides.
  static func motion(of kind: ResourceKind, _ direction: Blocker.Direction?) -> String? {
    switch (kind, direction) {
    case (.networkAcl, .ingress?), (.subnet, .ingress?): "entering subnet"
    case (.networkAcl, .egress?), (.subnet, .egress?): "leaving subnet"
    case (.securityGroup, .ingress?): "inbound"
    case (.securityGroup, .egress?): "outbound"
    default: nil
    }
  }

  /// The kind and the label of a component; `internet` once.
  static func named(_ component: Component, _ motion: String? = nil) -> String {
    let (kind, label) = (component.kind.words, component.label)
    return (kind == label ? label : "\(kind) \(label)") + (motion.map { ", \($0)" } ?? "")
  }

  private static func mark(_ decision: Hop.Decision) -> (String, Palette.Color) {
    switch decision {
    case .blocked: ("✗", .red)
    case .assumed: ("?", .magenta)
    case .forwarded, .allowed, .translated, .delivered, .answered: ("✓", .green)
    }
  }
}
