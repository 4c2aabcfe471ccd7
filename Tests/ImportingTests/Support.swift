import Foundation
import NetworkModel

@testable import Importing

/// Where the fixtures are.
let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Fixtures").path

/// Everything of an input, or what `LoadFailure` says.
func load(_ paths: String...) throws -> Loaded { try Importer.load(paths) }

func fixture(_ name: String) throws -> Topology { try load("\(fixtures)/\(name)").topology }

/// The failure of an input that has to fail.
func failure(_ paths: String...) -> LoadFailure? {
  do {
    _ = try Importer.load(paths)
    return nil
  } catch { return error }
}

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "canreach-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders that lead to it; returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ data: Data) throws -> String {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path
  }
}

extension Array where Element: Resource {
  subscript(id id: String) -> Element? { first { $0.id == id } }
}

/// A JSON text, open as long as the value is kept.
func json<Result>(_ text: String, _ body: (JSONValue) throws -> Result) throws -> Result {
  let folder = try TemporaryFolder()
  let document = try JSONDocument(
    try MappedFile(path: try folder.write("a.json", text)), interner: StringInterner())
  return try withExtendedLifetime(document) { try body(document.root) }
}
