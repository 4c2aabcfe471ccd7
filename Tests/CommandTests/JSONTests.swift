import Reports
import Testing

@Suite("JSON read and written")
struct JSONTests {
  @Test(
    "what is written is read back",
    arguments: [
      #"{"a": [1, -2, true, false, null, "x"], "b": {}, "c": []}"#, #""\"\\\n\r\t\u0001\u007f é → 😀""#, "1.5",
      "-0.25e3", "0",
    ])
  func roundTrip(_ text: String) throws {
    #expect(try JSON(reading: text).line == text)
    #expect(try JSON(reading: JSON(reading: text).document).line == text)
  }

  @Test(
    "escapes",
    arguments: [
      (#""\u00e9\/\b\f""#, "é/\u{8}\u{C}"), (#""\ud83d\ude00""#, "😀"), (#""a\u0000""#, "a\u{0}"),
    ])
  func escapes(_ text: String, _ expected: String) throws {
    #expect(try JSON(reading: text) == .string(expected))
  }

  @Test(
    "what is no JSON, and at which column",
    arguments: [
      ("", 1, "expected a value, found the end"), ("{", 2, "expected a key"), (#"{"a"}"#, 5, "expected `:`"),
      (#"{"a": 1,}"#, 9, "expected a key"), ("[1 2]", 4, "expected `,` or `]`"),
      ("1 2", 3, "expected the end of the line"),
      ("01", 1, "expected a value"), ("-", 1, "expected a value"), ("+1", 1, "expected a value"),
      (".5", 1, "expected a value"),
      ("tru", 1, "expected a value"), (#""a"#, 3, "the string does not end"), (#""\x""#, 3, "no such escape"),
      (#""\ud83d""#, 8, "half of a surrogate pair"), (#"{"a": 1, "a": 2}"#, 10, "the key `a` stands here twice"),
      (String(repeating: "[", count: 200), 101, "nested too deep"),
    ])
  func errors(_ text: String, _ column: Int, _ message: String) {
    do throws(JSON.ReadingError) {
      let value = try JSON(reading: text)
      Issue.record("read as \(value)")
    } catch {
      #expect(error.column == column)
      #expect(error.message == message)
    }
  }
}
