import Foundation
import NetworkModel
import Testing

@testable import Importing

/// The folder of bundled topologies, seen from this file.
private let bundled = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Topologies")

@Suite("Topology file: schema and bundled topologies")
struct TopologyFileSchemaTests {
  @Test("the schema's keys are the reader's: RECORD=1 writes it anew")
  func schema() throws {
    let url = bundled.appending(path: "canreach.schema.json")
    let written = try? String(contentsOf: url, encoding: .utf8)
    if written != TopologyFileReader.schema, ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try TopologyFileReader.schema.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded new baseline")
    }
    #expect(written == TopologyFileReader.schema)
    let json = try JSONSerialization.jsonObject(with: Data(TopologyFileReader.schema.utf8)) as? [String: Any]
    let definitions = try #require(json?["$defs"] as? [String: [String: Any]])
    #expect(Set(definitions.keys) == Set(Shape.all.map(\.name)))
    for shape in Shape.all {
      let properties = definitions[shape.name]?["properties"] as? [String: Any]
      #expect(Set(properties?.keys.map { $0 } ?? []) == Set(shape.keys.map(\.name)), "\(shape.name)")
      #expect(Set(shape.keys.map(\.name)).count == shape.keys.count, "\(shape.name) has a key twice")
    }
  }

  @Test("README.md lists every key with its default: RECORD=1 writes the lists anew")
  func documentation() throws {
    let url = bundled.appending(path: "README.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let marker = "## Every key\n"
    let parts = text.components(separatedBy: marker)
    #expect(parts.count == 2)
    let whole = parts[0] + marker + reference
    if whole != text, ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try whole.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded new baseline")
    }
    #expect(whole == text)
  }

  private var reference: String {
    Shape.all.map { shape in
      let rows = shape.keys.map { "| `\($0.name)` | \(words($0.form)) | \($0.meaning) |" }
      return "\n### \(shape.noun.prefix(1).uppercased() + shape.noun.dropFirst())\n\n| key | value | |\n|---|---|---|\n"
        + rows.joined(separator: "\n") + "\n"
    }.joined()
  }

  private func words(_ form: ValueForm) -> String {
    switch form {
    case .text: "text"
    case .boolean: "true or false"
    case .integer: "number"
    case .cidr: "block"
    case .address: "address"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .oneOrMany(let item): "\(self.words(item)), or a list"
    case .list(let item): "list: \(self.words(item))"
    case .named(let item): "by name: \(self.words(item))"
    case .shape(let name): Shape.all.first { $0.name == name }?.noun ?? name
    case .either(let forms): forms.map { self.words($0) }.joined(separator: "; or ")
    case .anything: "anything"
    }
  }

  @Test("the bundled topologies are right, and follow the schema key by key")
  func bundledTopologies() throws {
    let files = try FileManager.default.contentsOfDirectory(at: bundled, includingPropertiesForKeys: nil)
      .map { $0.appending(path: "topology.canreach.yaml") }
      .filter { FileManager.default.fileExists(atPath: $0.path()) }
      .sorted { $0.path() < $1.path() }
    #expect(files.count >= 3)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.hasPrefix("# yaml-language-server: $schema=../canreach.schema.json\ncanreach: 1\n"), "\(file)")
      let name = file.deletingLastPathComponent().lastPathComponent
      let (topology, diagnostics) = TopologyFileReader.read(text, file: name)
      #expect(diagnostics.map(\.description) == [], "\(name)")
      #expect(!topology.networkInterfaces.isEmpty)
      let root = try #require(YAMLNode.compose(text).root)
      #expect(root["expect"]?.items?.isEmpty == false, "\(name) promises nothing")
      for key in misfits(root, .shape("file")) { Issue.record("\(name): \(key)") }
    }
  }

  /// Where a value does not fit the form that the schema has for it.
  private func misfits(_ node: YAMLNode, _ form: ValueForm) -> [String] {
    switch form {
    case .anything: return []
    case .text, .boolean, .integer, .cidr, .address, .choice:
      return node.text == nil && !node.isNull ? ["\(node.place): a scalar is expected"] : []
    case .oneOrMany(let item):
      return (node.items ?? [node]).flatMap { misfits($0, item) }
    case .list(let item):
      return node.items?.flatMap { misfits($0, item) } ?? ["\(node.place): a list is expected"]
    case .named(let item):
      return node.pairs?.flatMap { misfits($0.value, item) } ?? ["\(node.place): a mapping is expected"]
    case .shape(let name):
      guard let shape = Shape.all.first(where: { $0.name == name }), let pairs = node.pairs else {
        return ["\(node.place): a mapping is expected"]
      }
      return pairs.flatMap { pair in
        shape.keys.first { $0.name == pair.key }.map { misfits(pair.value, $0.form) } ?? ["\(pair.place): \(pair.key)"]
      }
    case .either(let forms):
      let all = forms.map { misfits(node, $0) }
      return all.contains([]) ? [] : all.last ?? []
    }
  }
}
