/// Reads JSON (RFC 8259, strictly) and keeps where each value stands. Policies are small, and their mistakes have to
/// be shown in place.
struct JSONReader {
  /// What is wrong with the text; nothing after it can be read.
  struct Malformed: Error {
    var position: TextPosition
    var message: String
  }

  private let bytes: [UInt8]
  private var at = 0
  private var allowsControlCharacters = false
  private static let deepest = 64

  /// The one value that a text consists of.
  static func read(_ text: String) throws(Malformed) -> PolicyNode {
    var reader = JSONReader(bytes: Array(text.utf8))
    let node = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.at == reader.bytes.count else { throw reader.unexpected("the end of the text") }
    return node
  }

  /// The text that the inside of a JSON string stands for, line breaks as they are; nil if it is none.
  static func unescaped(_ text: String) -> String? {
    var reader = JSONReader(bytes: Array("\"\(text)\"".utf8))
    reader.allowsControlCharacters = true
    guard let string = try? reader.string(), reader.at == reader.bytes.count else { return nil }
    return string
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value(depth: Int) throws(Malformed) -> PolicyNode {
    skipSpace()
    let position = position(at)
    guard depth < JSONReader.deepest else { throw malformed("nested more than \(JSONReader.deepest) deep") }
    switch peek {
    case UInt8(ascii: "{"): return PolicyNode(.object(try fields(depth: depth)), at: position)
    case UInt8(ascii: "["): return PolicyNode(.list(try elements(depth: depth)), at: position)
    case UInt8(ascii: "\""): return PolicyNode(.string(try string()), at: position)
    case let byte? where byte == UInt8(ascii: "-") || byte.isDigit:
      return PolicyNode(.number(try number()), at: position)
    default:
      if take("true") { return PolicyNode(.boolean(true), at: position) }
      if take("false") { return PolicyNode(.boolean(false), at: position) }
      if take("null") { return PolicyNode(.null, at: position) }
      throw unexpected("a value")
    }
  }

  private mutating func fields(depth: Int) throws(Malformed) -> [PolicyNode.Field] {
    var fields: [PolicyNode.Field] = []
    at += 1
    skipSpace()
    if take("}") { return fields }
    while true {
      skipSpace()
      let place = position(at)
      guard peek == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw unexpected("`:`") }
      fields.append(PolicyNode.Field(key, at: place, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return fields }
      guard take(",") else { throw unexpected("`,` or `}`") }
    }
  }

  private mutating func elements(depth: Int) throws(Malformed) -> [PolicyNode] {
    var elements: [PolicyNode] = []
    at += 1
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw unexpected("`,` or `]`") }
    }
  }

  private mutating func string() throws(Malformed) -> String {
    var units: [UInt8] = []
    at += 1
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units += Array(String(Character(try escape())).utf8)
      case 0..<32 where !allowsControlCharacters: throw malformed("a control character inside a string")
      default:
        units.append(byte)
        at += 1
      }
    }
    throw malformed("the string has no end")
  }

  private mutating func escape() throws(Malformed) -> Unicode.Scalar {
    let start = at
    at += 1
    guard let letter = peek else { throw malformed("the string has no end") }
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      at = start
      throw malformed("an unknown escape sequence in a string")
    }
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if 0xD800...0xDBFF ~= first, take("\\u") {
      let second = try hexadecimal()
      if 0xDC00...0xDFFF ~= second, let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) {
        return scalar
      }
    }
    at = start
    throw malformed("half a surrogate pair in a string")
  }

  private mutating func hexadecimal() throws(Malformed) -> UInt32 {
    guard at + 4 <= bytes.count, bytes[at..<at + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw malformed("expected four hexadecimal digits") }
    at += 4
    return value
  }

  private mutating func number() throws(Malformed) -> String {
    let start = at
    _ = take("-")
    let whole = digits()
    guard whole == 1 || whole > 1 && bytes[at - whole] != UInt8(ascii: "0") else {
      throw malformed("a malformed number")
    }
    if take("."), digits() == 0 { throw malformed("a malformed number") }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if digits() == 0 { throw malformed("a malformed number") }
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = at
    while let byte = peek, byte.isDigit { at += 1 }
    return at - start
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func take(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[at...].starts(with: wanted) else { return false }
    at += wanted.count
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, " \n\r\t".utf8.contains(byte) { at += 1 }
  }

  private func position(_ offset: Int) -> TextPosition {
    let before = bytes[..<offset]
    let line = before.lazy.filter { $0 == UInt8(ascii: "\n") }.count + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return TextPosition(line: line, column: offset - start + 1)
  }

  private func unexpected(_ expected: String) -> Malformed {
    guard at < bytes.count else { return malformed("expected \(expected), found the end of the text") }
    let word = String(decoding: bytes[at...].prefix(20).prefix { !" \n\r\t".utf8.contains($0) }, as: UTF8.self)
    return malformed("expected \(expected), found `\(word)`")
  }

  private func malformed(_ message: String) -> Malformed { Malformed(position: position(at), message: message) }
}
