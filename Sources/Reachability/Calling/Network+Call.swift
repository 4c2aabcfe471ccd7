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
      let outcome = outcome(of: filtered(ways(of: call, from: ends), via: via, avoid: avoid))
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

  /// The possible ways of a call by one thing, which has an end a family.
  private func ways(of call: Call, from client: [End]) -> [Way] {
    let host = call.url.host
    if let address = IPAddress(host) {
      guard let from = client.first(where: { $0.family == address.family }) else {
        let nobody = Component(label(of: client[0]), kind: .address)
        return [Way(stretches: [.lookup(Lookup(address, of: nobody))])]
      }
      return connect(from, address, call).flatMap { goingOn(Way(stretches: [$0]), client, call) }
    }
    let types = [RecordType.a, .aaaa].filter { type in client.contains { $0.family == type.family } }
    let answers = resolve(host, from: client[0], types: types).followed
    var (ways, readings, standby): ([Way], [[Way]], [Way]) = ([], [], [])
    for (index, answer) in answers.enumerated() {
      let own = self.ways(on: Lookup(host, answers, index), answer, client, call)
      switch answer.standing {
      case .possible: ways += own
      case .reading: readings.append(own)
      case .standby: standby += own
      }
    }
    // Only one of the readings is true: where they differ, nothing about them is certain.
    let isSettled = Set(readings.map(\.verdict)).count == 1
    for var way in readings.joined() {
      if !isSettled { way.isUncertain = true }
      ways.append(way)
    }
    for var way in standby {
      way.isStandby = true
      ways.append(way)
    }
    return ways
  }

  /// The ways on from one answer to the name, to each of its addresses.
  private func ways(on lookup: Lookup, _ answer: NameAnswer, _ client: [End], _ call: Call) -> [Way] {
    var ways: [Way] = []
    for place in answer.addresses {
      var stretches: [Way.Stretch] = []
      switch place {
      case .address(let address, _):
        if let from = client.first(where: { $0.family == address.family }) { stretches = connect(from, address, call) }
      case .service(let name, let region):
        var region: String? = region
        if name == "execute-api" {
          if let refused = publicAnswer(answer, lookup, call) {
            ways.append(Way(stretches: [.lookup(refused)]))
            continue
          }
        } else {
          region = apis.regionOfDomain(at: answer.names.last?.text)
        }
        stretches = toInternet(answer, client, call, region)
      case .elsewhere:
        stretches = toInternet(answer, client, call, apis.regionOfDomain(at: answer.names.last?.text))
      }
      ways += stretches.flatMap { goingOn(lookup.way(to: place, $0), client, call) }
    }
    if !ways.isEmpty { return ways }
    return [Way(stretches: [.lookup(lookup)], isUncertain: !answer.addresses.isEmpty)]
  }

  private func toInternet(
    _ answer: NameAnswer, _ client: [End], _ call: Call, _ apiRegion: String?
  ) -> [Way.Stretch] {
    guard let family = answer.type.family, let from = client.first(where: { $0.family == family }) else { return [] }
    var asked = asked(call, by: from)
    asked.apiRegion = apiRegion
    return journeys(Pair(from: from, to: .internet(family, internetAddresses(family))), asked)
  }

  /// A private API whose name leads to API Gateway's public addresses: AWS's pages and practice differ on what the
  /// client sees, and agree that it gets nowhere (AG DNS-7, U-1). Nil for an API that is not private.
  private func publicAnswer(_ answer: NameAnswer, _ lookup: Lookup, _ call: Call) -> Lookup? {
    guard let name = (call.asked.request?.host).flatMap({ executeAPIName(DomainName($0)) }), let id = name.api,
      let api = apis.api(called: id, in: name.region), api.kind == .restApi,
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
    blocker.message +=
      "; public DNS leads to API Gateway's public addresses, where \(own.title), which is private, "
      + "does not answer"
    return lookup.refused(
      blocker, symptom: "HTTP 403 from API Gateway's public front door, or the name does not exist (NXDOMAIN)")
  }

  /// A way on that a load balancer sends elsewhere goes on with the new URL.
  private func goingOn(_ way: Way, _ client: [End], _ call: Call) -> [Way] {
    guard case .journey(var journey, let verdicts)? = way.stretches.last, let url = journey.branch.redirect else {
      return [way]
    }
    if call.redirects < Call.longestRedirection, let next = call.redirected(to: url) {
      return ways(of: next, from: client).map { way.followed(by: $0) }
    }
    journey.branch.assume(
      .httpAnsweredByLoadBalancer, call.url.host, decides: true,
      "the load balancer redirects to `\(url)`, which leads on without end")
    return [Way(stretches: way.stretches.dropLast() + [.journey(journey, verdicts)])]
  }

  /// What one of the clients asks: how it shakes hands is its own.
  private func asked(_ call: Call, by client: End) -> Asked {
    var asked = call.asked
    asked.request?.tlsClient = tlsClient(of: client)
    return asked
  }

  private func connect(_ from: End, _ address: IPAddress, _ call: Call) -> [Way.Stretch] {
    let to = (try? endpoints.end(at: address, from: endpoints.vantage(of: from), .to)) ?? .nobody(address, vpc: nil)
    return journeys(Pair(from: from, to: to), asked(call, by: from))
  }

  private func journeys(_ pair: Pair, _ asked: Asked) -> [Way.Stretch] {
    var follower = Follower(self, asked)
    follower.follow(pair)
    return Way.Stretch.journeys(follower.journeys)
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
