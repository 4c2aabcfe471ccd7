/// A JSON value that prints as the AWS CLI prints it: four blanks a level, keys in the order given.
indirect enum PrettyJSON {
  case string(String)
  case number(Int)
  case bool(Bool)
  case array([PrettyJSON])
  case object([(String, PrettyJSON)])

  /// An object without the keys whose value is nil.
  static func record(_ pairs: KeyValuePairs<String, PrettyJSON?>) -> PrettyJSON {
    .object(pairs.compactMap { key, value in value.map { (key, $0) } })
  }

  func write(to text: inout String, level: Int) {
    switch self {
    case .string(let value): PrettyJSON.quote(value, to: &text)
    case .number(let value): text += "\(value)"
    case .bool(let value): text += value ? "true" : "false"
    case .array(let values):
      if values.isEmpty {
        text += "[]"
        return
      }
      text += "["
      for (index, value) in values.enumerated() {
        PrettyJSON.newLine(index, level, &text)
        value.write(to: &text, level: level + 1)
      }
      PrettyJSON.end("]", level, &text)
    case .object(let pairs):
      if pairs.isEmpty {
        text += "{}"
        return
      }
      text += "{"
      for (index, (key, value)) in pairs.enumerated() {
        PrettyJSON.newLine(index, level, &text)
        PrettyJSON.quote(key, to: &text)
        text += ": "
        value.write(to: &text, level: level + 1)
      }
      PrettyJSON.end("}", level, &text)
    }
  }

  private static func newLine(_ index: Int, _ level: Int, _ text: inout String) {
    text += index == 0 ? "\n" : ",\n"
    for _ in 0...level { text += "    " }
  }

  private static func end(_ bracket: String, _ level: Int, _ text: inout String) {
    text += "\n"
    for _ in 0..<level { text += "    " }
    text += bracket
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..."\u{1f}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
