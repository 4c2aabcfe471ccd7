import Addressing
import NetworkModel

/// What came of following one pair.
public struct PairOutcome: Sendable {
  public var verdict: Verdict
  public var symptom: String?
  public var legs: [Leg]
  public var blockers: [Blocker]
  public var assumptions: [Assumption]
  /// URLs that load balancers on the way send the request to instead, each once.
  public var redirects: [String] = []
  /// How many rules and routes were compared.
  public var rulesTried: Int
  /// How many subsets, intersections and differences of traffic sets that took.
  public var setOperations: Int

  public init(
    verdict: Verdict, symptom: String? = nil, legs: [Leg] = [], blockers: [Blocker] = [],
    assumptions: [Assumption] = [], rulesTried: Int = 0, setOperations: Int = 0
  ) {
    self.verdict = verdict
    self.symptom = symptom
    self.legs = legs
    self.blockers = blockers
    self.assumptions = assumptions
    self.rulesTried = rulesTried
    self.setOperations = setOperations
  }
}

extension Network {
  /// Follows one pair of ends, there and back, over all branches.
  public func follow(_ pair: Pair, _ asked: Asked) -> PairOutcome {
    var follower = Follower(self, asked)
    follower.follow(pair)
    return outcome(of: follower)
  }

  /// The verdict of ``follow(_:_:)`` alone, without what an answer shows of it.
  func verdict(_ pair: Pair, _ asked: Asked) -> Verdict {
    var follower = Follower(self, asked)
    follower.follow(pair)
    return follower.journeys.isEmpty ? .undetermined : follower.journeys.verdict
  }

  func outcome(of follower: Follower) -> PairOutcome {
    let journeys = follower.journeys
    let verdict = journeys.isEmpty ? Verdict.undetermined : journeys.verdict
    let shown = journeys.first { $0.verdict != .reachable } ?? journeys.first
    let blockers = allBlockers(of: journeys)
    var assumptions: Set<Assumption> = []
    for journey in journeys {
      for connection in journey.connections { assumptions.formUnion(connection.leaf.branch.assumptions) }
    }
    var outcome = PairOutcome(
      verdict: verdict, symptom: symptom(of: journeys),
      legs: shown.map { legs(of: $0, journeys) } ?? [], blockers: blockers, assumptions: merged(assumptions, verdict),
      rulesTried: follower.rulesTried, setOperations: follower.setOperations)
    for journey in journeys {
      if let url = journey.branch.redirect, !outcome.redirects.contains(url) { outcome.redirects.append(url) }
    }
    return outcome
  }

  /// Sorted, one for each code, component and message. Where the verdict is certain, none decides.
  private func merged(_ assumptions: Set<Assumption>, _ verdict: Verdict) -> [Assumption] {
    assumptions.map { assumption in
      var assumption = assumption
      if verdict != .undetermined { assumption.decides = false }
      return assumption
    }.sorted { ($0.code, $0.component, $0.message) < ($1.code, $1.component, $1.message) }
  }

  /// The connections of the way that is shown, each with the verdict of all ways so far.
  private func legs(of shown: Journey, _ journeys: [Journey]) -> [Leg] {
    shown.connections.enumerated().map { position, connection in
      var counts = PairCounts()
      for journey in journeys where journey.connections.count > position {
        counts.count(journey.connections[position].leaf.verdict)
      }
      let branch = connection.leaf.branch
      let start = branch.returnStart ?? branch.hops.count
      return Leg(
        from: connection.from, to: connection.to, verdict: counts.verdict, forward: hops(branch.hops[..<start]),
        return: hops(branch.hops[start...]), title: connection.title)
    }
  }

  /// A blocker with the connection that it stands in the way of.
  private struct Placed {
    var leg: Int
    var pair: Pair
    var request: HTTPRequest?
    var record: BlockerRecord

    var key: (Int, Int, Int) { (leg, record.way == .forward ? 0 : 1, record.place) }
  }

  /// The blockers of all ways that certainly do not pass, each once, its traffic the union of theirs.
  private func blockers(of journeys: [Journey]) -> [Blocker] {
    var found: [Placed] = []
    for journey in journeys where journey.refusals.isEmpty && journey.verdict == .unreachable {
      for (leg, connection) in journey.connections.enumerated() where connection.leaf.verdict == .unreachable {
        for record in connection.leaf.branch.blockers {
          add(Placed(leg: leg, pair: connection.pair, request: connection.request, record: record), to: &found)
        }
      }
    }
    return found.enumerated().sorted { left, right in
      left.element.key != right.element.key ? left.element.key < right.element.key : left.offset < right.offset
    }.map { blocker($0.element.record, $0.element.pair, leg: $0.element.leg, request: $0.element.request) }
  }

  /// All blockers, by leg; what the question forbids of ways behind what is in their way.
  private func allBlockers(of journeys: [Journey]) -> [Blocker] {
    var found = blockers(of: journeys)
    for journey in journeys {
      for refusal in journey.refusals {
        let blocker = blocker(refusal, of: journey)
        if !found.contains(where: {
          $0.code == blocker.code && $0.component == blocker.component && $0.leg == blocker.leg
        }) {
          found.append(blocker)
        }
      }
    }
    return found.enumerated().sorted { ($0.element.leg, $0.offset) < ($1.element.leg, $1.offset) }.map(\.element)
  }

  private func add(_ placed: Placed, to found: inout [Placed]) {
    guard let known = found.firstIndex(where: { $0.leg == placed.leg && $0.record.isSame(as: placed.record) }) else {
      return found.append(placed)
    }
    if found[known].record.traffic.family == placed.record.traffic.family {
      found[known].record.traffic = found[known].record.traffic.union(placed.record.traffic)
    }
  }

  /// An end as people call it.
  func title(of end: End) -> String {
    guard case .interface(let interface, _, _) = end else { return label(of: end) }
    if let balancer = fronts.loadBalancerOfNode[interface] { return topology.loadBalancers[balancer].identity.label }
    if let endpoint = index.endpointOfInterface[interface] { return topology.vpcEndpoints[endpoint].identity.label }
    let instance = Int(interfaces[interface].instance)
    if instance >= 0 { return topology.instances[instance].identity.label }
    return topology.networkInterfaces[interface].identity.label
  }

  /// The id of an end, or its address where it has none.
  func label(of end: End) -> String {
    switch end {
    case .interface(let interface, _, _):
      if let balancer = fronts.loadBalancerOfNode[interface] { return topology.loadBalancers[balancer].id }
      let resource = topology.networkInterfaces[interface]
      return resource.instanceId ?? resource.id
    case .site(let site, _, _): return topology.sites[site].id
    case .internet(let family, let ranges):
      if ranges == internetAddresses(family) { return "internet" }
      return ranges.ranges.first.map { $0.text(family) } ?? "internet"
    case .nobody(let address, _): return address.description
    }
  }
}
