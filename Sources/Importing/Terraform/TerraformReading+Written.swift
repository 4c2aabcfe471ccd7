/// What the module's files say of values that are not known yet. A plan tells which names occur in an expression, its
/// file how they are combined.
extension TerraformReading {
  /// What an attribute is written to be; nil where no file tells, where it says something else than the plan, or where
  /// what it says is not understood as a whole.
  func written(_ block: TerraformBlock, _ attribute: String) -> TerraformValue? {
    guard sources.areGiven, let value = writtenBlock(block)?.value(attribute, evaluator), !value.isKnown,
      isCurrent(block, attribute)
    else { return nil }
    return value
  }

  /// Whether the file names what the plan was made from.
  private func isCurrent(_ block: TerraformBlock, _ attribute: String) -> Bool {
    guard !block.isNested, let planned = block.expressions(of: attribute).first,
      let text = sources.block(of: resources.instances[block.instance], resources)?.attributes[attribute],
      let expression = evaluator.expression(text)
    else { return true }
    let references = (try? planned.ids("references")) ?? []
    return Set(references.map(HCLExpression.name)) == expression.names
  }

  /// The block of a file that a block of the plan is made by.
  private func writtenBlock(_ block: TerraformBlock) -> TerraformWrittenBlock? {
    let record = resources.instances[block.instance]
    guard let root = sources.block(of: record, resources) else { return nil }
    var written = TerraformWrittenBlock(content: .block(root), scope: evaluator.scope(of: block.instance))
    var here = TerraformBlock(block.instance, record)
    var steps = TerraformTraversal(block.path).steps[...]
    while let name = steps.popFirst()?.name {
      guard case .number(let index)? = steps.popFirst()?.key, let blocks = try? here.blocks(name),
        blocks.indices.contains(index)
      else { return nil }
      let key = "\(record.address) \(here.path)\(name)"
      let matched =
        writtenBlocks[key]
        ?? written.blocks(name, evaluator).map { TerraformWrittenBlock.matching(blocks, $0, evaluator) } ?? []
      writtenBlocks[key] = matched
      guard matched.indices.contains(index), let next = matched[index] else { return nil }
      written = next
      here = blocks[index]
    }
    return written
  }

  /// What a value stands for as a link: everything in it, where all of it is told.
  func referents(_ value: TerraformValue) -> [TerraformReferent]? {
    switch value {
    case .text(let text): return [.text(text)]
    case .resource(let instance): return [.computed(instance: instance, attribute: "id")]
    case .computed(let instance, let attribute): return [.computed(instance: instance, attribute: attribute)]
    case .null: return []
    case .list(let elements):
      var all: [TerraformReferent] = []
      for element in elements {
        guard let own = referents(element) else { return nil }
        all += own
      }
      return all
    default: return nil
    }
  }
}
