/// What names stand for, and the steps behind them.
extension TerraformEvaluator {
  func traversal(
    _ root: String, _ steps: [HCLExpression.Step], _ scope: TerraformScope
  ) throws(HCLFailure) -> TerraformValue {
    if let bound = scope.bindings[root] { return try follow(bound, steps[...], scope) }
    guard case .attribute(let name)? = steps.first else { return .unknown }
    let rest = steps.dropFirst()
    switch root {
    case "count":
      guard name == "index", case .number(let index)? = scope.key else { return .unknown }
      return .number(Double(index))
    case "each": return try follow(each(name, scope), rest, scope)
    case "var": return try follow(variable(name, scope.module), rest, scope)
    case "local": return try follow(local(name, scope.module), rest, scope)
    case "module": return try follow(modules(name, scope.module), rest, scope)
    case "path", "terraform", "self": return .unknown
    case "data":
      guard case .attribute(let own)? = rest.first else { return .unknown }
      return try follow(instances(name, own, isData: true, scope.module), rest.dropFirst(), scope)
    default: return try follow(instances(root, name, isData: false, scope.module), rest, scope)
    }
  }

  /// Takes steps from a value on.
  func follow(
    _ start: TerraformValue, _ steps: ArraySlice<HCLExpression.Step>, _ scope: TerraformScope
  ) throws(HCLFailure) -> TerraformValue {
    var value = start
    var rest = steps
    while let step = rest.popFirst() {
      switch step {
      case .attribute(let name): value = try attribute(value, name)
      case .index(let expression): value = try element(value, self.value(expression, scope))
      case .splat, .attributeSplat:
        var inner = rest
        if step == .attributeSplat {
          inner = rest.prefix { if case .attribute = $0 { true } else { false } }
        }
        rest = rest.dropFirst(inner.count)
        value = try splat(value, inner, scope)
      }
    }
    return value
  }

  private func splat(
    _ value: TerraformValue, _ steps: ArraySlice<HCLExpression.Step>, _ scope: TerraformScope
  ) throws(HCLFailure) -> TerraformValue {
    let elements: [TerraformValue]
    switch value {
    case .null: elements = []
    case .list(let all): elements = all
    case .unknown, .computed, .json: return .unknown
    default: elements = [value]
    }
    var values: [TerraformValue] = []
    for element in elements { values.append(try follow(element, steps, scope)) }
    return .list(values)
  }

  private func attribute(_ value: TerraformValue, _ name: String) throws(HCLFailure) -> TerraformValue {
    switch value {
    case .object(let fields):
      guard let field = fields[name] else { throw HCLFailure() }
      return field
    case .resource(let instance): return try self.value(of: instance, name)
    case .module(let module): return try output(name, module)
    // What lies inside an attribute that AWS gives is named by the attribute.
    case .computed: return value
    case .null: throw HCLFailure()
    default: return .unknown
    }
  }

  private func element(_ value: TerraformValue, _ key: TerraformValue) throws(HCLFailure) -> TerraformValue {
    switch value {
    case .list(let elements):
      guard let index = TerraformFunctions.whole(key) else { return .unknown }
      guard elements.indices.contains(index) else { throw HCLFailure() }
      return elements[index]
    case .object(let fields):
      guard let key = key.scalar else { return .unknown }
      guard let field = fields[key] else { throw HCLFailure() }
      return field
    case .resource, .module:
      return try key.scalar.map { key throws(HCLFailure) in try attribute(value, key) } ?? .unknown
    // Only the first of several is what the attribute's name stands for.
    case .computed: return key == .number(0) || (key.scalar != nil && key.asNumber == nil) ? value : .unknown
    case .null: throw HCLFailure()
    default: return .unknown
    }
  }

  // MARK: Resources

  /// A resource, or all instances of one that is repeated.
  private func instances(_ type: String, _ name: String, isData: Bool, _ module: Int) -> TerraformValue {
    let all = resources.instances(type, name, isData: isData, in: module)
    let configuration = resources.configuration(of: "\(isData ? "data." : "")\(type).\(name)", in: module)
    return Self.repeated(
      all.map { (resources.instances[$0].key, .resource($0)) },
      isCounted: configuration?.value("count_expression") != nil,
      isKeyed: configuration?.value("for_each_expression") != nil)
  }

