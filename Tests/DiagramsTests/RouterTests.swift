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

  @Test("a way lies on the line of a link, where there is one")
  func linked() throws {
    let url = "https://central-api.execute-api.us-east-1.amazonaws.com/prod/orders"
    let diagram = try Bundled.diagram("private-integration-transit-gateway", from: "client-1", to: url)
    let itinerary = try #require(diagram.itinerary)
    var painter = Painter(diagram, try diagram.layout())
    _ = try painter.links(Deadline(milliseconds: 60_000))
    let routes = painter.routes(of: itinerary)
    let figure = diagram.figure
    var found: [String] = []
    for (way, lines) in zip(itinerary.ways, routes) {
      for (pair, line) in zip(zip(way.stages, way.stages.dropFirst()), lines) {
        let names = "\(figure.nodes[pair.0.node].name) \(figure.nodes[pair.1.node].name)"
        guard let link = painter.linkLines[[.node(pair.0.node), .node(pair.1.node)]] else { continue }
        #expect(line == link || line == link.reversed(), "\(names)")
        let start = try #require(line.first)
        #expect(layout(painter, pair.0.node).contains(start), "from the one to the other")
        found.append(names)
      }
    }
    #expect(
      found == [
        "execute-api central-api", "central-api link", "link central-nlb", "attach-central hub", "hub attach-orders",
      ])
  }

  @Test("a way between two things of a VPC stays in it, and out of subnets that neither is in")
  func inside() throws {
    let url = "https://central-api.execute-api.us-east-1.amazonaws.com/prod/orders"
    let diagram = try Bundled.diagram("private-integration-transit-gateway", from: "client-1", to: url)
    let (figure, itinerary) = (diagram.figure, try #require(diagram.itinerary))
    var painter = Painter(diagram, try diagram.layout())
    _ = try painter.links(Deadline(milliseconds: 60_000))
    var found = 0
    for (way, lines) in zip(itinerary.ways, painter.routes(of: itinerary)) where !way.isLookup {
      for (pair, line) in zip(zip(way.stages, way.stages.dropFirst()), lines) {
        let nodes = [pair.0.node, pair.1.node]
        guard let vpc = figure.group(.vpc, around: nodes[0]), figure.group(.vpc, around: nodes[1]) == vpc else {
          continue
        }
        found += 1
        let area = painter.layout.groups[vpc]
        #expect(line.allSatisfy(area.contains))
        let own = Set(nodes.flatMap(figure.ancestors(of:)))
        for group in figure.groups.indices where figure.groups[group].kind.isSubnet && !own.contains(group) {
          let inner = painter.layout.groups[group].grown(by: -1)
          #expect(!line.contains(where: inner.contains), "\(figure.groups[group].title)")
        }
      }
    }
    #expect(found == 3)
  }

  @Test("where a way is drawn, the line of the link is not, also of one that ends at the border of a VPC")
  func replaced() throws {
    let url = "https://central-api.execute-api.us-east-1.amazonaws.com/prod/orders"
    let diagram = try Bundled.diagram("private-integration-peering", from: "client-1", to: url)
    let titles = try diagram.text(.svg)
    #expect(!titles.contains("central is joined with peer-orders"))
    #expect(!titles.contains("central-api is joined with link"))
    #expect(titles.contains("central is joined with peer-billing"))
    let plain = try Diagram(Bundled.network("private-integration-peering")).text(.svg)
    #expect(plain.contains("central is joined with peer-orders"))
    // The key has what is drawn, and nothing else.
    #expect(titles.contains("joined, whatever is asked"))
    let all = try Bundled.diagram("peering-two-vpcs", from: "web-1", to: "db-1:5432").text(.svg)
    #expect(!all.contains("is joined with") && !all.contains("joined, whatever is asked"))
  }

  @Test("the code of what blocks covers no glyph, name or title", arguments: ["peering-two-vpcs", "three-tier"])
  func codes(_ name: String) throws {
    let (from, to) = name == "three-tier" ? ("web-a", "orders:5432") : ("web-1", "db-1:22")
    let diagram = try Bundled.diagram(name, from: from, to: to)
    let layout = try diagram.layout()
    var painter = Painter(diagram, layout)
    _ = try painter.links(Deadline(milliseconds: 60_000))
    for node in diagram.figure.nodes.indices { painter.occupied += [layout.tile(node), layout.label(node)] }
    let before = painter.occupied.count
    _ = painter.paintWays()
    let codes = painter.occupied[before...].filter { $0.height == Painter.pillHeight && $0.width > 60 }
    #expect(!codes.isEmpty)
    for code in codes {
      for node in diagram.figure.nodes.indices {
        #expect(!code.intersects(layout.tile(node)) && !code.intersects(layout.label(node)))
      }
      for (group, area) in zip(diagram.figure.groups, layout.groups) where area.width > 0 {
        let title = GroupTitle(group, width: area.width)
        #expect(!code.intersects(Rect(x: area.x, y: area.y, width: title.endX, height: 24)), "\(group.title)")
      }
    }
  }

  private func layout(_ painter: Painter, _ node: Int) -> Rect {
    painter.layout.tile(node).union(painter.layout.cells[node])
  }

  @Test("the side that is turned away from the other end is the last one to be taken", arguments: [true, false])
  func sides(_ isDown: Bool) throws {
    let diagram = try Diagram(Bundled.network("private-api-dns-options"))
    let (figure, layout) = (diagram.figure, try diagram.layout())
    let router = Router(figure, layout)
    let endpoint = try #require(figure.nodes.firstIndex { $0.name == "edge-shop" })
    let api = try #require(figure.node("orders"))
    let line =
      isDown
      ? router.route(.node(endpoint), .node(api), owner: 0)
      : Array(router.route(.node(api), .node(endpoint), owner: 0).reversed())
    #expect(try #require(line.last).y <= layout.tile(api).maxY)
    #expect(try #require(line.first).y >= layout.tile(endpoint).y)
  }

  @Test("corners are what remains of a line")
  func simplified() {
    let line = [Point(0, 0), Point(10, 0), Point(20, 0), Point(20, 10), Point(20, 20)]
    #expect(Polyline.simplified(line) == [Point(0, 0), Point(20, 0), Point(20, 20)])
    #expect(Polyline.simplified([Point(0, 0), Point(10, 0)]) == [Point(0, 0), Point(10, 0)])
  }
}
