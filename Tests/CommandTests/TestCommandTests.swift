import FoundationEssentials
import Importing
import NetworkModel
import Reports
import Testing

@testable import canreach

@Suite("test: exit status, what is printed and what is written")
struct TestCommandTests {
  struct Case: CustomTestStringConvertible, Sendable {
    /// Expectations, each `TO VERDICT`; after a third word `because: THAT`, after a fourth `todo`.
    var expectations: [String]
    var options: String
    var status: Int32
    var testDescription: String { "\(expectations) \(options)" }

    init(_ expectations: String..., options: String = "", is status: Int32) {
      (self.expectations, self.options, self.status) = (expectations, options, status)
    }
  }

  static func expectation(_ text: String, line: Int) -> Importing.Expectation {
    let words = text.split(separator: " ").map(String.init)
    var expectation = Importing.Expectation(
      location: SourceLocation(file: "a.yaml", line: line, column: 5), from: "web-1", to: words[0],
      verdict: Importing.Expectation.Verdict(rawValue: words[1])!)
    expectation.name = "row \(line)"
    if words.count > 2, words[2] != "-" { expectation.because = [words[2]] }
    if words.count > 3 { expectation.todo = "waiting" }
    return expectation
  }

  static func world(_ expectations: [String]) -> CommandFixture {
    var world = CommandFixture()
    world.expectations = expectations.enumerated().map { expectation($0.element, line: $0.offset + 1) }
    return world
  }

  static let cases: [Case] = [
    Case("reachable reachable", is: 0),
    Case("unreachable unreachable", "partial partial", "undetermined undetermined", is: 0),
    Case("unreachable reachable", is: 1), Case("partial reachable", is: 1), Case("reachable unreachable", is: 1),
    Case("partial unreachable", is: 1), Case("reachable undetermined", is: 1),
    Case("undetermined reachable", is: 2), Case("undetermined unreachable", is: 2),
    Case("undetermined reachable", options: "--strict", is: 1),
    Case("undetermined reachable", "unreachable reachable", is: 1),
    Case("blocked unreachable ENI_SG_RULES_MISMATCH", is: 0), Case("blocked unreachable BAD_STATE", is: 1),
    Case("blocked unreachable NO_SUCH_CODE", is: 65), Case("reachable reachable BAD_STATE", is: 1),
    Case("bad-port reachable", is: 64), Case("nothing unreachable", is: 66), Case("no-library unreachable", is: 69),
    Case("defect unreachable", is: 70),
    // The first of 70, 73, 69, 65, 66, 64, 1, 2, 0.
    Case("unreachable reachable", "bad-port reachable", is: 64),
    Case("bad-port reachable", "nothing reachable", is: 66),
    Case("nothing reachable", "blocked unreachable NO_SUCH_CODE", is: 65),
    Case("blocked unreachable NO_SUCH_CODE", "no-library reachable", is: 69),
    Case("no-library reachable", options: "-o json=/nonexistent/a", is: 73),
    Case("defect reachable", options: "-o json=/nonexistent/a", is: 70),
    Case("reachable reachable", options: "-o json=/dev/null -o tap=/dev/full", is: 73),
    // What waits does not fail, until it holds; what cannot hold is an error.
    Case("unreachable reachable - todo", is: 0), Case("undetermined reachable - todo", is: 0),
    Case("nothing reachable - todo", is: 0), Case("blocked unreachable BAD_STATE todo", is: 0),
    Case("reachable reachable - todo", is: 1), Case("bad-port reachable - todo", is: 64),
    Case("blocked unreachable NO_SUCH_CODE todo", is: 65),
  ]

  @Test("the status is the first of the contract's order that an expectation has", arguments: cases)
  func status(_ row: Case) {
    let world = Self.world(row.expectations)
    #expect(world.run("test - \(row.options)").status == row.status)
    for format in TestOutputOptions.Format.allCases {
      let ran = world.run("test - --format \(format.rawValue) \(row.options)")
      #expect(ran.status == row.status, "\(format)")
      #expect(!ran.output.isEmpty && ran.errors.isEmpty == !row.options.contains("-o"), "\(format)")
    }
  }

  @Test(
    "usage errors",
    arguments: ["--format yaml", "-o report.xml", "-o junit=", "-o yaml=a", "-o junit=a -o sarif=a", "--port 80"])
  func usage(_ options: String) {
    let ran = Self.world(["reachable reachable"]).run("test - \(options)")
    #expect(ran.status == 64)
    #expect(ran.output == "" && ran.errors.hasPrefix("error: "))
  }

