import Addressing
import NetworkModel

/// What is read of one side of a plan or of a state: the topology so far, and what resources of their own add to others.
final class TerraformReading {
  let resources: TerraformResources
  let references: TerraformReferences
  let scopes: TerraformScopes
  let sources: TerraformSources
  /// The file, as the user named it.
  let file: String
  /// Addresses that another input has as well: what they name is told apart by the file.
  let shared: Set<String>
  var topology = Topology()
  var diagnostics: [Diagnostic] = []
  var joins = TerraformJoins()
  /// Attributes whose resource was found by a likeness of keys or for want of another, with what they were taken for.
  var inferences: [(attribute: String, target: String)] = []

  /// What else is known under another id: `aws_vpc.main.default_route_table_id`.
  var aliases: [String: String] = [:]
  /// Of what AWS makes by itself, what it is made with.
  private(set) var owners: [String: String] = [:]
  private(set) var presumed: Set<String> = []

  private var lines: LineCounter
  /// Evaluates what the module's files hold.
  private(set) lazy var evaluator = TerraformEvaluator(references, sources) { [unowned self] in self.text(of: $0, $1) }
  /// The blocks of files that blocks of the plan are made by, where they were looked for.
  var writtenBlocks: [String: [TerraformWrittenBlock?]] = [:]

  init(
    _ resources: TerraformResources, bytes: UnsafeBufferPointer<UInt8>, file: String, sources: TerraformSources,
    shared: Set<String>
  ) {
    self.resources = resources
    self.file = file
    self.sources = sources
    self.shared = shared
    lines = LineCounter(bytes)
    references = TerraformReferences(resources: resources, sources: sources)
    scopes = TerraformScopes(resources, references)
  }

  /// Reads every instance, then puts together what they say.
  func read() {
    // What is wrong with one of them is said when it is read.
    try? noteAliases()
    evaluator.forget()
    writtenBlocks = [:]
    for place in resources.instances.indices { read(place) }
    finish()
  }

  private func read(_ place: Int) {
    let record = resources.instances[place]
    guard let type = TerraformResourceType.byName[record.type] else {
      let isAWS = record.type.hasPrefix("aws_")
      return leaveOut(
        place, isAWS ? .unknown : .ignored,
        because: isAWS
          ? "no type of resource that is known is called `\(record.type)`" : "it is no resource of AWS")
    }
    switch type.use {
    case .ignored(let reason): leaveOut(place, .ignored, because: reason)
    case .read where record.isData && !type.isReadAsData:
      leaveOut(place, .ignored, because: "it is a data source: what it found is used where it is referred to")
    case .read where record.isData && record.values?.value("id") == nil:
      leaveOut(place, .ignored, because: "it is a data source that is read only while applying")
    case .read(let reader):
      do throws(JSONError) {
        try reader(self)(TerraformBlock(place, record))
        if type.isPart { notePart(place) }
      } catch {
        diagnostics.append(
          Diagnostic(
            .warning, file: file, line: record.values.map { lines.line(at: JSONValue($0.raw, error.token).offset) },
            message: "`\(record.address)` is left out: \(error.message)"))
        leaveOut(place, .unknown, because: error.message)
      }
    }
  }

  // MARK: Identities

  /// What a resource is known by: AWS's id or ARN where it exists, else its address.
  func id(of place: Int) -> String {
    let record = resources.instances[place]
    let attribute = TerraformResourceType.byName[record.type]?.idAttribute ?? "id"
    if let value = record.values?.field(attribute), let id = try? value.string(), !id.isEmpty { return id }
    let address = reference(to: record.address)
    return aliases[address] ?? address
  }

  /// The address, with the file before it where another input has the same.
  func reference(to address: String) -> String { shared.contains(address) ? "\(file):\(address)" : address }

  func source(of place: Int) -> SourceLocation {
    let record = resources.instances[place]
    if var source = sources.location(record, resources) {
      source.address = record.address
      return source
    }
    let line = record.values.map { lines.line(at: $0.offset) } ?? 1
    return SourceLocation(file: file, line: line, address: record.address)
  }

  /// Where a block inside a resource is written, as far as its words tell it from its neighbours.
  func source(of block: TerraformBlock, _ name: String) -> SourceLocation {
    var source = source(of: block.instance)
    if let line = sources.line(of: name, block.values, in: resources.instances[block.instance], resources) {
      source.line = line
    }
    return source
  }

