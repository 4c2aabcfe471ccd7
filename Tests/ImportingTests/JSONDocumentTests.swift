import Foundation
import Testing

@testable import Importing

/// RFC 8259, with the place of what is wrong.
@Suite struct JSONDocumentTests {
  struct Case: CustomTestStringConvertible {
    var text: String
    var message: String
    var line: Int
    var column: Int
    var testDescription: String { String(text.prefix(40)) }

    init(_ text: String, _ message: String, _ line: Int, _ column: Int) {
      (self.text, self.message, self.line, self.column) = (text, message, line, column)
    }
  }

  private func malformed(_ data: Data) throws -> JSONDocument.Malformed? {
    let folder = try TemporaryFolder()
    let file = try MappedFile(path: try folder.write("a.json", data))
    do throws(JSONDocument.Malformed) {
      _ = try JSONDocument(file, interner: StringInterner())
      return nil
    } catch { return error }
  }

  @Test(
    "what is no JSON is refused where it stops being JSON",
    arguments: [
      Case("", "expected JSON, found an empty file", 1, 1),
      Case(" \n \n", "expected JSON, found an empty file", 1, 1),
      Case("\n  <html>", "expected a JSON object, found `<html>`", 2, 3),
      Case("Unable to locate credentials", "expected a JSON object, found `Unable`", 1, 1),
      Case("{", "the JSON text ends too early, as if it had been cut off", 1, 2),
      Case("{\n \"a\": [1, 2", "the JSON text ends too early, as if it had been cut off", 2, 12),
      Case("{\"a\": \"b", "expected the end of a string, found the end of the file", 1, 9),
      Case("{\"a\" 1}", "expected `:`, found `1`", 1, 6),
      Case("{\"a\": }", "expected a value, found `}`", 1, 7),
      Case("{\"a\": 1,}", "expected a key in quotes, found `}`", 1, 9),
      Case("{a: 1}", "expected a key in quotes, found `a`", 1, 2),
      Case("[1,]", "expected a value, found `]`", 1, 4),
      Case("[1 2]", "expected `,` or the end of the list or object, found `2`", 1, 4),
      Case("[1}", "expected `,` or the end of the list or object, found `}`", 1, 3),
      Case("{\"a\": 1}\n{\"b\": 2}", "expected the end of the file, found `{\"b\"`", 2, 1),
      Case("{\"a\": 01}", "expected a value, found `01`", 1, 7),
      Case("{\"a\": -}", "expected a value, found `-`", 1, 7),
      Case("{\"a\": 1.}", "expected a value, found `1.`", 1, 7),
      Case("{\"a\": 1e}", "expected a value, found `1e`", 1, 7),
      Case("{\"a\": nul}", "expected a value, found `nul`", 1, 7),
      Case("{\"a\": truex}", "expected a value, found `truex`", 1, 7),
      Case("{\"a\": \"\\x\"}", "expected an escape sequence, found `\\x\"`", 1, 8),
      Case("{\"a\": \"\\u12g4\"}", "expected an escape sequence, found `\\u12g4\"`", 1, 8),
      Case("{\"a\": \"b\tc\"}", "expected text inside a string, found a control character", 1, 9),
    ])
  func malformed(_ example: Case) throws {
    let found = try #require(try malformed(Data(example.text.utf8)), "\(example.text) was accepted")
    #expect(found.message == example.message)
    #expect("\(found.line):\(found.column)" == "\(example.line):\(example.column)", "\(example.text)")
  }

  @Test(
    "what is JSON is accepted",
    arguments: [
      "{}", "[]", " {} ", "{\"a\":[]}", "[[],{}]", "{\"a\":{\"b\":[1,-2.5e+3,0,true,false,null,\"\"]}}",
      "\u{FEFF}{\"a\": 1}", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\"]", "{\n\t\"a\" :\r\n 1 }\n",
    ])
  func wellFormed(_ text: String) throws { #expect(try malformed(Data(text.utf8))?.message == nil) }

  @Test("bytes that are not UTF-8 are refused at their place")
  func notUTF8() throws {
    let found = try #require(try malformed(Data("{\"a\":\n \"".utf8) + [0xFF] + Data("\"}".utf8)))
    #expect(found.message == "expected UTF-8 text, found other bytes")
    #expect(found.line == 2)
    let wide = try #require(try malformed(Data("{}".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })))
    #expect(wide.message.contains("expected a"))
    #expect(try malformed(Data([0xFF, 0xFE, 0x7B, 0x00]))?.message == "expected JSON in UTF-8, found UTF-16")
  }

  @Test("deep nesting is refused, not followed", arguments: ["[", "{\"a\":"])
  func deep(_ opening: String) throws {
    let found = try #require(try malformed(Data(String(repeating: opening, count: 200_000).utf8)))
    #expect(found.message == "lists and objects are nested more than 512 deep")
  }

  @Test("512 levels are read")
  func nested() throws {
    let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try malformed(Data(text.utf8))?.message == nil)
  }

  @Test("every cut of a document is refused, and none crashes")
  func cuts() throws {
    let text = Array("{\"Vpcs\": [{\"VpcId\": \"vpc-1\", \"n\": [1, 2.5, true, null], \"t\": \"\\u00e4\\\"\"}]}".utf8)
    for length in 0..<text.count {
      #expect(try malformed(Data(text[..<length])) != nil, "\(length) bytes were accepted")
    }
    #expect(try malformed(Data(text))?.message == nil)
  }
}
