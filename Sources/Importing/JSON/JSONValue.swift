import CSimdjson

/// Something that is not as expected: at which token, and what.
struct JSONError: Error {
  var token: UInt32
  var message: String
}

/// A value of a ``JSONDocument``, named by its first token. Cheap to copy; it must not outlive the document.
struct JSONValue {
  /// What a value is.
  enum Kind: String {
    case object = "an object"
    case array = "a list"
    case string = "a string"
    case number = "a number"
    case boolean = "true or false"
    case null
  }

  let raw: UnsafePointer<CanreachJSON>
  let token: UInt32

  @inline(__always)
  init(_ raw: UnsafePointer<CanreachJSON>, _ token: UInt32) {
    self.raw = raw
    self.token = token
  }

  @inline(__always)
  var kind: Kind {
    switch byte {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }

  /// The byte in the text where the value begins.
  var offset: Int { Int(raw.pointee.tokens[Int(token)]) }

  /// The token after the value.
  var end: UInt32 { canreach_json_skip(raw, token) }

  @inline(__always)
  private var byte: UInt8 { raw.pointee.bytes[offset] }

  /// Whether this is a string without text.
  @inline(__always)
  var isEmptyText: Bool { byte == UInt8(ascii: "\"") && canreach_json_string_length(raw, token) == 0 }

  @inline(__always)
  var isNull: Bool { byte == UInt8(ascii: "n") }

  /// The bytes of a string, escape sequences as they stand.
  @inline(__always)
  private func stringBytes() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
    guard byte == UInt8(ascii: "\"") else { throw unexpected("a string") }
    let start = raw.pointee.bytes + offset + 1
    return UnsafeBufferPointer(start: start, count: canreach_json_string_length(raw, token))
  }

  /// The text of a string.
  func string() throws(JSONError) -> String {
    let bytes = try stringBytes()
    if bytes.contains(UInt8(ascii: "\\")) { return JSONText.unescaped(bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a string that is likely to occur again.
  func interned() throws(JSONError) -> String {
    let bytes = try stringBytes()
    if bytes.contains(UInt8(ascii: "\\")) { return JSONText.unescaped(bytes) }
    guard let context = raw.pointee.context else { return String(decoding: bytes, as: UTF8.self) }
    return Unmanaged<StringInterner>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.string(bytes) }
  }

  func boolean() throws(JSONError) -> Bool {
    switch byte {
    case UInt8(ascii: "t"): return true
    case UInt8(ascii: "f"): return false
    default: throw unexpected("true or false")
    }
  }

  func integer() throws(JSONError) -> Int {
    guard kind == .number else { throw unexpected("a number") }
    guard let value = Int(scalarText) else {
      throw JSONError(token: token, message: "expected a whole number, found `\(scalarText)`")
    }
    return value
  }

  /// A moment, in seconds since 1970: a number, perhaps with a fraction, or text as ``Timestamp`` reads it.
  func seconds() throws(JSONError) -> Int {
    let seconds =
      switch kind {
      case .number: Double(scalarText).flatMap { Int(exactly: $0.rounded(.down)) }
      case .string: Timestamp.seconds(try string())
      default: Int?.none
      }
    guard let seconds else { throw unexpected("a moment, such as 2026-01-31T12:00:00Z") }
    return seconds
  }

  /// Whether this is the number 0.
  var isZero: Bool { kind == .number && Double(scalarText) == 0 }

  /// The number that it is; nil for anything else.
  var number: Double? { kind == .number ? Double(scalarText) : nil }

  private var scalarText: String {
    let length = canreach_json_scalar_length(raw, token)
    return String(
      decoding: UnsafeBufferPointer(start: raw.pointee.bytes + offset, count: length), as: UTF8.self)
  }

  /// The bytes of a string that is an IPv4 address, as a number.
  @inline(__always)
  func ipv4() throws(JSONError) -> UInt32? {
    let bytes = try stringBytes()
    var value: UInt32 = 0
    return canreach_parse_ipv4(bytes.baseAddress, bytes.count, &value) != 0 ? value : nil
  }

  /// What to throw where another kind of value was expected.
  func unexpected(_ expected: String) -> JSONError {
    JSONError(token: token, message: "expected \(expected), found \(kind.rawValue)")
  }
}