  /// The identity of a resource, its name the tag `Name`, else `name`.
  func identity(_ block: TerraformBlock, name: String? = nil) throws(JSONError) -> Identity {
    let tags = try tags(block)
    let scope = scopes.scope(of: block.instance)
    return Identity(
      id(of: block.instance), name: Tags.name(tags) ?? name, account: scope.account, region: scope.region,
      arn: try block.text("arn"), tags: tags, source: source(of: block.instance))
  }

  private func tags(_ block: TerraformBlock) throws(JSONError) -> [Tag] {
    var tags: [Tag] = []
    for (key, value) in (block.value("tags_all") ?? block.value("tags"))?.fields ?? [] {
      if let text = TerraformBlock.scalar(value) { tags.append(Tag(key, text)) }
    }
    return tags.sorted { ($0.key, $0.value) < ($1.key, $1.value) }
  }

  /// The identity of what AWS makes by itself for a resource.
  ///
  /// - Parameter isPresumed: whether what it holds is what AWS gives a new one.
  func synthesized(
    _ id: String, for owner: Identity, _ reason: String, name: String? = nil, isPresumed: Bool = false
  ) -> Identity {
    topology.coverage.synthesized[id] = "synthesized: \(reason)"
    owners[id] = owner.id
    if isPresumed { presumed.insert(id) }
    return Identity(id, name: name, account: owner.account, region: owner.region, source: owner.source)
  }

  // MARK: Coverage

  func leaveOut(_ place: Int, _ state: Coverage.ResourceState, because reason: String) {
    topology.coverage.unmodelled.append(row(place, state, reason))
  }

  private func notePart(_ place: Int) {
    topology.coverage.parts.append(row(place, .modelled, "read as a part of what it belongs to"))
  }

  private func row(_ place: Int, _ state: Coverage.ResourceState, _ reason: String) -> Coverage.ResourceRow {
    let record = resources.instances[place]
    let scope = scopes.scope(of: place)
    return Coverage.ResourceRow(
      component: reference(to: record.address), kind: record.type, account: scope.account, region: scope.region,
      state: state, reason: reason, source: source(of: place))
  }
}

/// Links between resources.
extension TerraformReading {
  /// Names an attribute that is not known yet, and makes it visible that it is not.
  func unknown(_ block: TerraformBlock, _ attribute: String) -> String {
    let name = "\(reference(to: resources.instances[block.instance].address)).\(block.path)\(attribute)"
    topology.visibility.unknownValues.insert(name)
    return name
  }

  /// Names an attribute that holds something else than a block of addresses, as plans do whose sensitive values somebody
  /// masked: what it says is as open as what is not known yet.
  func misshapen(_ block: TerraformBlock, _ attribute: String, _ text: String) -> String {
    diagnostics.append(
      Diagnostic(
        .warning, file: file, line: source(of: block.instance).line,
        message: "`\(unknownName(block, attribute))` is left open: expected a block of addresses, found `\(text)`",
        remedy: text.contains("sensitive") ? "show the plan without masking its sensitive values" : nil))
    return unknown(block, attribute)
  }

  /// The id of the resource that an attribute refers to; nil where it refers to none.
  func link(_ block: TerraformBlock, _ attribute: String, _ kind: TerraformLink) throws(JSONError) -> String? {
    if !block.lacks(attribute) { return try block.text(attribute) }
    guard block.sets(attribute) else { return nil }
    return found(block, attribute, kind) ?? unknown(block, attribute)
  }

  /// The first of two links that there is.
  func link(
    _ block: TerraformBlock, _ attribute: String, _ kind: TerraformLink, or other: String, _ otherKind: TerraformLink
  ) throws(JSONError) -> String? {
    if let id = try link(block, attribute, kind) { return id }
    return try link(block, other, otherKind)
  }

  /// The subnet that an attribute names; what stands for it where nothing is known of it.
  func subnet(_ block: TerraformBlock, _ attribute: String = "subnet_id") throws(JSONError) -> String {
    if let id = try link(block, attribute, .subnet) { return id }
    return unknown(block, attribute)
  }

  /// The id of the one resource of the kind that an attribute which is not known yet can refer to; nil where there is
  /// none or more than one.
  func found(_ block: TerraformBlock, _ attribute: String, _ kind: TerraformLink) -> String? {
    let found = targets(block, attribute, kind)
    if found.ids.count == 1 {
      if found.isByKey { inferences.append((unknownName(block, attribute), found.ids[0])) }
      return found.ids[0]
    }
    if found.ids.isEmpty, !found.namesOthers, let only = onlyOne(kind, in: found.deadEnds) {
      inferences.append((unknownName(block, attribute), only))
      return only
    }
    return nil
  }

