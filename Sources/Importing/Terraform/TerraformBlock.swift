/// A resource's block or one inside it: what is known of it, and the expressions for what is not.
struct TerraformBlock {
  /// The place of the resource among ``TerraformResources/instances``.
  let instance: Int
  let values: JSONValue?
  /// What is not known yet: `true` in the place of each such value.
  let unknown: JSONValue?
  /// The block of the configuration; several where it is open which of them it is.
  let expressions: [JSONValue]
  /// The references of all blocks of a kind, where Terraform does not tell them apart.
  let pool: Pool?
  /// The way here from the resource, `ingress[0].`; empty for the resource itself.
  let path: String

  /// References that several blocks share.
  struct Pool {
    var expression: JSONValue
    /// Of each block, what is not known.
    var marks: [JSONValue]

    /// How many of the blocks have an attribute that is not known.
    func sharers(of attribute: String) -> Int {
      marks.count { mark in
        TerraformBlock.isUnknown(mark) || mark.field(attribute).map(TerraformBlock.holdsUnknown) ?? false
      }
    }
  }

  /// The block of a whole resource.
  init(_ instance: Int, _ record: TerraformInstance) {
    self.init(
      instance: instance, values: record.values, unknown: record.unknown,
      expressions: record.configuration?.value("expressions").map { [$0] } ?? [], pool: nil, path: "")
  }

  private init(
    instance: Int, values: JSONValue?, unknown: JSONValue?, expressions: [JSONValue], pool: Pool?, path: String
  ) {
    self.instance = instance
    self.values = values
    self.unknown = unknown
    self.expressions = expressions
    self.pool = pool
    self.path = path
  }

  var isNested: Bool { !path.isEmpty }

  /// Whether an attribute is not known yet, as a whole.
  func lacks(_ attribute: String) -> Bool {
    guard let unknown else { return false }
    return Self.isUnknown(unknown) || unknown.field(attribute).map(Self.isUnknown) ?? false
  }

  static func isUnknown(_ mark: JSONValue) -> Bool {
    mark.kind == .boolean && ((try? mark.boolean()) ?? false)
  }

  private static func holdsUnknown(_ mark: JSONValue) -> Bool {
    if isUnknown(mark) { return true }
    guard mark.kind == .array, let elements = try? mark.elements() else { return false }
    return elements.contains(where: isUnknown)
  }

  /// A value that is known and not null.
  func value(_ attribute: String) -> JSONValue? {
    guard let value = values?.field(attribute), !value.isNull else { return nil }
    return value
  }

  /// The expressions that an attribute may be written as.
  func expressions(of attribute: String) -> [JSONValue] {
    let own = expressions.compactMap { $0.field(attribute) }.filter { $0.kind == .object }
    return own.isEmpty ? pool.map { [$0.expression] } ?? [] : own
  }

  /// How many blocks share the expressions of an attribute; nil where they are its own.
  func sharers(of attribute: String) -> Int? {
    guard expressions.allSatisfy({ $0.field(attribute)?.kind != .object }) else { return nil }
    return pool?.sharers(of: attribute)
  }

  /// Whether the configuration sets an attribute that is not known yet. Of a block that the configuration does not show
  /// (a `dynamic` one) every attribute may be set.
  func sets(_ attribute: String) -> Bool {
    if !expressions(of: attribute).isEmpty || expressions.contains(where: { $0.field(attribute) != nil }) {
      return true
    }
    return isNested && expressions.isEmpty && pool == nil
  }

  /// The blocks of a name inside this one, as far as they are known.
  func blocks(_ name: String) throws(JSONError) -> [TerraformBlock] {
    guard let value = value(name) else { return [] }
    var elements: [JSONValue] = []
    if value.kind == .object {
      elements = [value]
    } else {
      for element in try value.elements() { elements.append(element) }
    }
    let written = expressions.compactMap { $0.field(name) }
    var blocks: [JSONValue] = []
    for list in written where list.kind == .array { for block in try list.elements() { blocks.append(block) } }
    let single = written.filter {
      $0.kind == .object && $0.field("references") == nil && $0.field("constant_value") == nil
    }
    blocks += single
    var marks: [JSONValue] = []
    if let mark = unknown?.field(name) {
      if mark.kind == .array { for element in try mark.elements() { marks.append(element) } } else { marks = [mark] }
    }
    let shared = written.first { $0.kind == .object && $0.field("references") != nil }
    let pool = shared.map { Pool(expression: $0, marks: marks) } ?? (blocks.isEmpty ? self.pool : nil)
    let made = elements.enumerated().map { index, element in
      TerraformBlock(
        instance: instance, values: element.isNull ? nil : element,
        unknown: index < marks.count ? marks[index] : nil, expressions: [], pool: pool,
        path: "\(path)\(name)[\(index)].")
    }
    return zip(made, Self.matching(made, blocks)).map { block, expressions in
      TerraformBlock(
        instance: instance, values: block.values, unknown: block.unknown, expressions: expressions, pool: pool,
        path: block.path)
    }
  }

