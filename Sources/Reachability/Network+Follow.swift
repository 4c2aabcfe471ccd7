import Addressing
import NetworkModel

/// What came of following one pair.
public struct PairOutcome: Sendable {
  public var verdict: Verdict
  public var symptom: String?
  public var legs: [Leg]
  public var blockers: [Blocker]
  public var assumptions: [Assumption]
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
    // Surveys ask for many: where nothing is filtered, the journeys say it.
    if !asked.isFiltered { return follower.journeys.isEmpty ? .undetermined : follower.journeys.verdict }
    return ways(of: follower).verdict
  }

  func outcome(of follower: Follower) -> PairOutcome {
    outcome(of: ways(of: follower), rulesTried: follower.rulesTried, setOperations: follower.setOperations)
  }

  private func ways(of follower: Follower) -> [Way] {
    let ways = Way.Stretch.journeys(follower.journeys).map { Way(stretches: [$0]) }
    return filtered(ways, via: follower.asked.via, avoid: follower.asked.avoid)
  }

  /// An end as people call it.
  func title(of end: End) -> String {
    if let host = topology.host(at: end) { return host.identity.label }
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
    case .site(let site, _, _): return topology.host(at: end)?.id ?? topology.sites[site].id
    case .internet(let family, let ranges):
      if ranges == internetAddresses(family) { return "internet" }
      return ranges.ranges.first.map { $0.text(family) } ?? "internet"
    case .nobody(let address, _): return address.description
    }
  }
}

extension Topology {
  /// What is called by a name of its own at a site's addresses; nil for the site as a whole and for other addresses.
  func host(at end: End) -> SiteHost? {
    guard case .site(let site, let family, let ranges) = end, !siteHosts.isEmpty else { return nil }
    return siteHosts.first { host in
      host.siteId == sites[site].id
        && AddressRanges(host.prefixes.filter { $0.family == family }.map(\.range)) == ranges
    }
  }
}
