/// Looks at the text of a YAML file before, and beside, its parser.
enum YAMLScan {
  /// Stands in front of a repeated key that was already reported.
  static let repetitionMark: Unicode.Scalar = "\u{E000}"

  /// Where a file that has an alias also has a key that is not plain text.
  ///
  /// The parser compares the keys of a mapping by value, and an alias inside a key multiplies that work without bound.
  /// Quoted text and comments are passed over; a plain text that looks like such a key is taken for one.
  static func aliasWithCompoundKey(_ text: String) -> Place? {
    let bytes = Array(text.utf8)
    var hasAlias = false
    var compoundKey: Int?
    var index = 0
    var isTokenStart = true
    while index < bytes.count {
      let byte = bytes[index]
      if isTokenStart, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        index = endOfQuoted(bytes, from: index)
        isTokenStart = false
        continue
      }
      if isTokenStart, byte == UInt8(ascii: "#") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        continue
      }
      if isTokenStart, byte == UInt8(ascii: "*") {
        hasAlias = true
        var end = index + 1
        while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
        if isColon(bytes, after: end) { compoundKey = compoundKey ?? index }
      }
      if isTokenStart, byte == UInt8(ascii: "?"), index + 1 >= bytes.count || isBlank(bytes[index + 1]) {
        compoundKey = compoundKey ?? index
      }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"), isColon(bytes, after: index + 1) {
        compoundKey = compoundKey ?? index
      }
      isTokenStart = isBlank(byte) || ",[]{}:-?!".utf8.contains(byte)
      index += 1
    }
    guard hasAlias, let compoundKey else { return nil }
    let before = bytes[..<compoundKey]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Place(line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: compoundKey - lineStart + 1)
  }

  private static func endOfQuoted(_ bytes: [UInt8], from start: Int) -> Int {
    let quote = bytes[start]
    var index = start + 1
    while index < bytes.count {
      if quote == UInt8(ascii: "\""), bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index] == quote {
        return index + 1
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private static func isColon(_ bytes: [UInt8], after start: Int) -> Bool {
    var index = start
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":")
  }

  /// Where the key `name`, first written at `first`, is written again in the same mapping.
  static func repetition(of name: String, after first: Place, in text: String) -> Place? {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = Array(name.unicodeScalars)
    guard !wanted.isEmpty, first.line - 1 < lines.count else { return nil }
    func isKey(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
      var index = column
      let quote: Unicode.Scalar? = index < line.count && (line[index] == "\"" || line[index] == "'") ? line[index] : nil
      if quote != nil { index += 1 }
      guard index + wanted.count <= line.count, Array(line[index..<index + wanted.count]) == wanted else {
        return false
      }
      index += wanted.count
      if let quote {
        guard index < line.count, line[index] == quote else { return false }
        index += 1
      }
      while index < line.count, line[index] == " " { index += 1 }
      return index < line.count && line[index] == ":"
    }
    for (offset, line) in lines[(first.line - 1)...].enumerated() {
      let scalars = Array(line)
      let number = first.line + offset
      if offset == 0 {
        // A mapping in braces: the next such key of the same line.
        for column in scalars.indices where column >= first.column {
          guard let before = scalars[..<column].last, before == " " || before == "," else { continue }
          if isKey(scalars, column) { return Place(line: number, column: column + 1) }
        }
      } else if first.column - 1 < scalars.count, isKey(scalars, first.column - 1) {
        return Place(line: number, column: first.column)
      }
    }
    return nil
  }

  /// The text with ``repetitionMark`` in place of the first character of the key at `place`.
  static func marking(_ text: String, at place: Place) -> String {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    guard lines.indices.contains(place.line - 1) else { return text }
    var column = place.column - 1
    let line = lines[place.line - 1]
    if line.indices.contains(column), line[column] == "\"" || line[column] == "'" { column += 1 }
    guard line.indices.contains(column) else { return text }
    lines[place.line - 1][column] = repetitionMark
    var result = String.UnicodeScalarView()
    for (index, line) in lines.enumerated() {
      if index > 0 { result.append("\n") }
      result.append(contentsOf: line)
    }
    return String(result)
  }
}
