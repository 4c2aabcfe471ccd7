/// What an expression of the configuration stands for, as far as references tell.
enum TerraformReferent {
  /// A value that is known.
  case known(JSONValue)
  /// A text that a file holds.
  case text(String)
  /// An attribute of an instance that only AWS can say.
  case computed(instance: Int, attribute: String)
}

/// Everything that an expression may stand for.
struct TerraformReferents {
  var all: [TerraformReferent] = []
  /// Whether nothing was lost on the way: no `local`, no value that is made up of others.
  var isComplete = true
  /// Modules in which a name was lost: what it stands for is in them.
  var deadEnds: Set<Int> = []
  /// Instances of modules that an expression takes as a whole, to pick one output of each.
  var wholeModules: Set<Int> = []
  /// Whether an index of the own instance occurs that chooses no instance: it may choose between what else occurs.
  var mayChoose = false
  /// Whether an index of the own instance chose an instance.
  var isIndexed = false
  /// Whether instances were paired by a likeness of their keys, because the expression that pairs them is not in the
  /// plan.
  var isByKey = false

  mutating func add(_ other: TerraformReferents) {
    all += other.all
    isComplete = isComplete && other.isComplete
    deadEnds.formUnion(other.deadEnds)
    wholeModules.formUnion(other.wholeModules)
    isByKey = isByKey || other.isByKey
    mayChoose = mayChoose || other.mayChoose
    isIndexed = isIndexed || other.isIndexed
  }
}

/// Follows references. A plan says of an expression only which names occur in it, not how they are combined.
/// https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
struct TerraformReferences {
  let resources: TerraformResources
  /// Says what locals are made of, which a plan does not.
  let sources: TerraformSources?

  init(resources: TerraformResources, sources: TerraformSources? = nil) {
    self.resources = resources
    self.sources = sources
  }

  /// Where an expression stands: its module, and the key of the instance that it is evaluated for.
  struct Context {
    var module: Int
    var key: InstanceKey?
    var forEach: JSONValue?
    /// How many instances there are beside it, with itself.
    var count = 1
  }

  /// Cycles cannot be in a plan, but a file may claim anything: that each local is the one before it, twice.
  private static let maximumDepth = 24
  private static let maximumSteps = 20_000

  /// What is left of the steps of one expression.
  private final class Budget { var steps = TerraformReferences.maximumSteps }

  private let budget = Budget()

  func context(of instance: Int) -> Context {
    let record = resources.instances[instance]
    return Context(
      module: record.module, key: record.key, forEach: record.configuration?.value("for_each_expression"),
      count: resources.instances(record.type, record.name, isData: record.isData, in: record.module).count)
  }

  /// What an expression stands for.
  func referents(of expression: JSONValue, _ context: Context, depth: Int = 0) -> TerraformReferents {
    if let constant = expression.field("constant_value") {
      return TerraformReferents(all: constant.isNull ? [] : [.known(constant)])
    }
    guard let list = try? expression.value("references")?.elements() else {
      return TerraformReferents(isComplete: false)
    }
    return referents(of: list.compactMap { try? $0.string() }, context, depth: depth)
  }

  func referents(of references: [String], _ context: Context, depth: Int = 0) -> TerraformReferents {
    if depth == 0 { budget.steps = Self.maximumSteps }
    budget.steps -= 1
    guard depth < Self.maximumDepth, budget.steps > 0 else { return TerraformReferents(isComplete: false) }
    let written = TerraformTraversal.written(references)
    let isIndexed = written.contains { ["count", "each"].contains($0.steps.first?.name) }
    var found = TerraformReferents()
    for traversal in written {
      found.add(referents(of: traversal, context, isIndexed: isIndexed, depth: depth))
    }
    found.mayChoose = found.mayChoose || (isIndexed && !found.isIndexed)
    return found
  }

