import Foundation
import Importing
import Linting
import Testing

@Suite("lint: snapshots of architectures that work") struct SnapshotLintTests {
  private static let snapshots = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/snapshots").path

  @Test(
    "what is found, and nothing else",
    arguments: [
      ("01-basic", ["AGW-048"]), ("02-cross-account", ["AGW-110"]), ("03-on-premises", ["AGW-048", "AGW-110"]),
      ("04-multi-region", ["AGW-048", "AGW-048", "AGW-110", "AGW-110"]),
      ("05-ecs-private-integration", ["AGW-005", "AGW-048", "AGW-070", "AGW-080"]),
      ("06-cross-account-privatelink", ["AGW-048", "AGW-080", "AGW-110"]), ("07-cross-account-peering", ["AGW-080"]),
      ("08-cross-account-tgw", []),
    ])
  func found(name: String, rules: [String]) throws {
    let topology = try Importer.load(["\(Self.snapshots)/\(name)"]).topology
    let result = Linter.lint(topology)
    #expect(result.findings.map(\.rule.id).sorted() == rules, "\(result.findings.map(\.message))")
    #expect(result == Linter.lint(topology))
  }
}
