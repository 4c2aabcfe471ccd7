/// What came of expectations as annotations of GitHub Actions
/// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands), and a line of counts.
public enum GitHubReport {
  public static func text(_ results: [TestResult]) -> String {
    let annotations = results.filter { $0.outcome != .passed }.map(annotation)
    return (annotations + [TestTextReport.counts(results)]).joined(separator: "\n") + "\n"
  }

  private static func annotation(_ result: TestResult) -> String {
    var properties = [("file", result.source.file), ("line", String(result.source.line))]
    if let column = result.source.column { properties.append(("col", String(column))) }
    properties.append(("title", result.title))
    let words = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
    let todo = result.outcome == .todo ? ["todo: \(result.asked?.todo ?? "")"] : []
    let message = (todo + [result.message ?? ""] + result.details).joined(separator: "\n")
    return "::\(result.outcome == .todo ? "notice" : "error") \(words)::\(escaped(message))"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
