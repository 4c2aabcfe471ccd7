/// Where an expression stands: in a module, and there in the block of one instance.
struct TerraformScope {
  var module: Int
  /// The key of the instance that it is evaluated for.
  var key: InstanceKey?
  /// What the instance's block is repeated over, as it is written.
  var forEach: String?
  /// Values that `for` and `dynamic` give a name.
  var bindings: [String: TerraformValue] = [:]
}

/// Evaluates expressions of a module's files as far as the plan holds what they are made of. What it cannot tell is
/// ``TerraformValue/unknown``; what Terraform itself would refuse is thrown, so that `try()` goes on.
final class TerraformEvaluator {
  let resources: TerraformResources
  let references: TerraformReferences
  let sources: TerraformSources
  /// What stands for an attribute of an instance in a text.
  private let standIn: (Int, String) -> String?

  /// The stack is small where questions run in parallel.
  private static let maximumDepth = 80
  /// Files may define each local as the one before it, twice.
  private static let maximumSteps = 200_000

  private struct Named: Hashable {
    var module: Int
    var text: String
  }

  private var parsed: [String: HCLExpression?] = [:]
  private var remembered: [Named: TerraformValue] = [:]
  private var depth = 0
  private var stepsLeft = TerraformEvaluator.maximumSteps

  init(_ references: TerraformReferences, _ sources: TerraformSources, standIn: @escaping (Int, String) -> String?) {
    resources = references.resources
    self.references = references
    self.sources = sources
    self.standIn = standIn
  }

  /// What an expression that is written in a file is.
  func value(_ text: String, _ scope: TerraformScope) -> TerraformValue {
    stepsLeft = Self.maximumSteps
    return (try? written(text, scope)) ?? .unknown
  }

  /// An expression that another one leads to.
  func written(_ text: String, _ scope: TerraformScope) throws(HCLFailure) -> TerraformValue {
    guard let expression = expression(text) else { return .unknown }
    return try value(expression, scope)
  }

  /// The expression that a text is; nil where it is none that is understood.
  func expression(_ text: String) -> HCLExpression? {
    if let known = parsed[text] { return known }
    let expression = HCLExpressionParser.expression(text)
    parsed[text] = .some(expression)
    return expression
  }

  /// Forgets values, which may hold what stood for something that now goes by another name.
  func forget() { remembered = [:] }

  /// A value that is the same for every instance of a module.
  func shared(
    _ name: String, in module: Int, _ make: () throws(HCLFailure) -> TerraformValue
  ) throws(HCLFailure) -> TerraformValue {
    let key = Named(module: module, text: name)
    if let known = remembered[key] { return known }
    // Until it is known it hangs on itself.
    remembered[key] = .unknown
    let isShallow = depth < Self.maximumDepth / 2
    do {
      let value = try make()
      remembered[key] = isShallow || value.isTold ? value : nil
      return value
    } catch {
      remembered[key] = nil
      throw error
    }
  }

  /// The scope of a resource's own expressions.
  func scope(of instance: Int) -> TerraformScope {
    let record = resources.instances[instance]
    return TerraformScope(
      module: record.module, key: record.key, forEach: sources.block(of: record, resources)?.attributes["for_each"])
  }

  // MARK: Expressions

  func value(_ expression: HCLExpression, _ scope: TerraformScope) throws(HCLFailure) -> TerraformValue {
    depth += 1
    stepsLeft -= 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth, stepsLeft > 0 else { return .unknown }
    switch expression {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .number(let value): return .number(value)
    case .text(let text): return .text(text)
    case .template(let parts): return joined(try values(parts, scope))
    case .traversal(let root, let steps): return try traversal(root, steps, scope)
    case .relative(let base, let steps): return try follow(value(base, scope), steps[...], scope)
    case .list(let elements): return .list(try values(elements, scope))
    case .object(let items): return try object(items, scope)
    case .conditional(let condition, let one, let other):
      if let holds = try value(condition, scope).asBoolean { return try value(holds ? one : other, scope) }
      let either = try value(one, scope)
      return try value(other, scope) == either ? either : .unknown
    case .unary(let sign, let operand):
      let value = try value(operand, scope)
      if sign == "!" { return value.asBoolean.map { .boolean(!$0) } ?? .unknown }
      return value.asNumber.map { .number(-$0) } ?? .unknown
    case .binary(let sign, let left, let right): return try binary(sign, left, right, scope)
    case .comprehension(let comprehension): return try gathered(comprehension, scope)
    case .call(let name, let arguments, let isExpanded): return try call(name, arguments, isExpanded, scope)
    }
  }

  private func values(_ expressions: [HCLExpression], _ scope: TerraformScope) throws(HCLFailure) -> [TerraformValue] {
    var values: [TerraformValue] = []
    for expression in expressions { values.append(try value(expression, scope)) }
    return values
  }

  private func object(_ items: [HCLExpression.Item], _ scope: TerraformScope) throws(HCLFailure) -> TerraformValue {
    var fields: [String: TerraformValue] = [:]
    for item in items {
      guard let key = try value(item.key, scope).scalar else { return .unknown }
      fields[key] = try value(item.value, scope)
    }
    return .object(fields)
  }

