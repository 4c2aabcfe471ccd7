import Linting
import Reachability

/// What `canreach codes` shows: the meaning of codes and of the rules of `lint`, each in their order.
public struct CodeList: Sendable {
  public var entries: [Code.Entry]
  public var rules: [LintRule]

  /// Every code and every rule.
  public init() {
    entries = Code.all.sorted { $0.code < $1.code }
    rules = LintRule.all + [.unusedSilence]
  }

  /// One code or rule, whatever its case; nil if there is none of that name.
  public init?(_ name: String) {
    entries = [Code(rawValue: name.uppercased()).entry].compactMap { $0 }
    rules = [LintRule.named(name)].compactMap { $0 }
    if entries.isEmpty, rules.isEmpty { return nil }
  }

  /// What `canreach codes` takes, sorted.
  public static var names: [String] {
    (Code.all.map(\.code.rawValue) + LintRule.all.map(\.id) + [LintRule.unusedSilence.id]).sorted()
  }

  /// Those that hold `text`, whatever its case.
  public static func names(holding text: String) -> [String] {
    let wanted = text.uppercased()
    return names.filter { $0.contains(wanted) }
  }

  /// One object with the rows under `codes`.
  public var json: JSON {
    let rows = entries.map { entry -> JSON in
      [
        "code": .string(entry.code.rawValue), "awsCode": JSON(entry.awsCode?.rawValue),
        "stage": .string(entry.stage.rawValue), "meaning": .string(entry.meaning), "page": .string(entry.page),
      ]
    }
    return ["canreach": 1, "codes": .array(rows + rules.map(CodeList.json))]
  }

  private static func json(_ rule: LintRule) -> JSON {
    [
      "code": .string(rule.id), "awsCode": .null, "stage": "lint", "meaning": .string(rule.title),
      "page": JSON(rule.page), "severity": .string(rule.severity.rawValue), "why": .string(rule.why),
      "fix": .string(rule.fix),
    ]
  }

  /// A paragraph a code, then a paragraph a rule.
  public var text: String { (entries.map(CodeList.text) + rules.map(CodeList.text)).joined(separator: "\n") }

  private static func text(_ rule: LintRule) -> String {
    var lines = [rule.id] + TextLayout.wrapped(rule.title, first: "  ", rest: "  ")
    lines.append("  given: by lint, as \(rule.severity == .error ? "an" : "a") \(rule.severity.rawValue)")
    lines += TextLayout.wrapped(rule.why, first: "  why:   ", rest: "         ")
    lines += TextLayout.wrapped(rule.fix, first: "  fix:   ", rest: "         ")
    if let page = rule.page { lines.append("  page:  \(page)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ entry: Code.Entry) -> String {

    var lines = [entry.code.rawValue]
    lines += TextLayout.wrapped(entry.meaning, first: "  ", rest: "  ")
    lines.append(
      "  given: \(entry.isBlocker ? "as a blocker" : "with an assumption or a hop"), stage \(entry.stage.rawValue)")
    lines.append("  AWS:   \(CodeList.equivalent(entry))")
    lines.append("  page:  \(entry.page)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func equivalent(_ entry: Code.Entry) -> String {
    guard let awsCode = entry.awsCode else { return "has no code for it" }
    return awsCode == entry.code ? "the same code" : "\(awsCode.rawValue), which is coarser"
  }
}
