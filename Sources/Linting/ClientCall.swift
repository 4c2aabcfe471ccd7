import NetworkModel
import Reachability

/// A call that the topology is expected to carry: what the rules know of clients.
public struct ClientCall: Sendable, Hashable {
  public var query: Query
  /// Where the expectation is written.
  public var source: SourceLocation?

  /// - Returns: nil where the call is not meant to get through.
  public init?(_ query: Query, source: SourceLocation?) {
    guard query.expect == .reachable || query.expect == .partial else { return nil }
    self.query = query
    self.source = source
  }
}
