import NetworkModel

/// What came of expectations in the Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html).
public enum TAPReport {
  public static func text(_ results: [TestResult]) -> String {
    var lines = ["TAP version 14", "1..\(results.count)"]
    var number = 0
    for suite in results.suites {
      lines.append("# \(suite.file)")
      for result in suite.results {
        number += 1
        lines += point(result, number)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func point(_ result: TestResult, _ number: Int) -> [String] {
    let title = escaped(result.title)
    switch result.outcome {
    case .passed: return ["ok \(number) - \(title)"]
    case .todo: return ["not ok \(number) - \(title) # TODO \(escaped(result.asked?.todo ?? ""))"] + diagnostics(result)
    case .failed, .error: return ["not ok \(number) - \(title)"] + diagnostics(result)
    }
  }

  /// The block of YAML behind a test point; a string of JSON is one of YAML too.
  private static func diagnostics(_ result: TestResult) -> [String] {
    func quoted(_ text: String) -> String { JSON.string(text).line }
    var lines = [
      "message: \(quoted(result.message ?? ""))", "severity: \(result.outcome == .error ? "error" : "fail")",
      "at: {file: \(quoted(result.source.file)), line: \(result.source.line)}",
    ]
    if !result.details.isEmpty { lines += ["details:"] + result.details.map { "  - \(quoted($0))" } }
    return (["---"] + lines + ["..."]).map { "  \($0)" }
  }

  private static func escaped(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }
}
