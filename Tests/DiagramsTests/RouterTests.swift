import Reachability
import Testing

@testable import Diagrams

@Suite("ways of lines")
struct RouterTests {
  @Test("lines keep off the glyphs of others and run along the lattice", arguments: GalleryTests.topologies)
  func obstacles(_ name: String) throws {
    let diagram = try Diagram(Bundled.network(name))
    let (figure, layout) = (diagram.figure, try diagram.layout())
    let router = Router(figure, layout)
    for link in figure.links {
      let line = router.route(link.from, link.to, owner: 0)
      #expect(line.count > 1)
      for (from, to) in zip(line, line.dropFirst()) {
        #expect(abs(from.x - to.x) + abs(from.y - to.y) == Lattice.step)
      }
      for node in figure.nodes.indices where link.from != .node(node) && link.to != .node(node) {
        #expect(!line.contains { layout.tile(node).contains($0) }, "\(figure.nodes[node].name)")
      }
    }
  }

  @Test("a second way keeps beside the first")
  func lanes() throws {
    let diagram = try Diagram(Bundled.network("three-tier"))
    let (figure, layout) = (diagram.figure, try diagram.layout())
    var router = Router(figure, layout)
    let from = Figure.End.node(try #require(figure.node("app-1")))
    let to = Figure.End.node(try #require(figure.node("orders")))
    let first = router.route(from, to, owner: 1)
    router.keep(first, owner: 1, isWay: true)
    let second = router.route(to, from, owner: 2)
    let tiles = ["app-1", "orders"].compactMap(figure.node).map(layout.tile)
    let shared = Set(first).intersection(second).filter { point in !tiles.contains { $0.contains(point) } }
    #expect(shared.isEmpty)
  }

  @Test("corners are what remains of a line")
  func simplified() {
    let line = [Point(0, 0), Point(10, 0), Point(20, 0), Point(20, 10), Point(20, 20)]
    #expect(Polyline.simplified(line) == [Point(0, 0), Point(20, 0), Point(20, 20)])
    #expect(Polyline.simplified([Point(0, 0), Point(10, 0)]) == [Point(0, 0), Point(10, 0)])
  }
}
