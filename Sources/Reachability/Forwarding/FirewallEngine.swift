import Addressing

/// What a firewall does with a set of packets, exactly: which part passes, which is dropped, of which it is not known.
///
/// The stateless rules are asked with every packet; what they forward, the stateful rules are asked with, once for each
/// moment of the connection, until one of them decides (NFW 9.2.2 to 9.2.4).
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html
struct FirewallEngine {
  let firewall: CompiledFirewall
  /// What is asked over the connection.
  let request: HTTPRequest?
  private(set) var rulesTried = 0
  private(set) var setOperations = 0

  init(_ firewall: CompiledFirewall, _ request: HTTPRequest?) {
    self.firewall = firewall
    self.request = request
  }

  /// What the stateful rules know of a connection whose first packets went through.
  enum Flow: Sendable, Hashable {
    /// Nothing: the stateless rules let the packets pass.
    case unseen
    /// Everything. What comes later than the moment of this order is not looked at any more; the doubt is about a rule
    /// that may have passed all of it.
    case seen(passedFrom: Int, doubt: FirewallRuling? = nil)

    /// Nothing has decided yet: replies are looked at.
    static let undecided = Flow.seen(passedFrom: .max)
    /// Replies are not looked at.
    static let passed = Flow.seen(passedFrom: 0)
  }

