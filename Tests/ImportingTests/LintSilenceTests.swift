import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: what `lint` is silent about") struct LintSilenceTests {
  @Test("silences of files and of suites, in the order of the inputs")
  func read() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "net.canreach.yaml",
      """
      canreach: 1
      lint: {silence: [{rule: AGW-048, component: edge, because: "one account"}]}
      """)
    let suite = try folder.write(
      "suite.canreach.yaml",
      """
      canreach: 1
      topology: net.canreach.yaml
      lint:
        silence:
          - {rule: AGW-110, because: "the mesh authenticates"}
      """)
    let other = try folder.write(
      "other.yaml", "canreach: 1\nlint: {silence: [{rule: AGW-042, because: \"a test system\"}]}")
    let silences = try load(suite, other).topology.lintSilences
    #expect(silences.map(\.rule) == ["AGW-048", "AGW-042", "AGW-110"])
    #expect(silences.map(\.component) == ["edge", nil, nil])
    #expect(silences.map(\.reason) == ["one account", "a test system", "the mesh authenticates"])
    #expect(silences.map(\.source.line) == [2, 2, 5])
    #expect(try load(suite).topology.lintSilences.map(\.rule) == ["AGW-048", "AGW-110"])
  }

  @Test("what stands beside a base, and what the base is silent about")
  func base() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "net.canreach.yaml", "canreach: 1\nlint: {silence: [{rule: AGW-048, because: \"one account\"}]}")
    let variant = try folder.write(
      "variant.canreach.yaml",
      """
      canreach: 1
      base: net.canreach.yaml
      lint: {silence: [{rule: AGW-110, because: "a test"}]}
      """)
    let silences = try load(variant).topology.lintSilences
    #expect(silences.map(\.rule) == ["AGW-110", "AGW-048"])
    #expect(
      silences.map { $0.source.file.split(separator: "/").last } == ["variant.canreach.yaml", "net.canreach.yaml"])
  }

  @Test(
    "a silence has a rule and a reason",
    arguments: [
      ("lint: {}", "2:1: error: `lint` needs `silence`: a list of findings"),
      (
        "lint: {silence: {rule: A}}",
        "2:17: error: `silence` is a mapping, expected a list; begin each silence with `- `"
      ),
      (
        "lint: {silence: [{rule: AGW-048}]}",
        "2:18: error: a silence of `lint` needs `because`: why the finding is accepted"
      ),
      ("lint: {silence: [{because: x}]}", "2:18: error: a silence of `lint` needs `rule`: `AGW-048`"),
      (
        "lint: {silence: [{rule: A, because: x, reason: y}]}",
        "2:40: error: a silence of `lint` has no key `reason`; its keys are `rule`, `component` and `because`"
      ),
    ])
  func mistakes(text: String, message: String) {
    let (topology, diagnostics) = TopologyFileReader.read("canreach: 1\n\(text)\n", file: "net.yaml")
    #expect(diagnostics.map(\.description) == ["net.yaml:\(message)"])
    #expect(topology.lintSilences.count == (text.contains("reason") ? 1 : 0))
  }
}
