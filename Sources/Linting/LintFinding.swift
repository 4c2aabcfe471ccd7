import NetworkModel
import Reachability

/// Something that a rule found in a topology.
public struct LintFinding: Sendable, Hashable {
  public var rule: LintRule
  /// What it is about, mostly what has to change; nil for a silence.
  public var component: Component?
  /// Where that, or the call that shows it, is written.
  public var source: SourceLocation?
  /// What is the case, with names and values: lowercase, no final period.
  public var message: String

  public init(rule: LintRule, component: Component?, source: SourceLocation?, message: String) {
    self.rule = rule
    self.component = component
    self.source = source
    self.message = message
  }
}

extension LintFinding: Comparable {
  /// By the component's id, then by rule.
  public static func < (left: LintFinding, right: LintFinding) -> Bool { left.order < right.order }

  private var order: (String, String, String, String, Int, String) {
    (
      component?.id ?? "", component?.kind.rawValue ?? "",
      component.map { "\($0.account)/\($0.region)" } ?? "", rule.id, source?.line ?? 0, message
    )
  }
}

/// What the rules found.
public struct LintResult: Sendable, Hashable {
  /// In the order of components and rules.
  public var findings: [LintFinding] = []
  /// What somebody has decided to live with, in the same order.
  public var silenced: [SilencedFinding] = []

  public init(findings: [LintFinding] = [], silenced: [SilencedFinding] = []) {
    self.findings = findings
    self.silenced = silenced
  }

  /// Whether there is an error or a warning that nobody has silenced.
  public var isBad: Bool { findings.contains { $0.rule.severity < .note } }
}

/// A finding with the silence that covers it.
public struct SilencedFinding: Sendable, Hashable {
  public var finding: LintFinding
  public var silence: LintSilence

  public init(_ finding: LintFinding, _ silence: LintSilence) {
    self.finding = finding
    self.silence = silence
  }
}