  /// A list of what is counted, a map of what is keyed.
  private static func repeated(
    _ all: [(key: InstanceKey?, value: TerraformValue)], isCounted: Bool, isKeyed: Bool
  ) -> TerraformValue {
    if isCounted {
      let isWhole = all.enumerated().allSatisfy { $1.key == .number($0) }
      return isWhole ? .list(all.map(\.value)) : .unknown
    }
    if isKeyed {
      var fields: [String: TerraformValue] = [:]
      for (key, value) in all {
        guard case .text(let text)? = key else { return .unknown }
        fields[text] = value
      }
      return .object(fields)
    }
    return all.count == 1 && all[0].key == nil ? all[0].value : .unknown
  }

  /// An attribute: as the plan knows it, else as it is written, else what AWS will say.
  private func value(of instance: Int, _ name: String) throws(HCLFailure) -> TerraformValue {
    let record = resources.instances[instance]
    let mark = record.unknown.flatMap { TerraformBlock.isUnknown($0) ? $0 : $0.field(name) }
    if mark.map(TerraformBlock.isUnknown) != true, let known = record.values?.field(name) {
      return TerraformValue(known, unknown: mark)
    }
    if let text = sources.block(of: record, resources)?.attributes[name] {
      let value = try written(text, scope(of: instance))
      if value.isTold { return value }
      return .unknown
    }
    return .computed(instance: instance, attribute: name)
  }

  // MARK: Modules

  private func modules(_ name: String, _ parent: Int) -> TerraformValue {
    let children = resources.children(name, of: parent)
    let call = resources.modules[parent].configuration?.value("module_calls")?.field(name)
    return Self.repeated(
      children.map { (resources.modules[$0].key, .module($0)) }, isCounted: call?.value("count_expression") != nil,
      isKeyed: call?.value("for_each_expression") != nil)
  }

  private func output(_ name: String, _ module: Int) throws(HCLFailure) -> TerraformValue {
    try shared("output.\(name)", in: module) { () throws(HCLFailure) -> TerraformValue in
      guard let text = sources.block("output.\(name)", inModule: module, resources)?.attributes["value"] else {
        return .unknown
      }
      return try written(text, TerraformScope(module: module))
    }
  }

  private func local(_ name: String, _ module: Int) throws(HCLFailure) -> TerraformValue {
    try shared("local.\(name)", in: module) { () throws(HCLFailure) -> TerraformValue in
      guard let text = sources.block("local.\(name)", inModule: module, resources)?.attributes["value"] else {
        return .unknown
      }
      return try written(text, TerraformScope(module: module))
    }
  }

  private func variable(_ name: String, _ module: Int) throws(HCLFailure) -> TerraformValue {
    try shared("var.\(name)", in: module) { () throws(HCLFailure) -> TerraformValue in
      // What is left out of an object has the value that its type names.
      let type = sources.block("variable.\(name)", inModule: module, resources)?.attributes["type"]
      if type?.contains("optional(") ?? false { return .unknown }
      let own = resources.modules[module]
      guard let parent = own.parent else {
        return resources.variables?.field(name)?.field("value").map { TerraformValue($0) } ?? .unknown
      }
      let expression = own.call?.value("expressions")?.field(name)
      if let constant = expression?.field("constant_value") { return TerraformValue(constant) }
      let call = sources.block("module.\(own.path.last ?? "")", inModule: parent, resources)
      if let text = call?.attributes[name] {
        return try written(
          text, TerraformScope(module: parent, key: own.key, forEach: call?.attributes["for_each"]))
      }
      if expression != nil { return .unknown }
      let variable = own.configuration?.value("variables")?.field(name)
      return variable.map { $0.field("default").map { TerraformValue($0) } ?? .null } ?? .unknown
    }
  }

  /// `each.key` and `each.value`: of a map the value of the key, of a set the key itself.
  private func each(_ name: String, _ scope: TerraformScope) throws(HCLFailure) -> TerraformValue {
    guard case .text(let key)? = scope.key else { return .unknown }
    if name == "key" { return .text(key) }
    guard name == "value", let text = scope.forEach else { return .unknown }
    let all = try shared(text, in: scope.module) { () throws(HCLFailure) -> TerraformValue in
      try written(text, TerraformScope(module: scope.module))
    }
    switch all {
    case .object(let fields): return fields[key] ?? .unknown
    case .list(let elements): return elements.contains(.text(key)) ? .text(key) : .unknown
    default: return .unknown
    }
  }
}
