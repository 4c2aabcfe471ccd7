import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// The engine against the naive twin: random topologies, random packets, one verdict.
struct TwinTests {
  /// Codes by which 0.4 blames the route table that chose instead of the gateway that could not deliver.
  static let routeTableCodes: Set<String> = [
    "NO_ROUTE_TO_DESTINATION", "MORE_SPECIFIC_ROUTE", "HIGHER_PRIORITY_ROUTE", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    "TGW_RTB_MORE_SPECIFIC_ROUTE", "TGW_RTB_HIGHER_PRIORITY_ROUTE", "TGW_RTB_CANNOT_ROUTE", "X_ROUTE_LOOP",
    "X_MISDIRECTED_REPLY",
  ]

  @Test("The engine agrees with the twin", arguments: 0..<500)
  func agrees(_ seed: Int) {
    compare(seed: UInt64(seed), RandomTopology.make(seed: UInt64(seed)), questions: 40)
  }

  @Test("The engine agrees with the twin on forwarding instances and undocumented choices", arguments: 0..<100)
  func agreesOnOddities(_ seed: Int) {
    var options = RandomTopology.Options()
    options.middleboxes = true
    options.nondeterministicRoutes = true
    compare(seed: UInt64(seed), RandomTopology.make(seed: UInt64(seed), options: options), questions: 40)
  }

  @Test("The engine agrees with the twin on load balancers and PrivateLink", arguments: 0..<400)
  func agreesOnFronts(_ seed: Int) {
    var options = RandomTopology.Options()
    options.loadBalancers = true
    let topology = RandomTopology.make(seed: UInt64(seed), options: options)
    compare(seed: UInt64(seed), topology, questions: 30) { $0.nextToFront() }
    compare(seed: UInt64(seed), topology, questions: 8) { $0.nextFromFront() }
  }

  @Test("The engine agrees with the twin on AWS Network Firewall", arguments: 0..<200)
  func agreesOnFirewalls(_ seed: Int) {
    compare(seed: UInt64(seed), RandomTopology.makeInspected(seed: UInt64(seed)), questions: 40)
  }

  private func compare(
    seed: UInt64, _ topology: Topology, questions count: Int,
    _ next: (inout RandomQuestions) -> NaiveQuestion? = { $0.next() }
  ) {
    let network = Network(topology)
    let twin = NaiveTwin(topology)
    var questions = RandomQuestions(topology, seed: seed)
    for _ in 0..<count {
      // The engine's internet always asks for the public address of an interface that has one.
      guard let question = next(&questions), !isPrivateFromInternet(question, topology) else { continue }
      guard let complaint = disagreement(twin, network, topology, question) else { continue }
      let small = TopologyShrinker.shrink(topology, keeping: interfaces(of: question)) { smaller in
        let again = disagreement(NaiveTwin(smaller), Network(smaller), smaller, question)
        return again?.kind == complaint.kind
      }
      let last = disagreement(NaiveTwin(small), Network(small), small, question) ?? complaint
      Issue.record(
        """
        seed \(seed): \(last.text)
        \(question.packet) from \(question.from) to \(question.to)\(question.publicly ? " publicly" : "") \
        \(question.request.map { "\($0)" } ?? "")
        \(small.compact)
        """)
      return
    }
  }

  private func isPrivateFromInternet(_ question: NaiveQuestion, _ topology: Topology) -> Bool {
    guard case .internet = question.from, case .interface(let index) = question.to, !question.publicly else {
      return false
    }
    return topology.networkInterfaces[index].publicAddresses.contains {
      $0.privateAddress == question.packet.destination
    }
  }

  private struct Disagreement {
    /// Verdicts and the missing code: what has to stay the same while the topology shrinks.
    var kind: String
    var text: String
  }

  private func disagreement(_ twin: NaiveTwin, _ network: Network, _ topology: Topology, _ question: NaiveQuestion)
    -> Disagreement?
  {
    let outcomes = twin.follow(question)
    let outcome = network.follow(question.pair(in: topology), question.asked)
    let allowed = verdicts(outcomes)
    if !allowed.contains(outcome.verdict) {
      let wanted = allowed.map(\.rawValue).sorted().joined(separator: " or ")
      let text = "the engine says \(outcome.verdict.rawValue), the twin \(wanted): \(outcomes.summary)"
      return Disagreement(kind: "\(outcome.verdict) \(wanted)", text: text + engineText(outcome.blockers))
    }
    // Of routes of equal rank the engine shows one, and of a doubtful way nothing for certain.
    guard outcome.verdict == .unreachable, !outcomes.contains(where: \.isNondeterministic) else { return nil }
    for case .blocked(let blocker) in outcomes.map(\.result) where !isNamed(blocker, outcome.blockers) {
      let code = blocker.codes.first ?? "?"
      let text =
        "the engine does not name \(code) of \(blocker.components) in leg \(blocker.leg)"
        + (blocker.isReply ? " (reply)" : "")
      return Disagreement(kind: "missing \(code)", text: text + engineText(outcome.blockers))
    }
    return nil
  }

  private func engineText(_ blockers: [Blocker]) -> String {
    "; the engine's blockers: "
      + blockers.map { "\($0.leg) \($0.way.rawValue) \($0.code.rawValue) @ \($0.component.id)" }.joined(separator: ", ")
  }

  /// The verdicts that the engine may give.
  private func verdicts(_ outcomes: [NaiveOutcome]) -> Set<Verdict> {
    var delivered = false
    var blocked = false
    for outcome in outcomes {
      switch outcome.result {
      case .delivered: delivered = true
      case .blocked: blocked = true
      // The twin stops there; what comes later may block for certain, or be unknown to it only.
      case .unknown: return Set(Verdict.allCases)
      }
    }
    if delivered && blocked {
      return outcomes.contains(where: \.isNondeterministic) ? [.undetermined, .partial] : [.partial]
    }
    return delivered ? [.reachable] : [.unreachable]
  }

  private func isNamed(_ blocker: NaiveBlocker, _ found: [Blocker]) -> Bool {
    if blocker.codes.isEmpty { return !found.isEmpty }
    let isNamed = found.contains { candidate in
      blocker.codes.contains(candidate.code.rawValue)
        // A loop may be noticed later than after one round.
        && (blocker.leg == candidate.leg || candidate.code.rawValue == "X_ROUTE_LOOP")
        && (blocker.components.isEmpty || blocker.components.contains(candidate.component.id))
    }
    // The exception of 0.4: the table that chose the way is blamed.
    return isNamed
      || found.contains {
        TwinTests.routeTableCodes.contains($0.code.rawValue) && blocker.tables.contains($0.component.id)
      }
  }

  private func interfaces(of question: NaiveQuestion) -> [Int] {
    [question.from, question.to].compactMap { end in
      if case .interface(let index) = end { return index }
      return nil
    }
  }
}
