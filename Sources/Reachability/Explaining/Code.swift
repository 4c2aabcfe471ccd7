/// The code of a blocker or an assumption: one of AWS Reachability Analyzer's, or one of ours, which begin with `X_`.
///
/// ``Code/all`` is the one table of them; `canreach codes` prints it.
public struct Code: RawRepresentable, Sendable, Hashable, Comparable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  /// The part of a question that a code belongs to.
  public enum Stage: String, Sendable, Hashable {
    case dns, network, endpoint, tls, http, policy, authorizer, integration, target

    /// Whether what is refused there is a request, not packets.
    var isOfRequests: Bool { [.http, .policy, .authorizer, .integration].contains(self) }
  }

  /// What a code says, and where it comes from.
  public struct Entry: Sendable, Hashable {
    public var code: Code
    public var stage: Stage
    public var meaning: String
    /// AWS's code for this cause or, of one of ours, the coarser one that it refines.
    public var awsCode: Code?
    /// Of one of ours, the rules of canreach that give it: DP data plane, NL names and load balancers, AG API Gateway.
    public var rules: String?
    /// AWS's page about the code, or about the behaviour behind one of ours.
    public var page: String
    /// Whether blockers carry it; else it is a code of assumptions and details.
    public var isBlocker: Bool
  }

  public static func < (left: Code, right: Code) -> Bool { left.rawValue < right.rawValue }

  /// The entry of the code.
  public var entry: Entry? { Code.byName[self] }

  /// The stage of the code; `network` for a code that is not in the table.
  public var stage: Stage { entry?.stage ?? .network }

  /// AWS's own code for the cause, or the coarser one that a code of ours refines.
  public var awsCode: Code? { entry?.awsCode }

  /// Every code, AWS's first, in the order of AWS's page and then of ours.
  public static let all: [Entry] = awsEntries + ownEntries

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
}
