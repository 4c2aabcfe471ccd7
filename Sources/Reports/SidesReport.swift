import NetworkModel
import Reachability

/// The answers before and after a Terraform plan is applied.
public struct SidesReport: Sendable {
  /// A change of the plan that the difference rests on.
  public struct Change: Sendable, Hashable {
    public var address: String
    /// `created`, `changed`, `deleted`, `replaced`.
    public var word: String
    /// Where the resource is written, or the plan's file.
    public var source: SourceLocation

    public init(address: String, word: String, source: SourceLocation) {
      self.address = address
      self.word = word
      self.source = source
    }
  }

  /// Why there is no answer.
  public struct NoAnswer: Error, Sendable {
    public var message: String

    public init(_ message: String) { self.message = message }
  }

  public var before: Result<Answer, NoAnswer>
  public var after: Answer
  public var changes: [Change]

  public init(before: Result<Answer, NoAnswer>, after: Answer, changes: [Change]) {
    self.before = before
    self.after = after
    self.changes = changes
  }

  /// One object with `before`, `after` and `changes`.
  public var json: JSON {
    let before: JSON =
      switch self.before {
      case .success(let answer): JSONReport.json(answer)
      case .failure(let none): ["error": ["message": .string(none.message)]]
      }
    let changes = changes.map { change -> JSON in
      .object(
        [.init("address", .string(change.address)), .init("change", .string(change.word))]
          + JSONReport.sourceMember(change.source))
    }
    return ["canreach": 1, "before": before, "after": JSONReport.json(after), "changes": .array(changes)]
  }

  /// Both answers, and what turns one into the other.
  public func text(_ report: TextReport) -> String {
    let before =
      switch self.before {
      case .success(let answer): report.text(answer)
      case .failure(let none): "no answer: \(none.message)\n"
      }
    var text = "Before the plan is applied\n\n\(before)\nAfter the plan is applied\n\n\(report.text(after))\n"
    text += "What in the plan turns one into the other\n"
    if changes.isEmpty { text += "  nothing: both answers say the same\n" }
    for change in changes {
      text += "  - \(change.address) is \(change.word) (\(change.source.file):\(change.source.line))\n"
    }
    return text
  }
}
