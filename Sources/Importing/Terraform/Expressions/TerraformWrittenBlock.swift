/// A block as a module's file writes it: of a resource, or one inside it, which a `dynamic` block may make.
struct TerraformWrittenBlock {
  /// The block, or the object that stands for one: `ingress = [{ … }]`.
  enum Content {
    case block(HCLBlock)
    case object([String: TerraformValue])
  }

  var content: Content
  var scope: TerraformScope

  /// What an attribute is written to be; nil where it is not written.
  func value(_ attribute: String, _ evaluator: TerraformEvaluator) -> TerraformValue? {
    switch content {
    case .block(let block): block.attributes[attribute].map { evaluator.value($0, scope) }
    case .object(let fields): fields[attribute]
    }
  }

  /// The blocks of a name inside it, `dynamic` ones with what they make; nil where their number is not told.
  func blocks(_ name: String, _ evaluator: TerraformEvaluator) -> [TerraformWrittenBlock]? {
    guard case .block(let block) = content else { return nil }
    if let text = block.attributes[name] {
      let value = evaluator.value(text, scope)
      guard case .list(let elements) = value else { return nil }
      return elements.map { element in
        guard case .object(let fields) = element else { return Self(content: .object([:]), scope: scope) }
        return Self(content: .object(fields), scope: scope)
      }
    }
    var blocks: [TerraformWrittenBlock] = []
    for inner in block.blocks where inner.name == name {
      guard inner.isDynamic else {
        blocks.append(Self(content: .block(inner), scope: scope))
        continue
      }
      guard let text = inner.attributes["for_each"], let entries = evaluator.entries(text, scope),
        let content = inner.blocks.first(where: { $0.name == "content" })
      else { return nil }
      for entry in entries {
        var own = scope
        own.bindings[inner.attributes["iterator"] ?? name] = .object(["key": entry.key, "value": entry.value])
        blocks.append(Self(content: .block(content), scope: own))
      }
    }
    return blocks
  }

  /// Which of the blocks that are written each block of a plan is: what is known of it must be as written. Blocks that
  /// nothing tells apart are taken in their order.
  static func matching(
    _ blocks: [TerraformBlock], _ written: [TerraformWrittenBlock], _ evaluator: TerraformEvaluator
  ) -> [TerraformWrittenBlock?] {
    guard blocks.count <= written.count, blocks.count * written.count <= 40_000 else {
      return Array(repeating: nil, count: blocks.count)
    }
    let fits = blocks.map { block in Set(written.indices.filter { written[$0].fits(block, evaluator) }) }
    let chosen = TerraformMatching.assigned(fits) { blocks[$0].looks(like: blocks[$1]) }
    return chosen.map { $0.map { written[$0] } }
  }

  /// Whether a block of a plan may be this one.
  private func fits(_ block: TerraformBlock, _ evaluator: TerraformEvaluator) -> Bool {
    for (attribute, known) in block.values?.fields ?? [] where !known.isNull {
      guard let value = value(attribute, evaluator), value.isTold else { continue }
      let planned = TerraformValue(known, unknown: block.unknown?.field(attribute))
      guard planned.isKnown else { continue }
      if !value.isKnown || !Self.isAlike(value, planned) { return false }
    }
    for (attribute, mark) in block.unknown?.fields ?? [] where TerraformBlock.isUnknown(mark) {
      if let value = value(attribute, evaluator), value.isKnown, value != .null { return false }
    }
    return true
  }

  /// Whether two known values may be one: scalars by their text, lists in any order; of others nothing is said.
  private static func isAlike(_ one: TerraformValue, _ other: TerraformValue) -> Bool {
    if let left = one.scalar, let right = other.scalar { return left == right }
    if case .list(let left) = one, case .list(let right) = other {
      return Set(left.map(\.scalar)) == Set(right.map(\.scalar))
    }
    return true
  }
}
