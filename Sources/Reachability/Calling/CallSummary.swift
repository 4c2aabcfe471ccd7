/// The sentence that the answer to a call begins with.
struct CallSummary {
  var call: String
  var from: String
  var counts: PairCounts
  var outcome: PairOutcome

  func text(shownAs client: String) -> String {
    let several = counts.asked > 1 ? " (\(counts.reachable) of \(counts.asked) callers can; shown is \(client))" : ""
    switch counts.verdict {
    case .reachable: return "\(from) can reach \(call)\(several)."
    case .unreachable: return "\(from) cannot reach \(call)\(several)\(ending(outcome.blocks("it")))."
    case .partial: return "\(from) can reach \(call) only in part\(several)\(ending(outcome.blocksTheRest))."
    case .undetermined:
      let share = counts.asked > 1 ? " for \(counts.undetermined) of \(counts.asked) callers (shown is \(client))" : ""
      return "Whether \(from) can reach \(call) cannot be told\(share)\(ending(outcome.unsettled))."
    }
  }

  private func ending(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }
}
