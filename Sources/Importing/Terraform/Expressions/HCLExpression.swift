/// An expression of Terraform's configuration language.
/// https://developer.hashicorp.com/terraform/language/expressions
indirect enum HCLExpression: Hashable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  /// Text and expressions that make one text.
  case template([HCLExpression])
  /// `aws_subnet.app[0].id`: a name, and the steps behind it.
  case traversal(String, [Step])
  /// Steps behind any other expression.
  case relative(HCLExpression, [Step])
  /// `isExpanded`: the last argument is a list of arguments, `max(local.sizes...)`.
  case call(String, [HCLExpression], isExpanded: Bool)
  case list([HCLExpression])
  case object([Item])
  case comprehension(Comprehension)
  case conditional(HCLExpression, HCLExpression, HCLExpression)
  case unary(String, HCLExpression)
  case binary(String, HCLExpression, HCLExpression)

  enum Step: Hashable {
    case attribute(String)
    case index(HCLExpression)
    /// `[*]`: what stands behind it is taken of each element.
    case splat
    /// `.*`: attributes behind it are taken of each element.
    case attributeSplat
  }

  struct Item: Hashable {
    var key: HCLExpression
    var value: HCLExpression
  }

  /// `[for k, v in c : e if x]`, `{for k, v in c : k => v...}`.
  struct Comprehension: Hashable {
    /// The name of the value, or those of the key and the value.
    var names: [String]
    var collection: HCLExpression
    /// Of an object, what its keys are.
    var key: HCLExpression?
    var value: HCLExpression
    var condition: HCLExpression?
    /// Whether values of one key are gathered in a list.
    var isGrouped: Bool
  }
}

extension HCLExpression {
  /// The names that occur in it, `aws_subnet.app`, `data.aws_vpc.main`, `count.index`, without those that it binds itself.
  var names: Set<String> {
    var found: Set<String> = []
    collect(&found, bound: [])
    return found
  }

  /// How a reference is called among ``names``.
  static func name(of reference: String) -> String {
    let steps = TerraformTraversal(reference).steps.prefix { $0.name != nil }.compactMap(\.name)
    return steps.prefix(steps.first == "data" ? 3 : 2).joined(separator: ".")
  }

  private func collect(_ found: inout Set<String>, bound: Set<String>) {
    func all(_ expressions: [HCLExpression]) { expressions.forEach { $0.collect(&found, bound: bound) } }
    func all(_ steps: [Step]) {
      for case .index(let expression) in steps { expression.collect(&found, bound: bound) }
    }
    switch self {
    case .null, .boolean, .number, .text: return
    case .template(let parts), .list(let parts): all(parts)
    case .traversal(let root, let steps):
      if !bound.contains(root) {
        let attributes = steps.prefix { if case .attribute = $0 { true } else { false } }.compactMap { step in
          if case .attribute(let name) = step { name } else { nil as String? }
        }
        found.insert(([root] + attributes.prefix(root == "data" ? 2 : 1)).joined(separator: "."))
      }
      all(steps)
    case .relative(let base, let steps):
      all([base])
      all(steps)
    case .call(_, let arguments, _): all(arguments)
    case .object(let items): all(items.flatMap { [$0.key, $0.value] })
    case .conditional(let condition, let one, let other): all([condition, one, other])
    case .unary(_, let operand): all([operand])
    case .binary(_, let left, let right): all([left, right])
    case .comprehension(let inner):
      all([inner.collection])
      for part in [inner.key, inner.value, inner.condition].compactMap({ $0 }) {
        part.collect(&found, bound: bound.union(inner.names))
      }
    }
  }
}