  private func referents(
    of traversal: TerraformTraversal, _ context: Context, isIndexed: Bool, depth: Int
  ) -> TerraformReferents {
    let steps = traversal.steps
    switch steps.first?.name {
    case "count", "path", "terraform", "self": return TerraformReferents()
    case "each":
      guard steps.count > 1, steps[1].name == "value" else { return TerraformReferents() }
      return eachValue(Array(steps.dropFirst(2)), context, depth)
    case "var":
      guard let name = traversal.names(2)?[1] else { return TerraformReferents(isComplete: false) }
      return variable(name, Array(steps.dropFirst(2)), context, isIndexed, depth)
    case "local":
      guard let name = traversal.names(2)?[1] else { return TerraformReferents(isComplete: false) }
      return local(name, Array(steps.dropFirst(2)), context, isIndexed, depth)
    case "module":
      guard let name = traversal.names(2)?[1] else { return TerraformReferents(isComplete: false) }
      return output(name, Array(steps.dropFirst(2)), context, isIndexed, depth)
    case "data":
      guard let names = traversal.names(3) else { return TerraformReferents(isComplete: false) }
      let all = resources.instances(names[1], names[2], isData: true, in: context.module)
      return attribute(of: all, Array(steps.dropFirst(3)), context, isIndexed, depth)
    default:
      guard let names = traversal.names(2) else { return TerraformReferents(isComplete: false) }
      let all = resources.instances(names[0], names[1], isData: false, in: context.module)
      return attribute(of: all, Array(steps.dropFirst(2)), context, isIndexed, depth)
    }
  }

  // MARK: Instances

  private func attribute(
    of instances: [Int], _ steps: [TerraformTraversal.Step], _ context: Context, _ isIndexed: Bool, _ depth: Int
  ) -> TerraformReferents {
    let keys = instances.map { resources.instances[$0].key }
    let chosen = choose(keys, steps.first?.key, context, isIndexed)
    let rest = Array(steps.drop { $0.key != nil })
    var found = TerraformReferents(
      isIndexed: isIndexed && keys.count > 1 && steps.first?.key == nil, isByKey: chosen.isByKey)
    for place in chosen.places { found.add(value(of: instances[place], rest, depth + 1)) }
    if chosen.places.isEmpty, !instances.isEmpty { found.isComplete = false }
    return found
  }

  /// Which of several instances an index chooses that is written, or that `count.index` or `each.key` gives: a plan does
  /// not show how these are used, so they are taken to choose the instance of the same index. All of them without. Where
  /// more are counted than there are to choose from it is open how: `count.index % 2`, `element()` and
  /// `floor(count.index / 2)` look the same.
  private func choose(
    _ keys: [InstanceKey?], _ written: InstanceKey?, _ context: Context, _ isIndexed: Bool
  ) -> (places: [Int], isByKey: Bool) {
    if let written { return (keys.indices.filter { keys[$0] == written }, false) }
    guard isIndexed, keys.count > 1, let own = context.key else { return (Array(keys.indices), false) }
    if case .number = own, context.count > keys.count { return ([], false) }
    let same = keys.indices.filter { keys[$0] == own }
    if !same.isEmpty { return (same, false) }
    if case .text(let text) = own {
      let alike = keys.indices.filter { keys[$0].map { Self.isPart($0, of: text) } ?? false }
      if !alike.isEmpty { return (alike, true) }
    }
    return ([], false)
  }

  /// Whether a key is made up of whole words of another: `app` of `app-eu-west-1a`.
  static func isPart(_ key: InstanceKey, of text: String) -> Bool {
    guard case .text(let part) = key, !part.isEmpty else { return false }
    guard let range = text.firstRange(of: part) else { return false }
    func isBoundary(_ character: Character?) -> Bool {
      character.map { !$0.isLetter && !$0.isNumber } ?? true
    }
    let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
    let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
    return isBoundary(before) && isBoundary(after)
  }

  /// An attribute of one instance: what is known, else what its own expression stands for, else what AWS will say.
  func value(of instance: Int, _ steps: [TerraformTraversal.Step], _ depth: Int) -> TerraformReferents {
    let record = resources.instances[instance]
    guard let name = steps.first(where: { $0.name != nil })?.name else {
      return TerraformReferents(all: [.computed(instance: instance, attribute: "id")])
    }
    if let known = known(record.values, steps[...]) {
      return TerraformReferents(all: known.isNull ? [] : [.known(known)])
    }
    // Only the first name of an endpoint is that of all its zones.
    if name == "dns_entry", let index = steps.lazy.compactMap(\.key).first, index != .number(0) {
      return TerraformReferents(isComplete: false)
    }
    guard depth < Self.maximumDepth else { return TerraformReferents(isComplete: false) }
    if let expression = record.configuration?.value("expressions")?.field(name), expression.kind == .object,
      expression.field("references") != nil
    {
      return referents(of: expression, context(of: instance), depth: depth + 1)
    }
    return TerraformReferents(all: [.computed(instance: instance, attribute: name)])
  }

  private func known(_ values: JSONValue?, _ steps: ArraySlice<TerraformTraversal.Step>) -> JSONValue? {
    var value = values
    for step in steps {
      switch step {
      case .attribute(let name): value = value?.field(name)
      case .index(.text(let key)): value = value?.field(key)
      case .index(.number(let index)):
        guard let list = try? value?.elements() else { return nil }
        value = Array(list.prefix(index + 1)).dropFirst(index).first
        if value?.isNull ?? false { return nil }
      }
    }
    return value
  }

