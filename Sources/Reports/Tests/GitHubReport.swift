import NetworkModel
import Reachability

/// What came of expectations as annotations of GitHub Actions
/// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands), and a line of counts.
public enum GitHubReport {
  public static func text(_ results: [TestResult]) -> String {
    let annotations = results.filter { $0.outcome != .passed }.map(annotation)
    return (annotations + [TestTextReport.counts(results)]).joined(separator: "\n") + "\n"
  }

  private static func annotation(_ result: TestResult) -> String {
    let place = written(result) ?? result.source
    var properties = [("file", place.file), ("line", String(place.line))]
    if let column = place.column { properties.append(("col", String(column))) }
    properties.append(("title", result.title))
    let words = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
    let todo = result.outcome == .todo ? ["todo: \(result.asked?.todo ?? "")"] : []
    let message = (todo + [result.message ?? ""] + result.details).joined(separator: "\n")
    return "::\(result.outcome == .todo ? "notice" : "error") \(words)::\(escaped(message))"
  }

  /// Where the first thing to change is written in Terraform's files: there a pull request shows it.
  private static func written(_ result: TestResult) -> SourceLocation? {
    guard case .success(let answer)? = result.asked?.answer else { return nil }
    return answer.blockers.lazy.compactMap { $0.source ?? $0.component.source }
      .first { $0.address != nil && $0.file.hasSuffix(".tf") }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
