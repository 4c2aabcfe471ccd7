/// What became of everything in the input (`canreach coverage`).
public struct Coverage: Sendable, Hashable {
  public enum ResourceState: String, Sendable, Hashable { case modelled, ignored, unknown }

  /// A resource of the input.
  public struct ResourceRow: Sendable, Hashable {
    public var component: String
    /// The kind as answers name it, or the input's own word for what is not modelled.
    public var kind: String
    public var name: String?
    public var account: String
    public var region: String
    public var state: ResourceState
    /// Why it is ignored or unknown; nil for what is modelled.
    public var reason: String?
    public var source: SourceLocation?

    public init(
      component: String, kind: String, name: String? = nil, account: String, region: String, state: ResourceState,
      reason: String? = nil, source: SourceLocation? = nil
    ) {
      self.component = component
      self.kind = kind
      self.name = name
      self.account = account
      self.region = region
      self.state = state
      self.reason = reason
      self.source = source
    }
  }

  public enum CallState: String, Sendable, Hashable { case read, ignored, notVisible }

  /// A call of the snapshot, or one that it lacks.
  public struct CallRow: Sendable, Hashable {
    /// `ec2 describe-vpcs`, with the parameter after a blank where it has one.
    public var call: String
    public var account: String
    public var region: String
    public var state: CallState
    /// Why: what failed, or what the call is not needed for.
    public var reason: String?
    public var file: String?

    public init(
      call: String, account: String, region: String, state: CallState, reason: String? = nil, file: String? = nil
    ) {
      self.call = call
      self.account = account
      self.region = region
      self.state = state
      self.reason = reason
      self.file = file
    }
  }

  /// What is ignored or unknown. What is modelled is in the topology itself.
  public var unmodelled: [ResourceRow]
  /// What is modelled as a part of something else: an association, a rule that is a resource of its own.
  public var parts: [ResourceRow]
  /// What AWS makes by itself and the input does not say, by its id, with what it was made for.
  public var synthesized: [String: String]
  public var calls: [CallRow]

  public init(
    unmodelled: [ResourceRow] = [], parts: [ResourceRow] = [], synthesized: [String: String] = [:],
    calls: [CallRow] = []
  ) {
    self.unmodelled = unmodelled
    self.parts = parts
    self.synthesized = synthesized
    self.calls = calls
  }
}