  /// A local, where the files of its module tell what it is made of.
  private func local(
    _ name: String, _ steps: [TerraformTraversal.Step], _ context: Context, _ isIndexed: Bool, _ depth: Int
  ) -> TerraformReferents {
    guard let written = sources?.references(ofLocal: name, inModule: context.module, resources) else {
      return TerraformReferents(isComplete: false, deadEnds: [context.module])
    }
    var found = referents(of: written, Context(module: context.module), depth: depth + 1)
    found.isComplete = found.isComplete || !found.all.isEmpty
    return narrowed(continued(found, steps, depth), steps, context, isIndexed)
  }

  // MARK: Modules and for_each

  private func eachValue(
    _ steps: [TerraformTraversal.Step], _ context: Context, _ depth: Int
  ) -> TerraformReferents {
    guard let forEach = context.forEach, let key = context.key else { return TerraformReferents(isComplete: false) }
    if let constant = forEach.value("constant_value"), case .text(let text) = key, let value = constant.field(text) {
      return TerraformReferents(all: (known(value, steps[...])).map { [.known($0)] } ?? [])
    }
    var whole = Context(module: context.module)
    whole.key = nil
    var found = referents(of: forEach, whole, depth: depth + 1)
    // The values of a map go to its keys: of several, the one that the key names.
    if found.all.count > 1, case .text(let text) = key {
      let own = found.all.filter { referent in
        guard case .computed(let instance, _) = referent else { return false }
        let record = resources.instances[instance]
        return record.key == key || record.name == text
      }
      let isKeyed = own.contains { referent in
        guard case .computed(let instance, _) = referent else { return false }
        return resources.instances[instance].key == key
      }
      found.all = own
      found.isByKey = found.isByKey || !isKeyed
      if own.count != 1 { return TerraformReferents(isComplete: false) }
    }
    found.isIndexed = found.all.contains { if case .computed = $0 { true } else { false } }
    return continued(found, steps, depth)
  }

  /// Goes on from whole resources to their attributes.
  private func continued(
    _ referents: TerraformReferents, _ steps: [TerraformTraversal.Step], _ depth: Int
  ) -> TerraformReferents {
    let names = steps.filter { $0.name != nil }
    guard let first = names.first else { return referents }
    var found = referents
    found.all = []
    for referent in referents.all {
      if case .computed(let instance, "id") = referent, first.name != "id" {
        let record = resources.instances[instance]
        let isAttribute =
          record.values?.field(first.name ?? "") != nil
          || record.configuration?.value("expressions")?.field(first.name ?? "") != nil
        if isAttribute {
          found.add(value(of: instance, names, depth + 1))
          continue
        }
      }
      found.all.append(referent)
    }
    return found
  }

  private func variable(
    _ name: String, _ steps: [TerraformTraversal.Step], _ context: Context, _ isIndexed: Bool, _ depth: Int
  ) -> TerraformReferents {
    let module = resources.modules[context.module]
    guard let parent = module.parent else {
      guard let value = known(resources.variables?.field(name)?.field("value"), steps[...]) else {
        return TerraformReferents(isComplete: false)
      }
      return TerraformReferents(all: value.isNull ? [] : [.known(value)])
    }
    if let expression = module.call?.value("expressions")?.field(name) {
      if let constant = expression.field("constant_value") {
        return TerraformReferents(all: known(constant, steps[...]).map { $0.isNull ? [] : [.known($0)] } ?? [])
      }
      let outer = Context(
        module: parent, key: module.key, forEach: module.call?.value("for_each_expression"),
        count: resources.children(module.path.last ?? "", of: parent).count)
      let found = referents(of: expression, outer, depth: depth + 1)
      return narrowed(continued(found, steps, depth), steps, context, isIndexed)
    }
    let standard = module.configuration?.value("variables")?.field(name)?.field("default")
    guard let value = known(standard, steps[...]) else { return TerraformReferents() }
    return TerraformReferents(all: value.isNull ? [] : [.known(value)])
  }

