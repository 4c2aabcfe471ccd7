import Reports
import Testing

@testable import canreach

@Suite("check --batch")
struct BatchTests {
  private func run(_ lines: String..., options: String = "") -> (lines: [JSON], status: Int32, errors: String) {
    var world = CommandFixture()
    world.files = ["queries": lines.joined(separator: "\n")]
    let ran = world.run("check --batch queries \(options)")
    let answers = ran.output.split(separator: "\n").compactMap { try? JSON(reading: String($0)) }
    return (answers, ran.status, ran.errors)
  }

  @Test("answers in the order of the questions, empty lines skipped")
  func order() {
    let ran = run(
      #"{"from": "a", "to": "reachable"}"#, "", "  ", #"{"from": "b", "to": "unreachable", "port": 443}"#)
    #expect(ran.lines.map { $0["verdict"] } == ["reachable", "unreachable"])
    #expect(ran.lines[1]["query"]?.line == #"{"from": "b", "to": "unreachable", "protocol": "tcp", "port": "443"}"#)
    #expect(ran.status == 1)
    #expect(ran.errors == "")
  }

  @Test("a batch without a question is no batch that passed")
  func nothing() {
    let ran = run("", "  ")
    #expect(ran.status == 66)
    #expect(ran.errors == "error: there is nothing to ask: queries has no question\n")
  }

  @Test("many questions keep their order")
  func many() {
    var world = CommandFixture()
    world.files = ["queries": (0..<2000).map { #"{"from": "\#($0)", "to": "reachable"}"# }.joined(separator: "\n")]
    let ran = world.run("check --batch queries")
    let senders = ran.output.split(separator: "\n").map { try? JSON(reading: String($0))["query"]?["from"] }
    #expect(senders == (0..<2000).map { .string(String($0)) })
    #expect(ran.status == 0)
  }

  @Test("options of the command line hold for the lines that do not set them")
  func defaults() {
    let ran = run(
      #"{"from": "a", "to": "unreachable"}"#,
      #"{"from": "a", "to": "reachable", "port": "80", "expect": "reachable", "via": "tgw-1", "oneWay": false}"#,
      options: "--port 443 --protocol udp --source-port 53 --expect unreachable --one-way --avoid igw-1 --avoid igw-2")
    #expect(
      ran.lines.map { $0["query"]?.line } == [
        #"{"from": "a", "to": "unreachable", "protocol": "udp", "port": "443", "sourcePort": "53", "oneWay": true, "avoid": ["igw-1", "igw-2"], "expect": "unreachable"}"#,
        #"{"from": "a", "to": "reachable", "protocol": "udp", "port": "80", "sourcePort": "53", "via": ["tgw-1"], "avoid": ["igw-1", "igw-2"], "expect": "reachable"}"#,
      ])
    #expect(ran.status == 0)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var line: String
    var answer: String
    var status: Int32
    var testDescription: String { line }

    init(_ line: String, _ answer: String, _ status: Int32) {
      (self.line, self.answer, self.status) = (line, answer, status)
    }
  }

  static let errors: [Case] = [
    Case(
      #"{"from": "a", "to": "db"}"#,
      #"{"canreach": 1, "query": {"from": "a", "to": "db", "protocol": "tcp", "port": "any"}, "error": {"status": 66, "message": "nothing is called `db`", "candidates": ["i-0db (instance `db-1`)"]}}"#,
      66),
    Case(
      #"{"from": "a", "to": "reachable", "prot": "udp"}"#,
      #"{"canreach": 1, "query": {"from": "a", "to": "reachable", "prot": "udp"}, "error": {"status": 65, "message": "queries:1:34: `prot` is no key of a query", "candidates": []}}"#,
      65),
    Case(
      #"{"from": "a" "to": "reachable"}"#,
      #"{"canreach": 1, "query": null, "error": {"status": 65, "message": "queries:1:14: expected `,` or `}`", "candidates": []}}"#,
      65),
    Case(
      #"{"from": "a"}"#,
      #"{"canreach": 1, "query": {"from": "a"}, "error": {"status": 65, "message": "queries:1:1: the key `to` is missing", "candidates": []}}"#,
      65),
    Case(
      #"{"from": "a", "to": "reachable", "oneWay": "yes"}"#,
      #"{"canreach": 1, "query": {"from": "a", "to": "reachable", "oneWay": "yes"}, "error": {"status": 65, "message": "queries:1:34: `oneWay` has to be true or false", "candidates": []}}"#,
      65),
    Case(
      #"{"from": "a", "to": "reachable", "expect": "open"}"#,
      #"{"canreach": 1, "query": {"from": "a", "to": "reachable", "expect": "open"}, "error": {"status": 65, "message": "queries:1:34: `open` is no verdict: reachable, unreachable, partial, undetermined", "candidates": []}}"#,
      65),
    Case(
      #"{"from": "a", "to": "reachable", "method": "GET"}"#,
      #"{"canreach": 1, "query": {"from": "a", "to": "reachable", "method": "GET"}, "error": {"status": 64, "message": "`method` belongs to a request: TO has to be a URL", "candidates": []}}"#,
      64),
    Case(
      "[]",
      #"{"canreach": 1, "query": [], "error": {"status": 65, "message": "queries:1:1: expected an object", "candidates": []}}"#,
      65),
  ]

  @Test("a line without an answer says why in its place", arguments: errors)
  func error(_ row: Case) {
    let ran = run(row.line)
    #expect(ran.lines.map(\.line) == [row.answer])
    #expect(ran.status == row.status)
  }

  @Test("the status is the worst of the lines")
  func worst() {
    let good = #"{"from": "a", "to": "reachable"}"#
    let open = #"{"from": "a", "to": "undetermined"}"#
    let bad = #"{"from": "a", "to": "unreachable"}"#
    let usage = #"{"from": "a", "to": "bad-port"}"#
    let unknown = #"{"from": "a", "to": "db"}"#
    #expect(run(good, open).status == 2)
    #expect(run(good, open, options: "--strict").status == 1)
    #expect(run(good, open, bad).status == 1)
    #expect(run(bad, usage).status == 64)
    #expect(run(usage, unknown, bad).status == 66)
    #expect(run(unknown, "{").status == 65)
  }
}
