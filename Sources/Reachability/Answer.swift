import NetworkModel

/// The answer to a question: a value that holds everything a report or a diagram shows (CONTRACT section 4).
public struct Answer: Sendable, Hashable {
  public var query: Query
  public var verdict: Verdict
  public var summary: String
  /// What the client sees; nil where it gets through.
  public var symptom: String?
  public var legs: [Leg]
  public var blockers: [Blocker]
  public var assumptions: [Assumption]
  public var fixes: [Fix]
  public var pairs: PairCounts

  public init(
    query: Query, verdict: Verdict, summary: String, symptom: String?, legs: [Leg], blockers: [Blocker],
    assumptions: [Assumption], fixes: [Fix], pairs: PairCounts
  ) {
    self.query = query
    self.verdict = verdict
    self.summary = summary
    self.symptom = symptom
    self.legs = legs
    self.blockers = blockers
    self.assumptions = assumptions
    self.fixes = fixes
    self.pairs = pairs
  }
}

/// A resource as answers name it.
public struct Component: Sendable, Hashable {
  public var id: String
  public var kind: ResourceKind
  public var name: String?
  public var account: String
  public var region: String
  public var source: SourceLocation?

  public init(
    _ id: String, kind: ResourceKind, name: String? = nil, account: String = "", region: String = "",
    source: SourceLocation? = nil
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.account = account
    self.region = region
    self.source = source
  }

  public init(_ identity: Identity, kind: ResourceKind) {
    self.init(
      identity.id, kind: kind, name: identity.name, account: identity.account, region: identity.region,
      source: identity.source)
  }

  /// `name (id)`, or the id.
  public var label: String {
    Identity.label(id: id, name: name)
  }

  /// The label, with the kind before it where the id does not tell the kind as AWS's ids do.
  public var title: String {
    switch EndpointForm(id) {
    case .id, .arn: label
    default: kind.words == label ? label : "\(kind.words) \(label)"
    }
  }
}

/// One connection: from the sender to the receiver and back.
public struct Leg: Sendable, Hashable {
  /// An id, or an address where there is no id.
  public var from: String
  public var to: String
  public var verdict: Verdict
  public var forward: [Hop]
  public var `return`: [Hop]
  /// What people call the two ends: `central to web-1 (i-0a1b)`. Of text reports only.
  public var title: String
  /// Whether it carries a query for the address of a name. Of text reports and diagrams only.
  public var isLookup = false

  public init(
    from: String, to: String, verdict: Verdict, forward: [Hop], return: [Hop], title: String? = nil
  ) {
    self.from = from
    self.to = to
    self.verdict = verdict
    self.forward = forward
    self.return = `return`
    self.title = title ?? "\(from) to \(to)"
  }
}

/// A component on the way that decided something.
public struct Hop: Sendable, Hashable {
  public enum Decision: String, Sendable, Hashable {
    case forwarded, allowed, translated, delivered, answered, blocked, assumed
  }

  public var component: Component
  public var decision: Decision
  /// The rule, route or record that decided; nil where none exists.
  public var rule: String?
  /// The packets after this hop; of a hop that blocks, those it refuses.
  public var traffic: String
  /// The blocker's or the assumption's code; nil where the traffic just passes.
  public var code: String?
  /// Whether the packets enter or leave there; nil where a component has no directions. Of text reports only.
  public var direction: Blocker.Direction?

  public init(
    component: Component, decision: Decision, rule: String?, traffic: String, code: String? = nil,
    direction: Blocker.Direction? = nil
  ) {
    self.component = component
    self.decision = decision
    self.rule = rule
    self.traffic = traffic
    self.code = code
    self.direction = direction
  }
}

/// Something that has to change for the traffic to pass.
public struct Blocker: Sendable, Hashable {
  public enum Direction: String, Sendable, Hashable { case ingress, egress }
  public enum Way: String, Sendable, Hashable { case forward, `return` }

