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
  /// Rules compared, and operations on traffic sets that this took.
  var rulesTried = 0
  var setOperations = 0

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
    /// The connection does not come about; its replies are followed as if it had.
    case blocked

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
      judgeStateful(part.traffic, FirewallEngine.handedOn(part.doubts), &judged)
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
          if verdict.outcome == .passes, isTCP, case .seen = flow { verdict.outcome = .oneSided }
          judged.append((verdict, packets))
          continue
        }
        let doubts = FirewallEngine.handedOn(part.doubts)
        switch flow {
        case .unseen where isTCP:
          judged.append((Verdict(ruling: part.ruling, outcome: .oneSided, flow: flow), packets))
        case .blocked: judged.append((verdict(nil, [], nil, flow), packets))
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

  /// The doubts of packets that the stateless rules forward. Where a rule may pass some packets of a connection by
  /// themselves, the stateful rules see the others only, and anything may come of it.
  private static func handedOn(_ doubts: [FirewallRuling]) -> [FirewallRuling] {
    doubts.filter { $0.action != .forward }.map { doubt in
      var doubt = doubt
      if doubt.action == .pass { doubt.action = .open }
      return doubt
    }
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
}
