/// What an expression of Terraform's configuration is, as far as it is known before it is applied.
indirect enum TerraformValue: Hashable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([TerraformValue])
  case object([String: TerraformValue])
  /// A resource or data source as a whole: its place among ``TerraformResources/instances``.
  case resource(Int)
  /// A module as a whole: its place among ``TerraformResources/modules``.
  case module(Int)
  /// An attribute of an instance that only AWS can say.
  case computed(instance: Int, attribute: String)
  /// A text with what stands for attributes that only AWS can say.
  case composed(String, of: [Part])
  /// The JSON of a value that holds something only AWS can say.
  case json(TerraformValue)
  case unknown

  /// What stands for an attribute in a text.
  struct Part: Hashable {
    var text: String
    var instance: Int
    var attribute: String
  }

  /// A value of a plan; `unknown` marks what is not known of it.
  init(_ value: JSONValue, unknown: JSONValue? = nil) {
    if let unknown, TerraformBlock.isUnknown(unknown) {
      self = .unknown
      return
    }
    switch value.kind {
    case .null: self = .null
    case .boolean: self = .boolean((try? value.boolean()) ?? false)
    case .string: self = .text((try? value.string()) ?? "")
    case .number: self = value.number.map { .number($0) } ?? .unknown
    case .array:
      let marks = (try? unknown?.elements()).map(Array.init) ?? []
      let elements = (try? value.elements()).map(Array.init) ?? []
      self = .list(
        elements.enumerated().map { index, element in
          TerraformValue(element, unknown: index < marks.count ? marks[index] : nil)
        })
    case .object:
      var fields: [String: TerraformValue] = [:]
      for (key, field) in value.fields { fields[key] = TerraformValue(field, unknown: unknown?.field(key)) }
      // What is not known is left out of the values of a plan.
      for (key, mark) in unknown?.fields ?? [] where fields[key] == nil && TerraformBlock.isUnknown(mark) {
        fields[key] = .unknown
      }
      self = .object(fields)
    }
  }

  /// Whether nothing in it waits for AWS.
  var isKnown: Bool {
    switch self {
    case .null, .boolean, .number, .text: true
    case .list(let elements): elements.allSatisfy(\.isKnown)
    case .object(let fields): fields.values.allSatisfy(\.isKnown)
    case .resource, .module, .computed, .composed, .json, .unknown: false
    }
  }

  /// Whether every part of it is told, if only as an attribute that AWS will give.
  var isTold: Bool {
    switch self {
    case .list(let elements): elements.allSatisfy(\.isTold)
    case .object(let fields): fields.values.allSatisfy(\.isTold)
    case .json(let value): value.isTold
    case .unknown: false
    default: true
    }
  }

  /// Whether AWS gives it to whatever is made, so that it is never null or empty.
  var isGiven: Bool {
    switch self {
    case .resource: true
    case .computed(_, let attribute): ["id", "arn"].contains(attribute)
    default: false
    }
  }

  /// A scalar as text, as Terraform converts it.
  var scalar: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): Self.text(of: value)
    case .text(let text): text
    default: nil
    }
  }

  static func text(of number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }

  /// The number that it is, or that its text says.
  var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .text(let text): Double(text)
    default: nil
    }
  }

  var asBoolean: Bool? {
    switch self {
    case .boolean(let value): value
    case .text("true"): true
    case .text("false"): false
    default: nil
    }
  }

  /// The value as JSON, its keys sorted; `leaf` gives the JSON of what is no plain value. Nil where it gives none.
  func json(_ leaf: (TerraformValue) -> String? = { _ in nil }) -> String? {
    switch self {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let value): return Self.text(of: value)
    case .text(let text): return JSONText.quoted(text)
    case .list(let elements):
      var parts: [String] = []
      for element in elements {
        guard let part = element.json(leaf) else { return nil }
        parts.append(part)
      }
      return "[\(parts.joined(separator: ","))]"
    case .object(let fields):
      var parts: [String] = []
      for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
        guard let part = value.json(leaf) else { return nil }
        parts.append("\(JSONText.quoted(key)):\(part)")
      }
      return "{\(parts.joined(separator: ","))}"
    case .resource, .module, .computed, .composed, .json, .unknown: return leaf(self)
    }
  }
}
