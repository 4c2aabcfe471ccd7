import Addressing
import NetworkModel

// A call follows the name first, then every address that it may lead to: the legs of the lookups stand before those of
// the connection (CONTRACT section 4).

extension Network {
  /// Answers a question whose TO is a URL.
  ///
  /// - Throws: as ``answer(_:progress:)``.
  func answerCall(_ query: Query) throws(QueryError) -> Answer {
    let call = try Call(query)
    let clients = try endpoints.callers(query.from)
    let via = try query.via.map { id throws(QueryError) in try endpoints.component(id) }
    let avoid = try query.avoid.map { id throws(QueryError) in try endpoints.component(id) }
    let expected = query.expect ?? .reachable
    var counts = PairCounts()
    var shown: (client: End, outcome: PairOutcome)?
    for ends in clients.things {
      let outcome = outcome(of: call, from: ends) { filtered($0, via: via, avoid: avoid) }
      counts.count(outcome.verdict)
      let isUnexpected = outcome.verdict != expected
      if shown == nil || isUnexpected && shown?.outcome.verdict == expected { shown = (ends[0], outcome) }
    }
    guard let shown else {
      throw QueryError(status: 66, message: "`\(query.from)` has nothing that could call `\(query.to)`")
    }
    return Answer(
      query: call.query, verdict: counts.verdict,
      summary: CallSummary(call: query.to, from: clients.label, counts: counts, outcome: shown.outcome).text(
        shownAs: title(of: shown.client)),
      symptom: shown.outcome.symptom, legs: shown.outcome.legs, blockers: shown.outcome.blockers,
      assumptions: Answering.ordered(shown.outcome.assumptions.map(endpoints.named)),
      fixes: Answering.fixes(for: shown.outcome.blockers),
      pairs: counts)
  }

  /// What comes of a call by one thing.
  ///
  /// - Parameters:
  ///   - client: its ends, one a family.
  ///   - judge: what is left of each possible way.
  func outcome(
    of call: Call, from client: [End], judge: (PairOutcome) -> PairOutcome = { $0 }
  ) -> PairOutcome {
    if let address = IPAddress(call.url.host) {
      guard let from = client.first(where: { $0.family == address.family }) else {
        return unreachableFamily(address, client[0])
      }
      return PairOutcome(ways: redirected(connect(from, address, call), client, call).map(judge))
    }
    let types = [RecordType.a, .aaaa].filter { type in client.contains { $0.family == type.family } }
    let resolution = resolve(call.url.host, from: client[0], types: types)
    var possible: [PairOutcome] = []
    var readings: [PairOutcome] = []
    var uncertain: [PairOutcome] = []
    for answer in resolution.counted {
      let outcomes = ways(of: answer, client, call).map(judge)
      if answer.standing == .reading {
        readings += outcomes
      } else if answer.type == .aaaa, types.count > 1, answer.isUnseen {
        uncertain += outcomes
      } else {
        possible += outcomes
      }
    }
    possible = withUncertain(uncertain, beside: possible, call.url.host)
    if !readings.isEmpty {
      // Only one of the readings is true: where they differ, nothing about them is certain.
      let isSettled = Set(readings.map(\.verdict)).count == 1
      possible.append(
        isSettled ? PairOutcome(ways: readings) : PairOutcome(unsettled: readings))
    }
    return PairOutcome(ways: possible)
  }

  /// The ways on from one answer to the name: each of its addresses.
  private func ways(of answer: NameAnswer, _ client: [End], _ call: Call) -> [PairOutcome] {
    var lookup = PairOutcome(
      verdict: answer.verdict, symptom: answer.verdict == .unreachable ? answer.symptom : nil, legs: answer.legs,
      blockers: answer.blockers, assumptions: answer.assumptions)
    for leg in lookup.legs.indices { lookup.legs[leg].isLookup = true }
    var ways: [PairOutcome] = []
    for place in answer.addresses {
      switch place {
      case .address(let address, _):
        if let from = client.first(where: { $0.family == address.family }) {
          let way = lookup.followed(by: connect(from, address, call)).shadowed(by: answer, call.url.host)
          ways += redirected(way, client, call)
        }
      case .service(let name, let region):
        var apiRegion = region
        if name == "execute-api" {
          if let refused = publicAnswer(answer, lookup, call) {
            ways.append(refused)
            continue
          }
        } else {
          apiRegion = apis.regionOfDomain(at: answer.names.last?.text)
        }
        ways += toInternet(answer, client, call, service: (name, region), apiRegion: apiRegion)
          .map { lookup.followed(by: $0) }
      case .elsewhere:
        let region = apis.regionOfDomain(at: answer.names.last?.text)
        ways += toInternet(answer, client, call, apiRegion: region).map { lookup.followed(by: $0) }
      }
    }
    return ways.isEmpty ? [lookup] : ways
  }

