import CSimdjson

extension JSONDocument {
  /// The description of a problem at a byte.
  static func malformed(
    _ problem: CanreachJSONProblem, _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int
  ) -> Malformed {
    let found = excerpt(bytes, offset)
    let message =
      switch problem {
      case CanreachJSONTooLarge: "the file is larger than 4 GB"
      case CanreachJSONOutOfMemory: "there is not enough memory to read the file"
      case CanreachJSONNotUTF8: "expected UTF-8 text, found other bytes"
      case CanreachJSONUnclosedString: "expected the end of a string, found the end of the file"
      case CanreachJSONControlCharacter: "expected text inside a string, found a control character"
      case CanreachJSONInvalidEscape: "expected an escape sequence, found \(found)"
      case CanreachJSONExpectedKey: "expected a key in quotes, found \(found)"
      case CanreachJSONExpectedColon: "expected `:`, found \(found)"
      case CanreachJSONExpectedCommaOrEnd: "expected `,` or the end of the list or object, found \(found)"
      case CanreachJSONEndsEarly: "the JSON text ends too early, as if it had been cut off"
      case CanreachJSONTrailingContent: "expected the end of the file, found \(found)"
      case CanreachJSONTooDeep: "lists and objects are nested more than 512 deep"
      default: "expected a value, found \(found)"
      }
    let line = 1 + canreach_count_lines(bytes.baseAddress, min(offset, bytes.count))
    return Malformed(message: message, line: Int(line), column: column(bytes, offset))
  }

  /// Where a problem is that was found without its place.
  static func offset(of problem: CanreachJSONProblem, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    switch problem {
    case CanreachJSONUnclosedString, CanreachJSONEndsEarly: return bytes.count
    case CanreachJSONNotUTF8: return firstInvalidUTF8(bytes)
    case CanreachJSONControlCharacter: return firstControlCharacterInString(bytes)
    default: return 0
    }
  }

  /// The column of a byte, counted from 1.
  static func column(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    var column = 1
    var at = min(offset, bytes.count)
    while at > 0, bytes[at - 1] != UInt8(ascii: "\n") {
      at -= 1
      column += 1
    }
    return column
  }

  /// What stands at a byte, up to the next white space or punctuation, in backticks.
  static func excerpt(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the file" }
    let rest = bytes[offset...].prefix(40)
    let word = rest.prefix(1) + rest.dropFirst().prefix { !" \n\r\t,:]}".utf8.contains($0) }
    let text = String(decoding: word, as: UTF8.self)
    return "`" + text.unicodeScalars.map { $0.value < 32 ? "?" : String($0) }.joined() + "`"
  }

  private static func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return min(offset, max(bytes.count - 1, 0))
  }

  private static func firstControlCharacterInString(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var isInString = false
    var isEscaped = false
    for (offset, byte) in bytes.enumerated() {
      if isInString && byte < 32 { return offset }
      if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return 0
  }
}
