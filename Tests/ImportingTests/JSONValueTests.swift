import Addressing
import Testing

@testable import Importing

@Suite struct JSONValueTests {
  private let text = """
    {
      "VpcId": "vpc-1", "none": null, "empty": "", "yes": true, "number": 42, "half": 1.5,
      "nested": {"VpcId": "inner", "list": [{"Key": "a"}, {"Other": 1}, {"Key": "b"}]},
      "escaped": "a\\"b\\\\ \\u00fc \\ud83d\\ude00", "cidr": "10.1.2.3/16", "address": "2001:db8::1",
      "list": ["x", "y"], "VpcId2": "other"
    }
    """

  @Test func fieldsAreFoundInAnyOrderAndNotInsideOthers() throws {
    try json(text) { root throws in
      #expect(try root.string("VpcId2") == "other")
      #expect(try root.string("VpcId") == "vpc-1")
      #expect(try root.text("empty") == nil)
      #expect(try root.text("none") == nil)
      #expect(try root.text("Key") == nil)
      #expect(try root.boolean("yes") == true)
      #expect(try root.integer("number") == 42)
      #expect(try root.prefix("cidr") == Prefix("10.1.0.0/16"))
      #expect(try root.address("address") == IPAddress("2001:db8::1"))
      #expect(try root.ids("list") == ["x", "y"])
      #expect(try root.value("nested")?.ids("list", each: "Key") == ["a", "b"])
      #expect(try root.string("escaped") == "a\"b\\ ü 😀")
      #expect(root.fields.map(\.key).last == "VpcId2")
    }
  }

  @Test("an error says what was expected, what was found, and where")
  func errors() throws {
    try json(text) { root throws in
      func message(_ body: () throws(JSONError) -> Void) -> String {
        do throws(JSONError) {
          try body()
          return "no error"
        } catch { return "$\(root.path(to: error.token)): \(error.message)" }
      }
      #expect(
        message { () throws(JSONError) in _ = try root.string("number") }
          == "$.number: expected a string, found a number")
      #expect(message { () throws(JSONError) in _ = try root.id("absent") } == "$: expected `absent`, found nothing")
      #expect(
        message { () throws(JSONError) in _ = try root.integer("half") }
          == "$.half: expected a whole number, found `1.5`")
      #expect(
        message { () throws(JSONError) in _ = try root.boolean("cidr") }
          == "$.cidr: expected true or false, found a string")
      #expect(
        message { () throws(JSONError) in _ = try root.address("cidr") }
          == "$.cidr: expected an IP address, found `10.1.2.3/16`")
      #expect(
        message { () throws(JSONError) in
          for element in try root.object("nested").elements("list") { _ = try element.id("Key") }
        } == "$.nested.list[1]: expected `Key`, found nothing")
    }
  }

  @Test("several fields are gathered in one pass, whatever their order")
  func gather() throws {
    let keys = JSONKeys("VpcId", "list", "absent", "none", "VpcId2")
    try json(text) { root throws in
      let fields = JSONFields(keys)
      defer { fields.deallocate() }
      let end = try fields.gather(root)
      #expect(end == root.end)
      #expect(try fields.value(0, of: root)?.string() == "vpc-1")
      #expect(fields.value(1, of: root)?.kind == .array)
      #expect(fields.value(2, of: root)?.kind == nil)
      #expect(fields.value(3, of: root)?.kind == nil)
      #expect(try fields.value(4, of: root)?.string() == "other")
    }
  }

  @Test func linesAreCountedForwardAndBack() throws {
    try json(text) { root throws in
      var lines = LineCounter(UnsafeBufferPointer(start: root.raw.pointee.bytes, count: root.raw.pointee.length))
      let last = try root.required("VpcId2")
      let first = try root.required("VpcId")
      #expect(lines.line(at: last.offset) == 5)
      #expect(lines.line(at: first.offset) == 2)
      #expect(lines.line(at: last.offset) == 5)
    }
  }

  @Test func equalTextsAreInternedAsOne() {
    let interner = StringInterner()
    var seen: [String] = []
    for round in 0..<2 {
      for number in 0..<5000 {
        var text = "subnet-\(number)"
        let interned = text.withUTF8 { interner.string($0) }
        #expect(interned == "subnet-\(number)")
        if round == 0 { seen.append(interned) }
      }
    }
    #expect(seen.count == 5000)
  }
}