  /// A private API whose name leads to API Gateway's public addresses: AWS's pages and practice differ on what the
  /// client sees, and agree that it gets nowhere (AG DNS-7, U-1). Nil for an API that is not private.
  private func publicAnswer(_ answer: NameAnswer, _ lookup: PairOutcome, _ call: Call) -> PairOutcome? {
    guard let labels = call.asked.request?.host.split(separator: ".", maxSplits: 3), labels.count == 4,
      let api = apis.api(called: String(labels[0]), in: String(labels[2])), api.kind == .restApi,
      topology.restAPIs[api.position].endpointType == .private
    else { return nil }
    // An endpoint that the input does not show may have the name privately.
    if lookup.verdict == .undetermined { return lookup }
    let own = component(api)
    var blocker =
      answer.privateAnswer
      ?? Blocker(
        code: .dnsPublicAnswer, component: own, rule: "PRIVATE", direction: nil, way: .forward,
        traffic: "\(call.url.host) \(answer.type.rawValue)",
        message: "public DNS answers, and no endpoint of the input has the name privately", source: own.source)
    blocker.leg = max(answer.legs.count - 1, 0)
    blocker.message +=
      "; public DNS leads to API Gateway's public addresses, where \(own.title), which is private, "
      + "does not answer"
    var refused = lookup
    refused.verdict = .unreachable
    refused.blockers.append(blocker)
    refused.symptom = "HTTP 403 from API Gateway's public front door, or the name does not exist (NXDOMAIN)"
    return refused
  }

  /// A way on that a load balancer sends elsewhere goes on with the new URL.
  private func redirected(_ outcome: PairOutcome, _ client: [End], _ call: Call) -> [PairOutcome] {
    if outcome.redirects.isEmpty { return [outcome] }
    return outcome.redirects.map { url in
      guard call.redirects < Call.longestRedirection, let next = call.redirected(to: url) else {
        return outcome.unsettled(
          .httpAnsweredByLoadBalancer, call.url.host,
          "the load balancer redirects to `\(url)`, which leads on without end")
      }
      return outcome.followed(by: self.outcome(of: next, from: client))
    }
  }

  /// What one of the clients asks: how it shakes hands is its own.
  func asked(_ call: Call, by client: End) -> Asked {
    var asked = call.asked
    asked.request?.tlsClient = tlsClient(of: client)
    return asked
  }

  private func connect(_ from: End, _ address: IPAddress, _ call: Call) -> PairOutcome {
    let to = (try? endpoints.end(at: address, from: endpoints.vantage(of: from), .to)) ?? .nobody(address, vpc: nil)
    return follow(Pair(from: from, to: to), asked(call, by: from))
  }

  private func unreachableFamily(_ address: IPAddress, _ client: End) -> PairOutcome {
    let component = Component(label(of: client), kind: .address)
    return PairOutcome(
      verdict: .unreachable, symptom: Symptom.timeout,
      blockers: [
        Blocker(
          code: .noPath, component: component, rule: nil, direction: nil, way: .forward, traffic: "\(address)",
          message: "the client has no address of the family of \(address)")
      ])
  }
}

extension EndpointResolver {
  /// The things that a FROM stands for, each with its ends of both families.
  func callers(_ text: String) throws(QueryError) -> (things: [[End]], label: String) {
    var things: [(thing: Question.Thing, ends: [End])] = []
    for end in try clients(called: text) {
      let thing = Question.thing(end, in: topology)
      if let known = things.firstIndex(where: { $0.thing == thing }) {
        things[known].ends.append(end)
      } else {
        things.append((thing, [end]))
      }
    }
    return (things.map(\.ends), try label(of: text))
  }

