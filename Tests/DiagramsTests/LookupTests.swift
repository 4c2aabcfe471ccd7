import Reachability
import Testing

@testable import Diagrams

@Suite("name lookups in the picture")
struct LookupTests {
  private static let call = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/orders"

  @Test("a query goes to the resolver, the connection to the endpoint: lines of two kinds")
  func resolver() throws {
    let diagram = try Bundled.diagram("private-api-basic", from: "web-1", to: Self.call)
    let ways = try #require(diagram.itinerary?.ways)
    #expect(ways.map(\.isLookup).prefix(2) == [true, false])
    let names = ways.map { $0.stages.map { diagram.figure.nodes[$0.node].name } }
    #expect(names.prefix(2) == [["web-1", "Resolver"], ["web-1", "edge", "orders"]])
    let svg = try diagram.svg()
    #expect(svg.elements(ofClass: "dns").count == 1)
    #expect(svg.text.contains("DNS lookup"))
    #expect(try diagram.text(.dot).contains("color=\"\(Ink.dns.light)\""))
    #expect(try diagram.text(.svg).contains("the resolver of VPC shop"))
  }

  @Test("a private zone answers: on premises, over the name server, the inbound endpoint and the resolver")
  func onPremises() throws {
    let diagram = try Bundled.diagram(
      "private-api-multi-region", from: "datacentre", to: "https://api.corp.example/orders")
    let names = diagram.itinerary?.ways.filter(\.isLookup).flatMap {
      $0.stages.map { diagram.figure.nodes[$0.node].name }
    }
    let path = try #require(names)
    #expect(path.prefix(2) == ["Network", "bind"])
    #expect(path.suffix(3) == ["inbound-east", "Resolver", "corp.example"])
    let zone = try #require(diagram.figure.nodes(.hostedZone, "corp.example").first)
    #expect(diagram.figure.groups[diagram.figure.nodes[zone].group].kind == .account)
  }

  @Test(
    "what answers for names is drawn where the question used it, and moves no box", arguments: GalleryTests.topologies)
  func plates(_ name: String) throws {
    let network = try Bundled.network(name)
    let plain = try Diagram(network)
    #expect(!plain.figure.nodes.contains { $0.anchor == .plate })
    let query = try #require(try GalleryTests.query(name))
    let asked = try Diagram(network, answer: try network.answer(query))
    let (before, after) = (try plain.layout(), try asked.layout())
    #expect(after.groups.prefix(before.groups.count) == before.groups[...])
    #expect(after.cells.prefix(before.cells.count) == before.cells[...])
    for (position, node) in asked.figure.nodes.enumerated() where node.anchor == .plate {
      let plate = after.cells[position]
      #expect(after.plates.contains(position))
      #expect(plate.width > 0)
      for (other, cell) in after.cells.enumerated() where other != position {
        #expect(!plate.intersects(cell), "\(node.name) and \(asked.figure.nodes[other].name)")
      }
      let border = after.groups[node.group]
      let title = GroupTitle(asked.figure.groups[node.group], width: border.width)
      #expect(plate.x > border.x + title.endX)
      #expect(plate.maxX < border.maxX)
    }
  }

  @Test("a query that is lost is red, and its line says so in the legend")
  func lost() throws {
    let diagram = try Bundled.diagram(
      "private-api-dns-options", from: "lab-1", to: "https://orders.corp.example/v1/orders")
    let lookup = try #require(diagram.itinerary?.steps.first { $0.isLookup && $0.state == .denied })
    #expect(lookup.ink == .deny)
    #expect(lookup.codes.allSatisfy { $0.hasPrefix("X_DNS") })
    #expect(try diagram.svg().text.contains(try #require(lookup.codes.first)))
  }

  @Test("one step a box, whatever is decided there in turns")
  func oneStep() throws {
    let diagram = try Bundled.diagram(
      "private-api-multi-region", from: "datacentre", to: "https://api.corp.example/orders")
    let itinerary = try #require(diagram.itinerary)
    let own = itinerary.steps.filter { !$0.isLookup && !$0.isReturn }
    let places = own.map(\.place)
    for place in places {
      if case .node = place { #expect(places.count { $0 == place } == 1, "\(place)") }
    }
    let answer = try #require(diagram.answer)
    #expect(own.flatMap(\.hops).count == answer.legs.filter { !$0.isLookup }.flatMap(\.forward).count)
  }

  @Test("a refusal of HTTP stands at the API, with its code")
  func refused() throws {
    let network = try Bundled.network("private-api-basic")
    var query = Query(from: "web-1", to: Self.call + "/7")
    query.method = "PUT"
    let diagram = try Diagram(network, answer: try network.answer(query))
    let step = try #require(diagram.itinerary?.steps.first { $0.state == .denied })
    #expect(step.place == .node(try #require(diagram.figure.nodes(.restApi, "a1b2c3d4e5").first)))
    #expect(step.codes.contains("X_AUTH_UNSIGNED"))
    #expect(Notes.title(of: diagram) == "web-1 → PUT \(Self.call)/7")
  }

  @Test("a line leads from the zone to what each record of the name stands for, with what chooses among them")
  func records() throws {
    func lines(_ name: String, from: String, to: String) throws -> [String] {
      let figure = try Bundled.diagram(name, from: from, to: to).figure
      return figure.links.filter { $0.kind == .record }.compactMap { link in
        guard case .node(let zone) = link.from, case .node(let end) = link.to else { return nil }
        return "\(figure.nodes[zone].name) → \(figure.nodes[end].name): \(link.label)"
      }
    }
    let url = "https://api.corp.example/orders"
    #expect(
      try lines("private-api-multi-region", from: "datacentre", to: url) == [
        "corp.example → nlb-east: primary, health check orders-east-alarm", "corp.example → nlb-west: secondary",
      ])
    #expect(
      try lines("private-api-multi-region-weighted", from: "app-east", to: url) == [
        "corp.example → alb-east: weight 90", "corp.example → alb-west: weight 10",
      ])
    #expect(
      try lines("alb-rules", from: "app-1", to: "http://shop.example.internal/") == ["example.internal → front: "])
    // AWS's own zones, and a question without names, have none.
    #expect(
      try lines("private-api-basic", from: "web-1", to: "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/")
        .isEmpty)
    #expect(try lines("alb-rules", from: "app-1", to: "front:80").isEmpty)
  }

  @Test("the labels of records are in the picture, in the scene and in DOT")
  func labels() throws {
    let diagram = try Bundled.diagram(
      "private-api-multi-region", from: "application-server", to: "https://api.corp.example/orders")
    #expect(try diagram.svg().text.contains("primary, health check orders-east-alarm"))
    #expect(try diagram.svg().text.contains("DNS record, and what it stands for"))
    #expect(try diagram.text(.dot).contains("xlabel=\"secondary\""))
    #expect(try diagram.text(.json).contains("\"label\": \"secondary\""))
  }
}
