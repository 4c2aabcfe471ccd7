import Addressing
import NetworkModel

extension RequestURL {
  /// A URL as somebody typed it: what no client would send is refused, rather than asked as it stands.
  ///
  /// - Throws: 64.
  /// - Source: https://www.rfc-editor.org/rfc/rfc3986
  public init(typed text: String) throws(QueryError) {
    try self.init(text)
    func refused(_ why: String) -> QueryError { QueryError(status: 64, message: "`\(text)` \(why)") }
    let outside = text.unicodeScalars.first {
      !(0x21...0x7E).contains($0.value) || "\"<>\\^`{|}".unicodeScalars.contains($0)
    }
    if IPAddress(host) == nil, let why = DomainName(host).strangeness { throw refused("names no host: \(why)") }
    if let outside {
      let what = outside == " " ? "a blank" : outside.value < 0x20 ? "a control character" : "`\(outside)`"
      throw refused("holds \(what), which a URL writes with percent signs")
    }
    let bytes = Array(text.utf8)
    let isEscaped = bytes.indices.allSatisfy { index in
      bytes[index] != UInt8(ascii: "%")
        || bytes.count > index + 2
          && bytes[(index + 1)...(index + 2)].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
    if !isEscaped { throw refused("has a percent sign without two hexadecimal digits behind it") }
  }
}

extension DomainName {
  /// Why no client can ask for the name; nil where one can.
  ///
  /// - Source: https://www.rfc-editor.org/rfc/rfc1123#section-2
  var strangeness: String? {
    if text.isEmpty { return "it is empty" }
    if text.unicodeScalars.contains(where: { $0.value > 0x7E }) {
      return "a name with other letters than ASCII's is written as `xn--…`"
    }
    for label in labels {
      if label.isEmpty { return "two dots have nothing between them" }
      if label.utf8.count > 63 { return "`\(label.prefix(8))…` has more than 63 characters" }
      let isLetters = label.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
      if !isLetters { return "`\(label)` is no part of a name" }
    }
    if text.utf8.count > 253 { return "it has more than 253 characters" }
    if let last = labels.last, last.allSatisfy(\.isNumber) {
      return "its last part is a number, as if it were an address"
    }
    return nil
  }
}
