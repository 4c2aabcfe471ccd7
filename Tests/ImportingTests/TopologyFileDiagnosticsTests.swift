import Foundation
import NetworkModel
import Testing

@testable import Importing

/// Every mistake a topology file can have, with the words for it: `=== name`, the file, and what is said as `>> …`.
private let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Fixtures/topology-file-mistakes.txt")

private struct Mistake: CustomTestStringConvertible, Sendable {
  var name: String
  var text: String
  var expected: [String]
  var testDescription: String { name }

  static let all: [Mistake] = {
    let text = (try? String(contentsOf: fixture, encoding: .utf8)) ?? ""
    var all: [Mistake] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        all.append(Mistake(name: String(line.dropFirst(4)), text: "", expected: []))
      } else if line.hasPrefix(">> ") {
        all[all.count - 1].expected.append(String(line.dropFirst(3)))
      } else if !line.isEmpty {
        all[all.count - 1].text += line + "\n"
      }
    }
    return all
  }()
}

@Suite("Topology file: mistakes")
struct TopologyFileDiagnosticsTests {
  @Test("the message, its place and what to do", arguments: Mistake.all)
  fileprivate func mistake(_ row: Mistake) {
    let diagnostics = TopologyFileReader.read(row.text, file: "t.yaml").diagnostics
    #expect(diagnostics.map(\.description) == row.expected, "\(row.name)")
  }

  @Test("RECORD=1 writes what is said anew")
  func record() throws {
    #expect(Mistake.all.count > 100)
    guard ProcessInfo.processInfo.environment["RECORD"] == "1" else { return }
    let text = Mistake.all.map { row in
      let said = TopologyFileReader.read(row.text, file: "t.yaml").diagnostics
      return "=== \(row.name)\n\(row.text)" + said.map { ">> \($0)\n" }.joined()
    }.joined(separator: "\n")
    guard try text != String(contentsOf: fixture, encoding: .utf8) else { return }
    try text.write(to: fixture, atomically: true, encoding: .utf8)
    Issue.record("recorded new baseline")
  }
}
