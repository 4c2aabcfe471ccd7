import NetworkModel
import Testing

@testable import Importing

/// What files expect, and which files are asked (CONTRACT section 5).
@Suite struct ExpectationTests {
  @Test("every key, with its place")
  func keys() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "net.canreach.yaml",
      """
      canreach: 1
      expect:
        - {from: internet, to: "db:5432", verdict: unreachable, because: BAD_STATE}
        - name: everything
          from: web
          to: https://orders.example.com/v1
          protocol: 6
          port: 443
          sourcePort: 1024-2048
          oneWay: true
          via: hub
          avoid: [nat-a, nat-b]
          method: POST
          header: ['a: b']
          origin: https://shop.example.com
          as: arn:aws:iam::111111111111:role/web
          verdict: partial
          because: [BAD_STATE, NO_PATH]
          todo: waiting for the rule
      """)
    let expectations = try load(file).expectations
    var first = Importing.Expectation(
      location: SourceLocation(file: file, line: 3, column: 5), from: "internet", to: "db:5432", verdict: .unreachable)
    first.because = ["BAD_STATE"]
    var second = Importing.Expectation(
      location: SourceLocation(file: file, line: 4, column: 5), from: "web", to: "https://orders.example.com/v1",
      verdict: .partial)
    second.name = "everything"
    second.protocol = "6"
    second.port = "443"
    second.sourcePort = "1024-2048"
    second.oneWay = true
    second.via = ["hub"]
    second.avoid = ["nat-a", "nat-b"]
    second.method = "POST"
    second.headers = ["a: b"]
    second.origin = "https://shop.example.com"
    second.principal = "arn:aws:iam::111111111111:role/web"
    second.because = ["BAD_STATE", "NO_PATH"]
    second.todo = "waiting for the rule"
    #expect(expectations == [first, second])
  }

  @Test("a suite's are its own, not those of the topologies that it names")
  func suite() throws {
    let folder = try TemporaryFolder()
    let topology = try folder.write(
      "net/topology.canreach.yaml",
      "canreach: 1\nvpcs: {v: {cidr: 10.0.0.0/16}}\nexpect: [{from: a, to: b, verdict: reachable}]\n")
    let suite = try folder.write(
      "tests/suite.canreach.yaml",
      "canreach: 1\ntopology: [../net/topology.canreach.yaml]\nexpect: [{from: c, to: d, verdict: partial}]\n")
    let loaded = try load(suite)
    #expect(loaded.topology.vpcs.map(\.id) == ["v"])
    #expect(loaded.expectations.map(\.from) == ["c"])
    #expect(try load(topology).expectations.map(\.from) == ["a"])
  }

  @Test("every mistake of a suite and of what it names, at once")
  func mistakes() throws {
    let folder = try TemporaryFolder()
    let suite = try folder.write(
      "suite.canreach.yaml",
      "canreach: 1\ntopology: [net.yaml, gone]\nexpect: [{from: c, verdict: open}]\n")
    try folder.write("net.yaml", "canreach: 1\nvpc: {}\n")
    let found = failure(suite)
    #expect(found?.status == 65)
    #expect(
      found?.diagnostics.map { $0.description.replacing("\(folder.path)/", with: "") } == [
        "suite.canreach.yaml:3:10: error: an expectation needs `to`: who is to be reached",
        "suite.canreach.yaml:3:29: error: `verdict` is `open`, expected one of `reachable`, `unreachable`, `partial` and `undetermined`",
        "net.yaml:2:1: error: a topology file has no key `vpc`; did you mean `vpcs`?",
        "gone: error: no such file or folder; suite.canreach.yaml:2:22 names it",
      ])
  }

  @Test("of a folder every *.canreach.yaml in and below it, each file once")
  func files() throws {
    let folder = try TemporaryFolder()
    for name in [
      "b.canreach.yaml", "a/z.canreach.yaml", "a/b/c.canreach.yaml", "a/other.yaml", ".hidden/d.canreach.yaml",
      "named.yaml", "empty/readme.md",
    ] { try folder.write(name, "") }
    func found(_ names: String...) -> ([String], [Bool], [String]) {
      let found = ExpectationFiles(names.map { "\(folder.path)/\($0)" })
      return (
        found.files.map { $0.path.replacing("\(folder.path)/", with: "") }, found.files.map(\.isNamed),
        found.problems.map { $0.description.replacing("\(folder.path)/", with: "") }
      )
    }
    #expect(found("a") == (["a/b/c.canreach.yaml", "a/z.canreach.yaml"], [false, false], []))
    #expect(
      found("", "a").0 == ["a/b/c.canreach.yaml", "a/z.canreach.yaml", "b.canreach.yaml"])
    #expect(
      found("named.yaml", "a/z.canreach.yaml", "a").0 == ["named.yaml", "a/z.canreach.yaml", "a/b/c.canreach.yaml"])
    #expect(found("named.yaml").1 == [true])
    #expect(
      found("empty", "gone").2 == [
        "empty: error: no `*.canreach.yaml` in the folder or below it; a topology file or a suite carries its expectations under `expect:`",
        "gone: error: no such file or folder",
      ])
  }
}
