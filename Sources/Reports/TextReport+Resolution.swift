import NetworkModel
import Reachability

extension TextReport {
  /// What became of a name, for each client.
  public func text(_ resolutions: [Resolution]) -> String {
    resolutions.map { sections($0).filter { !$0.isEmpty } }
      .map { $0.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n") }.joined(separator: "\n")
  }

  private func sections(_ resolution: Resolution) -> [[String]] {
    let answers = resolution.answers.flatMap { answer($0, resolution.blockers) }
    return [head(resolution)] + answers
      + [
        blockers(resolution.blockers, isChain: false), fixes(resolution.fixes), assumptions(resolution.assumptions),
      ]
  }

  private func head(_ resolution: Resolution) -> [String] {
    let (mark, color) = TextReport.mark(resolution.verdict)
    let word =
      switch resolution.verdict {
      case .reachable: "resolved"
      case .unreachable: "not resolved"
      case .partial: "resolved in part"
      case .undetermined: "not known"
      }
    var lines = [palette.colored("\(mark) \(word)", color, isBold: true)]
    lines += TextLayout.wrapped(resolution.summary, first: "", rest: "")
    if let symptom = resolution.symptom {
      lines += TextLayout.wrapped("What the client sees: \(symptom).", first: "", rest: "")
    }
    return lines
  }

  // MARK: Answers

  private func answer(_ answer: NameAnswer, _ blockers: [Blocker]) -> [[String]] {
    var heading = "\(answer.type.rawValue): \(outcome(answer))"
    if let share = answer.share, share.part < share.whole { heading += ", in \(share) answers" }
    switch answer.standing {
    case .possible: break
    case .reading: heading += ", if this reading is the true one"
    case .standby: heading += ", if the primary fails"
    }
    var lines = TextLayout.wrapped(heading, first: "", rest: "  ").map { palette.bold($0) }
    let questions = Set(answer.names.map { "\(answer.type.rawValue) \($0)" })
    var isNoted = false
    for (position, leg) in answer.legs.enumerated() {
      if answer.legs.count > 1 {
        lines += TextLayout.wrapped("Query \(position + 1): \(leg.title)", first: "", rest: "  ")
      }
      lines += way(of: leg, questions, blockers, goesOn: position + 1 < answer.legs.count, &isNoted)
    }
    if let hidden = answer.privateAnswer {
      lines += TextLayout.wrapped(
        "There is a private answer, which is not given: \(hidden.message).", first: "  ", rest: "    ")
    }
    return [lines]
  }

  private func outcome(_ answer: NameAnswer) -> String {
    guard answer.outcome == .answer else {
      let text = answer.outcome == .unknown ? "not known" : answer.outcome.rawValue
      let behind = answer.addresses.isEmpty ? "" : " (else \(list(answer.addresses)))"
      return text + behind
    }
    return list(answer.addresses)
  }

  private func list(_ addresses: [ResolvedAddress]) -> String {
    let rest = addresses.count > 8 ? " and \(addresses.count - 8) more" : ""
    return addresses.prefix(8).map(\.description).joined(separator: ", ") + rest
  }

  /// What decided about the name; the packets' own way as a count, unless something blocks on it.
  private func way(
    of leg: Leg, _ questions: Set<String>, _ blockers: [Blocker], goesOn: Bool, _ isNoted: inout Bool
  ) -> [String] {
    let network = leg.forward.filter { !questions.contains($0.traffic) }
    let isBlocked = (network + leg.return).contains { $0.decision == .blocked }
    var shown: [Hop] = []
    var lines: [String] = []
    if isVerbose || isBlocked {
      shown = network
      if isVerbose || leg.return.contains(where: { $0.decision == .blocked }) { shown += leg.return }
    } else if !network.isEmpty {
      let count = network.count + leg.return.count
      lines.append("  ✓ the query and its reply pass: \(count) hops, nothing on them blocks")
    }
    let all = shown + leg.forward.filter { questions.contains($0.traffic) }
    for (position, hop) in all.enumerated() {
      lines += self.hop(hop, number(of: hop, blockers))
      if hop.decision == .blocked, !isNoted, goesOn || position + 1 < all.count {
        lines.append("      (from here on the way is shown as if it had passed)")
        isNoted = true
      }
    }
    return lines
  }

  private func number(of hop: Hop, _ blockers: [Blocker]) -> Int? {
    blockers.enumerated().map { NumberedBlocker(number: $0.offset + 1, blocker: $0.element) }
      .first { $0.isAt(hop) }?.number
  }
}
