import CSimdjson

/// One instance of a resource or data source, as a plan or a state has it.
struct TerraformInstance {
  /// `module.app.aws_instance.web[0]`.
  var address: String
  var type: String
  var name: String
  /// Whether it is a data source, which Terraform reads and does not make.
  var isData: Bool
  var key: InstanceKey?
  /// The place of its module among ``TerraformResources/modules``.
  var module: Int
  /// What is known of it.
  var values: JSONValue?
  /// What is not known yet: `true` in the place of each such value.
  var unknown: JSONValue?
  /// What a plan does to it: `actions`, and `before`, its values until then.
  var change: JSONValue?
  /// The block that it is made by; nil in a state, which has no configuration.
  var configuration: JSONValue?
}

/// One instance of a module; the root is one too.
struct TerraformModule {
  /// Empty for the root.
  var address: String
  /// The calls on the way from the root, without indexes: what finds its configuration.
  var path: [String]
  var key: InstanceKey?
  var parent: Int?
  /// `outputs`, `resources`, `variables`, `module_calls`.
  var configuration: JSONValue?
  /// The call of the parent: `expressions`, `source`.
  var call: JSONValue?
}

/// The instances of one side of a plan, or of a state, with the configuration that links them.
final class TerraformResources {
  private(set) var instances: [TerraformInstance] = []
  private(set) var modules: [TerraformModule] = []
  /// Values of the root's variables.
  let variables: JSONValue?
  /// Provider configurations by their key.
  let providers: JSONValue?

  private struct Group: Hashable {
    var module: Int
    var isData: Bool
    var type: String
    var name: String
  }

  private var groups: [Group: [Int]] = [:]
  /// By module and type, the resources that are no data sources.
  private var managed: [Int: [String: [Int]]] = [:]
  private var childModules: [Int: [String: [Int]]] = [:]
  private var positions: [String: Int] = [:]
  /// `change` of each entry of `resource_changes`.
  private var changes: [String: JSONValue] = [:]
  /// Resources whose change is not made.
  private var withheld: Set<String> = []
  /// The resources of each module's configuration by their address in it.
  private var blocks: [[String]: [String: JSONValue]] = [:]

  /// - Parameters:
  ///   - root: `root_module` of the planned values or of a state.
  ///   - prior: `root_module` of the state before, whose data sources were read while planning.
  ///   - changes: `resource_changes`, which mark what is not known yet.
  ///   - applied: the addresses of the changes that are made; nil for all of them. What is not changed is as in `prior`.
  init(
    root: JSONValue?, prior: JSONValue?, configuration: JSONValue?, variables: JSONValue?, changes: JSONValue?,
    applied: Set<String>? = nil
  ) throws(JSONError) {
    self.variables = variables
    if let changes {
      // What is left of a resource that was replaced has its address and is no part of what will be.
      for change in try changes.elements() where change.value("deposed") == nil {
        let address = try change.string("address")
        if let applied, !applied.contains(address), TerraformDocument.isChange(change) {
          withheld.insert(address)
          // One that a `moved` block renames is in the state by its name until then.
          if let previous = try change.text("previous_address") { withheld.insert(previous) }
        } else {
          self.changes[address] = change.value("change")
        }
      }
    }
    providers = configuration?.value("provider_config")
    let rootConfiguration = configuration?.value("root_module")
    modules = [TerraformModule(address: "", path: [], parent: nil, configuration: rootConfiguration, call: nil)]
    if let root { try add(root, module: 0, isPrior: false) }
    if let prior { try add(prior, module: 0, isPrior: true) }
    addModulesWithoutResources(of: 0)
    for (group, members) in groups where members.count > 1 {
      groups[group] = members.sorted { (instances[$0].key ?? .number(-1)) < (instances[$1].key ?? .number(-1)) }
    }
  }

