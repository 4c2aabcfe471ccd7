import Reachability

/// What `canreach codes` shows: the meaning of codes, in their order.
public struct CodeList: Sendable {
  public var entries: [Code.Entry]

  /// Every code.
  public init() { entries = Code.all.sorted { $0.code < $1.code } }

  /// One code, whatever its case; nil if there is none of that name.
  public init?(_ name: String) {
    guard let entry = Code(rawValue: name.uppercased()).entry else { return nil }
    entries = [entry]
  }

  /// The codes whose name holds `text`, whatever its case.
  public static func names(holding text: String) -> [String] {
    let wanted = text.uppercased()
    return Code.all.map(\.code.rawValue).filter { $0.contains(wanted) }.sorted()
  }

  /// One object with the rows under `codes`.
  public var json: JSON {
    let rows = entries.map { entry -> JSON in
      [
        "code": .string(entry.code.rawValue), "awsCode": JSON(entry.awsCode?.rawValue),
        "stage": .string(entry.stage.rawValue), "meaning": .string(entry.meaning), "page": .string(entry.page),
      ]
    }
    return ["canreach": 1, "codes": .array(rows)]
  }

  /// A paragraph a code.
  public var text: String {
    entries.map { entry in
      var lines = [entry.code.rawValue]
      lines += TextLayout.wrapped(entry.meaning, first: "  ", rest: "  ")
      lines.append(
        "  given: \(entry.isBlocker ? "as a blocker" : "with an assumption or a hop"), stage \(entry.stage.rawValue)")
      lines.append("  AWS:   \(CodeList.equivalent(entry))")
      lines.append("  page:  \(entry.page)")
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private static func equivalent(_ entry: Code.Entry) -> String {
    guard let awsCode = entry.awsCode else { return "has no code for it" }
    return awsCode == entry.code ? "the same code" : "\(awsCode.rawValue), which is coarser"
  }
}