  /// What becomes of a part of the packets.
  struct Verdict: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
      case passes, blocked
      /// The doubt decides.
      case open(FirewallRuling)
      /// The stateful rules see one direction of a TCP connection only.
      case oneSided
    }

    /// Nil where no rule matched and no default drops.
    var ruling: FirewallRuling?
    var outcome: Outcome
    /// When a stateful rule decided; nil for a stateless one.
    var moment: FirewallMoment?
    var flow: Flow
  }

  typealias Judged = (verdict: Verdict, traffic: TrafficSet)

  /// The first packets of connections, and all that follows from the client.
  mutating func judgeRequest(_ traffic: TrafficSet) -> [Judged] {
    var judged: [Judged] = []
    for part in sortStateless(traffic) {
      guard part.ruling.action == .forward else {
        judged.append((verdict(part.ruling, part.doubts, nil, .unseen), part.traffic))
        continue
      }
      judgeStateful(part.traffic, part.doubts.filter { $0.action != .forward }, &judged)
    }
    return merged(judged)
  }

  /// The replies of connections.
  mutating func judgeReply(_ traffic: TrafficSet, _ flow: Flow) -> [Judged] {
    var judged: [Judged] = []
    for part in sortStateless(traffic) {
      let (tcp, other) = FirewallEngine.separate(part.traffic)
      let isForwarded = part.ruling.action == .forward
      for (packets, isTCP) in [(tcp, true), (other, false)] where !packets.isEmpty {
        if !isForwarded {
          var verdict = verdict(part.ruling, part.doubts, nil, flow)
          if verdict.outcome == .passes, isTCP, flow != .unseen { verdict.outcome = .oneSided }
          judged.append((verdict, packets))
          continue
        }
        let doubts = part.doubts.filter { $0.action != .forward }
        switch flow {
        case .unseen where isTCP:
          judged.append((Verdict(ruling: part.ruling, outcome: .oneSided, flow: flow), packets))
        case .unseen: follow(packets, FirewallMoment.other[...], doubts, isTCP: false, &judged)
        case .seen(let passedFrom, let doubt):
          let moments = (isTCP ? FirewallMoment.tcp : FirewallMoment.other)
            .filter { !$0.isToServer && $0.order < passedFrom }
          answer(packets, moments[...], FirewallEngine.joined(doubt.map { [$0] } ?? [], doubts), isTCP: isTCP, &judged)
        }
      }
    }
    return merged(judged)
  }

  // MARK: Moments

  private mutating func judgeStateful(_ traffic: TrafficSet, _ doubts: [FirewallRuling], _ judged: inout [Judged]) {
    let (tcp, other) = FirewallEngine.separate(traffic)
    if !tcp.isEmpty { follow(tcp, FirewallMoment.tcp[...], doubts, isTCP: true, &judged) }
    if !other.isEmpty { follow(other, FirewallMoment.other[...], doubts, isTCP: false, &judged) }
  }

  /// A connection from its first packet on, as its client sends it.
  private mutating func follow(
    _ traffic: TrafficSet, _ moments: ArraySlice<FirewallMoment>, _ doubts: [FirewallRuling], isTCP: Bool,
    _ judged: inout [Judged]
  ) {
    guard let moment = moments.first else {
      judged.append((verdict(nil, doubts, nil, .undecided), traffic))
      return
    }
    let next = moments.dropFirst()
    if !moment.isToServer {
      // Only the answer of a TCP handshake comes before something else that is certain.
      guard isTCP, moment.order < 2 else { return follow(traffic, next, doubts, isTCP: isTCP, &judged) }
      return lookAhead(traffic, moment, next, doubts, &judged)
    }
    for part in sort(traffic, at: moment, isTCP: isTCP) {
      let all = FirewallEngine.joined(doubts, part.doubts)
      if let ruling = part.ruling ?? defaultRuling(at: moment, isTCP: isTCP) {
        judged.append((verdict(ruling, all, moment, .seen(passedFrom: moment.order)), part.traffic))
      } else {
        follow(part.traffic, next, all, isTCP: isTCP, &judged)
      }
    }
  }

  /// The answer of the handshake: where a rule passes it, what follows is not looked at; where one drops it, nothing
  /// follows, and the way back will tell.
  private mutating func lookAhead(
    _ traffic: TrafficSet, _ moment: FirewallMoment, _ next: ArraySlice<FirewallMoment>, _ doubts: [FirewallRuling],
    _ judged: inout [Judged]
  ) {
    for part in sort(traffic.swapped, at: moment, isTCP: true) {
      let own = part.traffic.swapped
      let all = FirewallEngine.joined(doubts, part.doubts.filter(\.action.mayPass))
      switch part.ruling?.action {
      case .pass?:
        judged.append((verdict(part.ruling, all, moment, .seen(passedFrom: moment.order)), own))
      case nil: follow(own, next, all, isTCP: true, &judged)
      default: judged.append((verdict(nil, all, moment, .undecided), own))
      }
    }
  }

  /// The replies that are still looked at.
  private mutating func answer(
    _ traffic: TrafficSet, _ moments: ArraySlice<FirewallMoment>, _ doubts: [FirewallRuling], isTCP: Bool,
    _ judged: inout [Judged]
  ) {
    guard let moment = moments.first else {
      judged.append((verdict(nil, doubts, nil, .passed), traffic))
      return
    }
    for part in sort(traffic, at: moment, isTCP: isTCP) {
      let all = FirewallEngine.joined(doubts, part.doubts)
      if let ruling = part.ruling ?? defaultRuling(at: moment, isTCP: isTCP) {
        judged.append((verdict(ruling, all, moment, .passed), part.traffic))
      } else {
        answer(part.traffic, moments.dropFirst(), all, isTCP: isTCP, &judged)
      }
    }
  }

  /// What the policy's default does with packets that no stateful rule matched; nil where it lets them go on
  /// (NFW 9.2.4).
  private func defaultRuling(at moment: FirewallMoment, isTCP: Bool) -> FirewallRuling? {
    switch firewall.statefulDefault {
    case .pass: return nil
    case .drop: return firewall.statefulDefaultRuling
    case .dropEstablished:
      return !isTCP || (moment.isToServer && moment.isEstablished) ? firewall.statefulDefaultRuling : nil
    case .dropApplication:
      if isTCP { return moment.isToServer && moment.isEstablished ? firewall.statefulDefaultRuling : nil }
      guard moment.isToServer else { return nil }
      var open = firewall.statefulDefaultRuling
      open.action = .open
      open.doubt = .undocumented
      return open
    }
  }

  // MARK: Rules

  private typealias Sorted = (traffic: TrafficSet, ruling: FirewallRuling?, doubts: [FirewallRuling])

  private mutating func sortStateless(
    _ traffic: TrafficSet
  ) -> [(traffic: TrafficSet, ruling: FirewallRuling, doubts: [FirewallRuling])] {
    sort(traffic, firewall.stateless) { $0.ruling.doubt.map(FirewallCondition.Bearing.perhaps) ?? .always }
      .map { ($0.traffic, $0.ruling ?? firewall.statelessDefault, $0.doubts) }
  }

  private mutating func sort(_ traffic: TrafficSet, at moment: FirewallMoment, isTCP: Bool) -> [Sorted] {
    // A request is asked over TCP.
    let request = isTCP ? request : nil
    return sort(traffic, firewall.stateful) { $0.condition.bearing(on: moment, request) }
  }

  /// Goes through the rules in their order: the first that certainly matches decides; those before it that may match
  /// are its doubts.
  private mutating func sort(
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
  private static func adds(_ ruling: FirewallRuling, to doubts: [FirewallRuling]) -> Bool {
    (ruling.action.mayPass && !doubts.contains(where: \.action.mayPass))
      || (ruling.action.mayBlock && !doubts.contains(where: \.action.mayBlock))
      || (ruling.action == .forward && !doubts.contains { $0.action == .forward })
  }

  private static func joined(_ doubts: [FirewallRuling], _ more: [FirewallRuling]) -> [FirewallRuling] {
    more.reduce(into: doubts) { if adds($1, to: $0) { $0.append($1) } }
  }

  // MARK: Verdicts

  /// What comes of a ruling, and of the rules that might have decided otherwise before it.
  private func verdict(
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
      left = .passed
    } else if case .seen(let order, _) = flow, order > 0 {
      left = .seen(passedFrom: order, doubt: doubts.first { $0.action.mayPass || $0.action == .forward })
    }
    let outcome = contrary.map(Verdict.Outcome.open) ?? (blocks ? .blocked : .passes)
    return Verdict(ruling: ruling, outcome: outcome, moment: moment, flow: left)
  }

  /// Parts that come to the same are one; what passes is told by its first rule.
  private func merged(_ judged: [Judged]) -> [Judged] {
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

  private static func separate(_ traffic: TrafficSet) -> (tcp: TrafficSet, other: TrafficSet) {
    let isTCP = traffic.boxes.map { $0.singleProtocol == .tcp }
    func boxes(_ wanted: Bool) -> TrafficSet {
      TrafficSet(traffic.family, disjoint: zip(traffic.boxes, isTCP).filter { $0.1 == wanted }.map(\.0))
    }
    return (boxes(true), boxes(false))
  }
}
