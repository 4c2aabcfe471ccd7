import NetworkModel
import Reachability

/// What came of one expectation, or why a file of expectations could not be used (CONTRACT section 5).
public struct TestResult: Sendable, Hashable {
  public enum Outcome: String, Sendable, Hashable {
    case passed
    /// The answer is another one, or a `todo` holds.
    case failed
    /// There is no answer, or it is undetermined where something else was expected.
    case error
    /// It does not hold yet, and says so.
    case todo
  }

  /// What was asked, and what was expected of the answer.
  public struct Asked: Sendable, Hashable {
    public var name: String?
    /// With the verdict that is expected.
    public var query: Query
    /// Codes that blockers have to have.
    public var because: [String]
    /// Why it does not hold yet; nil where it has to.
    public var todo: String?
    /// What came of it.
    public var answer: Result<Answer, QueryError>

    public init(
      name: String?, query: Query, because: [String], todo: String?, answer: Result<Answer, QueryError>
    ) {
      self.name = name
      self.query = query
      self.because = because
      self.todo = todo
      self.answer = answer
    }
  }

  /// The file that is run, as the user named it.
  public var file: String
  /// Where the expectation begins, or where the file is wrong.
  public var source: SourceLocation
  /// Nil where the file cannot be used.
  public var asked: Asked?
  public var outcome: Outcome
  /// Why it is not passed, on one line.
  public var message: String?
  /// The exit status of the contract that it means by itself.
  public var status: Int32

  /// A file that cannot be used, by one of the errors in it.
  ///
  /// - Parameter status: 65 malformed, 66 not found.
  public init(file: String, error: Diagnostic, status: Int32) {
    self.file = file
    source = SourceLocation(file: error.file, line: error.line ?? 1, column: error.column)
    outcome = .error
    message = [error.message + (error.path.map { " (at \($0))" } ?? ""), error.remedy].compactMap { $0 }
      .joined(separator: "; ")
    self.status = status
  }

  /// Judges what came of a question.
  public init(file: String, source: SourceLocation, asked: Asked) {
    self.file = file
    self.source = source
    self.asked = asked
    (outcome, message, status) = asked.judged
  }

  /// The name, or the question and the expected verdict where it has none; one line.
  public var title: String {
    guard let asked else { return "input error at \(source.line)" + (source.column.map { ":\($0)" } ?? "") }
    let query = asked.query
    let port = query.port == "any" ? "" : ", port \(query.port)"
    let title = asked.name ?? "\(query.from) to \(query.to)\(port): \(asked.expected.rawValue)"
    return String(title.map { $0.isNewline ? " " : $0 })
  }
}

extension TestResult.Asked {
  /// The verdict that is expected.
  var expected: Verdict { query.expect ?? .reachable }

  /// The judgement, why, and the exit status.
  fileprivate var judged: (TestResult.Outcome, String?, Int32) {
    let (outcome, message, status) = judgedWithoutTodo
    guard let todo else { return (outcome, message, status) }
    switch outcome {
    case .passed: return (.failed, "it holds now, and is marked as todo (\(todo)): remove `todo`", 1)
    // What is asked in a wrong way will never hold.
    case .error where status == 64 || status == 65: return (outcome, message, status)
    case .failed, .error, .todo: return (.todo, message, 0)
    }
  }

  private var judgedWithoutTodo: (TestResult.Outcome, String?, Int32) {
    if let unknown = because.first(where: { Code(rawValue: $0).entry == nil }) {
      return (.error, "no code is called `\(unknown)`: `canreach codes` lists them", 65)
    }
    let answer: Answer
    switch self.answer {
    case .failure(let error): return (.error, error.message, error.status)
    case .success(let given): answer = given
    }
    guard answer.verdict == expected else {
      let found = "expected \(expected.rawValue), found \(answer.verdict.rawValue)"
      // The one summary that does not begin with an end.
      let summary = answer.summary.hasPrefix("Whether ") ? "w" + answer.summary.dropFirst() : answer.summary
      return answer.verdict == .undetermined
        ? (.error, "\(found): \(summary)", 2) : (.failed, "\(found): \(summary)", 1)
    }
    let codes = Set(answer.blockers.flatMap { [$0.code, $0.code.awsCode].compactMap { $0?.rawValue } })
    let missing = because.filter { !codes.contains($0) }
    if missing.isEmpty { return (.passed, nil, 0) }
    return (.failed, "\(expected.rawValue) as expected, but not because of \(missing.joined(separator: ", "))", 1)
  }
}

/// How many expectations came out how.
struct TestCounts: Hashable {
  var passed = 0
  var failed = 0
  var errors = 0
  var todo = 0

  init(_ results: some Sequence<TestResult>) {
    for result in results {
      switch result.outcome {
      case .passed: passed += 1
      case .failed: failed += 1
      case .error: errors += 1
      case .todo: todo += 1
      }
    }
  }

  var all: Int { passed + failed + errors + todo }
}