  @Test("where there is nothing to ask, nothing is printed")
  func nothing() {
    let world = Self.world([])
    #expect(
      world.run("test -")
        == Ran(
          status: 66, output: "",
          errors: "-: error: nothing is expected; write what has to hold under `expect:`\n"))
    #expect(
      world.run("test /nonexistent/a --format json -o json=/nonexistent/b")
        == Ran(status: 66, output: "", errors: "/nonexistent/a: error: no such file or folder\n"))
  }

  @Test("a file that cannot be used is an error beside the answers of the others")
  func broken() throws {
    var world = Self.world(["reachable reachable"])
    world.failure = LoadFailure(
      status: 65,
      diagnostics: [
        Diagnostic(.warning, file: "b.json", message: "`x` is left out"),
        Diagnostic(.error, file: "a.yaml", line: 3, column: 5, message: "`x` is no prefix", remedy: "write one"),
        Diagnostic(.error, file: "b.json", path: "$.Vpcs[0]", message: "`VpcId` is missing"),
      ])
    let ran = world.run("test - /nonexistent/a --format json")
    #expect(ran.status == 65)
    #expect(
      ran.errors == """
        /nonexistent/a: error: no such file or folder
        b.json: warning: `x` is left out
        a.yaml:3:5: error: `x` is no prefix; write one
        b.json: error: `VpcId` is missing (at $.Vpcs[0])

        """)
    guard case .array(let rows)? = try JSON(reading: ran.output)["tests"] else { throw CancellationError() }
    #expect(rows.map { $0["file"] } == ["/nonexistent/a", "-", "-"])
    #expect(
      rows.map { $0["message"] } == [
        "no such file or folder", "`x` is no prefix; write one", "`VpcId` is missing (at $.Vpcs[0])",
      ])
    #expect(rows.map { $0["error"]?["status"] } == [66, 65, 65])
    #expect(rows[1]["source"] == ["file": "a.yaml", "line": 3])
  }

  @Test("a mistake that files have in common is told once")
  func common() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/canreach-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a", "b"] {
      _ = FileManager.default.createFile(atPath: "\(folder)/\(name).canreach.yaml", contents: nil)
    }
    var world = Self.world([])
    world.failure = LoadFailure(
      status: 65, diagnostics: [Diagnostic(.error, file: "base.yaml", line: 3, message: "`x` is no prefix")])
    let ran = world.run(["test", folder])
    #expect(ran.status == 65)
    #expect(ran.errors == "base.yaml:3: error: `x` is no prefix\n")
    #expect(ran.output.contains("2 files cannot be used"))
  }

  @Test("a key of a request belongs to a URL")
  func request() {
    var world = Self.world(["reachable reachable"])
    world.expectations[0].method = "GET"
    let ran = world.run("test -")
    #expect(ran.status == 64)
    #expect(ran.output.contains("`method` belongs to a request: TO has to be a URL"))
  }

  @Test("the keys of a question are check's options")
  func question() throws {
    var world = Self.world(["reachable reachable"])
    world.expectations[0].protocol = "udp"
    world.expectations[0].port = "53"
    world.expectations[0].sourcePort = "1024-2048"
    world.expectations[0].oneWay = true
    world.expectations[0].via = ["tgw-1", "igw-1"]
    world.expectations[0].avoid = ["nat 1"]
    let ran = world.run("test - --format json")
    guard case .array(let rows)? = try JSON(reading: ran.output)["tests"] else { throw CancellationError() }
    #expect(
      rows[0]["query"]?.line
        == #"{"from": "web-1", "to": "reachable", "protocol": "udp", "port": "53", "sourcePort": "1024-2048", "oneWay": true, "via": ["tgw-1", "igw-1"], "avoid": ["nat 1"], "expect": "reachable"}"#
    )
    world.expectations[0].to = "unreachable"
    #expect(
      world.run("test -").output.contains(
        "  $ canreach check -t - web-1 unreachable --port 53 --protocol udp --source-port 1024-2048 --one-way "
          + "--via tgw-1 --via igw-1 --avoid 'nat 1'\n"))
  }

  @Test("many expectations keep their order, and two runs give the same bytes")
  func order() throws {
    let world = Self.world((0..<500).map { $0 % 7 == 0 ? "unreachable reachable" : "reachable reachable" })
    for format in TestOutputOptions.Format.allCases {
      let output = world.run("test - --format \(format.rawValue)").output
      #expect(output == world.run("test - --format \(format.rawValue)").output)
    }
    let points = world.run("test - --format tap").output.split(separator: "\n").filter { $0.contains("ok ") }
    #expect(points.count == 500)
    #expect(points[7] == "not ok 8 - row 8" && points[499] == "ok 500 - row 500")
  }

  @Test("--verbose lists what holds, and on standard error the slowest")
  func verbose() {
    let world = Self.world(["reachable reachable", "unreachable unreachable"])
    let ran = world.run("test - --verbose")
    #expect(ran.output.contains("✓ row 1\n✓ row 2\n"))
    #expect(!world.run("test -").output.contains("row 1"))
    let slowest = ran.errors.split(separator: "\n")
    #expect(slowest.first == "slowest:" && slowest.count == 4)
    #expect(slowest.contains { $0.hasSuffix(" ms  reading -") } && slowest.contains { $0.hasSuffix("a.yaml:2 row 2") })
  }

  @Test("files hold what would be printed, without colour")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/canreach-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let world = Self.world(["unreachable reachable", "reachable reachable"])
    let formats = TestOutputOptions.Format.allCases
    let options = formats.map { "-o \($0.rawValue)=\(folder)/\($0.rawValue)" }.joined(separator: " ")
    let ran = world.run("test - --color always \(options)")
    #expect(ran.status == 1 && ran.errors == "" && ran.output.hasPrefix("\u{1B}[1;31m✗ 1 of 2 expectations fails"))
    for format in formats {
      let written = try String(contentsOfFile: "\(folder)/\(format.rawValue)", encoding: .utf8)
      #expect(written == world.run("test - --format \(format.rawValue)").output, "\(format)")
    }
  }
}