  private func label(of text: String) throws(QueryError) -> String {
    switch try meaning(of: TypedEndpoint(text), .from) {
    case .ends(_, _, let label): label
    case .address(let address): address.description
    case .range(let prefix): prefix.description
    }
  }
}

extension PairOutcome {
  /// Several possible ways as one outcome: it shows the first that does not pass, else the first.
  init(ways: [PairOutcome]) {
    var counts = PairCounts()
    for way in ways { counts.count(way.verdict) }
    let shown = ways.first { $0.verdict != .reachable } ?? ways.first
    self.init(verdict: counts.asked == 0 ? .undetermined : counts.verdict, legs: shown?.legs ?? [])
    var symptoms: [String] = []
    for way in ways {
      for blocker in way.blockers where !blockers.contains(where: { $0.isSame(as: blocker) }) {
        blockers.append(blocker)
      }
      for assumption in way.assumptions where !assumptions.contains(assumption) { assumptions.append(assumption) }
      if let symptom = way.symptom, !symptoms.contains(symptom) { symptoms.append(symptom) }
    }
    blockers = blockers.enumerated().sorted { ($0.element.leg, $0.offset) < ($1.element.leg, $1.offset) }.map(\.element)
    symptom = symptoms.isEmpty ? nil : symptoms.joined(separator: " or ")
    if verdict != .undetermined {
      for index in assumptions.indices { assumptions[index].decides = false }
    }
  }

  /// Where the private answer to a name leads to an API that does not answer there, it is the answer that stands in the
  /// way (AG 1.7).
  fileprivate func shadowed(by answer: NameAnswer, _ host: String) -> PairOutcome {
    // The endpoint's own name leads there because it was asked for.
    guard !host.contains(".vpce."), let hop = answer.legs.last?.forward.last,
      let index = blockers.firstIndex(where: { $0.code == .httpApiNotPrivate })
    else { return self }
    var outcome = self
    var blocker = outcome.blockers.remove(at: index)
    blocker.code = .dnsShadowed
    blocker.stage = .dns
    blocker.message =
      "\(hop.component.title) answers privately for a name that is meant to be public: \(blocker.message)"
    blocker.component = hop.component
    blocker.rule = hop.rule
    blocker.source = hop.component.source
    blocker.leg = answer.legs.count - 1
    if !host.contains(".execute-api.") {
      // A CNAME to a Regional domain name: AWS's pages differ on what comes of it (AG U-8).
      outcome.symptom = "the name does not resolve, or the certificate does not match it, or \(Symptom.forbidden)"
    }
    outcome.blockers.insert(blocker, at: outcome.blockers.firstIndex { $0.leg >= answer.legs.count } ?? 0)
    return outcome
  }

  /// Several readings that differ.
  init(unsettled readings: [PairOutcome]) {
    self.init(ways: readings)
    verdict = .undetermined
    blockers = []
    symptom = nil
  }

  /// The same, with something that keeps it from being told.
  fileprivate func unsettled(_ code: Code, _ component: String, _ message: String) -> PairOutcome {
    var outcome = self
    if outcome.verdict == .reachable { outcome.verdict = .undetermined }
    outcome.assumptions.append(
      Assumption(code: code.rawValue, component: component, message: message, decides: true))
    return outcome
  }

  /// A lookup and the connection that it leads to.
  func followed(by connection: PairOutcome) -> PairOutcome {
    let verdicts = [verdict, connection.verdict]
    var whole = self
    whole.verdict = [.unreachable, .partial, .undetermined].first(where: verdicts.contains) ?? .reachable
    whole.symptom = symptom ?? connection.symptom
    whole.legs += connection.legs
    whole.blockers += connection.blockers.map { blocker in
      var blocker = blocker
      blocker.leg += legs.count
      return blocker
    }
    whole.assumptions += connection.assumptions
    whole.redirects = connection.redirects
    return whole
  }
}

extension Blocker {
  /// Whether both are the same thing to change, in the same connection.
  fileprivate func isSame(as other: Blocker) -> Bool {
    code == other.code && component == other.component && rule == other.rule && direction == other.direction
      && way == other.way && leg == other.leg && message == other.message
  }
}
