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
  let pool: JSONValue?
  /// The way here from the resource, `ingress[0].`; empty for the resource itself.
  let path: String

  /// The block of a whole resource.
  init(_ instance: Int, _ record: TerraformInstance) {
    self.init(
      instance: instance, values: record.values, unknown: record.unknown,
      expressions: record.configuration?.value("expressions").map { [$0] } ?? [], pool: nil, path: "")
  }

  private init(
    instance: Int, values: JSONValue?, unknown: JSONValue?, expressions: [JSONValue], pool: JSONValue?, path: String
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

  /// A value that is known and not null.
  func value(_ attribute: String) -> JSONValue? {
    guard let value = values?.field(attribute), !value.isNull else { return nil }
    return value
  }

  /// The expressions that an attribute may be written as.
  func expressions(of attribute: String) -> [JSONValue] {
    let own = expressions.compactMap { $0.field(attribute) }.filter { $0.kind == .object }
    return own.isEmpty ? pool.map { [$0] } ?? [] : own
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
    let pool =
      written.first { $0.kind == .object && $0.field("references") != nil } ?? (blocks.isEmpty ? self.pool : nil)
    var marks: [JSONValue] = []
    if let mark = unknown?.field(name) {
      if mark.kind == .array { for element in try mark.elements() { marks.append(element) } } else { marks = [mark] }
    }
    return elements.enumerated().map { index, element in
      TerraformBlock(
        instance: instance, values: element.isNull ? nil : element,
        unknown: index < marks.count ? marks[index] : nil, expressions: Self.matching(element, blocks),
        pool: pool, path: "\(path)\(name)[\(index)].")
    }
  }

  func block(_ name: String) throws(JSONError) -> TerraformBlock? { try blocks(name).first }

  /// Terraform sorts the elements of a set, so a block is known by what is written out in it: the one of which most is
  /// in the element.
  private static func matching(_ element: JSONValue, _ blocks: [JSONValue]) -> [JSONValue] {
    if blocks.count <= 1 { return blocks }
    let alike = blocks.compactMap { block -> (block: JSONValue, constants: Int)? in
      var constants = 0
      for (name, expression) in block.fields {
        guard let constant = expression.field("constant_value"), !constant.isNull else { continue }
        // What is written out is known.
        guard let value = element.field(name), isEqual(constant, value) else { return nil }
        constants += 1
      }
      return (block, constants)
    }
    let most = alike.map(\.constants).max()
    return alike.isEmpty ? blocks : alike.filter { $0.constants == most }.map(\.block)
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
    if lacks(attribute) { return true }
    guard let marks = unknown?.field(attribute), marks.kind == .array, let elements = try? marks.elements() else {
      return false
    }
    return elements.contains(where: Self.isUnknown)
  }
}
