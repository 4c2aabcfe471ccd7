/// A finding of `canreach lint` that somebody has decided to live with.
public struct LintSilence: Sendable, Hashable {
  /// `AGW-048`.
  public var rule: String
  /// The id or the name of the component that is meant; nil for every one.
  public var component: String?
  /// Why.
  public var reason: String
  public var source: SourceLocation

  public init(rule: String, component: String? = nil, reason: String, source: SourceLocation) {
    self.rule = rule
    self.component = component
    self.reason = reason
    self.source = source
  }
}