  public var code: Code
  /// The resource to change.
  public var component: Component
  public var rule: String?
  public var direction: Direction?
  public var way: Way
  /// The part of the question that it stands in: its code's, or `dns` in a connection that only carries a query.
  public var stage: Code.Stage
  public var leg: Int
  /// The packets that are refused, as they arrive.
  public var traffic: String
  /// The same as a rule or a route would name them; nil where it is the question that refuses.
  public var refused: RefusedTraffic?
  /// The id of the gateway or attachment that would lead on, for routes; of the load balancer that asks a security group
  /// of what comes through PrivateLink; the ARN of who would call, for a function's policy. Else nil.
  public var towards: String?
  /// What the request or its answer would have to have: `the header Authorization`, or a whole header of an answer.
  public var missing: String?
  /// The request that is refused, `GET /orders`; nil where packets are. Of text reports only.
  public var request: String?
  public var message: String
  /// Rules that missed by one field.
  public var near: [NearMiss]
  /// Where the deciding rule, or else the component, is written.
  public var source: SourceLocation?

  public init(
    code: Code, component: Component, rule: String?, direction: Direction?, way: Way, stage: Code.Stage? = nil,
    leg: Int = 0, traffic: String,
    refused: RefusedTraffic? = nil, towards: String? = nil, missing: String? = nil, request: String? = nil,
    message: String, near: [NearMiss] = [], source: SourceLocation? = nil
  ) {
    self.code = code
    self.component = component
    self.rule = rule
    self.direction = direction
    self.way = way
    self.stage = stage ?? code.stage
    self.leg = leg
    self.traffic = traffic
    self.refused = refused
    self.towards = towards
    self.missing = missing
    self.request = request
    self.message = message
    self.near = near
    self.source = source
  }
}

/// A rule that would have let the traffic pass but for one field.
public struct NearMiss: Sendable, Hashable {
  public var component: String
  public var rule: String
  /// `port`, `protocol`, `source`, `destination`, `icmpType`, `action` …
  public var field: String
  /// What the traffic has there: `the traffic goes to port 443, not 22`.
  public var message: String
  /// Where the rule is written. Of text reports only.
  public var source: SourceLocation?

  public init(component: String, rule: String, field: String, message: String, source: SourceLocation? = nil) {
    self.component = component
    self.rule = rule
    self.field = field
    self.message = message
    self.source = source
  }
}

/// Something that the answer rests on and that the input does not show, or AWS does not document.
public struct Assumption: Sendable, Hashable {
  public var code: String
  /// The id of the component it is about.
  public var component: String
  public var message: String
  /// Whether it could turn the verdict.
  public var decides: Bool

  public init(code: String, component: String, message: String, decides: Bool) {
    self.code = code
    self.component = component
    self.message = message
    self.decides = decides
  }
}

/// Changes that would open the way.
public struct Fix: Sendable, Hashable {
  public struct Change: Sendable, Hashable {
    public var component: String
    public var summary: String
    public var cli: String?
    public var terraform: String?

    public init(component: String, summary: String, cli: String? = nil, terraform: String? = nil) {
      self.component = component
      self.summary = summary
      self.cli = cli
      self.terraform = terraform
    }
  }

  public var changes: [Change]
  /// Whether the change was applied to the model and the question answered `reachable`.
  public var verified: Bool

  public init(changes: [Change], verified: Bool = false) {
    self.changes = changes
    self.verified = verified
  }
}

/// How many pairs of ends were asked, and with what verdict.
public struct PairCounts: Sendable, Hashable {
  public var asked: Int
  public var reachable: Int
  public var unreachable: Int
  public var partial: Int
  public var undetermined: Int

  public init(asked: Int = 0, reachable: Int = 0, unreachable: Int = 0, partial: Int = 0, undetermined: Int = 0) {
    self.asked = asked
    self.reachable = reachable
    self.unreachable = unreachable
    self.partial = partial
    self.undetermined = undetermined
  }

  public mutating func count(_ verdict: Verdict) {
    asked += 1
    switch verdict {
    case .reachable: reachable += 1
    case .unreachable: unreachable += 1
    case .partial: partial += 1
    case .undetermined: undetermined += 1
    }
  }

  /// The verdicts of all pairs as one (CONTRACT section 2).
  public var verdict: Verdict {
    if asked == reachable { return .reachable }
    if asked == unreachable { return .unreachable }
    if partial > 0 || (reachable > 0 && unreachable > 0) { return .partial }
    return .undetermined
  }
}
