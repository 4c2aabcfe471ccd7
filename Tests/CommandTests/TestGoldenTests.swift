import Foundation
import Testing

@testable import canreach

/// The reports of `canreach test` about the files under `Tests/Fixtures/expectations`, each format compared with a file
/// under `Goldens/`. `RECORD=1 swift test` writes them anew, and fails to say so.
@Suite("test: whole reports")
struct TestGoldenTests {
  private static let root =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/"

  @Test("the whole text", arguments: TestOutputOptions.Format.allCases)
  func golden(_ format: TestOutputOptions.Format) throws {
    let folder = Self.root + "Tests/Fixtures/expectations/"
    var context = CommandContext.standard
    let captured = Captured()
    context.standardOutput = { text throws(StreamError) in captured.add(text) }
    context.standardError = { text throws(StreamError) in }
    context.isOutputTerminal = false
    let files = ["suite.yaml", "broken.yaml", "shop.yaml"].map { folder + $0 }
    let status = Canreach.execute(["test", "--format", format.rawValue] + files, in: context)
    #expect(status == .malformed)
    let text = captured.text.replacingOccurrences(of: "file://" + Self.root, with: "")
      .replacingOccurrences(of: Self.root, with: "")
    let extensions: [TestOutputOptions.Format: String] = [
      .text: "txt", .json: "json", .junit: "xml", .tap: "tap", .sarif: "sarif", .github: "github",
    ]
    let file = "\(Self.root)Tests/CommandTests/Goldens/test.\(extensions[format] ?? "")"
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      Issue.record("recorded new baseline")
      return
    }
    #expect(text == (try? String(contentsOfFile: file, encoding: .utf8)))
  }
}
