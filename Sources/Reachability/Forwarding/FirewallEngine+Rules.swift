import Addressing

// How a firewall sorts packets by its rules, and what it says of each part.

extension FirewallEngine {
  /// A part of the packets with the rule that decides, and those before it that may.
  typealias Sorted = (traffic: TrafficSet, ruling: FirewallRuling?, doubts: [FirewallRuling])

  mutating func sortStateless(
    _ traffic: TrafficSet
  ) -> [(traffic: TrafficSet, ruling: FirewallRuling, doubts: [FirewallRuling])] {
    sort(traffic, firewall.stateless) { $0.ruling.doubt.map(FirewallCondition.Bearing.perhaps) ?? .always }
      .map { ($0.traffic, $0.ruling ?? firewall.statelessDefault, $0.doubts) }
  }

  mutating func sort(_ traffic: TrafficSet, at moment: FirewallMoment, isTCP: Bool) -> [Sorted] {
    // A request is asked over TCP.
    let request = isTCP ? request : nil
    return sort(traffic, firewall.stateful) { $0.condition.bearing(on: moment, request) }
  }

  /// Goes through the rules in their order: the first that certainly matches decides; those before it that may match
  /// are its doubts.
  mutating func sort(
    _ traffic: TrafficSet, _ rules: [FirewallRule], _ bearing: (FirewallRule) -> FirewallCondition.Bearing
  ) -> [Sorted] {
    var pending: [(traffic: TrafficSet, doubts: [FirewallRuling])] = [(traffic, [])]
    var sorted: [Sorted] = []
    for rule in rules where !pending.isEmpty {
      rulesTried += 1
      let matches = bearing(rule)
      if matches == .never { continue }
      var rest: [(traffic: TrafficSet, doubts: [FirewallRuling])] = []
      for (packets, doubts) in pending {
        if case .perhaps = matches, !FirewallEngine.adds(rule.ruling, to: doubts) {
          rest.append((packets, doubts))
          continue
        }
        setOperations += 1
        let part = rule.fields.matches(packets)
        if part.isEmpty {
          rest.append((packets, doubts))
          continue
        }
        switch matches {
        case .perhaps(let doubt):
          var ruling = rule.ruling
          ruling.doubt = doubt
          rest.append((part, doubts + [ruling]))
        default: sorted.append((part, rule.ruling, doubts))
        }
        setOperations += 1
        let others = packets.subtracting(part)
        if !others.isEmpty { rest.append((others, doubts)) }
      }
      pending = rest
    }
    return sorted + pending.map { ($0.traffic, nil, $0.doubts) }
  }

  /// Whether a doubt opens something that the ones before do not: one that may pass and one that may block are enough.
  static func adds(_ ruling: FirewallRuling, to doubts: [FirewallRuling]) -> Bool {
    (ruling.action.mayPass && !doubts.contains(where: \.action.mayPass))
      || (ruling.action.mayBlock && !doubts.contains(where: \.action.mayBlock))
      || (ruling.action == .forward && !doubts.contains { $0.action == .forward })
  }

  static func joined(_ doubts: [FirewallRuling], _ more: [FirewallRuling]) -> [FirewallRuling] {
    more.reduce(into: doubts) { if adds($1, to: $0) { $0.append($1) } }
  }

  // MARK: Verdicts

  /// What comes of a ruling, and of the rules that might have decided otherwise before it.
  func verdict(
    _ ruling: FirewallRuling?, _ doubts: [FirewallRuling], _ moment: FirewallMoment?, _ flow: Flow
  ) -> Verdict {
    let blocks = ruling.map { $0.action == .drop || $0.action == .reject } ?? false
    let contrary = doubts.first { doubt in
      // Where the stateless rules may hand the packets on, anything may come of it.
      doubt.action == .forward || (blocks ? doubt.action.mayPass : doubt.action.mayBlock)
    }
    if let ruling, ruling.action == .open {
      return Verdict(ruling: ruling, outcome: .open(contrary ?? ruling), moment: moment, flow: .passed)
    }
    var left = flow
    if blocks {
      // What is blocked goes on as if it had passed.
      left = .blocked
    } else if case .seen(let order, _) = flow, order > 0 {
      left = .seen(passedFrom: order, doubt: doubts.first { $0.action.mayPass || $0.action == .forward })
    }
    let outcome = contrary.map(Verdict.Outcome.open) ?? (blocks ? .blocked : .passes)
    return Verdict(ruling: ruling, outcome: outcome, moment: moment, flow: left)
  }

  /// Parts that come to the same are one; what passes is told by its first rule.
  func merged(_ judged: [Judged]) -> [Judged] {
    var merged: [Judged] = []
    for (verdict, traffic) in judged {
      let same = merged.firstIndex { known in
        verdict.outcome == .passes
          ? known.verdict.outcome == .passes && known.verdict.flow == verdict.flow : known.verdict == verdict
      }
      if let same {
        merged[same].traffic = TrafficSet(traffic.family, disjoint: merged[same].traffic.boxes + traffic.boxes)
      } else {
        merged.append((verdict, traffic))
      }
    }
    return merged
  }

  static func separate(_ traffic: TrafficSet) -> (tcp: TrafficSet, other: TrafficSet) {
    let isTCP = traffic.boxes.map { $0.singleProtocol == .tcp }
    func boxes(_ wanted: Bool) -> TrafficSet {
      TrafficSet(traffic.family, disjoint: zip(traffic.boxes, isTCP).filter { $0.1 == wanted }.map(\.0))
    }
    return (boxes(true), boxes(false))
  }
}
