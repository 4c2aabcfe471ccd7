extension PolicyReader {
  mutating func readConditions(_ node: PolicyNode, _ path: String) -> [Condition] {
    var conditions: [Condition] = []
    for block in fields(node, path) ?? [] {
      let path = "\(path).\(block.key)"
      guard let `operator` = ConditionOperator(block.key) else {
        warnOfOperator(block, path)
        continue
      }
      for field in fields(block.value, path) ?? [] {
        let path = "\(path).\(field.key)"
        guard !field.key.isEmpty else {
          error(PolicyNode(.null, at: field.keyPosition), path, "a condition without a key")
          continue
        }
        let values = conditionValues(field.value, path)
        for (text, node) in values { check(text, `operator`, node, path) }
        conditions.append(Condition(`operator`, field.key, values.map { pattern($0.text, `operator`) }))
      }
    }
    return conditions
  }

  private func pattern(_ text: String, _ operator: ConditionOperator) -> PolicyPattern {
    PolicyPattern(text, version: `operator`.takesVariables ? version : .of2008)
  }

  /// Strings, numbers and booleans, alone or in a list.
  private mutating func conditionValues(_ node: PolicyNode, _ path: String) -> [(text: String, node: PolicyNode)] {
    var nodes = [(node, path)]
    if case .list(let list) = node.value { nodes = list.enumerated().map { ($1, "\(path)[\($0)]") } }
    var values: [(text: String, node: PolicyNode)] = []
    for (node, path) in nodes {
      switch node.value {
      case .string(let text), .number(let text): values.append((text, node))
      case .boolean(let value): values.append((value ? "true" : "false", node))
      case .object, .list, .null: error(node, path, "expected a value or a list of values, found \(node.kindName)")
      }
    }
    return values
  }

  private mutating func warnOfOperator(_ block: PolicyNode.Field, _ path: String) {
    let bare = block.key.split(separator: ":").last.map { $0.lowercased() } ?? ""
    let nearest = ConditionOperator.baseNames.first { name in
      bare.hasPrefix(name.lowercased()) || (bare.count > 3 && name.lowercased().hasPrefix(bare))
    }
    error(
      PolicyNode(.null, at: block.keyPosition), path, "unknown condition operator `\(block.key)`",
      remedy: nearest.map { "did you mean `\($0)`" })
  }

  /// Says which values can never be compared, and which look like wildcards and are none.
  private mutating func check(_ text: String, _ operator: ConditionOperator, _ node: PolicyNode, _ path: String) {
    switch `operator`.comparison {
    case .string, .stringIgnoringCase:
      guard PolicyPattern(text, version: version).tokens.contains(.many) else { return }
      let like = `operator`.isNegated ? "StringNotLike" : "StringLike"
      warn(node, path, "`\(text)`: `\(`operator`.baseName)` takes `*` as an asterisk", remedy: "use `\(like)`")
    case .stringLike, .binary: break
    case .arn where ARN.parts(text) == nil: warn(node, path, "`\(text)` is no ARN")
    case .numeric where PolicyNumber(text) == nil: warn(node, path, "`\(text)` is no number")
    case .date where PolicyDate(text) == nil: warn(node, path, "`\(text)` is no date")
    case .ipAddress where AddressValue(text) == nil: warn(node, path, "`\(text)` is no address or prefix")
    case .bool where !PolicyPattern(text, version: version).hasVariables,
      .null:
      if PolicyBool(text) == nil { warn(node, path, "`\(text)` is neither `true` nor `false`") }
    case .arn, .numeric, .date, .ipAddress, .bool: break
    }
  }
}
