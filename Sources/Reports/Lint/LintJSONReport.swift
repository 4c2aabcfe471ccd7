import Linting
import NetworkModel
import Reachability

/// What `lint` found as JSON (CONTRACT section 4).
public enum LintJSONReport {
  /// One object with the rows under `findings`, and under `silenced` what somebody has decided to live with.
  public static func json(_ result: LintResult) -> JSON {
    [
      "canreach": 1, "findings": .array(result.findings.map { .object(members($0)) }),
      "silenced": .array(
        result.silenced.map { .object(members($0.finding) + [.init("because", .string($0.silence.reason))]) }),
    ]
  }

  private static func members(_ finding: LintFinding) -> [JSON.Member] {
    [
      .init("rule", .string(finding.rule.id)), .init("severity", .string(finding.rule.severity.rawValue)),
      .init("message", .string(finding.message)), .init("why", .string(finding.rule.why)),
      .init("fix", .string(finding.rule.fix)), .init("page", JSON(finding.rule.page)),
    ] + component(finding)
  }

  private static func component(_ finding: LintFinding) -> [JSON.Member] {
    if let component = finding.component { return JSONReport.members(component, source: finding.source) }
    let keys = ["component", "kind", "name", "account", "region"]
    return keys.map { .init($0, .null) } + JSONReport.sourceMember(finding.source)
  }
}
