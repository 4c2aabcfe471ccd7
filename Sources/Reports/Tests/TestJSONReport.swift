import NetworkModel
import Reachability

extension JSONReport {
  /// What came of expectations: one object with a row each under `tests`, in the order of the files and of the places.
  public static func json(_ results: [TestResult]) -> JSON {
    ["canreach": 1, "tests": .array(results.map(json))]
  }

  private static func json(_ result: TestResult) -> JSON {
    let asked = result.asked
    let answer = try? asked?.answer.get()
    let members: [JSON.Member] = [
      .init("file", .string(result.file)), .init("name", JSON(asked?.name)),
      .init("outcome", .string(result.outcome.rawValue)), .init("message", JSON(result.message)),
      .init("todo", JSON(asked?.todo)), .init("query", asked.map { json(answer?.query ?? $0.query) } ?? .null),
      .init("because", .array((asked?.because ?? []).map { .string($0) })),
      .init("verdict", JSON(answer?.verdict.rawValue)), .init("summary", JSON(answer?.summary)),
      .init("blockers", .array((answer?.blockers ?? []).map(json))),
      .init("assumptions", .array((answer?.assumptions ?? []).map(json))),
      .init("error", error(of: result)),
    ]
    return .object(members + sourceMember(result.source))
  }

  /// Why there is no answer, as in a batch; null where there is one.
  private static func error(of result: TestResult) -> JSON {
    switch result.asked?.answer {
    case .failure(let refusal)?: json(refusal)
    case .success?: .null
    case nil: json(QueryError(status: result.status, message: result.message ?? ""))
    }
  }
}
