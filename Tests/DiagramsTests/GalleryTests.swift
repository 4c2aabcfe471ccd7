import Foundation
import NetworkModel
import Reachability
import Reports
import Testing
import Yams

@testable import Diagrams

/// The pictures under `Diagrams/`: one of every topology under `Topologies/`, with a way on it.
///
/// `RECORD=1 swift test --filter GalleryTests` draws them anew; otherwise what they show, as DOT and as the scene
/// without places, is compared. Pixels and places are not: they depend on Graphviz's version and the fonts.
@Suite("the gallery")
struct GalleryTests {
  static let gallery = Bundled.root.appending(path: "Diagrams")
  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  /// Questions that show more than the topology's first expectation.
  static let questions: [String: Query] = [
    "three-tier": Query(from: "web-a", to: "orders", port: "5432")
  ]

  static let topologies: [String] = {
    let folder = Bundled.root.appending(path: "Topologies").path()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/topology.canreach.yaml") }.sorted()
  }()

  @Test("every topology has its picture, and it shows what the topology says", arguments: topologies)
  func picture(_ name: String) throws {
    let network = try Bundled.network(name)
    let query = try #require(try Self.query(name))
    var options = DiagramOptions()
    options.title = name
    options.source = "Topologies/\(name)"
    let diagram = try Diagram(network, answer: try network.answer(query), options: options)
    if Self.isRecording {
      try FileManager.default.createDirectory(at: Self.gallery, withIntermediateDirectories: true)
      for format in [Diagram.Format.svg, .png, .dot] {
        try Data(try diagram.bytes(format)).write(to: Self.file(name, format.rawValue))
      }
      try Data(diagram.scene(nil).document.utf8).write(to: Self.file(name, "json"))
      return
    }
    #expect(try Self.recorded(name, "dot") == (try diagram.text(.dot)), "record anew with `make diagrams`")
    #expect(try Self.recorded(name, "json") == diagram.scene(nil).document, "record anew with `make diagrams`")
    for ending in ["svg", "png"] {
      #expect(FileManager.default.fileExists(atPath: Self.file(name, ending).path()), "\(name).\(ending) is missing")
    }
  }

  @Test("the page lists every picture")
  func page() throws {
    var text = """
      # The gallery

      The topologies of `Topologies/`, as `canreach draw` draws them, each with the way of one question. `make diagrams`
      draws them anew; the tests compare the `.dot` and `.json` files beside the pictures with what would be drawn.

      """
    for name in Self.topologies {
      let query = try #require(try Self.query(name))
      text += """

        ## \(name)

        `canreach draw -t Topologies/\(name)/topology.canreach.yaml --from \(query.from) --to \(query.to)\
        \(query.port == "any" ? "" : " --port \(query.port)")\(Self.options(query)) -o \(name).svg`

        ![\(name)](\(name).svg)

        """
    }
    let file = Self.gallery.appending(path: "README.md")
    if Self.isRecording {
      try FileManager.default.createDirectory(at: Self.gallery, withIntermediateDirectories: true)
      return try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "record anew with `make diagrams`")
  }

  private static func file(_ name: String, _ ending: String) -> URL { gallery.appending(path: "\(name).\(ending)") }

  private static func recorded(_ name: String, _ ending: String) throws -> String {
    try String(contentsOf: file(name, ending), encoding: .utf8)
  }

  /// The question of the table, else the topology's first expectation.
  static func query(_ name: String) throws -> Query? {
    if let query = questions[name] { return query }
    let file = Bundled.root.appending(path: "Topologies/\(name)/topology.canreach.yaml")
    let document = try Yams.load(yaml: String(contentsOf: file, encoding: .utf8)) as? [String: Any]
    guard let row = (document?["expect"] as? [[String: Any]])?.first, let from = row["from"] as? String,
      let to = row["to"] as? String
    else { return nil }
    var query = Query(
      from: from, to: to, protocol: row["protocol"] as? String ?? "tcp", port: row["port"].map { "\($0)" } ?? "any")
    query.method = row["method"] as? String
    query.headers = row["header"] as? [String] ?? (row["header"] as? String).map { [$0] } ?? []
    query.origin = row["origin"] as? String
    query.principal = row["as"] as? String
    return query
  }

  /// What `canreach draw` is given for the request.
  private static func options(_ query: Query) -> String {
    let options =
      [("method", query.method), ("origin", query.origin), ("as", query.principal)]
      + query.headers.map { ("header", $0) }
    return options.map { name, value in
      value.map { " --\(name) \($0.contains(" ") ? "\"\($0)\"" : $0)" } ?? ""
    }.joined()
  }
}