  private func output(
    _ name: String, _ steps: [TerraformTraversal.Step], _ context: Context, _ isIndexed: Bool, _ depth: Int
  ) -> TerraformReferents {
    let children = resources.children(name, of: context.module)
    let chosen = choose(children.map { resources.modules[$0].key }, steps.first?.key, context, isIndexed)
    let path = Array(steps.drop { $0.key != nil })
    guard let output = path.first?.name else { return whole(chosen.places.map { children[$0] }, depth) }
    var found = TerraformReferents(
      isIndexed: isIndexed && children.count > 1 && steps.first?.key == nil, isByKey: chosen.isByKey)
    for child in chosen.places.map({ children[$0] }) {
      guard
        let expression = resources.modules[child].configuration?.value("outputs")?.field(output)?.value("expression")
      else {
        found.isComplete = false
        continue
      }
      var part = referents(of: expression, Context(module: child), depth: depth + 1)
      // What an output makes of its parts is not visible; that they are its parts is.
      part.isComplete = part.isComplete || !part.all.isEmpty
      found.add(part)
    }
    let rest = Array(path.dropFirst())
    return narrowed(continued(found, rest, depth), rest, context, isIndexed && children.count <= 1)
  }

  /// Modules taken as a whole, `[for one in module.app : one.group_id]`: one of the outputs of each.
  private func whole(_ modules: [Int], _ depth: Int) -> TerraformReferents {
    var found = TerraformReferents(wholeModules: Set(modules))
    for module in modules {
      for (_, output) in resources.modules[module].configuration?.value("outputs")?.fields ?? [] {
        guard let expression = output.value("expression") else { continue }
        found.all += referents(of: expression, Context(module: module), depth: depth + 1).all
      }
    }
    return found
  }

  /// Of several parts of a map or list those that the steps behind it name.
  private func narrowed(
    _ referents: TerraformReferents, _ steps: [TerraformTraversal.Step], _ context: Context, _ isIndexed: Bool
  ) -> TerraformReferents {
    var found = referents
    for key in steps.compactMap(\.key) where found.all.count > 1 { narrow(&found, to: key) }
    if isIndexed, found.all.count > 1, let key = context.key {
      if case .number = key, context.count > Self.numbered(found.all).count {
        return TerraformReferents(isComplete: false, deadEnds: found.deadEnds)
      }
      found.isIndexed = true
      narrow(&found, to: key)
    }
    return found
  }

  /// What may be the elements of a list: `[for zone in var.zones : aws_subnet.app[zone].id]` names more than these.
  private static func numbered(_ all: [TerraformReferent]) -> [TerraformReferent] {
    let instances = all.filter { if case .computed = $0 { true } else { false } }
    return instances.isEmpty ? all : instances
  }

  private func narrow(_ referents: inout TerraformReferents, to key: InstanceKey) {
    switch key {
    case .number(let index):
      // The order of a list's elements is that of its instances.
      let numbered = Self.numbered(referents.all)
      referents.all = index < numbered.count ? [numbered[index]] : []
    case .text(let text):
      func parts(_ isAlike: (String) -> Bool) -> [TerraformReferent] {
        referents.all.filter { referent in
          guard case .computed(let instance, _) = referent, case .text(let own)? = resources.instances[instance].key
          else { return false }
          return isAlike(own)
        }
      }
      let same = parts { $0 == text }
      let alike = parts { Self.isPart(.text(text), of: $0) || Self.isPart(.text($0), of: text) }
      if alike.isEmpty { return }
      referents.all = same.isEmpty ? alike : same
      referents.isByKey = referents.isByKey || same.isEmpty
    }
  }
}

/// What waits for what.
extension TerraformReferences {
  /// Whether Terraform makes an instance only after another, because its expressions or its `depends_on` lead there.
  func depends(_ instance: Int, on other: Int) -> Bool {
    var seen: Set<Int> = []
    var open = [instance]
    while let next = open.popLast() {
      for place in named(by: next) where seen.insert(place).inserted {
        if place == other { return true }
        open.append(place)
      }
    }
    return false
  }

  /// The instances that a block names.
  private func named(by instance: Int) -> [Int] {
    let record = resources.instances[instance]
    var names: [String] = (try? record.configuration?.ids("depends_on")) ?? []
    func collect(_ value: JSONValue) {
      if value.kind == .object {
        names += (try? value.ids("references")) ?? []
        for (_, inner) in value.fields { collect(inner) }
      } else if value.kind == .array, let elements = try? value.elements() {
        for inner in elements { collect(inner) }
      }
    }
    if let expressions = record.configuration?.value("expressions") { collect(expressions) }
    return TerraformTraversal.written(names).flatMap { traversal -> [Int] in
      let isData = traversal.steps.first?.name == "data"
      guard let parts = traversal.names(isData ? 3 : 2)?.suffix(2), let type = parts.first, let name = parts.last else {
        return []
      }
      return resources.instances(type, name, isData: isData, in: record.module)
    }
  }
}
