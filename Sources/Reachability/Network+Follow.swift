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
    var walker = Walker(self, pair, asked)
    walker.start()
    return outcome(of: walker)
  }

  /// The verdict of ``follow(_:_:)`` alone, without what an answer shows of it.
  func verdict(_ pair: Pair, _ asked: Asked) -> Verdict {
    var walker = Walker(self, pair, asked)
    walker.start()
    return walker.leaves.isEmpty ? .undetermined : walker.leaves.verdict
  }

  private func outcome(of walker: Walker) -> PairOutcome {
    let leaves = walker.leaves
    let verdict = leaves.isEmpty ? Verdict.undetermined : leaves.verdict
    let shown = leaves.first { $0.verdict != .reachable } ?? leaves.first
    let legs = shown.map { leaf in
      [leg(of: leaf, walker.pair, verdict)]
    }
    let blockers = blockers(of: leaves, walker.pair)
    var assumptions: Set<Assumption> = []
    for leaf in leaves { assumptions.formUnion(leaf.branch.assumptions) }
    return PairOutcome(
      verdict: verdict, symptom: blockers.isEmpty ? nil : "the connection times out", legs: legs ?? [],
      blockers: blockers, assumptions: merged(assumptions, verdict), rulesTried: walker.rulesTried,
      setOperations: walker.setOperations)
  }

  /// Sorted, one for each code, component and message. Where the verdict is certain, none decides.
  private func merged(_ assumptions: Set<Assumption>, _ verdict: Verdict) -> [Assumption] {
    assumptions.map { assumption in
      var assumption = assumption
      if verdict != .undetermined { assumption.decides = false }
      return assumption
    }.sorted { ($0.code, $0.component, $0.message) < ($1.code, $1.component, $1.message) }
  }

  private func leg(of leaf: Leaf, _ pair: Pair, _ verdict: Verdict) -> Leg {
    let start = leaf.branch.returnStart ?? leaf.branch.hops.count
    return Leg(
      from: label(of: pair.from), to: label(of: pair.to), verdict: verdict,
      forward: hops(leaf.branch.hops[..<start]), return: hops(leaf.branch.hops[start...]))
  }

  /// The blockers of all branches that certainly do not pass, each once, its traffic the union of theirs.
  private func blockers(of leaves: [Leaf], _ pair: Pair) -> [Blocker] {
    var records: [BlockerRecord] = []
    for leaf in leaves where leaf.verdict == .unreachable {
      for record in leaf.branch.blockers {
        if let known = records.firstIndex(where: { $0.isSame(as: record) }) {
          if records[known].traffic.family == record.traffic.family {
            records[known].traffic = records[known].traffic.union(record.traffic)
          }
        } else {
          records.append(record)
        }
      }
    }
    return records.enumerated().sorted { left, right in
      let leftKey = (left.element.way == .forward ? 0 : 1, left.element.place, left.offset)
      let rightKey = (right.element.way == .forward ? 0 : 1, right.element.place, right.offset)
      return leftKey < rightKey
    }.map { blocker($0.element, pair) }
  }

  /// The id of an end, or its address where it has none.
  func label(of end: End) -> String {
    switch end {
    case .interface(let interface, _, _):
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
