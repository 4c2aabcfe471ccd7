import NetworkModel

extension Network {
  /// Answers a question: resolves its ends, asks every pair, and makes one answer of what came of them (CONTRACT
  /// section 2).
  ///
  /// - Throws: ``QueryError`` where there is nothing to answer: a usage error, an end that is not found or ambiguous.
  public func answer(_ query: Query) throws(QueryError) -> Answer {
    try Answering(endpoints: endpoints, follow: { self.follow($0, $1) }).answer(query)
  }

  /// What comes of each pair of a question, in the order in which they are asked.
  ///
  /// - Throws: as ``answer(_:)``.
  public func outcomes(of query: Query) throws(QueryError) -> [PairOutcome] {
    let question = try endpoints.question(query)
    var outcomes: [PairOutcome] = []
    try question.forEachPair(in: topology) { pair throws(QueryError) in
      outcomes.append(follow(pair, question.asked))
    }
    return outcomes
  }
}

/// Makes one answer of what comes of every pair of a question.
struct Answering {
  var endpoints: EndpointResolver
  var follow: (Pair, Asked) -> PairOutcome

  /// The pair that the answer shows, and what came of it.
  struct Shown {
    var pair: Pair
    var outcome: PairOutcome
  }

  func answer(_ query: Query) throws(QueryError) -> Answer {
    let question = try endpoints.question(query)
    let expected = query.expect ?? .reachable
    var counts = PairCounts()
    var first: Shown?
    var unexpected: Shown?
    try question.forEachPair(in: endpoints.topology) { pair throws(QueryError) in
      let outcome = filtered(follow(pair, question.asked), question)
      counts.count(outcome.verdict)
      if first == nil { first = Shown(pair: pair, outcome: outcome) }
      if unexpected == nil, outcome.verdict != expected { unexpected = Shown(pair: pair, outcome: outcome) }
    }
    guard let shown = unexpected ?? first else { throw question.noPair(in: endpoints.topology) }
    return Answer(
      query: question.query, verdict: counts.verdict,
      summary: Summary(question: question, counts: counts, shown: shown, endpoints: endpoints).text,
      symptom: shown.outcome.symptom, legs: shown.outcome.legs, blockers: shown.outcome.blockers,
      assumptions: Answering.ordered(shown.outcome.assumptions), fixes: Answering.fixes(for: shown.outcome.blockers),
      pairs: counts)
  }

  /// By code, then component; of those that say the same, one, which decides if any of them does.
  private static func ordered(_ assumptions: [Assumption]) -> [Assumption] {
    var kept: [Assumption] = []
    let sorted = assumptions.sorted {
      ($0.code, $0.component, $0.message, $0.decides ? 0 : 1) < ($1.code, $1.component, $1.message, $1.decides ? 0 : 1)
    }
    for assumption in sorted {
      if let last = kept.last, last.code == assumption.code, last.component == assumption.component,
        last.message == assumption.message
      {
        continue
      }
      kept.append(assumption)
    }
    return kept
  }

  /// One fix that changes everything that blocks, in words.
  private static func fixes(for blockers: [Blocker]) -> [Fix] {
    var changes: [Fix.Change] = []
    for blocker in blockers {
      guard let summary = Remedy(blocker).sentence else { continue }
      let change = Fix.Change(component: blocker.component.id, summary: summary)
      if !changes.contains(change) { changes.append(change) }
    }
    return changes.isEmpty ? [] : [Fix(changes: changes)]
  }

  // MARK: Components that the way has to pass or to avoid

  /// What is left of an outcome if the way has to pass `via` and may not pass `avoid`.
  private func filtered(_ outcome: PairOutcome, _ question: Question) -> PairOutcome {
    if outcome.verdict == .unreachable || (question.via.isEmpty && question.avoid.isEmpty) { return outcome }
    let forward = outcome.legs.flatMap(\.forward)
    let passed = Set((forward + outcome.legs.flatMap(\.return)).map(\.component.id))
    let missing = question.via.filter { id in !forward.contains { $0.component.id == id } }
    let unwanted = question.avoid.filter { passed.contains($0) }
    if missing.isEmpty && unwanted.isEmpty { return outcome }
    let traffic = forward.first?.traffic ?? ""
    var result = outcome
    result.verdict = .unreachable
    result.blockers += missing.map { restriction($0, traffic, "no way passes it") }
    result.blockers += unwanted.map { restriction($0, traffic, "the way passes it") }
    return result
  }

  private func restriction(_ id: String, _ traffic: String, _ what: String) -> Blocker {
    let row = endpoints.names[id].min().map { endpoints.topology.row($0) }
    let component = row.map { Component($0.identity, kind: $0.kind) } ?? Component(id, kind: .address)
    return Blocker(
      code: .componentFilterRestriction, component: component, rule: nil, direction: nil, way: .forward,
      traffic: traffic, message: "\(component.label): \(what), and the question asks otherwise")
  }
}