  /// The ids of the resources that a list refers to; what is not known yet is named by the attribute.
  func links(_ block: TerraformBlock, _ attribute: String, _ kind: TerraformLink) throws(JSONError) -> [String] {
    if !block.lacksElements(of: attribute) { return try block.texts(attribute) }
    guard block.sets(attribute) else { return [] }
    let found = targets(block, attribute, kind)
    if found.ids.isEmpty || !found.isComplete {
      return found.ids + [unknown(block, attribute)]
    }
    if found.isByKey { inferences.append((unknownName(block, attribute), found.ids.joined(separator: ", "))) }
    return found.ids
  }

  func unknownName(_ block: TerraformBlock, _ attribute: String) -> String {
    "\(resources.instances[block.instance].address).\(block.path)\(attribute)"
  }

  /// What the expressions of an attribute stand for, of the kind that it takes, each once.
  private func targets(
    _ block: TerraformBlock, _ attribute: String, _ kind: TerraformLink
  ) -> (ids: [String], isComplete: Bool, isByKey: Bool, deadEnds: Set<Int>, namesOthers: Bool) {
    if let all = written(block, attribute).flatMap(referents) {
      let own = all.map { self.ids($0, kind) }
      return (unique(own.flatMap { $0 }), own.allSatisfy { !$0.isEmpty }, false, [], false)
    }
    var ids: [String] = []
    var occurrences = 0
    var isComplete = true
    var isByKey = false
    var deadEnds: Set<Int> = []
    var namesOthers = false
    for expression in block.expressions(of: attribute) {
      let found = references.referents(of: expression, references.context(of: block.instance))
      isComplete = isComplete && found.isComplete
      isByKey = isByKey || found.isByKey || !found.wholeModules.isEmpty
      deadEnds.formUnion(found.deadEnds)
      var mayChoose = found.mayChoose
      for referent in found.all {
        let own = self.ids(referent, kind)
        if !own.isEmpty {
          occurrences += 1
        } else if case .known(let value) = referent, TerraformBlock.scalar(value) != nil {
          mayChoose = true
        } else if case .computed = referent {
          namesOthers = true
        }
        for id in own where !ids.contains(id) { ids.append(id) }
      }
      // `var.is_public ? aws_subnet.a.id : aws_subnet.b.id` looks like a list of both.
      if mayChoose, ids.count > 1 { isComplete = false }
      // Of modules taken as a whole each has to have exactly one output of the kind.
      if !found.wholeModules.isEmpty, ids.count != found.wholeModules.count { isComplete = false }
    }
    // References that several blocks share are a block's own where each of them names the same; fewer than blocks are
    // not those of a block that is made by a `dynamic` one.
    if let sharers = block.sharers(of: attribute), sharers > 1, ids.count > 1 || occurrences < sharers {
      return ([], false, false, [], namesOthers)
    }
    return (ids, isComplete, isByKey, deadEnds, namesOthers)
  }

  private func ids(_ referent: TerraformReferent, _ kind: TerraformLink) -> [String] {
    switch referent {
    case .known(let value):
      if value.kind == .array {
        return ((try? value.elements()).map(Array.init) ?? []).flatMap { ids(.known($0), kind) }
      }
      guard let text = TerraformBlock.scalar(value), kind.accepts(id: text) else { return [] }
      return [text]
    case .text(let text): return kind.accepts(id: text) ? [text] : []
    case .computed(let instance, let attribute):
      let type = resources.instances[instance].type
      guard kind.accepts(type: type, attribute: attribute) else { return [] }
      if attribute == "firewall_status" { return firewallEndpoints(instance) }
      return [id(of: instance, attribute)]
    }
  }

  /// The id that an attribute of an instance holds: its own, or that of something AWS makes with it.
  func id(of instance: Int, _ attribute: String) -> String {
    // A version of a function has a policy of its own.
    if attribute.hasPrefix("qualified_") { return "\(id(of: instance)):version" }
    if TerraformLink.isOwn(attribute, of: resources.instances[instance].type) { return id(of: instance) }
    let id = "\(id(of: instance)).\(TerraformLink.canonical(attribute))"
    return aliases[id] ?? id
  }

  /// The only resource of a kind in the modules where a name was lost: what a value that is not known yet is taken for
  /// where the plan does not show what it is made of (`local.vpc_id`).
  private func onlyOne(_ kind: TerraformLink, in modules: Set<Int>) -> String? {
    let all = modules.sorted().flatMap { module in
      kind.types.sorted().flatMap { resources.instances(ofType: $0, in: module) }
    }
    return all.count == 1 ? id(of: all[0]) : nil
  }
}
