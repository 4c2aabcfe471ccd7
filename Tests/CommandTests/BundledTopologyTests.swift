import Foundation
import Testing

@testable import canreach

/// Every topology under `Topologies/` loads without a word, and keeps the promises it carries.
@Suite("bundled topologies")
struct BundledTopologyTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Topologies").path

  private static let folders: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  @Test("there are topologies, each with a page that says what it shows")
  func pages() {
    #expect(Self.folders.count >= 3)
    for folder in Self.folders {
      #expect(FileManager.default.fileExists(atPath: "\(Self.root)/\(folder)/README.md"), "\(folder)")
    }
  }

  @Test("the expectations hold", arguments: folders)
  func hold(_ folder: String) {
    let output = Captured()
    let errors = Captured()
    var context = CommandContext.standard
    context.standardOutput = { text throws(StreamError) in output.add(text) }
    context.standardError = { text throws(StreamError) in errors.add(text) }
    #expect(Canreach.execute(["test", "\(Self.root)/\(folder)"], in: context) == .asExpected, "\(output.text)")
    #expect(errors.text == "")
  }
}
