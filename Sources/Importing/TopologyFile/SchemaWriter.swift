/// Writes the JSON Schema of the format from its shapes.
enum SchemaWriter {
  static func schema(_ shapes: [Shape]) -> String {
    var lines = [
      "{",
      "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",",
      "  \"title\": \"canreach topology file\",",
      "  \"$ref\": \"#/$defs/file\",",
      "  \"$defs\": {",
    ]
    for (index, shape) in shapes.enumerated() {
      lines.append("    \(quoted(shape.name)): {")
      lines.append("      \"description\": \(quoted(shape.noun)),")
      lines.append("      \"type\": \"object\",")
      if shape.name == "file" { lines.append("      \"required\": [\"canreach\"],") }
      lines.append("      \"additionalProperties\": false,")
      lines.append("      \"properties\": {")
      for (position, key) in shape.keys.enumerated() {
        let comma = position + 1 < shape.keys.count ? "," : ""
        let body = members(key.form)
        lines.append(
          "        \(quoted(key.name)): {\"description\": \(quoted(key.meaning))\(body.isEmpty ? "" : ", " + body)}\(comma)"
        )
      }
      lines.append("      }")
      lines.append(index + 1 < shapes.count ? "    }," : "    }")
    }
    lines += ["  }", "}", ""]
    return lines.joined(separator: "\n")
  }

  /// The members of a schema object for a form.
  private static func members(_ form: ValueForm) -> String {
    switch form {
    case .text: "\"type\": [\"string\", \"number\"]"
    case .boolean: "\"type\": \"boolean\""
    case .integer: "\"type\": \"integer\""
    case .cidr: "\"type\": \"string\", \"pattern\": \"^[0-9a-fA-F:.]+(/[0-9]+)?$\""
    case .address: "\"type\": \"string\", \"pattern\": \"^[0-9a-fA-F:.]+$\""
    case .choice(["1"]): "\"const\": 1"
    case .choice(let words): "\"enum\": [\(words.map(enumerated).joined(separator: ", "))]"
    case .oneOrMany(let item): "\"anyOf\": [{\(members(item))}, {\"type\": \"array\", \"items\": {\(members(item))}}]"
    case .list(let item): "\"type\": \"array\", \"items\": {\(members(item))}"
    case .named(let item) where mayBeEmpty(item):
      "\"type\": \"object\", \"additionalProperties\": {\"anyOf\": [{\(members(item))}, {\"type\": \"null\"}]}"
    case .named(let item): "\"type\": \"object\", \"additionalProperties\": {\(members(item))}"
    case .shape(let name): "\"$ref\": \"#/$defs/\(name)\""
    case .either(let forms): "\"anyOf\": [\(forms.map { "{\(members($0))}" }.joined(separator: ", "))]"
    case .anything: ""
    }
  }

  /// A mapping of which every key has a default may be left out: `rt:`.
  private static func mayBeEmpty(_ form: ValueForm) -> Bool {
    switch form {
    case .shape: true
    case .either(let forms): forms.contains { mayBeEmpty($0) }
    default: false
    }
  }

  /// YAML reads `off` as false where it is not quoted.
  private static func enumerated(_ word: String) -> String { word == "off" ? "\"off\", false" : quoted(word) }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
