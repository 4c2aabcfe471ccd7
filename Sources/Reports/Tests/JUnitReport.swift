/// What came of expectations as JUnit's XML, as CI systems read it: a suite a file, a case an expectation. Durations are
/// left out, so that the same input gives the same bytes.
public enum JUnitReport {
  public static func text(_ results: [TestResult]) -> String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites\(counts("canreach", results))>"]
    for suite in results.suites {
      lines.append("  <testsuite\(counts(suite.file, suite.results))\(attribute("file", suite.file))>")
      lines += suite.results.flatMap { testCase($0, in: suite.file) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func counts(_ name: String, _ results: [TestResult]) -> String {
    let counts = TestCounts(results)
    return attribute("name", name)
      + [("tests", counts.all), ("failures", counts.failed), ("errors", counts.errors), ("skipped", counts.todo)]
      .map { attribute($0.0, String($0.1)) }.joined()
  }

  private static func testCase(_ result: TestResult, in file: String) -> [String] {
    // Readers part a class's name at its last dot.
    let name = file.hasSuffix(".canreach.yaml") ? String(file.dropLast(14)) : file
    let head =
      "    <testcase" + attribute("name", result.title) + attribute("classname", name)
      + attribute("file", result.source.file) + attribute("line", String(result.source.line))
    let message = result.message ?? ""
    switch result.outcome {
    case .passed: return [head + "/>"]
    case .todo:
      let reason = attribute("message", "todo: \(result.asked?.todo ?? "")")
      return [head + ">", "      <skipped\(reason)/>", "    </testcase>"]
    case .failed, .error:
      let element = result.outcome == .failed ? "failure" : "error"
      let type = attribute("type", result.kind.rawValue)
      let body = (["\(result.source)"] + result.details + (result.command.map { ["$ \($0)"] } ?? []))
        .map(escaped).joined(separator: "\n")
      return [
        head + ">", "      <\(element)\(attribute("message", message))\(type)>\(body)</\(element)>", "    </testcase>",
      ]
    }
  }

  private static func attribute(_ name: String, _ value: String) -> String { " \(name)=\"\(escaped(value))\"" }

  /// The text with what XML 1.0 cannot hold as it is; what it cannot hold at all is U+FFFD.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\r", "\t": escaped += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
