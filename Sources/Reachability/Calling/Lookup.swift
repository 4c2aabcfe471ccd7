import Addressing
import NetworkModel

/// What a client learns of the host of a URL before it connects: one of the answers to its name, and of that one of the
/// addresses.
struct Lookup: Sendable {
  var host: String
  /// All answers to the name that are followed, and which of them this is.
  var answers: [NameAnswer]
  var index: Int
  /// Where the way goes on; nil where it does not.
  var place: ResolvedAddress?
  var verdict: Verdict
  var symptom: String?
  var legs: [Leg]
  /// `leg` counts in `legs`.
  var blockers: [Blocker]
  var assumptions: [Assumption]

  init(_ host: String, _ answers: [NameAnswer], _ index: Int) {
    let answer = answers[index]
    (self.host, self.answers, self.index) = (host, answers, index)
    verdict = answer.verdict
    symptom = verdict == .unreachable ? answer.symptom : nil
    legs = answer.legs.map { leg in
      var leg = leg
      leg.isLookup = true
      return leg
    }
    blockers = answer.blockers
    assumptions = answer.assumptions
  }

  /// An address in a URL, which is not looked up, and of whose family the client has none.
  init(_ address: IPAddress, of client: Component) {
    (host, answers, index, legs, assumptions) = ("\(address)", [], 0, [], [])
    verdict = .unreachable
    symptom = Symptom.timeout
    blockers = [
      Blocker(
        code: .noPath, component: client, rule: nil, direction: nil, way: .forward, traffic: "\(address)",
        message: "the client has no address of the family of \(address)")
    ]
  }

  var answer: NameAnswer? { answers.indices.contains(index) ? answers[index] : nil }

  /// The same with something that keeps the client from what it asks for.
  func refused(_ blocker: Blocker, symptom: String) -> Lookup {
    var lookup = self
    lookup.verdict = .unreachable
    lookup.symptom = symptom
    lookup.blockers.append(blocker)
    lookup.blockers[blockers.count].leg = max(legs.count - 1, 0)
    return lookup
  }

  /// A way that goes on with an address of the answer.
  func way(to place: ResolvedAddress, _ stretch: Way.Stretch) -> Way {
    var lookup = self
    lookup.place = place
    return Way(stretches: [.lookup(lookup), stretch])
  }
}

// Where the private answer to a name leads to an API that does not answer there, it is the answer that stands in the way
// (AG 1.7).

extension Lookup {
  /// Whether it is the answer that has to change where an API refuses what comes by an endpoint. The endpoint's own name
  /// leads there because it was asked for.
  func isShadow(for record: BlockerRecord) -> Bool {
    record.code == .httpApiNotPrivate && !host.contains(".vpce.") && legs.last?.forward.last != nil
  }

  /// The API's refusal as one of the answer.
  func shadow(of refusal: Blocker) -> Blocker {
    guard let hop = legs.last?.forward.last else { return refusal }
    var blocker = refusal
    blocker.code = .dnsShadowed
    blocker.stage = .dns
    blocker.message =
      "\(hop.component.title) answers privately for a name that is meant to be public: \(refusal.message)"
    blocker.component = hop.component
    blocker.rule = hop.rule
    (blocker.traffic, blocker.refused, blocker.request) = (hop.traffic, nil, nil)
    blocker.source = hop.component.source
    return blocker
  }

  /// What the client sees behind a private answer by a CNAME to a Regional domain name: AWS's pages differ on it (AG U-8).
  func symptom(behind journey: Journey) -> String? {
    let records = journey.connections.flatMap(\.leaf.branch.blockers)
    guard records.contains(where: isShadow), !host.contains(".execute-api.") else { return nil }
    return "the name does not resolve, or the certificate does not match it, or \(Symptom.forbidden)"
  }
}
