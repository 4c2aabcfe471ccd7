/// The sentence that the answer to a call begins with.
struct CallSummary {
  var call: String
  var from: String
  var counts: PairCounts
  var outcome: PairOutcome

  func text(shownAs client: String) -> String {
    let several = counts.asked > 1 ? " (\(counts.reachable) of \(counts.asked) callers can); shown is \(client)" : ""
    switch counts.verdict {
    case .reachable: return "\(from) can reach \(call)\(several)."
    case .unreachable: return "\(from) cannot reach \(call)\(several)\(because("it"))."
    case .partial: return "\(from) can reach \(call) only in part\(several)\(because("the rest"))."
    case .undetermined:
      let open = outcome.assumptions.first(where: \.decides)
      let share = " for \(counts.undetermined) of \(counts.asked) callers; shown is \(client)"
      return "Whether \(from) can reach \(call) cannot be told\(counts.asked > 1 ? share : "")"
        + (open.map { ": it depends on \($0.component), which is not settled." } ?? ".")
    }
  }

  private func because(_ what: String) -> String {
    if outcome.blockers.isEmpty { return "" }
    let count = outcome.blockers.count
    return count == 1 ? ": one thing blocks \(what)" : ": \(Summary.spelled(count)) things block \(what)"
  }
}
