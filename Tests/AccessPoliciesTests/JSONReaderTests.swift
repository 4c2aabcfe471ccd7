import Testing

@testable import AccessPolicies

struct JSONReaderTests {
  @Test("Values, with their places")
  func values() throws {
    let node = try JSONReader.read("{\"a\": [1, -2.5e3,\n true, null], \"b\": \"x\"}")
    guard case .object(let fields) = node.value else { throw Failure() }
    #expect(fields.map(\.key) == ["a", "b"])
    #expect(fields.map(\.keyPosition) == [TextPosition(line: 1, column: 2), TextPosition(line: 2, column: 15)])
    guard case .list(let list) = fields[0].value.value else { throw Failure() }
    #expect(list.map(\.value) == [.number("1"), .number("-2.5e3"), .boolean(true), .null])
    #expect(list[2].position == TextPosition(line: 2, column: 2))
    #expect(fields[1].value.value == .string("x"))
  }

  private struct Failure: Error {}

  @Test(
    "Escape sequences",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\u4E2d""#, "é中"), (#""\ud83d\ude00""#, "😀"),
      (#""é中😀""#, "é中😀"), (#""""#, ""),
    ])
  func escapes(_ text: String, _ expected: String) throws {
    #expect(try JSONReader.read(text).value == .string(expected))
  }

  @Test(
    "What is no JSON is refused where it is wrong",
    arguments: [
      ("", "1:1", "expected a value, found the end of the text"),
      ("{", "1:2", "expected a key in quotes, found the end of the text"),
      ("{\"a\" 1}", "1:6", "expected `:`, found `1}`"), ("{\"a\":1,}", "1:8", "expected a key in quotes, found `}`"),
      ("{\"a\":1 \"b\":2}", "1:8", "expected `,` or `}`, found `\"b\":2}`"),
      ("[1 2]", "1:4", "expected `,` or `]`, found `2]`"),
      ("[1,]", "1:4", "expected a value, found `]`"), ("{} x", "1:4", "expected the end of the text, found `x`"),
      ("\"a", "1:3", "the string has no end"), ("\"a\nb\"", "1:3", "a control character inside a string"),
      ("\"\\x\"", "1:2", "an unknown escape sequence in a string"),
      ("\"\\u12g4\"", "1:4", "expected four hexadecimal digits"),
      ("\"\\ud83d\"", "1:2", "half a surrogate pair in a string"),
      ("\"\\ude00\"", "1:2", "half a surrogate pair in a string"),
      ("01", "1:3", "a malformed number"), ("-", "1:2", "a malformed number"), ("1.", "1:3", "a malformed number"),
      ("1e", "1:3", "a malformed number"), ("\n\n  nul", "3:3", "expected a value, found `nul`"),
      ("{'a':1}", "1:2", "expected a key in quotes, found `'a':1}`"), ("// x", "1:1", "expected a value, found `//`"),
    ])
  func refuses(_ text: String, _ position: String, _ message: String) {
    let malformed = #expect(throws: JSONReader.Malformed.self) { try JSONReader.read(text) }
    #expect(malformed?.position.description == position, "\(text)")
    #expect(malformed?.message == message, "\(text)")
  }

  @Test("Depth is bounded")
  func depth() throws {
    _ = try JSONReader.read(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
    #expect(throws: JSONReader.Malformed.self) { try JSONReader.read(String(repeating: "[", count: 65)) }
  }
}