  private func add(_ module: JSONValue, module place: Int, isPrior: Bool) throws(JSONError) {
    for record in try module.elements("resources") {
      let address = try record.string("address")
      let isData = try record.text("mode") == "data"
      if positions[address] != nil || (isPrior && !isData && !withheld.contains(address)) { continue }
      if !isPrior, withheld.contains(address) { continue }
      let type = try record.string("type")
      let name = try record.string("name")
      let block = (isData ? "data." : "") + type + "." + name
      positions[address] = instances.count
      let group = Group(module: place, isData: isData, type: type, name: name)
      let change = isPrior ? nil : changes[address]
      groups[group, default: []].append(instances.count)
      if !isData { managed[place, default: [:]][type, default: []].append(instances.count) }
      instances.append(
        TerraformInstance(
          address: address, type: type, name: name, isData: isData, key: try Self.key(record.value("index")),
          module: place, values: record.value("values"), unknown: change?.value("after_unknown"),
          change: change, configuration: configuration(of: block, in: place)))
    }
    for child in try module.elements("child_modules") {
      let address = try child.string("address")
      try add(child, module: self.module(address, in: place), isPrior: isPrior)
    }
  }

  private static func key(_ value: JSONValue?) throws(JSONError) -> InstanceKey? {
    guard let value else { return nil }
    return value.kind == .number ? .number(try value.integer()) : .text(try value.string())
  }

  /// The block of the configuration that a resource of a module is made by, by its address there.
  func configuration(of name: String, in module: Int) -> JSONValue? {
    let path = modules[module].path
    if blocks[path] == nil {
      var found: [String: JSONValue] = [:]
      for block in (try? modules[module].configuration?.elements("resources")).map(Array.init) ?? [] {
        if let address = try? block.string("address") { found[address] = block }
      }
      blocks[path] = found
    }
    return blocks[path]?[name]
  }

  /// The place of a module instance, which is made where it is new.
  private func module(_ address: String, in parent: Int) -> Int {
    let steps = TerraformTraversal(address).steps
    var name = ""
    var key: InstanceKey?
    if case .index(let index)? = steps.last { key = index }
    name = steps.last { $0.name != nil }?.name ?? ""
    if let known = childModules[parent]?[name]?.first(where: { modules[$0].address == address }) { return known }
    let call = modules[parent].configuration?.value("module_calls")?.field(name)
    childModules[parent, default: [:]][name, default: []].append(modules.count)
    modules.append(
      TerraformModule(
        address: address, path: modules[parent].path + [name], key: key, parent: parent,
        configuration: call?.value("module"), call: call))
    return modules.count - 1
  }

  /// Modules that only pass values on have no resources, and are in the configuration only.
  private func addModulesWithoutResources(of parent: Int) {
    for (name, call) in modules[parent].configuration?.value("module_calls")?.fields ?? [] {
      let isRepeated = call.value("count_expression") != nil || call.value("for_each_expression") != nil
      if childModules[parent]?[name] == nil, !isRepeated {
        let prefix = modules[parent].address.isEmpty ? "" : modules[parent].address + "."
        _ = module("\(prefix)module.\(name)", in: parent)
      }
      for child in childModules[parent]?[name] ?? [] { addModulesWithoutResources(of: child) }
    }
  }

  // MARK: Looking up

  /// The instances of a resource block in a module, in the order of their keys.
  func instances(_ type: String, _ name: String, isData: Bool, in module: Int) -> [Int] {
    groups[Group(module: module, isData: isData, type: type, name: name)] ?? []
  }

  /// The resources of a type in a module.
  func instances(ofType type: String, in module: Int) -> [Int] { managed[module]?[type] ?? [] }

  /// The instances of a module that another calls, in the order of their keys.
  func children(_ name: String, of module: Int) -> [Int] {
    (childModules[module]?[name] ?? []).sorted { (modules[$0].key ?? .number(-1)) < (modules[$1].key ?? .number(-1)) }
  }

  /// Whether the plan makes an instance, anew or for the first time.
  func isCreated(_ place: Int) -> Bool {
    guard let change = instances[place].change, let actions = try? change.ids("actions") else { return false }
    return actions.contains("create")
  }

  func position(of address: String) -> Int? { positions[address] }
}

extension JSONValue {
  /// A field by a name that is not written in the source, null included.
  func field(_ key: String) -> JSONValue? {
    guard kind == .object else { return nil }
    var key = key
    let found = key.withUTF8 { canreach_json_find(raw, token, $0.baseAddress, $0.count) }
    return found == 0 ? nil : JSONValue(raw, found)
  }
}
