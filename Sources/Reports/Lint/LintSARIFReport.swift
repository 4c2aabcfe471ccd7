import Linting
import NetworkModel

/// What `lint` found as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): every rule, and a
/// result for each finding; what is silenced is there as suppressed.
public enum LintSARIFReport {
  /// - Parameter version: canreach's.
  public static func json(_ result: LintResult, version: String) -> JSON {
    let rules = LintRule.all + [.unusedSilence]
    let results =
      result.findings.map { json($0, rules, nil) } + result.silenced.map { json($0.finding, rules, $0.silence) }
    return [
      "$schema": .string(SARIFReport.schema), "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": ["name": "canreach", "version": .string(version), "rules": .array(rules.map(json))]],
          "columnKind": "unicodeCodePoints",
          "results": .array(results),
        ]
      ],
    ]
  }

  private static func json(_ rule: LintRule) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string(rule.id)), .init("shortDescription", ["text": .string(rule.title)]),
      .init("fullDescription", ["text": .string(rule.why)]), .init("help", ["text": .string(rule.fix)]),
      .init("defaultConfiguration", ["level": .string(rule.severity.rawValue)]),
    ]
    if let page = rule.page { members.append(.init("helpUri", .string(page))) }
    return .object(members)
  }

  private static func json(_ finding: LintFinding, _ rules: [LintRule], _ silence: LintSilence?) -> JSON {
    let text = [finding.message, "why: \(finding.rule.why)", "fix: \(finding.rule.fix)"].joined(separator: "\n")
    var location: [JSON.Member] = []
    if let source = finding.source { location.append(.init("physicalLocation", SARIFReport.location(source))) }
    if let component = finding.component {
      let name: JSON = [
        "name": .string(component.name ?? component.id), "fullyQualifiedName": .string(component.id),
        "kind": "resource",
      ]
      location.append(.init("logicalLocations", [name]))
    }
    var members: [JSON.Member] = [
      .init("ruleId", .string(finding.rule.id)),
      .init("ruleIndex", .integer(rules.firstIndex(of: finding.rule) ?? 0)),
      .init("level", .string(finding.rule.severity.rawValue)), .init("message", ["text": .string(text)]),
      .init("locations", location.isEmpty ? [] : [.object(location)]),
    ]
    if let silence {
      members.append(
        .init("suppressions", [["kind": "external", "justification": .string(silence.reason)]]))
    }
    return .object(members)
  }
}
