import Foundation
import Importing
import NetworkModel
import Reachability
import TestKit

@testable import Diagrams

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The bundled topologies, and ways to look at pictures.
enum Bundled {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func network(_ name: String) throws -> Network {
    let file = root.appending(path: "Topologies/\(name)/topology.canreach.yaml").path()
    return Network(try Importer.load([file]).topology)
  }

  static func diagram(
    _ name: String, from: String, to: String, options: DiagramOptions = DiagramOptions()
  ) throws -> Diagram {
    let network = try network(name)
    return try Diagram(network, answer: try network.answer(Query(from: from, to: to)), options: options)
  }
}

/// A document of XML that a parser accepted: the names, attributes and texts in it.
final class XMLContent: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private(set) var text = ""
  private var error: (any Error)?

  /// - Throws: what the parser says of a document that is not well-formed.
  init(_ bytes: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse(), let error = parser.parserError { throw error }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) { elements.append((name, attributes)) }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func elements(ofClass name: String) -> [[String: String]] {
    elements.filter { $0.attributes["class"]?.split(separator: " ").contains(Substring(name)) == true }.map(
      \.attributes)
  }
}

extension Diagram {
  func svg() throws -> XMLContent { try XMLContent(try bytes(.svg)) }
  func text(_ format: Format) throws -> String { String(decoding: try bytes(format), as: UTF8.self) }
}

extension Figure {
  /// The groups of a kind, by title.
  func group(_ kind: GroupKind, _ title: String) -> Int? {
    groups.firstIndex { $0.kind == kind && $0.title == title }
  }

  func node(_ name: String) -> Int? { nodes.firstIndex { $0.name == name } }
}
