/// What came of expectations, for people: whether they hold, then those that do not and why, then the counts.
public struct TestTextReport: Sendable {
  public var isColored: Bool
  /// Whether those that hold are listed too.
  public var isVerbose: Bool

  public init(isColored: Bool = false, isVerbose: Bool = false) {
    self.isColored = isColored
    self.isVerbose = isVerbose
  }

  private var palette: Palette { Palette(isColored: isColored) }

  /// The report, lines of at most 80 characters where its words allow it.
  public func text(_ results: [TestResult]) -> String {
    let asked = results.filter { $0.asked != nil }
    func entries(_ outcome: TestResult.Outcome) -> [[String]] { asked.filter { $0.outcome == outcome }.map(entry) }
    var listed = entries(.failed) + entries(.error) + unusable(results) + entries(.todo)
    if isVerbose { listed.append(entries(.passed).flatMap { $0 }) }
    listed = listed.filter { !$0.isEmpty }
    if !listed.isEmpty { listed.append([Self.counts(results)]) }
    return ([[headline(results, asked)]] + listed).map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  // MARK: Whether they hold

  private func headline(_ results: [TestResult], _ asked: [TestResult]) -> String {
    let counts = TestCounts(asked)
    let broken = results.suites.filter { $0.results.contains { $0.asked == nil } }.count
    let all = Self.number(counts.all, "expectation")
    var parts: [String] = []
    if counts.failed > 0 { parts.append("\(counts.failed) of \(all) \(counts.failed == 1 ? "fails" : "fail")") }
    if counts.errors > 0 {
      let of = parts.isEmpty ? " of \(all)" : ""
      parts.append("\(counts.errors)\(of) \(counts.errors == 1 ? "has" : "have") no answer")
    }
    if broken > 0 { parts.append("\(Self.number(broken, "file")) cannot be used") }
    if !parts.isEmpty {
      let (mark, color): (String, Palette.Color) = counts.failed > 0 ? ("✗", .red) : ("?", .magenta)
      return palette.colored("\(mark) \(parts.joined(separator: ", "))", color, isBold: true)
    }
    let verb = counts.passed == 1 ? "holds" : "hold"
    let todo = counts.todo > 0 ? ", \(counts.todo) to do" : ""
    let files = Self.number(results.suites.count, "file")
    let text = "✓ \(Self.number(counts.passed, "expectation")) \(verb)\(todo), in \(files)"
    return palette.colored(text, .green, isBold: true)
  }

  /// `12 passed, 1 failed, 1 error, 1 todo; 3 files`.
  static func counts(_ results: [TestResult]) -> String {
    let counts = TestCounts(results.filter { $0.asked != nil })
    var parts = ["\(counts.passed) passed"]
    if counts.failed > 0 { parts.append("\(counts.failed) failed") }
    if counts.errors > 0 { parts.append(number(counts.errors, "error")) }
    if counts.todo > 0 { parts.append("\(counts.todo) todo") }
    return "\(parts.joined(separator: ", ")); \(number(results.suites.count, "file"))"
  }

  private static func number(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  // MARK: One expectation

  private func entry(_ result: TestResult) -> [String] {
    let (mark, color): (String, Palette.Color) =
      switch result.outcome {
      case .passed: ("✓", .green)
      case .failed: ("✗", .red)
      case .error: ("?", .magenta)
      case .todo: ("○", .yellow)
      }
    var lines = TextLayout.wrapped(result.title, first: "\(mark) ", rest: "  ")
    lines[0] = palette.colored(mark, color) + " " + palette.bold(String(lines[0].dropFirst(mark.count + 1)))
    guard result.outcome != .passed else { return lines }
    lines.append("  \(result.source.file):\(result.source.line)")
    if result.outcome == .todo, let todo = result.asked?.todo {
      lines += TextLayout.wrapped("todo: \(todo)", first: "  ", rest: "    ")
    }
    if let message = result.message { lines += TextLayout.wrapped(message, first: "  ", rest: "    ") }
    if result.outcome == .todo, !isVerbose { return lines }
    for detail in result.details { lines += TextLayout.wrapped(detail, first: "    - ", rest: "      ") }
    if let command = result.command { lines.append("  $ \(command)") }
    return lines
  }

  // MARK: Files that cannot be used

  /// A line a file; what is wrong is said where it is found.
  private func unusable(_ results: [TestResult]) -> [[String]] {
    let lines = results.suites.compactMap { suite -> String? in
      let errors = suite.results.filter { $0.asked == nil }.count
      return errors == 0
        ? nil : "\(palette.colored("?", .magenta)) \(suite.file): \(Self.number(errors, "error")), not asked"
    }
    return lines.isEmpty ? [] : [lines]
  }
}
