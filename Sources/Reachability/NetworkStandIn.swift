// A stand-in for the engine, until it is merged.

import NetworkModel

/// A topology, ready to be asked.
public struct Network: Sendable {
  public let topology: Topology
  /// The names, ids and addresses of the topology.
  let endpoints: EndpointResolver

  public init(_ topology: Topology) {
    self.topology = topology
    endpoints = EndpointResolver(topology)
  }
}

/// What came of following one pair.
public struct PairOutcome: Sendable {
  public var verdict: Verdict
  public var symptom: String?
  public var legs: [Leg]
  public var blockers: [Blocker]
  public var assumptions: [Assumption]

  public init(
    verdict: Verdict, symptom: String? = nil, legs: [Leg] = [], blockers: [Blocker] = [],
    assumptions: [Assumption] = []
  ) {
    self.verdict = verdict
    self.symptom = symptom
    self.legs = legs
    self.blockers = blockers
    self.assumptions = assumptions
  }
}

extension Network {
  func follow(_ pair: Pair, _ asked: Asked) -> PairOutcome { PairOutcome(verdict: .undetermined) }
}
