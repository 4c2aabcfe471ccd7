import Reachability

extension TestResult {
  /// What kinds of things can be wrong: the rules of SARIF, the types of JUnit.
  enum Kind: String, CaseIterable {
    case verdict = "expectation-verdict"
    case reason = "expectation-reason"
    case todoHolds = "expectation-todo-holds"
    case undetermined = "expectation-undetermined"
    case unanswered = "expectation-unanswered"
    case input = "input-error"
    case todo = "expectation-todo"

    var meaning: String {
      switch self {
      case .verdict: "The answer is another one than expected."
      case .reason: "The verdict is as expected, but no blocker has one of the expected codes."
      case .todoHolds: "An expectation that is marked as todo holds."
      case .undetermined: "What is not visible or not documented could change the answer."
      case .unanswered: "The question has no answer: an end is not found or ambiguous, or it is asked in a wrong way."
      case .input: "The file cannot be used."
      case .todo: "The expectation does not hold yet, and is marked as todo."
      }
    }
  }

  /// What is wrong; of one that passed, what would be.
  var kind: Kind {
    guard let asked else { return .input }
    if outcome == .todo { return .todo }
    guard case .success(let answer) = asked.answer, status < 64 else { return .unanswered }
    if answer.verdict == asked.expected { return asked.todo == nil ? .reason : .todoHolds }
    return answer.verdict == .undetermined ? .undetermined : .verdict
  }
}

extension [TestResult] {
  /// The results of each file, in their order.
  var suites: [(file: String, results: [TestResult])] {
    var suites: [(file: String, results: [TestResult])] = []
    for result in self {
      if let last = suites.indices.last, suites[last].file == result.file {
        suites[last].results.append(result)
      } else {
        suites.append((result.file, [result]))
      }
    }
    return suites
  }
}
