/// Where a policy is written.
public struct PolicySource: Sendable, Hashable {
  public var place: SourceLocation
  /// Where its statements are, in their order; empty where the input has no lines of their own for them.
  public var statements: [SourceLocation]

  public init(_ place: SourceLocation, statements: [SourceLocation] = []) {
    self.place = place
    self.statements = statements
  }

  /// Where a statement is, or else the policy.
  ///
  /// - Parameter number: its place in the policy, from 1.
  public func place(ofStatement number: Int) -> SourceLocation {
    statements.indices.contains(number - 1) ? statements[number - 1] : place
  }
}