  func block(_ name: String) throws(JSONError) -> TerraformBlock? { try blocks(name).first }

  /// The blocks of the configuration that each block of a plan may be. Terraform sorts the elements of a set, so a block
  /// is known by what is written out in it. Where there are more of them than are written a `dynamic` block makes some,
  /// of which the plan does not show how they are written: then it is open which.
  private static func matching(_ made: [TerraformBlock], _ blocks: [JSONValue]) -> [[JSONValue]] {
    if blocks.count < made.count { return Array(repeating: [], count: made.count) }
    if blocks.count == 1 { return [blocks] }
    let fits = made.map { block in Set(blocks.indices.filter { mayBe(block.values, blocks[$0]) }) }
    let chosen = TerraformMatching.assigned(fits) { made[$0].looks(like: made[$1]) }
    return zip(chosen, fits).map { place, fits in
      place.map { [blocks[$0]] } ?? fits.sorted().map { blocks[$0] }
    }
  }

  private static func mayBe(_ element: JSONValue?, _ block: JSONValue) -> Bool {
    block.fields.allSatisfy { name, expression in
      guard let constant = expression.field("constant_value"), !constant.isNull else { return true }
      // What is written out is known.
      return element?.field(name).map { isEqual(constant, $0) } ?? false
    }
  }

  /// Whether a plan shows the same of two blocks.
  func looks(like other: TerraformBlock) -> Bool {
    func seen(_ block: TerraformBlock) -> TerraformValue? {
      block.values.map { TerraformValue($0, unknown: block.unknown) }
    }
    return seen(self) == seen(other)
  }

  private static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
    if let one = scalar(left), let other = scalar(right) { return one == other }
    guard left.kind == .array, right.kind == .array, let one = try? left.elements(), let other = try? right.elements()
    else { return left.kind != .array && right.kind != .array }
    return Set(one.compactMap(scalar)) == Set(other.compactMap(scalar))
  }

  /// A scalar as text: Terraform converts numbers and texts into each other.
  static func scalar(_ value: JSONValue) -> String? {
    switch value.kind {
    case .string: try? value.string()
    case .number: (try? value.integer()).map(String.init)
    case .boolean: (try? value.boolean()).map { $0 ? "true" : "false" }
    case .object, .array, .null: nil
    }
  }
}

/// Attributes that are known.
extension TerraformBlock {
  /// Text that is not empty; numbers and truth values as text.
  func text(_ attribute: String) throws(JSONError) -> String? {
    guard let value = value(attribute) else { return nil }
    guard let text = Self.scalar(value) else { throw value.unexpected("a string") }
    return text.isEmpty ? nil : text
  }

  /// The first of two attributes that is known and not empty.
  func text(_ attribute: String, or other: String) throws(JSONError) -> String? {
    if let text = try text(attribute) { return text }
    return try text(other)
  }

  func boolean(_ attribute: String) throws(JSONError) -> Bool? {
    guard let text = try text(attribute) else { return nil }
    return text == "true"
  }

  func integer(_ attribute: String) throws(JSONError) -> Int? {
    guard let value = value(attribute), let text = try text(attribute) else { return nil }
    guard let number = Int(text) else {
      throw JSONError(token: value.token, message: "expected a whole number, found `\(text)`")
    }
    return number
  }

  /// The texts of a list that are known; elements that are not are left out.
  func texts(_ attribute: String) throws(JSONError) -> [String] {
    guard let value = value(attribute) else { return [] }
    var texts: [String] = []
    for element in try value.elements() {
      if let text = Self.scalar(element), !text.isEmpty { texts.append(text) }
    }
    return texts
  }

  /// Whether a list has elements that are not known, or is not known as a whole.
  func lacksElements(of attribute: String) -> Bool {
    lacks(attribute) || unknown?.field(attribute).map(Self.holdsUnknown) ?? false
  }
}
