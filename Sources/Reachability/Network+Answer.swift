import NetworkModel

extension Network {
  /// Answers a question: resolves its ends, asks every pair, and makes one answer of what came of them (CONTRACT
  /// section 2).
  ///
  /// - Parameter progress: told, of many pairs, how many are done and how many there are.
  /// - Throws: ``QueryError`` where there is nothing to answer: a usage error, an end that is not found or ambiguous.
  public func answer(_ query: Query, progress: ((_ done: Int, _ total: Int) -> Void)? = nil) throws(QueryError)
    -> Answer
  {
    if EndpointForm.isURL(query.to) { return try answerCall(query) }
    let answering = Answering(endpoints: endpoints, follow: { self.follow($0, $1) }, verdict: { self.verdict($0, $1) })
    return try answering.answer(query, progress: progress)
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
struct Answering: Sendable {
  var endpoints: EndpointResolver
  var follow: @Sendable (Pair, Asked) -> PairOutcome
  /// The verdict alone, where that is cheaper than the whole outcome.
  var verdict: (@Sendable (Pair, Asked) -> Verdict)?

  /// The pair that the answer shows, and what came of it.
  struct Shown {
    var pair: Pair
    var outcome: PairOutcome
  }

  func answer(_ query: Query, progress: ((_ done: Int, _ total: Int) -> Void)? = nil) throws(QueryError) -> Answer {
    let question = try endpoints.question(query)
    var tally = PairTally(expected: query.expect ?? .reachable) { judge($0, question) }
    var total: Int?
    try question.forEachPair(in: endpoints.topology) { pair throws(QueryError) in
      tally.add(pair)
      guard tally.isFull else { return }
      tally.settle()
      guard let progress else { return }
      if total == nil { total = try question.pairCount(in: endpoints.topology) }
      progress(tally.counts.asked, total ?? 0)
    }
    guard let shown = shown(&tally, question) else { throw question.noPair(in: endpoints.topology) }
    let counts = tally.counts
    return Answer(
      query: question.query, verdict: counts.verdict,
      summary: Summary(question: question, counts: counts, shown: shown, endpoints: endpoints).text,
      symptom: shown.outcome.symptom, legs: shown.outcome.legs, blockers: shown.outcome.blockers,
      assumptions: Answering.ordered(shown.outcome.assumptions.map(endpoints.named)),
      fixes: Answering.fixes(for: shown.outcome.blockers),
      pairs: counts)
  }

  /// Settles what is left; the pair to show is followed once more for all that an answer says of it. Where there is but
  /// one, once is enough.
  private func shown(_ tally: inout PairTally, _ question: Question) -> Shown? {
    func outcome(_ pair: Pair) -> PairOutcome { follow(pair, question.asked) }
    if let only = tally.only {
      let shown = Shown(pair: only, outcome: outcome(only))
      tally.settle([shown.outcome.verdict])
      return shown
    }
    tally.settle()
    return (tally.unexpected ?? tally.first).map { Shown(pair: $0, outcome: outcome($0)) }
  }

  private func judge(_ pair: Pair, _ question: Question) -> Verdict {
    verdict?(pair, question.asked) ?? follow(pair, question.asked).verdict
  }

  /// By code, then component; of those that say the same, one, which decides if any of them does.
  static func ordered(_ assumptions: [Assumption]) -> [Assumption] {
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
  static func fixes(for blockers: [Blocker]) -> [Fix] {
    var changes: [Fix.Change] = []
    for blocker in blockers {
      let remedy = Remedy(blocker)
      guard let summary = remedy.sentence else { continue }
      let change = Fix.Change(component: blocker.component.id, summary: summary, terraform: remedy.terraform)
      if !changes.contains(change) { changes.append(change) }
    }
    return changes.isEmpty ? [] : [Fix(changes: changes)]
  }
}

extension EndpointResolver {
  /// What rests on a value that is not known yet names it.
  func named(_ assumption: Assumption) -> Assumption {
    guard topology.visibility.unknownValues.contains(assumption.component) else { return assumption }
    return Assumption(
      code: assumption.code, component: assumption.component,
      message: "`\(assumption.component)` is known only after apply, and what it will be decides",
      decides: assumption.decides)
  }
}
