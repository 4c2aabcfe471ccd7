import NetworkModel

// What the possible answers come to, as one.

extension Resolution {
  init(_ name: String, from client: String, title: String, _ types: [RecordType], _ answers: [NameAnswer]) {
    let counted = Resolution.counted(answers)
    let verdict = Resolution.verdict(counted)
    self.init(
      name: name, from: client, types: types, answers: answers, verdict: verdict,
      summary: Resolution.summary(name, title, counted, verdict), symptom: nil)
    symptom = verdict == .reachable ? nil : Resolution.symptom(certain)
    fixes = Answering.fixes(for: blockers)
  }

  /// The answers that the verdict is made of: not what is on standby, and no empty answer of one family where the
  /// other has addresses, or is empty too: one of them is enough.
  private static func counted(_ answers: [NameAnswer]) -> [NameAnswer] {
    let own = answers.filter { $0.standing != .standby }
    let answered = own.filter { $0.outcome == .answer }.map(\.type)
    let isEmpty = own.allSatisfy { $0.outcome == .noData && $0.standing == .possible }
    return own.filter { answer in
      if isEmpty { return answer.type == own[0].type }
      return answer.outcome != .noData || !answered.contains { $0 != answer.type }
    }
  }

  /// The answers that the verdict is made of.
  var counted: [NameAnswer] { Resolution.counted(answers) }

  /// The answers that a request goes on with: those that the verdict is made of, and those on standby.
  var followed: [NameAnswer] { counted + answers.filter { $0.standing == .standby } }

  /// The answers that are certainly possible: of several readings none, unless all of them fail.
  private var certain: [NameAnswer] {
    let counted = Resolution.counted(answers)
    let readings = counted.filter { $0.standing == .reading }
    let isCertain = readings.allSatisfy { $0.verdict == .unreachable }
    return counted.filter { $0.standing == .possible || isCertain }
  }

  /// What certainly keeps the client from an answer, each once.
  public var blockers: [Blocker] {
    var found: [Blocker] = []
    for blocker in certain.flatMap(\.blockers) where !found.contains(where: { $0.isSameThing(as: blocker) }) {
      found.append(blocker)
    }
    return found
  }

  /// What the answers rest on, each once.
  public var assumptions: [Assumption] { Answering.ordered(answers.flatMap(\.assumptions)) }

  private static func verdict(_ answers: [NameAnswer]) -> Verdict {
    var counts = PairCounts()
    for answer in answers where answer.standing == .possible { counts.count(answer.verdict) }
    let readings = Set(answers.filter { $0.standing == .reading }.map(\.verdict))
    if let only = readings.first { counts.count(readings.count == 1 ? only : .undetermined) }
    return counts.asked == 0 ? .undetermined : counts.verdict
  }

  private static func symptom(_ answers: [NameAnswer]) -> String? {
    var symptoms: [String] = []
    for answer in answers where answer.verdict == .unreachable {
      if let symptom = answer.symptom, !symptoms.contains(symptom) { symptoms.append(symptom) }
    }
    return symptoms.isEmpty ? nil : symptoms.joined(separator: " or ")
  }

  private static func summary(
    _ name: String, _ client: String, _ answers: [NameAnswer], _ verdict: Verdict
  ) -> String {
    var places: [String] = []
    for answer in answers where answer.outcome == .answer {
      for address in answer.addresses.map(\.description) where !places.contains(address) { places.append(address) }
    }
    let rest = places.count > 4 ? " and \(places.count - 4) more" : ""
    let list = places.prefix(4).joined(separator: ", ") + rest
    switch verdict {
    case .reachable: return "\(client) resolves \(name) to \(list)."
    case .unreachable: return "\(client) cannot resolve \(name)."
    case .partial: return "\(client) resolves \(name) to \(list), but not always."
    case .undetermined: return "What \(client) gets for \(name) cannot be told."
    }
  }
}

extension Blocker {
  /// Whether both are the same thing to change, whatever the query.
  func isSameThing(as other: Blocker) -> Bool {
    code == other.code && component == other.component && rule == other.rule && direction == other.direction
      && way == other.way && message == other.message
  }
}

extension NameAnswer {
  /// What the client sees, in the contract's words; nil for addresses.
  public var symptom: String? {
    switch outcome {
    case .answer: blockers.isEmpty ? nil : "the name leads elsewhere"
    case .noData: "the name has no address of this type (NODATA)"
    case .nxDomain: "the name does not exist (NXDOMAIN)"
    // The client may give up before the resolver that waits does (NL A7).
    case .servFail:
      blockers.contains { $0.code.stage == .network }
        ? "the name lookup fails (SERVFAIL) or times out" : "the name lookup fails (SERVFAIL)"
    case .timeout: "the name lookup times out"
    case .unknown: nil
    }
  }
}