  private func binary(
    _ sign: String, _ left: HCLExpression, _ right: HCLExpression, _ scope: TerraformScope
  ) throws(HCLFailure) -> TerraformValue {
    let one = try value(left, scope)
    if sign == "&&" || sign == "||" {
      let settles = sign == "||"
      if one.asBoolean == settles { return .boolean(settles) }
      let other = try value(right, scope)
      if other.asBoolean == settles { return .boolean(settles) }
      return one.asBoolean == nil || other.asBoolean == nil ? .unknown : .boolean(!settles)
    }
    let other = try value(right, scope)
    if sign == "==" || sign == "!=" {
      guard let isEqual = TerraformFunctions.isEqual(one, other) else { return .unknown }
      return .boolean(isEqual == (sign == "=="))
    }
    guard let one = one.asNumber, let other = other.asNumber else { return .unknown }
    switch sign {
    case "<": return .boolean(one < other)
    case ">": return .boolean(one > other)
    case "<=": return .boolean(one <= other)
    case ">=": return .boolean(one >= other)
    case "+": return .number(one + other)
    case "-": return .number(one - other)
    case "*": return .number(one * other)
    default:
      if other == 0 { throw HCLFailure() }
      return .number(sign == "/" ? one / other : one.truncatingRemainder(dividingBy: other))
    }
  }

  private func call(
    _ name: String, _ arguments: [HCLExpression], _ isExpanded: Bool, _ scope: TerraformScope
  ) throws(HCLFailure) -> TerraformValue {
    if name == "try" {
      for argument in arguments {
        do { return try value(argument, scope) } catch { continue }
      }
      throw HCLFailure()
    }
    if name == "can" {
      guard let argument = arguments.first else { return .unknown }
      do { return try value(argument, scope) == .unknown ? .unknown : .boolean(true) } catch { return .boolean(false) }
    }
    guard let function = TerraformFunctions.byName[name] else { return .unknown }
    var values = try values(arguments, scope)
    if isExpanded {
      guard case .list(let last)? = values.popLast() else { return .unknown }
      values += last
    }
    guard name == "format" || name == "join" else { return try function(values) }
    // What stands for an attribute goes through functions of texts as the text would.
    var parts: [TerraformValue.Part] = []
    let texts = values.map { withStandIns($0, &parts) }
    let made = try function(texts)
    if case .text(let text) = made, !parts.isEmpty { return .composed(text, of: parts) }
    return made
  }

  // MARK: Texts

  /// A text of several parts.
  private func joined(_ values: [TerraformValue]) -> TerraformValue {
    var parts: [TerraformValue.Part] = []
    var text = ""
    for value in values {
      guard let scalar = withStandIns(value, &parts).scalar else { return .unknown }
      text += scalar
    }
    return parts.isEmpty ? .text(text) : .composed(text, of: parts)
  }

  private func withStandIns(_ value: TerraformValue, _ parts: inout [TerraformValue.Part]) -> TerraformValue {
    switch value {
    case .computed(let instance, let attribute):
      guard let text = standIn(instance, attribute) else { return .unknown }
      parts.append(.init(text: text, instance: instance, attribute: attribute))
      return .text(text)
    case .composed(let text, let own):
      parts += own
      return .text(text)
    case .list(let elements): return .list(elements.map { withStandIns($0, &parts) })
    default: return value
    }
  }

  // MARK: Comprehensions

  /// The keys and values that something is repeated over; nil where they are not told.
  func entries(_ expression: HCLExpression, _ scope: TerraformScope) throws(HCLFailure) -> [(
    key: TerraformValue, value: TerraformValue
  )]? {
    switch try value(expression, scope) {
    case .object(let fields): return fields.sorted { $0.key < $1.key }.map { (key: .text($0.key), value: $0.value) }
    case .list(let elements):
      switch sequence(expression, scope) {
      case .list: return elements.enumerated().map { (key: .number(Double($0)), value: $1) }
      case .set: return elements.map { (key: $0, value: $0) }
      case .either: return elements.map { (key: .unknown, value: $0) }
      }
    default: return nil
    }
  }

  func entries(_ text: String, _ scope: TerraformScope) -> [(key: TerraformValue, value: TerraformValue)]? {
    stepsLeft = Self.maximumSteps
    guard let expression = expression(text) else { return nil }
    return try? entries(expression, scope)
  }

  private func gathered(
    _ comprehension: HCLExpression.Comprehension, _ scope: TerraformScope
  ) throws(HCLFailure) -> TerraformValue {
    guard let entries = try entries(comprehension.collection, scope) else { return .unknown }
    var elements: [TerraformValue] = []
    var fields: [String: TerraformValue] = [:]
    for entry in entries {
      var inner = scope
      if comprehension.names.count == 2 { inner.bindings[comprehension.names[0]] = entry.key }
      inner.bindings[comprehension.names[comprehension.names.count - 1]] = entry.value
      if let condition = comprehension.condition {
        guard let holds = try value(condition, inner).asBoolean else { return .unknown }
        if !holds { continue }
      }
      let value = try value(comprehension.value, inner)
      guard let written = comprehension.key else {
        elements.append(value)
        continue
      }
      guard let key = try self.value(written, inner).scalar else { return .unknown }
      if comprehension.isGrouped {
        guard case .list(let before) = fields[key] ?? .list([]) else { return .unknown }
        fields[key] = .list(before + [value])
      } else {
        fields[key] = value
      }
    }
    return comprehension.key == nil ? .list(elements) : .object(fields)
  }
}
