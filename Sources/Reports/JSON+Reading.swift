extension JSON {
  /// Why a text is no JSON.
  public struct ReadingError: Error, Sendable, Hashable {
    /// Counted in characters, from 1.
    public var column: Int
    public var message: String
  }

  /// Reads one value of one line of text (RFC 8259). An object that has a key twice is refused.
  public init(reading text: String) throws(ReadingError) {
    self = try JSON.read(text).value
  }

  /// Reads one value, and tells at which column each key of the outermost object stands.
  public static func read(_ text: String) throws(ReadingError) -> (value: JSON, keyColumns: [String: Int]) {
    var reader = JSONReader(text)
    let value = try reader.document()
    return (value, reader.keyColumns)
  }
}

/// Reads JSON from the front of a text.
private struct JSONReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private(set) var keyColumns: [String: Int] = [:]

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func document() throws(JSON.ReadingError) -> JSON {
    let value = try value()
    skipBlanks()
    if position < scalars.count { throw error("expected the end of the line") }
    return value
  }

  private func error(_ message: String) -> JSON.ReadingError {
    JSON.ReadingError(column: position + 1, message: message)
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skipBlanks() {
    while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n" { position += 1 }
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == wanted else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSON.ReadingError) -> JSON {
    skipBlanks()
    switch next {
    case "{": return try nested { reader throws(JSON.ReadingError) in try reader.object() }
    case "[": return try nested { reader throws(JSON.ReadingError) in try reader.array() }
    case "\"": return .string(try string())
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    case nil: throw error("expected a value, found the end")
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSON.ReadingError) -> JSON
  ) throws(JSON.ReadingError) -> JSON {
    if depth == 100 { throw error("nested too deep") }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.ReadingError) -> JSON {
    guard scalars[position...].starts(with: word.unicodeScalars) else { throw error("expected a value") }
    position += word.unicodeScalars.count
    return value
  }

  private mutating func object() throws(JSON.ReadingError) -> JSON {
    position += 1
    var members: [JSON.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard next == "\"" else { throw error("expected a key") }
      let start = position
      let key = try string()
      if members.contains(where: { $0.key == key }) {
        position = start
        throw error("the key `\(key)` stands here twice")
      }
      if depth == 1 { keyColumns[key] = start + 1 }
      guard take(":") else { throw error("expected `:`") }
      members.append(JSON.Member(key, try value()))
    } while take(",")
    guard take("}") else { throw error("expected `,` or `}`") }
    return .object(members)
  }

  private mutating func array() throws(JSON.ReadingError) -> JSON {
    position += 1
    var values: [JSON] = []
    if take("]") { return .array([]) }
    repeat { values.append(try value()) } while take(",")
    guard take("]") else { throw error("expected `,` or `]`") }
    return .array(values)
  }

  private mutating func number() throws(JSON.ReadingError) -> JSON {
    let start = position
    while let scalar = next, "+-.0123456789eE".unicodeScalars.contains(scalar) { position += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let hasLeadingZero = digits.hasPrefix("0") && digits.dropFirst().first.map(\.isNumber) == true
    guard digits.first.map(\.isNumber) == true, !hasLeadingZero, Double(text) != nil else {
      position = start
      throw error("expected a value")
    }
    return Int(text).map { .integer($0) } ?? .number(text)
  }

  private mutating func string() throws(JSON.ReadingError) -> String {
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      if scalar.value < 0x20 { throw error("a control character has to be escaped") }
      position += 1
      switch scalar {
      case "\"": return String(text)
      case "\\": text.append(try escaped())
      default: text.append(scalar)
      }
    }
    throw error("the string does not end")
  }

  private mutating func escaped() throws(JSON.ReadingError) -> Unicode.Scalar {
    guard let scalar = next else { throw error("the string does not end") }
    position += 1
    switch scalar {
    case "\"", "\\", "/": return scalar
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicode()
    default:
      position -= 1
      throw error("no such escape")
    }
  }

  /// Four hexadecimal digits, or a pair of surrogates.
  private mutating func unicode() throws(JSON.ReadingError) -> Unicode.Scalar {
    let high = try fourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xDC00, position + 1 < scalars.count, scalars[position] == "\\", scalars[position + 1] == "u" {
      position += 2
      let low = try fourDigits()
      if (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + low - 0xDC00) {
        return scalar
      }
    }
    throw error("half of a surrogate pair")
  }

  private mutating func fourDigits() throws(JSON.ReadingError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next.flatMap({ Character($0).hexDigitValue }) else {
        throw error("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
