import Addressing
import NetworkModel

/// A query on its way, with everything that happened to it: one branch of a resolution.
struct Trail: Sendable {
  /// The name that is looked for now: the one asked for, or one that a CNAME led to.
  var name: DomainName
  /// DNS64 asks for another type than the client.
  var type: RecordType
  /// The name asked for and every name that it led to.
  var names: [DomainName]
  var legs: [Leg] = []
  var blockers: [Blocker] = []
  var assumptions: [Assumption] = []
  /// What the client sees, where something that blocks was passed as if it had not been there.
  var failure: NameAnswer.Outcome?
  var outcome = NameAnswer.Outcome.unknown
  var addresses: [ResolvedAddress] = []
  var share: Share?
  /// As ``NameAnswer/roles``.
  var roles: [String] = []
  var standing = NameAnswer.Standing.possible
  var privateAnswer: Blocker?
  /// Rules that forwarded, and name servers that were asked, each with the VPC or the name: to find loops.
  var visits: Set<Visit> = []
  /// Names that DNS Firewall has been asked about.
  var judged: Set<DomainName> = []
  /// Whether DNS Firewall allowed the name with all that it leads to.
  var trustedNames = false

  enum Visit: Hashable, Sendable {
    case rule(Int, vpc: Int, DomainName)
    case server(Int, DomainName)
    /// A name server whose own address is being looked for.
    case nameServer(DomainName)
  }

  init(_ name: DomainName, _ type: RecordType) {
    self.name = name
    self.type = type
    names = [name]
  }

  /// The query as hops show it.
  var question: String { "\(type.rawValue) \(name)" }

  /// A new connection for a query, on which nothing but the asked end decides.
  mutating func open(from: String, to: String, title: String? = nil) {
    legs.append(Leg(from: from, to: to, verdict: .reachable, forward: [], return: [], title: title))
  }

  /// Notes what decided about the query, on the connection that brought it there.
  mutating func hop(_ component: Component, _ decision: Hop.Decision, _ rule: String?, code: Code? = nil) {
    if legs.isEmpty { open(from: "", to: component.id) }
    legs[legs.count - 1].forward.append(
      Hop(component: component, decision: decision, rule: rule, traffic: question, code: code?.rawValue))
  }

  /// Notes that something keeps the client from the answer, which it sees as `outcome`; the search goes on as if it
  /// had not.
  mutating func block(
    _ code: Code, _ component: Component, _ rule: String? = nil, as outcome: NameAnswer.Outcome, near: [NearMiss] = [],
    towards: String? = nil, source: SourceLocation? = nil, _ message: String
  ) {
    hop(component, .blocked, rule, code: code)
    legs[legs.count - 1].verdict = .unreachable
    let blocker = Blocker(
      code: code, component: component, rule: rule, direction: nil, way: .forward, stage: .dns, leg: legs.count - 1,
      traffic: question, towards: towards, message: message, near: near, source: source ?? component.source)
    blockers.append(blocker)
    failure = failure ?? outcome
  }

  mutating func assume(_ code: Code, _ component: String, decides: Bool, _ message: String) {
    let assumption = Assumption(code: code.rawValue, component: component, message: message, decides: decides)
    if !assumptions.contains(assumption) { assumptions.append(assumption) }
  }

  /// The end of the branch.
  func ended(_ outcome: NameAnswer.Outcome, _ addresses: [ResolvedAddress] = []) -> Trail {
    var trail = self
    trail.outcome = outcome
    trail.addresses = addresses
    return trail
  }

  /// The end of the branch, where what comes back is no answer and that is what has to change.
  func refused(
    _ code: Code, _ component: Component, _ rule: String? = nil, as outcome: NameAnswer.Outcome, near: [NearMiss] = [],
    towards: String? = nil, source: SourceLocation? = nil, _ message: String
  ) -> Trail {
    var trail = self
    trail.block(code, component, rule, as: outcome, near: near, towards: towards, source: source, message)
    return trail.ended(outcome)
  }

  /// The end of the branch, where the input does not show what comes back.
  func unknown(_ component: String, _ message: String) -> Trail {
    var trail = self
    trail.assume(.unknownResource, component, decides: true, message)
    return trail.ended(.unknown)
  }

  var answer: NameAnswer {
    NameAnswer(
      type: type, outcome: failure ?? outcome, addresses: addresses, names: names, share: share, roles: roles,
      standing: standing,
      legs: legs, blockers: blockers, assumptions: assumptions, privateAnswer: privateAnswer)
  }
}

extension [Trail] {
  /// What the answers say, without how they came about: to tell whether two readings differ.
  var conclusions: Set<Conclusion> { Set(map { Conclusion($0) }) }

  struct Conclusion: Hashable {
    var outcome: NameAnswer.Outcome
    var addresses: [ResolvedAddress]
    var share: Share?

    init(_ trail: Trail) {
      outcome = trail.failure ?? trail.outcome
      addresses = trail.failure == nil ? trail.addresses : []
      share = trail.share
    }
  }
}
