/// A question as it was typed: the keys of `query` in an answer, of a line of a batch, and of an expectation.
public struct Query: Sendable, Hashable {
  public var from: String
  public var to: String
  /// `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `any`.
  public var `protocol`: String
  /// `N`, `N-M` or `any`.
  public var port: String
  /// `N` or `N-M`; nil for the client's ephemeral ports.
  public var sourcePort: String?
  /// Ignore the way back.
  public var oneWay: Bool
  /// Components that the way has to pass.
  public var via: [String]
  /// Components that the way may not pass.
  public var avoid: [String]
  /// Of the request, where TO is a URL: its method, its headers as `Name: value`, the page it comes from, and the
  /// principal that signs it.
  public var method: String?
  public var headers: [String] = []
  public var origin: String?
  public var principal: String?
  public var expect: Verdict?

  public init(
    from: String, to: String, protocol: String = "tcp", port: String = "any", sourcePort: String? = nil,
    oneWay: Bool = false, via: [String] = [], avoid: [String] = [], expect: Verdict? = nil
  ) {
    self.from = from
    self.to = to
    self.protocol = `protocol`
    self.port = port
    self.sourcePort = sourcePort
    self.oneWay = oneWay
    self.via = via
    self.avoid = avoid
    self.expect = expect
  }
}

/// Why a question has no answer.
public struct QueryError: Error, Sendable, Hashable {
  /// The exit status of the contract: 64 usage, 65 malformed, 66 not found or ambiguous.
  public var status: Int32
  public var message: String
  /// What the user may have meant, each with its id.
  public var candidates: [String]

  public init(status: Int32, message: String, candidates: [String] = []) {
    self.status = status
    self.message = message
    self.candidates = candidates
  }
}
