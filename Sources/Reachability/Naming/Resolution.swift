import Addressing
import NetworkModel

/// What becomes of a name that somebody asks for: every answer that is possible, with how it comes about.
public struct Resolution: Sendable, Hashable {
  /// As it was asked for, without the dot at its end.
  public var name: String
  /// The id of who asks, or its address where it has none.
  public var from: String
  /// The types of records that are asked for.
  public var types: [RecordType]
  /// By type, each in the order in which the records stand.
  public var answers: [NameAnswer]
  /// `reachable` where every possible answer has an address.
  public var verdict: Verdict
  public var summary: String
  /// What the client sees; nil where it gets addresses.
  public var symptom: String?
  /// What would give the client the addresses.
  public var fixes: [Fix]

  public init(
    name: String, from: String, types: [RecordType], answers: [NameAnswer], verdict: Verdict, summary: String,
    symptom: String?, fixes: [Fix] = []
  ) {
    self.name = name
    self.from = from
    self.types = types
    self.answers = answers
    self.verdict = verdict
    self.summary = summary
    self.symptom = symptom
    self.fixes = fixes
  }
}

/// One possible answer to a query for a name.
public struct NameAnswer: Sendable, Hashable {
  /// What comes back (NL 0).
  public enum Outcome: String, Sendable, Hashable {
    case answer = "ANSWER"
    case noData = "NODATA"
    case nxDomain = "NXDOMAIN"
    case servFail = "SERVFAIL"
    case timeout = "DNS_TIMEOUT"
    case unknown = "UNKNOWN"
  }

  /// How the answer stands to the others of its name and type.
  public enum Standing: String, Sendable, Hashable {
    /// Some clients, or some of the time, get this one.
    case possible
    /// One of several readings of what the input or AWS's pages leave open; only one of them is true.
    case reading
    /// What a failover would answer; it counts for nothing now (DEC-2).
    case standby
  }

  public var type: RecordType
  /// What the client gets.
  public var outcome: Outcome
  /// What the name leads to; also where a blocker keeps the client from learning it.
  public var addresses: [ResolvedAddress]
  /// The name asked for and those that it led to, in their order.
  public var names: [DomainName]
  /// How often this is the answer, where weights say so.
  public var share: Share?
  /// What its records are among others of their name and type, in the order of the names: `secondary`, `weight 10`.
  public var roles: [String]
  public var standing: Standing
  /// The queries, in the order in which they are made: each a connection, with what the asked server decided.
  public var legs: [Leg]
  /// `leg` counts in `legs`.
  public var blockers: [Blocker]
  public var assumptions: [Assumption]
  /// Where public DNS answered although the input has a private answer: what would have to change for that one.
  public var privateAnswer: Blocker?

  /// Whether one answer holds what several records have, of which a client takes one address.
  var isMultivalue: Bool { roles.last == RecordText.multivalue }

  public var verdict: Verdict {
    if !blockers.isEmpty { return .unreachable }
    if outcome == .unknown || assumptions.contains(where: \.decides) { return .undetermined }
    return outcome == .answer ? .reachable : .unreachable
  }
}

/// Where a name leads.
public enum ResolvedAddress: Sendable, Hashable {
  /// An address, with what has it where the answer tells: an endpoint, a load balancer.
  case address(IPAddress, of: Component?)
  /// Public addresses of an AWS service: `execute-api` (DEC-10).
  case service(String, region: String?)
  /// Public addresses that the input does not show.
  case elsewhere

  public var address: IPAddress? {
    if case .address(let address, _) = self { return address }
    return nil
  }
}

extension ResolvedAddress: CustomStringConvertible {
  public var description: String {
    switch self {
    case .address(let address, _): address.description
    case .service(let name, let region): "a public address of \(name)\(region.map { " in \($0)" } ?? "")"
    case .elsewhere: "a public address"
    }
  }
}

/// A part of a whole: 1 of 3.
public struct Share: Sendable, Hashable {
  public var part: Int
  public var whole: Int

  /// In lowest terms.
  public init(_ part: Int, of whole: Int) {
    var (larger, smaller) = (whole, part)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    let divisor = max(larger, 1)
    (self.part, self.whole) = (part / divisor, whole / divisor)
  }

  public static func * (left: Share, right: Share) -> Share {
    Share(left.part * right.part, of: left.whole * right.whole)
  }
}

extension Share: CustomStringConvertible {
  public var description: String { part == whole ? "always" : "\(part) of \(whole)" }
}
