import NetworkModel
import Reachability
import Testing

@testable import Diagrams

@Suite("what is written")
struct WritingTests {
  @Test("the same input gives the same SVG, DOT, scene and PDF", arguments: [Diagram.Format.svg, .dot, .json, .pdf])
  func stable(_ format: Diagram.Format) throws {
    let first = try Bundled.diagram("hub-and-spoke-on-premises", from: "orders-1", to: "internet/203.0.113.7:443")
    let second = try Bundled.diagram("hub-and-spoke-on-premises", from: "orders-1", to: "internet/203.0.113.7:443")
    #expect(try first.bytes(format) == second.bytes(format))
  }

  @Test("every resource and every step has an id, a tooltip and a class; text can be selected; both themes")
  func svg() throws {
    let diagram = try Bundled.diagram("three-tier", from: "web-a", to: "orders:5432")
    let text = try diagram.text(.svg)
    let content = try XMLContent(Array(text.utf8))
    #expect(content.elements(ofClass: "resource").count == diagram.figure.nodes.count)
    #expect(content.elements(ofClass: "resource").allSatisfy { $0["id"] != nil })
    #expect(content.elements(ofClass: "hop").compactMap { $0["id"] } == (1...7).map { "step-\($0)" })
    #expect(content.elements(ofClass: "hop").filter { $0["class"] == "hop denied" }.count == 3)
    #expect(content.elements(ofClass: "way").contains { $0["class"] == "way forward denied" })
    let expected = ["web-a", "public-a", "10.0.20.4", "SUBNET_ACL_RESTRICTION", "unreachable", "us-east-1b"]
    for word in expected { #expect(content.text.contains(word), "\(word)") }
    #expect(text.contains("<title>instance web-a, 10.0.0.5</title>"))
    #expect(text.contains("prefers-color-scheme: dark"))
    #expect(text.contains("stroke-dasharray"))
  }

  @Test("no ARN is shown whole")
  func arns() throws {
    var topology = try Bundled.network("peering-two-vpcs").topology
    let arn = "arn:aws:lambda:us-east-1:111111111111:function:settle"
    topology.managedResources.append(ManagedResource(Identity(arn, region: "us-east-1"), resourceKind: .function))
    let texts = try Diagram(Network(topology)).svg()
    #expect(texts.text.contains("settle"))
    let shown = try Diagram(Network(topology)).drawing()
    func strings(_ elements: [Element]) -> [String] {
      elements.flatMap { element -> [String] in
        switch element {
        case .group(_, _, _, let inner): strings(inner)
        case .text(let text): [text.string]
        default: []
        }
      }
    }
    #expect(!strings(shown.elements).contains { $0.contains("arn:") })
  }

  @Test("PNG and PDF, light and dark")
  func bitmaps() throws {
    var options = DiagramOptions()
    let light = try Diagram(Bundled.network("peering-two-vpcs"), options: options).bytes(.png)
    options.theme = .dark
    let dark = try Diagram(Bundled.network("peering-two-vpcs"), options: options).bytes(.png)
    #expect(light.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(light != dark)
  }

  @Test("the user's own pictures take the place of ours")
  func icons() throws {
    var options = DiagramOptions()
    let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)
    options.icons.byKind["instance"] = Icons.Icon(mediaType: "image/svg+xml", bytes: svg, path: "instance.svg")
    let content = try Diagram(Bundled.network("peering-two-vpcs"), options: options).svg()
    let images = content.elements.filter { $0.name == "image" }
    #expect(images.count == 2)
    #expect(images.allSatisfy { $0.attributes["href"]?.hasPrefix("data:image/svg+xml;base64,PHN2ZyB4") == true })
    // A bitmap cannot hold an SVG: there the glyph stays.
    #expect(try Diagram(Bundled.network("peering-two-vpcs"), options: options).bytes(.png).count > 10_000)
    #expect(options.icons.bitmaps.byKind.isEmpty)
    #expect(Base64.text(Array("a".utf8)) == "YQ==")
    #expect(Base64.text(Array("ab".utf8)) == "YWI=")
    #expect(Base64.text(Array("abc".utf8)) == "YWJj")
  }

  @Test("a broken line has its dashes, over corners too")
  func dashes() {
    let line = [Spot(0, 0), Spot(10, 0), Spot(10, 10)]
    #expect(
      Dashes.pieces(of: line, (4, 2)) == [
        [Spot(0, 0), Spot(4, 0)], [Spot(6, 0), Spot(10, 0)], [Spot(10, 2), Spot(10, 6)], [Spot(10, 8), Spot(10, 10)],
      ])
    #expect(Dashes.pieces(of: line, (8, 4)) == [[Spot(0, 0), Spot(8, 0)], [Spot(10, 2), Spot(10, 10)]])
    #expect(Dashes.pieces(of: [], (8, 4)).isEmpty)
  }
}
