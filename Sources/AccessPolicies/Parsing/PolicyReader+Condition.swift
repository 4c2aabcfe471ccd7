extension PolicyReader {
  mutating func readConditions(_ node: PolicyNode, _ path: String) -> [Condition] {
    var conditions: [Condition] = []
    for block in fields(node, path) ?? [] {
      let path = "\(path).\(block.key)"
      guard let `operator` = ConditionOperator(block.key) else {
        refuseOperator(block, path)
        continue
      }
      for field in fields(block.value, path) ?? [] {
        let path = "\(path).\(field.key)"
        guard !field.key.isEmpty else {
          error(PolicyNode(.null, at: field.keyPosition), path, "a condition without a key")
          continue
        }
        let values = conditionValues(field.value, path).map { text, node in
          let pattern = PolicyPattern(text, version: `operator`.takesVariables ? version : .of2008)
          check(pattern, `operator`, node, path)
          return pattern
        }
        conditions.append(Condition(`operator`, field.key, values))
      }
    }
    return conditions
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

  private mutating func refuseOperator(_ block: PolicyNode.Field, _ path: String) {
    let bare = block.key.split(separator: ":").last.map { $0.lowercased() } ?? ""
    let nearest = ConditionOperator.baseNames.first { name in
      bare.hasPrefix(name.lowercased()) || (bare.count > 3 && name.lowercased().hasPrefix(bare))
    }
    error(
      PolicyNode(.null, at: block.keyPosition), path, "unknown condition operator `\(block.key)`",
      remedy: nearest.map { "did you mean `\($0)`" })
  }

  /// Says which values can never be compared, and which look like wildcards and are none.
  private mutating func check(
    _ value: PolicyPattern, _ operator: ConditionOperator, _ node: PolicyNode, _ path: String
  ) {
    let text = value.source
    switch `operator`.comparison {
    case .string where value.tokens.contains(.many), .stringIgnoringCase where value.tokens.contains(.many):
      let like = `operator`.isNegated ? "StringNotLike" : "StringLike"
      warn(node, path, "`\(text)`: `\(`operator`.baseName)` takes `*` as an asterisk", remedy: "use `\(like)`")
    case .arn where ARN.parts(text) == nil: warn(node, path, "`\(text)` is no ARN")
    case .numeric where PolicyNumber(text) == nil: warn(node, path, "`\(text)` is no number")
    case .date where PolicyDate(text) == nil: warn(node, path, "`\(text)` is no date")
    case .ipAddress where AddressValue(text) == nil: warn(node, path, "`\(text)` is no address or prefix")
    case .bool where PolicyBool(text) == nil && !value.hasVariables, .null where PolicyBool(text) == nil:
      warn(node, path, "`\(text)` is neither `true` nor `false`")
    default: break
    }
  }
}
