import Foundation
import Importing
import NetworkModel
import Reachability
import Testing
import Yams

/// Every topology under `Topologies/` loads without a word, and keeps the promises it carries.
@Suite("Bundled topologies") struct BundledTopologyTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Topologies")

  static let folders: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path())) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  struct Expectation {
    var query: Query
    var verdict: Verdict
    var because: [String]
  }

  @Test("there are topologies, each with a page that says what it shows")
  func everyFolder() {
    #expect(Self.folders.count >= 3)
    for folder in Self.folders {
      #expect(FileManager.default.fileExists(atPath: Self.root.appending(path: "\(folder)/README.md").path()))
    }
  }

  @Test("the expectations hold", arguments: folders)
  func hold(_ folder: String) throws {
    let file = Self.root.appending(path: "\(folder)/topology.canreach.yaml").path()
    let loaded = try Importer.load([file])
    #expect(loaded.warnings.isEmpty)
    let network = Network(loaded.topology)
    let expectations = try Self.expectations(in: file)
    #expect(!expectations.isEmpty)
    for expectation in expectations {
      let question = "\(folder): \(expectation.query.from) to \(expectation.query.to)"
      let answer = try network.answer(expectation.query)
      #expect(answer.verdict == expectation.verdict, "\(question): \(answer.summary)")
      let codes = answer.blockers.flatMap { [$0.code.rawValue, $0.code.awsCode?.rawValue ?? ""] }
      for code in expectation.because { #expect(codes.contains(code), "\(question)") }
    }
  }

  private static func expectations(in file: String) throws -> [Expectation] {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let loaded = try Yams.load(yaml: text)
    let document = try #require(loaded as? [String: Any])
    let rows = try #require(document["expect"] as? [[String: Any]])
    return try rows.map { row in
      let word = try #require(row["verdict"] as? String)
      let verdict = try #require(Verdict(rawValue: word))
      let from = try #require(row["from"] as? String)
      let to = try #require(row["to"] as? String)
      let query = Query(
        from: from, to: to,
        protocol: row["protocol"] as? String ?? "tcp", port: row["port"].map { "\($0)" } ?? "any",
        via: row["via"] as? [String] ?? [], expect: verdict)
      return Expectation(query: query, verdict: verdict, because: row["because"] as? [String] ?? [])
    }
  }
}
