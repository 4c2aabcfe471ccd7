/// The verdict of a question (CONTRACT section 4).
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  case reachable
  case unreachable
  /// Some of the asked traffic, or some of the possible ways, passes, and some does not.
  case partial
  /// What is not visible or not documented could change the answer.
  case undetermined
}
