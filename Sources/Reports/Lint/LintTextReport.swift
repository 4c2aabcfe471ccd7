import Linting
import NetworkModel

/// What `lint` found, for people: how much of what, then each rule with what it found, errors first.
public struct LintTextReport: Sendable {
  public var isColored: Bool
  /// Whether what is silenced is listed too.
  public var isVerbose: Bool

  public init(isColored: Bool = false, isVerbose: Bool = false) {
    self.isColored = isColored
    self.isVerbose = isVerbose
  }

  private var palette: Palette { Palette(isColored: isColored) }

  /// The report, lines of at most 80 characters where its words allow it.
  public func text(_ result: LintResult) -> String {
    let rules = Set(result.findings.map(\.rule)).sorted { ($0.severity, $0.id) < ($1.severity, $1.id) }
    var parts = [[headline(result)]]
    parts += rules.map { rule in section(rule, result.findings.filter { $0.rule == rule }) }
    if isVerbose, !result.silenced.isEmpty { parts.append(silenced(result.silenced)) }
    return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private func headline(_ result: LintResult) -> String {
    let components = Set(result.findings.compactMap(\.component)).count
    let counts = LintRule.Severity.allCases.compactMap { severity -> String? in
      let count = result.findings.filter { $0.rule.severity == severity }.count
      return count == 0 ? nil : Self.number(count, severity.rawValue)
    }
    let silenced = result.silenced.isEmpty ? "" : "; \(result.silenced.count) silenced"
    guard let worst = result.findings.map(\.rule.severity).min() else {
      return palette.colored("✓ nothing found\(silenced)", .green, isBold: true)
    }
    let (mark, color) = Self.mark(worst)
    let place = components == 0 ? "" : " in \(Self.number(components, "component"))"
    return palette.colored("\(mark) \(Self.list(counts))\(place)\(silenced)", color, isBold: true)
  }

  private func section(_ rule: LintRule, _ findings: [LintFinding]) -> [String] {
    let (mark, color) = Self.mark(rule.severity)
    var lines = TextLayout.wrapped(
      "\(rule.severity.rawValue) \(rule.id): \(rule.title)", first: "\(mark) ", rest: "  ")
    lines[0] = palette.colored(mark, color) + " " + palette.bold(String(lines[0].dropFirst(mark.count + 1)))
    for finding in findings {
      let place = finding.source.map { "\($0.file):\($0.line)" }
      let head = finding.component.map { "\($0.kind.words) \($0.label)" }
      let title = [head, place].compactMap { $0 }.joined(separator: ", ")
      lines += TextLayout.wrapped(title, first: "  - ", rest: "    ")
      lines += TextLayout.wrapped(finding.message, first: "    ", rest: "    ")
    }
    lines += TextLayout.wrapped("why: \(rule.why)", first: "  ", rest: "       ")
    return lines + TextLayout.wrapped("fix: \(rule.fix)", first: "  ", rest: "       ")
  }

  private func silenced(_ all: [SilencedFinding]) -> [String] {
    all.flatMap { entry -> [String] in
      let label = entry.finding.component?.label ?? ""
      return TextLayout.wrapped("silenced: \(entry.finding.rule.id) at \(label)", first: "", rest: "  ")
        + TextLayout.wrapped(entry.finding.message, first: "  ", rest: "  ")
        + TextLayout.wrapped("because: \(entry.silence.reason)", first: "  ", rest: "    ")
    }
  }

  private static func mark(_ severity: LintRule.Severity) -> (String, Palette.Color) {
    switch severity {
    case .error: ("✗", .red)
    case .warning: ("!", .yellow)
    case .note: ("?", .magenta)
    }
  }

  private static func number(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
