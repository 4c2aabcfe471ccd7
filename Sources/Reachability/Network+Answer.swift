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
      assumptions: ordered(shown.outcome.assumptions), fixes: Answering.fixes(for: shown.outcome.blockers),
      pairs: counts)
  }

  /// Settles what is left; the pair to show is followed once more for all that an answer says of it. Where there is but
  /// one, once is enough.
  private func shown(_ tally: inout PairTally, _ question: Question) -> Shown? {
    func outcome(_ pair: Pair) -> PairOutcome { filtered(follow(pair, question.asked), question) }
    if let only = tally.only {
      let shown = Shown(pair: only, outcome: outcome(only))
      tally.settle([shown.outcome.verdict])
      return shown
    }
    tally.settle()
    return (tally.unexpected ?? tally.first).map { Shown(pair: $0, outcome: outcome($0)) }
  }

  private func judge(_ pair: Pair, _ question: Question) -> Verdict {
    if let verdict, question.via.isEmpty, question.avoid.isEmpty { return verdict(pair, question.asked) }
    return filtered(follow(pair, question.asked), question).verdict
  }

  /// By code, then component; of those that say the same, one, which decides if any of them does.
  private func ordered(_ assumptions: [Assumption]) -> [Assumption] {
    var kept: [Assumption] = []
    let sorted = assumptions.map(named).sorted {
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

  /// What rests on a value that is not known yet names it.
  private func named(_ assumption: Assumption) -> Assumption {
    guard endpoints.topology.visibility.unknownValues.contains(assumption.component) else { return assumption }
    return Assumption(
      code: assumption.code, component: assumption.component,
      message: "`\(assumption.component)` is known only after apply, and what it will be decides",
      decides: assumption.decides)
  }

  /// One fix that changes everything that blocks, in words.
  private static func fixes(for blockers: [Blocker]) -> [Fix] {
    var changes: [Fix.Change] = []
    for blocker in blockers {
      let remedy = Remedy(blocker)
      guard let summary = remedy.sentence else { continue }
      let change = Fix.Change(component: blocker.component.id, summary: summary, terraform: remedy.terraform)
      if !changes.contains(change) { changes.append(change) }
    }
    return changes.isEmpty ? [] : [Fix(changes: changes)]
  }

  // MARK: Components that the way has to pass or to avoid

  /// What is left of an outcome if the way has to pass `via` and may not pass `avoid`.
  private func filtered(_ outcome: PairOutcome, _ question: Question) -> PairOutcome {
    if outcome.verdict == .unreachable || (question.via.isEmpty && question.avoid.isEmpty) { return outcome }
    let forward = outcome.legs.flatMap(\.forward)
    let missing = question.via.filter { !passed(forward).contains($0) }
    let unwanted = question.avoid.filter { passed(forward + outcome.legs.flatMap(\.return)).contains($0) }
    if missing.isEmpty && unwanted.isEmpty { return outcome }
    let traffic = forward.first?.traffic ?? ""
    var result = outcome
    result.verdict = .unreachable
    result.blockers += missing.map { restriction($0, traffic, "no way passes it") }
    result.blockers += unwanted.map { restriction($0, traffic, "the way passes it") }
    return result
  }

  /// The components of the hops, and what they are a part of: a transit gateway is passed where one of its attachments
  /// or tables is, an instance where its interface is.
  private func passed(_ hops: [Hop]) -> Set<String> {
    let own = Set(hops.map(\.component.id))
    let topology = endpoints.topology
    var passed = own
    for attachment in topology.transitGatewayAttachments where own.contains(attachment.id) {
      passed.insert(attachment.transitGatewayId)
    }
    for table in topology.transitGatewayRouteTables where own.contains(table.id) {
      passed.insert(table.transitGatewayId)
    }
    for interface in topology.networkInterfaces where own.contains(interface.id) {
      if let instance = interface.instanceId { passed.insert(instance) }
    }
    return passed
  }

  private func restriction(_ id: String, _ traffic: String, _ what: String) -> Blocker {
    let row = endpoints.names[id].min().map { endpoints.topology.row($0) }
    let component = row.map { Component($0.identity, kind: $0.kind) } ?? Component(id, kind: .address)
    return Blocker(
      code: .componentFilterRestriction, component: component, rule: nil, direction: nil, way: .forward,
      traffic: traffic, message: "\(component.label): \(what), and the question asks otherwise")
  }
}
