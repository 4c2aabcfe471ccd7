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
    for (position, leg) in answer.legs.enumerated() {
      sections += way(of: leg, number: answer.legs.count > 1 ? position : nil, answer)
    }
    sections.append(blockers(answer.blockers))
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
      lines += TextLayout.wrapped("What the client sees: \(symptom).", first: "", rest: "")
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

  private func way(of leg: Leg, number: Int?, _ answer: Answer) -> [[String]] {
    let connection = number.map { "Connection \($0 + 1), \(leg.from) to \(leg.to): " } ?? ""
    var sections: [[String]] = []
    if !leg.forward.isEmpty {
      sections.append([palette.bold("\(connection)The way")] + leg.forward.flatMap(hop))
    }
    guard !leg.return.isEmpty else { return sections }
    let isBlocked = leg.return.contains { $0.decision == .blocked }
    if isBlocked || isVerbose {
      sections.append([palette.bold("\(connection)The way back")] + leg.return.flatMap(hop))
    } else {
      let count = leg.return.count
      sections.append(["\(connection)The way back: \(count) \(count == 1 ? "hop" : "hops"), nothing on it blocks."])
    }
    return sections
  }

  private func hop(_ hop: Hop) -> [String] {
    let (mark, color) = TextReport.mark(hop.decision)
    let code = hop.code.map { " \($0)" } ?? ""
    var lines = TextLayout.wrapped(
      "\(TextReport.named(hop.component)): \(hop.decision.rawValue)\(code)", first: "  \(mark) ",
      rest: "    ")
    if isColored, let first = lines.first {
      lines[0] = "  " + palette.colored(mark, color) + first.dropFirst(2 + mark.count)
    }
    if let rule = hop.rule { lines += TextLayout.wrapped("by \(rule)", first: "      ", rest: "        ") }
    if hop.decision == .blocked || hop.decision == .translated || isVerbose {
      lines += TextLayout.wrapped(hop.traffic, first: "      ", rest: "        ")
    }
    return lines
  }

  /// The kind and the label of a component; `internet` once.
  static func named(_ component: Component) -> String {
    let (kind, label) = (component.kind.words, component.label)
    return kind == label ? label : "\(kind) \(label)"
  }

  private static func mark(_ decision: Hop.Decision) -> (String, Palette.Color) {
    switch decision {
    case .blocked: ("✗", .red)
    case .assumed: ("?", .magenta)
    case .forwarded, .allowed, .translated, .delivered, .answered: ("✓", .green)
    }
  }
}
