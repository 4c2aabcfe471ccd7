import NetworkModel

/// What a file says the answer to a question has to be (CONTRACT section 5), as it is written there.
public struct Expectation: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    case reachable, unreachable, partial, undetermined
  }

  /// Where it begins.
  public var location: SourceLocation
  public var name: String?
  public var from: String
  public var to: String
  public var `protocol`: String?
  public var port: String?
  public var sourcePort: String?
  public var oneWay = false
  public var via: [String] = []
  public var avoid: [String] = []
  /// Of the request, where TO is a URL: its method, its headers as `Name: value`, the page it comes from, and the
  /// principal that signs it.
  public var method: String?
  public var headers: [String] = []
  public var origin: String?
  public var principal: String?
  public var verdict: Verdict
  /// Codes that blockers have to have.
  public var because: [String] = []
  /// Why it does not hold yet; nil where it has to.
  public var todo: String?

  public init(location: SourceLocation, from: String, to: String, verdict: Verdict) {
    self.location = location
    self.from = from
    self.to = to
    self.verdict = verdict
  }
}
