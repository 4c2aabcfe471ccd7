/// Lists are numbered, and the elements of a set are their own keys. A plan writes both in the same way.
extension TerraformEvaluator {
  enum Sequence {
    case list, set, either
  }

  private static let listFunctions: Set<String> = [
    "tolist", "concat", "flatten", "compact", "distinct", "range", "slice", "sort", "reverse", "keys", "values",
    "split",
  ]

  /// Which of both an expression makes, as far as it is written.
  func sequence(_ expression: HCLExpression, _ scope: TerraformScope, depth: Int = 0) -> Sequence {
    guard depth < 16 else { return .either }
    switch expression {
    case .list, .comprehension: return .list
    case .call("toset", _, _): return .set
    case .call(let name, _, _): return Self.listFunctions.contains(name) ? .list : .either
    case .conditional(_, let one, let other):
      let first = sequence(one, scope, depth: depth + 1)
      return first == sequence(other, scope, depth: depth + 1) ? first : .either
    case .relative(_, let steps): return Self.isSplat(steps) ? .list : .either
    case .traversal(let root, let steps):
      if Self.isSplat(steps) { return .list }
      guard scope.bindings[root] == nil, steps.count == 1, case .attribute(let name) = steps[0] else { return .either }
      switch root {
      case "local": return written("local.\(name)", scope.module, depth)
      case "var": return declared(name, scope.module)
      case "each", "count", "module", "data", "path", "self", "terraform": return .either
      // All instances of a resource that is counted.
      default: return .list
      }
    default: return .either
    }
  }

  private static func isSplat(_ steps: [HCLExpression.Step]) -> Bool {
    steps.contains { $0 == .splat || $0 == .attributeSplat }
  }

  private func written(_ address: String, _ module: Int, _ depth: Int) -> Sequence {
    guard let text = sources.block(address, inModule: module, resources)?.attributes["value"],
      let expression = expression(text)
    else { return .either }
    return sequence(expression, TerraformScope(module: module), depth: depth + 1)
  }

  /// By the type of a variable; a root has no sets without one.
  private func declared(_ name: String, _ module: Int) -> Sequence {
    guard let block = sources.block("variable.\(name)", inModule: module, resources) else { return .either }
    guard let type = block.attributes["type"] else { return resources.modules[module].parent == nil ? .list : .either }
    if type.hasPrefix("list(") || type.hasPrefix("tuple(") { return .list }
    return type.hasPrefix("set(") ? .set : .either
  }
}
