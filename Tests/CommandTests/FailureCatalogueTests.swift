import Foundation
import Importing
import Reachability
import Testing

@testable import canreach

/// The table of `Topologies/README.md`: what goes wrong with private APIs and private integrations, with the topologies
/// that show it, and what is told of each.
///
/// `RECORD=1 swift test --filter FailureCatalogue` writes what is told anew: stage, codes and what the client sees.
@Suite("the failure catalogue")
struct FailureCatalogueTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Topologies")
  private static let page = root.appendingPathComponent("README.md")
  private static let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
  fileprivate static let rows = text.split(separator: "\n").compactMap(Row.init)

  @Test("the 87 rows are all there, in their order")
  func complete() {
    #expect(Self.rows.map(\.number) == Array(1...87))
    for row in Self.rows where row.twins.isEmpty {
      #expect(row.codes == "–" && row.seen.count > 10, "row \(row.number) has no topology and does not say why")
    }
  }

  @Test("every topology with something broken stands in the row whose number it carries")
  func files() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.path).sorted()
    let found = folders.flatMap { folder -> [String] in
      let names = try? FileManager.default.contentsOfDirectory(atPath: "\(Self.root.path)/\(folder)/broken")
      return (names ?? []).sorted().map { "\(folder)/broken/\($0)" }
    }
    #expect(found.sorted() == Self.rows.flatMap(\.twins).sorted())
    for row in Self.rows {
      let prefix = row.number < 10 ? "0\(row.number)-" : "\(row.number)-"
      for twin in row.twins {
        let name = twin.split(separator: "/").last ?? ""
        #expect(name.hasPrefix(prefix) && name.hasSuffix(".canreach.yaml"), "\(twin) in row \(row.number)")
      }
    }
  }

  @Test("what is told of each is what its row says", arguments: rows.filter { !$0.twins.isEmpty })
  fileprivate func told(_ row: Row) throws {
    #expect(try Self.told(row).line == row.line)
  }

  @Test("RECORD=1 writes what is told anew")
  func record() throws {
    guard ProcessInfo.processInfo.environment["RECORD"] == "1" else { return }
    var text = Self.text
    for row in Self.rows { text = text.replacing(row.line + "\n", with: try Self.told(row).line + "\n") }
    guard text != Self.text else { return }
    try text.write(to: Self.page, atomically: true, encoding: .utf8)
    Issue.record("recorded new baseline")
  }

  /// The row as its topologies have it: what comes of every question in them that is not answered with yes.
  private static func told(_ row: Row) throws -> Row {
    guard !row.twins.isEmpty else { return row }
    var told = Told()
    for twin in row.twins {
      let loaded = try Importer.load(["\(root.path)/\(twin)"])
      let network = Network(loaded.topology)
      for expectation in loaded.expectations { told.add(try network.answer(expectation.query)) }
    }
    var row = row
    row.codes = told.codes.isEmpty ? "–" : told.codes.joined(separator: ", ")
    // Where the request gets through all the same, the row says in its own words what became of the mistake.
    if told.codes.isEmpty && row.seen.count > 10 { return row }
    row.stage = told.stages.joined(separator: ", ")
    row.seen = told.symptoms.isEmpty ? "–" : told.symptoms.joined(separator: "; ")
    return row
  }
}

/// What answers say, each thing once.
private struct Told {
  var stages: [String] = []
  var codes: [String] = []
  var symptoms: [String] = []

  mutating func add(_ answer: Answer) {
    for blocker in answer.blockers {
      Told.add(blocker.stage.rawValue, to: &stages)
      Told.add("`\(blocker.code.rawValue)`", to: &codes)
    }
    if answer.verdict == .undetermined {
      for assumption in answer.assumptions where assumption.decides {
        if let stage = Code(rawValue: assumption.code).entry?.stage { Told.add(stage.rawValue, to: &stages) }
        Told.add("`\(assumption.code)` (not told)", to: &codes)
      }
    }
    if let symptom = answer.symptom { Told.add(symptom, to: &symptoms) }
  }

  private static func add(_ text: String, to list: inout [String]) {
    if !list.contains(text) { list.append(text) }
  }
}

/// A row of the table: `| 24 | network | cause | [folder](folder/broken/24-name.canreach.yaml) | codes | seen |`.
private struct Row: Sendable, CustomTestStringConvertible {
  var number: Int
  var stage: String
  var cause: String
  var topologies: String
  var codes: String
  var seen: String

  init?(_ line: Substring) {
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard cells.count == 8, cells[0].isEmpty, cells[7].isEmpty, let number = Int(cells[1]) else { return nil }
    (self.number, stage, cause) = (number, cells[2], cells[3])
    (topologies, codes, seen) = (cells[4], cells[5], cells[6])
  }

  var line: String { "| \(number) | \(stage) | \(cause) | \(topologies) | \(codes) | \(seen) |" }
  var testDescription: String { "\(number)" }

  /// Where the links lead.
  var twins: [String] { topologies.matches(of: /\]\(([^)]*)\)/).map { String($0.1) } }
}
